"""Sites that were replaced: the last one is what the next one is begun with.

Nearly all files of a site are links to the shelf's, and most are the same in the next site. What
stands where it should need neither be linked again nor be deleted, which for ten thousand pages
takes longer than to look through them.

Several builds of a project may run at once, into folders of their own. A name is changed in one
step: whoever changed the name of a site has it alone.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relais import shelf
from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from relais.shelf import Kept, Look

FOLDER: Final = ".relais/replaced"
VARIABLE: Final = "RELAIS_BEGIN_WITH"
"""The environment variable that tells the builder which folder was claimed for it: beside a folder
that somebody else had it build into there may be anything."""
_MOST: Final = 0.5
"""The part of a site that may have to go: the build waits while file by file is deleted."""
_GONE: Final = ".gone"
"""Ends the name of a site that is being deleted."""


@dataclass(frozen=True)
class Standing:
    """What stands in the folder of a site, or in a part of it, before the site is made there."""

    files: Mapping[str, int] = field(default_factory=dict)
    """The number on the disk of each file, by its path in the site."""
    folders: Sequence[str] = ()
    """The paths of all folders, each before those inside it."""

    def divided(self, folder: str) -> tuple[Standing, Standing]:
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


def claim(root: Path, output: Path) -> tuple[Path, list[Path]]:
    """Take the site that was replaced last, to begin the one at `output` with.

    Return where it is now, if it could be taken, and the others, which are only to be deleted. Its
    name begins with that of `output`, so that it is cleared away with it if the build is killed.
    """
    claimed, sites = Path(f"{output}.last"), _by_age(root)
    for last in sites[-1:]:
        with contextlib.suppress(OSError):  # another build took it, or `output` is on another disk
            last.rename(claimed)
    for other in sites[:-1]:
        with contextlib.suppress(OSError):
            other.rename(f"{other}{_GONE}")
    return claimed, list((root / FOLDER).glob(f"*{_GONE}"))


def _by_age(root: Path) -> list[Path]:
    return sorted(path for path in (root / FOLDER).glob("*") if path.name.isdigit())


def give_back(root: Path, claimed: Path) -> None:
    """Let another build have what was claimed, if this one ended before it began."""
    if claimed.exists():
        lay_aside(root, claimed)


def look_through(root: Path, claimed: Path, shelved: Mapping[str, Look]) -> Standing | None:
    """Return what stands in the site that was claimed, once all files but those `shelved` are gone.

    None if there is none, or if nothing should begin with it: if most of it would have to go, if it
    is not as a build leaves it, or if the shelf is on another disk: a number tells a file only from
    others of its disk.
    """
    try:
        if claimed.lstat().st_dev != (root / shelf.FOLDER).stat().st_dev:
            return None
        files, folders = _look_through(str(claimed))
        numbers = {number for _, _, number in shelved.values()}
        others = [path for path, number in files.items() if number not in numbers]
        if len(others) > _MOST * len(files):
            return None
        for path in others:
            del files[path]
            os.unlink(f"{claimed}/{path}")  # noqa: PTH108 - see above
    except OSError:  # it is not there, or somebody changed it, or denies access to it
        return None
    return Standing(files, folders)


def begin(output: Path, claimed: Path, standing: Standing) -> Standing:
    """Begin the site at `output` with what was claimed for it; return what stands there."""
    try:
        if os.path.lexists(output):
            return NOTHING
        claimed.rename(output)
    except OSError:
        return NOTHING
    return standing


def _look_through(site: str) -> tuple[dict[str, int], list[str]]:
    """Return the files and folders of a site as `Standing` has them.

    Raises `OSError` if one cannot be looked at, or if a folder is not as a new one would be.
    """
    files: dict[str, int] = {}
    folders: list[str] = []
    start, unseen, usual = len(site) + 1, [site], _usual_mode()
    while unseen:
        folder = unseen.pop()
        folders.append(folder[start:])
        if stat.S_IMODE(os.lstat(folder).st_mode) & 0o777 != usual:
            raise PermissionError(folder)
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    unseen.append(entry.path)
                else:
                    files[entry.path[start:]] = entry.inode()
    return files, folders[1:]


def _usual_mode() -> int:
    """Return the permissions that a new folder gets; only where no other thread makes any."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o777 & ~mask
