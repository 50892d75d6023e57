"""What the public interviews and programs can be filtered by, and which of them have which value.

Gathered once, in one pass over the catalog: lists, filters and the pages of themes, programs and
organisations all take their counts and their order from here, so that they cannot disagree.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property
from heapq import nlargest, nsmallest
from typing import TYPE_CHECKING, Final, TypeAlias

from relais.addresses import FACETS
from relais.schema import InterviewSource

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from relais.catalog import Interview, Program
    from relais.publication import PublicCatalog
    from relais.schema import ProgramSource

Values: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The slugs of the entries that have a value, by the value; a value that no entry has is absent."""

_COUNTRIES: Final = "countries"
_ORGANISATIONS: Final = "organisations"
_RELATING: Final = ("programs", "themes", _ORGANISATIONS)
"""What interviews have in common that are related."""
MOST_COMPARED: Final = 100
"""Of how many entries with a value, from the newest on, an interview's relatives are chosen: else
the time to find them would grow with the square of the site."""


class Facets:
    """The entries of each section in the order of its list, and by value."""

    def __init__(self, catalog: PublicCatalog) -> None:
        self.catalog = catalog
        self._related: dict[tuple[tuple[str, ...], ...], list[str]] = {}

    @cached_property
    def all(self) -> Mapping[str, tuple[str, ...]]:
        """The slugs of all entries: interviews from the newest on, programs by slug."""
        return {
            "interviews": tuple(_newest(self.catalog.interviews)),
            "programs": tuple(self.catalog.programs),
        }

    @cached_property
    def _values(self) -> dict[tuple[str, str], Values]:
        sources: dict[str, Mapping[str, Interview] | Mapping[str, Program]] = {
            "interviews": self.catalog.interviews,
            "programs": self.catalog.programs,
        }
        return {
            (section, facet): _gather(
                (slug, values_of(sources[section][slug].source, facet))
                for slug in self.all[section]
            )
            for section, facets in FACETS.items()
            for facet in facets
        }

    def values(self, section: str, facet: str) -> Values:
        """Return the entries of a section by the values of a facet, sorted by value."""
        return self._values[section, facet]

    def entries(self, section: str, facet: str = "", value: str = "") -> tuple[str, ...]:
        """Return the slugs of a section's entries, or of those with a value, in the list's order.

        Empty for a value that no public entry has.
        """
        return self._values[section, facet].get(value, ()) if facet else self.all[section]

    def related(self, slug: str) -> list[str]:
        """Return the two interviews with most programs, themes and organisation in common.

        The same in every language, and so found once.
        """
        source = self.catalog.interviews[slug].source
        values = tuple([tuple(values_of(source, facet)) for facet in _RELATING])
        if values not in self._related:
            self._related[values] = self._find_related(values)
        return [other for other in self._related[values] if other != slug][:2]

    def _find_related(self, values: tuple[tuple[str, ...], ...]) -> list[str]:
        """Return the three interviews with most of these values, of which one may be asking."""
        shared = Counter[str]()
        for facet, those in zip(_RELATING, values, strict=True):
            for value in those:
                shared.update(self.entries("interviews", facet, value)[:MOST_COMPARED])
        # Hundreds may share something: only those that share most are put in order.
        least = min(nlargest(3, shared.values()), default=0)
        most = (other for other, count in shared.items() if count >= least)
        return nsmallest(3, most, key=lambda other: (-shared[other], other))


def _newest(interviews: Mapping[str, Interview]) -> list[str]:
    """Return the interviews' slugs, the latest published first, undated ones last."""

    def order(slug: str) -> tuple[int, str]:
        published = interviews[slug].source.publish_on
        return (-published.toordinal() if published else 0, slug)

    return sorted(interviews, key=order)


def values_of(source: InterviewSource | ProgramSource, facet: str) -> Sequence[str]:
    """Return the values of an entry in a facet, each once."""
    values: Sequence[str]
    if isinstance(source, InterviewSource):
        # An interview has one organisation, a program several.
        values = (source.organisation,) if facet == _ORGANISATIONS else getattr(source, facet)
    else:
        values = getattr(source, facet)
        if facet == _COUNTRIES:
            # A place says its country, too: the page of places counts both.
            values = [*values, *(place.country for place in source.places)]
    return values if len(values) <= 1 else tuple(dict.fromkeys(values))


def _gather(entries: Iterable[tuple[str, Sequence[str]]]) -> Values:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for slug, values in entries:
        for value in values:
            found[value].append(slug)
    return {value: tuple(slugs) for value, slugs in sorted(found.items())}
