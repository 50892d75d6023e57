"""A folder from which a web server delivers: releases, and a name for the live one.

    TARGET/current           -> releases/20261123T101500Z-1a2b3c4d: the server's root
    TARGET/previous          -> what was live before
    TARGET/releases/ID/      the files, shared with other releases where they are the same
    TARGET/manifests/ID.json what belongs there
    TARGET/pending           the release that is being published, while it is
    TARGET/.lock

The one step that visitors notice is the rename of `current`. Before it, everything has reached the
disk; a process that is ended before it leaves what `_tidy` removes the next time.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import time
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from relais import atomic, locking
from relais.errors import OperationError
from relais.precompression import compress_all
from relais.publishing.release import (
    CARRIED_FOR,
    ID,
    KEPT,
    Release,
    carry_over,
    name_release,
    read_manifest,
    shown,
    to_delete,
    withdrawn,
    without,
)
from relais.publishing.staging import READ_BY_ALL, Staging, damaged, read_site
from relais.stages import Log

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    Check = Callable[[Path, Collection[str]], Collection[str]]
    """Is given the folder of a release and the paths of what it only carries. Returns those of them
    that may not be shown, and raises if the release may not be shown."""

_LOCK: Final = ".lock"
_NAMED: Final = 8
"""Pages that are named of those that a release would show again."""
_OURS: Final = frozenset({"current", "previous", "releases", "manifests", "pending", _LOCK})
_UNFINISHED: Final = (".writing-", ".current.new", ".previous.new")


@dataclass(frozen=True, slots=True)
class Published:
    """What a publication did."""

    release: Release
    changed: bool
    """False where the live release has the same content."""
    written: int = 0
    """Files that no release before had."""
    new_rules: bool = False
    """Whether the server must be told to read its rules again."""


@dataclass(frozen=True)
class FolderTarget:
    """A target folder."""

    root: Path
    project: Path
    """Whose cache is used for compressed files."""
    log: Log = field(default_factory=Log)
    wait: float = locking.WAIT
    clock: Callable[[], float] = time.time
    lasting: float = CARRIED_FOR

    def releases(self) -> list[Release]:
        """Return the complete releases, oldest first."""
        found = []
        for path in (self.root / "manifests").glob("*.json"):
            release = read_manifest(path.read_bytes())
            if release and release.id == path.stem and self._folder(release.id).is_dir():
                found.append(release)
        return sorted(found, key=lambda each: each.number)

    def live(self) -> str | None:
        """Return the id of the live release."""
        return self._pointed("current")

    def before(self) -> str | None:
        """Return the id of the release that was live before."""
        return self._pointed("previous")

    def publish(self, site: Path, check: Check, keep: int = KEPT) -> Published:
        """Make a release of the site in a folder, and let it be live.

        `check` is called before anybody can see it, also where nothing has changed: a day may have
        come on which it must not be seen any more. It may raise. A live release that was damaged
        meanwhile is replaced.
        Raises `OperationError` if the target is not one, is in use, or the site changes meanwhile.
        """
        with self._held():
            live = self._live_release()
            staged = self.root / "releases" / f".new-{os.getpid()}"
            try:
                release, staging = self._stage(site, staged, live)
                release = _drop(staged, release, check(staged, release.carried))
                if live and release.content == live.content and self._is_whole(live):
                    self._forget(live, release)
                    self._prune(keep)
                    return Published(live, changed=False)
                with self.log.stage("switch"):
                    self._enter(release, staged)
                    self._switch(release)
            except BaseException:
                with contextlib.suppress(OSError):
                    self._tidy()  # also on a full disk: it only deletes
                raise
            finally:
                shutil.rmtree(staged, ignore_errors=True)
            with self.log.stage("clean") as counts:
                counts["removed"] = self._prune(keep)
        new_rules = live is None or live.rules != release.rules
        return Published(release, True, staging.written, new_rules)  # noqa: FBT003 - it is named

    def roll_back(self, to: str | None = None, *, again: bool = False) -> Release:
        """Let an earlier release be live again, the one before unless `to` names one.

        Raises `OperationError` if there is none, if it is damaged, or, unless `again`, if it shows
        pages that the live one does not show any more.
        """
        if not (self.root / "manifests").is_dir():  # a mistyped target is left as it is
            raise OperationError(code="nothing-published", target=self.root)
        with self._held():
            releases = {each.id: each for each in self.releases()}
            if not releases:
                raise OperationError(code="nothing-published", target=self.root)
            live = self._live_release()
            wanted = choose(releases, live, to, self.before(), again=again)
            if live and wanted.id == live.id:
                return live
            if path := damaged(self._folder(wanted.id), wanted):
                raise OperationError(code="damaged-release", path=path, id=wanted.id)
            with self.log.stage("switch"):
                if live:
                    wanted = self._lend(wanted, live)
                self._switch(wanted)
            return wanted

    @contextmanager
    def _held(self) -> Iterator[None]:
        """Be alone in the target, tidied."""
        if self.root.name == "current" and (self.root.parent / "manifests").is_dir():
            raise OperationError(code="inside-target", target=self.root.parent)
        if not self._is_ours():
            raise OperationError(code="strange-target", target=self.root)
        _make_open(self.root)
        with locking.held(self.root / _LOCK, self.wait, self.log.wait):
            for name in ("releases", "manifests"):
                _make_open(self.root / name)
            self._tidy()
            yield

    def _is_ours(self) -> bool:
        """Tell whether nobody else keeps something in the target.

        Other programs have folders `releases` too. What stands in ours is named as we name it, and
        beside it somebody else's files may be only where something was published before.
        """
        current, releases = self.root / "current", self.root / "releases"
        if current.exists() and not current.is_symlink():
            return False
        if releases.is_dir() and not all(_is_release(path.name) for path in releases.iterdir()):
            return False
        names = {path.name for path in self.root.iterdir()} if self.root.is_dir() else set()
        others = {name for name in names - _OURS if not name.startswith(_UNFINISHED)}
        return not others or bool(self.releases())

    def _tidy(self) -> None:
        """Remove what a publication left that was ended, whenever that was."""
        pending = self.root / "pending"
        if pending.exists():
            name = pending.read_text("utf-8", "replace").strip()
            if ID.fullmatch(name) and name != self.live():
                self._delete(name)
            pending.unlink()
        for path in (*self.root.glob(".current.new"), *self.root.glob(".previous.new")):
            path.unlink()
        for path in (*self.root.glob(".writing-*"), *self.root.glob("manifests/.writing-*")):
            path.unlink()
        known = {path.stem for path in (self.root / "manifests").glob("*.json")}
        for path in (self.root / "releases").iterdir():
            if path.name.startswith(".") or path.name not in known | {self.live()}:
                shutil.rmtree(path, ignore_errors=True)
        for name in known:
            if not self._folder(name).is_dir():
                self._manifest(name).unlink()

    def _stage(self, site: Path, staged: Path, live: Release | None) -> tuple[Release, Staging]:
        """Lay out the release's folder."""
        with self.log.stage("copy") as counts:
            before = self._folder(live.id) if live else None
            staging = Staging(staged, before, live.hashes if live else {})
            staged.mkdir()
            files, packed, times = {}, {}, {}
            sources = list(read_site(site))
            for source in sources:
                times[source.path] = source.changed
                files[source.path] = staging.place(source.path, source.data, source.changed)
            pairs = ((source.path, source.data) for source in sources)
            for path, _, forms in compress_all(self.project, pairs):
                changed = (staged / path).stat().st_mtime
                for ending, data in forms:
                    name = f"{path}{ending}"
                    if name not in files:
                        packed[name] = staging.place(name, data, changed)
            now = self.clock()
            release = replace(name_release(files, self.releases(), now), packed=packed)
            release = carry_over(release, live, now, self.lasting)
            carried = {p: kept for p, kept in release.carried.items() if staging.share(p)}
            release = replace(release, carried=carried)
            staging.flush()
            counts |= {
                "files": len(files),
                "written": staging.written,
                "linked": staging.linked,
                "compressed": len(packed),
                "carried": len(carried),
            }
        return release, staging

    def _enter(self, release: Release, staged: Path) -> None:
        """Give a laid-out release its place. Until it is live, `pending` marks it as unfinished."""
        atomic.write(self.root / "pending", release.id.encode())
        staged.rename(self._folder(release.id))
        atomic.flush_folder(self.root / "releases")
        atomic.write(self._manifest(release.id), release.as_json())

    def _is_whole(self, live: Release) -> bool:
        """Tell whether servers can deliver the live release as it was published."""
        folder = self._folder(live.id)
        closed = any(
            os.stat(each).st_mode & READ_BY_ALL != READ_BY_ALL  # noqa: PTH116 - the names are texts
            for each, _, _ in os.walk(folder)
        )
        return not closed and not damaged(folder, live)

    def _forget(self, live: Release, release: Release) -> None:
        """Delete what the live release carries and `release`, of the same content, does not."""
        superfluous = live.carried.keys() - release.carried.keys()
        if superfluous:
            for path in superfluous:
                (self._folder(live.id) / path).unlink(missing_ok=True)
            kept = {path: each for path, each in live.carried.items() if path not in superfluous}
            atomic.write(self._manifest(live.id), replace(live, carried=kept).as_json())

    def _switch(self, release: Release) -> None:
        """Let visitors see a release that is complete."""
        live = self.live()
        if live and self._folder(live).is_dir():
            atomic.point(self.root / "previous", f"releases/{live}")
        atomic.point(self.root / "current", f"releases/{release.id}")
        (self.root / "pending").unlink(missing_ok=True)

    def _lend(self, wanted: Release, live: Release) -> Release:
        """Add to an earlier release the files that pages of the live one may still ask for."""
        lent = carry_over(wanted, live, self.clock(), self.lasting)
        lent = replace(lent, carried={**wanted.carried, **lent.carried})
        # First the manifest: a file that it names and that is not there harms nobody.
        atomic.write(self._manifest(wanted.id), lent.as_json())
        staging = Staging(self._folder(wanted.id), self._folder(live.id), live.hashes)
        carried = {
            path: kept
            for path, kept in lent.carried.items()
            if (staging.folder / path).exists() or staging.share(path)
        }
        lent = replace(lent, carried=carried)
        staging.flush()
        atomic.write(self._manifest(wanted.id), lent.as_json())
        return lent

    def _prune(self, keep: int) -> int:
        superfluous = to_delete(self.releases(), keep, (self.live(), self.before()))
        for release in superfluous:
            self._delete(release.id)
        return len(superfluous)

    def _delete(self, name: str) -> None:
        """Remove a release so that, whenever this is ended, it counts as removed."""
        folder = self._folder(name)
        if folder.is_dir():
            folder.rename(folder.with_name(f".old-{name}"))
        self._manifest(name).unlink(missing_ok=True)
        shutil.rmtree(folder.with_name(f".old-{name}"), ignore_errors=True)

    def _live_release(self) -> Release | None:
        live = self.live()
        return next((each for each in self.releases() if each.id == live), None)

    def _pointed(self, link: str) -> str | None:
        try:
            return os.path.basename(os.readlink(self.root / link))  # noqa: PTH115, PTH119 - text
        except OSError:
            return None

    def _folder(self, name: str) -> Path:
        return self.root / "releases" / name

    def _manifest(self, name: str) -> Path:
        return self.root / "manifests" / f"{name}.json"


def _drop(folder: Path, release: Release, paths: Collection[str]) -> Release:
    """Return a release that carries no files at `paths`, once they are not in its folder."""
    kept = without(release, paths)
    for path in release.carried.keys() - kept.carried.keys():
        (folder / path).unlink()
    return kept


def _make_open(folder: Path) -> None:
    """Make a folder that servers may read, unless it is there."""
    if not folder.is_dir():
        folder.mkdir(parents=True)
        folder.chmod(READ_BY_ALL)


def _is_release(name: str) -> bool:
    """Tell whether a name below `releases` is one of ours, or of what a publication left."""
    return ID.fullmatch(name.removeprefix(".old-")) is not None or name.startswith(".new-")


def choose(
    releases: Mapping[str, Release],
    live: Release | None,
    to: str | None,
    before: str | None,
    *,
    again: bool,
) -> Release:
    """Return the release with the id `to`, or without one the one before the live one.

    That is the one that was live `before` it, if it is older, else the newest that is older: what
    was rolled back once is not shown again. Where nothing whole is live, it is the newest of all.
    Unless `again`, it must not show what the live one does not: it may stand there no more since
    somebody withdrew their consent. Raises `OperationError`.
    """
    newest_first = sorted(releases.values(), key=lambda each: -each.number)
    if to is not None:
        if to not in releases:
            raise OperationError(code="no-release", id=to, choices=", ".join(releases))
        wanted = releases[to]
    elif live is None:
        wanted = newest_first[0]
    else:
        earlier = [each for each in newest_first if each.number < live.number]
        if not earlier:
            raise OperationError(code="no-earlier-release", id=live.id)
        wanted = next((each for each in earlier if each.id == before), earlier[0])
    now = live or newest_first[0]
    # Those first of whom somebody said that they may not be seen.
    gone = withdrawn(now)
    more = sorted(shown(wanted) - shown(now), key=lambda page: (page not in gone, page))
    if more and not again:
        pages = ", ".join(f"/{page}" for page in more[:_NAMED])
        pages += ", …" if len(more) > _NAMED else ""
        raise OperationError(code="shown-again", id=wanted.id, count=len(more), pages=pages)
    return wanted
