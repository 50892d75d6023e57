"""Everything that is wrong in a project, found again only when something has changed.

The result is kept by what it was made from: how every file looks to the file system, or the bytes
of a text that changed just now, the day, and the code that looked. So a second check of unchanged
content opens nothing but its own result.
"""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from relais import files, limits, processors
from relais.cache import Cache, key_of, refuse_committed
from relais.diagnostics import WHOLE_FILE, Diagnostic, Severity, Span, closest
from relais.errors import SetupError
from relais.found import FOLDERS as OF_CONTENT
from relais.found import is_settled, look_through
from relais.program import version

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from relais.found import Found
    from relais.interface import Interface
    from relais.loading import Reading

_WORDS: Final = "overrides/languages"
"""Where the words of the interface may lie."""
FOLDERS: Final = (*OF_CONTENT, _WORDS)
"""Where everything lies that a check reads."""
_SITE_FILE: Final = "content/site.yml"
_TEXTS: Final = (".yml", ".md")
_TIME_ZONE: Final = re.compile(rb"^time_zone:[ ]+[\"']?([A-Za-z0-9_+/-]+)", re.MULTILINE)


def check(root: Path, as_of: date | None = None) -> list[Diagnostic]:
    """Return everything that is wrong in the project at `root` on a day, in file order.

    Raises `SetupError` if SOURCE_DATE_EPOCH names no day, or if somebody committed the cache.
    """
    day, processes = as_of or _day_at(root), processors.count()
    if day is None:
        return examine(root, None, processes)
    found = look_through(root)
    key = key_of("check", 4, day.isoformat(), version(), *_state(root, found))
    cache = Cache(root)
    if (kept := cache.find(key)) is not None:
        refuse_committed(root)  # as whoever reads the content does
        if (known := _unpack(kept)) is not None:
            return known
    problems = examine(root, day, processes, found)
    # A disk may have failed, or another program held a file: that is tried again the next time.
    if not any(item.code == "unreadable" for item in problems):
        cache.keep(key, _pack(problems))
    return problems


def examine(
    root: Path, as_of: date | None = None, processes: int = 1, found: Found | None = None
) -> list[Diagnostic]:
    """Return everything that is wrong, found now.

    `processes` share what takes long. `found` is what lies in the project, where somebody has
    looked through it just before.
    """
    _, _, check = begin(root, as_of, processes, found)
    return check()


def begin(
    root: Path, as_of: date | None = None, processes: int = 1, found: Found | None = None
) -> tuple[Reading, dict[str, Interface], Callable[[], list[Diagnostic]]]:
    """Return the content, the words of the interface, and what waits for all that is wrong."""
    from relais import interface, loading  # noqa: PLC0415 - an unchanged project needs neither

    reading = loading.begin(root, as_of, processes, found)
    if not reading.languages or not (root / interface.FOLDER).is_dir():
        # Without the site's own file there are no languages; content may also be checked alone.
        return reading, {}, lambda: list(reading.check())
    interfaces, problems = interface.load(root, reading.languages)
    return reading, interfaces, lambda: [*reading.check(), *problems]


def only(diagnostics: Sequence[Diagnostic], root: Path, named: Sequence[Path]) -> list[Diagnostic]:
    """Return what is wrong in the files and folders `named`.

    Raises `SetupError` if one of them is not there, or not a part of what is checked.
    """
    wanted = [_inside(root, path) for path in named]
    parts = [PurePosixPath(folder) for folder in FOLDERS]
    pairs = [(path, part) for path in wanted for part in parts]
    if not any(path.is_relative_to(part) or part.is_relative_to(path) for path, part in pairs):
        # Among others it may be named, as in a list of what a commit changes.
        message = f"{wanted[0]} is not checked: what is lies in {', '.join(FOLDERS)}."
        raise SetupError(message)
    return [
        item
        for item in diagnostics
        if any(PurePosixPath(item.path).is_relative_to(path) for path in wanted)
    ]


def _inside(root: Path, path: Path) -> PurePosixPath:
    absolute = path.absolute()
    for base in (root.absolute(), root.resolve()):
        for real in (absolute, absolute.parent.resolve() / absolute.name):
            if real.is_relative_to(base) and (real.exists() or real.is_symlink()):
                return PurePosixPath(real.relative_to(base).as_posix())
    names = [entry.name for entry in absolute.parent.glob("*")] if absolute.parent.is_dir() else []
    meant = closest(path.name, sorted(names))
    hint = f" Did you mean {path.parent / meant}?" if meant else ""
    message = f"There is no file {path} in this project.{hint}"
    raise SetupError(message)


def _day_at(root: Path) -> date | None:
    """Return today at the foundation, or None if its file does not say plainly where that is."""
    data = files.read_bytes(root, _SITE_FILE, limits.MAX_FILE_BYTES)
    found = None if isinstance(data, Diagnostic) else _TIME_ZONE.search(data)
    if not found:
        return None
    from relais.day import today_in  # noqa: PLC0415 - only where a zone is known

    try:
        return today_in(ZoneInfo(found[1].decode()))
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _state(root: Path, found: Found) -> Iterator[str | bytes]:
    """Yield what tells one state of the content from another."""
    words = look_through(root, [_WORDS])
    for paths, problems, seen in (found, words):
        for path in paths:
            signature = seen.signatures.get(path)
            yield f"{path} {signature}"
            if signature and path.endswith(_TEXTS) and not is_settled([signature], seen.at):
                data = files.read_bytes(root, path, limits.MAX_FILE_BYTES)
                yield repr(data) if isinstance(data, Diagnostic) else data
        yield repr(problems)


def _pack(diagnostics: Sequence[Diagnostic]) -> bytes:
    rows = [
        [
            item.path,
            [item.span.line, item.span.column, item.span.length],
            item.code,
            dict(item.details),
            str(item.severity),
            item.suggestion,
            item.source_line,
        ]
        for item in diagnostics
    ]
    return json.dumps(rows).encode()


def _unpack(data: bytes) -> list[Diagnostic] | None:
    """Return the diagnostics that were kept; None if they are not what `_pack` makes."""
    try:
        return [_diagnostic(*row) for row in json.loads(data)]
    except (TypeError, ValueError, AttributeError):
        return None


def _diagnostic(*row: Any) -> Diagnostic:  # noqa: ANN401 - read from outside
    path, (line, column, length), code, details, severity, suggestion, source_line = row
    texts = (path, code, suggestion, source_line, *details, *details.values())
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    span = Span(int(line), int(column), int(length))
    found = Diagnostic(path, WHOLE_FILE if span == WHOLE_FILE else span, code, details)
    return replace(
        found, severity=Severity(severity), suggestion=suggestion, source_line=source_line
    )
