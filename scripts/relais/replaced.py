"""Sites that were replaced: the last one is what the next one is begun with.

Nearly all files of a site are links to the shelf's, and most are the same in the next site. What
stands where it should need neither be linked again nor be deleted, which for ten thousand pages
takes longer than to look through them.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeAlias

from relais import shelf
from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relais.shelf import Kept, Look

FOLDER: Final = ".relais/replaced"
_PART: Final = 0.5
"""Of the files of a site, those that must be the shelf's for the next one to be begun with it."""


@dataclass(frozen=True)
class Standing:
    """What stands in the folder of a site, or in a part of it, before the site is made there."""

    files: Mapping[str, int] = field(default_factory=dict)
    """The number on the disk of each file, by its path in the site."""
    folders: Sequence[str] = ()
    """The paths of all folders, each before those inside it."""

    def without(self, folder: str) -> tuple[Standing, Standing]:
        """Return what stands elsewhere, and what stands in one folder."""
        inside = f"{folder}/"
        files: tuple[dict[str, int], dict[str, int]] = {}, {}
        for path, number in self.files.items():
            files[path.startswith(inside)][path] = number
        folders: tuple[list[str], list[str]] = [], []
        for path in self.folders:
            folders[f"{path}/".startswith(inside)].append(path)
        return Standing(files[False], folders[False]), Standing(files[True], folders[True])

    def keep(self, output: Path, wanted: Mapping[str, Kept]) -> dict[str, Kept]:
        """Delete everything that is not one of the files `wanted`; return those that are missing.

        They are the shelf's, by their path in the site at `output`. Nobody else may be writing
        there. Raises `BuildFailedError` if something cannot be deleted.
        """
        missing, needed = dict(wanted), {""}
        try:
            for path, number in self.files.items():
                file = wanted.get(path)
                if file and file.number == number:
                    del missing[path]
                    needed.add(os.path.dirname(path))  # noqa: PTH120 - there are thousands of them
                else:
                    os.unlink(f"{output}/{path}")  # noqa: PTH108
        except OSError as error:
            message = f"A file of an earlier site cannot be deleted: {error}"
            raise BuildFailedError(message) from error
        for folder in reversed(self.folders):
            if folder in needed:
                needed.add(os.path.dirname(folder))  # noqa: PTH120
            else:
                with contextlib.suppress(OSError):  # another part of the site stands in it
                    os.rmdir(f"{output}/{folder}")  # noqa: PTH106
        return missing


NOTHING: Final = Standing()
LastSite: TypeAlias = "tuple[Path, Standing]"
"""The site that was replaced last, and what stands in it."""


def lay_aside(root: Path, site: Path) -> None:
    """Move a site that was replaced to where the next build of the project at `root` finds it.

    It is deleted if it is on another disk.
    """
    folder = root / FOLDER
    try:
        folder.mkdir(parents=True, exist_ok=True)
        site.rename(folder / f"{time.time_ns()}")
    except OSError:
        shutil.rmtree(site, ignore_errors=True)


def last_and_others(root: Path) -> tuple[Path | None, list[Path]]:
    """Return the site that was replaced last, if there is one, and those before it."""
    sites = sorted((root / FOLDER).glob("*"))
    return (sites[-1], sites[:-1]) if sites else (None, [])


def look_through_last(root: Path, shelved: Mapping[str, Look]) -> LastSite | None:
    """Return the site that was replaced last, and what stands in it.

    `shelved` is what the shelf has. None if there is no such site, if the next one cannot be begun
    with it, or if that does not pay: what is not the shelf's would all be deleted first.
    """
    last, _ = last_and_others(root)
    # A number tells a file only from others on its disk.
    if last is None or not _on_one_disk(last, root / shelf.FOLDER):
        return None
    standing = _look_through(str(last))
    if standing is None:
        return None
    numbers = {number for _, _, number in shelved.values()}
    known = sum(number in numbers for number in standing.files.values())
    return (last, standing) if known > _PART * len(standing.files) else None


def begin(output: Path, last: LastSite | None) -> Standing:
    """Begin the site at `output` with the last one; return what stands there.

    Nothing does if that one is gone, as when another build took it, or lies on another disk.
    """
    if last is None:
        return NOTHING
    site, standing = last
    try:
        site.rename(output)
    except OSError:
        return NOTHING
    return standing


def _on_one_disk(one: Path, other: Path) -> bool:
    try:
        return one.lstat().st_dev == other.lstat().st_dev
    except OSError:
        return False


def _look_through(site: str) -> Standing | None:
    """Return what stands in a site; None if some of it is not ours to change."""
    files: dict[str, int] = {}
    folders: list[str] = []
    start, unseen = len(site) + 1, [site]
    try:
        while unseen:
            folder = unseen.pop()
            if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
                return None
            folders.append(folder[start:])
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        unseen.append(entry.path)
                    else:
                        files[entry.path[start:]] = entry.inode()
    except OSError:
        return None
    return Standing(files, folders[1:])
