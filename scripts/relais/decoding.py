"""Pictures of people who may mean harm, decoded with bounded memory.

A small file can hold a large picture, some decoders need several times the memory of the pixels,
and each step that copies a picture needs as much again. So what a picture will take is reckoned
before it is decoded, large ones are decoded one after the other, and all steps after that work on
the published part, strip by strip, at a size that is not much larger than what is published. JPEG
can be decoded at a half, a quarter or an eighth of its size, which takes less of everything.
"""

from __future__ import annotations

import io
import threading
import warnings
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from relais import limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PIL import Image

_ONE_AT_A_TIME: Final = threading.Lock()
"""Held while a large picture is in memory."""
_STRIP: Final = 64
"""Rows of the result that are made at once."""
_BLOCK: Final = 64 * 1024 * 1024
"""Bytes of memory that Pillow asks for at once."""
_ORIENTATION: Final = 0x0112
"""The Exif tag that says how the camera was held."""
_SHRINKS: Final = (1, 2, 4, 8)
"""How many times smaller the decoder for JPEG can make a picture."""
_SMALLEST: Final = max(_SHRINKS)
_QUARTER_TURNS: Final = (5, 6, 7, 8)
"""Its values that exchange width and height."""
Box = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class PictureProblem:
    """Why a picture cannot be used: a code of `relais.messages` with its details."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


@contextmanager
def decoded(path: str, data: bytes, shrink: int = 1) -> Iterator[Image.Image | PictureProblem]:
    """Yield a fully decoded picture, or what is wrong with it.

    A JPEG is made up to `shrink` times smaller by the way.
    """
    opened = _open(path, data)
    if isinstance(opened, PictureProblem):
        yield opened
        return
    with _loaded(opened, shrink) as loaded:
        yield loaded


def measured(path: str, data: bytes) -> tuple[int, int] | PictureProblem:
    """Return width and height of a picture as people see it, or what is wrong with it."""
    opened = _open(path, data)
    if isinstance(opened, PictureProblem):
        return opened
    size = opened.size
    with _loaded(opened, _SMALLEST) as loaded:
        if isinstance(loaded, PictureProblem):
            return loaded
        return _turned(size, _orientation(loaded))


@contextmanager
def _loaded(opened: Image.Image, shrink: int) -> Iterator[Image.Image | PictureProblem]:
    """Yield the decoded picture; close it at the end."""
    with ExitStack() as stack:
        stack.callback(opened.close)
        shrink = max(factor for factor in _SHRINKS if factor <= shrink)
        if _cost(opened, shrink) > limits.LARGE_PICTURE_MEMORY:
            stack.enter_context(_ONE_AT_A_TIME)
        width, height = opened.size
        if shrink > 1 and width >= shrink and height >= shrink:
            opened.draft(None, (width // shrink, height // shrink))
        yield _load(opened)


def _open(path: str, data: bytes) -> Image.Image | PictureProblem:
    """Return a picture of which only the head was read, or what is wrong with that."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - takes 60 ms; few need it

    # Blocks of this size go back to the system as soon as they are free; smaller ones, Pillow's
    # default, are kept for each thread, so that every thread would hold a large picture at last.
    core = getattr(Image, "core")  # noqa: B009 - not in the types
    core.set_block_size(_BLOCK)
    try:
        with _QUIET:
            picture = Image.open(io.BytesIO(data), formats=limits.PICTURE_DECODERS)
    except Image.DecompressionBombError:
        return PictureProblem("too-many-pixels", {"width": "?", "height": "?"})
    except UnidentifiedImageError:
        return PictureProblem("not-a-picture")
    except (OSError, ValueError, SyntaxError, EOFError):
        return PictureProblem("broken-picture")
    return _refusal(path, picture) or picture


def _refusal(path: str, picture: Image.Image) -> PictureProblem | None:
    """Return why a picture is not to be decoded, which its head tells."""
    width, height = picture.size
    size = {"width": str(width), "height": str(height)}
    if width * height > limits.MAX_PICTURE_PIXELS or max(width, height) > limits.MAX_PICTURE_SIDE:
        return PictureProblem("too-many-pixels", size)
    if _cost(picture) > limits.MAX_PICTURE_MEMORY:
        return PictureProblem("costly-picture", size)
    endings = limits.PICTURE_FORMATS[picture.format or ""]
    if not path.lower().endswith(endings):
        details = {"format": picture.format or "", "endings": " / ".join(endings)}
        return PictureProblem("wrong-ending", details)
    return None


def _load(picture: Image.Image) -> Image.Image | PictureProblem:
    try:
        with _QUIET:
            picture.load()
    except (OSError, ValueError, SyntaxError, EOFError):
        return PictureProblem("broken-picture")
    return picture


class _Quiet:
    """Keeps to itself what Pillow says of damaged metadata, and of sizes above its own limit.

    Filters belong to the whole process: the first thread sets them, the last one puts them back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before = warnings.catch_warnings()

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._before = warnings.catch_warnings()
                self._before.__enter__()
                warnings.simplefilter("ignore")

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                self._before.__exit__(None, None, None)


_QUIET: Final = _Quiet()


def _cost(picture: Image.Image, shrink: int = 1) -> int:
    """Return about how many bytes decoding takes."""
    width, height = picture.size
    kind = str(picture.format)
    is_jpeg = kind in ("JPEG", "MPO")
    if is_jpeg and picture.info.get("progressive"):
        kind = "progressive"
    shown = width * height // (shrink**2 if is_jpeg else 1)
    return shown * limits.PIXEL_COST + width * height * limits.PICTURE_COSTS.get(kind, 0)


def upright_size(picture: Image.Image) -> tuple[int, int]:
    """Return width and height as people see the picture."""
    return _turned(picture.size, _orientation(picture))


def _turned(size: tuple[int, int], orientation: int) -> tuple[int, int]:
    width, height = size
    return (height, width) if orientation in _QUARTER_TURNS else (width, height)


def small_part(picture: Image.Image, box: Box, least: int) -> Image.Image:
    """Return the part of a picture in `box`, upright, in sRGB, on white where it was transparent.

    `box` is as people see the picture. The result is made smaller by a whole number as long as it
    is at least `least` pixels wide.
    """
    from PIL import Image, ImageOps  # noqa: PLC0415 - see above

    orientation = _orientation(picture)
    left, top, right, bottom = _stored(box, picture.size, orientation)
    factor = max(1, (box[2] - box[0]) // least)
    size = (-(-(right - left) // factor), -(-(bottom - top) // factor))
    if factor == 1 and picture.mode == "RGB" and not picture.info.get("icc_profile"):
        part = picture.crop((left, top, right, bottom))
        part.info.clear()
    else:
        part = Image.new("RGB", size)
        for row in range(0, size[1], _STRIP):
            end = min(bottom, top + (row + _STRIP) * factor)
            strip = _plain_colours(picture.crop((left, top + row * factor, right, end)))
            part.paste(strip.reduce(factor), (0, row))
    if orientation == 1:
        return part
    part.getexif()[_ORIENTATION] = orientation
    return ImageOps.exif_transpose(part)


def _orientation(picture: Image.Image) -> int:
    """Return 1 to 8; what cannot be read is upright, as browsers have it."""
    try:
        with _QUIET:
            value = picture.getexif().get(_ORIENTATION, 1)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError):
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004 - see above


def _stored(box: Box, size: tuple[int, int], orientation: int) -> Box:
    """Return where a part of the upright picture stands in the stored one."""
    (left, top, right, bottom), (width, height) = box, size
    if orientation in _QUARTER_TURNS:
        left, top, right, bottom = top, left, bottom, right
    if orientation in (2, 3, 7, 8):
        left, right = width - right, width - left
    if orientation in (3, 4, 6, 7):
        top, bottom = height - bottom, height - top
    return left, top, right, bottom


def _plain_colours(picture: Image.Image) -> Image.Image:
    """Return a picture in sRGB, on white where it was transparent."""
    from PIL import Image, ImageCms  # noqa: PLC0415 - see above

    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "CMYK", "L"):
        try:
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, own, srgb, outputMode="RGB") or picture
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that cannot be read is ignored, as browsers do
    if picture.mode in ("RGBA", "LA", "PA", "P"):
        layer = picture.convert("RGBA")
        picture = Image.new("RGB", layer.size, "white")
        picture.paste(layer, mask=layer.getchannel("A"))
    if picture.mode.startswith("I;16"):
        picture = picture.point(lambda value: value / 256).convert("L")
    return picture.convert("RGB")
