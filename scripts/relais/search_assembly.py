"""A search index put together from what Pagefind made and from the index of an earlier build.

So Pagefind reads new texts only: when one of a thousand changed, the index is there in a third of
the time. And pages get their numbers in the order of their addresses, so that the same texts give
the same index on every computer: Pagefind numbers them as the file system lists them.
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

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from relais.shelf import Kept, Shelf

_DIGITS: Final = 7
"""Digits in the name of a file of the index, or more where two would have the same."""
_WORTH: Final = 8
"""From so many chunks on, of a hundredth of a second each, processes share the work."""
_FRAGMENT: Final = "fragment/{}.pf_fragment"
_ALWAYS: Final = ("pagefind.js", "wasm.unknown.pagefind")


class _Found(NamedTuple):
    """A page, and what is shown of it."""

    path: str
    words: int
    fields: list[str]
    fragment: Kept


@dataclass(frozen=True)
class _Source:
    """An index as Pagefind or an earlier build left it."""

    read: Callable[[str], bytes]
    """Returns a file's content."""
    pages: Mapping[str, Sequence[_Found | None]]
    """The pages of each language by their numbers; None for one that is left out."""

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

    def run(self, sources: Sequence[_Source]) -> None:
        entry, languages = sources[-1].entry, {}
        for language in sorted({name for source in sources for name in source.pages}):
            of_it = [source for source in sources if language in source.pages]
            if any(page for source in of_it for page in source.pages[language]):
                known = dict(of_it[-1].entry["languages"][language])
                known["hash"], known["page_count"] = self._language(language, of_it)
                languages[language] = known
                if known["wasm"]:
                    self._take(f"wasm.{known['wasm']}.pagefind", of_it[-1])
        for name in _ALWAYS:
            self._take(name, sources[-1])
        text = json.dumps({**entry, "languages": languages}, separators=(",", ":"))
        self.record.files[ENTRY] = self.shelf.put(text.encode())

    def _take(self, name: str, source: _Source) -> None:
        self.record.files[name] = self.shelf.put(source.read(name))

    def _language(self, language: str, sources: Sequence[_Source]) -> tuple[str, int]:
        """Write the index of a language; return its name, and how many pages it has."""
        every = [page for source in sources for page in source.pages[language] if page]
        every.sort(key=lambda page: page.path)
        fields = sorted({field for page in every for field in page.fields})
        numbers = {page.path: number for number, page in enumerate(every)}
        names = self._files(_FRAGMENT, language, [p.fragment for p in every])
        self.record.pages[language] = [
            Page(page.path, page.words, page.fields, name)
            for page, name in zip(every, names, strict=True)
        ]
        both = []
        for source in sources:
            parts = source.parts(language)
            pages = [page and numbers[page.path] for page in source.pages[language]]
            places = [fields.index(field) if field in fields else 0 for field in parts.fields]
            both.append((source, parts, Renumbering(pages, places)))
        parts = both[-1][1]._replace(
            pages=[(name, page.words) for name, page in zip(names, every, strict=True)],
            chunks=self._chunks(language, both),
            filters=self._filters(language, both),
            fields=fields,
        )
        kept = self.shelf.put(search_format.packed(parts))
        name = f"{language}_{kept.name[:10]}"
        self.record.files[f"pagefind.{name}.pf_meta"] = kept
        return name, len(every)

    def _files(self, pattern: str, language: str, files: Sequence[Kept]) -> list[str]:
        """Add files to the index, named by their content; return their names."""
        names = [f"{language}_{digits}" for digits in _told_apart([file.name for file in files])]
        self.record.files.update(zip(map(pattern.format, names), files, strict=True))
        return names

    def _chunks(
        self, language: str, both: Sequence[tuple[_Source, Parts, Renumbering]]
    ) -> list[tuple[str, str, str]]:
        """Write the words of a language; return its chunks."""
        (most, parts, renumbering), *rest = both
        others = {
            word.word: word
            for source, its, numbers in rest
            for *_, file in its.chunks
            for word in numbers.words(source.words(file))
        }
        # Words that are in one of the two only go to the chunk where they would be sought.
        starts = [start for start, *_ in parts.chunks[1:]]
        shares: list[dict[str, Word]] = [{} for _ in parts.chunks]
        for name, word in others.items():
            shares[bisect_right(starts, name)][name] = word

        def written(place: int) -> list[Encoded]:
            words = renumbering.words(most.words(parts.chunks[place][-1]))
            return [search_format.encoded(word) for word in together(words, shares[place])]

        def put(part: slice) -> Kept:
            return self.shelf.put(search_format.packed_words(words[part]))

        places = range(len(parts.chunks))
        words = list(chain.from_iterable(shared_out(written, places, self.processes, _WORTH)))
        cuts = list(search_format.in_chunks(word.size for word in words))
        names = self._files(
            "index/{}.pf_index", language, shared_out(put, cuts, self.processes, _WORTH)
        )
        ends = [(words[cut.start].word, words[cut.stop - 1].word) for cut in cuts]
        bounds = search_format.bounds(ends)
        return [(*pair, name) for pair, name in zip(bounds, names, strict=True)]

    def _filters(
        self, language: str, both: Iterable[tuple[_Source, Parts, Renumbering]]
    ) -> list[tuple[str, str]]:
        """Write the filters of a language; return their names and files."""
        found: dict[str, dict[str, list[int]]] = {}
        for source, parts, renumbering in both:
            for name, value, numbers in source.filters(parts):
                new = (renumbering.pages[number] for number in numbers)
                left = [number for number in new if number is not None]
                if left:
                    found.setdefault(name, {}).setdefault(value, []).extend(left)
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
    made: Path | None, earlier: Record | None, record: Record, shelf: Shelf, processes: int
) -> None:
    """Put an index together and add its files and pages to `record`, which names its documents.

    Pagefind's output in `made` is of those that the `earlier` index does not have.
    """
    sources = []
    if earlier:
        sources.append(_earlier(earlier, record.documents, shelf))
    if made:
        sources.append(_made(made, record.documents, shelf, processes))
    _Assembly(shelf, processes, record).run(sources)


def _earlier(earlier: Record, documents: Mapping[str, str], shelf: Shelf) -> _Source:
    """Return an earlier index, without the pages whose documents changed."""

    def read(name: str) -> bytes:
        return Path(shelf.path(earlier.files[name].name)).read_bytes()

    def found(page: Page) -> _Found | None:
        if earlier.documents[page.path] != documents.get(page.path):
            return None
        return _Found(
            page.path, page.words, page.fields, earlier.files[_FRAGMENT.format(page.fragment)]
        )

    pages = {language: [found(page) for page in known] for language, known in earlier.pages.items()}
    return _Source(read, pages)


def _made(folder: Path, documents: Iterable[str], shelf: Shelf, processes: int) -> _Source:
    """Return what Pagefind made."""
    paths = {f"/{path.removesuffix('index.html')}": path for path in documents}

    def found(page: tuple[str, int]) -> _Found:
        name, words = page
        data = (folder / _FRAGMENT.format(name)).read_bytes()
        shown = search_format.fragment(data)
        return _Found(paths[shown["url"]], words, sorted(shown["meta"]), shelf.put(data))

    source = _Source(lambda name: (folder / name).read_bytes(), pages := {})
    for language in source.entry["languages"]:
        pages[language] = shared_out(found, source.parts(language).pages, processes)
    return source


def _told_apart(digests: Sequence[str]) -> Iterator[str]:
    """Yield the beginning of each digest, as long as tells it from all others."""
    ordered = sorted(set(digests))
    alike = dict.fromkeys(ordered, _DIGITS)
    for one, other in pairwise(ordered):
        same = search_format.in_common(one, other)
        alike[one], alike[other] = max(alike[one], same + 1), max(alike[other], same + 1)
    return (digest[: alike[digest]] for digest in digests)
