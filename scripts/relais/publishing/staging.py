"""Laying out a release's folder: unchanged files are shared with the release before.

Sharing is by hard link, so that a release of 60,000 files with ten new ones takes ten files' time
and space. Two things follow. An edit in place would reach every release that shares the file:
therefore files are made read-only, most editors write a new file anyway, and a file is shared only
if it still holds what its manifest says. And the time of a file's change stays that of its content,
which is what servers make validators (ETag, Last-Modified) of; a changed file always gets a later
one, even within a second or with a clock that was set back.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relais.atomic import flush_folder
from relais.errors import OperationError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.publishing.release import Release

READ_ONLY: Final = 0o444
READ_BY_ALL: Final = 0o755


@dataclass
class Staging:
    """The folder of a release that is being laid out."""

    folder: Path
    before: Path | None = None
    """The folder of the release before."""
    known: dict[str, str] = field(default_factory=dict)
    """The hashes of the files in it, as its manifest says."""
    written: int = 0
    linked: int = 0

    def place(self, path: str, data: bytes, changed: float) -> str:
        """Put a file into the folder; return its hash. `changed`: when its source changed."""
        digest = hashlib.sha256(data).hexdigest()
        target = self.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        earlier = self.before / path if self.before else None
        if earlier and self.known.get(path) == digest and _holds(earlier, data):
            if _link(earlier, target):
                self.linked += 1
                return digest
            changed = earlier.stat().st_mtime
        elif earlier and earlier.is_file():
            changed = max(changed, earlier.stat().st_mtime + 1)
        with target.open("xb") as file:
            file.write(data)
            file.flush()
            os.fchmod(file.fileno(), READ_ONLY)
            os.fsync(file.fileno())
        os.utime(target, (int(changed), int(changed)))
        self.written += 1
        return digest

    def share(self, path: str) -> bool:
        """Take over a file of the release before, if it still holds what its manifest says."""
        if not self.before or path not in self.known:
            return False
        try:
            data = (self.before / path).read_bytes()
        except OSError:
            return False
        if hashlib.sha256(data).hexdigest() != self.known[path]:
            return False
        self.place(path, data, (self.before / path).stat().st_mtime)
        return True

    def flush(self) -> None:
        """Let the names in all folders reach the disk; the files have.

        Folders become readable for servers, whatever the umask says.
        """
        for folder, _, _ in os.walk(self.folder, topdown=False):
            os.chmod(folder, READ_BY_ALL)  # noqa: PTH101 - the names are texts
            flush_folder(Path(folder))


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file of the built site."""

    path: str
    data: bytes
    changed: float


def read_site(site: Path) -> Iterator[SourceFile]:
    """Yield every file of a site, sorted by path.

    Raises `OperationError` if the site changed meanwhile: what was read may be half of two sites.
    """
    before = _survey(site)
    for path in sorted(before):
        try:
            data = (site / path).read_bytes()
        except FileNotFoundError as error:
            raise OperationError(code="source-changed", path=path) from error
        yield SourceFile(path, data, before[path][0] / 1e9)
    after = _survey(site)
    if after != before:
        different = min(p for p in before.keys() | after.keys() if before.get(p) != after.get(p))
        raise OperationError(code="source-changed", path=different)


def _survey(site: Path) -> dict[str, tuple[int, int, int]]:
    """Return what changes when a file does, by path: its time, size and number."""
    found = {}
    for folder, folders, names in os.walk(site):
        for name in (*names, *(each for each in folders if Path(folder, each).is_symlink())):
            whole = Path(folder, name)
            path = whole.relative_to(site).as_posix()
            status = whole.lstat()
            if not stat.S_ISREG(status.st_mode):
                raise OperationError(code="strange-file", path=path)
            found[path] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def damaged(folder: Path, release: Release) -> str:
    """Return the path of a file of a release that is not as it was published, or an empty text."""
    for path, digest in {**release.files, **release.packed}.items():
        try:
            data = (folder / path).read_bytes()
        except OSError:
            return path
        if hashlib.sha256(data).hexdigest() != digest:
            return path
    return ""


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _link(earlier: Path, target: Path) -> bool:
    """Share a file; tell whether the file system can (it may have too many names already)."""
    try:
        target.hardlink_to(earlier)
    except (OSError, NotImplementedError):
        return False
    return True
