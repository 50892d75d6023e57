"""A former address leads to one entry, and nothing else stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.rules.sites import page_addresses, root_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.schema import InterviewSource, ProgramSource


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield each alias that could not become a redirect."""
    interviews = {slug: entry.source for slug, entry in content.interviews.items()}
    programs = {slug: entry.source for slug, entry in content.programs.items()}
    yield from _aliases(content, "interview", interviews)
    yield from _aliases(content, "program", programs)


def _aliases(
    content: Content,
    kind: str,
    sources: Mapping[str, Document[InterviewSource] | Document[ProgramSource]],
) -> Iterator[Diagnostic]:
    pages = {path: edition.source.path for path, edition in page_addresses(content)}
    folders = list(_folders(content, f"{kind}s"))
    claimed: dict[str, str] = {}
    for slug, document in sources.items():
        for index, alias in enumerate(document.model.aliases):
            location = ("aliases", index)
            other = claimed.setdefault(alias, document.source.path)
            page = next((path for folder in folders if (path := folder + alias) in pages), "")
            if alias == slug:
                yield document.problem("alias-of-itself", location, {"slug": alias})
            elif alias in content.slugs(kind):
                yield document.problem("alias-in-use", location, {"slug": alias})
            elif other != document.source.path:
                yield document.problem("alias-claimed", location, {"slug": alias, "other": other})
            elif page:
                details = {"slug": alias, "path": page, "other": pages[page]}
                yield document.problem("alias-is-page", location, details)


def _folders(content: Content, section: str) -> Iterator[str]:
    """Yield where a section's entries stand in each language."""
    if content.site is None:
        return
    words = getattr(content.site.model.sections, section).path
    for language in content.languages:
        if language in words:
            yield f"{root_of(content, language)}{words[language]}/"
