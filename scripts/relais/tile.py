"""The tile that stands where there is no portrait: each person's own, and never a missing picture.

Three lines meet in one point, as relay runners do; where they come from and where they meet is
drawn from the slug, so a person keeps the same tile. The initials stand over the meeting.
"""

from __future__ import annotations

import hashlib
import unicodedata
from functools import lru_cache
from itertools import pairwise
from typing import Final, TypeAlias

from markupsafe import Markup, escape

WIDTH: Final = 400
HEIGHT: Final = 500
_LINES: Final = 3
_REMEMBERED: Final = 20_000
"""Tiles that are kept: each stands on many pages."""
Point: TypeAlias = tuple[int, int]
"""A place on the tile: to the right and down."""


def initials(name: str) -> str:
    """Return the first letters of a first and a family name: "Ana-Maria de la Cruz" gives "AC"."""
    words = [w for w in unicodedata.normalize("NFC", name).split() if w[0].isalpha()]
    capitals = [letters[0] for word in words if (letters := list(filter(str.isupper, word)))]
    chosen = capitals or [word[0].upper() for word in words]
    return "".join(chosen[:1] + chosen[1:][-1:])


@lru_cache(maxsize=_REMEMBERED)
def tile(name: str, slug: str) -> Markup:
    """Return the tile as an inline SVG that assistive technology passes over."""
    lines = "".join(
        f'<path class="tile_line tile_line-{number}" d="{_curve(*points)}"/>'
        for number, points in enumerate(weave(slug), start=1)
    )
    return Markup(  # noqa: S704 - numbers, and the initials escaped
        f'<svg class="portrait tile" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true" '
        f'focusable="false"><rect class="tile_ground" width="{WIDTH}" height="{HEIGHT}"/>{lines}'
        f'<text class="tile_initials" x="{WIDTH // 2}" y="215" text-anchor="middle">'
        f"{escape(initials(name))}</text></svg>"
    )


def weave(slug: str) -> list[tuple[Point, Point, Point]]:
    """Return the three lines of a slug: where each starts, where all meet, where each ends."""
    chance = _Chance(slug)
    meeting = (chance.between(130, 270), chance.between(300, 380))
    starts = _spread(chance, HEIGHT)
    ends = _spread(chance, HEIGHT)
    return [
        ((0, start), meeting, (WIDTH, end))
        for start, end in zip(starts, reversed(ends), strict=True)
    ]


def _spread(chance: _Chance, length: int) -> list[int]:
    """Return one height for each line, well apart and below the initials."""
    step = (length - 250) // _LINES
    return [250 + step * number + chance.between(10, step - 10) for number in range(_LINES)]


def _curve(*points: Point) -> str:
    """Return a smooth path through `points`, level at each of them."""
    parts = [f"M{points[0][0]} {points[0][1]}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        middle = (x1 + x2) // 2
        parts.append(f"C{middle} {y1} {middle} {y2} {x2} {y2}")
    return "".join(parts)


class _Chance:
    """Numbers that depend on a text only."""

    def __init__(self, seed: str) -> None:
        self._bytes = iter(hashlib.sha256(seed.encode()).digest())

    def between(self, low: int, high: int) -> int:
        """Return the next number from `low` to `high`."""
        return low + next(self._bytes) * (high - low) // 255
