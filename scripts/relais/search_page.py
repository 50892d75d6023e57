"""What the search page shows before anybody searches, and what it can narrow a search by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relais.addresses import SECTIONS, Addresses
from relais.localisation import country_name, sortable
from relais.views import In, Link, SearchContent, SearchValue, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relais.facets import Facets
    from relais.publication import PublicCatalog

FILTERS: Final = {"theme": "themes", "country": "countries", "program": "programs"}
"""The further filters, each with the facet that it narrows by."""
KINDS: Final = ("interview", "program", "organisation", "page")
"""The values of the filter `kind`, in the order in which they are offered."""


def describe(catalog: PublicCatalog, facets: Facets, language: str) -> SearchContent:
    """Return the search page of one language."""
    site, addresses = catalog.site, Addresses(catalog)

    def pick(texts: Mapping[str, str]) -> In[str]:
        return In.pick(texts, language, site.default_language)

    def program_title(slug: str) -> In[str]:
        program = catalog.programs[slug]
        translation = program.translations.get(language)
        if translation:
            return In(translation.title, language)
        return In(program.source.title, program.language)

    sections = ("interviews", "programs")
    countries = {code for section in sections for code in facets.values(section, "countries")}
    themes = {slug: pick(labels) for slug, labels in catalog.themes.items()}
    return SearchContent(
        kinds=KINDS,
        filters={
            "theme": _choices(themes.items()),
            "country": _choices(
                (code, In(country_name(code, language), language)) for code in countries
            ),
            "program": _choices((slug, program_title(slug)) for slug in catalog.programs),
        },
        sections=tuple(
            Link(pick(getattr(site.sections, section).title), addresses.section(section, language))
            for section in SECTIONS
            if section != "search"
        ),
        themes=tuple(
            Way(
                Link(choice.label, addresses.section("themes", language, choice.value)),
                sum(len(facets.entries(name, "themes", choice.value)) for name in sections),
            )
            for choice in _choices(themes.items())
        ),
    )


def _choices(labels: Iterable[tuple[str, In[str]]]) -> tuple[SearchValue, ...]:
    """Return the values in the order of their labels."""
    choices = (SearchValue(value, label) for value, label in labels)
    return tuple(sorted(choices, key=lambda choice: sortable(str(choice.label))))
