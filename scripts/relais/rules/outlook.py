"""What will not be there on a day: releases that end soon, references to what is not public."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from relais.diagnostics import Severity
from relais.markup import outline
from relais.publication import absence
from relais.rules.texts import organisations
from relais.schema import Coverage, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.documents import Document, Parsed
    from relais.schema import InterviewSource, ProgramSource
    from relais.validation import Location

NOTICE: Final = timedelta(days=60)
"""How long before the end of a release editors are told: time to ask the person again."""

_KINDS: Final = ("interview", "program")
"""What may be referred to and may not be public."""


def check(content: Content, as_of: date) -> Iterator[Diagnostic]:
    """Yield what will be missing from `as_of` on."""
    for interview in content.interviews.values():
        yield from _release(interview.source, as_of)
    shown = _shown(content, as_of)
    for document, location, kind, slug, text in _references(content):
        day, target = shown.get(document.source.path), _target(content, kind, slug)
        if day and target and (missing := absence(target, day)):
            if missing.reason == "release" and _is_incomplete(target):
                continue  # an error says so already
            details = {"slug": slug, "status": str(target.status)}
            if missing.day:
                details["day"] = missing.day.isoformat()
            code = f"not-shown-{missing.reason}"
            yield document.problem(code, location, details, severity=Severity.WARNING, words=text)


def _release(document: Document[InterviewSource], as_of: date) -> Iterator[Diagnostic]:
    source = document.model
    release = source.release
    if source.status is not Status.PUBLISHED or release is None or release.expires_on is None:
        return
    ends = release.expires_on
    if source.unpublish_on and source.unpublish_on <= ends:
        return  # it is planned to be gone by then
    if release.signed_on and ends <= release.signed_on:
        return  # an error says so already
    if ends - as_of <= NOTICE:
        details = {"day": ends.isoformat(), "name": source.person.name}
        code = "release-ended" if ends <= as_of else "release-ends"
        location = ("release", "expires_on")
        yield document.problem(code, location, details, severity=Severity.WARNING)


def _is_incomplete(source: InterviewSource | ProgramSource) -> bool:
    release = getattr(source, "release", None)
    return release is None or Coverage.TEXT not in release.covers


def _shown(content: Content, as_of: date) -> dict[str, date]:
    """Return, by file, the first day from `as_of` on that shows each entry that is published."""
    shown: dict[str, date] = {}
    entries: list[Editions[Any, Any]] = [*content.interviews.values(), *content.programs.values()]
    for entry in entries:
        model = entry.source.model
        if model.status is Status.PUBLISHED:
            day = max(as_of, model.publish_on or as_of)
            for document in (entry.source, *entry.translations.values()):
                shown[document.source.path] = day
    for page in content.pages.values():
        paths = [page.source.source.path, *(w.source.path for w in page.translations.values())]
        shown |= dict.fromkeys(paths, as_of)
    return shown


def _references(content: Content) -> Iterator[tuple[Parsed, Location, str, str, str]]:
    """Yield each reference: where it stands, what it leads to, and its words in a text."""
    for interview in content.interviews.values():
        for index, slug in enumerate(interview.source.model.programs):
            yield interview.source, ("programs", index), "program", slug, ""
    for entry in content.entries():
        if entry.notes.links:
            documents = {document.source.path: document for document in entry.documents()}
            for path, location, kind, slug in entry.notes.links:
                yield documents[path], location, kind, slug, f"{kind}:{slug}"
    for document, location, text in organisations(content):
        for kind, slug in _linked(text):
            yield document, location, kind, slug, f"{kind}:{slug}"


def links(
    texts: Iterable[tuple[Parsed, Location, str]],
) -> Iterator[tuple[str, Location, str, str]]:
    """Yield the links from texts to what may not be public: file, place, kind and slug."""
    for document, location, text in texts:
        for kind, slug in _linked(text):
            yield document.source.path, location, kind, slug


def _linked(text: str) -> Iterator[tuple[str, str]]:
    if "interview:" not in text and "program:" not in text:
        return
    for address in dict.fromkeys(address for _, address in outline(text).links):
        kind, _, rest = address.partition(":")
        if kind in _KINDS:
            yield kind, rest.partition("#")[0]


def _target(content: Content, kind: str, slug: str) -> InterviewSource | ProgramSource | None:
    if kind == "interview":
        return content.interviews[slug].source.model if slug in content.interviews else None
    return content.programs[slug].source.model if slug in content.programs else None
