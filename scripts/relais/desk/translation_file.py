"""The lines of a translation's file: what is to be written, with the source text beside it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Final

import yaml

from relais.desk import notes
from relais.desk.splice import rendered
from relais.desk.units import ORDER, Item, Unit
from relais.front_matter import BODY
from relais.localisation import language_name
from relais.messages.desk import tell
from relais.tree import NULLS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relais.desk.splice import Draft

SCHEMAS: Final = "schemas"
"""The folder of the JSON Schemas, at the project's root."""


@dataclass(frozen=True, slots=True)
class Manner:
    """In which languages a translation's file is written."""

    source: str
    """The language of the source edition."""
    target: str
    """The language of the translation."""
    speaking: str
    """The editor's language: that of the comments."""


def schema_line(path: str, schema: str) -> str:
    """Return the comment by which an editor program finds the schema of a file."""
    up = "../" * path.count("/")
    return f"# yaml-language-server: $schema={up}{SCHEMAS}/{schema}.json"


def new_file(path: str, kind: str, units: Sequence[Unit], of: str, manner: Manner) -> str:
    """Return a translation in which nothing is translated yet."""
    head = [schema_line(path, f"{kind}-translation")]
    head += _help(manner)
    head.append(f'translation: {{of: "{of}"}}')
    lines = [*head, *_fields(units, manner)]
    if not path.endswith(".md"):
        return "\n".join(lines) + "\n"
    lines += _body_note(units, manner)
    return "\n".join(["---", *lines, "---"]) + "\n"


def _help(manner: Manner) -> list[str]:
    """Return the comment that explains the others."""
    details = {
        "code": manner.target,
        "language": language_name(manner.target, manner.speaking),
        "source": language_name(manner.source, manner.speaking),
    }
    text = tell(manner.speaking, "note-translation", details)
    return [f"{notes.MARK} {line}" for line in text.split("\n")]


def _fields(units: Iterable[Unit], manner: Manner) -> list[str]:
    lines: list[str] = []
    for field, group in groupby(units, key=lambda unit: unit.path[0]):
        if field != BODY:
            lines += _field(str(field), list(group), manner)
    return lines


def _field(field: str, units: list[Unit], manner: Manner) -> list[str]:
    if units[0].path == (field,):
        return _leaf(units[0], manner)
    lines = [f"{field}:"]
    for step, group in groupby(units, key=lambda unit: unit.path[1]):
        if isinstance(step, Item):
            lines += [f"  {line}" for line in _item(step, list(group), manner)]
        else:
            lines += [f"  {line}" for unit in group for line in _leaf(unit, manner)]
    return lines


def _item(item: Item, units: list[Unit], manner: Manner) -> list[str]:
    lines = [f"- {item.key}: {rendered(item.value, None)}"]
    return lines + [f"  {line}" for unit in units for line in _leaf(unit, manner)]


def _leaf(unit: Unit, manner: Manner) -> list[str]:
    name = unit.path[-1]
    if unit.preset:
        return [f"{name}: {rendered(unit.text, None)}"]
    return [*notes.lines_of(manner.source, unit.text), f"{name}:"]


def _body_note(units: Iterable[Unit], manner: Manner) -> list[str]:
    label = tell(manner.speaking, "label-body", {"language": manner.source})
    return [
        line
        for unit in units
        if unit.path == (BODY,)
        for line in notes.lines_of(label, f"{unit.text}\n\n".rstrip("\n"))
    ]


class Completion:
    """A translation's file, and what is to be added to it."""

    def __init__(self, draft: Draft, units: Sequence[Unit], manner: Manner) -> None:
        self.draft = draft
        self.units = list(units)
        self.manner = manner
        root = draft.wished
        self._body_is_empty = isinstance(root, dict) and not root.get(BODY)

    @property
    def gaps(self) -> list[Unit]:
        """The units that have no text yet."""
        return [unit for unit in self.units if not unit.preset and self._is_gap(unit)]

    def add_missing(self) -> list[Unit]:
        """Add places for what is not there at all; return the units that got one."""
        added = []
        for field, group in groupby(self.units, key=lambda unit: unit.path[0]):
            # Names that are the same in both languages were perhaps left out on purpose.
            units = [unit for unit in group if not unit.preset]
            if field == BODY or not units:
                continue
            if self.draft.find((str(field),)) is None:
                self._add_field(str(field), units)
                added += units
            elif len(units[0].path) > 1:
                added += self._add_parts(str(field), units)
        return added

    def drop_orphans(self) -> None:
        """Delete empty places for parts that the source does not have any more."""
        wanted = {unit.path[:2] for unit in self.units}
        for field in ORDER:
            node = self.draft.find((field,))
            if not isinstance(node, yaml.SequenceNode) or node.flow_style:
                continue
            for index, part in enumerate(node.value):
                item = _empty_part(part)
                if item and (field, item) not in wanted:
                    self.draft.remove_item((field, index))

    def explain(self) -> None:
        """Say at the head of the file what the source text beside the others is for."""
        self.draft.insert_lines(self.draft.line_of((self.draft.first_field,)), _help(self.manner))

    def note_gaps(self, apart_from: Iterable[Unit]) -> None:
        """Put the source text beside each place that is empty."""
        done = set(apart_from)
        for unit in self.gaps:
            if unit not in done:
                self._note(unit, notes.lines_of(self.manner.source, unit.text))

    def note_change(self, unit: Unit, former: str) -> None:
        """Show beside a translation what its source text was and what it is now."""
        manner = self.manner
        self._note(unit, notes.lines_of_change(manner.source, former, unit.text, manner.speaking))

    def note_source(self, unit: Unit) -> None:
        """Show the source text beside a translation."""
        self._note(unit, notes.lines_of(self.manner.source, unit.text))

    def _note(self, unit: Unit, lines: list[str]) -> None:
        if unit.path == (BODY,):
            label = tell(self.manner.speaking, "label-body", {"language": self.manner.source})
            prefix = f"{notes.MARK} {self.manner.source}"
            lines = [line.replace(prefix, f"{notes.MARK} {label}", 1) for line in lines]
            self.draft.insert_lines(self.draft.fields_end, lines)
            return
        path = self._path(unit)
        if path is None:
            return
        offset = self.draft.line_of(path)
        indent = self.draft.indent_at(offset)
        self.draft.insert_lines(offset, [indent + line for line in lines])

    def _is_gap(self, unit: Unit) -> bool:
        if unit.path == (BODY,):
            return self._body_is_empty
        path = self._path(unit)
        node = self.draft.find(path) if path else None
        return node is None or _is_null(node)

    def _path(self, unit: Unit) -> tuple[str | int, ...] | None:
        """Return where a unit stands in this file, or None."""
        path: tuple[str | int, ...] = ()
        for step in unit.path:
            if isinstance(step, Item):
                index = self._index(path, step)
                if index is None:
                    return None
                path = (*path, index)
            else:
                path = (*path, step)
        return path if self.draft.find(path) is not None else None

    def _index(self, path: tuple[str | int, ...], item: Item) -> int | None:
        node = self.draft.find(path)
        count = len(node.value) if isinstance(node, yaml.SequenceNode) else 0
        found = [
            index
            for index in range(count)
            if getattr(self.draft.find((*path, index, item.key)), "value", None) == item.value
        ]
        return found[item.nth] if item.nth < len(found) else None

    def _add_field(self, field: str, units: list[Unit]) -> None:
        lines = _field(field, units, self.manner)
        before = ORDER[: ORDER.index(field)]
        after = next(
            (name for name in reversed(before) if self.draft.find((name,)) is not None), None
        )
        if after:
            self.draft.insert_lines(self.draft.end_of((after,)), lines)
        else:
            self.draft.insert_lines(self.draft.end_of(()), lines)

    def _add_parts(self, field: str, units: list[Unit]) -> list[Unit]:
        added: list[Unit] = []
        last: int | None = None
        for step, group in groupby(units, key=lambda unit: unit.path[1]):
            parts = list(group)
            if isinstance(step, Item):
                index = self._index((field,), step)
                if index is None:
                    self._add_item(field, step, parts, last)
                    added += parts
                    continue
                last = index
                place: tuple[str | int, ...] = (field, index)
            else:
                place = (field,)
            missing = [unit for unit in parts if self._path(unit) is None]
            if missing:
                self._add_leaves(place, missing)
                added += missing
        return added

    def _add_item(self, field: str, item: Item, units: list[Unit], after: int | None) -> None:
        lines = _item(item, units, self.manner)
        node = self.draft.find((field,))
        if not isinstance(node, yaml.SequenceNode):  # a name without a value
            offset = self.draft.end_of((field,))
            self.draft.insert_lines(offset, [f"  {line}" for line in lines])
        elif node.flow_style:
            inner = ", ".join(_short(unit) for unit in units)
            self.draft.append_flow(
                (field,), f"{{{item.key}: {rendered(item.value, None)}, {inner}}}"
            )
        else:
            place = (field,) if after is None else (field, after)
            indent = " " * (node.start_mark.column if node.start_mark else 0)
            self.draft.insert_lines(self.draft.end_of(place), [indent + line for line in lines])

    def _add_leaves(self, place: tuple[str | int, ...], units: list[Unit]) -> None:
        node = self.draft.find(place)
        if isinstance(node, yaml.MappingNode) and node.flow_style:
            self.draft.insert_raw(place, [_short(unit) for unit in units])
            for unit in units:
                offset = self.draft.line_of(place)
                indent = self.draft.indent_at(offset)
                lines = notes.lines_of(self.manner.source, unit.text)
                self.draft.insert_lines(offset, [indent + line for line in lines])
        elif isinstance(node, yaml.MappingNode):
            self.draft.insert_raw(
                place, [line for unit in units for line in _leaf(unit, self.manner)]
            )
        else:  # a name without a value
            offset = self.draft.end_of(place)
            lines = [line for unit in units for line in _leaf(unit, self.manner)]
            self.draft.insert_lines(offset, [f"  {line}" for line in lines])


def _empty_part(node: yaml.Node) -> Item | None:
    """Return what a part translates if that is all it says."""
    if not isinstance(node, yaml.MappingNode) or node.flow_style:
        return None
    texts = {key.value: value for key, value in node.value}
    named = [key for key in ("id", "from") if key in texts]
    if len(named) != 1 or not all(_is_null(texts[key]) for key in texts.keys() - set(named)):
        return None
    return Item(named[0], texts[named[0]].value)


def _short(unit: Unit) -> str:
    """Return a field as it stands inside brackets."""
    return f"{unit.path[-1]}: {rendered(unit.text, None) if unit.preset else ''}"


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and not node.style and node.value in NULLS
