"""Slugs lead to something: an organisation, a program, a theme, a population."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.diagnostics import closest

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.validation import Location


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
        yield document.problem(
            f"unknown-{kind}",
            location,
            {"slug": slug, "name": slug, "choices": ", ".join(known)},
            suggestion=closest(slug, known),
            words=words,
        )


def _all(
    content: Content, document: Parsed, field: str, kind: str, slugs: Sequence[str]
) -> Iterator[Diagnostic]:
    for index, slug in enumerate(slugs):
        yield from lookup(content, document, (field, index), kind, slug)
    yield from _twice(document, (field,), slugs)


def _twice(document: Parsed, location: Location, values: Sequence[str]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value in seen:
            yield document.problem("listed-twice", (*location, index), {"value": value})
        seen.add(value)
