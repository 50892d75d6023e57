"""Pictures: what is wrong with one, and what is published of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from relais import limits, pictures

if TYPE_CHECKING:
    from pathlib import Path


def picture(mode: str = "RGB", size: tuple[int, int] = (40, 60), form: str = "JPEG") -> bytes:
    """Return a picture file."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form)
    return buffer.getvalue()


BAD = {
    "text.jpg": (b"not a picture", "not-a-picture"),
    "empty.jpg": (b"", "not-a-picture"),
    "script.jpg": (b"<svg xmlns='http://www.w3.org/2000/svg' onload='hit()'/>", "not-a-picture"),
    "truncated.jpg": (picture(size=(600, 600))[:900], "broken-picture"),
    "really-png.jpg": (picture(form="PNG"), "wrong-ending"),
    "gif.png": (picture(form="GIF"), "not-a-picture"),
    "bomb.png": (picture("1", (20_000, 20_000), "PNG"), "too-many-pixels"),
    "wide.png": (picture("1", (limits.MAX_PICTURE_PIXELS + 1, 1), "PNG"), "too-many-pixels"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_picture_is_named(tmp_path: Path, name: str) -> None:
    """Each kind of bad picture has its own code."""
    data, code = BAD[name]
    (tmp_path / name).write_bytes(data)
    problem = pictures.inspect(tmp_path, name)
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize(
    ("mode", "form", "name"),
    [
        ("RGB", "JPEG", "a.jpg"),
        ("CMYK", "JPEG", "a.jpeg"),
        ("L", "JPEG", "A.JPG"),
        ("P", "PNG", "a.png"),
        ("RGBA", "PNG", "a.png"),
        ("I;16", "PNG", "a.png"),
        ("1", "PNG", "a.png"),
        ("RGBA", "WEBP", "a.webp"),
    ],
)
def test_any_kind_of_picture_becomes_a_plain_jpeg(
    tmp_path: Path, mode: str, form: str, name: str
) -> None:
    """Whatever colours a picture has, a JPEG in RGB without metadata is published."""
    (tmp_path / name).write_bytes(picture(mode, (3000, 1000), form))
    assert pictures.inspect(tmp_path, name) is None
    with Image.open(io.BytesIO(pictures.publishable(tmp_path, name))) as published:
        assert (published.format, published.mode) == ("JPEG", "RGB")
        assert published.width == pictures.PUBLISHED_WIDTH
        assert not published.getexif()


def test_bad_picture_is_never_published(tmp_path: Path) -> None:
    """Publishing a file that is not a picture is refused."""
    (tmp_path / "text.jpg").write_bytes(b"not a picture")
    with pytest.raises(ValueError, match="not-a-picture"):
        pictures.publishable(tmp_path, "text.jpg")
