"""A picture of few colours as a PNG file.

Pillow writes them as well, but cannot be told how much is gathered before a block is written: with
a quarter of the usual amount, cards are a tenth smaller in three quarters of the time. Only runs of
one colour are looked for, of which large areas consist. What zlib makes of that, zlib-ng makes in a
third of the time, byte for byte.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from zlib_ng import zlib_ng

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS: Final = 8
_PALETTE: Final = 3
_LEVEL: Final = 1
_WINDOW: Final = 15
_STRIP: Final = 105
"""Rows that are packed at once: what is handed over in one piece takes a while to be gathered."""
_MEMORY: Final = 6
"""zlib's own is 8; up to 9."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of many pictures, packed once."""

    rows: bytes
    height: int
    packer: zlib._Compress
    packed: bytes

    @classmethod
    def of(cls, numbers: Image.Image, height: int) -> Beginning:
        """Return the first rows of a picture."""
        packer = _packer()
        rows = _rows(numbers.crop((0, 0, numbers.width, height))).tobytes()
        return cls(rows, height, packer, packer.compress(rows))


def encode(numbers: Image.Image, colours: Sequence[int], likely: Beginning) -> bytes:
    """Return a PNG of a picture of mode "L" whose pixels are numbers of `colours`.

    These are red, green and blue of each, at most 256 times. Where the picture has the `likely`
    beginning, that is not packed again. The form of the file is that of
    https://www.w3.org/TR/png-3/.
    """
    width, height = numbers.size
    rows = _rows(numbers)
    edges = [*range(likely.height, height, _STRIP), height]
    first = rows.crop((0, 0, width + 1, likely.height)).tobytes()
    begun = likely if first == likely.rows else Beginning.of(numbers, likely.height)
    packer, parts = begun.packer.copy(), [begun.packed]
    for top, bottom in pairwise(edges):
        parts.append(packer.compress(rows.crop((0, top, width + 1, bottom)).tobytes()))
    data = b"".join(parts) + packer.flush()
    head = struct.pack(">IIBBBBB", width, height, _EIGHT_BITS, _PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", bytes(colours)), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _packer() -> zlib._Compress:
    # Its types have no name for `copy`, which it has as zlib does.
    return zlib_ng.compressobj(  # type: ignore[return-value]
        _LEVEL, zlib_ng.DEFLATED, _WINDOW, _MEMORY, zlib_ng.Z_RLE
    )


def _rows(numbers: Image.Image) -> Image.Image:
    """Return a picture with a zero before each row: that nothing is filtered."""
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    rows = Image.new("L", (numbers.width + 1, numbers.height))
    rows.paste(numbers, (1, 0))
    return rows


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib.crc32(checked))
