"""From the words of each page to the pages of each word.

Pages come in the order of their numbers, so that what is known of a word can be written as soon as
there is enough of it. Held as numbers, it would take ten times the memory.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from relais.search_format import Encoded, Postings, in_steps, joined, written, written_alike
from relais.search_reading import words_of
from relais.search_vocabulary import spelt

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from relais.search_reading import Reading, Run
    from relais.search_vocabulary import Key, Vocabulary

_SHIFT: Final = 24
"""A place is kept in one number with its weight or field: so many bits are for the place."""
_PLACE: Final = (1 << _SHIFT) - 1
_AT_ONCE: Final = 500
"""Pages whose postings are held before they are written."""

_Places: TypeAlias = "dict[Key, list[int]]"


class Numbering(dict[str, int]):
    """A number for each different word, in the order in which they are met."""

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self)
        return number

    def of(self, words: Iterable[str]) -> array[int]:
        """Return the numbers of words."""
        return array("I", map(self.__getitem__, words))


class Counted(NamedTuple):
    """The words of a page and of its fields, as their numbers."""

    runs: tuple[Run, ...]
    words: array[int]
    fields: dict[str, array[int]]

    @classmethod
    def of(cls, page: Reading, numbering: Numbering) -> Counted:
        """Return the words of a page."""
        fields = {name: numbering.of(words_of(value)) for name, value in page.fields.items()}
        return cls(page.runs, numbering.of(page.words), fields)

    def is_findable(self, vocabulary: Vocabulary) -> bool:
        """Tell whether a search can find the page by any word of its text: Pagefind demands it."""
        return any(any(vocabulary.found_by(word)) for word in self.words)


class Inversion:
    """The words of the pages that were added."""

    def __init__(self, fields: Sequence[str], vocabulary: Vocabulary) -> None:
        self._fields = {name: number << _SHIFT for number, name in enumerate(fields)}
        self._vocabulary = vocabulary
        self._written: defaultdict[Key, Postings] = defaultdict(Postings)
        self._held: defaultdict[Key, list[Any]] = defaultdict(list)
        """The numbers of the pages of each word, each followed by how its places are written."""
        self._alone = _Alone()
        self._count = 0

    def add(self, number: int, page: Counted) -> None:
        """Add a page, whose number is larger than those before."""
        in_text, in_fields = self._in_text(page), self._in_fields(page)
        held, alone = self._held, self._alone
        for key in in_text.keys() & in_fields.keys():
            held[key] += (number, _tail(in_text.pop(key), in_fields.pop(key)))
        for key, places in in_text.items():
            held[key] += (number, _tail(places) if len(places) > 1 else alone[places[0]])
        for key, places in in_fields.items():
            held[key] += (number, _tail((), places))
        self._count += 1
        if not self._count % _AT_ONCE:
            self._write()

    def words(self) -> list[Encoded]:
        """Return all words in their order."""
        self._write()
        spellings: dict[str, dict[str, Postings]] = {}
        while self._written:  # each is let go as soon as it stands in its word
            key, postings = self._written.popitem()
            word, spelling = spelt(key)
            spellings.setdefault(word, {})[spelling] = postings
        return [_joined(word, spellings.pop(word)) for word in sorted(spellings)]

    def _write(self) -> None:
        for key, known in self._held.items():
            self._written[key].add(known[::2], known[1::2])
        self._held.clear()

    def _in_text(self, page: Counted) -> _Places:
        """Return where on a page words stand, with the weight of each place."""
        found: defaultdict[Key, list[int]] = defaultdict(list)
        keys, several = self._vocabulary.keys, self._vocabulary.several
        for weight, start, stop in page.runs:
            known = map(keys.__getitem__, page.words[start:stop])
            for place, key in enumerate(known, start + (weight << _SHIFT)):
                found[key].append(place)
        for name in several.keys() & found.keys():
            for place in found.pop(name):
                for key, weight in several[name].weights(place >> _SHIFT):
                    found[key].append(place & _PLACE | weight << _SHIFT)
        return found

    def _in_fields(self, page: Counted) -> _Places:
        """Return where in which fields of a page words stand."""
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for name, words in page.fields.items():
            for place, word in enumerate(words, self._fields[name]):
                for key in self._vocabulary.found_by(word):
                    found[key].append(place)
        return found


class _Alone(dict[int, bytes]):
    """How the places of a word are written that stands at one on its page."""

    def __missing__(self, place: int) -> bytes:
        self[place] = tail = _tail((place,))
        return tail


def _joined(word: str, spellings: dict[str, Postings]) -> Encoded:
    return joined(word, spellings.pop("", Postings()), spellings)


def _tail(places: Sequence[int], in_fields: Sequence[int] = ()) -> bytes:
    """Return how the places of a word on a page are written."""
    places = sorted(places)
    if places and not in_fields and places[0] >> _SHIFT == places[-1] >> _SHIFT:
        return written_alike(places[0] >> _SHIFT, places[0] & _PLACE, places)
    weighed = [(place >> _SHIFT, place & _PLACE) for place in places]
    return written(in_steps(weighed), _by_field(in_fields))


def _by_field(places: Sequence[int]) -> list[int]:
    """Return numbers for places in fields: each field is said where it begins."""
    numbers: list[int] = []
    current, last = -1, 0
    for value in sorted(places):
        field, place = value >> _SHIFT, value & _PLACE
        if field != current:
            numbers.append(-1 - field)
            last = 0
        numbers.append(place - last)
        current, last = field, place
    return numbers
