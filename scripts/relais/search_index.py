"""The search index: made by Pagefind's program beside the build, and only when its texts changed.

Pagefind reads a folder of documents and writes an index in pieces, of which a visitor loads only
those that a search needs. Its Python interface is not used: fed page by page it takes far longer.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import shutil
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pagefind_bin

from relais import cache, search_order, tether
from relais.assets import SEARCH
from relais.errors import BuildFailedError
from relais.shelf import Kept, Shelf

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterator, Mapping, Sequence

_CACHE: Final = ".relais/search"
_MOST: Final = 12
"""Indexes that are kept: of this build and of the last ones, such as those of other days."""
_FORGOTTEN: Final = 60 * 60
"""Seconds after which the folder of a build that was killed is cleared away."""
_VERSION: Final = 4
_PARTS: Final = (
    search_order.ENTRY,
    "*.pf_meta",
    "wasm.*",
    "pagefind.js",
    "fragment/*",
    "index/*",
    "filter/*",
)
"""What of Pagefind's output the search page uses; the rest are ready-made pages and a worker."""
_LICENCE: Final = """\
Pagefind, https://pagefind.app/

Copyright 2022 CloudCannon

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
associated documentation files (the "Software"), to deal in the Software without restriction,
including without limitation the rights to use, copy, modify, merge, publish, distribute,
sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial
portions of the Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES
OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN
CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""
"""What the site must say of the program that it publishes with the index."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """An index that is there already."""

    shelf: Shelf
    files: Mapping[str, Kept]

    def finish(self, output: Path) -> None:
        """Put the index into the site at `output`."""
        _place(self.shelf, self.files, output)

    def abandon(self) -> None:
        """Nothing is being made."""


@dataclass(frozen=True, slots=True)
class _Making:
    """An index that a program is making at this moment."""

    shelf: Shelf
    kept: Path
    """Where its list of files will be kept."""
    folder: Path
    """The folder in which it is made."""
    program: subprocess.Popen[bytes]
    """Pagefind, which would wait for ever if a build that was killed left it behind."""

    def finish(self, output: Path) -> None:
        """Wait for the program and put the index into the site at `output`.

        Raises `BuildFailedError` if Pagefind did not make it.
        """
        try:
            status, said = tether.wait(self.program)
            if status:
                message = f"Pagefind could not make the search index: {said.strip()}"
                raise BuildFailedError(message)
            files = dict(_files(self.folder / "index", self.shelf))
            _place(self.shelf, files, output)
            cache.write(self.kept, json.dumps(files).encode())
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> None:
        """End the program and leave nothing of what it made."""
        tether.end(self.program)
        shutil.rmtree(self.folder, ignore_errors=True)


SearchIndex = _Ready | _Making


def start(root: Path, documents: Sequence[tuple[str, Kept]]) -> SearchIndex:
    """Start making the index of `documents`, unless it is kept already."""
    shelf = Shelf(root)
    version = importlib.metadata.version("pagefind-bin")
    key = cache.key_of("search", _VERSION, version, *(f"{n} {kept.name}" for n, kept in documents))
    folder = root / _CACHE
    kept = folder / f"{key[:32]}.json"
    files = _ready(kept, shelf)
    if files is not None:
        return _Ready(shelf, files)
    folder.mkdir(parents=True, exist_ok=True)
    _clear(folder)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=folder))
    for name, document in documents:
        shelf.place(document, f"{making}/documents/{name}")
    command = [str(pagefind_bin.get_executable()), "--silent"]
    command += ["--site", str(making / "documents"), "--output-path", str(making / "index")]
    return _Making(shelf, kept, making, tether.start(command))


def _ready(kept: Path, shelf: Shelf) -> dict[str, Kept] | None:
    """Return the files of an index that is kept whole."""
    data = cache.read(kept)
    if data is None:
        return None
    files = {name: shelf.find(Kept(*look)) for name, look in json.loads(data).items()}
    sound = {name: file for name, file in files.items() if file}
    return sound if len(sound) == len(files) else None


def _files(index: Path, shelf: Shelf) -> Iterator[tuple[str, Kept]]:
    """Yield what is needed of a finished index, with the same bytes for the same texts."""
    search_order.put_in_order(index)
    yield "LICENCE.txt", shelf.put(_LICENCE.encode())
    for path in sorted(path for pattern in _PARTS for path in index.glob(pattern)):
        yield path.relative_to(index).as_posix(), shelf.put(path.read_bytes())


def _place(shelf: Shelf, files: Mapping[str, Kept], output: Path) -> None:
    for name, kept in files.items():
        shelf.place(kept, f"{output}/{SEARCH}/{name}")


def _clear(folder: Path) -> None:
    """Delete what killed builds left, and all but the latest indexes."""
    with contextlib.suppress(OSError):
        oldest = time.time() - _FORGOTTEN
        for left in folder.glob("making-*"):
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for old in kept[: 1 - _MOST]:
            old.unlink()
