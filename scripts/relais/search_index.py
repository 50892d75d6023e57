"""The search index: made by Pagefind's program beside the build, of the texts that are new.

Pagefind reads a folder of documents and writes an index in pieces, of which a visitor loads only
those that a search needs. What it made before is kept (`search_assembly`). Its Python interface is
not used: fed page by page it takes far longer.
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import os
import shutil
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pagefind_bin

from relais import cache, search_record, tether
from relais.assets import SEARCH
from relais.errors import BuildFailedError
from relais.replaced import NOTHING
from relais.search_assembly import assemble
from relais.search_record import Record

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping, Sequence

    from relais.replaced import Standing
    from relais.shelf import Kept, Shelf

_CACHE: Final = ".relais/search"
_MOST: Final = 12
"""Indexes that are kept: of this build and of the last ones, such as those of other days."""
_FORGOTTEN: Final = 60 * 60
"""Seconds after which the folder of a build that was killed is cleared away."""
_VERSION: Final = 5
_FEW: Final = 0.25
"""The part of all documents up to which it pays to add new ones to an earlier index: to take that
apart and put it together again takes some of the time that a new one takes."""
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

    def finish(self, output: Path, standing: Standing = NOTHING) -> None:
        """Put the index into the site at `output`, in the place of what is `standing` there."""
        files = {f"{SEARCH}/{name}": kept for name, kept in self.files.items()}
        for path, kept in standing.keep(output, files).items():
            self.shelf.place(kept, f"{output}/{path}")

    def abandon(self) -> None:
        """Nothing is being made."""


@dataclass(frozen=True, slots=True)
class _Making:
    """An index that is being made at this moment."""

    shelf: Shelf
    documents: Sequence[tuple[str, Kept]]
    record: Record
    """What it is made of."""
    earlier: Record | None
    """The index of an earlier build to which the new documents are added."""
    kept: Path
    """Where the record will be kept."""
    folder: Path
    """The folder in which it is made."""
    program: subprocess.Popen[bytes] | None
    """Pagefind; none where documents only went away."""
    processes: int

    def finish(self, output: Path, standing: Standing = NOTHING) -> None:
        """Wait for the program and put the index into the site at `output`.

        What is `standing` in its place goes away.

        Raises `BuildFailedError` if Pagefind did not make it.
        """
        made = self.folder / "index" if self.program else None
        try:
            if self.program and (said := _wait(self.program)) is not None:
                if not self.earlier:
                    message = f"Pagefind could not make the search index: {said}"
                    raise BuildFailedError(message)
                # It does not take pages without a word alone, but among others.
                self._of_all().finish(output, standing)
                return
            assemble(made, self.earlier, self.record, self.shelf, self.processes)
            self.record.files["LICENCE.txt"] = self.shelf.put(_LICENCE.encode())
            _Ready(self.shelf, self.record.files).finish(output, standing)
            self.record.write(self.kept)
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _of_all(self) -> _Making:
        program = _started(self.folder, self.documents, self.shelf)
        return replace(self, earlier=None, program=program)

    def abandon(self) -> None:
        """End the program and leave nothing of what it made."""
        if self.program:
            tether.end(self.program)
        shutil.rmtree(self.folder, ignore_errors=True)


SearchIndex = _Ready | _Making


def start(shelf: Shelf, documents: Sequence[tuple[str, Kept]], processes: int = 1) -> SearchIndex:
    """Start making the index of `documents`, unless it is kept already.

    They are the pages' files and what can be found of them. In the end, `processes` share the work.
    """
    folder = shelf.root / _CACHE
    made_by = f"{_VERSION} {importlib.metadata.version('pagefind-bin')}"
    key = cache.key_of("search", made_by, *(f"{path} {kept.name}" for path, kept in documents))
    kept = folder / f"{key[:32]}.json"
    ready = search_record.read(kept, made_by, shelf)
    if ready:
        return _Ready(shelf, ready.files)
    folder.mkdir(parents=True, exist_ok=True)
    record = Record(made_by, {path: document.name for path, document in documents})
    earlier = search_record.newest(folder, made_by, shelf)
    new = _new(documents, earlier)
    if len(new) > _FEW * len(documents):
        earlier, new = None, documents
    _clear(folder)
    making = Path(tempfile.mkdtemp(prefix="making-", dir=folder))
    program = _started(making, new, shelf) if new else None
    return _Making(shelf, documents, record, earlier, kept, making, program, processes)


def _new(
    documents: Sequence[tuple[str, Kept]], earlier: Record | None
) -> Sequence[tuple[str, Kept]]:
    known = earlier.documents if earlier else {}
    return [(path, kept) for path, kept in documents if known.get(path) != kept.name]


def _started(
    making: Path, documents: Sequence[tuple[str, Kept]], shelf: Shelf
) -> subprocess.Popen[bytes]:
    for name, document in documents:
        shelf.place(document, f"{making}/documents/{name}")
    command = [str(pagefind_bin.get_executable()), "--silent"]
    site, output = (str((making / name).absolute()) for name in ("documents", "index"))
    command += ["--site", site, "--output-path", output]
    # It obeys settings that it finds where it runs: they would be no part of the index's name.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    return tether.start(command, making, environment)


def _wait(program: subprocess.Popen[bytes]) -> str | None:
    """Wait for Pagefind; return what it said if it failed."""
    status, said = tether.wait(program)
    return said.strip() if status else None


def _clear(folder: Path) -> None:
    """Delete what killed builds left, and all but the latest indexes."""
    with contextlib.suppress(OSError):
        oldest = time.time() - _FORGOTTEN
        for left in folder.glob("making-*"):
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        for old in search_record.by_age(folder)[: 1 - _MOST]:
            old.unlink()
