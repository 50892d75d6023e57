"""The site's own choices lead somewhere, and no two pages have the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.addresses import FOLDERS, HOME, SECTIONS
from relais.diagnostics import Severity, closest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.schema import PageSource, PageTranslation, Site
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with the site as a whole."""
    if content.site is None:
        return
    yield from _menus(content, content.site)
    yield from _addresses(content, content.site)
    featured = content.site.model.featured
    known = content.slugs("interview")
    if featured and featured not in known:
        details = {"slug": featured}
        suggestion = closest(featured, known)
        yield content.site.problem(
            "unknown-interview", ("featured",), details, suggestion=suggestion
        )
    if HOME not in content.slugs("page"):
        yield content.site.problem("no-home")
    contact = content.site.model.contact
    if not (contact.email or contact.phone or contact.address):
        yield content.site.problem("no-contact", ("contact",), severity=Severity.WARNING, key=True)


def _menus(content: Content, site: Document[Site]) -> Iterator[Diagnostic]:
    choices = [*SECTIONS, *content.slugs("page")]
    menus: list[tuple[Location, Sequence[str]]] = [(("header",), site.model.header)]
    menus += [
        (("footer", index, "entries"), column.entries)
        for index, column in enumerate(site.model.footer)
    ]
    for location, names in menus:
        for index, name in enumerate(names):
            if name not in choices:
                details = {"name": name, "choices": ", ".join(choices)}
                suggestion = closest(name, choices)
                yield site.problem(
                    "unknown-page", (*location, index), details, suggestion=suggestion
                )


def root_of(content: Content, language: str) -> str:
    """Return the path below which all pages of a language stand."""
    return "" if language == content.languages[0] else f"{language}/"


def page_addresses(
    content: Content,
) -> Iterator[tuple[str, Document[PageSource] | Document[PageTranslation]]]:
    """Yield the address and the edition of each hand-written page in each language."""
    for language in dict.fromkeys(content.languages):
        for slug, page in content.pages.items():
            if slug != HOME:  # stands at the root of its language whatever its path says
                edition = page.translations.get(language, page.source)
                yield f"{root_of(content, language)}{edition.model.path or slug}", edition


def _addresses(content: Content, site: Document[Site]) -> Iterator[Diagnostic]:
    """Yield addresses that two things claim, in any language and at any depth."""
    # Files such as feed.xml cannot be claimed: no slug has a dot in it.
    taken = dict.fromkeys((*site.model.languages[1:], *FOLDERS), site.source.path)
    for language in dict.fromkeys(site.model.languages):
        root = root_of(content, language)
        for name, section in site.model.sections:
            word = section.path.get(language)
            if not word:
                continue  # said by the rules on languages
            claims = [f"{root}{word}", *_entry_paths(content, name, f"{root}{word}")]
            if claims[0] in taken:
                details = {"path": claims[0], "other": taken[claims[0]]}
                yield site.problem("same-address", ("sections", name, "path", language), details)
            taken |= dict.fromkeys(claims, site.source.path)
    for path, edition in page_addresses(content):
        if path in taken:
            details = {"path": path, "other": taken[path]}
            location: Location = ("path",) if edition.model.path else ()
            yield edition.problem("same-address", location, details)
        taken[path] = edition.source.path


def _entry_paths(content: Content, section: str, folder: str) -> Iterator[str]:
    """Yield the addresses of the entries of a section."""
    for slug in content.slugs(section.removesuffix("s")):
        yield f"{folder}/{slug}"
