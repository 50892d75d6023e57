"""Finished files, kept by their content, and put into a site by a link instead of a copy.

A file's name here is the digest of its content. Whoever keeps one also keeps how it looked, so that
it is known again without being read; a file that looks otherwise is read, and one that does not
have its name's digest is not used. Nothing ever writes into a file that is here.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import stat
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

FOLDER: Final = ".relais/shelf"
_PRUNED: Final = ".relais/shelf.pruned"
"""A file that was written when the shelf was pruned last."""
_KEPT_FOR: Final = 2 * 24 * 60 * 60
"""Seconds for which a file that stands in no site is kept, in case an edit is taken back."""
_SPARED: Final = 60 * 60
"""Seconds for which no file is deleted that was asked for: another build may be about to use it."""
_MARKED_FOR: Final = _SPARED / 2
"""Seconds after which it is marked again that a file was asked for: a mark must be written, too."""
_MOST: Final = 4
"""How many times as many files as a site has are kept at most, if nobody asked for them."""
_MODE: Final = 0o644
_WRITTEN: Final = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
_NEW: Final = _WRITTEN | os.O_EXCL
_AGAIN: Final = _WRITTEN | os.O_TRUNC
_FEW: Final = 1000
"""Files that are kept however small the site is."""


class Kept(NamedTuple):
    """A file as it looked when it was put here."""

    name: str
    size: int
    changed: int
    """Nanoseconds since 1970."""
    number: int
    """Its number on the disk."""


Look: TypeAlias = tuple[int, int, int]
"""A `Kept` without its name."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The finished files of the project at `root`."""

    root: Path
    seen: Mapping[str, Look] = field(default_factory=dict)
    """How files looked a moment ago, by name: see `look_over`."""

    def look_over(self) -> dict[str, Look]:
        """Return how all files look, by name, but for those that `find` must mark."""
        found, now = {}, time.time()
        with contextlib.suppress(OSError):
            for part in list(os.scandir(f"{self.root}/{FOLDER}")):
                for entry in os.scandir(part.path):
                    status = entry.stat(follow_symlinks=False)
                    if not _is_to_be_marked(status, now):
                        look = (status.st_size, status.st_mtime_ns, status.st_ino)
                        found[part.name + entry.name] = look
        return found

    def put(self, data: bytes) -> Kept:
        """Keep a file, unless it is here already. Raises `BuildFailedError` if it cannot be."""
        path = self.path(_digest(data))
        try:
            status = _put(path, data)
        except OSError as error:
            message = f"A finished file cannot be kept: {error}"
            raise BuildFailedError(message) from error
        return _as_kept(path, status)

    def find(self, kept: Kept) -> Kept | None:
        """Return how a file looks now; None if it is not here any more, or damaged."""
        if self.seen.get(kept.name) == kept[1:]:
            return kept
        path = self.path(kept.name)
        try:
            status = os.lstat(path)
            found = (kept[0], status.st_size, status.st_mtime_ns, status.st_ino)
            if found != kept and not _is_sound(path):
                return None
            _mark(path, status)
        except OSError:
            return None
        return kept if found == kept else Kept(*found)

    def place(self, kept: Kept, target: str) -> None:
        """Let a file stand at `target` too; a copy of it where the system has no links.

        Raises `BuildFailedError` if somebody deleted it since it was found.
        """
        path = self.path(kept.name)
        try:
            _link(path, target)
        except FileNotFoundError:
            _make_folder(os.path.dirname(target))  # noqa: PTH120
            try:
                _link(path, target)
            except FileNotFoundError as error:
                message = f"{path} was deleted while the site was built. Build it again."
                raise BuildFailedError(message) from error

    def path(self, name: str) -> str:
        """Return the path of a file; a text, since there are thousands of them."""
        return f"{self.root}/{FOLDER}/{name[:2]}/{name[2:]}"

    def needs_pruning(self) -> bool:
        """Tell whether anything can have come to its end since it was pruned last."""
        try:
            last = os.stat(f"{self.root}/{_PRUNED}").st_mtime  # noqa: PTH116 - see `path`
        except OSError:
            return True
        return not 0 <= time.time() - last < _SPARED

    def prune(self, used: Collection[str]) -> None:
        """Delete files that stand in no site and were in none for a while.

        Those in `used` stay. A file of which there are links is in a site, or was just now in one.
        """
        oldest, spared = time.time() - _KEPT_FOR, time.time() - _SPARED
        folder = f"{self.root}/{FOLDER}"
        unused: list[tuple[float, str]] = []
        with contextlib.suppress(OSError):
            for part in list(os.scandir(folder)):
                for entry in os.scandir(part.path):
                    if part.name + entry.name in used:
                        continue
                    status = entry.stat(follow_symlinks=False)
                    if status.st_nlink < 2:  # noqa: PLR2004
                        unused.append((status.st_ctime, entry.path))
            unused.sort(reverse=True)
            most = _MOST * len(used) + _FEW
            for place, (since, path) in enumerate(unused):
                if since < (spared if place >= most else oldest):
                    os.unlink(path)  # noqa: PTH108
            _write(f"{self.root}/{_PRUNED}", b"", _AGAIN)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:40]


def _mark(path: str, status: os.stat_result) -> None:
    """Note for `prune` that a file was asked for, if that is to be noted."""
    if _is_to_be_marked(status, time.time()):
        os.utime(path, ns=(time.time_ns(), status.st_mtime_ns))


def _is_to_be_marked(status: os.stat_result, now: float) -> bool:
    """Tell whether `prune` must be told that a file is still asked for: it stands in no site."""
    return status.st_nlink < 2 and status.st_ctime < now - _MARKED_FOR  # noqa: PLR2004


def _as_kept(path: str, status: os.stat_result) -> Kept:
    name = path[-41:].replace("/", "")
    return Kept(name, status.st_size, status.st_mtime_ns, status.st_ino)


def _make_folder(folder: str) -> None:
    """Make a folder; mostly the one above is there, which need not be asked first."""
    try:
        os.mkdir(folder)  # noqa: PTH102
    except OSError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103


def _put(path: str, data: bytes) -> os.stat_result:
    """Write a file, if it is not there already; return how it looks."""
    try:
        # Under its name at once: who finds it half-written, later or meanwhile, finds that it has
        # not its name's digest.
        return _write(path, data, _NEW)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120
        return _put(path, data)
    except FileExistsError:
        if _read(path) != data:
            return _replace(path, data)
        status = os.lstat(path)
        if status.st_mode & _MODE != _MODE:  # whoever wrote it was ended before it could be read
            os.chmod(path, _MODE)  # noqa: PTH101
        _mark(path, status)
        return status


def _replace(path: str, data: bytes) -> os.stat_result:
    """Write a file beside and rename it, over one that is not sound; return how it looks."""
    beside = f"{path}.{os.getpid()}"
    status = _write(beside, data, _AGAIN)
    try:
        os.replace(beside, path)  # noqa: PTH105
    except OSError:
        os.unlink(beside)  # noqa: PTH108
        raise
    return status


def _write(path: str, data: bytes, flags: int) -> os.stat_result:
    """Write a file that servers may read, whoever builds; return how it looks."""
    # There are thousands of files: a file object would take as long as the rest.
    file = os.open(path, flags, _MODE)
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(file, left) :]
        status = os.fstat(file)
        if hasattr(os, "fchmod") and status.st_mode & 0o777 != _MODE:
            os.fchmod(file, _MODE)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108
        raise
    else:
        return status
    finally:
        os.close(file)


def _read(path: str) -> bytes | None:
    """Return the content of a regular file; None of anything else."""
    try:
        if not stat.S_ISREG(os.lstat(path).st_mode):
            return None
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return None


def _is_sound(path: str) -> bool:
    """Tell whether a file is what its name says."""
    data = _read(path)
    return data is not None and _digest(data) == path[-41:].replace("/", "")


def _link(path: str, target: str) -> None:
    try:
        os.link(path, target)
    except FileNotFoundError:
        raise
    except FileExistsError:
        if not os.path.samefile(path, target):  # noqa: PTH121
            os.unlink(target)  # noqa: PTH108
            _link(path, target)
    except OSError:
        shutil.copyfile(path, target)
