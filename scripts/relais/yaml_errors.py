"""What YAML's parser says, in words that tell an editor what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relais import limits
from relais.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from relais.diagnostics import Diagnostic
    from relais.files import SourceFile

NO_BREAK_SPACES: Final = "\u00a0\u202f\u2007"
"""What Option and space bar, or a paste, leave: blank to the eye, a letter to YAML."""
_CURLY: Final = "“”„«»‘"
_FIELD: Final = re.compile(r"(\s+)[\w-]+(?=:(?:\s|$))")
_NO_BREAK_AFTER_COLON: Final = re.compile(rf"[ -]*[\w-]+:([{NO_BREAK_SPACES}])")
_LINK_FIRST: Final = re.compile(r"([ -]*(?:[\w-]+:\s+)?)\[[^\]]*\]\s*[^\s,#]")
_CURLY_VALUE: Final = re.compile(rf"[ -]*(?:[\w-]+:\s+)?([{_CURLY}])")
_KINDS: Final = "|".join(sorted(limits.REFERENCE_SCHEMES | limits.LINK_SCHEMES))
GLUED: Final = re.compile(rf"(?!(?:{_KINDS}):)[A-Za-z_][\w-]*:(?=[^\s:/])")
"""A field's name and its colon with no space behind: all of it is one text, to YAML."""
_GLUED_FIELD: Final = re.compile(rf" *(?:- +)?{GLUED.pattern}")
_GLUED_DASH: Final = re.compile(r" *-(?=[A-Za-z_][\w-]*:\s)")
_WRONG_DASH: Final = re.compile(rf" *([–—−•*]|-(?=[{NO_BREAK_SPACES}]))[\s{NO_BREAK_SPACES}]*\w")


@dataclass(frozen=True, slots=True)
class _Failure:
    """Where and why the parser gave up."""

    problem: str
    context: str
    at: Span
    """Where it noticed."""
    opened: Span
    """Where the construct began in which it noticed."""
    line: str
    """The line on which it noticed."""
    opened_line: str
    """The line on which the construct began."""
    above: str
    """The line above the one on which it noticed."""


def explain(
    error: yaml.MarkedYAMLError, source: SourceFile, line_offset: int, long_quote: Span | None
) -> Diagnostic:
    """Return a parser's error as a diagnostic, at the place where it can be mended.

    `long_quote` is the last text in quotes that spans several lines, if there was one.
    """
    at, opened = (
        _point(mark, line_offset, source)
        for mark in (
            error.problem_mark or error.context_mark,
            error.context_mark or error.problem_mark,
        )
    )
    problem, context = str(error.problem or ""), str(error.context or "")
    line, opened_line = source.line(at.line), source.line(opened.line)
    above = source.line(at.line - 1)
    failure = _Failure(problem, context, at, opened, line, opened_line, above)
    for recognise in _KNOWN:
        if known := recognise(failure):
            code, span = known
            if code == "text-after-quote" and long_quote:
                # The quote that "closed" there was meant to open: an earlier one is open.
                code, span = "open-quote", long_quote
            text = source.line(span.line)[span.column - 1 :]
            details = {"character": text[:1], "name": " ".join(text.split()[:1])}
            return source.problem(code, span, details)
    return source.problem("not-yaml", at, {"reason": failure.problem or str(error)})


def _point(mark: yaml.Mark | None, line_offset: int, source: SourceFile) -> Span:
    if mark is None:
        return Span(line_offset + 1)
    if mark.line + line_offset >= len(source.lines):  # it counts an end that the last line lacks
        return Span(len(source.lines), len(source.lines[-1]) + 1, 1)
    return Span(mark.line + 1 + line_offset, mark.column + 1, 1)


_Known = tuple[str, Span] | None


def _no_break_spaces(failure: _Failure) -> _Known:
    above = Span(failure.at.line - 1)
    lines = (
        (above, failure.above),
        (failure.opened, failure.opened_line),
        (failure.at, failure.line),
    )
    for span, line in lines:
        indent = line[: len(line) - len(line.lstrip())]
        if found := next((mark for mark in indent if mark in NO_BREAK_SPACES), ""):
            return "no-break-indent", Span(span.line, indent.index(found) + 1, 1)
        if match := _NO_BREAK_AFTER_COLON.match(line):
            return "no-break-after-colon", Span(span.line, match.start(1) + 1, 1)
    return None


def _tab(failure: _Failure) -> _Known:
    indent = failure.line[: len(failure.line) - len(failure.line.lstrip())]
    if "\t" not in indent:
        return None
    return "tab-indent", Span(failure.at.line, indent.index("\t") + 1, 1)


def _quotes(failure: _Failure) -> _Known:
    if "quoted scalar" in failure.context and "end of stream" in failure.problem:
        return "open-quote", failure.opened
    if "unknown escape" in failure.problem or "hexdecimal" in failure.problem:
        return "unknown-escape", failure.at
    if "did not find expected key" in failure.problem and re.search(
        r"""(:|-)\s+['"]""", failure.line
    ):
        return "text-after-quote", failure.at
    return None


def _brackets(failure: _Failure) -> _Known:
    if "flow" not in failure.context:
        return None
    before, at = failure.line[: failure.at.column - 1], failure.line[failure.at.column - 1 :]
    if "did not find expected node" in failure.problem and at[:1] == ",":
        return "double-comma", failure.at
    # On a later line, the parser has met the next field.
    if "did not find expected ','" in failure.problem and failure.at.line == failure.opened.line:
        if at[:1] == ":":
            return "colon-in-text", failure.at
        if before[-1:] in ("'", '"'):
            return "text-after-quote", failure.at
    return "open-bracket", failure.opened


def _marks(failure: _Failure) -> _Known:
    """Recognise `a: | Text` and `value: > 100`."""
    return ("text-after-mark", failure.opened) if "block scalar" in failure.context else None


def _glued(failure: _Failure) -> _Known:
    """Recognise a space that is missing after a colon or a dash, here or on the line above."""
    lines = (
        (failure.opened.line, failure.opened_line),
        (failure.at.line - 1, failure.above),
        (failure.at.line, failure.line),
    )
    for number, line in lines:
        if match := _WRONG_DASH.match(line):
            return "wrong-dash", Span(number, match.start(1) + 1, 1)
        if match := _GLUED_DASH.match(line):
            return "no-space-after-dash", Span(number, match.end(), 1)
        unclear = "expected ':'" in failure.problem or "mapping values" in failure.problem
        if unclear and (match := _GLUED_FIELD.match(line)):
            return "no-space-after-colon", Span(number, match.end(), 1)
    return None


def _colons(failure: _Failure) -> _Known:
    if "could not find expected ':'" in failure.problem:
        return "no-colon", failure.opened
    if "mapping values are not allowed" not in failure.problem:
        return None
    field = _FIELD.match(failure.line)
    if field and field.end() == failure.at.column - 1:
        return "bad-indent", Span(failure.at.line, 1, len(field[1]))
    if curly := _CURLY_VALUE.match(failure.line):
        return "curly-quotes", Span(failure.at.line, curly.start(1) + 1, 1)
    return "colon-in-text", failure.at


def _references(failure: _Failure) -> _Known:
    for word in ("alias", "anchor", "tag"):
        if f"scanning an {word}" in failure.context or f"scanning a {word}" in failure.context:
            return f"yaml-{word}", failure.opened
    return ("yaml-tag", failure.at) if "undefined tag handle" in failure.problem else None


def _starts(failure: _Failure) -> _Known:
    if "block sequence entries" in failure.problem:
        before = failure.line[: failure.at.column - 1].rstrip()
        return ("text-after-quote" if before[-1:] in ("'", '"') else "reserved-start"), failure.at
    return ("reserved-start", failure.at) if "cannot start any" in failure.problem else None


def _links(failure: _Failure) -> _Known:
    """Recognise a text that begins with a Markdown link: its bracket opens a list, to YAML."""
    if "did not find expected" in failure.problem and (match := _LINK_FIRST.match(failure.line)):
        return "reserved-start", Span(failure.at.line, match.end(1) + 1, 1)
    return None


def _indents(failure: _Failure) -> _Known:
    if "block" in failure.context and "did not find expected" in failure.problem:
        return "bad-indent", failure.at
    if "<document start>" in failure.problem and failure.above[:1] == " ":
        return "bad-indent", Span(
            failure.at.line - 1, 1, len(failure.above) - len(failure.above.lstrip())
        )
    return None


_KNOWN: Final[tuple[Callable[[_Failure], _Known], ...]] = (
    _tab,
    _no_break_spaces,
    _quotes,
    _brackets,
    _marks,
    _glued,
    _colons,
    _references,
    _starts,
    _links,
    _indents,
)
"""In this order: a tab explains more than what the parser made of it."""
