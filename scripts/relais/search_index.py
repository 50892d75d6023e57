"""The search index: made by Pagefind's program beside the build, and only when its texts changed.

Pagefind reads a folder of documents and writes an index in pieces, of which a visitor loads only
those that a search needs. Its Python interface is not used: fed page by page it takes far longer.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import json
import os
import shutil
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pagefind_bin

from relais import tether
from relais.assets import SEARCH
from relais.cache import key_of
from relais.errors import BuildFailedError

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Iterable

_CACHE: Final = ".relais/search"
_MOST: Final = 12
"""Indexes that are kept: of this build and of the last ones, such as those of other days."""
_FORGOTTEN: Final = 60 * 60
"""Seconds after which the folder of a build that was killed is cleared away."""
_VERSION: Final = 2
_PARTS: Final = ("*.pf_meta", "wasm.*", "pagefind.js", "fragment/*", "index/*", "filter/*")
"""What of Pagefind's output the search page uses; the rest are ready-made pages and a worker."""
_ENTRY: Final = "pagefind-entry.json"
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
class _Kept:
    """An index that is there already. It is held open, since another build may clear it away."""

    archive: zipfile.ZipFile

    def finish(self, output: Path) -> None:
        """Put the index into the site at `output`."""
        with self.archive:
            _unpack(self.archive, output / SEARCH)

    def abandon(self) -> None:
        """Let go of the index."""
        self.archive.close()


@dataclass(frozen=True, slots=True)
class _Making:
    """An index that a program is making at this moment."""

    kept: Path
    """The file in which it will be kept."""
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
            packed = self.folder / "index.zip"
            _pack(self.folder / "index", packed)
            with zipfile.ZipFile(packed) as archive:
                _unpack(archive, output / SEARCH)
            packed.replace(self.kept)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> None:
        """End the program and leave nothing of what it made."""
        tether.end(self.program)
        shutil.rmtree(self.folder, ignore_errors=True)


SearchIndex = _Kept | _Making


def start(root: Path, documents: Iterable[tuple[str, bytes]]) -> SearchIndex:
    """Start making the index of `documents`, unless it is kept already."""
    documents = list(documents)
    version = importlib.metadata.version("pagefind-bin")
    key = key_of("search", _VERSION, version, *(part for pair in documents for part in pair))
    cache = root / _CACHE
    kept = cache / f"{key[:32]}.zip"
    archive = _open(kept)
    if archive is not None:
        return _Kept(archive)
    cache.mkdir(parents=True, exist_ok=True)
    _clear(cache)
    folder = Path(tempfile.mkdtemp(prefix="making-", dir=cache))
    for name, document in documents:
        path = folder / "documents" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(document)
    command = [str(pagefind_bin.get_executable()), "--silent"]
    command += ["--site", str(folder / "documents"), "--output-path", str(folder / "index")]
    return _Making(kept, folder, tether.start(command))


def _open(kept: Path) -> zipfile.ZipFile | None:
    """Return an index that is kept whole; a damaged or foreign file counts as absent."""
    try:
        archive = zipfile.ZipFile(kept)
        if archive.testzip() is None:
            os.utime(kept)
            return archive
    except (OSError, zipfile.BadZipFile):
        pass
    return None


def _pack(index: Path, packed: Path) -> None:
    """Keep what is needed of a finished index, with the same bytes for the same texts."""
    entry = json.loads((index / _ENTRY).read_text("utf-8"))
    entry["languages"] = dict(sorted(entry["languages"].items()))  # Pagefind's order is by chance
    paths = sorted(path for pattern in _PARTS for path in index.glob(pattern))
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(zipfile.ZipInfo(_ENTRY), json.dumps(entry, separators=(",", ":")))
        archive.writestr(zipfile.ZipInfo("LICENCE.txt"), _LICENCE)
        for path in paths:
            name = path.relative_to(index).as_posix()
            archive.writestr(zipfile.ZipInfo(name), path.read_bytes())


def _unpack(archive: zipfile.ZipFile, folder: Path) -> None:
    for part in {Path(name).parent for name in archive.namelist()}:
        (folder / part).mkdir(parents=True, exist_ok=True)
    for name in archive.namelist():
        (folder / name).write_bytes(archive.read(name))


def _clear(cache: Path) -> None:
    """Delete what killed builds left, and all but the latest indexes."""
    with contextlib.suppress(OSError):
        oldest = time.time() - _FORGOTTEN
        for left in cache.glob("making-*"):
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        kept = sorted(cache.glob("*.zip"), key=lambda path: path.stat().st_mtime)
        for old in kept[: 1 - _MOST]:
            old.unlink()
