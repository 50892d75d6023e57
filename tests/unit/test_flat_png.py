"""PNG files of few colours, written by ourselves."""

from __future__ import annotations

import io
import zlib

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from relais.colours import read
from relais.flat_png import Beginning, encode
from relais.palette import palette_of, weight
from tests.projects import REPOSITORY

GREYS = [value for number in range(256) for value in (number, number, number)]
LIGHT, DARK = read(REPOSITORY)


@given(st.integers(1, 300), st.integers(2, 300), st.data())
def test_a_picture_is_read_back_as_it_was(width: int, height: int, data: st.DataObject) -> None:
    """Every decoder sees the same pixels, whether or not the picture begins as was thought."""
    picture = Image.effect_noise((width, height), 90)
    begun = data.draw(st.integers(1, height - 1))
    same = Beginning.of(picture, begun)
    other = Beginning.of(Image.new("L", picture.size, 7), begun)
    files = {encode(picture, GREYS, same), encode(picture, GREYS, other)}
    assert len(files) == 1
    with Image.open(io.BytesIO(files.pop())) as opened:
        assert (opened.format, opened.mode, opened.size) == ("PNG", "P", picture.size)
        assert opened.convert("L").tobytes() == picture.tobytes()
        assert not {"exif", "icc_profile", "dpi"} & set(opened.info)


@given(st.binary(min_size=40, max_size=4000), st.integers(1, 40), st.integers(1, 39))
def test_the_bytes_are_those_of_zlib(colours: bytes, run: int, begun: int) -> None:
    """Cards are kept for ever under their names: whatever packs them must pack them alike."""
    size = 40, len(colours) // 40 * run
    numbers = b"".join(bytes([number]) * run for number in colours)[: size[0] * size[1]]
    picture = Image.frombytes("L", size, numbers)
    file = encode(picture, GREYS, Beginning.of(picture, min(begun, size[1])))
    packer = zlib.compressobj(1, zlib.DEFLATED, 15, 6, zlib.Z_RLE)
    rows = b"".join(b"\0" + numbers[at : at + 40] for at in range(0, len(numbers), 40))
    assert packer.compress(rows) + packer.flush() in file


def test_a_ramp_leads_from_one_colour_to_the_other() -> None:
    """What is not covered is the ground, what is covered whole the colour; between lie shades."""
    for colours in (LIGHT, DARK):
        palette = palette_of(colours)
        assert len(palette.shades) <= 256
        ramp = palette.ramp(colours.paper, colours.ink)
        assert ramp[0] == palette.number(colours.paper)
        assert ramp[255] == palette.number(colours.ink)
        light = [sum(palette.shades[number]) for number in ramp]
        assert light in (sorted(light), sorted(light, reverse=True))


def test_mixtures_tell_how_lines_share_a_pixel() -> None:
    """The mean of samples stands for their colours: half of each is the shade between them."""
    palette = palette_of(LIGHT)
    strokes = (LIGHT.primary, LIGHT.accent, LIGHT.control_line)
    for samples in (4, 12):
        table = palette.mixtures(samples, LIGHT.band, *strokes)
        assert table[0] == palette.number(LIGHT.band)
        for place, colour in enumerate(strokes):
            whole = weight(samples, place)
            assert table[whole] == palette.number(colour)
            assert table[whole // 2] == palette.ramp(LIGHT.band, colour)[128]
