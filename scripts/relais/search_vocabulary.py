"""By what each word is found: asked of Pagefind's program, once for each different word.

How a word is cut into parts, which letters count and what its stem is decides the part of Pagefind
that runs in visitors' browsers for what they look for; here the same program decides for the texts.
It reads one document of a language that has each word once, instead of all texts: a thousand pages
have some ten thousand different words.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import pagefind_bin

from relais import search_format, tether
from relais.errors import BuildFailedError
from relais.search_format import ENTRY, Parts
from relais.search_reading import USUAL

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Collection, Iterator, Mapping

_LARGEST_COUNT: Final = 255
"""As many parts of a word are told apart at most when its weight is shared among them."""
_ALWAYS: Final = "a"
"""A word that Pagefind finds: it refuses a document without any."""

PLAIN: Final = str.maketrans(
    {
        **dict.fromkeys("’‘ʼ", "'"),
        **dict.fromkeys("“”„«»‹›", '"'),
        **dict.fromkeys("‐‑‒–—―·", "-"),
        "…": ".",
        "œ": "oe",
        "Œ": "oe",
        "æ": "ae",
        "Æ": "ae",
    }
)
"""How Pagefind is asked, since it cuts words at ASCII's signs only: else "île" would not be found
in "l’île", nor "2021" in "2020–2021". The search page does the same with what visitors look for
(`plain` in overrides/assets/search.js), so that "coeur" and "cœur" are found alike."""
_BEFORE_MARKS: Final = "___"
_MARKS: Final = (f"{_BEFORE_MARKS}PAGEFIND_", f"{_BEFORE_MARKS}END_PAGEFIND_")
"""What Pagefind puts before words to say something of them."""
_BETWEEN: Final = "\0"

Key: TypeAlias = str
"""A word of the index; where it is written in another way, that follows behind a zero."""


def key_of(word: str, spelling: str) -> Key:
    """Return the key of a word and of how it is written; an empty text: as it is."""
    return f"{word}{_BETWEEN}{spelling}" if spelling else word


def spelt(key: Key) -> tuple[str, str]:
    """Return the word of a key, and how it is written."""
    word, _, spelling = key.partition(_BETWEEN)
    return word, spelling


class Several(NamedTuple):
    """By what a word of a text is found, if not by one word of the index."""

    whole: tuple[Key, ...]
    parts: tuple[Key, ...]
    """Those that share its weight."""

    def weights(self, weight: int) -> Iterator[tuple[Key, int]]:
        """Yield by what it is found, and how much that weighs where the word has a weight."""
        for key in self.whole:
            yield key, weight
        if self.parts:
            shared = weight // min(len(self.parts), _LARGEST_COUNT)
            for key in self.parts:
                yield key, max(1, shared) if weight else 0


class Vocabulary(NamedTuple):
    """By what each word of texts is found."""

    keys: list[Key]
    """By which word of the index each is found; a name in `several` if it is not one."""
    several: dict[str, Several]

    def found_by(self, number: int) -> tuple[Key, ...]:
        """Return all words of the index by which a word is found."""
        key = self.keys[number]
        several = self.several.get(key)
        return (*several.whole, *several.parts) if several else (key,)


@dataclass(frozen=True, slots=True)
class Question:
    """Words of which Pagefind is being asked."""

    words: Mapping[str, Collection[str]]
    """Those of each language."""
    folder: Path
    program: subprocess.Popen[bytes]

    def answer(self) -> Answer:
        """Wait for Pagefind. Raises `BuildFailedError` if it did not answer."""
        try:
            status, said = tether.wait(self.program)
            if status:
                message = f"Pagefind could not make the search index: {said.strip()}"
                raise BuildFailedError(message)
            made = self.folder / "index"
            entry: dict[str, Any] = json.loads((made / ENTRY).read_bytes())
            known = {
                language: _vocabulary(made, entry["languages"][language]["hash"], words)
                for language, words in self.words.items()
            }
            names = ["pagefind.js", "wasm.unknown.pagefind"]
            names += [
                f"wasm.{said['wasm']}.pagefind"
                for said in entry["languages"].values()
                if said["wasm"]
            ]
            return Answer(known, entry, {name: (made / name).read_bytes() for name in names})
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def abandon(self) -> None:
        """End the program and leave nothing of what it made."""
        tether.end(self.program)
        shutil.rmtree(self.folder, ignore_errors=True)


class Answer(NamedTuple):
    """What Pagefind said."""

    vocabularies: dict[str, Vocabulary]
    """By language."""
    entry: dict[str, Any]
    """How a search begins: of each language, the program that reads it."""
    files: dict[str, bytes]
    """Pagefind's programs for browsers."""


def ask(folder: Path, words: Mapping[str, Collection[str]]) -> Question:
    """Begin to ask Pagefind about different words of each language; `folder` is for its files."""
    asked = Path(tempfile.mkdtemp(prefix="making-", dir=folder))
    for language, of_it in words.items():
        page = asked / "documents" / language / "index.html"
        page.parent.mkdir(parents=True)
        text = " ".join(map(_without_mark, (*of_it, _ALWAYS))).translate(PLAIN)
        page.write_text(
            f'<!doctype html><html lang="{escape(language)}"><body data-pagefind-body>'
            f"{escape(text, quote=False)}</body></html>",
            "utf-8",
        )
    command = [str(pagefind_bin.get_executable()), "--silent"]
    site, output = (str((asked / name).absolute()) for name in ("documents", "index"))
    command += ["--site", site, "--output-path", output]
    # It obeys settings that it finds where it runs: they would be no part of the index's name.
    environment = {k: v for k, v in os.environ.items() if not k.upper().startswith("PAGEFIND_")}
    return Question(words, asked, tether.start(command, asked, environment))


def _without_mark(word: str) -> str:
    """Return a word so that Pagefind does not take it for one of its own marks."""
    return word[len(_BEFORE_MARKS) :] if word.startswith(_MARKS) else word


def _vocabulary(made: Path, name: str, words: Collection[str]) -> Vocabulary:
    """Return what an index of each word once says of it. Raises `BuildFailedError`."""
    parts = Parts(*search_format.unpacked((made / f"pagefind.{name}.pf_meta").read_bytes()))
    whole: list[list[Key]] = [[] for _ in (*words, _ALWAYS)]
    if [count for _, count in parts.pages] != [len(whole)]:
        message = "Pagefind reads words otherwise than Relais: the search index cannot be made."
        raise BuildFailedError(message)
    shared: dict[int, list[Key]] = {}
    for *_, file in parts.chunks:
        for found in search_format.words((made / f"index/{file}.pf_index").read_bytes()):
            for spelling, postings in {"": found.postings, **found.spellings}.items():
                key = key_of(found.word, spelling)
                for _, numbers, _ in postings:
                    for place, weight in search_format.weighed(numbers):
                        if weight == USUAL:
                            whole[place].append(key)
                        else:
                            shared.setdefault(place, []).append(key)
    vocabulary = Vocabulary([], {})
    for place, keys in enumerate(whole[:-1]):
        if len(keys) == 1 and place not in shared:
            vocabulary.keys.append(keys[0])
        else:
            vocabulary.keys.append(name := f"{_BETWEEN}{place}")
            vocabulary.several[name] = Several(tuple(keys), tuple(shared.get(place, ())))
    return vocabulary
