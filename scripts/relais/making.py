"""The pages of a site and what goes with each: made once, and carried over while nothing changed.

A page's HTML, its document for the search index, its card and its part of the export follow from
its description and from what all pages have in common. So they are kept with the state of the
description, for each state of what is in common, and made again only when one of them changed.
Where much is to be made, copies of this process share the work.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Final, NamedTuple

from relais import cache, cards, search_documents
from relais.cache import key_of
from relais.export_file import ExportFile
from relais.forks import WORTH, TwoRounds, aside
from relais.headers import inline_hashes
from relais.memory import Memory
from relais.replaced import NOTHING, Standing
from relais.search_reading import Document, digest_of, read
from relais.shelf import Kept
from relais.views import InterviewContent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from relais.cards import Card
    from relais.export_file import Piece, Row
    from relais.project import PublicProject
    from relais.search_reading import Reading
    from relais.shelf import Shelf
    from relais.views import PageDescription

FOLDER: Final = ".relais/made"
CARDS: Final = ".relais/cards"
_FORM: Final = "1"
"""To be raised when what is kept of cards has another form."""
_LOOKS: Final = 3
"""States of what all pages have in common for which pages are kept."""


class Made(NamedTuple):
    """What was made of one page."""

    output: str
    """Its file in the site."""
    html: Kept
    scripts: tuple[str, ...]
    """The hashes of the scripts inside it."""
    document: str
    """What tells what can be found of it from others; empty if nothing can."""
    card: str
    """The file of its card in the site."""
    picture: Kept
    """That card."""


class Thing(NamedTuple):
    """What was made of all pages about one thing."""

    state: str
    """What tells what it was made from."""
    pages: tuple[Made, ...]


class Described(NamedTuple):
    """What others wait for of all pages about one thing."""

    readings: list[tuple[str, Reading | None]]
    """The digest of each page's document, and what the search finds in it; empty and None if it
    finds nothing."""
    exported: Piece | None
    """Where its part of the export stands, if it has one."""


@dataclass
class Making:
    """The pages of a project that are being made."""

    project: PublicProject
    site_url: str
    output: Path
    render: Callable[[PageDescription], str]
    processes: int
    shelf: Shelf
    standing: Standing = NOTHING
    """What stands in the output already."""
    _wait_for_carried_over: Callable[[], None] = field(init=False)
    _wait_for_export: Callable[[], list[Row]] | None = None
    _exported: list[Row] = field(default_factory=list)
    _pieces: dict[str, Piece] = field(default_factory=dict)

    def begin(self) -> None:
        """Begin.

        What stands in the output and is not wanted goes, what was carried over is put there, and
        copies of this process begin to make the rest.
        """
        missing = self.standing.keep(self.output, self._files_carried_over())

        def place() -> None:
            for path, kept in missing.items():
                self.shelf.place(kept, f"{self.output}/{path}")

        # Put into the site while other things are made.
        many = len(missing) >= WORTH
        self._wait_for_carried_over = aside(place, self.processes if many else 1)
        _ = self._rounds

    def documents(self) -> list[Document]:
        """Return what can be found of each page that has content of its own.

        To be asked for soon: see `TwoRounds.first`.
        """
        found = [
            Document(made.output, made.document, partial(self._read_again, name, place))
            for name, thing in self._carried_over.items()
            for place, made in enumerate(thing.pages)
            if made.document
        ]
        for name, described in zip(self._missing, self._rounds.first(), strict=True):
            found += [
                Document(page.output, digest, partial(_given, reading))
                for page, (digest, reading) in zip(
                    self._groups[name], described.readings, strict=True
                )
                if reading
            ]
            if described.exported:
                self._pieces[name.partition(" ")[2]] = described.exported
        return found

    def make(self) -> set[str]:
        """Make what was not carried over; return the hashes of scripts inside pages.

        Meanwhile the export is written. Raises `BuildFailedError` if a page could not be made.
        """
        self._write_export()
        things = dict(zip(self._missing, self._rounds.second(), strict=True))
        for name, thing in things.items():
            self._memory.put(name, thing)
        self._things.update(self._carried_over, **things)
        pages = [made for thing in self._things.values() for made in thing.pages]
        return {script for made in pages for script in made.scripts}

    def wait(self) -> None:
        """Wait until all stands in the output. Raises `BuildFailedError`."""
        self._wait_for_carried_over()
        if self._wait_for_export:
            self._exported = self._wait_for_export()

    def _write_export(self) -> None:
        if self.site_url:  # without it there is no export, which is full of addresses
            interviews = self.project.catalog.interviews
            states = {slug: self._states[f"interview {slug}"] for slug in interviews}
            write = partial(self._export.write, states, self._pieces)
            # Either others are at work for which this process would only wait, or it has more to do
            # itself.
            if self._rounds.are_shared:
                self._exported = write()
            else:
                processes = self.processes if len(states) >= WORTH else 1
                self._wait_for_export = aside(write, processes)

    def keep(self, wait: Callable[[], None] = lambda: None) -> None:
        """Keep for the next build what was made, once all of it is safe on disk: `wait` waits."""
        packed = self._memory.pack()
        if self._missing:
            for thing in self._things.values():
                for made in thing.pages:
                    if self._pictures.get(made.card) != made.picture:
                        self._pictures.put(made.card, made.picture)
            packed += self._pictures.pack()
        wait()
        for path, data in packed:
            cache.write(path, data)
        if self._exported:
            self._export.keep(self._exported)
        with contextlib.suppress(OSError):
            os.utime(self._folder)  # used now
        if self._missing:
            self._forget_old()

    def _forget_old(self) -> None:
        with contextlib.suppress(OSError):
            looks = sorted(self._folder.parent.iterdir(), key=lambda path: path.stat().st_mtime)
            for old in looks[:-_LOOKS]:
                shutil.rmtree(old, ignore_errors=True)
        if self.shelf.needs_pruning():
            pages = (made for thing in self._things.values() for made in thing.pages)
            kept = (file for made in pages for file in (made.html, made.picture))
            self.shelf.prune({file.name for file in kept})

    # What is there

    @cached_property
    def _groups(self) -> dict[str, list[PageDescription]]:
        """All pages by what they are about; a page of its own by its path."""
        groups: dict[str, list[PageDescription]] = {}
        for page in self.project.pages:
            groups.setdefault(page.about or f"/{page.path}", []).append(page)
        return groups

    @cached_property
    def _states(self) -> dict[str, str]:
        return {
            name: key_of(*(part for page in pages for part in (page.path, page.state)))
            for name, pages in self._groups.items()
        }

    @cached_property
    def _carried_over(self) -> dict[str, Thing]:
        """What was made of the same things before, and is sound."""
        found = {}
        for name, state in self._states.items():
            kept: Thing | None = self._memory.get(name)
            now = self._sound(kept) if kept and kept.state == state else None
            if now:
                found[name] = now
                if now != kept:
                    self._memory.put(name, now)
        return found

    def _sound(self, kept: Thing) -> Thing | None:
        """Return how the files of a thing look now; None if one is not sound."""
        find, now = self.shelf.find, kept
        for number, made in enumerate(kept.pages):
            html, picture = find(made.html), find(made.picture)
            if not html or not picture:
                return None
            if (html, picture) != (made.html, made.picture):
                page = made._replace(html=html, picture=picture)
                now = now._replace(pages=(*now.pages[:number], page, *now.pages[number + 1 :]))
        return now

    @cached_property
    def _missing(self) -> list[str]:
        return [name for name in self._groups if name not in self._carried_over]

    @cached_property
    def _folder(self) -> Path:
        return self.project.root / FOLDER / self._look[:16]

    @cached_property
    def _look(self) -> str:
        return self.project.look(self.site_url)

    @cached_property
    def _memory(self) -> Memory:
        return Memory.read(self._folder, self._look)

    @cached_property
    def _export(self) -> ExportFile:
        kept = self._folder / "interviews.json"
        return ExportFile(self.project, self.site_url, self.output, kept, self._look)

    @cached_property
    def _things(self) -> dict[str, Thing]:
        return {}

    @cached_property
    def _pictures(self) -> Memory:
        """The cards on the shelf by their path, whatever pages looked like for which they stood."""
        return Memory.read(self.project.root / CARDS, _FORM)

    def _files_carried_over(self) -> dict[str, Kept]:
        return {path: kept for thing in self._carried_over.values() for path, kept in _files(thing)}

    # Making

    @cached_property
    def _rounds(self) -> TwoRounds[str, Described, Thing]:
        _ = self._missing and (self._pictures, self._export)  # once, not by each copy
        return TwoRounds(self._describe, self._make, self._missing, self.processes)

    @cached_property
    def _digests(self) -> dict[str, list[str]]:
        """Those of the documents of what was described in this process."""
        return {}

    def _describe(self, names: Sequence[str]) -> list[Described]:
        """Return what others wait for of all pages about each thing.

        One step is done for all of them before the next: a processor is at its fastest while it
        does the same as just before.
        """
        documents = [self._documents(name) for name in names]
        readings = [[read(each) if each else None for each in of_it] for of_it in documents]
        exported = [self._export_of(name) for name in names]
        digests = [list(map(_digest, of_it)) for of_it in documents]
        self._digests.update(zip(names, digests, strict=True))
        return [
            Described(list(zip(*found, strict=True)), piece)
            for *found, piece in zip(digests, readings, exported, strict=True)
        ]

    def _documents(self, name: str) -> list[str]:
        """Return what can be found of each page about one thing; empty if nothing can."""
        catalog = self.project.catalog
        return [search_documents.document(page, catalog) or "" for page in self._groups[name]]

    def _export_of(self, name: str) -> Piece | None:
        content = self._groups[name][0].content
        if self.site_url and isinstance(content, InterviewContent):
            return self._export.make(content.card.slug)
        return None

    def _read_again(self, name: str, place: int) -> Reading:
        """Return what the search finds in a page that was carried over."""
        page = self._groups[name][place]
        document = search_documents.document(page, self.project.catalog)
        assert document is not None  # noqa: S101 - it had one, and has the same state
        page.forget()
        return read(document)

    def _make(self, names: Sequence[str]) -> list[Thing]:
        """Make all pages about each thing, step by step as `_describe`."""
        pages = [page for name in names for page in self._groups[name]]
        digests = [digest for name in names for digest in self._digests_of(name)]
        texts = [self.render(page) for page in pages]
        html = [self.shelf.put(text.encode()) for text in texts]
        shown = [self.project.card(page) for page in pages]
        pictures = [self._picture(card) for card in shown]
        made = map(
            Made,
            [page.output for page in pages],
            html,
            [tuple(sorted(inline_hashes(text))) for text in texts],
            digests,
            [card.path for card in shown],
            pictures,
        )
        things = [
            Thing(self._states[name], tuple(islice(made, len(self._groups[name]))))
            for name in names
        ]
        for path, kept in chain.from_iterable(map(_files, things)):
            self.shelf.place(kept, f"{self.output}/{path}")
        for page in pages:
            page.forget()
        return things

    def _digests_of(self, name: str) -> list[str]:
        known = self._digests.pop(name, None)
        # Another process may have described it.
        return list(map(_digest, self._documents(name))) if known is None else known

    @cached_property
    def _drawn(self) -> dict[str, Kept]:
        """The cards that were asked for in this process, by their path."""
        return {}

    def _picture(self, card: Card) -> Kept:
        """Return a card that is on the shelf, drawn now if it is not there."""
        if card.path not in self._drawn:
            kept = self._pictures.get(card.path)
            found = self.shelf.find(kept) if isinstance(kept, Kept) else None
            self._drawn[card.path] = found or self.shelf.put(cards.draw(self.project.root, card))
        return self._drawn[card.path]


def _digest(document: str) -> str:
    """Return what tells a document from others; empty if nothing can be found."""
    return digest_of(document) if document else ""


def _given(reading: Reading) -> Reading:
    """Return what was read already."""
    return reading


def _files(thing: Thing) -> Iterator[tuple[str, Kept]]:
    """Yield the files of a thing by their path in the site."""
    for made in thing.pages:
        yield made.output, made.html
        yield made.card, made.picture
