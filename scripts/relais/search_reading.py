"""What the search finds in a document: read as Pagefind reads it.

A document is HTML of `search_documents`: what our templates write, and what an author's text may
have by the allow-list of `limits`. Its attributes and what becomes of each element are described at
https://pagefind.app/docs/indexing/. Where Pagefind glues the words of neighbouring cells and terms
together, they stay apart here, so that they are found.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

USUAL: Final = 24
"""How much a word weighs of which nothing else is said."""
_MOST: Final = 10.0
"""The largest weight that an attribute may give, in usual ones."""
_HEADINGS: Final = {f"h{level}": 8 - level for level in range(1, 7)}
"""How much the words of headings weigh, in usual ones, where no attribute says it."""
_BLOCKS: Final = frozenset(
    ("article", "blockquote", "dd", "div", "dt", "li", "p", "pre", "section", "td", "th", "ul")
) | frozenset(_HEADINGS)
"""Elements that end a sentence, so that excerpts read nicely."""
_INLINE: Final = frozenset(
    ("a", "abbr", "b", "br", "cite", "code", "em", "i", "kbd", "q", "small", "span", "strong")
) | {"sub", "sup"}
"""Elements whose words belong to the heading around them."""
_EMPTY: Final = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
"""Elements without an end (https://html.spec.whatwg.org/#void-elements)."""
_SPACES: Final = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space (Unicode's White_Space). To Python, some control characters are white space, too."""
_OTHER_SPACES: Final = re.compile("[\x1c-\x1f]")
_GAP: Final = re.compile(f"[{_SPACES}]+")
_ENDS: Final = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
_LINE_ENDS: Final = re.compile("(?:\n|\r\n)+")
_WIDE: Final = re.compile(f"[{_SPACES}]{{2,}}")
_BOUNDARY: Final = "\u200b"
"""The zero-width space, which is no part of a word."""
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"]|\"[^\"]*\")*)>|<![^>]*>")
_ATTRIBUTE: Final = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_NAMED: Final = re.compile(r"([^:\[\]]+)\[content\]")
_SENTENCE: Final = frozenset("'\")$*_\u200c\u200d")
_LETTER: Final = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
_ANCHOR: Final = "___PAGEFIND_ANCHOR___"
_WEIGHT: Final = "___PAGEFIND_WEIGHT___"
_WEIGHT_OF_HEADING: Final = "___PAGEFIND_AUTO_WEIGHT___"
_END_OF_WEIGHT: Final = "___END_PAGEFIND_WEIGHT___"
"""What stands in the text for elements, as with Pagefind: also where an author wrote it."""
_MARK: Final = re.compile(
    f"(?<![^{_SPACES}])({_ANCHOR}|{_WEIGHT}|{_WEIGHT_OF_HEADING}|{_END_OF_WEIGHT})([^{_SPACES}]*)"
)
_PRIVATE: Final = re.compile(f"___PAGEFIND_[^{_SPACES}]+[{_SPACES}]?")
_NUMBER: Final = re.compile(r"\d+(?:\.\d*)?")


class Run(NamedTuple):
    """Words that weigh the same."""

    weight: int
    start: int
    """The place of the first of them in the document."""
    stop: int


class Reading(NamedTuple):
    """What was read in a document."""

    language: str
    text: str
    """All its words, with one space between them."""
    runs: tuple[Run, ...]
    """Which of them weigh how much, in their order."""
    fields: dict[str, str]
    """What else can be found and is shown: the title and others, in the order of their names."""
    filters: dict[str, list[str]]
    """By what it can be chosen, in the order of their names."""
    anchors: list[dict[str, str | int]]
    """Its headings that can be led to."""

    @property
    def words(self) -> list[str]:
        """The words by their places."""
        return self.text.split(" ") if self.text else []

    @property
    def length(self) -> int:
        """How many words the search says that the page has: at least one."""
        return max(1, len(self.words))

    def fragment(self, address: str) -> bytes:
        """Return what results show of the page."""
        shown = {
            "url": address,
            "content": self.text,
            "word_count": self.length,
            "filters": self.filters,
            "meta": self.fields,
            "anchors": self.anchors,
        }
        return json.dumps(shown, ensure_ascii=False, separators=(",", ":")).encode()


def words_of(text: str) -> list[str]:
    """Return the words of a text, as the search counts them."""
    if _OTHER_SPACES.search(text):
        return [word for word in _GAP.split(text) if word]
    return text.split()


def read(document: str) -> Reading:
    """Return what the search finds in a document."""
    return _Reader().read(document)


class _Open(NamedTuple):
    """An element that has not ended yet."""

    name: str
    begun: int
    """How many pieces of text there were before it."""
    weighed: bool
    """Whether its words have a weight of their own."""
    anchors: tuple[str, ...]
    """Whose words its words are."""


class _Reader:
    def __init__(self) -> None:
        self._language = "unknown"
        self._pieces: list[str] = []
        self._open: list[_Open] = []
        self._heads: dict[str, list[str]] = {}
        """The words of each element that can be led to."""
        self._title = ""
        self._fields: dict[str, str] = {}
        self._filters: dict[str, list[str]] = {}

    def read(self, document: str) -> Reading:
        begun, pieces = 0, self._pieces
        for tag in _TAG.finditer(document):
            if tag.start() > begun:
                self._text(document[begun : tag.start()])
            begun = tag.end()
            slash, name, attributes = tag.groups("")
            if slash:
                self._end(name.lower())
            elif name:
                self._start(name.lower(), attributes)
        if begun < len(document):
            self._text(document[begun:])
        count = _Count(self._heads)
        count.read(unescape("".join(pieces)))
        if self._title:
            self._fields.setdefault("title", self._title)
        fields = {name: _PRIVATE.sub("", self._fields[name]) for name in sorted(self._fields)}
        filters = {
            name: [_PRIVATE.sub("", value) for value in self._filters[name]]
            for name in sorted(self._filters)
        }
        text, runs = " ".join(count.words), tuple(_joined(count.runs))
        return Reading(self._language, text, runs, fields, filters, count.anchors)

    def _text(self, text: str) -> None:
        self._pieces.append(text)
        if self._open:
            for anchor in self._open[-1].anchors:
                self._heads[anchor].append(text)

    def _start(self, name: str, written: str) -> None:
        attributes = dict(_ATTRIBUTE.findall(written)) if "=" in written else {}
        pieces = self._pieces
        inherited = self._open[-1].anchors if self._open and name in _INLINE else ()
        anchors = inherited
        if name == "html":
            self._language = attributes.get("lang", "").lower() or "unknown"
        elif identifier := attributes.get("id"):
            anchor = f"{len(self._heads)}:{_GAP.sub('', identifier)}"
            self._heads[anchor] = []
            anchors = (*inherited, anchor)
            pieces.append(f" {_ANCHOR}{name}:{anchor} ")
        if name in _EMPTY:
            if name == "br":
                pieces.append(" ")
            self._note(attributes)
            return
        weight = attributes.get("data-pagefind-weight")
        if weight is not None:
            pieces.append(f" {_WEIGHT}{weight} ")
        elif name in _HEADINGS:
            pieces.append(f" {_WEIGHT_OF_HEADING}{_HEADINGS[name]} ")
        if name in _BLOCKS:
            pieces.append(" ")
        weighed = weight is not None or name in _HEADINGS
        self._open.append(_Open(name, len(pieces), weighed, anchors))

    def _note(self, attributes: dict[str, str]) -> None:
        """Note what an element says of the page."""
        content = attributes.get("content", "")
        if named := _NAMED.fullmatch(attributes.get("data-pagefind-meta", "")):
            self._fields[named[1]] = _normal(content)
        if named := _NAMED.fullmatch(attributes.get("data-pagefind-filter", "")):
            self._filters.setdefault(named[1], []).append(_normal(_normal(content)))

    def _end(self, name: str) -> None:
        while self._open:
            element = self._open.pop()
            if element.name == name:
                break
        else:
            return
        pieces = self._pieces
        if name == "h1" and not self._title:
            words = "".join(pieces[element.begun :])
            self._title = _normal(words) if words.strip() else ""
        if name in _BLOCKS:
            last = pieces[-1][-1] if len(pieces) > element.begun else " "
            pieces.append(". " if _ends_open(last) else " ")
        if element.weighed:
            pieces.append(f" {_END_OF_WEIGHT} ")


class _Count:
    """The words of a text by their places, without what stands for elements in it."""

    def __init__(self, heads: Mapping[str, Sequence[str]]) -> None:
        self._heads = heads
        self._weights = [USUAL]
        """How much words weigh inside of each element that is open."""
        self.words: list[str] = []
        self.runs: list[Run] = []
        self.anchors: list[dict[str, str | int]] = []

    def read(self, text: str) -> None:
        begun = 0
        for mark in _MARK.finditer(text):
            self._add(text[begun : mark.start()])
            self._obey(mark[1], mark[2])
            begun = mark.end()
        self._add(text[begun:])

    def _add(self, text: str) -> None:
        found = words_of(text)
        if _BOUNDARY in text:
            found = [bare for word in found if (bare := word.replace(_BOUNDARY, ""))]
        if found:
            start = len(self.words)
            self.words += found
            weight = self._weights[-1] if self._weights else 1
            self.runs.append(Run(weight, start, len(self.words)))

    def _obey(self, mark: str, said: str) -> None:
        weights = self._weights
        if mark == _ANCHOR:
            self._note(said)
        elif mark == _END_OF_WEIGHT:
            del weights[-1:]
        elif mark == _WEIGHT or len(weights) == 1:
            wanted = float(said) if _NUMBER.fullmatch(said) else 1.0
            weight = int(min(wanted, _MOST) * USUAL)
            weights.append(max(1, weight) if wanted and mark == _WEIGHT else weight)
        else:  # what was said around a heading counts
            weights.append(weights[-1] if weights else 0)

    def _note(self, said: str) -> None:
        """Note a place that can be led to."""
        name, _, anchor = said.partition(":")
        _, colon, identifier = anchor.partition(":")
        if colon:
            text = _normal(_normal("".join(self._heads.get(anchor, ()))))
            place = len(self.words)
            noted: dict[str, str | int] = {"element": name, "id": identifier, "text": text}
            self.anchors.append({**noted, "location": place})


def _joined(runs: list[Run]) -> Iterator[Run]:
    """Yield runs, neighbours of one weight as one."""
    last: Run | None = None
    for run in runs:
        if last and last.weight == run.weight:
            last = last._replace(stop=run.stop)
            continue
        if last:
            yield last
        last = run
    if last:
        yield last


@lru_cache(maxsize=1024)
def _ends_open(character: str) -> bool:
    """Tell whether a text that ends so lacks a full stop."""
    return character in _SENTENCE or unicodedata.category(character) in _LETTER


def _normal(raw: str) -> str:
    """Return a text without references to characters, white space folded."""
    text = unescape(raw)
    if " ".join(text.split()) == text:
        return text
    text = _LINE_ENDS.sub(" ", _ENDS.sub("", text))
    return _WIDE.sub(" ", text)
