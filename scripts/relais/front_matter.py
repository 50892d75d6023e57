"""Markdown files that begin with fields between two `---` lines."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relais.diagnostics import Diagnostic, Span
from relais.files import LINE_END
from relais.tree import MappingNode, Scalar, parse

if TYPE_CHECKING:
    from relais.files import SourceFile

BODY = "body"
"""The name under which a file's Markdown stands among its fields."""


@dataclass(frozen=True, slots=True)
class _Parts:
    fields: str
    body: str
    body_line: int


def parse_markdown(source: SourceFile) -> tuple[MappingNode | None, list[Diagnostic]]:
    """Return the fields of a Markdown file, with its text as the field `body`."""
    parts = _split(source)
    if isinstance(parts, Diagnostic):
        return None, [parts]
    root, diagnostics = parse(source, parts.fields, first_line=2)
    if root is None:
        return None, diagnostics
    if BODY in root.entries:
        span = root.entries[BODY][0].span
        return None, [source.problem("body-among-fields", span)]
    # The text's first line is the line below the span, as in a YAML block.
    span = Span(parts.body_line - 1, 1, 3)
    name = Scalar(BODY, span)
    text = Scalar(parts.body, span, plain=not parts.body)
    return MappingNode({**root.entries, BODY: (name, text)}, root.span), diagnostics


def _split(source: SourceFile) -> _Parts | Diagnostic:
    lines = source.lines
    if not source.text.strip():
        return source.problem("empty-file", Span())
    if lines[0].rstrip() != "---":
        return source.problem("no-front-matter", Span(1, 1, len(lines[0])))
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            fields = "\n".join(lines[1 : number - 1]) + "\n"
            body = LINE_END.sub("\n", "\n".join(lines[number:]))
            return _Parts(fields, re.sub(r"\s+\Z", "\n", body), number + 1)
    return source.problem("open-front-matter", Span(1, 1, 3))
