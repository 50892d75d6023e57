"""Markdown says only what the site can show, and its links lead somewhere."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from relais import limits
from relais.content import Anchor
from relais.diagnostics import Severity, closest
from relais.markup import compile_markdown
from relais.rules.references import lookup

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.schema import Media, MediaTranslation, Question
    from relais.validation import Location

_SCHEMES: Final = tuple(f"{scheme}:" for scheme in sorted(limits.REFERENCE_SCHEMES))
_ANY: Final = "|".join(_SCHEMES)
_SPACED: Final = re.compile(rf"\]\s+\((?:{_ANY})\S|\]\((?:{_ANY})\s")
"""What was meant as a link to content, and is none because of a space."""
_OPEN: Final = re.compile(
    rf"\[[^\[\]\n]+\](\((?:{_ANY}|https?:)[^\s\"'<>]++)(?!\s*[\"'<(])([^()\n]*\))?"
)
"""A link up to the first space in its address, and what ends it behind the space, if anything.
Where readers see that, a round bracket is missing or the space is too much."""
_MISPLACED: Final = re.compile(
    # The bracket after the words is missing. With one further on it is a remark with an address.
    rf"\[[^\[\]()\n]*[^\s\[\]()](?: ?\((?:{_ANY})[a-z]|\(https?:)[^\s()\[\]]+\)(?![^\[\]]*\])"
    # Round ones around the words, square ones around the target.
    rf"|\([^()\[\]\n]+\)\[(?:(?:{_ANY})[a-z]|https?:|www\.)[^\s\[\]]+\]"
    # Square ones around the target, once or, as in a wiki, twice.
    rf"|\[?\[(?:{_ANY})[a-z][^\[\]\n]*\]\]?"
)
"""What was meant as a link, and has its brackets elsewhere."""
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
        if entry.notes.anchors:
            yield from islice(_places(content, entry), limits.MAX_NOTES)
    for document, location, text in organisations(content):
        for kind, slug in _references(text):
            yield from lookup(content, document, location, kind, slug, f"{kind}:{slug}")
        for kind, slug, name in compile_markdown(text).anchors[: limits.MAX_NOTES]:
            yield from _place(content, document, Anchor("", location, kind, slug, name), None)


def _places(content: Content, entry: Editions[Any, Any]) -> Iterator[Diagnostic]:
    documents = {document.source.path: document for document in entry.documents()}
    for anchor in entry.notes.anchors:
        yield from _place(content, documents[anchor.path], anchor, entry.source.model)


def _place(
    content: Content, document: Parsed, anchor: Anchor, model: object
) -> Iterator[Diagnostic]:
    """Yield a diagnostic if a page has no such place: of authors' words, only questions have names.

    `model` is that of the page with the link, to which a link without a kind leads.
    """
    _, location, kind, slug, name = anchor
    if kind:
        there = content.known.get(kind, set())
        if there is None or slug not in there:
            return  # said already, or nobody knows
        model = None
        if kind == "interview":
            if slug not in content.interviews:
                return  # it is broken, which is said there
            model = content.interviews[slug].source.model
    names = [question.id for question in getattr(model, "questions", ())]
    if name in names:
        return
    yield document.problem(
        "unknown-anchor" if names else "no-anchors",
        location,
        {"name": name, "choices": ", ".join(names)},
        suggestion=closest(name, names),
        words=f"{kind}:{slug}#{name}" if kind else f"#{name}",
    )


def check_alone(texts: Iterable[tuple[Parsed, Location, str]]) -> Iterator[Diagnostic]:
    """Yield what is wrong inside Markdown texts, whatever else there is."""
    for document, location, text in texts:
        compiled = compile_markdown(text)
        if compiled.too_deep:
            details = {"limit": str(limits.MAX_MARKDOWN_DEPTH)}
            yield document.problem("too-deep", location, details)
        for link in compiled.loose_links[: limits.MAX_NOTES]:
            yield document.problem("loose-link", location, {"link": link}, words=link)
        if shown := compiled.bracketed:
            yield from _unlinked(document, location, text, shown)
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


def _unlinked(document: Parsed, location: Location, text: str, shown: str) -> Iterator[Diagnostic]:
    """Yield what was meant as a link, and is `shown` to readers with its brackets."""
    # A whole link is shown for another reason, such as HTML around it.
    cut = [link for link in _OPEN.finditer(shown) if link[1].count("(") > link[1].count(")")]
    spaced = [link for link in cut if link[2] and not link[1].endswith(_SCHEMES)]
    addresses = [link for link in spaced if link[1].startswith("(http")]
    names = [link for link in spaced if not link[1].startswith("(http")]
    unfinished = [*(link for link in cut if not link[2]), *_MISPLACED.finditer(shown)]
    for link in _written([*_SPACED.finditer(shown), *names], text):
        yield document.problem("spaced-link", location, {"link": link}, words=link)
    for link in _written(addresses, text):
        yield document.problem("spaced-address", location, {"link": link}, words=link)
    for link in _written(unfinished, text):
        yield document.problem("unfinished-link", location, {"link": link}, words=link)


def _written(found: Iterable[re.Match[str]], text: str) -> Iterator[str]:
    """Yield what stands so in a text: with a backslash before it, a bracket is meant as one."""
    for match in islice(found, limits.MAX_NOTES):
        if match[0] in text and f"\\{match[0]}" not in text:
            yield match[0]


def references(
    texts: Iterable[tuple[Parsed, Location, str]],
) -> Iterator[tuple[str, Location, str, str]]:
    """Yield the links from texts to content: file, place, kind and slug."""
    for document, location, text in texts:
        for kind, slug in _references(text):
            yield document.source.path, location, kind, slug


def anchors(
    texts: Iterable[tuple[Parsed, Location, str]],
) -> Iterator[tuple[str, Location, str, str, str]]:
    """Yield the links from texts to places on pages: file, place, kind, slug and name."""
    for document, location, text in texts:
        for kind, slug, name in compile_markdown(text).anchors:
            yield document.source.path, location, kind, slug, name


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
