"""What the search page shows before anybody searches, and what it can narrow a search by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relais.addresses import SECTIONS, Addresses
from relais.localisation import country_name, sortable
from relais.views import Choice, In, Link, SearchContent, Way

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relais.publication import PublicCatalog

KINDS: Final = ("interview", "program", "organisation", "page")
"""The values of the filter `kind`, in the order in which they are offered."""


def describe(catalog: PublicCatalog, language: str) -> SearchContent:
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

    countries = {code for entry in catalog.entries() for code in entry.source.countries}
    themes = {slug: pick(labels) for slug, labels in catalog.themes.items()}
    counts = (catalog.interviews_by_theme, catalog.programs_by_theme)
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
                sum(len(count.get(choice.value, ())) for count in counts),
            )
            for choice in _choices(themes.items())
        ),
    )


def _choices(labels: Iterable[tuple[str, In[str]]]) -> tuple[Choice, ...]:
    """Return the values in the order of their labels."""
    choices = (Choice(value, label) for value, label in labels)
    return tuple(sorted(choices, key=lambda choice: sortable(str(choice.label))))
