"""Pictures of editors: what is wrong with one, and a copy that is safe to publish.

Originals never reach the site: they carry positions, cameras and names in their metadata, and are
far larger than a page needs.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from relais import files, limits

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image

    from relais.diagnostics import Diagnostic

PUBLISHED_WIDTH: Final = 1280
"""Most pixels across a published picture: a 640 px column on a screen of double density."""
JPEG_QUALITY: Final = 82


@dataclass(frozen=True, slots=True)
class PictureProblem:
    """Why a picture cannot be used: a code of `relais.messages` with its details."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


def inspect(root: Path, path: str) -> PictureProblem | None:
    """Return what is wrong with a picture, or None."""
    opened = _open(root, path)
    return opened if isinstance(opened, PictureProblem) else None


def publishable(root: Path, path: str) -> bytes:
    """Return a picture as a JPEG without metadata: upright, in sRGB, at most 1280 pixels wide.

    Raises ValueError for a picture that `inspect` finds fault with.
    """
    from PIL import Image, ImageCms, ImageOps  # noqa: PLC0415 - takes 60 ms, mostly not needed

    opened = _open(root, path)
    if isinstance(opened, PictureProblem):
        raise ValueError(opened.code)  # noqa: TRY004 - the value is wrong, not its type
    upright = ImageOps.exif_transpose(opened)
    profile = upright.info.get("icc_profile")
    if profile:
        try:
            from_profile = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            converted = ImageCms.profileToProfile(
                upright, from_profile, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
            upright = converted or upright
        except ImageCms.PyCMSError:
            pass  # a profile that cannot be read is ignored, as browsers do
    if upright.mode in ("RGBA", "LA", "PA", "P"):
        layer = upright.convert("RGBA")
        upright = Image.new("RGB", layer.size, "white")
        upright.paste(layer, mask=layer.getchannel("A"))
    picture = upright.convert("RGB")
    picture.thumbnail((PUBLISHED_WIDTH, PUBLISHED_WIDTH * 2), Image.Resampling.LANCZOS)
    bare = Image.new("RGB", picture.size)  # a new image has no metadata to carry along
    bare.paste(picture)
    buffer = io.BytesIO()
    bare.save(buffer, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return buffer.getvalue()


def _open(root: Path, path: str) -> Image.Image | PictureProblem:
    """Return a fully decoded picture, or what is wrong with it."""
    data = files.read_bytes(root, path, limits.MAX_PICTURE_BYTES)
    return _decode(path, data) if isinstance(data, bytes) else _of_file(data)


def _decode(path: str, data: bytes) -> Image.Image | PictureProblem:
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415 - see above

    try:
        with warnings.catch_warnings():
            # Pillow warns of a size above its own limit; ours, below, is the one that holds.
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(data), formats=list(limits.PICTURE_FORMATS))
        width, height = picture.size
        if width * height > limits.MAX_PICTURE_PIXELS:
            return PictureProblem("too-many-pixels", {"width": str(width), "height": str(height)})
        endings = limits.PICTURE_FORMATS[picture.format or ""]
        if not path.lower().endswith(endings):
            details = {"format": picture.format or "", "endings": " / ".join(endings)}
            return PictureProblem("wrong-ending", details)
        picture.load()
    except Image.DecompressionBombError:
        return PictureProblem("too-many-pixels", {"width": "?", "height": "?"})
    except UnidentifiedImageError:
        return PictureProblem("not-a-picture")
    except (OSError, ValueError, SyntaxError, EOFError):
        return PictureProblem("broken-picture")
    return picture


def _of_file(diagnostic: Diagnostic) -> PictureProblem:
    return PictureProblem(diagnostic.code, dict(diagnostic.details))
