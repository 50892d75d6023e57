"""The colours of a card as numbers: a picture of numbers is a third of the work of one of colours.

Few colours touch each other on a card. Each pair of them has its shades, for the edges of letters,
and so has each way in which lines share a pixel. What is drawn becomes a number by looking up how
much of it covers a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relais.colours import Colours

_SHADES: Final = 20
"""Steps from one colour to another."""
_PARTS: Final = 4
"""Parts of a pixel that a line covers: with more, the ways in which three of them cover one and the
shades of letters would be more than a byte can hold."""
_ALL: Final = 255
"""What a mask says of a pixel that is covered whole."""
Rgb = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours by number."""

    values: bytes
    """Red, green and blue of each."""
    solid: dict[str, int]
    """The number of each of the design's colours of which areas are, by its name there."""
    ramps: dict[tuple[str, str], list[int]]
    """The number for each degree to which a colour covers a ground, by the names of both.

    Higher degrees have higher numbers, so that of two letters in one place the greater is right.
    """
    strokes: list[list[int]]
    """What each line of the weave adds to the number of a pixel, for each degree to which it covers
    it. What is below the first one is always the number of the band, which is added, too."""


@lru_cache(maxsize=4)
def palette_of(colours: Colours) -> Palette:
    """Return the colours of a card."""
    # By names: two of them may be the same colour, but what is drawn on each needs its own numbers.
    shades = [_rgb(colours.paper), _rgb(colours.accent_ground)]
    solid = {"paper": 0, "accent_ground": 1}
    ramps = {}

    def add(ground: str, colour: str) -> None:
        ends = _rgb(getattr(colours, ground)), _rgb(getattr(colours, colour))
        steps = [solid[ground], *range(len(shades), len(shades) + _SHADES)]
        shades.extend(_mixed(ends, step) for step in range(1, _SHADES + 1))
        ramps[ground, colour] = [steps[round(d * _SHADES / _ALL)] for d in range(_ALL + 1)]
        solid.setdefault(colour, steps[-1])

    for colour in ("ink", "ink_soft", "primary"):
        add("paper", colour)
    add("accent_ground", "accent")
    lines = [_rgb(colour) for colour in (colours.primary, colours.accent, colours.control_line)]
    solid["band"] = len(shades)
    shades.extend(_woven(parts, _rgb(colours.band), lines) for parts in _ways())
    # After what is woven: initials stand over it.
    add("band", "ink")
    values = bytes(value for shade in shades for value in shade)
    covered = [round(degree * _PARTS / _ALL) for degree in range(_ALL + 1)]
    strokes = [[part * (_PARTS + 1) ** place for part in covered] for place in range(len(lines))]
    strokes[0] = [solid["band"] + part for part in covered]
    return Palette(values, solid, ramps, strokes)


def _ways() -> list[tuple[int, ...]]:
    """Return the parts that each line covers, the first line first, in the order of numbers."""
    return [parts[::-1] for parts in product(range(_PARTS + 1), repeat=3)]


def _woven(parts: Sequence[int], ground: Rgb, strokes: Sequence[Rgb]) -> Rgb:
    """Return the colour of a pixel of which lines cover so many parts, the last one uppermost.

    What several of them cover is taken to be the same part of it, as it is where they meet and run
    side by side: else the ground would shine through there.
    """
    covered, seen = 0, []
    for part, stroke in zip(reversed(parts), reversed(strokes), strict=True):
        seen.append((max(0, part - covered), stroke))
        covered = max(covered, part)
    seen.append((_PARTS - covered, ground))
    return tuple(round(sum(part * c[band] for part, c in seen) / _PARTS) for band in range(3))


def _mixed(ends: tuple[Rgb, Rgb], step: int) -> Rgb:
    """Return the colour so many steps from the first to the second."""
    return tuple(round(a + (b - a) * step / _SHADES) for a, b in zip(*ends, strict=True))


def _rgb(colour: str) -> Rgb:
    """Return red, green and blue of `#rrggbb`."""
    return tuple(bytes.fromhex(colour.removeprefix("#")))
