"""Markdown says only what the site can show, and its links lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais import limits
from relais.diagnostics import Severity
from relais.markup import compile_markdown
from relais.rules.references import lookup

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.schema import Media, MediaTranslation, Question
    from relais.validation import Location


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong inside Markdown texts."""
    for document, location, text in texts(content):
        compiled = compile_markdown(text)
        if compiled.too_deep:
            details = {"limit": str(limits.MAX_MARKDOWN_DEPTH)}
            yield document.problem("too-deep", location, details)
        for reference in dict.fromkeys(compiled.references):
            words = f"{reference.kind}:{reference.slug}"
            yield from lookup(content, document, location, reference.kind, reference.slug, words)
        for link in compiled.loose_links[: limits.MAX_NOTES]:
            yield document.problem("loose-link", location, {"link": link}, words=link)
        for part in compiled.left_out[: limits.MAX_NOTES]:
            yield document.problem(
                "left-out",
                location,
                {"part": part},
                severity=Severity.WARNING,
                words=part.rstrip(">"),
            )


def texts(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    """Yield every Markdown text with its document and place."""
    for organisation in content.organisations.values():
        for language, text in organisation.model.description.items():
            yield organisation, ("description", language), text
    for interview in content.interviews.values():
        yield from _answers(interview.source, interview.source.model.questions)
        yield from _transcripts(interview.source, interview.source.model.media)
        for translation in interview.translations.values():
            yield from _answers(translation, translation.model.questions)
            yield from _transcripts(translation, translation.model.media)
    for program in content.programs.values():
        yield program.source, ("body",), program.source.model.body
        yield from _transcripts(program.source, program.source.model.media)
        for version in program.translations.values():
            yield version, ("body",), version.model.body
            yield from _transcripts(version, version.model.media)
    for page in content.pages.values():
        yield page.source, ("body",), page.source.model.body
        for written in page.translations.values():
            yield written, ("body",), written.model.body


def _answers(
    edition: Parsed, questions: Sequence[Question]
) -> Iterator[tuple[Parsed, Location, str]]:
    for index, question in enumerate(questions):
        yield edition, ("questions", index, "a"), question.a


def _transcripts(
    edition: Parsed, items: Sequence[Media | MediaTranslation]
) -> Iterator[tuple[Parsed, Location, str]]:
    for index, media in enumerate(items):
        if media.transcript:
            yield edition, ("media", index, "transcript"), media.transcript
