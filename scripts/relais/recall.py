"""What was read of files before, taken again as long as they are the same.

A file is the same if its size, its times and its place on the disk are, and it was not changed just
before they were looked at: then a change may leave them alike (Git's index works so, and calls such
files racy). Otherwise its bytes decide.
"""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from relais import files, limits
from relais.cache import key_of, refuse_committed
from relais.diagnostics import Diagnostic
from relais.memory import Memory
from relais.program import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


FOLDER: Final = ".relais/read"
PICTURE: Final = "picture"
"""The context of what is read of a picture, which may be larger than a text."""
_RACY: Final = 2_000_000_000
"""Nanoseconds before it is looked at in which a change may leave a file's times as they were."""

Signature = tuple[int, int, int, int]
"""Size in bytes, times of change of content and of the file in nanoseconds, number on the disk."""


@dataclass(frozen=True, slots=True)
class Sight:
    """Files as they were when they were looked at."""

    name: str
    """What is read from them, by which it is kept."""
    context: str
    """What else decides about what is read from them."""
    paths: tuple[str, ...]
    signatures: tuple[Signature, ...]
    at: int
    """Nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How files looked, one after the other."""

    at: int
    """Nanoseconds since 1970, just before the first one was looked at."""
    signatures: Mapping[str, Signature]
    """By path."""


def look_at(root: Path, paths: Iterable[str]) -> Seen:
    """Return how files look now; one that is not there any more is left out."""
    at, signatures = time.time_ns(), {}
    for path in paths:
        with contextlib.suppress(OSError):
            signatures[path] = _signature(root, path)
    return Seen(at, signatures)


class Recall:
    """What was read of the files of the project at `root`."""

    def __init__(self, root: Path) -> None:
        """Read what was kept. Raises `SetupError` if somebody committed it."""
        refuse_committed(root)
        self._root = root
        # Content that is read without a project around it is left as it was.
        self._keeps = (root / "mkdocs.yml").is_file()
        self._memory = Memory.read(root / FOLDER, version())

    def look(self, name: str, context: str, paths: Iterable[str], seen: Seen) -> Sight | None:
        """Return how some of the files looked that were seen; None if one was not there."""
        paths = tuple(paths)
        try:
            signatures = tuple([seen.signatures[path] for path in paths])
        except KeyError:
            return None
        return Sight(name, context, paths, signatures, seen.at)

    def find(self, sight: Sight) -> Any:  # noqa: ANN401 - what `keep` was given
        """Return what was read of the same files before, or None."""
        kept = self._memory.get(sight.name)
        if kept is None:
            return None
        signatures, at, key, value = kept
        newest = max((time for one in signatures for time in one[1:3]), default=0)
        if newest + _RACY < at and signatures == sight.signatures and key[0] == sight.context:
            return value
        if key != self._key(sight):
            return None
        self._memory.put(sight.name, (sight.signatures, sight.at, key, value))
        return value

    def keep(self, sight: Sight, value: object, digest: str | None = None) -> None:
        """Keep what was read, unless the files have changed in the meantime.

        `digest` is that of the files' bytes, where it is known. What could not be read is tried
        again the next time: a disk may have failed, or another program held a file.
        """
        key = self._key(sight) if digest is None else (sight.context, digest)
        if not key[1]:
            return
        try:
            now = tuple(_signature(self._root, path) for path in sight.paths)
        except OSError:
            return
        if now == sight.signatures:
            self._memory.put(sight.name, (sight.signatures, sight.at, key, value))

    def save(self) -> None:
        """Keep it for other runs too."""
        if self._keeps:
            self._memory.save()

    def _key(self, sight: Sight) -> tuple[str, str]:
        limit = limits.MAX_PICTURE_BYTES if sight.context == PICTURE else limits.MAX_FILE_BYTES
        return sight.context, digest_of(read_files(self._root, sight.paths, limit))


def _signature(root: Path, path: str) -> Signature:
    status = os.lstat(f"{root}/{path}")
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def read_files(
    root: Path, paths: Sequence[str], limit: int = limits.MAX_FILE_BYTES
) -> dict[str, bytes | Diagnostic]:
    """Return the bytes of files by path, or why one cannot be read."""
    return {path: files.read_bytes(root, path, limit) for path in paths}


def digest_of(read: Mapping[str, bytes | Diagnostic]) -> str:
    """Return what tells files with these bytes from others; empty if one cannot be read now."""
    parts: list[str | bytes] = []
    for path, data in read.items():
        if isinstance(data, Diagnostic) and data.code == "unreadable":
            return ""
        parts += [path, data if isinstance(data, bytes) else repr(data)]
    return key_of(*parts)
