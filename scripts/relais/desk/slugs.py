"""The word in an address that is made from a name."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Final

from relais import limits

if TYPE_CHECKING:
    from collections.abc import Collection

_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ħ": "h"}
)
"""Letters that Unicode does not take apart; case folding makes ss of ß by itself."""


def slug_of(name: str) -> str:
    """Return the slug of a name, or an empty text if it has no letter of the Latin alphabet.

    Accents go, an apostrophe divides (`l'accès`: l-acces), and equal names in different Unicode
    forms give the same slug.
    """
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_LETTERS)
    parts = unicodedata.normalize("NFKD", folded)
    plain = "".join(c for c in parts if not unicodedata.combining(c)).translate(_LETTERS)
    slug = "-".join(re.findall("[a-z0-9]+", plain))
    if len(slug) > limits.MAX_SLUG_LENGTH:
        cut = slug[: limits.MAX_SLUG_LENGTH + 1].rpartition("-")[0]
        slug = cut or slug[: limits.MAX_SLUG_LENGTH]
    return slug


def free_slug(name: str, taken: Collection[str]) -> str:
    """Return the slug of a name that nothing has yet: a second one gets -2, a third one -3."""
    slug = slug_of(name)
    if not slug:
        return ""
    number, found = 1, slug
    while found in taken or found in limits.RESERVED_NAMES:
        number += 1
        ending = f"-{number}"
        found = slug[: limits.MAX_SLUG_LENGTH - len(ending)].rstrip("-") + ending
    return found
