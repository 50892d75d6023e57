"""Pictures must not say where and with what they were taken, or by whom they were changed.

Looked for: EXIF (with its GPS part), XMP, IPTC, comments, and colour profiles other than sRGB.
"""

from __future__ import annotations

import io
import re
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".avif", ".gif"})
_MOST_PROFILE: Final = 8 * 1024 * 1024
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_PNG_CHUNKS: Final = {b"eXIf": "EXIF", b"tEXt": "text", b"zTXt": "text", b"iTXt": "XMP"}
_FIELDS: Final = {
    "exif": "EXIF",
    "xmp": "XMP",
    "XML:com.adobe.xmp": "XMP",
    "photoshop": "IPTC",
    "comment": "comment",
}
"""How Pillow calls what it read, and how people call it."""
_SVG: Final = re.compile(r"<metadata[\s>/]|<!--", re.IGNORECASE)


def metadata(data: bytes) -> list[str]:
    """Return the kinds of metadata in a picture, sorted; raise `ValueError` if it is none."""
    if data.startswith(_PNG):
        try:
            return sorted(set(_png(data)))
        except zlib.error as error:
            raise ValueError(str(error)) from error
    from PIL import Image  # noqa: PLC0415 - see `read_page`

    try:
        with Image.open(io.BytesIO(data)) as picture:
            found = {kind for name, kind in _FIELDS.items() if picture.info.get(name)}
            profile = picture.info.get("icc_profile")
    except (OSError, SyntaxError) as error:
        raise ValueError(str(error)) from error
    if profile and not _is_srgb(profile):
        found.add("ICC")
    return sorted(found)


def svg_metadata(text: str) -> list[str]:
    """Return the kinds of metadata in a drawing."""
    return ["metadata"] if _SVG.search(text) else []


def _png(data: bytes) -> Iterator[str]:
    """Yield the kinds of metadata in a PNG's chunks (PNG, section 11.3)."""
    at = len(_PNG)
    while at + 8 <= len(data):
        length = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if kind in _PNG_CHUNKS:
            yield _PNG_CHUNKS[kind]
        elif kind == b"iCCP":
            # A name, a zero, the method (always 0), the packed profile.
            packed = data[at + 8 : at + 8 + length].partition(b"\0")[2][1:]
            if not _is_srgb(zlib.decompressobj().decompress(packed, _MOST_PROFILE)):
                yield "ICC"
        at += length + 12
    if at != len(data):
        message = "the file is cut short"
        raise ValueError(message)


def _is_srgb(profile: bytes) -> bool:
    return b"sRGB" in profile or "sRGB".encode("utf-16-be") in profile
