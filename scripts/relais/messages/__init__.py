"""What Relais says to editors, one module per language.

`en` and `fr` hold `MESSAGES`: a code to a sentence and a remedy, both with `{named}` places for
details; `operations_en` and `operations_fr` hold whole sentences for operators. A test holds the
languages to the same codes and the same places.
"""

from __future__ import annotations

import importlib
import os
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

LANGUAGES: Final = ("en", "fr")
LONGEST_DETAIL: Final = 200
"""Characters of a detail that a sentence shows; lists of choices are the longest."""


class _Details(dict[str, str]):
    """Details that never make a sentence fail or run off the screen."""

    def __getitem__(self, name: str) -> str:
        text = self.get(name, f"<{name}>").replace("\n", " ")
        return text if len(text) <= LONGEST_DETAIL else f"{text[: LONGEST_DETAIL - 1]}…"


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language."""

    messages: Mapping[str, tuple[str, str]]

    def knows(self, code: str) -> bool:
        """Tell whether there is a sentence for `code`."""
        return code in self.messages

    def message(self, code: str, details: Mapping[str, str]) -> str:
        """Return the sentence for `code`."""
        return self.messages[code][0].format_map(_Details(details))

    def remedy(self, code: str, details: Mapping[str, str]) -> str:
        """Return what to do about `code`, or an empty text."""
        return self.messages[code][1].format_map(_Details(details))


@cache
def words(language: str) -> Words:
    """Return the sentences of `language`; only that language's module is loaded."""
    module = importlib.import_module(f"relais.messages.{language}")
    return Words(module.MESSAGES)


def sentence(language: str, code: str, /, **details: object) -> str:
    """Return a whole sentence of the commands."""
    module = importlib.import_module(f"relais.messages.operations_{language}")
    text: str = module.SENTENCES[code]
    return text.format_map(_Details({name: str(value) for name, value in details.items()}))


def preferred_language() -> str:
    """Return the language to speak: RELAIS_LANG, else the computer's, else English.

    LC_ALL, LC_MESSAGES and LANG are read in the order that POSIX gives them.
    """
    for variable in ("RELAIS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(variable):
            language = value[:2].lower()
            return language if language in LANGUAGES else LANGUAGES[0]
    return LANGUAGES[0]
