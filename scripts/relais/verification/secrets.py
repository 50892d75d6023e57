"""What is not public on the day must stand nowhere: neither in a page nor in an index or a feed.

Distinctive passages of drafts, of what is withdrawn and of what nobody has released are looked for
in every text file. They are compared as words without spaces, punctuation, markup or case, so that
neither typography nor emphasis hides one. A passage that a public text says too is no secret.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.catalog import Catalog
    from relais.publication import PublicCatalog

LEAST_WORDS: Final = 5
LEAST_LETTERS: Final = 24
"""A sentence shorter than these may be anybody's."""
LEAST_NAME: Final = 9
"""Letters of a title or a person's name that tells something by itself."""
_NAMING: Final = frozenset({"title", "name"})
_FROM_OTHERS: Final = frozenset({"sources", "source"})
"""Fields that hold what others wrote: it is no secret of ours."""
_SENTENCE: Final = re.compile(r"[.!?;:\n]+|\]\([^)]*\)|[<>|]")
_WORD: Final = re.compile(r"\w+")
_TAG: Final = re.compile(r"<[^<>]*>")
_ESCAPE: Final = re.compile(r"\\u([0-9a-fA-F]{4})")
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"


@dataclass(frozen=True)
class Passage:
    """Some words of something that is not public."""

    words: frozenset[str]
    solid: str
    """All its letters and digits, without anything between them."""
    shown: str
    entry: str
    """Where it comes from: the file or the slug."""


@dataclass(frozen=True)
class Secrets:
    """Everything that must not be found."""

    passages: tuple[Passage, ...] = ()
    public: str = field(default="", repr=False)
    """The letters and digits of all that is public."""

    @cached_property
    def _by_rarest(self) -> Mapping[str, list[int]]:
        index = defaultdict(list)
        for number, passage in enumerate(self.passages):
            index[max(passage.words, key=lambda word: (len(word), word))].append(number)
        return index

    def find(self, text: str) -> Iterator[int]:
        """Yield the number of each passage that occurs in a file's text."""
        if not self.passages:
            return
        readings = _readings(text)
        words = {word for reading in readings for word in _WORD.findall(reading)}
        near = [
            number
            for word in words & self._by_rarest.keys()
            for number in self._by_rarest[word]
            if self.passages[number].words <= words
        ]
        if near:
            solids = [_solid(reading) for reading in readings]
            for number in sorted(near):
                if any(self.passages[number].solid in solid for solid in solids):
                    yield number

    def is_secret(self, number: int) -> bool:
        """Tell whether no public text says the same."""
        return self.passages[number].solid not in self.public


NONE: Final = Secrets()


def secrets_of(catalog: Catalog, public: PublicCatalog, spoken: Iterable[str] = ()) -> Secrets:
    """Return what is in `catalog` and not public. `spoken` are further public words."""
    told = "|".join(_solid(_plain(text)) for text in (*(t for _, _, t in _texts(public)), *spoken))
    shown = {(entry, text) for entry, _, text in _texts(public)}
    found: dict[str, Passage] = {}
    for entry, name, text in _texts(catalog):
        if (entry, text) in shown or name in _FROM_OTHERS:
            continue
        for passage in _passages(entry, text, naming=name in _NAMING):
            found.setdefault(passage.solid, passage)
    return Secrets(tuple(found.values()), told)


def _texts(catalog: Catalog) -> Iterator[tuple[str, str, str]]:
    """Yield each text of a catalog: the entry, the field that holds it, the text."""
    for entry in (*catalog.entries(), *catalog.pages.values()):
        source = entry.source.model_dump(mode="json")
        yield from _strings(entry.path, source)
        for translation in entry.translations.values():
            data = translation.model_dump(mode="json")
            if not source.get("portrait"):
                data.pop("portrait", None)  # its source is not shown, so neither is this
            yield from _strings(entry.path, data)
    for slug, organisation in catalog.organisations.items():
        yield from _strings(slug, organisation.model_dump(mode="json"))
    yield from _strings("site", catalog.site.model_dump(mode="json"))
    for vocabulary in (catalog.themes, catalog.populations):
        for slug, labels in vocabulary.items():
            yield from _strings(slug, {"label": dict(labels)})


def _strings(entry: str, value: Any, name: str = "") -> Iterator[tuple[str, str, str]]:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        yield entry, name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            # The languages of a name are names too.
            yield from _strings(entry, each, name if name in _NAMING | _FROM_OTHERS else key)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(entry, each, name)


def _passages(entry: str, text: str, *, naming: bool) -> Iterator[Passage]:
    parts = [text] if naming else _SENTENCE.split(text)
    for part in parts:
        plain = _plain(part)
        words = _WORD.findall(plain)
        solid = _solid(plain)
        letters = sum(character.isalpha() for character in solid)
        long = len(words) >= LEAST_WORDS and letters >= LEAST_LETTERS
        if long or (naming and len(words) > 1 and letters >= LEAST_NAME):
            yield Passage(frozenset(words), solid, part.strip(), entry)


def _readings(text: str) -> list[str]:
    """Return the ways in which a file's text may be read: with and without its markup."""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text).replace("\\n", " ")
    bare = html.unescape(_TAG.sub("", text))
    readings = [html.unescape(text), bare]
    if "<" in bare:  # markup within markup, as in feeds
        readings.append(html.unescape(_TAG.sub("", bare)))
    return [_plain(reading) for reading in dict.fromkeys(readings)]


def _plain(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for letter in _INVISIBLE:
            text = text.replace(letter, "")
    return text.casefold().replace("_", " ")  # Markdown's emphasis is no part of a word


def _solid(text: str) -> str:
    return "".join(_WORD.findall(text))
