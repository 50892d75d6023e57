"""Texts are easy to read and to find one's way in, also for who hears the page.

Everything here is a warning: a machine sees signs of a text that is hard to use, not the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from relais.diagnostics import Severity
from relais.limits import MAX_NOTES
from relais.markup import outline
from relais.meanings import slug_of
from relais.rules.texts import texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.validation import Location

LONGEST_SENTENCE: Final = 30
"""Words of a summary's sentence. Plain-language guides ask for 15 to 25; beyond 30 few follow."""

_EMPTY_WORDS: Final = frozenset(
    {
        *("click-here", "here", "read-more", "more", "link", "this-link", "this", "this-page"),
        *("cliquez-ici", "cliquer-ici", "ici", "lire-la-suite", "en-savoir-plus", "plus", "lien"),
        *("ce-lien", "cette-page", "suite", "la-suite", "voir", "voir-ici", "see-here"),
    }
)
"""Words of links that say nothing of where they lead (WCAG 2.2, success criterion 2.4.4)."""

_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_FILE_NAME: Final = re.compile(
    r"\S+\.(?:jpe?g|png|webp|gif|heic|tiff?|avif)|(?:img|dsc|dscn|dscf|pxl|screenshot)[-_ ]?\d+",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])\s+")
_WORD: Final = re.compile(r"\w[\w’'-]*")
_WORD_PROCESSOR: Final = re.compile(r'</?o:p>|class="?Mso\w*"?|mso-[a-z-]+:|<!--\[if\b')


def check_alone(content: Content) -> Iterator[Diagnostic]:
    """Yield signs of texts that are hard to read, to hear or to find one's way in."""
    for document, title, summary in _summaries(content):
        yield from _summary(document, title, summary)
    for document, location, alt in _alts(content):
        if _FILE_NAME.fullmatch(alt):
            yield _warn(document, "alt-is-file-name", location, {"value": alt})
    for document, location, text in texts(content):
        # One is in each text with a link, or with a heading below the second level: most have none
        # and need no parser. Headings of the first two levels alone leave out no level.
        if "#" in text or "<" in text or "]" in text:
            yield from _outline(document, location, text)
        may_be = "<" in text or "Mso" in text or "mso-" in text
        if may_be and (found := _WORD_PROCESSOR.search(text)):
            yield _warn(document, "word-markup", location, {"part": found[0]}, found[0])


def _summary(document: Parsed, title: str, summary: str) -> Iterator[Diagnostic]:
    if slug_of(summary) == slug_of(title):
        yield _warn(document, "summary-is-title", ("summary",), {})
    for sentence in _SENTENCE_END.split(summary):
        count = len(_WORD.findall(sentence))
        if count > LONGEST_SENTENCE:
            details = {"count": str(count), "limit": str(LONGEST_SENTENCE)}
            yield _warn(document, "long-sentence", ("summary",), details)


def _outline(document: Parsed, location: Location, text: str) -> Iterator[Diagnostic]:
    found = outline(text)
    before = 0
    jumps = 0
    for level, words in found.headings:
        if before and level > before + 1 and (jumps := jumps + 1) <= MAX_NOTES:
            details = {"words": words, "level": str(level - before), "right": "#" * (before + 1)}
            yield _warn(document, "heading-jump", location, details, words)
        before = level
    for words, address in found.links[:MAX_NOTES]:
        if slug_of(words) in _EMPTY_WORDS:
            yield _warn(document, "empty-link-words", location, {"words": words}, f"[{words}")
        elif _ADDRESS.fullmatch(words):
            yield _warn(document, "bare-address", location, {"link": address}, words)


def _warn(
    document: Parsed, code: str, location: Location, details: Mapping[str, str], words: str = ""
) -> Diagnostic:
    return document.problem(code, location, details, severity=Severity.WARNING, words=words)


def _summaries(content: Content) -> Iterator[tuple[Parsed, str, str]]:
    for interview in content.interviews.values():
        yield interview.source, interview.source.model.title, interview.source.model.summary
        for translation in interview.translations.values():
            yield translation, translation.model.title, translation.model.summary
    for program in content.programs.values():
        yield program.source, program.source.model.title, program.source.model.summary
        for version in program.translations.values():
            yield version, version.model.title, version.model.summary


def _alts(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    for interview in content.interviews.values():
        if portrait := interview.source.model.portrait:
            yield interview.source, ("portrait", "alt"), portrait.alt
        for translation in interview.translations.values():
            if translation.model.portrait:
                yield translation, ("portrait", "alt"), translation.model.portrait.alt
    yield from _stills(content)


def _stills(content: Content) -> Iterator[tuple[Parsed, Location, str]]:
    entries: list[Editions[Any, Any]] = [*content.interviews.values(), *content.programs.values()]
    for entry in entries:
        for index, media in enumerate(entry.source.model.media):
            if media.still:
                yield entry.source, ("media", index, "still", "alt"), media.still.alt
        for edition in entry.translations.values():
            for index, written in enumerate(edition.model.media):
                if written.alt:
                    yield edition, ("media", index, "alt"), written.alt
