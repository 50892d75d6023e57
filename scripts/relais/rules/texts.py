"""Markdown says only what the site can show, and its links lead somewhere."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from relais import limits
from relais.diagnostics import Severity, closest
from relais.markup import compile_markdown
from relais.rules.references import lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.schema import Media, MediaTranslation, Question
    from relais.validation import Location

_SCHEMES: Final = tuple(f"{scheme}:" for scheme in sorted(limits.REFERENCE_SCHEMES))
_ANY: Final = "|".join(_SCHEMES)
_SPACED: Final = re.compile(rf"\]\s+\((?:{_ANY})|\]\((?:{_ANY})\s")
"""What was meant as a link to content, and is none because of a space."""
_IMAGE: Final = "![", "<img>"
"""How Markdown begins a picture, and what it makes of it."""


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield links from texts to content that is not there."""
    for entry in content.entries():
        if entry.notes.references:
            documents = {document.source.path: document for document in entry.documents()}
            for path, location, kind, slug in entry.notes.references:
                words = f"{kind}:{slug}"
                yield from lookup(content, documents[path], location, kind, slug, words)
    for document, location, text in organisations(content):
        for kind, slug in _references(text):
            yield from lookup(content, document, location, kind, slug, f"{kind}:{slug}")


def check_alone(texts: Iterable[tuple[Parsed, Location, str]]) -> Iterator[Diagnostic]:
    """Yield what is wrong inside Markdown texts, whatever else there is."""
    for document, location, text in texts:
        compiled = compile_markdown(text)
        if compiled.too_deep:
            details = {"limit": str(limits.MAX_MARKDOWN_DEPTH)}
            yield document.problem("too-deep", location, details)
        for link in compiled.loose_links[: limits.MAX_NOTES]:
            yield document.problem("loose-link", location, {"link": link}, words=link)
        for spaced in islice(_SPACED.finditer(text), limits.MAX_NOTES):
            yield document.problem("spaced-link", location, {"link": spaced[0]}, words=spaced[0])
        for part in compiled.left_out[: limits.MAX_NOTES]:
            if part == _IMAGE[1] and _IMAGE[0] in text:
                yield document.problem(
                    "picture-in-text", location, severity=Severity.WARNING, words=_IMAGE[0]
                )
                continue
            if part.endswith(":") and (meant := closest(part, _SCHEMES)):
                yield document.problem(
                    "misspelt-scheme", location, {"part": part}, suggestion=meant, words=part
                )
                continue
            yield document.problem(
                "left-out",
                location,
                {"part": part},
                severity=Severity.WARNING,
                words=part.rstrip(">"),
            )


def references(
    texts: Iterable[tuple[Parsed, Location, str]],
) -> Iterator[tuple[str, Location, str, str]]:
    """Yield the links from texts to content: file, place, kind and slug."""
    for document, location, text in texts:
        for kind, slug in _references(text):
            yield document.source.path, location, kind, slug


def _references(text: str) -> list[tuple[str, str]]:
    found = compile_markdown(text).references
    return list(dict.fromkeys((reference.kind, reference.slug) for reference in found))


def organisations(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    """Yield the Markdown texts of organisations with their documents and places."""
    for organisation in content.organisations.values():
        for language, text in organisation.model.description.items():
            yield organisation, ("description", language), text


def texts(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    """Yield every Markdown text with its document and place."""
    yield from organisations(content)
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
