"""Pictures: what is wrong with one, and what is published of it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops

from relais import limits, pictures
from relais.decoding import PictureProblem
from relais.errors import BuildFailedError

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
    assert isinstance(problem, PictureProblem)
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
def test_any_kind_of_picture_is_published_plain(
    tmp_path: Path, mode: str, form: str, name: str
) -> None:
    """Whatever colours a picture has, it is published in RGB and three formats, all bare."""
    (tmp_path / name).write_bytes(picture(mode, (1000, 3000), form))
    found = pictures.inspect(tmp_path, name)
    assert isinstance(found, pictures.Picture)
    variants = pictures.variants(found, "someone")
    published = dict(pictures.encode_all(tmp_path, variants))
    assert [(v.form, v.width) for v in variants] == [
        (form, width) for form in ("avif", "webp", "jpeg") for width in pictures.WIDTHS
    ]
    for variant in variants:
        with Image.open(io.BytesIO(published[variant.path])) as opened:
            assert opened.format == variant.form.upper()
            assert opened.mode == "RGB"
            assert opened.size == (variant.width, variant.height)
            assert not opened.getexif()


def test_picture_with_several_frames_shows_its_first(tmp_path: Path) -> None:
    """What many phones save, a JPEG with further frames (MPO), is a picture like any other."""
    frames = [Image.new("RGB", (400, 500), colour) for colour in ("red", "blue")]
    frames[0].save(tmp_path / "a.jpg", "MPO", save_all=True, append_images=frames[1:])
    found = pictures.inspect(tmp_path, "a.jpg")
    assert isinstance(found, pictures.Picture)
    (_, data), *_ = pictures.encode_all(tmp_path, pictures.variants(found, "a")[-1:])
    with Image.open(io.BytesIO(data)) as published:
        red, _, blue = published.convert("RGB").getpixel((100, 100))  # type: ignore[misc]
        assert red > blue


def test_small_picture_is_not_blown_up(tmp_path: Path) -> None:
    """A picture that is smaller than every width is published at its own."""
    (tmp_path / "a.png").write_bytes(picture("RGB", (100, 100), "PNG"))
    found = pictures.inspect(tmp_path, "a.png")
    assert isinstance(found, pictures.Picture)
    assert {(v.width, v.height) for v in pictures.variants(found, "a")} == {(80, 100)}


@pytest.mark.parametrize(
    ("focal", "box"),
    [
        ((0.0, 0.0), (0, 0, 400, 500)),
        ((1.0, 1.0), (600, 0, 1000, 500)),
        ((0.5, 0.3), (300, 0, 700, 500)),
    ],
)
def test_focal_point_stays_inside_the_crop(
    focal: tuple[float, float], box: tuple[int, int, int, int]
) -> None:
    """A wide picture is cropped to 4:5 around its focal point, never beyond its edges."""
    wide = pictures.Picture("a.jpg", "digest", 1000, 500, focal)
    assert pictures.crop_box(wide) == box


@given(st.integers(1, 9000), st.integers(1, 9000), st.floats(0, 1), st.floats(0, 1))
def test_crop_is_always_inside_the_picture(width: int, height: int, x: float, y: float) -> None:
    """For any size and focal point the crop has a size and lies inside."""
    box = pictures.crop_box(pictures.Picture("a.jpg", "digest", width, height, (x, y)))
    assert 0 <= box[0] < box[2] <= width
    assert 0 <= box[1] < box[3] <= height


def test_second_build_encodes_nothing(tmp_path: Path) -> None:
    """Pictures are encoded once: without the original the cache still has them."""
    (tmp_path / "a.jpg").write_bytes(picture(size=(400, 500)))
    found = pictures.inspect(tmp_path, "a.jpg")
    assert isinstance(found, pictures.Picture)
    variants = pictures.variants(found, "a")
    first = list(pictures.encode_all(tmp_path, variants))
    (tmp_path / "a.jpg").unlink()
    assert list(pictures.encode_all(tmp_path, variants)) == first


def test_each_size_is_made_once_for_all_formats(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What takes long is not done again for each format: opening, and scaling to each width."""
    (tmp_path / "a.jpg").write_bytes(picture(size=(2000, 2500)))
    found = pictures.inspect(tmp_path, "a.jpg")
    assert isinstance(found, pictures.Picture)
    made, scale = [], pictures._scaled  # noqa: SLF001

    def scaled(part: Image.Image, size: tuple[int, int]) -> Image.Image:
        made.append((part.size, size))
        return scale(part, size)

    monkeypatch.setattr(pictures, "_scaled", scaled)
    assert len(list(pictures.encode_all(tmp_path, pictures.variants(found, "a")))) == 9
    assert sorted(made, reverse=True) == [
        ((2000, 2500), (960, 1200)),
        ((960, 1200), (640, 800)),
        ((640, 800), (320, 400)),
    ]


def test_pictures_opened_together_are_what_each_is_alone(tmp_path: Path) -> None:
    """Several processors find what one finds, good and bad, by the picture's path."""
    for name, (data, _) in BAD.items():
        (tmp_path / name).write_bytes(data)
    for number in range(6):
        (tmp_path / f"{number}.jpg").write_bytes(picture(size=(40 + number, 60)))
    paths = sorted(path.name for path in tmp_path.iterdir())
    together = pictures.inspect_all(tmp_path, paths)
    assert together == {path: pictures.inspect(tmp_path, path) for path in paths}


@pytest.mark.parametrize("size", [(1000, 1250), (4000, 5003), (9001, 5001)])
def test_published_part_is_the_same_however_far_a_jpeg_is_shrunk(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    """A picture that is decoded smaller shows the same part, to within a pixel."""
    gradient = Image.linear_gradient("L").resize(size)
    gradient.save(tmp_path / "a.jpg", quality=95)
    found = pictures.inspect(tmp_path, "a.jpg")
    assert isinstance(found, pictures.Picture)
    shown = pictures.cropped(tmp_path, found, (320, 400))
    expected = gradient.crop(pictures.crop_box(found)).resize((320, 400)).convert("RGB")
    assert max(ImageChops.difference(shown, expected).tobytes()) <= 4


def test_picture_that_changes_during_the_build_stops_it(tmp_path: Path) -> None:
    """A file that is replaced after it was checked is not published."""
    (tmp_path / "a.jpg").write_bytes(picture(size=(400, 500)))
    found = pictures.inspect(tmp_path, "a.jpg")
    assert isinstance(found, pictures.Picture)
    (tmp_path / "a.jpg").write_bytes(b"<svg onload='hit()'/>")
    with pytest.raises(BuildFailedError, match="changed while the site was built"):
        list(pictures.encode_all(tmp_path, pictures.variants(found, "a")))
