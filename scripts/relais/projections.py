"""How places on the globe come onto a flat map.

Two projections for two sizes of map, both of a sphere, which is exact enough for what is drawn at
the size of a page. Coordinates on the plane are in radii of the globe, x to the east, y north.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Protocol

_OUTERMOST: Final = 89.9
"""Degrees of latitude beyond which a cone's map runs to infinity."""


class Projection(Protocol):
    """A way from the globe to the plane."""

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the point on the plane; both angles are in degrees."""


def _eastward(longitude: float, middle: float) -> float:
    """Return how far east of the middle a longitude is, in radians from -π to π."""
    return math.radians((longitude - middle + 180) % 360 - 180)


@dataclass(frozen=True, slots=True)
class EqualEarth:
    """The whole world; each country keeps its true share of the area.

    B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", International Journal of
    Geographical Information Science 33 (2019), equations 7 and 8.
    """

    longitude: float
    """The meridian in the middle, in degrees east."""

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the point on the plane."""
        a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
        theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
        square = theta * theta
        sixth = square**3
        slope = a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square)
        east = _eastward(longitude, self.longitude)
        x = 2 * math.sqrt(3) * east * math.cos(theta) / (3 * slope)
        y = theta * (a1 + a2 * square + sixth * (a3 + a4 * square))
        return x, y


@dataclass(frozen=True)
class Conic:
    """One country of the middle latitudes in the shape that its inhabitants know.

    Lambert's conformal conic projection; J. P. Snyder, "Map Projections: A Working Manual",
    U.S. Geological Survey (1987), equations 15-1 to 15-5.
    """

    longitude: float
    """The meridian in the middle, in degrees east."""
    parallels: tuple[float, float]
    """The two different latitudes, in degrees north, whose lengths are true."""

    @cached_property
    def _cone(self) -> float:
        low, high = map(math.radians, self.parallels)
        return math.log(math.cos(low) / math.cos(high)) / math.log(_tangent(high) / _tangent(low))

    def project(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return the point on the plane; a pole is drawn as the latitude just before it."""
        first = math.radians(self.parallels[0])
        factor = math.cos(first) * _tangent(first) ** self._cone / self._cone
        bounded = math.radians(max(-_OUTERMOST, min(_OUTERMOST, latitude)))
        radius = factor / _tangent(bounded) ** self._cone
        turn = self._cone * _eastward(longitude, self.longitude)
        return radius * math.sin(turn), -radius * math.cos(turn)


def _tangent(latitude: float) -> float:
    return math.tan(math.pi / 4 + latitude / 2)
