"""A place lies in or near its country."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final

from relais.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.schema import Place

_NEAR: Final = 45.0
"""How near to the middle of its country a swapped place must lie: some ten degrees on the map. Else
what lies far from it is an island of that country, not a slip."""
_FURTHER: Final = 4.0
"""How many times further from its country than swapped a place lies, to be called swapped."""


def check_alone(content: Content) -> Iterator[Diagnostic]:
    """Yield places whose latitude and longitude seem to be in each other's field."""
    for program in content.programs.values():
        for index, place in enumerate(program.source.model.places):
            if _is_swapped(place):
                details = {
                    "country": place.country,
                    "latitude": str(place.longitude),
                    "longitude": str(place.latitude),
                }
                location = ("places", index, "latitude")
                yield program.source.problem(
                    "swapped-coordinates", location, details, severity=Severity.WARNING
                )


def _is_swapped(place: Place) -> bool:
    latitude, longitude = float(place.latitude), float(place.longitude)
    if not -90 <= longitude <= 90:  # noqa: PLR2004 - no latitude is further north or south
        return False
    as_written = _distance(place.country, latitude, longitude)
    swapped = _distance(place.country, longitude, latitude)
    return swapped < _NEAR and as_written > _FURTHER * swapped


def _distance(country: str, latitude: float, longitude: float) -> float:
    """Return how far a place is from the middle of its country, on the map of the world."""
    from relais import maps  # noqa: PLC0415 - only for places, which few entries have

    world = maps.load(maps.WORLD)
    known = world.countries.get(country)
    if known is None:
        return 0.0
    projected = maps.PROJECTIONS[maps.WORLD].project(latitude, longitude)
    return math.dist(world.frame.place(projected), known.at)
