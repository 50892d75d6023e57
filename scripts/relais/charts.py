"""Numbers over time as a line: where its points stand, and which of them tell their number."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relais.fields import Moment

FEWEST: Final = 4
"""Fewer points than this are read better as bars in their table."""
_ZERO: Final = Decimal(0)
_LEFT, _RIGHT = 6.0, 94.0
_TOP, _BOTTOM = 14.0, 82.0
"""What the drawing leaves free, in percent, for numbers above and dates below."""
_APART: Final = 20.0
"""Numbers of points nearer to each other than this, in percent of the width, would overlap."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of the line; positions are in percent of the drawing's width and height."""

    date: Moment
    value: Decimal
    x: float
    y: float
    label: Literal["above", "below"] | None
    """Where its number stands, clear of the line; without one the table tells it."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A line over a time that runs evenly, above a zero that is never cut off."""

    dots: tuple[Dot, ...]
    zero: float
    """Where zero stands, in percent of the height."""

    @property
    def steps(self) -> list[tuple[Dot, Dot]]:
        """The pieces of the line, from dot to dot."""
        return list(pairwise(self.dots))


def draw(points: Sequence[tuple[Moment, Decimal]]) -> Chart | None:
    """Return the chart of numbers in the order of their dates, or None for very few."""
    if len(points) < FEWEST:
        return None
    days = [moment.first_day.toordinal() for moment, _ in points]
    values = [value for _, value in points]
    low, high = min(*values, _ZERO), max(*values, _ZERO)
    xs = [_between(_LEFT, _RIGHT, day - days[0], days[-1] - days[0]) for day in days]
    ys = [_between(_BOTTOM, _TOP, value - low, high - low) for value in values]
    labels = _labels(xs, values)
    dots = tuple(
        Dot(moment, value, x, y, labels.get(index))
        for index, ((moment, value), x, y) in enumerate(zip(points, xs, ys, strict=True))
    )
    return Chart(dots, _between(_BOTTOM, _TOP, -low, high - low))


def _between(start: float, end: float, part: Decimal | int, whole: Decimal | int) -> float:
    share = float(part) / float(whole) if whole else 0.0
    return round(start + (end - start) * share, 1)


def _labels(xs: Sequence[float], values: list[Decimal]) -> dict[int, Literal["above", "below"]]:
    """Return which points tell their number: the last, the first, the extremes, other turns."""
    everything = range(len(xs))
    extremes = (max(everything, key=values.__getitem__), min(everything, key=values.__getitem__))
    chosen: dict[int, Literal["above", "below"]] = {}
    for index in (len(xs) - 1, 0, *extremes, *everything):
        beside = values[max(0, index - 1) : index] + values[index + 1 : index + 2]
        turns = values[index] >= max(beside) or values[index] <= min(beside)
        if turns and all(abs(xs[index] - xs[other]) >= _APART for other in chosen):
            chosen[index] = "above" if values[index] >= max(beside) else "below"
    return chosen
