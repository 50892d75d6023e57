"""What the public interviews and programs can be filtered by, and which of them have which value.

Gathered once, in one pass over the catalog: lists, filters and the pages of themes, programs and
organisations all take their counts and their order from here, so that they cannot disagree.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from relais.addresses import FACETS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.catalog import Interview, Program
    from relais.publication import PublicCatalog
    from relais.schema import InterviewSource, ProgramSource

Values: TypeAlias = "Mapping[str, tuple[str, ...]]"
"""The slugs of the entries that have a value, by the value; a value that no entry has is absent."""

_COUNTRIES: Final = "countries"


class Facets:
    """The entries of each section in the order of its list, and by value."""

    def __init__(self, catalog: PublicCatalog) -> None:
        self.all: Mapping[str, tuple[str, ...]] = {
            "interviews": tuple(_newest(catalog.interviews)),
            "programs": tuple(catalog.programs),
        }
        """The slugs of all entries: interviews from the newest on, programs by slug."""
        sources: dict[str, Mapping[str, Interview] | Mapping[str, Program]] = {
            "interviews": catalog.interviews,
            "programs": catalog.programs,
        }
        self._values: dict[tuple[str, str], Values] = {}
        for section, facets in FACETS.items():
            for facet in facets:
                self._values[section, facet] = _gather(
                    (slug, _values_of(sources[section][slug].source, facet))
                    for slug in self.all[section]
                )

    def values(self, section: str, facet: str) -> Values:
        """Return the entries of a section by the values of a facet, sorted by value."""
        return self._values[section, facet]

    def entries(self, section: str, facet: str = "", value: str = "") -> tuple[str, ...]:
        """Return the slugs of a section's entries, or of those with a value, in the list's order.

        Empty for a value that no public entry has.
        """
        return self._values[section, facet].get(value, ()) if facet else self.all[section]


def _newest(interviews: Mapping[str, Interview]) -> list[str]:
    """Return the interviews' slugs, the latest published first, undated ones last."""

    def order(slug: str) -> tuple[int, str]:
        published = interviews[slug].source.publish_on
        return (-published.toordinal() if published else 0, slug)

    return sorted(interviews, key=order)


def _values_of(source: InterviewSource | ProgramSource, facet: str) -> Iterator[str]:
    """Yield the values of an entry, which may repeat."""
    # An interview has one organisation, a program several.
    one = getattr(source, "organisation", None)
    yield from [one] if one and facet == "organisations" else getattr(source, facet)
    if facet == _COUNTRIES:
        # A place says its country, too: the page of places counts both.
        yield from (place.country for place in getattr(source, "places", ()))


def _gather(entries: Iterable[tuple[str, Iterable[str]]]) -> Values:
    found: dict[str, list[str]] = {}
    for slug, values in entries:
        for value in dict.fromkeys(values):
            found.setdefault(value, []).append(slug)
    return {value: tuple(slugs) for value, slugs in sorted(found.items())}
