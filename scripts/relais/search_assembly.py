"""A search index put together from new pages and from the index of an earlier build.

So only new texts are read: when one of a thousand changed, most of the index is there. Pages get
their numbers in the order of their addresses, so that the same texts give the same index on every
computer.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from relais import search_format
from relais.forks import shared_out
from relais.search_format import ENTRY, Encoded, Parts, Word
from relais.search_merge import Renumbering, together
from relais.search_record import Page, Record
from relais.search_words import Inversion

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from relais.search_vocabulary import Answer
    from relais.search_words import Counted
    from relais.shelf import Kept, Shelf

_DIGITS: Final = 7
"""Digits in the name of a file of the index, or more where two would have the same."""
_WORTH: Final = 8
"""From so many chunks on, of a hundredth of a second each, processes share the work."""
_FRAGMENT: Final = "fragment/{}.pf_fragment"
_ALWAYS: Final = ("pagefind.js", "wasm.unknown.pagefind")


class NewPage(NamedTuple):
    """A page that was read now."""

    path: str
    length: int
    """How many words the search says that it has."""
    counted: Counted
    filters: dict[str, list[str]]
    fragment: Kept
    """What is shown of it."""


class New(NamedTuple):
    """What an earlier index does not have."""

    pages: Mapping[str, Sequence[NewPage]]
    """Those of each language, in the order of their paths."""
    answer: Answer
    """What Pagefind says of their words."""


class _Numbered(NamedTuple):
    """A page and what an index says of it."""

    path: str
    words: int
    fields: list[str]
    fragment: Kept


@dataclass(frozen=True)
class _Earlier:
    """An index as an earlier build left it."""

    record: Record
    shelf: Shelf
    pages: Mapping[str, Sequence[_Numbered | None]]
    """The pages of each language by their numbers; None for one that is left out."""

    @classmethod
    def of(cls, record: Record, documents: Mapping[str, str], shelf: Shelf) -> _Earlier:
        """Return an earlier index, without the pages whose documents changed."""

        def found(page: Page) -> _Numbered | None:
            if record.documents[page.path] != documents.get(page.path):
                return None
            fragment = record.files[_FRAGMENT.format(page.fragment)]
            return _Numbered(page.path, page.words, page.fields, fragment)

        pages = {name: [found(page) for page in known] for name, known in record.pages.items()}
        return cls(record, shelf, {name: known for name, known in pages.items() if any(known)})

    def read(self, name: str) -> bytes:
        """Return a file's content."""
        return Path(self.shelf.path(self.record.files[name].name)).read_bytes()

    @cached_property
    def entry(self) -> dict[str, Any]:
        """The file from which a search begins."""
        found: dict[str, Any] = json.loads(self.read(ENTRY))
        return found

    def parts(self, language: str) -> Parts:
        """Return the list of all parts of a language."""
        name = self.entry["languages"][language]["hash"]
        return Parts(*search_format.unpacked(self.read(f"pagefind.{name}.pf_meta")))

    def words(self, file: str) -> Iterator[Word]:
        """Yield the words of a chunk."""
        return search_format.words(self.read(f"index/{file}.pf_index"))

    def filters(self, parts: Parts) -> Iterator[tuple[str, str, Sequence[int]]]:
        """Yield the numbers of the pages that have a value of a filter."""
        for name, file in parts.filters:
            _, values = search_format.unpacked(self.read(f"filter/{file}.pf_filter"))
            for value, numbers in values:
                yield name, value, numbers


@dataclass(frozen=True)
class _Assembly:
    shelf: Shelf
    processes: int
    record: Record
    new: New | None
    earlier: _Earlier | None

    def run(self) -> None:
        """Put the index together."""
        entry = self.new.answer.entry if self.new else self._before.entry
        known = {**(self.earlier.entry["languages"] if self.earlier else {}), **entry["languages"]}
        languages = {}
        every = {name for name, pages in self.new.pages.items() if pages} if self.new else set()
        for language in sorted(every.union(self.earlier.pages if self.earlier else ())):
            name, count = self._language(language, entry["version"])
            languages[language] = {**known[language], "hash": name, "page_count": count}
            if known[language]["wasm"]:
                self._take(f"wasm.{known[language]['wasm']}.pagefind")
        for name in _ALWAYS:
            self._take(name)
        text = json.dumps({**entry, "languages": languages}, separators=(",", ":"))
        self.record.files[ENTRY] = self.shelf.put(text.encode())

    @property
    def _before(self) -> _Earlier:
        assert self.earlier is not None  # noqa: S101 - there are new pages or earlier ones
        return self.earlier

    def _take(self, name: str) -> None:
        """Add one of Pagefind's programs."""
        data = self.new.answer.files.get(name) if self.new else None
        self.record.files[name] = self.shelf.put(data or self._before.read(name))

    def _language(self, language: str, version: str) -> tuple[str, int]:
        """Write the index of a language; return its name, and how many pages it has."""
        new = self.new.pages.get(language, ()) if self.new else ()
        before = self.earlier.pages.get(language, ()) if self.earlier else ()
        every = [_Numbered(p.path, p.length, [*p.counted.fields], p.fragment) for p in new]
        every += [page for page in before if page]
        every.sort(key=lambda page: page.path)
        fields = sorted({name for page in every for name in page.fields})
        numbers = {page.path: number for number, page in enumerate(every)}
        names = self._files(_FRAGMENT, language, [page.fragment for page in every])
        self.record.pages[language] = [
            Page(page.path, page.words, page.fields, name)
            for page, name in zip(every, names, strict=True)
        ]
        words = self._words(language, fields, numbers)
        filters = [
            (name, value, [numbers[page.path]])
            for page in new
            for name, values in page.filters.items()
            for value in values
        ]
        if before:
            parts = self._before.parts(language)
            places = [fields.index(name) if name in fields else 0 for name in parts.fields]
            pages = [page and numbers[page.path] for page in before]
            renumbering = Renumbering(pages, places)
            words = self._merged(parts, renumbering, words)
            for name, value, found in self._before.filters(parts):
                filters.append((name, value, renumbering.numbers(found)))
        kept = self.shelf.put(
            search_format.packed(
                Parts(
                    version,
                    [(name, page.words) for name, page in zip(names, every, strict=True)],
                    self._chunks(language, words),
                    self._filters(language, filters),
                    [],
                    fields,
                )
            )
        )
        name = f"{language}_{kept.name[:10]}"
        self.record.files[f"pagefind.{name}.pf_meta"] = kept
        return name, len(every)

    def _files(self, pattern: str, language: str, files: Sequence[Kept]) -> list[str]:
        """Add files to the index, named by their content; return their names."""
        names = [f"{language}_{digits}" for digits in _told_apart([file.name for file in files])]
        self.record.files.update(zip(map(pattern.format, names), files, strict=True))
        return names

    def _words(
        self, language: str, fields: Sequence[str], numbers: Mapping[str, int]
    ) -> list[Encoded]:
        """Return the words of new pages."""
        if not self.new or language not in self.new.pages:
            return []
        inversion = Inversion(fields, self.new.answer.vocabularies[language])
        for page in self.new.pages[language]:
            inversion.add(numbers[page.path], page.counted)
        return inversion.words()

    def _merged(
        self, parts: Parts, renumbering: Renumbering, words: Sequence[Encoded]
    ) -> list[Encoded]:
        """Return the words of earlier pages and of new ones."""
        # Words that are in one of the two only go to the chunk where they would be sought.
        starts = [start for start, *_ in parts.chunks[1:]]
        shares: list[dict[str, Word]] = [{} for _ in parts.chunks]
        for word in words:
            shares[bisect_right(starts, word.word)][word.word] = search_format.decoded(word)

        def written(place: int) -> list[Encoded]:
            known = renumbering.words(self._before.words(parts.chunks[place][-1]))
            return [search_format.encoded(word) for word in together(known, shares[place])]

        places = range(len(parts.chunks))
        return list(chain.from_iterable(shared_out(written, places, self.processes, _WORTH)))

    def _chunks(self, language: str, words: Sequence[Encoded]) -> list[tuple[str, str, str]]:
        """Write the words of a language; return its chunks."""

        def put(part: slice) -> Kept:
            return self.shelf.put(search_format.packed_words(words[part]))

        cuts = list(search_format.in_chunks(words))
        kept = shared_out(put, cuts, self.processes, _WORTH)
        names = self._files("index/{}.pf_index", language, kept)
        ends = [(words[cut.start].word, words[cut.stop - 1].word) for cut in cuts]
        bounds = search_format.bounds(ends)
        return [(*pair, name) for pair, name in zip(bounds, names, strict=True)]

    def _filters(
        self, language: str, every: Iterable[tuple[str, str, Sequence[int]]]
    ) -> list[tuple[str, str]]:
        """Write the filters of a language; return their names and files."""
        found: dict[str, dict[str, list[int]]] = {}
        for name, value, numbers in every:
            if numbers:
                found.setdefault(name, {}).setdefault(value, []).extend(numbers)
        values = {
            name: sorted((value, sorted(numbers)) for value, numbers in of_it.items())
            for name, of_it in found.items()
        }
        kept = [
            self.shelf.put(search_format.packed((name, of_it)))
            for name, of_it in sorted(values.items())
        ]
        return list(
            zip(sorted(values), self._files("filter/{}.pf_filter", language, kept), strict=True)
        )


def assemble(
    new: New | None, earlier: Record | None, record: Record, shelf: Shelf, processes: int
) -> None:
    """Put an index together and add its files and pages to `record`, which names its documents.

    There are new pages, or an `earlier` index, or both.
    """
    before = _Earlier.of(earlier, record.documents, shelf) if earlier else None
    _Assembly(shelf, processes, record, new, before).run()


def _told_apart(digests: Sequence[str]) -> Iterator[str]:
    """Yield the beginning of each digest, as long as tells it from all others."""
    ordered = sorted(set(digests))
    alike = dict.fromkeys(ordered, _DIGITS)
    for one, other in pairwise(ordered):
        same = search_format.in_common(one, other)
        alike[one], alike[other] = max(alike[one], same + 1), max(alike[other], same + 1)
    return (digest[: alike[digest]] for digest in digests)
