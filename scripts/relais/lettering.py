"""Words in a picture: in which font, how large, and on which lines.

A text is set as large as its room allows, broken between words and balanced. Only a word that is
wider than the room at the smallest size is broken with a hyphen, and only a text that has no room
at all ends in an ellipsis. A text that the fonts have no letters for is not set: boxes in place of
letters would be worse than nothing.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from math import ceil, floor
from typing import TYPE_CHECKING, Final

from relais.fonts import NARROW_SPACE, NO_BREAK_HYPHEN, letters_of
from relais.ink import REFERENCE, Style, font_of, ink_of, length_of, width_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


_ASCENT: Final = 1.14
"""Room above the base line of the first line, in parts of the size: the marks of Ẳ stand in it."""
_DESCENT: Final = 0.32
"""Room below the base line of the last line, in parts of the size: Ķ, ȷ and brackets."""
_ELLIPSIS: Final = "…"
_BREAK: Final = "\xad"
"""Marks where a word was broken until the lines are ready; no text has it by then."""
_MOST_CHARACTERS: Final = 400
"""No room on a card holds more; bounds the time that a text of any length takes."""
_THIN_SPACE: Final = 0x2009
_NO_BREAK_SPACE: Final = 0xA0
_VARIATION_SELECTORS: Final = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True, eq=False)
class Manner:
    """How a text is set: in the first of the styles that has its letters."""

    styles: tuple[Style, ...]
    sizes: tuple[int, ...]
    """In pixels, from the one that is wished for to the smallest one that is still read well."""
    leading: float
    """From one base line to the next, in parts of the size."""


@dataclass(frozen=True, slots=True)
class Block:
    """A text with its font, size and lines."""

    style: Style
    size: int
    leading: float
    lines: tuple[str, ...]

    @property
    def height(self) -> int:
        """The room that it takes, in pixels."""
        return _height(len(self.lines), self.size, self.leading)

    @property
    def width(self) -> int:
        """The width of the ink of its widest line, in pixels."""
        return _widest(self.style, self.size, self.lines)

    def placed(self) -> Iterator[tuple[str, int, int]]:
        """Yield each line with where it is drawn: its origin and its base line.

        The origin is such that the ink, not the room around the first letter, is flush left.
        """
        for number, line in enumerate(self.lines):
            base = round(self.size * (_ASCENT + number * self.leading))
            yield line, -ink_of(self.style, self.size, line).left, base


@lru_cache(maxsize=512)
def fit(text: str, manner: Manner, width: int, height: int) -> Block | None:
    """Return a text set into a room of `width` and `height` pixels.

    None if there is nothing to set, or no font for it. The room must hold one line of the smallest
    size.
    """
    style, text = _style(text, manner)
    if not text:
        return None
    words = text.split(" ")
    for parts in ([[word] for word in words], [_HYPHENS.split(word) for word in words]):
        measured = [_Measured.of(style, word) for word in parts]
        for size in manner.sizes:
            room = _room(height, size, manner.leading)
            lines = _lines(measured, width * REFERENCE / size, room) if room > 0 else None
            if lines and _widest(style, size, lines) <= width:
                return Block(style, size, manner.leading, tuple(lines))
    return _squeeze(words, style, manner, width, height)


def is_settable(text: str, manner: Manner) -> bool:
    """Tell whether there is something to set, and a font that has all its letters."""
    return bool(_style(text, manner)[1])


@lru_cache(maxsize=1024)
def _style(text: str, manner: Manner) -> tuple[Style, str]:
    """Return the first style that has all letters of a text, and the text as it is set with it.

    The text is empty if no style has them.
    """
    for style in manner.styles:
        letters = letters_of(style.face)
        plain = _plain(text, letters)
        if all(ord(character) in letters for character in plain):
            return style, plain
    return manner.styles[0], ""


def _plain(text: str, letters: frozenset[int]) -> str:
    """Return a text in composed letters and single spaces, without what nobody sees."""
    narrow = _THIN_SPACE if _THIN_SPACE in letters else _NO_BREAK_SPACE
    text = unicodedata.normalize("NFC", text)
    text = text.translate({NARROW_SPACE: chr(narrow), NO_BREAK_HYPHEN: "-"})
    visible = [
        character
        for character in text
        if unicodedata.category(character) not in ("Cf", "Cc")
        and ord(character) not in _VARIATION_SELECTORS
    ]
    plain = re.sub(" +", " ", "".join(visible)).strip(" ")
    return plain if len(plain) <= _MOST_CHARACTERS else plain[:_MOST_CHARACTERS] + _ELLIPSIS


_HYPHENS: Final = re.compile(r"(?<=[-–—/])(?=\w)")
"""Where a word may be broken without adding anything."""


@dataclass(frozen=True, slots=True)
class _Measured:
    """A word in the parts between which it may be broken, with their widths."""

    parts: list[str]
    widths: list[float]

    @classmethod
    def of(cls, style: Style, parts: list[str]) -> _Measured:
        return cls(parts, [length_of(style, part) for part in parts])


def _lines(words: Sequence[_Measured], width: float, room: int) -> list[str] | None:
    """Return at most `room` lines of about equal length, or None; `width` is in reference size."""
    lines = _fill(words, width)
    if lines is None or len(lines) > room:
        return None
    if len(lines) == 1:
        return lines
    low, high = 0.0, width
    for _ in range(7):  # to within a hundredth of the width
        middle = (low + high) / 2
        narrower = _fill(words, middle)
        if narrower is not None and len(narrower) <= len(lines):
            high, lines = middle, narrower
        else:
            low = middle
    return lines


def _fill(words: Sequence[_Measured], width: float) -> list[str] | None:
    """Return lines filled one after the other, or None if a part is wider than `width`."""
    lines: list[str] = []
    used = 0.0
    for word in words:
        space = " "
        for part, own in zip(word.parts, word.widths, strict=True):
            if own > width:
                return None
            gap = _SPACE * len(space)
            if lines and used + gap + own <= width:
                lines[-1] += space + part
                used += gap + own
            else:
                lines.append(part)
                used = own
            space = ""
    return lines


_SPACE: Final = 25.0
"""About the width of a space at the reference size; the lines are measured as a whole later on."""


def _squeeze(words: Sequence[str], style: Style, manner: Manner, width: int, height: int) -> Block:
    """Return a text at its smallest size, with long words broken and, if it must be, an end cut."""
    size = manner.sizes[-1]
    room, font = max(1, _room(height, size, manner.leading)), font_of(style, size)

    def fits(line: str) -> bool:  # measured, not drawn: it may be of any length
        left, _, right, _ = font.getbbox(line, anchor="ls")
        return ceil(right) - floor(left) <= width

    lines: list[str] = []
    for piece in (piece for word in words for piece in _pieces(word, fits)):
        if lines and fits(f"{lines[-1]} {piece}") and not lines[-1].endswith(_BREAK):
            lines[-1] += f" {piece}"
        else:
            lines.append(piece)
        if len(lines) > room:
            break
    if len(lines) > room:
        cut = lines[room - 1].removesuffix(_BREAK)
        while cut and not fits(cut + _ELLIPSIS):
            cut = cut[:-1]
        lines[room - 1 :] = [cut.rstrip() + _ELLIPSIS]
    shown = tuple(line.replace(_BREAK, "-") for line in lines)
    return Block(style, size, manner.leading, shown)


def _pieces(word: str, fits: Callable[[str], bool]) -> Iterator[str]:
    """Yield a word, or its pieces if it does not fit: each but the last ends in a break."""
    while not fits(word):
        ends = [end for end in range(1, len(word)) if not unicodedata.combining(word[end])]
        within = bisect_right(ends, 0, key=lambda end: not fits(f"{word[:end]}-"))
        if not within:
            break
        yield word[: ends[within - 1]] + _BREAK
        word = word[ends[within - 1] :]
    yield word


def _room(height: int, size: int, leading: float) -> int:
    """Return how many lines have room in `height`."""
    return floor((height / size - _ASCENT - _DESCENT) / leading) + 1


def _height(lines: int, size: int, leading: float) -> int:
    return ceil(size * (_ASCENT + _DESCENT + (lines - 1) * leading))


def _widest(style: Style, size: int, lines: Sequence[str]) -> int:
    """Return the width of the ink of the widest line, in pixels."""
    return max(width_of(style, size, line) for line in lines)
