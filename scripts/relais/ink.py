"""Lines of letters as they are drawn, put together from letters that were drawn before.

Drawing a letter takes ten times as long as copying it, and a thousand cards have few different
letters in few sizes. Letters stand where FreeType would put them: kerning is asked for each pair
once. What is joined when it is drawn is kept together: a letter with its marks, and ligatures.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from PIL import Image
    from PIL.ImageFont import FreeTypeFont

_PIECES: Final = re.compile(r"f[fijlt]+|.", re.DOTALL)
"""Letters that are drawn one by one, and those that may be ligatures in our fonts."""
_COVERED: Final = 255


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
    length: float
    """From its origin to that of what follows."""


@lru_cache(maxsize=128)
def ink_of(font: FreeTypeFont, line: str) -> Ink:
    """Return a line as it is drawn."""
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    if any(unicodedata.category(character).startswith("M") for character in line):
        return _whole(font, line)  # marks are placed by the letters around them
    texts = _PIECES.findall(line)
    pieces = [_piece(font, text) for text in texts]
    gaps = [0.0, *(_kerning(font, one, other) for one, other in pairwise(texts))]
    x, placed = 0.0, []
    for piece, gap in zip(pieces, gaps, strict=True):
        x += gap
        if piece.width and piece.height:
            placed.append((piece, floor(x + 0.5) + piece.left))
        x += piece.length
    if not placed:
        return _whole(font, line)
    left = min(0, *(start for _, start in placed))
    right = max(floor(x), *(start + piece.width for piece, start in placed))
    top = min(piece.top for piece, _ in placed)
    bottom = max(piece.top + piece.height for piece, _ in placed)
    mask = Image.new("L", (right - left, bottom - top))
    for piece, start in placed:
        across, down = start - left, piece.top - top
        box = (across, down, across + piece.width, down + piece.height)
        mask.im.paste(_COVERED, box, piece.core)
    return Ink(mask, left, top)


def _whole(font: FreeTypeFont, line: str) -> Ink:
    from PIL import Image  # noqa: PLC0415 - see above

    core, (left, top) = font.getmask2(line, "L", anchor="ls")
    return Ink(Image.Image()._new(core), int(left), int(top))  # noqa: SLF001 - as Pillow itself


@lru_cache(maxsize=4096)
def _piece(font: FreeTypeFont, text: str) -> _Piece:
    core, (left, top) = font.getmask2(text, "L", anchor="ls")
    width, height = core.size
    return _Piece(core, int(left), int(top), width, height, font.getlength(text))


@lru_cache(maxsize=16_384)
def _kerning(font: FreeTypeFont, one: str, other: str) -> float:
    """Return how much farther apart two pieces stand than alone; mostly less than nothing."""
    apart = _piece(font, one).length + _piece(font, other).length
    return font.getlength(one + other) - apart
