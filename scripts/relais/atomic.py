"""Changing what is on disk in one step, so that a process may end at any moment without harm.

A name is changed last, after what it stands for is safe on disk: a rename may reach the disk before
the data that were written earlier, and a power cut would leave a name without content.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_CANNOT: Final = frozenset({errno.ENOSYS, errno.EINVAL, errno.EXDEV, errno.ENOTSUP})


def exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; tell whether this system can (Linux: renameat2).

    Raises `OSError` if one of them is not there.
    """
    function = getattr(_libc(), "renameat2", None)
    if function is None:
        return False
    ctypes.set_errno(0)
    paths = (os.fsencode(first), os.fsencode(second))
    if function(_AT_FDCWD, paths[0], _AT_FDCWD, paths[1], _RENAME_EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(first))


def _libc() -> ctypes.CDLL | None:
    return ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def _delete(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)


def put_in_place(
    fresh: Path, live: Path, aside: Path, discard: Callable[[Path], None] = _delete
) -> None:
    """Put the folder `fresh` in the place of `live`, which is handed to `discard`.

    Where the system cannot exchange folders, `live` is moved to `aside` for a moment, from which
    `recover` brings it back if the process is ended there, and is deleted at once.
    """
    if live.exists() and exchange(fresh, live):
        flush_folder(live.parent)
        discard(fresh)
        return
    if live.exists():
        live.rename(aside)
    try:
        fresh.rename(live)
    finally:
        recover(live, aside)
    flush_folder(live.parent)


def recover(live: Path, aside: Path) -> None:
    """Bring back a folder that was moved aside if nothing took its place; else delete it."""
    if aside.exists() and not live.exists():
        aside.rename(live)
    shutil.rmtree(aside, ignore_errors=True)


def write(path: Path, data: bytes) -> None:
    """Write a file beside, let it reach the disk, and rename it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".writing-", delete=False) as file:
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            Path(file.name).chmod(0o644)
            Path(file.name).replace(path)
        except BaseException:
            Path(file.name).unlink(missing_ok=True)
            raise
    flush_folder(path.parent)


def point(link: Path, target: str) -> None:
    """Let a symbolic link lead to `target`, in one step."""
    fresh = link.with_name(f".{link.name}.new")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(target)
    fresh.replace(link)
    flush_folder(link.parent)


def flush_tree(root: Path) -> None:
    """Let all files and folders below `root` reach the disk.

    Linux flushes the whole file system at once, which takes a twentieth of the time that thousands
    of files take one by one (syncfs).
    """
    if _flush_file_system(root):
        return
    for folder, _, names in os.walk(root, topdown=False):
        for name in names:
            _flush(Path(folder, name))
        flush_folder(Path(folder))


def _flush_file_system(root: Path) -> bool:
    """Tell whether the file system that holds `root` could be flushed as a whole."""
    function = getattr(_libc(), "syncfs", None)
    if function is None:
        return False
    descriptor = os.open(root, os.O_RDONLY)
    try:
        return bool(function(descriptor) == 0)
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Let the names in a folder reach the disk; where a system cannot, it does so by itself."""
    if os.name == "posix":
        _flush(folder)


def _flush(path: Path) -> None:
    with contextlib.suppress(PermissionError):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
