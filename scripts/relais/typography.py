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
# No-break spaces as in "Lexique des règles typographiques en usage à l'Imprimerie nationale":
# narrow before ; ! ? and inside « », full before the colon. Each pattern begins with the space,
# which is found quickest.
# Thousands: 11 494. Only one to three digits may stand before, so that years are left alone.
_FEW_DIGITS: Final = "|".join(rf"(?<=(?<![\d,.])\d{{{count}}}{_SPACE})" for count in (1, 2, 3))
_GETS_NARROW: Final = re.compile(
    rf"{_SPACE}(?:(?=[;!?»%])|(?<=«{_SPACE})|(?=\d{{3}}(?!\d))(?:{_FEW_DIGITS}))"
)
_BEFORE_COLON: Final = re.compile(rf"{_SPACE}(?=:(?:\s|$))")
_MARKUP: Final = re.compile(r"(<(?:code|pre)\b.*?</(?:code|pre)>|<[^>]*>)", re.DOTALL)


def folded(text: str) -> str:
    """Return `text` with single spaces for white space, and none around it."""
    if text.isprintable() and "  " not in text:  # there is no other: seen in half the time
        return text.strip()
    return " ".join(text.split())


def unstyled(text: str) -> str:
    """Return `text` with straight quotes and single spaces, to compare words and not their dress.

    A space inside quotes (as French has them) goes too.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())
    return plain.replace('" ', '"').replace(' "', '"')


def typeset(text: str, language: str) -> str:
    """Return a plain text with the spaces that its language has around punctuation."""
    if language != "fr":
        return text
    text = _GETS_NARROW.sub(_NARROW, text)
    return _BEFORE_COLON.sub(_NO_BREAK, text) if ":" in text else text


def typeset_markup(markup: str, language: str) -> str:
    """Return HTML with its words typeset; tags, attributes and code stay as they are."""
    if language != "fr":
        return markup
    parts = _MARKUP.split(markup.replace("&nbsp;", _NO_BREAK))
    parts[::2] = [typeset(part, language) for part in parts[::2]]
    return "".join(parts)
