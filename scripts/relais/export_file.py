"""The export of a site that is being built: what was made now, and what an earlier build made.

With thousands of interviews, data/interviews.json is the largest file of a site, too large to be
held in memory, and most of it is the same in each build. Copies of this process write the items
that they make into one file of pieces, from which they are copied into their order; all others are
copied from the file of the last build, of which it is kept where each stands. Where nothing
changed, that file is linked.
"""

from __future__ import annotations

import contextlib
import errno
import json
import os
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Final, NamedTuple

from relais import cache, export
from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from io import FileIO
    from pathlib import Path

    from relais.project import PublicProject

_PIECES: Final = ".exported"
"""In the folder of the new site, which is deleted as a whole if the build is killed."""
_APPENDED: Final = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)


class Piece(NamedTuple):
    """Where an item stands in a file, in bytes."""

    start: int
    size: int


class Row(NamedTuple):
    """An item of a file, in the order of which there is one for each."""

    slug: str
    state: str
    """What tells what it was made from."""
    size: int
    """In bytes."""


@dataclass
class ExportFile:
    """The export of the site at `output`."""

    project: PublicProject
    site_url: str
    output: Path
    kept: Path
    """Where the interviews are kept for the next build, with what is known of them beside."""
    look: str
    """What tells what all pages have in common from what it is otherwise."""

    def make(self, slug: str) -> Piece:
        """Make an item, in whatever process; return where it stands among the pieces.

        Raises `BuildFailedError` if it cannot be written.
        """
        item = export.interview(self.project, self.site_url, slug)
        with _telling():
            # What two processes add to a file never comes into the same place (POSIX, O_APPEND).
            written = os.write(self._pieces, item)
            end = os.lseek(self._pieces, 0, os.SEEK_CUR)
            if written < len(item):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return Piece(end - len(item), len(item))

    @cached_property
    def _pieces(self) -> int:
        # Opened by each process itself, so that it is told where its own piece ends.
        self.output.mkdir(parents=True, exist_ok=True)
        return os.open(self.output / _PIECES, _APPENDED, 0o644)

    def close(self) -> None:
        """Make no more items in this process."""
        if (descriptor := self.__dict__.pop("_pieces", None)) is not None:
            os.close(descriptor)

    def write(self, states: Mapping[str, str], made: Mapping[str, Piece]) -> list[Row]:
        """Write all files; return what stands in the one that can be kept.

        `states` tells what each interview is made from, by slug, and `made` where those stand that
        were made now. Raises `BuildFailedError` as `make`.
        """
        self.close()
        with _telling():
            (self.output / export.FOLDER).mkdir(parents=True, exist_ok=True)
            for path, data in export.others(self.project, self.site_url):
                (self.output / path).write_bytes(data)
            rows = self._linked(states) or self._written(states, made)
            (self.output / _PIECES).unlink(missing_ok=True)
        return rows

    def keep(self, rows: list[Row]) -> None:
        """Keep the file that has these rows, once it is safe on disk."""
        if rows == self._rows:
            return
        beside = self.kept.with_name(f"{self.kept.name}.{os.getpid()}")
        with contextlib.suppress(OSError):  # some systems have no links: all is made again there
            os.link(self.output / export.INTERVIEWS, beside)
            file = _signature(beside.lstat())  # before another build puts its own there
            beside.replace(self.kept)
            record = {"look": self.look, "file": file, "rows": rows}
            cache.write(self._record, json.dumps(record, separators=(",", ":")).encode())

    @property
    def _record(self) -> Path:
        return self.kept.with_suffix(".rows")

    @cached_property
    def _known(self) -> tuple[list[int], list[Row]]:
        """How the file looked when it was kept, and what stands in it; nothing if nobody knows."""
        try:
            record = json.loads(cache.read(self._record) or b"{}")
            if record["look"] == self.look:
                return record["file"], [Row(*row) for row in record["rows"]]
        except (ValueError, TypeError, KeyError):
            pass
        return [], []

    @cached_property
    def _rows(self) -> list[Row]:
        """What stands in the file that is kept; nothing if it is not there as it was kept."""
        file, rows = self._known
        with contextlib.suppress(OSError):
            if _signature(self.kept.lstat()) == file:
                return rows
        return []

    def _linked(self, states: Mapping[str, str]) -> list[Row]:
        """Put the file that is kept into the site if it is right; else return no rows."""
        target = self.output / export.INTERVIEWS
        if self._rows and [row[:2] for row in self._rows] == list(states.items()):
            with contextlib.suppress(OSError):
                os.link(self.kept, target)
                if _signature(target.lstat()) == self._known[0]:
                    return self._rows
        # What is there now may be the file of another site.
        target.unlink(missing_ok=True)
        return []

    def _written(self, states: Mapping[str, str], made: Mapping[str, Piece]) -> list[Row]:
        head = export.head(self.project, self.site_url)
        ends = accumulate((row.size + len(export.BETWEEN) for row in self._rows), initial=len(head))
        kept = {
            row.slug: Piece(start, row.size)
            for row, start in zip(self._rows, ends, strict=False)
            if states.get(row.slug) == row.state
        }
        rows: list[Row] = []

        def items(new: FileIO | None, old: FileIO | None) -> Iterator[bytes]:
            for slug, state in states.items():
                item = _read(new, made.get(slug)) or _read(old, kept.get(slug))
                item = item or export.interview(self.project, self.site_url, slug)
                rows.append(Row(slug, state, len(item)))
                yield item

        with (
            _opened(self.output / _PIECES) as new,
            _opened(self.kept, self._known[0]) as old,
            (self.output / export.INTERVIEWS).open("wb") as file,
        ):
            file.writelines(export.whole(head, items(new, old)))
        return rows


@contextlib.contextmanager
def _telling() -> Iterator[None]:
    """Let what a disk refuses end the build with a sentence."""
    try:
        yield
    except OSError as error:
        message = f"The export cannot be written: {error}"
        raise BuildFailedError(message) from error


def _signature(status: os.stat_result) -> list[int]:
    return [status.st_size, status.st_mtime_ns, status.st_ino]


@contextlib.contextmanager
def _opened(path: Path, signature: list[int] | None = None) -> Iterator[FileIO | None]:
    """Open a file that may not be there, or not as it was."""
    try:
        file = path.open("rb", buffering=0)
    except OSError:
        yield None
        return
    with file:
        is_same = signature is None or _signature(os.fstat(file.fileno())) == signature
        yield file if is_same else None


def _read(file: FileIO | None, piece: Piece | None) -> bytes:
    """Return a piece of a file; nothing if one of them is not there."""
    if file is None or piece is None:
        return b""
    file.seek(piece.start)
    data = file.read(piece.size)
    return data if len(data) == piece.size else b""
