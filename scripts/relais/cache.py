"""Work that need not be done twice, kept by the content that it was made from.

Everything lies below one ignored folder and can be deleted at any time. An entry is written beside
and renamed, so that a killed build leaves none half-written, and it carries its own digest, so that
a damaged or foreign file counts as absent.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relais.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Callable

FOLDER: Final = ".relais/cache"
_DAY: Final = 24 * 60 * 60
KEPT_FOR: Final = 30 * _DAY
"""Seconds for which an entry that nobody asked for is kept."""
_DIGEST: Final = hashlib.sha256
_DIGEST_SIZE: Final = 32


def refuse_committed(root: Path) -> None:
    """Raise `SetupError` if the project's Git repository holds something of .relais/.

    Whoever could commit it there would decide what a build takes for its own work.
    """
    git = shutil.which("git")
    if git is None or not (root / ".relais").exists():
        return  # without Git nothing was committed
    command = [git, "-C", str(root), "ls-files", "-z", "--", ".relais"]
    listed = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own words
    if not listed.returncode and listed.stdout:
        first = os.fsdecode(listed.stdout.split(b"\0", 1)[0])
        message = (
            f"{first} is committed, but .relais/ is each computer's own. "
            "Remove it: git rm -r --cached .relais"
        )
        raise SetupError(message)


def key_of(*parts: bytes | str | int) -> str:
    """Return the name for what is made from `parts`; other parts or another order differ."""
    digest = _DIGEST()
    for part in parts:
        data = part if isinstance(part, bytes) else str(part).encode()
        digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Cache:
    """The cache of the project at `root`."""

    root: Path

    def fetch(self, key: str, make: Callable[[], bytes]) -> bytes:
        """Return what `key` stands for, made now if it is not there."""
        data = self.find(key)
        if data is None:
            data = make()
            self.keep(key, data)
        return data

    def find(self, key: str) -> bytes | None:
        """Return what `key` stands for, or None if it is not there."""
        return read(self._path(key))

    def keep(self, key: str, data: bytes) -> None:
        """Let `key` stand for `data`."""
        write(self._path(key), data)

    def _path(self, key: str) -> Path:
        return self.root / FOLDER / key[:2] / key[2:]

    def prune(self) -> None:
        """Delete entries that have not been used for `KEPT_FOR`; looked for once a day."""
        now, done = time.time(), self.root / FOLDER / "pruned"
        with contextlib.suppress(OSError):
            if done.exists() and 0 <= now - done.stat().st_mtime < _DAY:
                return
            done.touch()
        for path in (self.root / FOLDER).glob("*/*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < now - KEPT_FOR:
                    path.unlink()


def read(path: Path) -> bytes | None:
    """Return what `write` kept, or None if it is not there or damaged."""
    try:
        with path.open("rb", buffering=0) as file:
            digest, data = file.read(_DIGEST_SIZE), file.readall()
    except OSError:
        return None
    if digest != _DIGEST(data).digest():
        return None
    with contextlib.suppress(OSError):
        os.utime(path)  # used now: see `prune`
    return data


def write(path: Path, data: bytes) -> None:
    """Keep an entry as a whole; a cache that cannot be written costs time and nothing else."""
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            beside = Path(file.name)
            try:
                file.write(_DIGEST(data).digest())
                file.write(data)
                file.flush()
                beside.replace(path)
            except OSError:
                beside.unlink()  # a full disk must not become fuller
