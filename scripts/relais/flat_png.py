"""A picture of few colours as a PNG file.

Pillow writes them as well, but cannot be told how much zlib shall gather before it writes a block:
with a quarter of the usual amount, cards are a tenth smaller in three quarters of the time.
"""

from __future__ import annotations

import struct
import zlib
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS: Final = 8
_PALETTE: Final = 3
_LEVEL: Final = 1
_WINDOW: Final = 15
_STRIP: Final = 54
"""Rows that are packed at once: 64 KB of a card, as much as Pillow hands over at once."""
_MEMORY: Final = 6
"""zlib's own is 8; up to 9."""


def encode(numbers: Image.Image, colours: Sequence[int]) -> bytes:
    """Return a PNG of a picture of mode "L" whose pixels are numbers of `colours`.

    These are red, green and blue of each, at most 256 times. The form of the file is that of
    https://www.w3.org/TR/png-3/.
    """
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    width, height = numbers.size
    rows = Image.new("L", (width + 1, height))  # before each row a zero: nothing is filtered
    rows.paste(numbers, (1, 0))
    # Large areas have one colour, so that looking for runs of it is enough.
    packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_RLE)
    strips = [
        packer.compress(rows.crop((0, top, width + 1, min(height, top + _STRIP))).tobytes())
        for top in range(0, height, _STRIP)
    ]
    data = b"".join(strips) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, _EIGHT_BITS, _PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(colours)), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
