"""What is known of a search index that was made: its files, and the places of pages in it."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, NamedTuple

from relais import cache
from relais.shelf import Kept

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relais.shelf import Shelf


class Page(NamedTuple):
    """A page that can be found."""

    path: str
    """Its file in the site."""
    words: int
    fields: list[str]
    """What can be found of it besides its text."""
    fragment: str
    """The file of what is shown of it, in the index."""


@dataclass(frozen=True, slots=True)
class Record:
    """An index that was made."""

    made_by: str
    """What tells one version of the programs that made it from another."""
    documents: dict[str, str]
    """From which documents: the digest of each by the page's path."""
    pages: dict[str, list[Page]] = field(default_factory=dict)
    """The pages of each language in the order of their numbers."""
    files: dict[str, Kept] = field(default_factory=dict)
    """All its files, on the shelf."""

    def write(self, path: Path) -> None:
        """Keep the record."""
        known = {each.name: getattr(self, each.name) for each in fields(self)}
        cache.write(path, json.dumps(known, separators=(",", ":")).encode())


def read(path: Path, made_by: str, shelf: Shelf) -> Record | None:
    """Return a record that is kept, if it is of this version and the index still there whole."""
    data = cache.read(path)
    if data is None:
        return None
    found = json.loads(data)
    if found.get("made_by") != made_by:
        return None
    files = {name: shelf.find(Kept(*look)) for name, look in found["files"].items()}
    sound = {name: file for name, file in files.items() if file}
    if len(sound) < len(files):
        return None
    pages = {
        language: [Page(*page) for page in known] for language, known in found["pages"].items()
    }
    return Record(made_by, found["documents"], pages, sound)


def newest(folder: Path, made_by: str, shelf: Shelf) -> Record | None:
    """Return the record that was used last, of those of one version."""
    for path in reversed(by_age(folder)):
        if record := read(path, made_by, shelf):
            return record
    return None


def by_age(folder: Path) -> list[Path]:
    """Return where records are kept, the one that was used last at the end."""
    return [path for _, path in sorted(_times(folder))]


def _times(folder: Path) -> Iterator[tuple[int, Path]]:
    for path in folder.glob("*.json"):
        with contextlib.suppress(OSError):
            yield path.stat().st_mtime_ns, path
