"""Pictures that mean harm, made here: they are too large, or too odd, to be kept as files."""

from __future__ import annotations

import io
import struct
import zlib
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageCms, PngImagePlugin

if TYPE_CHECKING:
    from collections.abc import Callable

MARK: Final = b"hit()<script>evil.example</script>"
"""What no published picture may hold."""
PLACE: Final = b"48.8584,2.2945"
"""Where a picture was taken, which nobody is to learn."""


def picture(mode: str = "RGB", size: tuple[int, int] = (80, 100), form: str = "JPEG",
            **options: object) -> bytes:  # fmt: skip
    """Return a picture file."""
    buffer = io.BytesIO()
    Image.new(mode, size).save(buffer, form, **options)
    return buffer.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, data: bytes = b"", *chunks: bytes, depth: int = 8) -> bytes:
    """Return a PNG of which the head says what it likes."""
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    body = b"".join(chunks) + _chunk(b"IDAT", data)
    return b"\x89PNG\r\n\x1a\n" + head + body + _chunk(b"IEND", b"")


def _texts() -> bytes:
    texts = PngImagePlugin.PngInfo()
    texts.add_text("Comment", MARK.decode())
    texts.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{MARK.decode()}{PLACE.decode()}</x:xmpmeta>")
    texts.add_text("Title", MARK.decode(), zip=True)
    return picture(form="PNG", pnginfo=texts)


def _camera(orientation: object = 6) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = (MARK + PLACE).decode()
    exif.get_ifd(0x8825).update({1: "N", 2: (48.0, 51.0, 30.0), 3: "E", 4: (2.0, 17.0, 40.0)})
    return picture(size=(100, 80), exif=exif, comment=MARK)


def _broken_camera() -> bytes:
    """Return a JPEG whose Exif leads to itself."""
    tiff = b"II*\0\x08\0\0\0" + b"\x01\0\x69\x87\x04\0\x01\0\0\0\x08\0\0\0" + b"\x08\0\0\0"
    return picture(exif=b"Exif\0\0" + tiff)


def _animated(form: str) -> bytes:
    buffer = io.BytesIO()
    frames = [Image.new("RGB", (80, 100), (shade, 0, 0)) for shade in range(0, 200, 4)]
    frames[0].save(buffer, form, save_all=True, append_images=frames[1:], duration=1)
    return buffer.getvalue()


def _icc(size: int) -> bytes:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(icc_profile=profile + bytes(size))


def _tall_stack() -> bytes:
    """Return a JPEG of more scans than any camera makes: small, and slow to decode."""
    data = picture("RGB", (600, 600), progressive=True)
    start = data.rindex(b"\xff\xda")
    return data[:-2] + data[start:-2] * 500 + data[-2:]


CASES: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "bomb.png": (lambda: picture("1", (20_000, 20_000), "PNG"), "too-many-pixels"),
    "claims-to-be-vast.png": (lambda: _png(2**31 - 1, 2**31 - 1), "too-many-pixels"),
    "claims-to-be-nothing.png": (lambda: _png(0, 0), "any"),
    "claims-more-than-it-has.png": (lambda: _png(7000, 7000, zlib.compress(b"x")), "any"),
    "one-row.png": (lambda: picture("L", (50_000_000, 1), "PNG"), "too-many-pixels"),
    "one-column.png": (lambda: picture("L", (1, 50_000_000), "PNG"), "too-many-pixels"),
    "one-pixel.jpg": (lambda: picture(size=(1, 1)), "fine"),
    "largest.jpg": (lambda: picture("RGB", (7200, 7200)), "fine"),
    "largest-transparent.png": (lambda: picture("RGBA", (7200, 7200), "PNG"), "fine"),
    "largest-palette.png": (lambda: picture("P", (7200, 7200), "PNG"), "fine"),
    "largest-sixteen-bits.png": (lambda: picture("I;16", (7200, 7200), "PNG"), "fine"),
    "largest-inks.jpg": (lambda: picture("CMYK", (7200, 7200)), "fine"),
    "progressive.jpg": (lambda: picture("L", (7200, 7200), progressive=True), "costly-picture"),
    "large.webp": (lambda: picture("L", (7200, 7200), "WEBP", method=0), "costly-picture"),
    "largest-of-its-kind.webp": (lambda: picture("RGB", (3600, 3600), "WEBP", method=0), "fine"),
    "five-hundred-scans.jpg": (_tall_stack, "fine"),
    "text-bomb.png": (
        lambda: _png(
            8,
            8,
            zlib.compress(bytes(72)),
            _chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(90_000_000))),
        ),
        "any",
    ),
    "profile-bomb.png": (
        lambda: _png(
            8,
            8,
            zlib.compress(bytes(72)),
            _chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(90_000_000))),
        ),
        "any",
    ),
    "many-chunks.png": (
        lambda: _png(
            8, 8, zlib.compress(bytes(72)), *[_chunk(b"tEXt", b"a\0" + bytes(9000))] * 3000
        ),
        "any",
    ),
    "script-in-texts.png": (_texts, "fine"),
    "script-in-comment.jpg": (_camera, "fine"),
    "turned-by-words.jpg": (lambda: _camera(99), "fine"),
    "camera-without-end.jpg": (_broken_camera, "fine"),
    "large-profile.jpg": (lambda: _icc(2_000_000), "fine"),
    "broken-profile.jpg": (lambda: picture(icc_profile=b"\0\0\2\x0c" + MARK * 40), "fine"),
    "profile-for-other-inks.jpg": (
        lambda: picture(
            "CMYK", icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        ),
        "fine",
    ),
    "inks.jpg": (lambda: picture("CMYK"), "fine"),
    "sixteen-bits.png": (lambda: picture("I;16", form="PNG"), "fine"),
    "moving.webp": (lambda: _animated("WEBP"), "fine"),
    "moving.png": (lambda: _animated("PNG"), "fine"),
    "moving.gif": (lambda: _animated("GIF"), "any"),
    "moving-gif.png": (lambda: _animated("GIF"), "not-a-picture"),
    "script-and-gif.jpg": (
        lambda: b"GIF89a/*" + picture(form="GIF")[8:] + b"*/=1;" + MARK,
        "not-a-picture",
    ),
    "page-at-the-end.jpg": (lambda: picture() + b"<html>" + MARK, "fine"),
    "page-at-the-beginning.jpg": (lambda: b"<html>" + MARK + picture(), "not-a-picture"),
    "archive-at-the-end.png": (lambda: picture(form="PNG") + b"PK\3\4" + MARK, "fine"),
    "drawing.jpg": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>hit()</script></svg>",
        "not-a-picture",
    ),
    "drawing.svg": (
        lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>hit()</script></svg>",
        "any",
    ),
    "drawing-for-printers.jpg": (
        lambda: b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(x) run",
        "not-a-picture",
    ),
    "document.png": (lambda: b"%PDF-1.7\n" + MARK, "not-a-picture"),
    "cut-off.jpg": (lambda: picture(size=(900, 900))[:700], "broken-picture"),
    "cut-off.png": (lambda: picture(size=(900, 900), form="PNG")[:60], "any"),
    "cut-off.webp": (lambda: picture(size=(900, 900), form="WEBP")[:40], "any"),
    "only-a-head.jpg": (lambda: b"\xff\xd8\xff", "any"),
    "marks-without-end.jpg": (lambda: b"\xff\xd8" + b"\xff\xe1\0\2" * 1_000_000, "any"),
    "fill-without-end.jpg": (lambda: b"\xff\xd8" + b"\xff" * 5_000_000, "any"),
    "nothing.png": (lambda: b"", "not-a-picture"),
    "zeros.webp": (lambda: bytes(1_000_000), "not-a-picture"),
    "large-file.jpg": (lambda: picture() + bytes(31 * 1024 * 1024), "too-large"),
    "other-kind.jpg": (lambda: picture(form="PNG"), "wrong-ending"),
    "other-case.JPG": (picture, "fine"),
}
"""What makes each file, and the code that is said of it: `fine` for none, `any` for one of them."""
