"""All files of an operation change, or none.

New contents are written beside the files and flushed to the disk; only then does each take its
file's place, and if one cannot, those that have are put back. Nothing is written through a symbolic
link, and nothing that changed since it was read is replaced.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from relais.desk.outcome import RefusalError, sentence

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass
class Changes:
    """The changes of one operation, by paths relative to the project's root."""

    root: Path
    created: dict[str, bytes] = field(default_factory=dict)
    """Files that must not be there yet."""
    replaced: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)
    """Files with what they held when they were read and what they are to hold."""
    moved: dict[str, str] = field(default_factory=dict)
    """Files and folders with their new names; done after all contents are written."""
    deleted: list[str] = field(default_factory=list)
    """Files and folders that go."""

    def apply(self, verify: Callable[[], None] | None = None) -> None:
        """Make all changes. Raises `RefusalError` or `OSError` after undoing what was done.

        `verify` looks at what was made; if it raises, everything is undone as well.
        """
        self._refuse()
        undo: list[Callable[[], object]] = []
        keep: list[Callable[[], object]] = []
        try:
            staged = self._stage(undo)
            self._check_unchanged()
            for path, temporary in staged.items():
                self._install(path, temporary, undo)
            for old, new in self.moved.items():
                self._move(old, new, undo)
            for path in self.deleted:
                aside = self._aside(path)
                (self.root / path).rename(aside)
                undo.append(_Rename(aside, self.root / path))
                keep.append(_Removal(aside))
            if verify:
                verify()
        except BaseException:
            for step in reversed(undo):
                with contextlib.suppress(OSError):
                    step()
            raise
        for step in keep:
            step()

    def _refuse(self) -> None:
        for path in (*self.created, *self.replaced, *self.moved, *self.deleted):
            self._inside(path)
        for path in (*self.created, *self.moved.values()):
            self._inside(path)
            if os.path.lexists(self.root / path):
                raise RefusalError(sentence("exists-already", path=path))

    def _inside(self, path: str) -> None:
        """Refuse a path that a link leads elsewhere, at its end or on the way."""
        here = self.root
        for part in Path(path).parts:
            here /= part
            if part == ".." or here.is_symlink():
                raise RefusalError(sentence("through-link", path=path))

    def _stage(self, undo: list[Callable[[], object]]) -> dict[str, Path]:
        """Write all new contents beside their files."""
        staged = {}
        contents = {**self.created, **{path: new for path, (_, new) in self.replaced.items()}}
        for path, data in contents.items():
            target = self.root / path
            missing = [p for p in target.relative_to(self.root).parents if p.name]
            for folder in reversed(missing):
                if not (self.root / folder).exists():
                    (self.root / folder).mkdir()
                    undo.append((self.root / folder).rmdir)
            descriptor, name = tempfile.mkstemp(prefix=".relais-", dir=target.parent)
            temporary = Path(name)
            undo.append(_Removal(temporary))
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(_mode(target))
            staged[path] = temporary
        return staged

    def _check_unchanged(self) -> None:
        for path, (old, _) in self.replaced.items():
            if (self.root / path).read_bytes() != old:
                raise RefusalError(sentence("changed-meanwhile", path=path))

    def _install(self, path: str, temporary: Path, undo: list[Callable[[], object]]) -> None:
        target = self.root / path
        if path in self.replaced:
            old = self.replaced[path][0]
            undo.append(_Restore(target, old, temporary))
        else:
            undo.append(_Removal(target))
        temporary.replace(target)

    def _move(self, old: str, new: str, undo: list[Callable[[], object]]) -> None:
        (self.root / old).rename(self.root / new)
        undo.append(_Rename(self.root / new, self.root / old))

    def _aside(self, path: str) -> Path:
        target = self.root / path
        return target.with_name(f".relais-{os.getpid()}-{target.name}")


@dataclass(frozen=True, slots=True)
class _Rename:
    source: Path
    target: Path

    def __call__(self) -> None:
        self.source.rename(self.target)


@dataclass(frozen=True, slots=True)
class _Removal:
    path: Path

    def __call__(self) -> None:
        if self.path.is_dir():
            shutil.rmtree(self.path)
        else:
            self.path.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class _Restore:
    """Puts back what a file held, by way of a file beside it."""

    target: Path
    data: bytes
    temporary: Path

    def __call__(self) -> None:
        if self.temporary.exists():
            return  # it was not replaced
        mode = _mode(self.target)
        self.temporary.write_bytes(self.data)
        self.temporary.chmod(mode)
        self.temporary.replace(self.target)


def _mode(target: Path) -> int:
    """Return the mode of a file, or the one that a new file gets."""
    if target.exists():
        return stat.S_IMODE(target.stat().st_mode)
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
