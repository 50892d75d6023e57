"""The files of a project, and how they look to the file system without being opened."""

from __future__ import annotations

import contextlib
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from relais import files

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from relais.diagnostics import Diagnostic

FOLDERS: Final = ("content", "docs")
"""Where the files of the content lie."""
_RACY: Final = 2_000_000_000
"""Nanoseconds before it is looked at in which a change may leave a file's times as they were."""

Signature = tuple[int, int, int, int]
"""Size in bytes, times of change of content and of the file in nanoseconds, number on the disk."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How files looked, one after the other."""

    at: int
    """Nanoseconds since 1970, just before the first one was looked at."""
    signatures: Mapping[str, Signature]
    """By path."""


class Found(NamedTuple):
    """The files of a project."""

    paths: list[str]
    problems: list[Diagnostic]
    """What is wrong with them."""
    seen: Seen
    """How they look."""


def look_through(root: Path, folders: Iterable[str] = FOLDERS) -> Found:
    """Return what lies in some of the project's folders."""
    problems: list[Diagnostic] = []
    paths = [path for folder in folders for path in files.walk(root, folder, problems)]
    return Found(paths, problems, look_at(root, paths))


def look_at(root: Path, paths: Iterable[str]) -> Seen:
    """Return how files look now; one that is not there any more is left out."""
    at, signatures = time.time_ns(), {}
    for path in paths:
        with contextlib.suppress(OSError):
            signatures[path] = signature_of(root, path)
    return Seen(at, signatures)


def signature_of(root: Path, path: str) -> Signature:
    """Return how a file looks. Raises `OSError` if it is not there."""
    status = os.lstat(f"{root}/{path}")
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino


def is_settled(signatures: Iterable[Signature], at: int) -> bool:
    """Tell whether a change after files were looked at, `at`, is bound to show in how they look.

    Not if they were changed just before: then their times may stay as they are (Git's index works
    so, and calls such files racy). Like Git, this takes the disk's clock for the computer's own.
    """
    newest = max((time for one in signatures for time in one[1:3]), default=0)
    return newest + _RACY < at
