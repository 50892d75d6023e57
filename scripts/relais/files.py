"""Files of the content folder: which there are, and their text, read with bounds.

Nothing here follows a symbolic link, opens a device or reads more than `limits.MAX_FILE_BYTES`.
"""

from __future__ import annotations

import math
import os
import re
import stat
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from relais import limits
from relais.diagnostics import WHOLE_FILE, Diagnostic, Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LINE_END: Final = re.compile("\r\n|\r|\n")

# Allowed besides printable characters: tab, line feed, carriage return. NEL, LS and PS are line
# ends to YAML but not to editors, so that every line number after one would be wrong. Overrides of
# the direction of writing make a text read as another one; isolates, which cannot, are allowed.
FORBIDDEN_CHARACTER: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028-\u202e\ufffe\uffff\ufeff]"
)

_LEFT_BEHIND: Final = frozenset({"Thumbs.db", "desktop.ini"})
"""What Windows puts into folders."""
_OPEN_FLAGS: Final = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)  # a symbolic link fails instead of leading elsewhere
    | getattr(os, "O_NONBLOCK", 0)  # a named pipe does not block
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)


@dataclass(frozen=True)
class SourceFile:
    """A text file that was read: its path relative to the root, and its text without BOM."""

    path: str
    text: str

    @cached_property
    def lines(self) -> list[str]:
        """The lines as an editor counts them, without their ends."""
        return LINE_END.split(self.text) if "\r" in self.text else self.text.split("\n")

    def line(self, number: int) -> str:
        """Return line `number`, counted from 1; an empty text beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def problem(
        self, code: str, span: Span, details: Mapping[str, str] | None = None, suggestion: str = ""
    ) -> Diagnostic:
        """Return an error at `span` of this file, with the line it is about."""
        return Diagnostic(
            self.path,
            span,
            code,
            details or {},
            suggestion=suggestion,
            source_line=self.line(span.line),
        )


class KnownFile(SourceFile):
    """A text file that was read before: its text is read again only where somebody asks for it."""

    def __init__(self, root: Path, path: str) -> None:
        # The text is no attribute yet, so that `__getattr__` is asked for it.
        self.__dict__.update(path=path, folder=root)

    def __getattr__(self, name: str) -> str:
        """Return the text as it is now; empty if it cannot be read any more."""
        if name != "text":
            raise AttributeError(name)
        source = read_text(self.__dict__["folder"], self.path)
        text = "" if isinstance(source, Diagnostic) else source.text
        self.__dict__["text"] = text
        return text


def walk(root: Path, folder: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    """Yield what lies below `root/folder`, sorted, as paths relative to `root`.

    Hidden files and editors' backups are passed over. Links and special files are yielded, so that
    what they stand for is not called missing, and diagnosed, so that nobody opens them.
    """
    base = root / folder
    if base.is_symlink():
        diagnostics.append(Diagnostic(folder, WHOLE_FILE, "symbolic-link"))
    elif base.is_dir():
        yield from _walk(str(root), folder, diagnostics)


def _walk(root: str, folder: str, diagnostics: list[Diagnostic]) -> Iterator[str]:
    if folder.count("/") > limits.MAX_FOLDER_DEPTH:
        details = {"limit": str(limits.MAX_FOLDER_DEPTH)}
        diagnostics.append(Diagnostic(folder, WHOLE_FILE, "folder-too-deep", details))
        return
    for entry in _entries(f"{root}/{folder}", folder, diagnostics):
        name = os.fsencode(entry.name).decode("utf-8", "replace")
        path = f"{folder}/{name}"
        if entry.name.startswith((".", "~$")) or entry.name.endswith("~") or name in _LEFT_BEHIND:
            continue
        if name != entry.name:
            diagnostics.append(Diagnostic(path, WHOLE_FILE, "name-not-utf-8"))
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(root, path, diagnostics)
            continue
        if entry.is_symlink():
            diagnostics.append(Diagnostic(path, WHOLE_FILE, "symbolic-link"))
        elif not entry.is_file(follow_symlinks=False):
            diagnostics.append(Diagnostic(path, WHOLE_FILE, "special-file"))
        yield path


def _entries(base: str, folder: str, diagnostics: list[Diagnostic]) -> list[os.DirEntry[str]]:
    try:
        return sorted(os.scandir(base), key=lambda entry: entry.name)
    except OSError as error:
        details = {"reason": error.strerror or str(error)}
        diagnostics.append(Diagnostic(folder, WHOLE_FILE, "unreadable", details))
        return []


def read_bytes(root: Path, path: str, limit: int) -> bytes | Diagnostic:
    """Return the content of a regular file of at most `limit` bytes, or what is wrong with it."""
    try:
        descriptor = os.open(f"{root}/{path}", _OPEN_FLAGS)
    except OSError as error:
        if (root / path).is_symlink():
            return Diagnostic(path, WHOLE_FILE, "symbolic-link")
        return Diagnostic(path, WHOLE_FILE, "unreadable", {"reason": error.strerror or str(error)})
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            return Diagnostic(path, WHOLE_FILE, "special-file")
        # As much as there is; room for `limit` bytes for each file would cost more than to read it.
        data = file.read(min(status.st_size, limit) + 1)
        if status.st_size < len(data) <= limit:
            data += file.read(limit + 1 - len(data))  # it grows, or its size is not known
    if len(data) > limit:
        size = max(status.st_size, len(data))
        details = {"size": f"{math.ceil(size / 1024)}", "limit": f"{limit // 1024}"}
        return Diagnostic(path, WHOLE_FILE, "too-large", details)
    return data


def read_text(
    root: Path, path: str, data: bytes | Diagnostic | None = None
) -> SourceFile | Diagnostic:
    """Return a text file, or what is wrong with its size, encoding or characters.

    `data` is what `read_bytes` returned, where that was called already.
    """
    if data is None:
        data = read_bytes(root, path, limits.MAX_FILE_BYTES)
    if isinstance(data, Diagnostic):
        return data
    return decode(path, data)


def decode(path: str, data: bytes) -> SourceFile | Diagnostic:
    """Return `data` as text: UTF-8 with or without a byte-order mark, no control characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Diagnostic(path, WHOLE_FILE, "utf-16")
    data = data.removeprefix(b"\xef\xbb\xbf")
    try:
        source = SourceFile(path, data.decode("utf-8"))
    except UnicodeDecodeError as error:
        # Shown as Latin-1, which is what such a file mostly is; each byte is one character there.
        source = SourceFile(path, data.decode("latin-1"))
        span = _span_at(source.text, error.start)
        before = source.line(span.line)[: span.column - 1].encode("latin-1")
        column = len(before.decode("utf-8", "replace")) + 1
        line = source.line(span.line).encode("latin-1").decode("utf-8", "replace")
        details = {"byte": f"{data[error.start]:02X}"}
        return Diagnostic(path, Span(span.line, column, 1), "not-utf-8", details, source_line=line)
    if match := FORBIDDEN_CHARACTER.search(source.text):
        details = {"character": f"U+{ord(match[0]):04X}"}
        return source.problem("control-character", _span_at(source.text, match.start()), details)
    return source


def _span_at(text: str, offset: int) -> Span:
    """Return the place of the character at `offset`."""
    lines = LINE_END.split(text[:offset])
    return Span(len(lines), len(lines[-1]) + 1, 1)
