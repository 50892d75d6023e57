"""From the words of each page to the pages of each word.

Pages come in the order of their numbers, so that what is known of a word can be written at once:
held as numbers, it would take ten times the memory.
"""

from __future__ import annotations

from collections import defaultdict
from operator import sub
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from relais.search_format import Encoded, in_steps, joined, postings, written
from relais.search_reading import words_of
from relais.search_vocabulary import spelt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.search_reading import Reading
    from relais.search_vocabulary import Key, Vocabulary

_SHIFT: Final = 24
"""A place is kept in one number with its weight or field: so many bits are for the place."""
_PLACE: Final = (1 << _SHIFT) - 1

_Places: TypeAlias = "dict[Key, list[int]]"


def words_in(page: Reading) -> Iterator[str]:
    """Yield all words of a page and of its fields."""
    yield from page.words
    for value in page.fields.values():
        yield from words_of(value)


def is_findable(page: Reading, vocabulary: Vocabulary) -> bool:
    """Tell whether a search can find the page by any word of its text, as Pagefind demands."""
    return any(any(vocabulary.found_by(word)) for word in page.words)


class Inversion:
    """The words of the pages that were added."""

    def __init__(self, fields: Sequence[str], vocabulary: Vocabulary) -> None:
        self._fields = {name: number << _SHIFT for number, name in enumerate(fields)}
        self._vocabulary = vocabulary
        self._words: defaultdict[Key, list[Any]] = defaultdict(list)
        """The numbers of the pages of each word, each followed by how its places are written."""
        self._alone = _Alone()

    def add(self, number: int, page: Reading) -> None:
        """Add a page, whose number is larger than those before."""
        in_text, in_fields = self._in_text(page), self._in_fields(page)
        words, alone = self._words, self._alone
        for key in in_text.keys() & in_fields.keys():
            words[key] += (number, _tail(in_text.pop(key), in_fields.pop(key)))
        for key, places in in_text.items():
            words[key] += (number, _tail(places) if len(places) > 1 else alone[places[0]])
        for key, places in in_fields.items():
            words[key] += (number, _tail((), places))

    def words(self) -> list[Encoded]:
        """Return all words in their order."""
        spellings: dict[str, dict[str, bytes]] = {}
        for key, known in self._words.items():
            word, spelling = spelt(key)
            spellings.setdefault(word, {})[spelling] = postings(known[::2], known[1::2])
        nowhere = postings((), ())
        return [
            joined(word, spellings[word].pop("", nowhere), spellings[word])
            for word in sorted(spellings)
        ]

    def _in_text(self, page: Reading) -> _Places:
        """Return where on a page words stand, with the weight of each place."""
        found: defaultdict[Key, list[int]] = defaultdict(list)
        words, keys, several = page.words, self._vocabulary.keys, self._vocabulary.several
        for weight, start, stop in page.runs:
            known = map(keys.__getitem__, words[start:stop])
            for place, key in enumerate(known, start + (weight << _SHIFT)):
                found[key].append(place)
        for name in several.keys() & found.keys():
            for place in found.pop(name):
                for key, weight in several[name].weights(place >> _SHIFT):
                    found[key].append(place & _PLACE | weight << _SHIFT)
        return found

    def _in_fields(self, page: Reading) -> _Places:
        """Return where in which fields of a page words stand."""
        found: defaultdict[Key, list[int]] = defaultdict(list)
        for name, value in page.fields.items():
            for place, word in enumerate(words_of(value), self._fields[name]):
                for key in self._vocabulary.found_by(word):
                    found[key].append(place)
        return found


class _Alone(dict[int, bytes]):
    """How the places of a word are written that stands at one on its page."""

    def __missing__(self, place: int) -> bytes:
        self[place] = tail = _tail((place,))
        return tail


def _tail(places: Sequence[int], in_fields: Sequence[int] = ()) -> bytes:
    """Return how the places of a word on a page are written."""
    places = sorted(places)
    if places and not in_fields and places[0] >> _SHIFT == places[-1] >> _SHIFT:
        # As `in_steps` would: most words weigh the same everywhere.
        weight, first = places[0] >> _SHIFT, places[0] & _PLACE
        return written((-1 - weight, first, *map(sub, places[1:], places)), ())
    weighed = [(place >> _SHIFT, place & _PLACE) for place in places]
    return written(in_steps(weighed), _by_field(in_fields) if in_fields else ())


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
