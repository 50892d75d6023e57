"""From the words of each page to the pages of each word.

Pages come in the order of their numbers, so that what is known of a word can be written at once:
held as numbers, it would take ten times the memory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from relais.search_format import Encoded, Postings, in_steps, joined, written
from relais.search_reading import words_of
from relais.search_vocabulary import spelt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relais.search_reading import Reading
    from relais.search_vocabulary import Key, Vocabulary

_SHIFT: Final = 24
"""A place is kept in one number with its weight or field: so many bits are for the place."""
_PLACE: Final = (1 << _SHIFT) - 1
_NOWHERE: Final = ()

_Places: TypeAlias = "dict[Key, list[int]]"


def vocabulary_of(page: Reading) -> set[str]:
    """Return the different words of a page and its fields."""
    return {*page.words, *(word for value in page.fields.values() for word in words_of(value))}


def is_findable(page: Reading, vocabulary: Vocabulary) -> bool:
    """Tell whether a search can find the page by any word of its text, as Pagefind demands."""
    known = (vocabulary[word] for word in page.words)
    return any(several is None or any(several) for _, several in known)


class Inversion:
    """The words of the pages that were added."""

    def __init__(self, fields: Sequence[str], vocabulary: Vocabulary) -> None:
        self._fields = {name: number << _SHIFT for number, name in enumerate(fields)}
        self._vocabulary = vocabulary
        self._words: dict[Key, Postings] = {}
        self._tails: dict[int, tuple[bytes, int]] = {}
        """How places are written that are the only ones of a word on its page."""

    def add(self, number: int, page: Reading) -> None:
        """Add a page, whose number is larger than those before."""
        in_text, in_fields = self._in_text(page), self._in_fields(page)
        words, tails = self._words, self._tails
        for key, places in in_text.items():
            if len(places) == 1 and key not in in_fields:
                place = places[0]
                tail = tails.get(place) or tails.setdefault(place, _tail(places, _NOWHERE))
            else:
                tail = _tail(places, in_fields.pop(key, _NOWHERE))
            postings = words.get(key) or words.setdefault(key, Postings())
            postings.add(number, *tail)
        for key, places in in_fields.items():
            postings = words.get(key) or words.setdefault(key, Postings())
            postings.add(number, *_tail(_NOWHERE, places))

    def words(self) -> list[Encoded]:
        """Return all words in their order."""
        spellings: dict[str, dict[str, Postings]] = {}
        for key, postings in self._words.items():
            word, spelling = spelt(key)
            spellings.setdefault(word, {})[spelling] = postings
        return [
            joined(word, spellings[word].pop("", Postings()), spellings[word])
            for word in sorted(spellings)
        ]

    def _in_text(self, page: Reading) -> _Places:
        """Return where on a page words stand, with the weight of each place."""
        found: _Places = {}
        vocabulary, words = self._vocabulary, page.words
        for weight, start, stop in page.runs:
            for place, word in enumerate(words[start:stop], start + (weight << _SHIFT)):
                key, several = vocabulary[word]
                if several is None:
                    if key in found:
                        found[key].append(place)
                    else:
                        found[key] = [place]
                else:
                    for part, shared in several.weights(weight):
                        found.setdefault(part, []).append(place & _PLACE | shared << _SHIFT)
        return found

    def _in_fields(self, page: Reading) -> _Places:
        """Return where in which fields of a page words stand."""
        found: _Places = {}
        for name, value in page.fields.items():
            for place, word in enumerate(words_of(value), self._fields[name]):
                key, several = self._vocabulary[word]
                for part in (key,) if several is None else (*several.whole, *several.parts):
                    found.setdefault(part, []).append(place)
        return found


def _tail(places: Sequence[int], in_fields: Sequence[int]) -> tuple[bytes, int]:
    """Return how the places of a word on a page are written, and how many numbers they take."""
    weighed = [(place >> _SHIFT, place & _PLACE) for place in sorted(places)]
    numbers, fields = in_steps(weighed), _by_field(in_fields)
    return written(numbers, fields), len(numbers) + len(fields)


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
