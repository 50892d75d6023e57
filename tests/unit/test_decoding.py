"""Decoding with bounded memory: the published part is the same whatever way it is reached."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageChops, ImageOps

from relais import limits
from relais.decoding import PictureProblem, decoded, small_part, upright_size

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
