"""The files of a search index: what Pagefind's program writes and its part in the browser reads.

They are CBOR (RFC 8949) behind a mark, packed with gzip. Pagefind 1.5 writes, of each language, a
list of all parts, `[version, pages, chunks, filters, sorts, fields]`; the words in chunks, in the
order of their UTF-8, `[[word, postings, [[spelling, postings], …]], …]`; and a fragment of each
page, which is JSON. A posting is `[step, places, places in fields]`: how many pages after the one
before, then numbers of words on that page, among which less than nothing stands for a weight or,
in the second list, for a field: -1 is the first one.
"""

from __future__ import annotations

import json
from itertools import accumulate, chain, takewhile
from operator import itemgetter, sub
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import cbor2
from isal import isal_zlib

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

ENTRY: Final = "pagefind-entry.json"
"""The file from which a search begins: it names the list of all parts of each language."""
_MARK: Final = b"pagefind_dcd"
_ARRAY: Final = 0x80
"""The kind of an array, in its first byte (RFC 8949, section 3.1)."""
_LEVEL: Final = 3
"""How hard files are packed: as ISA-L can. For a twentieth less, zlib takes five times as long."""
_GZIP: Final = 31
"""What zlib calls its window and the form around it: the largest window, and gzip's."""
_COMMON: Final = 25
"""The weight that places have while none is said. Pagefind means the usual one, which is 24."""
_LARGEST: Final = 37_000
"""Bytes in a chunk from which on another begins, before it is packed: some 20 KB to load."""

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


class _Steps(dict[int, bytes]):
    """How a posting begins, of a page so many after the one before."""

    def __missing__(self, step: int) -> bytes:
        self[step] = head = _arrays[3] + _numbers[step]
        return head


_numbers, _arrays, _steps = _Heads(), _Heads(_ARRAY), _Steps()


def unpacked(data: bytes) -> Any:  # noqa: ANN401 - lists of what its kind of file holds
    """Return what a packed file holds."""
    return cbor2.loads(isal_zlib.decompress(data, _GZIP).removeprefix(_MARK))


def packed(value: object) -> bytes:
    """Return a file that holds `value`: the same bytes for the same value."""
    return _packed(cbor2.dumps(value))


def packed_fragment(data: bytes) -> bytes:
    """Return a file of what is shown of a page, of its JSON."""
    return _packed(data)


def packed_words(words: Iterable[Encoded]) -> bytes:
    """Return a chunk."""
    found = [word.data for word in words]
    return _packed(_arrays[1] + _arrays[len(found)] + b"".join(found))


def fragment(data: bytes) -> dict[str, Any]:
    """Return what is shown of a page in the results."""
    found: dict[str, Any] = json.loads(isal_zlib.decompress(data, _GZIP).removeprefix(_MARK))
    return found


def words(data: bytes) -> Iterator[Word]:
    """Yield the words of a chunk."""
    yield from map(_word, unpacked(data)[0])


def encoded(word: Word) -> Encoded:
    """Return a word as it stands in a chunk."""
    spellings = {form: _encoded(found) for form, found in word.spellings.items()}
    return joined(word.word, _encoded(word.postings), spellings)


class Postings:
    """Where a word stands, as it is written: page by page, in the order of their numbers.

    Written here, since a library looks at each of a million numbers for what else it might be.
    """

    __slots__ = ("_last", "count", "data")

    def __init__(self) -> None:
        self.data = bytearray()
        self.count = 0
        self._last = 0

    def add(self, numbers: Sequence[int], tails: Iterable[bytes]) -> None:
        """Add pages with these numbers, and the places on each as `written`."""
        heads = map(_steps.__getitem__, map(sub, numbers, (self._last, *numbers)))
        self.data += b"".join(chain.from_iterable(zip(heads, tails, strict=True)))
        self.count += len(numbers)
        self._last = numbers[-1]


def joined(word: str, known: Postings, spellings: Mapping[str, Postings]) -> Encoded:
    """Return a word as it stands in a chunk, of where it stands in each way to write it."""
    parts: list[bytes | bytearray] = [_arrays[3], cbor2.dumps(word)]
    parts += (_arrays[known.count], known.data, _arrays[len(spellings)])
    for form, found in sorted(spellings.items()):
        parts += (_arrays[2], cbor2.dumps(form), _arrays[found.count], found.data)
    return Encoded(word, b"".join(parts))


def decoded(word: Encoded) -> Word:
    """Return what is known of a word that is written."""
    return _word(cbor2.loads(word.data))


def written(places: Sequence[int], fields: Sequence[int]) -> bytes:
    """Return the places on a page and in its fields as they are written."""
    number_of = _numbers.__getitem__
    parts = [_arrays[len(places)], *map(number_of, places)]
    parts += [_arrays[len(fields)], *map(number_of, fields)]
    return b"".join(parts)


def written_alike(weight: int, first: int, places: Sequence[int]) -> bytes:
    """Return what `written` would of places in a text that all weigh the same.

    `first` is the first one; from one of `places` to the next it is as far.
    """
    number_of = _numbers.__getitem__
    parts = [_arrays[len(places) + 1], number_of(-1 - weight), number_of(first)]
    parts += map(number_of, map(sub, places[1:], places))
    parts.append(_arrays[0])
    return b"".join(parts)


def weighed(numbers: Iterable[int]) -> Iterator[tuple[int, int]]:
    """Yield the places on a page, each with its weight."""
    weight, place = _COMMON, 0
    changed = False
    for number in numbers:
        if number < 0:
            weight, changed = -1 - number, True
        else:
            place = number if changed else place + number
            changed = False
            yield place, weight


def in_steps(places: Iterable[tuple[int, int]]) -> list[int]:
    """Return numbers for places on a page, each behind its weight, in their order."""
    numbers: list[int] = []
    current, last = _COMMON, 0
    for weight, place in places:
        if weight == current:
            numbers.append(place - last)
        else:
            numbers += (-1 - weight, place)
        current, last = weight, place
    return numbers


def in_chunks(words: Iterable[Encoded]) -> Iterator[slice]:
    """Share out words among chunks."""
    begun = end = total = 0
    for end, word in enumerate(words, 1):
        total += len(word.data)
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
    return isal_zlib.compress(_MARK + data, _LEVEL, _GZIP)


def _word(read: tuple[str, list[list[Any]], list[tuple[str, list[list[Any]]]]]) -> Word:
    word, postings, spellings = read
    return Word(word, _numbered(postings), {form: _numbered(found) for form, found in spellings})


def _numbered(postings: list[list[Any]]) -> list[Posting]:
    numbers = accumulate(map(itemgetter(0), postings))
    return [
        (number, places, fields)
        for number, (_, places, fields) in zip(numbers, postings, strict=True)
    ]


def _encoded(known: Sequence[Posting]) -> Postings:
    found = Postings()
    if known:
        tails = [written(places, fields) for _, places, fields in known]
        found.add([number for number, *_ in known], tails)
    return found
