"""Decoding with bounded memory: the published part is the same whatever way it is reached."""

from __future__ import annotations

import io
import warnings
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageOps

from relais import limits
from relais.decoding import PictureProblem, decoded, measured, small_part, upright_size

if TYPE_CHECKING:
    from pathlib import Path

BOX = (30, 150, 190, 350)
"""A part that lies in no middle, so that a wrong turn shows."""


def turned(orientation: int) -> bytes:
    """Return a picture with a different colour at each place, held in a way."""
    across = Image.linear_gradient("L").resize((240, 400)).rotate(90)
    down = Image.linear_gradient("L").resize((240, 400))
    picture = Image.merge("RGB", (across, down, Image.new("L", (240, 400), 90)))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", exif=exif)
    return buffer.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_way_to_hold_a_camera_is_known(orientation: int) -> None:
    """The part is cut out as people see the picture, however it is stored."""
    data = turned(orientation)
    with Image.open(io.BytesIO(data)) as original:
        whole = ImageOps.exif_transpose(original).convert("RGB")
    with decoded("a.png", data) as picture:
        assert not isinstance(picture, PictureProblem)
        assert upright_size(picture) == whole.size
        box = BOX if whole.size == (240, 400) else (BOX[1], BOX[0], BOX[3], BOX[2])
        part = small_part(picture, box, 1000)
    expected = whole.crop(box)
    assert part.size == expected.size
    assert ImageChops.difference(part, expected).getbbox() is None
    assert not part.getexif()


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1", "I;16"])
def test_large_part_is_made_smaller_by_a_whole_number(mode: str) -> None:
    """A part is left at least as wide as asked for, and strips leave no seams."""
    buffer = io.BytesIO()
    Image.new("L", (1000, 1300), 200).convert("1" if mode == "1" else "L").convert(mode).save(
        buffer, "PNG"
    )
    with decoded("a.png", buffer.getvalue()) as picture:
        assert not isinstance(picture, PictureProblem)
        part = small_part(picture, (0, 0, 1000, 1300), 300)
    assert part.size == (334, 434)
    assert part.mode == "RGB"
    if mode not in ("1", "I;16"):
        assert part.getcolors() == [(334 * 434, (200, 200, 200))]


@pytest.mark.parametrize("name", ["a.jpg", "a.webp"])
def test_costly_picture_is_refused_before_it_is_decoded(tmp_path: Path, name: str) -> None:
    """What is small enough as another kind of file may be too large for a decoder of this kind."""
    side = 4900
    assert side * side < limits.MAX_PICTURE_PIXELS
    Image.new("L", (side, side)).save(tmp_path / name, progressive=True)
    with decoded(name, (tmp_path / name).read_bytes()) as problem:
        assert isinstance(problem, PictureProblem)
        assert problem.code == "costly-picture"


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("progressive", [False, True])
def test_jpeg_may_be_decoded_smaller(orientation: int, progressive: bool) -> None:  # noqa: FBT001
    """A JPEG is made smaller by at most what is asked for, and keeps its content and its turn."""
    across = Image.linear_gradient("L").resize((1001, 1303))
    exif = Image.Exif()
    exif[0x0112] = orientation
    buffer = io.BytesIO()
    across.save(buffer, "JPEG", quality=95, exif=exif, progressive=progressive)
    size = (1001, 1303) if orientation == 1 else (1303, 1001)
    assert measured("a.jpg", buffer.getvalue()) == size
    for shrink, side in ((1, 1001), (3, 501), (4, 251), (100, 126)):
        with decoded("a.jpg", buffer.getvalue(), shrink) as picture:
            assert not isinstance(picture, PictureProblem)
            assert picture.size[0] == side
            shown = picture.size if orientation == 1 else picture.size[::-1]
            assert upright_size(picture) == shown
            expected = across.resize(picture.size)
            assert max(ImageChops.difference(picture, expected).tobytes()) <= 6


def test_cut_off_jpeg_is_broken_at_any_size() -> None:
    """What is checked at an eighth of its size is read to its end."""
    buffer = io.BytesIO()
    Image.effect_noise((900, 1200), 60).save(buffer, "JPEG")
    data = buffer.getvalue()
    for end in (len(data) // 3, len(data) * 9 // 10):
        problem = measured("a.jpg", data[:end])
        assert isinstance(problem, PictureProblem)
        assert problem.code == "broken-picture"


def test_filters_of_warnings_are_as_before_whatever_threads_do() -> None:
    """Several pictures at once are decoded without a word, and later warnings are heard."""
    before = list(warnings.filters)
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(lambda _: measured("a.png", turned(6)), range(40)))) == 1
    assert warnings.filters == before
