"""Editions: which one carries the facts, and whether the others still say the same.

A translation records the fingerprint of the source text that it translates. When the source text
changes, its fingerprint does too, and the translation is stale until somebody has looked at it.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING, Final

from relais.schema import InterviewSource, PageSource, ProgramSource
from relais.typography import folded

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relais.schema import Media
    from relais.tree import MappingNode

FINGERPRINT_LENGTH: Final = 12
"""Hexadecimal digits of a fingerprint: 48 bits, and still short enough to copy by hand."""

_BETWEEN_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


def source_language(editions: Mapping[str, MappingNode], default: str) -> str | None:
    """Return the language of the edition that carries the facts, or None if each is a translation.

    It is the one without `translation`; among several, the default language's, else the first.
    """
    originals = [
        language for language, root in editions.items() if "translation" not in root.entries
    ]
    if default in originals:
        return default
    return min(originals, default=None)


def fingerprint(source: InterviewSource | ProgramSource | PageSource) -> str:
    """Return the fingerprint of the text that translations of `source` translate.

    Facts do not count, nor does layout: line breaks inside a paragraph, white space, Unicode form.
    """
    digest = hashlib.sha256()
    for name, text in _translatable(source):
        digest.update(f"{name}\x1f{normal_text(text)}\x1e".encode())
    return digest.hexdigest()[:FINGERPRINT_LENGTH]


def _translatable(
    source: InterviewSource | ProgramSource | PageSource,
) -> Iterator[tuple[str, str]]:
    """Yield the parts of a source edition that are translated, each with a name."""
    yield "title", source.title
    yield "summary", source.summary
    if isinstance(source, InterviewSource):
        yield "role", source.person.role
        if source.portrait:
            yield "alt", source.portrait.alt
        for question in source.questions:
            yield f"q {question.id}", question.q
            yield f"a {question.id}", question.a
        for quote in source.quotes:
            yield f"quote {quote.from_}", quote.text
        yield from _media(source.media)
        return
    yield "body", source.body
    for figure in source.figures:
        yield f"figure {figure.id}", figure.label
        yield f"unit of figure {figure.id}", figure.unit or ""
    if isinstance(source, PageSource):
        yield "menu", source.menu or ""
        return
    for series in source.series:
        yield f"series {series.id}", series.label
        yield f"unit of series {series.id}", series.unit or ""
    yield from _media(source.media)


def _media(items: Sequence[Media]) -> Iterator[tuple[str, str]]:
    for media in items:
        yield f"media {media.id}", media.title
        yield f"alt of media {media.id}", media.still.alt if media.still else ""
        yield f"transcript of media {media.id}", media.transcript or ""


def normal_text(text: str) -> str:
    """Return a text without its layout: only what is left counts as a change."""
    paragraphs = _BETWEEN_PARAGRAPHS.split(unicodedata.normalize("NFC", text).strip())
    return "\n\n".join(map(folded, paragraphs))
