"""Lines of letters as they are drawn, put together from letters that were drawn before.

Drawing a letter takes ten times as long as copying it, and a thousand cards have few different
letters in few sizes. Letters stand where FreeType would put them: kerning is asked for each pair
once. What is joined when it is drawn is kept together: a letter with its marks, and ligatures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image, ImageFont
    from PIL.ImageFont import FreeTypeFont

    from relais.fonts import Face

_PIECES: Final = re.compile(r"f[fijlt]+|.", re.DOTALL)
"""Letters that are drawn one by one, and those that may be ligatures in our fonts."""
_COVERED: Final = 255
REFERENCE: Final = 100
"""The size at which lines are measured first, in pixels."""
_EM: Final = 1000
"""The size at which kerning is asked for: that of the units in which our fonts give it."""
_FRACTIONS: Final = 64
"""Parts of a pixel in which fonts measure."""


@dataclass(frozen=True, slots=True, eq=False)
class Style:
    """A font in one weight; there is one for each, so that it is found quickly among others."""

    face: Face
    weight: int


@dataclass(frozen=True, slots=True)
class Ink:
    """A line as it is drawn: how much of each pixel its letters cover."""

    mask: Image.Image
    left: int
    """Where the mask begins, to the right of the line's origin; at most nothing."""
    top: int
    """Where it begins, below the base line: mostly less than nothing."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A letter, or several that are joined, in one size."""

    core: Any
    """Pillow's own form of a mask: wrapping each as a picture would take longer than copying it."""
    left: int
    top: int
    width: int
    height: int


@cache
def font_of(style: Style, size: int) -> ImageFont.FreeTypeFont:
    """Return a font, shaped by Raqm where Pillow has it, else laid out letter by letter.

    Without Raqm kerning is less fine; the scripts that could not be read without it are not in our
    fonts anyway.
    """
    import fontpkg  # noqa: PLC0415 - only needed when something is drawn
    from PIL import ImageFont, features  # noqa: PLC0415 - takes 60 ms

    layout = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
    path = str(fontpkg.path(style.face.original, style=style.face.style))
    font = ImageFont.truetype(path, size, layout_engine=layout)
    pinned = {"Weight": style.weight, "Optical Size": dict(style.face.pinned).get("opsz", 0)}
    axes = [axis["name"] for axis in font.get_variation_axes()]
    font.set_variation_by_axes([pinned[name.decode()] for name in axes])
    return font


@lru_cache(maxsize=128)
def ink_of(style: Style, size: int, line: str) -> Ink:
    """Return a line as it is drawn."""
    from PIL import Image  # noqa: PLC0415 - see above

    placed, (left, top, right, bottom) = _placed(style, size, line)
    if not placed:
        return _whole(font_of(style, size), line)
    mask, last = Image.new("L", (right - left, bottom - top)), left
    for piece, start in placed:
        across, down = start - left, piece.top - top
        box = (across, down, across + piece.width, down + piece.height)
        if start < last:  # a part of it may stand over the letter before
            mask.im.paste(_COVERED, box, piece.core)
        else:
            mask.im.paste(piece.core, box)
        last = max(last, start + piece.width)
    return Ink(mask, left, top)


def width_of(style: Style, size: int, line: str) -> int:
    """Return the width of a line's ink, in pixels."""
    placed, (left, _, right, _) = _placed(style, size, line)
    return right - left if placed else ink_of(style, size, line).mask.width


def length_of(style: Style, text: str, size: int = REFERENCE) -> float:
    """Return how far a text reaches, with the space around its letters.

    It is measured at the size `REFERENCE`, to which others are in proportion.
    """
    font = font_of(style, REFERENCE)
    if _has_marks(text):
        length = font.getlength(text)
    else:
        texts = _PIECES.findall(text)
        length = sum([_length(font, piece) for piece in texts])
        gaps = sum([_kerning(style, one, other) for one, other in pairwise(texts)])
        length += gaps * REFERENCE / _EM
    return length * size / REFERENCE


@lru_cache(maxsize=128)
def _placed(
    style: Style, size: int, line: str
) -> tuple[list[tuple[_Piece, int]], tuple[int, int, int, int]]:
    """Return the pieces of a line with where they begin, and the box around all of them.

    There are none if nothing of it is seen, or if it must be drawn as a whole.
    """
    x, before, placed = 0.0, "", []
    if not _has_marks(line):
        font, scale = font_of(style, size), size / _EM * _FRACTIONS
        for text in _PIECES.findall(line):
            piece = _piece(font, text)
            if before:
                x += floor(scale * _kerning(style, before, text) + 0.5) / _FRACTIONS
            before = text
            if piece.width and piece.height:
                placed.append((piece, floor(x + 0.5) + piece.left))
            x += _length(font, text)
    if not placed:
        return [], (0, 0, 0, 0)
    left = min(0, *(start for _, start in placed))
    right = max(floor(x), *(start + piece.width for piece, start in placed))
    top = min(piece.top for piece, _ in placed)
    bottom = max(piece.top + piece.height for piece, _ in placed)
    return placed, (left, top, right, bottom)


def _has_marks(text: str) -> bool:
    """Tell whether a text has marks that are placed by the letters around them."""
    return not text.isascii() and any(unicodedata.category(c).startswith("M") for c in text)


def _whole(font: FreeTypeFont, line: str) -> Ink:
    from PIL import Image  # noqa: PLC0415 - see above

    core, (left, top) = font.getmask2(line, "L", anchor="ls")
    return Ink(Image.Image()._new(core), int(left), int(top))  # noqa: SLF001 - as Pillow itself


@lru_cache(maxsize=4096)
def _piece(font: FreeTypeFont, text: str) -> _Piece:
    core, (left, top) = font.getmask2(text, "L", anchor="ls")
    width, height = core.size
    return _Piece(core, int(left), int(top), width, height)


@lru_cache(maxsize=16_384)
def _kerning(style: Style, one: str, other: str) -> float:
    """Return how much farther apart two pieces stand than alone; mostly less than nothing.

    It is asked for at the size `_EM`, to which others are in proportion: asking takes long.
    """
    font = font_of(style, _EM)
    return font.getlength(one + other) - _length(font, one) - _length(font, other)


@lru_cache(maxsize=4096)
def _length(font: FreeTypeFont, text: str) -> float:
    """Return how far the origin of what follows is from that of a piece."""
    return font.getlength(text)
