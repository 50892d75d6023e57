"""The site's own choices lead somewhere, and no two pages have the same address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.addresses import HOME, SECTIONS
from relais.diagnostics import Severity, closest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.schema import Site
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with the site as a whole."""
    if content.site is None:
        return
    yield from _menus(content, content.site)
    yield from _addresses(content, content.site)
    featured = content.site.model.featured
    known = content.known.get("interview", set())
    if featured and featured not in known:
        details = {"slug": featured}
        suggestion = closest(featured, sorted(known))
        yield content.site.problem(
            "unknown-interview", ("featured",), details, suggestion=suggestion
        )
    if HOME not in content.known.get("page", set()):
        yield content.site.problem("no-home")
    contact = content.site.model.contact
    if not (contact.email or contact.phone or contact.address):
        yield content.site.problem("no-contact", ("contact",), severity=Severity.WARNING, key=True)


def _menus(content: Content, site: Document[Site]) -> Iterator[Diagnostic]:
    choices = [*SECTIONS, *sorted(content.known.get("page", set()))]
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


def _addresses(content: Content, site: Document[Site]) -> Iterator[Diagnostic]:
    """Yield addresses in the first level of each language that two things claim."""
    default = site.model.default_language
    for language in site.model.languages:
        taken: dict[str, str] = {}
        if language == default:
            taken |= dict.fromkeys(site.model.languages[1:], "content/site.yml")
        for name, section in site.model.sections:
            word = section.path.get(language, "")
            if word in taken:
                details = {"path": word, "other": taken[word]}
                location = ("sections", name, "path", language)
                yield site.problem("same-address", location, details)
            elif word:
                taken[word] = site.source.path
        for slug, page in content.pages.items():
            edition = page.translations.get(language, page.source)
            path = edition.model.path
            word = path or slug
            if word in taken:
                details = {"path": word, "other": taken[word]}
                yield edition.problem("same-address", ("path",) if path else (), details)
            taken[word] = edition.source.path
