"""What the search finds in a document, read as Pagefind reads it.

A document is HTML of `search_documents`: what we write there ourselves, around texts that may have
what the allow-list of `limits` has. https://pagefind.app/docs/indexing/ says what becomes of it.
Where Pagefind glues neighbouring cells and terms together, they stay apart here, so that they are
found; and nothing that an author writes is taken for one of Pagefind's own marks.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from functools import lru_cache, partial
from html import unescape
from sys import intern
from typing import TYPE_CHECKING, Final, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

USUAL: Final = 24
"""How much a word weighs of which nothing else is said."""
_HEADINGS: Final = {f"h{level}": (8 - level) * USUAL for level in range(1, 7)}
"""How much the words of headings weigh."""
INLINE: Final = frozenset(
    ("a", "abbr", "b", "cite", "code", "del", "em", "i", "kbd", "mark", "q", "s", "small", "span")
) | {"strong", "sub", "sup"}
"""Elements inside of sentences; all others separate words."""
_SENTENCES: Final = frozenset(("dd", "dt", "li", "p", "td", "th", "ul", *_HEADINGS))
"""Elements that end a sentence, so that excerpts read nicely."""
_EMPTY: Final = frozenset(("br", "hr", "meta"))
"""Elements without an end (https://html.spec.whatwg.org/#void-elements)."""

_ATTRIBUTES: Final = r"((?:[^<>\"]|\"[^\"]*\")*)"
_TAG: Final = re.compile(rf"<(/?)([a-z][a-z0-9]*|!doctype){_ATTRIBUTES}>")
_INLINE_TAG: Final = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?:\s{_ATTRIBUTES})?>")
_ATTRIBUTE: Final = re.compile(r"([a-z-]+)=\"([^\"]*)\"")
_NAMED: Final = re.compile(r"([^:\[\]]+)\[content\]")
_SPACES: Final = "\t-\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space (Unicode's White_Space). To Python, some control characters are white space, too."""
_OTHER_SPACES: Final = re.compile("[\x1c-\x1f]")
_GAP: Final = re.compile(f"[{_SPACES}]+")
_ENDS: Final = re.compile(f"^[{_SPACES}]+|[{_SPACES}]+$")
_LINE_ENDS: Final = re.compile("(?:\n|\r\n)+")
_WIDE: Final = re.compile(f"[{_SPACES}]{{2,}}")
_BOUNDARY: Final = "\u200b"
"""The zero-width space, which is no part of a word."""
_CLOSING: Final = frozenset("'\")$*\u200c\u200d")
_LETTERS: Final = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "Pc"))
"""Kinds of characters of which words consist (Unicode's general categories)."""

Value = TypeVar("Value")


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
    anchors: str
    """Its headings that can be led to, as JSON: in thousands of pages, lists would take a lot."""

    @property
    def words(self) -> list[str]:
        """The words by their places."""
        return self.text.split(" ") if self.text else []

    @property
    def length(self) -> int:
        """How many words the search says that the page has: at least one."""
        return max(1, self.runs[-1].stop if self.runs else 0)

    def fragment(self, address: str) -> bytes:
        """Return what results show of the page, as JSON."""
        shown = {
            "url": address,
            "content": self.text,
            "word_count": self.length,
            "filters": self.filters,
            "meta": self.fields,
        }
        return f'{_json(shown)[:-1]},"anchors":{self.anchors}}}'.encode()


def words_of(text: str) -> list[str]:
    """Return the words of a text, as the search counts them."""
    if _OTHER_SPACES.search(text):
        return [word for word in _GAP.split(text) if word]
    return text.split()


def digest_of(document: str) -> str:
    """Return what tells a document from others."""
    return hashlib.sha256(document.encode()).hexdigest()[:32]


def read(document: str) -> Reading:
    """Return what the search finds in a document."""
    return _Reader(_INLINE_TAG.sub("", document).replace(_BOUNDARY, "")).read()


class Document(NamedTuple):
    """What can be found of a page."""

    path: str
    """The page's file in the site."""
    digest: str
    """What tells the document from others."""
    read: Callable[[], Reading]
    """Returns what the search finds in it; called at most once."""

    @classmethod
    def of(cls, path: str, document: str) -> Document:
        """Return what can be found of a page by its document."""
        return cls(path, digest_of(document), partial(read, document))


class _Open(NamedTuple):
    """An element that has not ended yet."""

    name: str
    begun: int
    """Where in the document its content begins."""
    weight: int
    """How much words weigh in it."""
    named: bool
    """Whether it is the last one that can be led to."""


class _Reader:
    def __init__(self, document: str) -> None:
        self._document = document
        self._words_of = words_of if _OTHER_SPACES.search(document) else str.split
        self._language = "unknown"
        self._open = [_Open("", 0, USUAL, named=False)]
        self._words: list[str] = []
        self._runs: list[Run] = []
        self._last = " "
        """The last character of the sentence, as it is written."""
        self._fields: dict[str, str] = {}
        self._filters: dict[str, list[str]] = {}
        self._title = ""
        self._anchors: list[dict[str, str | int]] = []

    def read(self) -> Reading:
        document, begun = self._document, 0
        for tag in _TAG.finditer(document):
            start = tag.start()
            if start > begun:
                self._add(document[begun:start])
            begun = tag.end()
            slash, name, written = tag.groups()
            if slash:
                self._end(name, start)
            else:
                self._begin(name, dict(_ATTRIBUTE.findall(written)) if written else {}, begun)
        if self._title:
            self._fields.setdefault("title", self._title)
        return Reading(
            self._language,
            " ".join(self._words),
            tuple(self._runs),
            _in_order(self._fields),
            _in_order(self._filters),
            _json(self._anchors),
        )

    def _add(self, written: str) -> None:
        """Add what stands between two tags."""
        self._last = written[-1]
        words = words_of(unescape(written)) if "&" in written else self._words_of(written)
        if words:
            start, weight = len(self._words), self._open[-1].weight
            self._words += words
            if self._runs and self._runs[-1].weight == weight:
                start = self._runs.pop().start
            self._runs.append(Run(weight, start, len(self._words)))

    def _begin(self, name: str, attributes: Mapping[str, str], begun: int) -> None:
        if name == "html":
            self._language = attributes.get("lang", "").lower() or "unknown"
        elif name == "meta":
            self._note(attributes)
        elif name in _SENTENCES or name == "br":
            self._last = " "
        if name in _EMPTY:
            return
        weight = self._open[-1].weight
        if said := attributes.get("data-pagefind-weight"):
            weight = max(1, int(float(said) * USUAL))
        elif name in _HEADINGS and all(element.weight == USUAL for element in self._open):
            weight = _HEADINGS[name]
        if identifier := attributes.get("id"):
            self._anchors.append({"element": name, "id": identifier, "location": len(self._words)})
        self._open.append(_Open(name, begun, weight, bool(identifier)))

    def _note(self, attributes: Mapping[str, str]) -> None:
        """Note what is said of the page as a whole."""
        content = _normal(attributes.get("content", ""))
        if named := _NAMED.fullmatch(attributes.get("data-pagefind-meta", "")):
            self._fields[intern(named[1])] = content
        if named := _NAMED.fullmatch(attributes.get("data-pagefind-filter", "")):
            self._filters.setdefault(intern(named[1]), []).append(intern(content))

    def _end(self, name: str, place: int) -> None:
        element = self._open.pop()
        if element.named:
            self._anchors[-1]["text"] = _normal(self._document[element.begun : place])
        if name == "h1" and not self._title:
            self._title = _normal(self._document[element.begun : place])
        if name in _SENTENCES:
            if _lacks_stop(self._last):
                self._words[-1] += "."
            self._last = " "


_json: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _in_order(found: dict[str, Value]) -> dict[str, Value]:
    return {name: found[name] for name in sorted(found)}


@lru_cache(maxsize=1024)
def _lacks_stop(last: str) -> bool:
    """Tell whether a sentence that ends so lacks a full stop."""
    return last in _CLOSING or unicodedata.category(last) in _LETTERS


def _normal(written: str) -> str:
    """Return a text without references to characters, white space folded."""
    text = unescape(written)
    if " ".join(text.split()) == text:
        return text
    text = _LINE_ENDS.sub(" ", _ENDS.sub("", text))
    return _WIDE.sub(" ", text)
