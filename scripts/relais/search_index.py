"""The search index: in the form that Pagefind's reader in visitors' browsers reads.

It is in pieces, of which a visitor loads only those that a search needs. Pagefind's own program
would read all texts; here they are read as it reads them (`search_reading`), and it is asked of
each different word by what it is found (`search_vocabulary`), which takes a third of the time. Of
an earlier index all is kept that is still right (`search_assembly`).
"""

from __future__ import annotations

import contextlib
import importlib.metadata
import shutil
import time
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from relais import cache, search_format, search_record
from relais.assets import SEARCH
from relais.replaced import NOTHING
from relais.search_assembly import New, NewPage, assemble
from relais.search_record import Record
from relais.search_vocabulary import ask
from relais.search_words import Counted, Numbering

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from relais.replaced import Standing
    from relais.search_reading import Document
    from relais.search_vocabulary import Question
    from relais.shelf import Kept, Shelf

_CACHE: Final = ".relais/search"
_MOST: Final = 12
"""Indexes that are kept: of this build and of the last ones, such as those of other days."""
_FORGOTTEN: Final = 60 * 60
"""Seconds after which the folder of a build that was killed is cleared away."""
_VERSION: Final = 8
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
        """Nothing was begun."""


@dataclass
class _Making:
    """An index that is to be made."""

    shelf: Shelf
    new: list[Document]
    """The documents that the earlier index does not have, until they are read."""
    record: Record
    """What it is made of."""
    earlier: Record | None
    """The index of an earlier build to which the new documents are added."""
    kept: Path
    """Where the record will be kept."""
    processes: int
    _question: Question | None = None

    def finish(self, output: Path, standing: Standing = NOTHING) -> None:
        """Make it and put it into the site at `output`. What is `standing` in its place goes away.

        Raises `BuildFailedError` if Pagefind does not answer.
        """
        new = self._read() if self.new or not self.earlier else None
        assemble(new, self.earlier, self.record, self.shelf, self.processes)
        self.record.files["LICENCE.txt"] = self.shelf.put(_LICENCE.encode())
        _Ready(self.shelf, self.record.files).finish(output, standing)
        self.record.write(self.kept)

    def abandon(self) -> None:
        """Leave nothing of what was begun."""
        if self._question:
            self._question.abandon()

    def _read(self) -> New:
        """Read the new documents, and let Pagefind tell by what their words are found."""
        pages: dict[str, list[NewPage]] = {}
        words: dict[str, Numbering] = {}
        self.new.sort(key=attrgetter("path"), reverse=True)
        while self.new:  # each is let go as soon as it is read
            document = self.new.pop()
            page = document.read()
            fragment = page.fragment(f"/{document.path.removesuffix('index.html')}")
            shown = self.shelf.put(search_format.packed_fragment(fragment))
            counted = Counted.of(page, words.setdefault(page.language, Numbering()))
            new = NewPage(document.path, page.length, counted, page.filters, shown)
            pages.setdefault(page.language, []).append(new)
        self._question = ask(self.kept.parent, words)
        answer = self._question.answer()
        for language, of_it in pages.items():
            known = answer.vocabularies[language]
            pages[language] = [page for page in of_it if page.counted.is_findable(known)]
        return New(pages, answer)


SearchIndex = _Ready | _Making


def start(shelf: Shelf, documents: Sequence[Document], processes: int = 1) -> SearchIndex:
    """Return the index of `documents`, to be made unless it is kept already.

    In the end, `processes` share the work.
    """
    folder = shelf.root / _CACHE
    made_by = f"{_VERSION} {importlib.metadata.version('pagefind-bin')}"
    digests = {document.path: document.digest for document in documents}
    key = cache.key_of("search", made_by, *(f"{path} {digests[path]}" for path in sorted(digests)))
    kept = folder / f"{key[:32]}.json"
    ready = search_record.read(kept, made_by, shelf)
    if ready:
        return _Ready(shelf, ready.files)
    folder.mkdir(parents=True, exist_ok=True)
    earlier = search_record.newest(folder, made_by, shelf)
    new = _new(documents, earlier)
    if len(new) > _FEW * len(documents):
        earlier, new = None, list(documents)
    _clear(folder)
    return _Making(shelf, new, Record(made_by, digests), earlier, kept, processes)


def _new(documents: Sequence[Document], earlier: Record | None) -> list[Document]:
    known = earlier.documents if earlier else {}
    return [each for each in documents if known.get(each.path) != each.digest]


def _clear(folder: Path) -> None:
    """Delete what killed builds left, and all but the latest indexes."""
    with contextlib.suppress(OSError):
        oldest = time.time() - _FORGOTTEN
        for left in folder.glob("making-*"):
            if left.stat().st_mtime < oldest:
                shutil.rmtree(left) if left.is_dir() else left.unlink()
        for old in search_record.by_age(folder)[: 1 - _MOST]:
            old.unlink()
