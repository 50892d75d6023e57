"""The maps: where places come to stand, and what the geometry holds."""

from __future__ import annotations

import math
import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import maps
from relais.country_codes import COUNTRY_CODES
from relais.projections import Conic, EqualEarth

EARTH = EqualEarth(longitude=11)
FRANCE = Conic(longitude=3, parallels=(44, 49))

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180)


def rings(data: str) -> list[list[tuple[int, int]]]:
    """Return the closed lines of an SVG path that `relais.maps` holds."""
    found = []
    for part in filter(None, data.split("M")):
        start, steps = part.rstrip("z").split("l")
        x, y = map(int, start.split(","))
        numbers = [int(number) for number in re.findall("-?[0-9]+", steps)]
        ring = [(x, y)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        found.append([*ring, ring[0]])
    return found


def covers(data: str, point: tuple[float, float] | None) -> bool:
    """Tell whether a point is on the land of a path."""
    assert point is not None
    px, py = point
    inside = False
    for ring in rings(data):
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > py) != (y2 > py) and px < (x2 - x1) * (py - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def test_equal_earth_has_its_published_size() -> None:
    """The equator and the poles lie where the projection's authors say."""
    assert EARTH.project(0, 11) == (0, 0)
    assert EARTH.project(0, 11 - 179.999)[0] == pytest.approx(-2.70663, abs=1e-4)
    assert EARTH.project(90, 11)[1] == pytest.approx(1.31738, abs=1e-4)
    assert EARTH.project(-90, 11)[1] == pytest.approx(-1.31738, abs=1e-4)


@given(st.floats(-80, 80), st.floats(-150, 150))
def test_equal_earth_keeps_areas(latitude: float, longitude: float) -> None:
    """A small field has the same area on the map as on the globe, wherever it is."""
    step = 1e-3
    x0, y0 = EARTH.project(latitude, longitude)
    x1, y1 = EARTH.project(latitude, longitude + step)
    x2, y2 = EARTH.project(latitude + step, longitude)
    drawn = (x1 - x0) * (y2 - y0) - (x2 - x0) * (y1 - y0)
    true = math.radians(step) ** 2 * math.cos(math.radians(latitude + step / 2))
    assert drawn == pytest.approx(true, rel=1e-3)


@given(st.sampled_from([44.0, 49.0]), st.floats(-10, 15))
def test_conic_keeps_lengths_along_its_parallels(latitude: float, longitude: float) -> None:
    """On the two parallels of the cone a length is what it is on the globe."""
    one, other = FRANCE.project(latitude, longitude), FRANCE.project(latitude, longitude + 0.01)
    true = math.radians(0.01) * math.cos(math.radians(latitude))
    assert math.dist(one, other) == pytest.approx(true, rel=1e-5)


@given(st.sampled_from([EARTH, FRANCE]), latitudes, longitudes)
def test_every_place_has_a_point(
    projection: EqualEarth | Conic, latitude: float, longitude: float
) -> None:
    """No latitude and longitude that content may give breaks a map, the poles included."""
    assert all(map(math.isfinite, projection.project(latitude, longitude)))


@given(st.sampled_from([maps.WORLD, "FR"]), latitudes, longitudes)
def test_what_is_located_is_on_the_map(name: str, latitude: float, longitude: float) -> None:
    """A place is either inside the map or not on it at all."""
    drawn = maps.load(name)
    point = drawn.locate(latitude, longitude)
    assert point is None or (0 <= point[0] <= drawn.width and 0 <= point[1] <= drawn.height)


@pytest.mark.parametrize(
    ("country", "latitude", "longitude"),
    [
        ("FR", 48.857, 2.352),
        ("SN", 14.79, -16.93),
        ("BJ", 7.19, 2.1),
        ("CI", 6.82, -5.28),
        ("MG", -18.88, 47.51),
        ("BD", 23.81, 90.41),
        ("MX", 19.43, -99.13),
        ("AU", -33.5, 150.2),
        ("CA", 60.0, -110.0),
        ("RU", 66.5, -173.0),
        ("UA", 45.1, 34.1),
        ("ZA", -26.2, 28.05),
        ("GF", 4.0, -53.0),
    ],
)
def test_city_lies_in_its_country(country: str, latitude: float, longitude: float) -> None:
    """Known places fall on the land of their own country, and of no other."""
    world = maps.load(maps.WORLD)
    point = world.locate(latitude, longitude)
    assert covers(world.land, point)
    assert [code for code, c in world.countries.items() if covers(c.outline, point)] == [country]


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        *((48.857, 2.352, True), (43.296, 5.37, True), (48.39, -4.49, True)),
        *((50.629, 3.057, True), (43.605, 1.444, True), (42.3, 9.15, True)),
        *((51.5, -0.12, False), (46.95, 7.45, False), (45.07, 7.69, False), (42.8, -1.6, False)),
    ],
)
def test_french_towns_lie_in_france(latitude: float, longitude: float, *, expected: bool) -> None:
    """The map of France holds its towns, and not those of its neighbours."""
    france = maps.load("FR")
    point = france.locate(latitude, longitude)
    assert (point is not None and covers(france.land, point)) == expected


def test_every_country_has_a_point_on_the_map() -> None:
    """A program may name any country: each but Antarctica has its place on the map."""
    world = maps.load(maps.WORLD)
    assert COUNTRY_CODES - world.countries.keys() == {"AQ"}
    for country in world.countries.values():
        assert 0 <= country.at[0] <= world.width
        assert 0 <= country.at[1] <= world.height


def test_point_of_a_country_is_on_its_land() -> None:
    """The point that stands for a country is on it, wherever there is land to be seen."""
    world = maps.load(maps.WORLD)
    beside = [
        code
        for code, country in world.countries.items()
        if country.outline and not covers(country.outline, country.at)
    ]
    # Narrow land, which was simplified differently for drawing than for finding its middle.
    assert len(beside) <= 5, beside


def test_geometry_is_small() -> None:
    """What a page carries of each map stays within what a slow connection bears."""
    world, france = maps.load(maps.WORLD), maps.load("FR")
    assert len(world.land) <= 18_000
    assert len(world.borders) <= 12_000
    assert len(france.land) <= 6_000
    for data in (world.land, world.borders, france.land):
        assert set(data) <= set("Mlz,- 0123456789")
