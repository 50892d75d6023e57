"""The circles on a map: how large they are, where they stand, and which of them have a label.

A circle keeps its size on the screen however large the map is drawn, so that a finger can hit it
on a phone. So a map is laid out for the narrowest width at which it is shown: circles that would
overlap there are pushed apart, and those that cannot be are merged into one that stands for all.
Lengths are in em, the height of the page's text.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Side = Literal["right", "left", "above", "below"]

LABEL_SIZE: Final = 0.8
"""The height of a label's letters."""
_LETTER: Final = 0.46
"""How wide a letter of a label is, on average and rather more than less."""
_GAP: Final = 0.12
"""What is left free between two circles, and between a circle and its label."""
_EDGE: Final = 0.4
"""What is left free between a label and the map's edge, which on a phone is the screen's."""
_SAME: Final = 0.25
"""Places nearer to each other than this are one circle: nobody could tell them apart."""
_FAR: Final = 1.8
"""A circle that would have to move further than this from its place is merged with another."""
_FULL: Final = 0.25
"""The part of a map that circles may cover; if they would cover more, they are merged first."""
_ROUNDS: Final = 100
_LONGEST_LABEL: Final = 28


@dataclass(frozen=True, slots=True)
class Layout:
    """The room that a map has on the screen."""

    width: float
    """At least this much."""
    height: float
    smallest: float
    """The radius of a circle that stands for one program."""
    largest: float
    """The radius that no circle exceeds."""


@dataclass(frozen=True, slots=True)
class Spot:
    """What a circle stands for."""

    anchor: str
    """The id of its entry in the list beside the map."""
    name: str
    programs: frozenset[str]
    x: float
    """From the left edge of the map (0) to the right one (1)."""
    y: float
    """From the top edge of the map (0) to the bottom one (1)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A circle, placed. Positions are in percent of the map's width and height."""

    anchor: str
    """The id of the list's entry to which it leads: the first one, if it stands for several."""
    names: tuple[str, ...]
    count: int
    """How many programs: the number in the circle."""
    x: float
    y: float
    radius: float
    origin: tuple[float, float] | None
    """Where the place is, if the circle had to stand beside it."""
    side: Side | None
    """Where its label stands; without one the list tells the name."""

    @property
    def label(self) -> str:
        """What stands beside the circle."""
        return ", ".join(self.names)


@dataclass(frozen=True, slots=True)
class _Cluster:
    """Spots that share a circle, and their middle."""

    order: int
    spots: tuple[Spot, ...]
    x: float
    y: float

    @property
    def count(self) -> int:
        return len(frozenset().union(*(spot.programs for spot in self.spots)))


@dataclass(slots=True)
class _Disc:
    """A circle on its way to a free place."""

    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: _Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def arrange(spots: Sequence[Spot], layout: Layout) -> tuple[Mark, ...]:
    """Return the circles of a map in the order of its list; none of them overlap."""
    clusters = [
        _Cluster(order, (spot,), spot.x * layout.width, spot.y * layout.height)
        for order, spot in enumerate(spots)
    ]
    clusters = _spread_out(clusters, layout)
    while True:
        discs = _pushed_apart(clusters, layout)
        misfits = list(_misfits(clusters, discs))
        if not misfits:
            break
        clusters = _merged(clusters, misfits)
    sides = _label_sides(clusters, discs, layout)
    return tuple(map(_mark, clusters, discs, sides, [layout] * len(clusters)))


def _spread_out(clusters: list[_Cluster], layout: Layout) -> list[_Cluster]:
    """Merge what is at the same place, and more of it as long as the map is too full."""
    nearest = _SAME
    while True:
        while pairs := [pair for pair in combinations(clusters, 2) if _distance(*pair) < nearest]:
            clusters = _merged(clusters, pairs)
        covered = sum(math.pi * disc.radius**2 for disc in _discs(clusters, layout))
        if covered <= _FULL * layout.width * layout.height or len(clusters) < 2:  # noqa: PLR2004
            return clusters
        nearest *= 1.5


def _merged(clusters: list[_Cluster], pairs: Iterable[tuple[_Cluster, _Cluster]]) -> list[_Cluster]:
    """Return the clusters with those pairs merged, the nearest first and each cluster once."""
    left = {cluster.order: cluster for cluster in clusters}
    for one, other in sorted(pairs, key=lambda pair: (_distance(*pair), pair[0].order)):
        if left.get(one.order) is not one or left.get(other.order) is not other:
            continue  # merged already: it is looked at again with its new middle
        first, second = sorted((one, other), key=lambda cluster: cluster.order)
        del left[second.order]
        spots = (*first.spots, *second.spots)
        share = len(second.spots) / len(spots)
        x = first.x + (second.x - first.x) * share
        y = first.y + (second.y - first.y) * share
        left[first.order] = _Cluster(first.order, spots, x, y)
    return list(left.values())


def _distance(one: _Cluster | _Disc, other: _Cluster | _Disc) -> float:
    return math.hypot(one.x - other.x, one.y - other.y)


def _discs(clusters: Sequence[_Cluster], layout: Layout) -> list[_Disc]:
    """Return the circles where they belong: their areas are as the numbers of programs."""
    most = max((cluster.count for cluster in clusters), default=1)
    unit = min(layout.smallest, layout.largest / math.sqrt(most))
    return [_Disc(c.x, c.y, max(layout.smallest, unit * math.sqrt(c.count))) for c in clusters]


def _pushed_apart(clusters: Sequence[_Cluster], layout: Layout) -> list[_Disc]:
    """Return the circles moved as little as it takes, if it can be done, to stand apart."""
    discs = _discs(clusters, layout)
    for _ in range(_ROUNDS):
        for disc in discs:
            disc.x = min(max(disc.x, disc.radius), layout.width - disc.radius)
            disc.y = min(max(disc.y, disc.radius), layout.height - disc.radius)
        moved = False
        for one, other in combinations(discs, 2):
            overlap = one.radius + other.radius + _GAP - _distance(one, other)
            if overlap > 0:
                moved = True
                angle = math.atan2(other.y - one.y, other.x - one.x)
                # A little more than half for each, so that it comes to an end.
                step = 0.51 * overlap
                one.x -= step * math.cos(angle)
                one.y -= step * math.sin(angle)
                other.x += step * math.cos(angle)
                other.y += step * math.sin(angle)
        if not moved:
            break
    return discs


def _misfits(
    clusters: Sequence[_Cluster], discs: Sequence[_Disc]
) -> Iterator[tuple[_Cluster, _Cluster]]:
    """Yield pairs that must be merged: they still overlap, or one was pushed too far away."""
    for (one, disc), (other, further) in combinations(zip(clusters, discs, strict=True), 2):
        if _distance(disc, further) < disc.radius + further.radius:
            yield one, other
    for one, disc in zip(clusters, discs, strict=True):
        if _distance(one, disc) > _FAR and len(clusters) > 1:
            yield one, min((c for c in clusters if c is not one), key=lambda c: _distance(one, c))


def _label_sides(
    clusters: Sequence[_Cluster], discs: Sequence[_Disc], layout: Layout
) -> list[Side | None]:
    """Return where each label fits, those of the largest circles first."""
    taken = [_Box(d.x - d.radius, d.y - d.radius, d.x + d.radius, d.y + d.radius) for d in discs]
    sides: list[Side | None] = [None] * len(discs)
    for index in sorted(range(len(discs)), key=lambda i: (-clusters[i].count, i)):
        label = ", ".join(spot.name for spot in clusters[index].spots)
        if len(label) > _LONGEST_LABEL:
            continue
        for side, box in _label_boxes(discs[index], len(label) * _LETTER):
            inside = box.left >= _EDGE and box.right <= layout.width - _EDGE
            inside = inside and box.top >= 0 and box.bottom <= layout.height
            others = (other for i, other in enumerate(taken) if i != index)
            if inside and not any(map(box.meets, others)):
                sides[index] = side
                taken.append(box)
                break
    return sides


def _label_boxes(disc: _Disc, width: float) -> Iterator[tuple[Side, _Box]]:
    """Yield where a label may stand, the best place first."""
    x, y, away, half = disc.x, disc.y, disc.radius + _GAP, LABEL_SIZE * 0.6
    yield "right", _Box(x + away, y - half, x + away + width, y + half)
    yield "left", _Box(x - away - width, y - half, x - away, y + half)
    yield "above", _Box(x - width / 2, y - away - 2 * half, x + width / 2, y - away)
    yield "below", _Box(x - width / 2, y + away, x + width / 2, y + away + 2 * half)


def _mark(cluster: _Cluster, disc: _Disc, side: Side | None, layout: Layout) -> Mark:
    def percent(x: float, y: float) -> tuple[float, float]:
        return round(x * 100 / layout.width, 1), round(y * 100 / layout.height, 1)

    x, y = percent(disc.x, disc.y)
    aside = _distance(cluster, disc) > disc.radius
    return Mark(
        cluster.spots[0].anchor,
        tuple(spot.name for spot in cluster.spots),
        cluster.count,
        x,
        y,
        round(disc.radius, 2),
        percent(cluster.x, cluster.y) if aside else None,
        side,
    )
