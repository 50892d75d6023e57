"""The maps that the site draws: land as ready paths, and where on it a place stands.

The paths are public-domain geometry of Natural Earth, made small by scripts/prepare_maps.py and
kept in geometry/ beside this module. The formulas that placed them place a program's towns.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from relais.projections import Conic, EqualEarth

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relais.projections import Projection

WORLD: Final = "world"
CLOSER: Final = ("FR",)
"""The countries that have a map of their own: the code is also the name of its file."""

PROJECTIONS: Final[Mapping[str, Projection]] = {
    WORLD: EqualEarth(longitude=11),  # cuts the world in the Bering Strait, where there is no land
    "FR": Conic(longitude=3, parallels=(44, 49)),  # as the French survey's Lambert-93 does
}


@dataclass(frozen=True, slots=True)
class Country:
    """A country on the map of the world."""

    at: tuple[int, int]
    """The point that stands for it: the middle of the widest part of its largest land."""
    outline: str
    """Its land as the data of an SVG path; empty where it is too small to be seen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Where the plane of a projection lies on a map, whose y runs down."""

    scale: float
    left: float
    top: float

    def place(self, point: tuple[float, float]) -> tuple[float, float]:
        """Return where a point of the plane stands on the map."""
        return (point[0] - self.left) * self.scale, (self.top - point[1]) * self.scale


@dataclass(frozen=True, slots=True)
class Map:
    """A map without anything on it."""

    name: str
    width: int
    height: int
    land: str
    """All land as the data of an SVG path."""
    borders: str
    """The borders between countries, likewise; empty on the map of one country."""
    countries: Mapping[str, Country]
    frame: Frame

    def locate(self, latitude: float, longitude: float) -> tuple[float, float] | None:
        """Return where a place stands, or None if that is not on the map."""
        projected = PROJECTIONS[self.name].project(latitude, longitude)
        x, y = self.frame.place(projected)
        return (x, y) if 0 <= x <= self.width and 0 <= y <= self.height else None


@cache
def load(name: str) -> Map:
    """Return the map `world`, or the one of a country in `CLOSER`."""
    text = (files("relais") / "geometry" / f"{name}.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    countries = {
        code: Country((country["at"][0], country["at"][1]), country["outline"])
        for code, country in data["countries"].items()
    }
    frame = Frame(**data["frame"])
    return Map(name, data["width"], data["height"], data["land"], data["borders"], countries, frame)
