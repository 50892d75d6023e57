"""A release: one published state of the site, and its manifest."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from relais.addresses import GONE_MARK
from relais.assets import FOLDER as ASSETS
from relais.servers import FOLDER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

FORM: Final = 1
"""Of the manifest. One of another form is passed over, and its release left alone."""
KEPT: Final = 5
"""Releases that stay, unless told otherwise."""
CARRIED_FOR: Final = 24 * 3600.0
"""Seconds for which what pages load outlives the release that needed it: a page that was opened
before the switch, or lies in somebody's cache, still finds its design, scripts and pictures."""
_HASH_SHOWN: Final = 8
ID: Final = re.compile(rf"[0-9]{{8}}T[0-9]{{6}}Z-[0-9a-f]{{{_HASH_SHOWN}}}(?:-[0-9]+)?")
_OF_ALL: Final = (f"{ASSETS}/search/", f"{ASSETS}/cards/")
"""What tells something of all pages, under names that do not say of which."""
_PICTURE: Final = re.compile(rf"({ASSETS}/pictures/[^.]+?)(-\d+)?\..*")
"""A picture's name: whose it is, how wide, the hash of its content."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was published, and when."""

    id: str
    """The time in UTC and the beginning of the content's hash: 20261123T101500Z-1a2b3c4d."""
    number: int
    """One more than the newest before. Tells the order, which clocks may not."""
    content: str
    """The hash of all names and contents."""
    files: Mapping[str, str]
    """The hash of each file of the site, by its path."""
    packed: Mapping[str, str] = field(default_factory=dict)
    """The same for the compressed forms beside them."""
    carried: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Files of earlier releases that are still there: their hash, and since when nobody needs them
    any more, in seconds since 1970."""

    @property
    def hashes(self) -> dict[str, str]:
        """The hash of every file that lies in the release, by its path."""
        carried = {path: digest for path, (digest, _) in self.carried.items()}
        return {**carried, **self.packed, **self.files}

    @property
    def rules(self) -> dict[str, str]:
        """The hashes of the servers' own files, which servers read only when they start."""
        return {path: h for path, h in self.files.items() if path.startswith(f"{FOLDER}/")}

    def as_json(self) -> bytes:
        """Return the manifest."""
        data = {
            "form": FORM,
            "id": self.id,
            "number": self.number,
            "content": self.content,
            "files": self.files,
            "packed": self.packed,
            "carried": self.carried,
        }
        return json.dumps(data, ensure_ascii=False, sort_keys=True, indent=0).encode()


def read_manifest(data: bytes) -> Release | None:
    """Return the release of a manifest, or None for anything else."""
    try:
        found: Any = json.loads(data)
        if found["form"] != FORM:
            return None
        carried = {
            str(path): (str(h), float(since)) for path, (h, since) in found["carried"].items()
        }
        files, packed = (
            {str(path): str(h) for path, h in found[name].items()} for name in ("files", "packed")
        )
        return Release(
            str(found["id"]),
            int(found["number"]),
            str(found["content"]),
            files,
            packed,
            carried,
        )
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def name_release(files: Mapping[str, str], earlier: Iterable[Release], now: float) -> Release:
    """Return a release of these files with an id and a number that none of `earlier` has."""
    digest = hashlib.sha256()
    for path, each in sorted(files.items()):
        digest.update(f"{path}\0{each}\0".encode())
    content = digest.hexdigest()
    earlier = list(earlier)
    when = datetime.fromtimestamp(now, UTC).strftime("%Y%m%dT%H%M%SZ")
    name, number = f"{when}-{content[:_HASH_SHOWN]}", 1
    taken = {each.id for each in earlier}
    while name in taken:  # the clock was set back, or a second is long
        number += 1
        name = f"{when}-{content[:_HASH_SHOWN]}-{number}"
    newest = max((each.number for each in earlier), default=0)
    return Release(name, newest + 1, content, dict(files))


def carry_over(
    release: Release, before: Release | None, now: float, lasting: float = CARRIED_FOR
) -> Release:
    """Return `release` with the files that pages of the release `before` may still ask for.

    Only what pages load, where no file of the same name took its place: what of it keeps its name
    has a successor. Whoever may not be shown any more goes at once: no picture stays of what has
    none in `release`, and once a page is gone nothing that may speak of it. A clock that was set
    back makes files stay longer, never shorter.
    """
    if before is None:
        return release
    pictured = {_pictured(path) for path in release.files}
    left_out = () if shown(before) <= shown(release) else _OF_ALL
    since = dict.fromkeys({**before.files, **before.packed}, now) | {
        path: min(left, now) for path, (_, left) in before.carried.items()
    }
    hashes = before.hashes
    carried = {
        path: (hashes[path], left)
        for path, left in sorted(since.items())
        if path.startswith(f"{ASSETS}/")
        and now - left < lasting
        and not _has(release, path)
        and _pictured(path) in pictured
        and not path.startswith(left_out)
    }
    return replace(release, carried={**carried})


def without(release: Release, paths: Collection[str]) -> Release:
    """Return a release that does not carry the files at `paths`, nor compressed forms of them."""
    kept = {
        path: each
        for path, each in release.carried.items()
        if not {path, path.removesuffix(".br").removesuffix(".gz")} & set(paths)
    }
    return replace(release, carried=kept)


def shown(release: Release) -> set[str]:
    """Return what a release shows: its pages, but those of what was withdrawn, and its pictures.

    Pictures are named by whom they show, whatever their widths and contents.
    """
    pages = {path.removesuffix("index.html") for path in release.files if _is_page(path)}
    pictures = {_pictured(path) for path in release.files} - {""}
    return (pages - withdrawn(release)) | pictures


def withdrawn(release: Release) -> set[str]:
    """Return the addresses at which a release says that something was withdrawn."""
    return {path.removesuffix(GONE_MARK) for path in release.files if path.endswith(GONE_MARK)}


def _is_page(path: str) -> bool:
    return path.endswith("/index.html")


def _pictured(path: str) -> str:
    """Return who or what a picture shows, as far as its name tells; empty for other files."""
    picture = _PICTURE.fullmatch(path)
    return picture[1] if picture else ""


def _has(release: Release, path: str) -> bool:
    """Tell whether a release has a file of this name, or the one of which it is a compressed form.

    What it only carries does not count: pages of the release before may have needed it until now.
    """
    plain = path.removesuffix(".br").removesuffix(".gz")
    return not release.files.keys().isdisjoint({path, plain}) or path in release.packed


def to_delete(
    releases: Iterable[Release], keep: int, needed: Iterable[str | None]
) -> list[Release]:
    """Return what is beyond the newest `keep` releases; never one of `needed` ids."""
    needed = set(needed)
    newest_first = sorted(releases, key=lambda each: -each.number)
    return [each for each in newest_first[max(keep, 1) :] if each.id not in needed]
