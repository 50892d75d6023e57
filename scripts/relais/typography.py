"""Typography that does not change what a text says."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-"}
)

_NARROW: Final = "\u202f"
_NO_BREAK: Final = "\u00a0"
_SPACE: Final = f"[ {_NO_BREAK}{_NARROW}]"
_FRENCH: Final = (
    (re.compile(rf"{_SPACE}(?=[;!?»%])"), _NARROW),
    (re.compile(rf"(?<=«){_SPACE}"), _NARROW),
    (re.compile(rf"{_SPACE}(?=:(?:\s|$))"), _NO_BREAK),
    # Thousands: 11 494. Only one to three digits may stand before, so that years are left alone.
    (re.compile(rf"(?<![\d,.])(\d{{1,3}}){_SPACE}(?=\d{{3}}(?!\d))"), rf"\1{_NARROW}"),
)
"""No-break spaces as in "Lexique des règles typographiques en usage à l'Imprimerie nationale":
narrow before ; ! ? and inside « », full before the colon."""
_SPACED: Final = re.compile(rf"{_SPACE}[;!?»%:]|«{_SPACE}|\d{_SPACE}\d{{3}}")
"""Where one of them may apply: most short texts have no such place."""
_MARKUP: Final = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", re.DOTALL)


def unstyled(text: str) -> str:
    """Return `text` with straight quotes and single spaces, to compare words and not their dress.

    A space inside quotes (as French has them) goes too.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())
    return plain.replace('" ', '"').replace(' "', '"')


def typeset(text: str, language: str) -> str:
    """Return a plain text with the spaces that its language has around punctuation."""
    if language == "fr" and _SPACED.search(text):
        for pattern, replacement in _FRENCH:
            text = pattern.sub(replacement, text)
    return text


def typeset_markup(markup: str, language: str) -> str:
    """Return HTML with its words typeset; tags, attributes and code stay as they are."""
    if language != "fr":
        return markup
    parts = _MARKUP.split(markup.replace("&nbsp;", _NO_BREAK))
    parts[::2] = [typeset(part, language) for part in parts[::2]]
    return "".join(parts)
