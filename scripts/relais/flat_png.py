"""A picture of few colours as a PNG file.

Pillow writes them as well, in four times the time. What is packed is mostly large areas of one
colour, for which ISA-L's quickest way but one is as good as zlib's usual one.
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from isal import igzip_lib, isal_zlib

if TYPE_CHECKING:
    from typing import Self

_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"
_EIGHT_BITS: Final = 8
_PALETTE: Final = 3
_LEVEL: Final = 1
_HEAD: Final = b"\x78\x01"
"""What stands before packed data: DEFLATE with the usual window, packed quickly (RFC 1950)."""
_WITHOUT_HEAD: Final = -15


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
    packed: bytes
    """Ends with a whole byte, behind which packed data go on (RFC 1951)."""
    checksum: int
    """Adler-32 of the rows."""

    @classmethod
    def of(cls, sheet: Sheet, height: int) -> Self:
        """Return the first rows of a picture."""
        rows = bytes(sheet.upper(height))
        packer = zlib.compressobj(wbits=_WITHOUT_HEAD)
        packed = packer.compress(rows) + packer.flush(zlib.Z_FULL_FLUSH)
        return cls(rows, height, packed, zlib.adler32(rows))


def encode(sheet: Sheet, colours: bytes, likely: Beginning) -> bytes:
    """Return a PNG of a picture whose pixels are numbers of `colours`.

    These are red, green and blue of each, at most 256 times. Where the picture has the `likely`
    beginning, that is not packed again. The form of the file is that of
    https://www.w3.org/TR/png-3/.
    """
    same = sheet.rows.startswith(likely.rows)
    begun = likely if same else Beginning.of(sheet, likely.height)
    rest = memoryview(sheet.rows)[len(begun.rows) : -1]
    packed = igzip_lib.compress(
        rest, _LEVEL, igzip_lib.COMP_DEFLATE, igzip_lib.MEM_LEVEL_EXTRA_LARGE
    )
    checksum = isal_zlib.adler32(rest, begun.checksum)
    data = b"".join((_HEAD, begun.packed, packed, struct.pack(">I", checksum)))
    head = struct.pack(">IIBBBBB", *sheet.size, _EIGHT_BITS, _PALETTE, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"PLTE", colours), (b"IDAT", data), (b"IEND", b""))
    return _SIGNATURE + b"".join(_chunk(kind, content) for kind, content in chunks)


def _chunk(kind: bytes, content: bytes) -> bytes:
    checked = kind + content
    return struct.pack(">I", len(content)) + checked + struct.pack(">I", isal_zlib.crc32(checked))
