#!/usr/bin/env python3
"""Make the maps of scripts/relais/geometry from Natural Earth; run by hand, seldom.

    npm pack world-atlas@2.0.2 && tar -xzf world-atlas-2.0.2.tgz
    .venv/bin/python scripts/prepare_maps.py package

The npm package world-atlas (ISC licence) carries Natural Earth 4.1, which is in the public domain
(https://www.naturalearthdata.com/about/terms-of-use/), as TopoJSON: borders that two countries
share are stored once, as "arcs". Here each arc is projected, simplified and rounded once, so that
neighbours still fit together and land has no seams.

Borders are those of Natural Earth, which draws who governs, with three exceptions that follow the
United Nations: Crimea is drawn with Ukraine, Somaliland with Somalia, Northern Cyprus with Cyprus.

To give another country a map of its own: add its projection and its name in `relais.maps`, and its
part of the globe in `CLOSER_VIEWS` below.
"""

from __future__ import annotations

import heapq
import json
import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from babel.core import get_global

from relais.maps import PROJECTIONS, WORLD, Frame

if TYPE_CHECKING:
    from collections.abc import Collection

Point = tuple[float, float]
Ring = list[Point]
Arcs = list[list[int]]
"""The rings of a country, each as indices of arcs; ~index means the arc backwards."""

GEOMETRY: Final = Path(__file__).parent / "relais" / "geometry"
SOURCE: Final = "Natural Earth 4.1 (public domain), through the npm package world-atlas 2.0.2"
WITHOUT_NUMBER: Final = {"Kosovo": "XK", "Somaliland": "SO", "N. Cyprus": "CY"}
"""Countries of the source that ISO 3166-1 gives no number, and what they are drawn with."""
NOT_DRAWN: Final = {"AQ"}
"""Antarctica would take a fifth of the map."""
OTHERWISE_COUNTED: Final = {"UA": ("RU", (45.3, 34.4)), "GF": ("FR", (3.9, -53.1))}
"""Land that the source counts to another country, by a point of it (latitude, longitude): Crimea,
and French Guiana, which has a code of its own."""
SMALL_TERRITORIES: Final = {
    "BQ": (12.2, -68.3),
    "BV": (-54.4, 3.4),
    "CC": (-12.2, 96.8),
    "CX": (-10.5, 105.6),
    "GI": (36.1, -5.4),
    "GP": (16.2, -61.5),
    "MQ": (14.6, -61.0),
    "RE": (-21.1, 55.5),
    "SJ": (78.6, 16.0),
    "TK": (-9.2, -171.8),
    "TV": (-8.5, 179.2),
    "UM": (19.3, 166.6),
    "YT": (-12.8, 45.2),
}
"""Latitude and longitude of what the source counts to another country or does not have."""
CLOSER_VIEWS: Final = {"FR": (41.0, 52.0, -6.0, 10.0)}
"""The south, north, west and east within which a country's land is shown: not all of it is near."""


@dataclass(frozen=True)
class Detail:
    """How much of the source a map keeps."""

    source: str
    width: int
    """Of the map; coordinates are rounded to whole numbers."""
    margin: float
    """Around the land, as a part of its width."""
    smallest_bend: float
    """A point that adds less area than this, in square units of the map, is left out."""
    smallest_land: float
    """Islands and lakes with less area than this are left out."""


WORLD_DETAIL: Final = Detail("countries-110m.json", 1500, 0.005, 1.2, 4)
CLOSER_DETAIL: Final = Detail("countries-10m.json", 1000, 0.05, 1.6, 16)
ALL_COUNTRIES: Final = "countries-50m.json"
"""Where the points that stand for countries come from: it has those too small to be drawn."""


class Atlas:
    """One file of the source, its arcs projected."""

    def __init__(self, path: Path, projection: str) -> None:
        data = json.loads(path.read_text("utf-8"))
        (self._scale, self._origin) = data["transform"]["scale"], data["transform"]["translate"]
        self.globe = [self._decode(arc) for arc in data["arcs"]]
        project = PROJECTIONS[projection].project
        self.arcs = [
            [project(latitude, longitude) for latitude, longitude in a] for a in self.globe
        ]
        self.countries: dict[str, Arcs] = {}
        numbers = get_global("territory_aliases")
        for country in data["objects"]["countries"]["geometries"]:
            name = country["properties"]["name"]
            code = numbers.get(country.get("id"), [WITHOUT_NUMBER.get(name, "")])[0]
            if code and code not in NOT_DRAWN:
                self.countries.setdefault(code, []).extend(self._rings(country))
        for taker, (giver, point) in OTHERWISE_COUNTED.items():
            self._give(point, giver, taker)

    def _decode(self, arc: list[list[int]]) -> list[Point]:
        """Return an arc as latitudes and longitudes; the file holds the steps between them."""
        x = y = 0
        points = []
        for east, north in arc:
            x, y = x + east, y + north
            points.append(
                (y * self._scale[1] + self._origin[1], x * self._scale[0] + self._origin[0])
            )
        return points

    def _rings(self, country: dict[str, Any]) -> Arcs:
        shapes = [country["arcs"]] if country["type"] == "Polygon" else country.get("arcs", [])
        return [ring for shape in shapes for ring in shape]

    def _give(self, point: Point, giver: str, taker: str) -> None:
        """Count the land around a point of the globe to another country."""
        for ring in self.countries[giver]:
            if contains(joined(self.globe, ring), point):
                self.countries[giver].remove(ring)
                self.countries.setdefault(taker, []).append(ring)
                return


def joined(arcs: list[list[Point]], indices: list[int]) -> Ring:
    """Return arcs put together into one closed ring."""
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += arc[1:] if points else arc
    return points


def area(ring: Ring) -> float:
    """Return the area inside a ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring))) / 2


def contains(ring: Ring, point: Point) -> bool:
    """Tell whether a point is inside a ring."""
    x, y = point
    inside = False
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
    return inside


def distance(ring: Ring, point: Point) -> float:
    """Return how far a point is from a ring's line; below zero outside."""
    x, y = point
    nearest = math.inf
    for (x1, y1), (x2, y2) in pairwise(ring):
        dx, dy = x2 - x1, y2 - y1
        length = dx * dx + dy * dy
        part = max(0.0, min(1.0, ((x - x1) * dx + (y - y1) * dy) / length)) if length else 0.0
        nearest = min(nearest, math.hypot(x - x1 - part * dx, y - y1 - part * dy))
    return nearest if contains(ring, point) else -nearest


def middle(ring: Ring) -> Point:
    """Return the point inside a ring that is farthest from its line: where a label would stand.

    Squares are halved where they may still hold a better point than the best one known, as in
    V. Agafonkin, "A new algorithm for finding a visual center of a polygon" (2016).
    """
    xs, ys = zip(*ring, strict=True)
    size = min(max(xs) - min(xs), max(ys) - min(ys)) / 2
    best_point = ((min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2)
    best = distance(ring, best_point)
    heap: list[tuple[float, float, Point, float]] = []

    def consider(point: Point, half: float) -> None:
        nonlocal best, best_point
        found = distance(ring, point)
        if found > best:
            best, best_point = found, point
        heapq.heappush(heap, (-(found + half * math.sqrt(2)), found, point, half))

    for column in range(math.ceil((max(xs) - min(xs)) / (2 * size))):
        for row in range(math.ceil((max(ys) - min(ys)) / (2 * size))):
            consider((min(xs) + (2 * column + 1) * size, min(ys) + (2 * row + 1) * size), size)
    while heap:
        hope, _, (x, y), half = heapq.heappop(heap)
        if -hope - best <= best / 50:
            break
        for dx in (-half / 2, half / 2):
            for dy in (-half / 2, half / 2):
                consider((x + dx, y + dy), half / 2)
    return best_point


def simplified(points: list[Point], smallest: float) -> list[Point]:
    """Return a line without the points whose triangle with their neighbours is smallest.

    M. Visvalingam, J. D. Whyatt, "Line generalisation by repeated elimination of points" (1993).
    The ends stay, so that lines that meet there still do.
    """
    before = list(range(-1, len(points) - 1))
    after = list(range(1, len(points) + 1))
    gone = [False] * len(points)

    def weight(index: int) -> float:
        (x1, y1), (x2, y2), (x3, y3) = points[before[index]], points[index], points[after[index]]
        return abs((x2 - x1) * (y3 - y1) - (x3 - x1) * (y2 - y1)) / 2

    heap = [(weight(index), index) for index in range(1, len(points) - 1)]
    known = {index: value for value, index in heap}
    heapq.heapify(heap)
    while heap:
        value, index = heapq.heappop(heap)
        if gone[index] or known[index] != value:
            continue
        if value >= smallest:
            break
        gone[index] = True
        low, high = before[index], after[index]
        after[low], before[high] = high, low
        for other in (low, high):
            if 0 < other < len(points) - 1:
                # A neighbour never weighs less than what went before it: details go in order.
                known[other] = max(weight(other), value)
                heapq.heappush(heap, (known[other], other))
    return [point for index, point in enumerate(points) if not gone[index]]


class Drawing:
    """A map in the making."""

    def __init__(
        self,
        atlas: Atlas,
        countries: dict[str, Arcs],
        detail: Detail,
        further: Collection[Point] = (),
    ) -> None:
        """Draw the countries large enough that the further points are on the map, too."""
        self.detail = detail
        rings = [ring for rings in countries.values() for ring in rings]
        shown = [point for ring in rings for point in joined(atlas.arcs, ring)]
        xs, ys = zip(*shown, *further, strict=True)
        span = max(xs) - min(xs)
        around = detail.margin * span
        scale = detail.width / (span + 2 * around)
        self.frame = Frame(round(scale, 4), round(min(xs) - around, 6), round(max(ys) + around, 6))
        self.height = math.ceil((max(ys) - min(ys) + 2 * around) * scale)
        placed = [[self.frame.place(point) for point in arc] for arc in atlas.arcs]
        self.countries = {
            code: [ring for ring in rings if self._is_shown(placed, ring)]
            for code, rings in countries.items()
        }
        used = {abs_index(i) for rings in self.countries.values() for r in rings for i in r}
        self.arcs: list[list[Point]] = [
            self._rounded(simplified(arc, detail.smallest_bend)) if index in used else []
            for index, arc in enumerate(placed)
        ]

    def _is_shown(self, arcs: list[list[Point]], indices: list[int]) -> bool:
        """Tell whether land is large enough, and not torn apart by the edge of the map.

        Land with neighbours has several arcs and stays, however small, so that it leaves no hole.
        """
        ring = joined(arcs, indices)
        torn = any(abs(x2 - x1) > self.detail.width / 2 for (x1, _), (x2, _) in pairwise(ring))
        large = len(indices) > 1 or area(ring) >= self.detail.smallest_land
        return large and not torn

    def _rounded(self, points: list[Point]) -> list[Point]:
        whole = [(float(round(x)), float(round(y))) for x, y in points]
        return [whole[0], *(point for last, point in pairwise(whole) if point != last)]

    def outline(self, code: str) -> str:
        """Return the land of a country."""
        return "".join(path(joined(self.arcs, ring)) for ring in self.countries[code])

    def land(self) -> str:
        """Return all land: every line that has land on one side only, put together to rings."""
        return "".join(path(ring) for ring in coasts(self.arcs, self._sides()))

    def borders(self) -> str:
        """Return every line that has a country on each side."""
        shared = [i for i, owners in self._owners().items() if len(owners) > 1]
        return "".join(path(self.arcs[index], closed=False) for index in shared)

    def _owners(self) -> dict[int, set[str]]:
        owners: dict[int, set[str]] = {}
        for code, rings in self.countries.items():
            for index in (index for ring in rings for index in ring):
                owners.setdefault(abs_index(index), set()).add(code)
        return owners

    def _sides(self) -> list[int]:
        """Return the arcs that only one ring has, in that ring's direction."""
        counted: dict[int, list[int]] = {}
        for index in (i for rings in self.countries.values() for ring in rings for i in ring):
            counted.setdefault(abs_index(index), []).append(index)
        return [indices[0] for indices in counted.values() if len(indices) == 1]


def abs_index(index: int) -> int:
    """Return which arc an index means, whatever its direction."""
    return index if index >= 0 else ~index


def coasts(arcs: list[list[Point]], indices: list[int]) -> list[Ring]:
    """Return directed arcs put together to closed rings."""
    starts: dict[Point, list[list[Point]]] = {}
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        starts.setdefault(arc[0], []).append(arc)
    rings = []
    while starts:
        start = next(iter(starts))
        ring = [start]
        while ring[-1] in starts:
            following = starts[ring[-1]]
            arc = following.pop()
            if not following:
                del starts[ring[-1]]
            ring += arc[1:]
            if ring[-1] == start:
                break
        rings.append(ring)
    return rings


def path(points: list[Point], *, closed: bool = True) -> str:
    """Return a line as the data of an SVG path: a start, then the steps, as short as can be."""
    steps = [(int(x2 - x1), int(y2 - y1)) for (x1, y1), (x2, y2) in pairwise(points)]
    if closed:
        steps = steps[:-1]
    if len(steps) < (2 if closed else 1):
        return ""
    text = f"M{int(points[0][0])},{int(points[0][1])}l"
    for number in (number for step in steps for number in step):
        text += f"{number}" if number < 0 or text[-1] == "l" else f" {number}"
    return text + ("z" if closed else "")


def representative_points(atlas: Atlas) -> dict[str, Point]:
    """Return, for each country, the point of the plane that stands for it."""
    points = {
        code: middle(max((joined(atlas.arcs, ring) for ring in rings), key=area))
        for code, rings in atlas.countries.items()
    }
    for code, (latitude, longitude) in SMALL_TERRITORIES.items():
        points[code] = PROJECTIONS[WORLD].project(latitude, longitude)
    return dict(sorted(points.items()))


def write(name: str, drawing: Drawing, countries: dict[str, dict[str, Any]]) -> None:
    """Write a map, each country on its line so that changes can be read."""
    frame = {
        "scale": drawing.frame.scale,
        "left": drawing.frame.left,
        "top": drawing.frame.top,
    }
    head = {
        "source": SOURCE,
        "width": drawing.detail.width,
        "height": drawing.height,
        "frame": frame,
        "land": drawing.land(),
        "borders": drawing.borders(),
    }
    lines = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()]
    entries = ",\n".join(f"{json.dumps(c)}: {json.dumps(value)}" for c, value in countries.items())
    text = "{\n" + ",\n".join([*lines, f'"countries": {{\n{entries}\n}}']) + "\n}\n"
    (GEOMETRY / f"{name}.json").write_text(text, "utf-8")
    sizes = f"land {len(head['land'])}, borders {len(head['borders'])}, file {len(text)} bytes"
    print(f"{name}: {drawing.detail.width} x {drawing.height}, {sizes}")  # noqa: T201


def prepare_world(package: Path) -> None:
    """Make the map of the world."""
    atlas = Atlas(package / WORLD_DETAIL.source, WORLD)
    points = representative_points(Atlas(package / ALL_COUNTRIES, WORLD))
    drawing = Drawing(atlas, atlas.countries, WORLD_DETAIL, points.values())
    countries = {
        code: {
            "at": [round(number) for number in drawing.frame.place(point)],
            "outline": drawing.outline(code) if code in drawing.countries else "",
        }
        for code, point in points.items()
    }
    write(WORLD, drawing, countries)


def prepare_country(package: Path, code: str) -> None:
    """Make the map of one country."""
    south, north, west, east = CLOSER_VIEWS[code]
    atlas = Atlas(package / CLOSER_DETAIL.source, code)
    near = [
        ring
        for ring in atlas.countries[code]
        if all(
            south < latitude < north and west < longitude < east
            for latitude, longitude in joined(atlas.globe, ring)
        )
    ]
    write(code, Drawing(atlas, {code: near}, CLOSER_DETAIL), {})


def main(arguments: list[str]) -> int:
    """Make every map from the folder of the unpacked npm package."""
    if len(arguments) != 1:
        print(__doc__)  # noqa: T201
        return 2
    package = Path(arguments[0])
    prepare_world(package)
    for code in CLOSER_VIEWS:
        prepare_country(package, code)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
