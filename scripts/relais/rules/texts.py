"""Markdown says only what the site can show, and its links lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.diagnostics import Severity
from relais.markup import compile_markdown
from relais.rules.references import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong inside Markdown texts."""
    for document, location, text in _texts(content):
        compiled = compile_markdown(text)
        for reference in compiled.references:
            words = f"{reference.kind}:{reference.slug}"
            yield from lookup(
                content, document, location, reference.kind, reference.slug, words
            )
        for link in compiled.loose_links:
            yield document.problem("loose-link", location, {"link": link}, words=link)
        for part in compiled.left_out:
            yield document.problem(
                "left-out",
                location,
                {"part": part},
                severity=Severity.WARNING,
                words=part.rstrip(">"),
            )


def _texts(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    """Yield every Markdown text with its document and place."""
    for organisation in content.organisations.values():
        for language, text in organisation.model.description.items():
            yield organisation, ("description", language), text
    for interview in content.interviews.values():
        for edition in (interview.source, *interview.translations.values()):
            for index, question in enumerate(edition.model.questions):
                yield edition, ("questions", index, "a"), question.a
    for program in content.programs.values():
        for version in (program.source, *program.translations.values()):
            yield version, ("body",), version.model.body
    for page in content.pages.values():
        for written in (page.source, *page.translations.values()):
            yield written, ("body",), written.model.body
