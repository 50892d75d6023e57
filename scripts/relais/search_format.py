"""The files of a search index: what Pagefind's program writes and its part in the browser reads.

They are CBOR (RFC 8949) behind a mark, packed with gzip. Pagefind 1.5 writes, of each language, a
list of all parts, `[version, pages, chunks, filters, sorts, fields]`; the words in chunks, in the
order of their UTF-8, `[[word, postings, [[spelling, postings], …]], …]`; and a fragment of each
page, which is JSON. A posting is `[step, places, places in fields]`: how many pages after the one
before, then numbers of words on that page, among which less than nothing stands for a weight or,
in the second list, for a field: -1 is the first one.
"""

from __future__ import annotations

import gzip
import json
from itertools import accumulate, takewhile
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import cbor2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

ENTRY: Final = "pagefind-entry.json"
"""The file from which a search begins: it names the list of all parts of each language."""
_MARK: Final = b"pagefind_dcd"
_ARRAY: Final = 0x80
"""The kind of an array, in its first byte (RFC 8949, section 3.1)."""
_LEVEL: Final = 6
"""How hard chunks are packed: the most takes four times as long and saves one byte in a hundred."""
_LARGEST: Final = 20_000
"""Numbers in a chunk from which on another begins, as with Pagefind: some 25 KB to load."""

Posting = tuple[int, list[int], list[int]]
"""The number of a page, places on it and places in its fields."""


class Parts(NamedTuple):
    """The list of all parts of one language."""

    version: str
    pages: list[tuple[str, int]]
    """The fragment of each page, and how many words it has."""
    chunks: list[tuple[str, str, str]]
    """Beginnings of the first and the last word of each chunk, and its file."""
    filters: list[tuple[str, str]]
    """Names of filters, and their files."""
    sorts: list[Any]
    fields: list[str]
    """What can be found besides the text of a page."""


class Word(NamedTuple):
    """What is known of one word."""

    word: str
    postings: list[Posting]
    spellings: dict[str, list[Posting]]
    """Other ways to write it, mostly with accents."""


class Encoded(NamedTuple):
    """A word as it stands in a chunk."""

    word: str
    size: int
    """How many numbers it takes."""
    data: bytes


class _Heads(dict[int, bytes]):
    """How a number is written, or an array of so many items begins (RFC 8949, section 3)."""

    def __init__(self, kind: int = 0) -> None:
        super().__init__()
        self._kind = kind

    def __missing__(self, number: int) -> bytes:
        first, *rest = cbor2.dumps(number)
        self[number] = head = bytes((first | self._kind, *rest))
        return head


_numbers, _arrays = _Heads(), _Heads(_ARRAY)


def unpacked(data: bytes) -> Any:  # noqa: ANN401 - lists of what its kind of file holds
    """Return what a packed file holds."""
    return cbor2.loads(gzip.decompress(data).removeprefix(_MARK))


def packed(value: object) -> bytes:
    """Return a file that holds `value`: the same bytes for the same value."""
    return _packed(cbor2.dumps(value))


def packed_words(words: Iterable[Encoded]) -> bytes:
    """Return a chunk."""
    found = [word.data for word in words]
    return _packed(_arrays[1] + _arrays[len(found)] + b"".join(found))


def fragment(data: bytes) -> dict[str, Any]:
    """Return what is shown of a page in the results."""
    found: dict[str, Any] = json.loads(gzip.decompress(data).removeprefix(_MARK))
    return found


def words(data: bytes) -> Iterator[Word]:
    """Yield the words of a chunk."""
    for word, postings, spellings in unpacked(data)[0]:
        yield Word(word, _numbered(postings), {form: _numbered(found) for form, found in spellings})


def encoded(word: Word) -> Encoded:
    """Return a word as it stands in a chunk.

    Written here, since a library looks at each of a million numbers for what else it might be.
    """
    parts = [_arrays[3], cbor2.dumps(word.word)]
    size = _encode(word.postings, parts)
    parts.append(_arrays[len(word.spellings)])
    for form, postings in sorted(word.spellings.items()):
        parts += (_arrays[2], cbor2.dumps(form))
        size += _encode(postings, parts)
    return Encoded(word.word, size, b"".join(parts))


def in_chunks(sizes: Iterable[int]) -> Iterator[slice]:
    """Share out words of these sizes among chunks."""
    begun = end = total = 0
    for end, size in enumerate(sizes, 1):
        total += size
        if total >= _LARGEST:
            yield slice(begun, end)
            begun, total = end, 0
    if end > begun:
        yield slice(begun, end)


def bounds(ends: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return by what the words of chunks are told from those of their neighbours.

    Takes the first and the last word of each. Where one chunk ends and the next begins, as much of
    both words is left as tells them apart: also what is in neither has a chunk to be sought in.
    """
    starts, stops = [first for first, _ in ends], [last for _, last in ends]
    for place in range(1, len(ends)):
        before, after = stops[place - 1], starts[place]
        same = in_common(before, after)
        stops[place - 1], starts[place] = before[: same + 1], after[: same + 1]
    return list(zip(starts, stops, strict=True))


def in_common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def _packed(data: bytes) -> bytes:
    return gzip.compress(_MARK + data, _LEVEL, mtime=0)


def _numbered(postings: list[list[Any]]) -> list[Posting]:
    numbers = accumulate(map(itemgetter(0), postings))
    return [
        (number, places, fields)
        for number, (_, places, fields) in zip(numbers, postings, strict=True)
    ]


def _encode(postings: list[Posting], parts: list[bytes]) -> int:
    """Add postings to `parts`; return how many numbers they take."""
    begin, number_of, array_of = _arrays[3], _numbers.__getitem__, _arrays.__getitem__
    parts.append(array_of(len(postings)))
    before, size = 0, len(postings)
    for number, places, fields in postings:
        parts += (begin, number_of(number - before), array_of(len(places)))
        parts += map(number_of, places)
        parts.append(array_of(len(fields)))
        parts += map(number_of, fields)
        before = number
        size += len(places) + len(fields)
    return size
