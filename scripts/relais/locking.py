"""One at a time: a lock on a file, which the system frees when its holder ends, however it ends.

The file says who holds it, for those who wait. It stays where it is: deleting a lock is how two get
it (one holds the deleted file, the other a new one of the same name).
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from relais.errors import OperationError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

WAIT: Final = 60.0
"""Seconds for which a second build or publication waits, unless told otherwise."""
_PAUSE: Final = 0.05
_LOCKED_BYTE: Final = 1_000_000
"""On Windows a lock stops others from reading, so it lies beyond what is read."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lock."""

    process: str = "?"
    since: str = "?"
    """The time of day at which it began, UTC."""


@contextmanager
def held(path: Path, wait: float, told: Callable[[Holder], None]) -> Iterator[int]:
    """Hold the lock at `path`; yield its descriptor, which a child may inherit and so hold it too.

    `told` is called once, with who holds it, if there is something to wait for. Raises
    `OperationError` when `wait` seconds were not enough.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o644)
    try:
        deadline = time.monotonic() + wait
        waiting = False
        while not _take(descriptor):
            if not waiting:
                told(_holder(path))
                waiting = True
            if time.monotonic() >= deadline:
                holder = _holder(path)
                raise OperationError(code="locked", process=holder.process, since=holder.since)
            time.sleep(_PAUSE)
        _sign(descriptor)
        yield descriptor
    finally:
        os.close(descriptor)


def _sign(descriptor: int) -> None:
    data = {"process": os.getpid(), "since": datetime.now(UTC).strftime("%H:%M:%S UTC")}
    with contextlib.suppress(OSError):  # a full disk must not stop who only wants to tidy up
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, json.dumps(data).encode())


def _holder(path: Path) -> Holder:
    try:
        data: Any = json.loads(path.read_text("utf-8"))
        return Holder(str(data["process"]), str(data["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Holder()


if sys.platform == "win32":
    import msvcrt

    def _take(descriptor: int) -> bool:
        os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _take(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
