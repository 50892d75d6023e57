"""A picture of few colours as a PNG file.

Pillow writes them as well, but cannot be told how much is gathered before a block is written: with
a quarter of the usual amount, cards are a tenth smaller in three quarters of the time. Only runs of
one colour are looked for, of which large areas consist. What zlib makes of that, zlib-ng makes in a
third of the time, byte for byte.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zlib_ng import zlib_ng

if TYPE_CHECKING:
    import zlib

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS: Final = 8
_PALETTE: Final = 3
_LEVEL: Final = 1
_WINDOW: Final = 15
_MEMORY: Final = 6
"""zlib's own is 8; up to 9."""


class Sheet:
    """A picture of numbers to draw on, whose rows stand in memory as they are packed."""

    def __init__(self, width: int, height: int) -> None:
        from PIL import Image  # noqa: PLC0415 - takes 60 ms

        self.size = width, height
        # Before each row a zero: that nothing is filtered. The last one ends what Pillow looks at.
        self.rows = bytearray((width + 1) * height + 1)
        view = memoryview(self.rows)[1:]
        # The types know less kinds of memory than the function.
        picture = Image.frombuffer("L", self.size, view, "raw", "L", width + 1, 1)  # type: ignore[arg-type]
        picture.readonly = 0  # what is drawn is to be seen in `rows`
        self.picture = picture

    def become(self, other: Sheet) -> None:
        """Look as another one of the same size."""
        self.rows[:] = other.rows

    def upper(self, height: int) -> bytearray:
        """Return the first rows."""
        return self.rows[: (self.size[0] + 1) * height]


@dataclass(frozen=True, slots=True)
class Beginning:
    """The first rows of many pictures, packed once."""

    rows: bytes
    height: int
    packer: zlib._Compress
    packed: bytes

    @classmethod
    def of(cls, sheet: Sheet, height: int) -> Beginning:
        """Return the first rows of a picture."""
        packer, rows = _packer(), bytes(sheet.upper(height))
        return cls(rows, height, packer, packer.compress(rows))


def encode(sheet: Sheet, colours: bytes, likely: Beginning) -> bytes:
    """Return a PNG of a picture whose pixels are numbers of `colours`.

    These are red, green and blue of each, at most 256 times. Where the picture has the `likely`
    beginning, that is not packed again. The form of the file is that of
    https://www.w3.org/TR/png-3/.
    """
    same = sheet.rows.startswith(likely.rows)
    begun = likely if same else Beginning.of(sheet, likely.height)
    packer = begun.packer.copy()
    rest = memoryview(sheet.rows)[len(begun.rows) : -1]
    data = begun.packed + packer.compress(rest) + packer.flush()
    head = struct.pack(">IIBBBBB", *sheet.size, _EIGHT_BITS, _PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _packer() -> zlib._Compress:
    # Its types have no name for `copy`, which it has as zlib does.
    return zlib_ng.compressobj(  # type: ignore[return-value]
        _LEVEL, zlib_ng.DEFLATED, _WINDOW, _MEMORY, zlib_ng.Z_RLE
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", zlib_ng.crc32(checked))
