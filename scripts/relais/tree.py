"""YAML to a tree whose every value knows its line and column.

The subset of YAML that content needs, and nothing that could surprise: no aliases, anchors, merge
keys or tags, one document, text keys that occur once, bounded depth and size. A plain value stays
the text that the editor wrote: whether `NO`, `12:30` or `010` is a text, a number or a date is
decided by the field it is for (`relais.fields`), so no value ever changes silently.

Events come from libyaml's parser, which keeps its state on the heap; PyYAML's own composer is
recursive and crashes on deep nesting, so the tree is composed here, with a bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from yaml import (
    AliasEvent,
    CSafeLoader,
    MappingEndEvent,
    MarkedYAMLError,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from relais import limits
from relais.diagnostics import Diagnostic, Severity, Span, has_errors
from relais.yaml_errors import NO_BREAK_SPACES, explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from yaml import CollectionStartEvent, Event

    from relais.files import SourceFile

NULLS: Final = frozenset({"", "~", "null"})
_NOTE: Final = " #"
"""What begins a note for whoever reads the file."""
_NOTE_FOR_VALUE: Final = re.compile(r":\s+(#)\S")
_CUTTING_NOTE: Final = re.compile(r" #(\S?)")


# Nodes are never changed, but they are not frozen either: a file has hundreds of them, and a frozen
# one takes three times as long to make.


@dataclass(slots=True)
class Scalar:
    """One value as it was written."""

    text: str
    span: Span
    plain: bool = True
    """Written without quotes and not as a block."""

    @property
    def is_null(self) -> bool:
        """Whether the editor left the value out."""
        return self.plain and self.text in NULLS


@dataclass(slots=True)
class ListNode:
    """A list of values."""

    items: tuple[Node, ...]
    span: Span


@dataclass(slots=True)
class MappingNode:
    """Fields with their values, in the order of the file."""

    entries: Mapping[str, tuple[Scalar, Node]]
    """Name to the name's own node and the value."""
    span: Span

    def get(self, name: str) -> Node | None:
        """Return the value of a field, or None."""
        entry = self.entries.get(name)
        return entry[1] if entry else None


Node = Scalar | ListNode | MappingNode
Plain = str | None | list["Plain"] | dict[str, "Plain"]


class _StopReading(Exception):  # noqa: N818 - not an error: the diagnostic says what is wrong
    """What follows in the file cannot be understood."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic
        super().__init__(diagnostic.code)


def parse(
    source: SourceFile, text: str | None = None, first_line: int = 1
) -> tuple[MappingNode | None, list[Diagnostic]]:
    """Return the fields of a YAML text, or what is wrong with it.

    `text` is a part of `source`, from line `first_line` on; the whole file when it is None.
    """
    text = source.text if text is None else text
    composer = _Composer(source, text, first_line - 1)
    try:
        root = composer.compose()
    except _StopReading as stop:
        return None, [*composer.diagnostics, stop.diagnostic]
    except MarkedYAMLError as error:
        return None, [
            *composer.diagnostics,
            explain(error, source, first_line - 1, composer.long_quote),
        ]
    return (None if has_errors(composer.diagnostics) else root), composer.diagnostics


def plain(node: Node) -> Plain:
    """Return the values of a tree without their places. Fields without a value are left out."""
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, ListNode):
        return [plain(item) for item in node.items]
    return {
        name: plain(value)
        for name, (_, value) in node.entries.items()
        if not (isinstance(value, Scalar) and value.is_null)
    }


def locate(node: Node, path: Sequence[str | int], *, key: bool = False) -> Span:
    """Return the place of the value at `path`, or of the last value on the way that exists.

    With `key`, the place of the field's name instead of its value.
    """
    span = node.span
    for step in path:
        if isinstance(node, MappingNode) and step in node.entries:
            name, node = node.entries[str(step)]
            span = name.span if key or _is_empty(node) else node.span
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            span = node.span
        else:
            break
    return span


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null


def _lines(event: Event) -> int:
    """Return on how many lines an event's text stands."""
    if event.start_mark is None or event.end_mark is None:
        return 1
    return event.end_mark.line - event.start_mark.line + 1


class _Composer:
    """Builds a tree from libyaml's events."""

    def __init__(self, source: SourceFile, text: str, line_offset: int) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._source = source
        self._lines = source.lines
        self._line_offset = line_offset
        # Which kinds of events may come follows from their order.
        self._next: Callable[[], Any] = CSafeLoader(text).get_event
        self._has_notes = _NOTE in text
        self._nodes = 0
        self.long_quote: Span | None = None
        """The last text in quotes that spans several lines: mostly a quote left open."""

    def compose(self) -> MappingNode | None:
        """Return the one document's fields."""
        self._next()  # the stream starts
        event = self._next()
        if isinstance(event, StreamEndEvent):
            raise _StopReading(self._problem("empty-file", Span(self._line_offset + 1)))
        node = self._node(self._next(), 1)
        self._next()  # the document ends
        event = self._next()
        if not isinstance(event, StreamEndEvent):
            raise _StopReading(self._problem("two-documents", self._span(event)._replace(length=3)))
        if not isinstance(node, MappingNode):
            code = "empty-file" if _is_empty(node) else "no-fields"
            raise _StopReading(self._problem(code, node.span))
        return node

    def _node(
        self,
        event: AliasEvent | ScalarEvent | CollectionStartEvent,
        depth: int,
        *,
        is_item: bool = False,
    ) -> Node:
        span = self._span(event)
        self._nodes += 1
        if self._nodes > limits.MAX_YAML_NODES:
            details = {"limit": str(limits.MAX_YAML_NODES)}
            raise _StopReading(self._problem("too-many-values", span, details))
        if isinstance(event, AliasEvent):
            raise _StopReading(self._problem("yaml-alias", span, {"name": f"*{event.anchor}"}))
        if event.anchor:
            raise _StopReading(self._problem("yaml-anchor", span, {"name": f"&{event.anchor}"}))
        if event.tag:
            self.diagnostics.append(self._problem("yaml-tag", span))
        if isinstance(event, ScalarEvent):
            if event.style in ("'", '"') and _lines(event) > 1:
                self.long_quote = span
            if self._has_notes and not event.style and event.value:
                self._look_for_cut(event.value, span)
            return Scalar(event.value, span, not event.style)
        if depth > limits.MAX_YAML_DEPTH:
            details = {"limit": str(limits.MAX_YAML_DEPTH)}
            raise _StopReading(self._problem("too-deep", span, details))
        if isinstance(event, SequenceStartEvent):
            return ListNode(tuple(self._items(depth)), span)
        return self._mapping(span, depth, is_item=is_item)

    def _look_for_cut(self, text: str, span: Span) -> None:
        """Warn where a text seems to go on behind a # that makes a note of the rest.

        A note by intent stands further to the right, or behind a single word.
        """
        line = self._lines[span.line - 1]
        match = _CUTTING_NOTE.match(line, span.column - 1 + span.length)
        if match and line.find(text) == span.column - 1 and (" " in text or match[1]):
            at = Span(span.line, match.start() + 2, 1)
            warning = replace(self._problem("cut-by-note", at), severity=Severity.WARNING)
            self.diagnostics.append(warning)

    def _items(self, depth: int) -> Iterator[Node]:
        while not isinstance(event := self._next(), SequenceEndEvent):
            yield self._node(event, depth + 1, is_item=True)

    def _mapping(self, span: Span, depth: int, *, is_item: bool) -> MappingNode:
        entries: dict[str, tuple[Scalar, Node]] = {}
        joined = False  # without the dash of the next item, its fields seem to be this one's
        while not isinstance(event := self._next(), MappingEndEvent):
            key = self._node(event, depth + 1)
            if not isinstance(key, Scalar) or not key.text or key.is_null:
                raise _StopReading(self._problem("bad-key", key.span))
            if key.text[0] in NO_BREAK_SPACES:
                span = Span(key.span.line, key.span.column, 1)
                raise _StopReading(self._problem("no-break-indent", span))
            if key.plain and key.text == "<<":
                raise _StopReading(self._problem("yaml-merge", key.span))
            value = self._node(self._next(), depth + 1)
            if self._has_notes and _is_empty(value):
                self._refuse_note(key.span)
            if key.text in entries and is_item and key.text == next(iter(entries)):
                joined = True
                self.diagnostics.append(
                    self._problem("missing-dash", key.span, {"field": key.text})
                )
            elif key.text in entries and joined:
                pass  # one slip, one diagnostic
            elif key.text in entries:
                details = {"field": key.text, "line": str(entries[key.text][0].span.line)}
                self.diagnostics.append(self._problem("duplicate-field", key.span, details))
            else:
                entries[key.text] = (key, value)
        return MappingNode(entries, span)

    def _refuse_note(self, key: Span) -> None:
        """Say that `title: #1 partner` has no value."""
        after = key.column - 1 + key.length
        if match := _NOTE_FOR_VALUE.match(self._lines[key.line - 1], after):
            at = Span(key.line, match.start(1) + 1, 1)
            self.diagnostics.append(self._problem("note-for-value", at))

    def _span(self, event: Event) -> Span:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:  # only of events that were made by hand
            return Span(self._line_offset + 1)
        line = start.line + 1 + self._line_offset
        if line > len(self._lines):  # it ends without a line end
            return Span(len(self._lines), len(self._lines[-1]) + 1)
        if end.line == start.line:
            return Span(line, start.column + 1, end.column - start.column)
        rest = len(self._lines[line - 1].rstrip()) - start.column
        return Span(line, start.column + 1, max(0, rest))

    def _problem(
        self, code: str, span: Span, details: Mapping[str, str] | None = None
    ) -> Diagnostic:
        return self._source.problem(code, span, details)
