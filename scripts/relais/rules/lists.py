"""Nothing stands where the lists have their further pages and their filters.

`/partners/page/2/` and `/partners/themes/light/` are lists, so that neither an interview nor a
hand-written page may be at `/partners/page/` or `/partners/themes/` or below.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.addresses import FACETS, PAGE
from relais.rules.sites import page_addresses, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.schema import InterviewSource, ProgramSource, Site
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield each word, slug, alias and page that is in the place of a list."""
    if content.site is None:
        return
    yield from _words(content.site)
    interviews = {slug: entry.source for slug, entry in content.interviews.items()}
    programs = {slug: entry.source for slug, entry in content.programs.items()}
    yield from _entries(_reserved(content, content.site, "interviews"), interviews)
    yield from _entries(_reserved(content, content.site, "programs"), programs)
    folders = {
        path
        for section in FACETS
        for paths in _reserved(content, content.site, section).values()
        for path in paths
    }
    for path, edition in page_addresses(content):
        steps = path.split("/")
        if any("/".join(steps[:end]) in folders for end in range(1, len(steps) + 1)):
            location: Location = ("path",) if edition.model.path else ()
            yield edition.problem("reserved-address", location, {"path": path})


def _words(site: Document[Site]) -> Iterator[Diagnostic]:
    """Yield words of facets that are the word for further pages."""
    for name in dict.fromkeys(facet for facets in FACETS.values() for facet in facets):
        for language, word in getattr(site.model.sections, name).path.items():
            if word == PAGE:
                location = ("sections", name, "path", language)
                yield site.problem("reserved-address", location, {"path": word})


def _reserved(content: Content, site: Document[Site], section: str) -> dict[str, list[str]]:
    """Return the addresses below which a section's lists stand, by their last word."""
    found: dict[str, list[str]] = {}
    sections = site.model.sections
    for language in content.languages:
        folder = getattr(sections, section).path.get(language)
        words = [getattr(sections, facet).path.get(language) for facet in FACETS[section]]
        for word in filter(None, (PAGE, *words)):
            if folder:  # a missing one is said by the rules on languages
                found.setdefault(word, []).append(f"{root_of(content, language)}{folder}/{word}")
    return found


def _entries(
    reserved: Mapping[str, list[str]],
    sources: Mapping[str, Document[InterviewSource] | Document[ProgramSource]],
) -> Iterator[Diagnostic]:
    for slug, document in sources.items():
        if slug in reserved:
            yield document.problem("reserved-address", (), {"path": reserved[slug][0]})
        for index, alias in enumerate(document.model.aliases):
            if alias in reserved:
                details = {"path": reserved[alias][0]}
                yield document.problem("reserved-address", ("aliases", index), details)
