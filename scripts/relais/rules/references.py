"""Slugs lead to something: an organisation, a program, a theme, a population."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from relais.diagnostics import closest
from relais.meanings import slug_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.validation import Location

_SEPARATORS: Final = re.compile(r"[\s,;]+")
"""What people put between slugs that should have a comma."""


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield each reference that leads nowhere or occurs twice."""
    if content.site:
        yield from _twice(content.site, ("languages",), content.site.model.languages)
    for interview in content.interviews.values():
        document, model = interview.source, interview.source.model
        yield from lookup(content, document, ("organisation",), "organisation", model.organisation)
        yield from _all(content, document, "programs", "program", model.programs)
        yield from _all(content, document, "themes", "theme", model.themes)
        yield from _all(content, document, "populations", "population", model.populations)
        yield from _twice(document, ("countries",), model.countries)
        if model.release:
            yield from _twice(document, ("release", "covers"), model.release.covers)
        yield from _twice(document, ("aliases",), model.aliases)
    for program in content.programs.values():
        source, fields = program.source, program.source.model
        yield from _all(content, source, "organisations", "organisation", fields.organisations)
        yield from _all(content, source, "themes", "theme", fields.themes)
        yield from _all(content, source, "populations", "population", fields.populations)
        yield from _twice(source, ("countries",), fields.countries)
        yield from _twice(source, ("aliases",), fields.aliases)


def lookup(  # noqa: PLR0913, PLR0917 - each is one word of the sentence
    content: Content,
    document: Parsed,
    location: Location,
    kind: str,
    slug: str,
    words: str = "",
) -> Iterator[Diagnostic]:
    """Yield a diagnostic if there is no `kind` with this slug."""
    there = content.known.get(kind, set())
    if there is not None and slug not in there:
        known = content.slugs(kind)
        details = {"slug": slug, "name": slug, "choices": ", ".join(known), "file": slug_of(slug)}
        yield document.problem(
            f"unknown-{kind}",
            location,
            details,
            suggestion=_meant(content, kind, slug),
            words=words,
        )


def _meant(content: Content, kind: str, written: str) -> str:
    """Return which slug, or slugs, somebody meant who wrote a name, a file, a link or a list."""
    known = content.slugs(kind)
    names = {**dict.fromkeys(known, ""), **dict(_names(content, kind))}
    parts = [part for part in _SEPARATORS.split(written) if part]
    if len(parts) > 1 and all(part in known for part in parts):
        return ", ".join(parts)
    bare = written.removeprefix(f"{kind}:").rpartition("/")[2]
    bare = re.sub(r"\.(?:ya?ml|md)$", "", bare)
    best = closest(bare, names)
    return names.get(best) or best


def _names(content: Content, kind: str) -> Iterator[tuple[str, str]]:
    """Yield what things are called, each with its slug."""
    if vocabulary := content.vocabularies.get(kind):
        for slug, labels in vocabulary.model.root.items():
            yield from ((label, slug) for label in labels.values())
    elif kind == "organisation":
        yield from ((each.model.name, slug) for slug, each in content.organisations.items())
    elif kind == "program":
        yield from ((each.source.model.title, slug) for slug, each in content.programs.items())


def _all(
    content: Content, document: Parsed, field: str, kind: str, slugs: Sequence[str]
) -> Iterator[Diagnostic]:
    known = content.known.get(kind, set())
    if known is not None and not known.issuperset(slugs):
        for index, slug in enumerate(slugs):
            yield from lookup(content, document, (field, index), kind, slug)
    yield from _twice(document, (field,), slugs)


def _twice(document: Parsed, location: Location, values: Sequence[str]) -> Iterable[Diagnostic]:
    return () if len({*values}) == len(values) else _repeated(document, location, values)


def _repeated(document: Parsed, location: Location, values: Sequence[str]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield document.problem("listed-twice", (*location, index), {"value": value})
        seen.add(value)
