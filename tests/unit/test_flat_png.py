"""PNG files of few colours, written by ourselves."""

from __future__ import annotations

import io
import struct
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from relais.flat_png import Beginning, Sheet, encode

GREYS = bytes(value for number in range(256) for value in (number, number, number))


def sheet(picture: Image.Image) -> Sheet:
    """Return a sheet on which a picture was drawn."""
    drawn = Sheet(*picture.size)
    drawn.picture.paste(picture, (0, 0))
    return drawn


@given(st.integers(1, 300), st.integers(2, 300), st.data())
def test_a_picture_is_read_back_as_it_was(width: int, height: int, data: st.DataObject) -> None:
    """Every decoder sees the same pixels, whether or not the picture begins as was thought."""
    picture = Image.effect_noise((width, height), 90)
    begun = data.draw(st.integers(1, height - 1))
    same = Beginning.of(sheet(picture), begun)
    other = Beginning.of(sheet(Image.new("L", picture.size, 7)), begun)
    files = {encode(sheet(picture), GREYS, same), encode(sheet(picture), GREYS, other)}
    assert len(files) == 1
    with Image.open(io.BytesIO(files.pop())) as opened:
        assert (opened.format, opened.mode, opened.size) == ("PNG", "P", picture.size)
        assert opened.convert("L").tobytes() == picture.tobytes()
        assert not {"exif", "icc_profile", "dpi"} & set(opened.info)


@given(st.binary(min_size=40, max_size=4000), st.integers(1, 40), st.integers(1, 39))
def test_what_is_packed_is_whole(colours: bytes, run: int, begun: int) -> None:
    """Also a reader that is strict about checksums finds the rows as they were."""
    size = 40, len(colours) // 40 * run
    numbers = b"".join(bytes([number]) * run for number in colours)[: size[0] * size[1]]
    drawn = sheet(Image.frombytes("L", size, numbers))
    file = encode(drawn, GREYS, Beginning.of(drawn, min(begun, size[1])))
    start = file.index(b"IDAT") + 4
    (length,) = struct.unpack(">I", file[start - 8 : start - 4])
    packed, (checksum,) = (
        file[start : start + length],
        struct.unpack(">I", file[start + length :][:4]),
    )
    assert zlib.crc32(b"IDAT" + packed) == checksum
    rows = b"".join(b"\0" + numbers[at : at + 40] for at in range(0, len(numbers), 40))
    assert zlib.decompress(packed) == rows


def test_a_sheet_becomes_another_one() -> None:
    """A sheet that was drawn on looks as another one, and what is drawn then is on it alone."""
    blank, used = Sheet(3, 2), Sheet(3, 2)
    used.picture.paste(7, (0, 0, 3, 2))
    used.become(blank)
    assert used.rows == blank.rows
    used.picture.paste(9, (1, 0, 3, 2))
    assert used.rows == bytes([0, 0, 9, 9, 0, 0, 9, 9, 0])
    assert blank.rows == bytes(9)
