"""Where the programs work: the maps' circles, and the list that says the same in words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from relais import maps
from relais.localisation import country_name, sortable
from relais.marks import Layout, Spot, arrange
from relais.views import CloserView, CountryEntry, In, MapView, PlaceEntry, PlacesContent, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relais.maps import Map
    from relais.views import Link, PlaceView

NEAR: Final = 0.3
"""Degrees within which two places of one name in one country are the same place."""
_NARROW: Final = 18.8
"""A phone of 320 pixels, in em of the page's text there."""
_WIDE: Final = {maps.WORLD: 37.0}
"""How wide each map is at least on wider screens, in em; see stylesheets/map.css."""
_WIDE_CLOSER: Final = 24.0


@dataclass(frozen=True, slots=True)
class Located:
    """A program and where it works."""

    slug: str
    link: Link
    countries: tuple[str, ...]
    places: tuple[PlaceView, ...]


@dataclass
class _Place:
    """A place while its programs are gathered."""

    view: PlaceView
    works: dict[str, Work] = field(default_factory=dict)


@dataclass
class _Country:
    """A country while its programs are gathered."""

    code: str
    works: dict[str, Work] = field(default_factory=dict)
    """Of the programs that name no place in it, by their slugs."""
    places: list[_Place] = field(default_factory=list)

    @property
    def programs(self) -> frozenset[str]:
        """The slugs of all programs that work there."""
        return frozenset(self.works).union(*(place.works for place in self.places))

    def add(self, view: PlaceView, slug: str, work: Work) -> None:
        """Note that a program works at a place, which may be known already."""
        for place in self.places:
            if _same(place.view, view):
                place.works.setdefault(slug, work)
                return
        self.places.append(_Place(view, {slug: work}))


def describe(
    programs: Sequence[Located], language: str, listing: Callable[[str], str]
) -> PlacesContent:
    """Return the maps and the list, in the language whose names of countries they show.

    `listing` gives the path of the list of a country's programs.
    """
    countries = _gather(programs)
    order = sorted(
        countries.values(),
        key=lambda c: (-len(c.programs), sortable(country_name(c.code, language))),
    )
    names = _Names()
    entries = {country.code: _entry(country, language, names, listing) for country in order}
    closer = tuple(
        CloserView(entries[country.code], view)
        for country in order
        if country.code in maps.CLOSER and (view := _closer(country, entries[country.code]))
    )
    shown_closer = {view.country.id for view in closer}
    located = frozenset().union(*(country.programs for country in order))
    return PlacesContent(
        programs=len(located),
        world=_world(order, entries) if order else None,
        closer=closer,
        countries=tuple(e for e in entries.values() if e.id not in shown_closer),
        elsewhere=tuple(program.link for program in programs if program.slug not in located),
    )


def _gather(programs: Sequence[Located]) -> dict[str, _Country]:
    countries: dict[str, _Country] = {}
    for program in programs:
        for view in program.places:
            country = countries.setdefault(view.country, _Country(view.country))
            country.add(view, program.slug, Work(program.link, view.since))
        for code in program.countries:
            country = countries.setdefault(code, _Country(code))
            if program.slug not in country.programs:
                country.works[program.slug] = Work(program.link, None)
    return countries


def _same(one: PlaceView, other: PlaceView) -> bool:
    """Tell whether two programs mean one place: France has many a Saint-Denis."""
    apart = max(abs(one.latitude - other.latitude), abs(one.longitude - other.longitude))
    return str(one.name).casefold() == str(other.name).casefold() and apart <= NEAR


class _Names:
    """Names for the entries of the list, each given once."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, *words: str) -> str:
        """Return an id made of words in any script."""
        plain = unicodedata.normalize("NFKD", " ".join(words)).encode("ascii", "ignore").decode()
        slug = "-".join(["place", *re.findall("[a-z0-9]+", plain.lower())])
        name, number = slug, 1
        while name in self._given:
            number += 1
            name = f"{slug}-{number}"
        self._given.add(name)
        return name


def _entry(
    country: _Country, language: str, names: _Names, listing: Callable[[str], str]
) -> CountryEntry:
    country.places.sort(key=lambda p: (-len(p.works), sortable(str(p.view.name))))
    return CountryEntry(
        id=names.give(country.code),
        name=In(country_name(country.code, language), language),
        path=listing(country.code),
        count=len(country.programs),
        works=tuple(country.works.values()),
        places=tuple(
            PlaceEntry(
                names.give(country.code, str(place.view.name)),
                place.view.name,
                tuple(place.works.values()),
            )
            for place in country.places
        ),
    )


def _world(countries: Sequence[_Country], entries: dict[str, CountryEntry]) -> MapView:
    world = maps.load(maps.WORLD)
    known = [country for country in countries if country.code in world.countries]
    spots = [
        Spot(
            entries[country.code].id,
            str(entries[country.code].name),
            country.programs,
            world.countries[country.code].at[0] / world.width,
            world.countries[country.code].at[1] / world.height,
        )
        for country in known
    ]
    active = "".join(world.countries[country.code].outline for country in known)
    return _view(world, spots, active)


def _closer(country: _Country, entry: CountryEntry) -> MapView | None:
    """Return the map of a country, or None if none of its places are on it."""
    drawn = maps.load(country.code)
    spots = list(_spots(country, entry, drawn))
    return _view(drawn, spots, "") if spots else None


def _spots(country: _Country, entry: CountryEntry, drawn: Map) -> Iterator[Spot]:
    for place, shown in zip(country.places, entry.places, strict=True):
        at = drawn.locate(float(place.view.latitude), float(place.view.longitude))
        if at is not None:
            x, y = at[0] / drawn.width, at[1] / drawn.height
            yield Spot(shown.id, str(shown.name), frozenset(place.works), x, y)


def _view(drawn: Map, spots: Sequence[Spot], active: str) -> MapView:
    ratio = drawn.height / drawn.width
    wide = _WIDE.get(drawn.name, _WIDE_CLOSER)
    return MapView(
        drawn,
        active,
        narrow=arrange(spots, Layout(_NARROW, _NARROW * ratio, smallest=0.76, largest=1.2)),
        wide=arrange(spots, Layout(wide, wide * ratio, smallest=0.8, largest=1.6)),
    )
