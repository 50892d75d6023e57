"""The words of an index that was made before, and those of what is new, as one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relais.search_format import Posting, Word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


@dataclass(frozen=True, slots=True)
class Renumbering:
    """New numbers of the pages and the fields of an index."""

    pages: Sequence[int | None]
    """The new number of each page; None if it is left out."""
    fields: Sequence[int]
    """The new number of each field."""

    def words(self, words: Iterator[Word]) -> Iterator[Word]:
        """Yield words with new numbers, in the order of pages."""
        for word, postings, spellings in words:
            renumbered = {form: self._postings(found) for form, found in spellings.items()}
            kept = {form: found for form, found in renumbered.items() if found}
            yield Word(word, self._postings(postings), kept)

    def numbers(self, numbers: Sequence[int]) -> list[int]:
        """Return the new numbers of pages, without those that are left out."""
        new = (self.pages[number] for number in numbers)
        return [number for number in new if number is not None]

    def _postings(self, postings: Sequence[Posting]) -> list[Posting]:
        pages, found = self.pages, []
        for old, places, fields in postings:
            if (new := pages[old]) is not None:
                found.append((new, places, self._fields(fields) if fields else fields))
        found.sort()
        return found

    def _fields(self, places: Sequence[int]) -> list[int]:
        """Return places, with the numbers of fields (see `search_format`) among them changed."""
        return [place if place >= 0 else -1 - self.fields[-1 - place] for place in places]


def together(words: Iterator[Word], others: Mapping[str, Word]) -> Iterator[Word]:
    """Yield all words of two indexes that have no page in common, in their order.

    Those of which no page is left are left out.
    """
    left = sorted(others)
    place = 0
    for word in words:
        while place < len(left) and left[place] < word.word:
            yield others[left[place]]
            place += 1
        if place < len(left) and left[place] == word.word:
            word = _joined(word, others[left[place]])  # noqa: PLW2901 - the same word, whole
            place += 1
        if word.postings or word.spellings:
            yield word
    yield from (others[name] for name in left[place:])


def _joined(one: Word, other: Word) -> Word:
    spellings = {
        form: sorted(one.spellings.get(form, []) + other.spellings.get(form, []))
        for form in {**one.spellings, **other.spellings}
    }
    return Word(one.word, sorted(one.postings + other.postings), spellings)
