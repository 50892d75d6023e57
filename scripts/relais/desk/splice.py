"""Changes inside a content file that leave every other byte as it is.

A general YAML writer reflows texts and indents lists anew. Here the parser only says where a value
stands; the new text is put there, and `Draft.data` reads the result back: it must differ from
what was by exactly the wished change, or nothing is written.
"""

from __future__ import annotations

import bisect
import copy
import operator
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias, cast

import yaml

from relais.desk.outcome import RefusalError, sentence
from relais.diagnostics import Diagnostic
from relais.documents import parse_file
from relais.files import LINE_END, SourceFile, decode
from relais.tree import Plain, Scalar, parse, plain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Path: TypeAlias = "tuple[str | int, ...]"

BOM: Final = b"\xef\xbb\xbf"
_QUOTES: Final = {"'", '"'}
_BLOCKS: Final = {"|", ">"}


class SpliceError(RefusalError):
    """A file cannot be changed in this way without changing more of it."""

    def __init__(self, path: str) -> None:
        super().__init__(sentence("cannot-splice", path=path))


@dataclass(frozen=True, slots=True)
class Edit:
    """A new text for a part of a file, by offsets in its text."""

    start: int
    end: int
    text: str


@dataclass
class Draft:
    """A content file with the changes that are to be made in it."""

    path: str
    bom: bool
    text: str
    """The whole file without its byte-order mark."""
    newline: str
    """The end of lines that are added: the one of the file's first line."""
    fields_start: int
    """Where the YAML begins: behind the first `---` line of a Markdown file."""
    fields_end: int
    root: yaml.MappingNode
    wished: Plain
    """What the file must say when it is read again."""
    _edits: list[Edit] = field(default_factory=list)
    _lines: list[int] = field(default_factory=list)

    @classmethod
    def read(cls, path: str, data: bytes) -> Draft:
        """Return the draft of a sound file. Raises `SpliceError` for any other."""
        source = decode(path, data)
        if isinstance(source, Diagnostic):
            raise SpliceError(path)
        start, end = _fields_of(source)
        root = yaml.compose(source.text[start:end], Loader=yaml.CSafeLoader)
        if not isinstance(root, yaml.MappingNode):
            raise SpliceError(path)
        newline = LINE_END.search(source.text)
        draft = cls(
            path=path,
            bom=data.startswith(BOM),
            text=source.text,
            newline=newline[0] if newline else "\n",
            fields_start=start,
            fields_end=end,
            root=root,
            wished=_plain(source),
        )
        draft._lines = [start, *(start + m.end() for m in LINE_END.finditer(source.text[start:]))]
        return draft

    # Places

    def find(self, path: Path) -> yaml.Node | None:
        """Return the value at a place, or None."""
        node: yaml.Node | None = self.root
        for step in path:
            if isinstance(node, yaml.MappingNode) and isinstance(step, str):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if 0 <= step < len(node.value) else None
            else:
                return None
        return node

    def line_of(self, path: Path) -> int:
        """Return the offset of the line above which a comment on a field can stand.

        Inside brackets that is the line on which the outermost bracket opens.
        """
        for length in range(len(path) + 1):
            node = self.find(path[:length])
            if isinstance(node, yaml.CollectionNode) and node.flow_style:
                return self._key_line(path[:length])
        return self._key_line(path)

    def _key_line(self, path: Path) -> int:
        parent = self.find(path[:-1])
        node = self.find(path)
        if isinstance(parent, yaml.MappingNode):
            node = next(key for key, _ in parent.value if key.value == path[-1])
        return self._lines[_mark(node).line]

    def indent_at(self, offset: int) -> str:
        """Return the white space at the start of a line."""
        match = re.compile(" *").match(self.text, offset)
        return match[0] if match else ""

    # Changes

    def replace(self, path: Path, value: str, style: str | None = None) -> None:
        """Write another short text in the place of the one at `path`, in the same quotes."""
        node = self.find(path)
        if not isinstance(node, yaml.ScalarNode) or node.style in _BLOCKS:
            raise SpliceError(self.path)
        text = rendered(value, style or node.style)
        if node.start_mark.index == node.end_mark.index:  # no value yet: behind the colon
            text = f" {text}"
        self._add(self._offset(node.start_mark), self._offset(node.end_mark), text)
        self._wish(path, value)

    def rename_key(self, key: str, new: str) -> None:
        """Write another name for a field of the file itself."""
        node = next(node for node, _ in self.root.value if node.value == key)
        self._add(self._offset(node.start_mark), self._offset(node.end_mark), rendered(new, None))
        wished = cast("dict[str, Plain]", self.wished)
        self.wished = {new if name == key else name: value for name, value in wished.items()}

    def remove_field(self, name: str) -> None:
        """Delete a field of the file itself, with its lines."""
        if self.root.flow_style:
            raise SpliceError(self.path)
        self._add(self._key_line((name,)), self.end_of((name,)), "")
        wished = cast("dict[str, Plain]", self.wished)
        self.wished = {key: value for key, value in wished.items() if key != name}

    def remove_item(self, path: Path) -> None:
        """Delete a part of a list that has its own lines; what it said is the caller's to know."""
        node = self.find(path)
        start = self._lines[_mark(node).line]
        if self.text[start : self._offset(_mark(node))].strip() != "-":
            raise SpliceError(self.path)
        self._add(start, self.end_of(path), "")

    def append(self, path: Path, value: str) -> None:
        """Add a short text at the end of the list at `path`, which need not be there yet."""
        node = self.find(path)
        text = rendered(value, None)
        before = self._wished_at(path)
        self._wish(path, [*before, value] if isinstance(before, list) else [value])
        if node is None:
            self.insert_raw(path[:-1], [f"{path[-1]}: [{text}]"])
        elif isinstance(node, yaml.ScalarNode):
            here = self._offset(node.end_mark)
            space = "" if node.value else " "
            self._add(self._offset(node.start_mark), here, f"{space}[{text}]")
        elif not isinstance(node, yaml.CollectionNode):
            raise SpliceError(self.path)
        elif node.flow_style:
            self.append_flow(path, text)
        else:
            indent = " " * _mark(node).column
            self.insert_lines(self.end_of(path), [f"{indent}- {text}"])

    def append_flow(self, path: Path, text: str) -> None:
        """Add YAML at the end of a list in brackets; what it means is wished by the caller."""
        node = self.find(path)
        if not isinstance(node, yaml.SequenceNode):
            raise SpliceError(self.path)
        if node.value:
            end = self._offset(_mark(node.value[-1], end=True))
            self._add(end, end, f", {text}")
        else:
            start = self._offset(_mark(node)) + 1
            self._add(start, start, text)

    def insert_field(self, path: Path, value: Plain, lines: Sequence[str]) -> None:
        """Add a field that is not there yet, written as `lines` without indentation."""
        self.insert_raw(path[:-1], lines)
        self._wish(path, value)

    def wish_field(self, name: str, value: Plain) -> None:
        """Say that the file is to have a field of its own that was added as lines."""
        self._wish((name,), value)

    @property
    def first_field(self) -> str:
        """The name of the file's first field."""
        return str(self.root.value[0][0].value)

    def insert_raw(self, parent: Path, lines: Sequence[str]) -> None:
        """Add fields at the end of a mapping; what they mean is wished by the caller."""
        node = self.find(parent)
        if not isinstance(node, yaml.MappingNode) or not node.value:
            raise SpliceError(self.path)
        if node.flow_style:
            end = self._offset(_mark(node.value[-1][1], end=True))
            self._add(end, end, f", {', '.join(lines)}")
            return
        indent = " " * _mark(node).column
        self.insert_lines(self.end_of(parent), [indent + line if line else line for line in lines])

    def insert_lines(self, offset: int, lines: Sequence[str]) -> None:
        """Add whole lines before the one that begins at `offset`, or at the end of the file."""
        text = "".join(line + self.newline for line in lines)
        if offset and offset == len(self.text) and self.text[offset - 1] not in "\r\n":
            text = self.newline + text.removesuffix(self.newline)
        self._add(offset, offset, text)

    def remove_lines(self, numbers: Sequence[int]) -> None:
        """Delete lines of the fields, by their numbers counted from 0."""
        for number in numbers:
            self._add(self._lines[number], self._line_start(number + 1), "")

    def substitute(self, pattern: re.Pattern[str], new: str) -> None:
        """Replace what matches in every text of the file, also in a Markdown file's body."""
        spans = [
            (self._offset(node.start_mark), self._offset(node.end_mark)) for node in _texts(self)
        ]
        if self.fields_start:
            spans.append((self._body_start(), len(self.text)))
        for start, end in spans:
            for match in pattern.finditer(self.text, start, end):
                self._add(match.start(), match.end(), match.expand(new))
        self.wished = _substituted(self.wished, pattern, new)

    @property
    def changed(self) -> bool:
        """Whether anything is to be changed."""
        return bool(self._edits)

    def data(self, accepts: Callable[[Plain, Plain], bool] = operator.eq) -> bytes:
        """Return the changed file. Raises `SpliceError` if it does not say what was wished.

        `accepts` holds what was wished against what the file says now.
        """
        text, end = [], 0
        for edit in sorted(self._edits, key=lambda edit: (edit.start, edit.end)):
            if edit.start < end:
                raise SpliceError(self.path)
            text += [self.text[end : edit.start], edit.text]
            end = edit.end
        whole = "".join([*text, self.text[end:]])
        if not accepts(self.wished, _plain(SourceFile(self.path, whole))):
            raise SpliceError(self.path)
        return (BOM if self.bom else b"") + whole.encode()

    def text_lines(self) -> set[int]:
        """Return the numbers of the lines that belong to texts: no comment can stand there."""
        lines: set[int] = set()
        for node in _texts(self):
            lines.update(range(_mark(node).line, self._last_line(node) + 1))
        return lines

    def field_lines(self) -> list[str]:
        """Return the lines of the fields."""
        return LINE_END.split(self.text[self.fields_start : self.fields_end])

    def end_of(self, path: Path) -> int:
        """Return the offset at which the lines of the value at `path` have ended."""
        node = self.find(path)
        if node is None:
            raise SpliceError(self.path)
        return self._line_start(self._last_line(node) + 1)

    # Inner workings

    def _last_line(self, node: yaml.Node) -> int:
        """Return the number of the last line of a value; what follows it is not its own."""
        if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
            last = node.value[-1]
            return self._last_line(last[1] if isinstance(last, tuple) else last)
        end, line = _mark(node, end=True), _mark(node, end=True).line
        if not isinstance(node, yaml.ScalarNode) or node.style not in _BLOCKS:
            return line
        header = self.text[self._offset(node.start_mark) :].splitlines()[0]
        last = line if end.column else line - 1  # a last line may have no end
        first = _mark(node).line
        if "+" not in header.partition("#")[0]:  # blank lines belong to the text only with a plus
            while last > first and not self._line(last).strip():
                last -= 1
        return last

    def _line(self, number: int) -> str:
        return self.text[self._line_start(number) : self._line_start(number + 1)]

    def _line_start(self, number: int) -> int:
        if number >= len(self._lines):
            return self.fields_end
        return min(self._lines[number], self.fields_end)

    def _offset(self, mark: yaml.Mark) -> int:
        return min(self._lines[mark.line] + mark.column, self.fields_end)

    def _body_start(self) -> int:
        line = bisect.bisect_right(self._lines, self.fields_end) - 1
        return self._lines[line + 1] if line + 1 < len(self._lines) else len(self.text)

    def _add(self, start: int, end: int, text: str) -> None:
        self._edits.append(Edit(start, end, text))

    def _wished_at(self, path: Path) -> Plain:
        value: Plain = self.wished
        for step in path:
            if isinstance(value, dict):
                value = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int):
                value = value[step]
        return value

    def _wish(self, path: Path, value: Plain) -> None:
        self.wished = copy.deepcopy(self.wished)
        parent = self._wished_at(path[:-1])
        if isinstance(parent, dict):
            parent[str(path[-1])] = value
        elif isinstance(parent, list) and isinstance(path[-1], int):
            parent[path[-1]] = value
        else:
            raise SpliceError(self.path)


def rendered(value: str, style: str | None) -> str:
    """Return a one-line text as YAML that reads back as it, in quotes where it needs them.

    It is right inside brackets, too. `style` is the quotation mark that the text had before.
    """
    if style not in _QUOTES and _reads_back(value, value):
        return value
    single = "'" + value.replace("'", "''") + "'"
    double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    first, second = (single, double) if style == "'" else (double, single)
    for text in (first, second):
        if _reads_back(text, value):
            return text
    raise SpliceError(value)


def _reads_back(text: str, value: str) -> bool:
    root, problems = parse(SourceFile("", f"x: [{text}, {text}]\n"))
    node = root.get("x") if root and not problems else None
    items = getattr(node, "items", ())
    return len(items) == 2 and all(  # noqa: PLR2004 - twice, so that no comma slips through
        isinstance(item, Scalar) and item.text == value and not item.is_null for item in items
    )


def _fields_of(source: SourceFile) -> tuple[int, int]:
    """Return where the YAML of a file begins and ends."""
    if not source.path.endswith(".md"):
        return 0, len(source.text)
    starts = [0, *(match.end() for match in LINE_END.finditer(source.text))]
    for number, line in enumerate(source.lines[1:], start=1):
        if line.rstrip() == "---":
            return starts[1], starts[number]
    raise SpliceError(source.path)


def _plain(source: SourceFile) -> Plain:
    """Return what a file says; whether its last line has an end makes no difference to a field."""
    text = source.text if source.text.endswith(("\n", "\r")) else f"{source.text}\n"
    parsed, _ = parse_file(SourceFile(source.path, text))
    if parsed is None:
        raise SpliceError(source.path)
    return plain(parsed.root)


def _texts(draft: Draft) -> Iterator[yaml.ScalarNode]:
    """Yield all values that are texts; names of fields are none."""
    open_nodes: list[yaml.Node] = [draft.root]
    while open_nodes:
        node = open_nodes.pop()
        if isinstance(node, yaml.ScalarNode):
            yield node
        elif isinstance(node, yaml.MappingNode):
            open_nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            open_nodes += node.value


def _substituted(value: Plain, pattern: re.Pattern[str], new: str) -> Plain:
    if isinstance(value, str):
        return pattern.sub(new, value)
    if isinstance(value, list):
        return [_substituted(item, pattern, new) for item in value]
    if isinstance(value, dict):
        return {name: _substituted(item, pattern, new) for name, item in value.items()}
    return value


def _mark(node: yaml.Node | None, *, end: bool = False) -> yaml.Mark:
    mark = (node.end_mark if end else node.start_mark) if node is not None else None
    if mark is None:
        raise SpliceError(str(node))
    return mark
