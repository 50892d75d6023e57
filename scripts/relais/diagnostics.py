"""One problem in the content: its place, a sentence and a remedy, in the editor's language.

A diagnostic carries a code and the details; the words are in `relais.messages`, one module per
language, so that the same problem reads well in each.
"""

from __future__ import annotations

import json
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple

from relais.choices import Choice
from relais.messages import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

SHOWN_WIDTH: Final = 100
"""Columns of a source line that are shown; longer lines are cut around the problem."""


class Severity(Choice):
    """How grave a problem is: errors stop a build, warnings do not."""

    ERROR = "error"
    WARNING = "warning"


class Span(NamedTuple):
    """A place in a file. Lines and columns count from 1, columns in characters.

    `length` is what lies on the first line; 0 means that only the point is known.
    """

    line: int = 1
    column: int = 1
    length: int = 0


WHOLE_FILE: Final = Span()
"""The place of a problem with a file as such: too large, not UTF-8, a symbolic link."""


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem with its place, sentence and remedy."""

    path: str
    """The file, relative to the project's root, with forward slashes."""
    span: Span
    code: str
    """Names the problem: a key of `relais.messages`."""
    details: Mapping[str, str] = field(default_factory=dict)
    """What the sentence needs to know, as text."""
    severity: Severity = Severity.ERROR
    suggestion: str = ""
    """What the editor probably meant; shown in place of the general remedy."""
    source_line: str = ""
    """The line of the file on which the problem lies, without its end."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """File order: path, then place, then code."""
        details = json.dumps(dict(self.details), sort_keys=True)
        return (self.path, self.span.line, self.span.column, self.code, details)

    def message(self, language: str = "en") -> str:
        """Return the sentence that says what is wrong."""
        return words(language).message(self.code, self._told(language))

    def remedy(self, language: str = "en") -> str:
        """Return what to do about it, or an empty text."""
        if self.suggestion:
            return words(language).message("did-you-mean", {"suggestion": self.suggestion})
        return words(language).remedy(self.code, self._told(language))

    def _told(self, language: str) -> Mapping[str, str]:
        """Return the details, with a month's name in place of its number: February 2026."""
        year, dash, month = self.details.get("month", "").partition("-")
        if not dash:
            return self.details
        return {**self.details, "month": f"{words(language).message(f'month-{month}', {})} {year}"}


def closest(value: str, choices: Iterable[str]) -> str:
    """Return the choice that was most likely meant by `value`, or an empty text.

    Among equally likely ones it is the first.
    """
    import difflib  # noqa: PLC0415 - only where something was misspelt

    folded: dict[str, str] = {}
    for choice in choices:
        folded.setdefault(_fold(choice), choice)
    wanted = _fold(value)
    matches = difflib.get_close_matches(wanted, folded, n=5, cutoff=0.7)
    scores = {match: difflib.SequenceMatcher(a=match, b=wanted).ratio() for match in matches}
    order = list(folded)
    best = max(matches, key=lambda match: (scores[match], -order.index(match)), default=None)
    return folded[best] if best is not None else ""


def _fold(text: str) -> str:
    """Return `text` without accents, case and separators: slips that editors make."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return plain.casefold().replace("_", "-").replace(" ", "-")


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Tell whether one of `diagnostics` stops a build."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def count_errors(diagnostics: Iterable[Diagnostic]) -> int:
    """Return how many of `diagnostics` stop a build."""
    return sum(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def format_text(diagnostic: Diagnostic, language: str = "en") -> str:
    """Return the form for people: place, sentence, the line itself and the remedy."""
    span = diagnostic.span
    severity = words(language).message(diagnostic.severity, {})
    head = f"{diagnostic.path}:{span.line}:{span.column}: {severity}: "
    lines = [printable(head + diagnostic.message(language))]
    gutter = " " * max(4, len(str(span.line)))
    if diagnostic.source_line.strip():
        shown, caret = _excerpt(diagnostic.source_line, span)
        lines += [f"{span.line:>4} | {shown}", f"{gutter} | {caret}"]
    if remedy := diagnostic.remedy(language):
        lines.append(f"{gutter} = {printable(remedy)}")
    return "\n".join(lines)


def summary(diagnostics: Iterable[Diagnostic], language: str = "en") -> str:
    """Return one sentence that counts errors and warnings."""
    counts = Counter(diagnostic.severity for diagnostic in diagnostics)
    details = {"errors": str(counts[Severity.ERROR]), "warnings": str(counts[Severity.WARNING])}
    code = "found" if counts else "found-nothing"
    return words(language).message(code, details)


def format_github(diagnostic: Diagnostic, language: str = "en") -> str:
    """Return a workflow command that GitHub shows beside the line in a review.

    The escapes are those of GitHub's workflow commands: % CR LF, and in properties also : and ,.
    """
    span = diagnostic.span
    sentences = filter(None, (diagnostic.message(language), diagnostic.remedy(language)))
    text = ". ".join(sentences)
    properties = {
        "file": diagnostic.path,
        "line": str(span.line),
        "col": str(span.column),
        "endColumn": str(span.column + max(span.length, 1)),
    }
    joined = ",".join(f"{name}={_escape(value, ':,')}" for name, value in properties.items())
    return f"::{diagnostic.severity} {joined}::{_escape(text)}"


def _escape(text: str, more: str = "") -> str:
    text = "".join(c if c in "\r\n" else printable(c) for c in text)
    for character in "%\r\n" + more:
        text = text.replace(character, f"%{ord(character):02X}")
    return text


def as_data(diagnostic: Diagnostic, language: str = "en") -> dict[str, str | int]:
    """Return the form for programs: flat, ready for JSON."""
    return {
        "path": diagnostic.path,
        "line": diagnostic.span.line,
        "column": diagnostic.span.column,
        "length": diagnostic.span.length,
        "severity": str(diagnostic.severity),
        "code": diagnostic.code,
        "message": diagnostic.message(language),
        "remedy": diagnostic.remedy(language),
    }


def printable(text: str) -> str:
    """Return `text` without what could drive a terminal or hide from the eye.

    Content is untrusted and diagnostics quote it, so control and invisible formatting characters
    (escape sequences, right-to-left overrides) become a visible sign.
    """
    return "".join(
        c if c.isprintable() or unicodedata.category(c) == "Zs" else "\ufffd" for c in text
    )


def _excerpt(line: str, span: Span) -> tuple[str, str]:
    """Return the shown part of `line` and the carets that go below it."""
    start = span.column - 1
    length = max(1, min(span.length, len(line) - start))
    whole = start + length < SHOWN_WIDTH or len(line) <= SHOWN_WIDTH
    first = 0 if whole else max(0, start - SHOWN_WIDTH // 3)
    part = line[first : first + SHOWN_WIDTH]
    shown = printable(part.expandtabs(1)).rstrip(" ")
    before = ("…" if first else "") + shown[: start - first]
    marked = part[start - first : start - first + length]
    after = "…" if first + SHOWN_WIDTH < len(line) else ""
    caret = " " * _width(before) + "^" * max(1, _width(marked))
    return ("…" if first else "") + shown + after, caret


def _width(text: str) -> int:
    """Return how many columns a terminal gives to `text`."""
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me") for c in text)
