"""Typography that does not change what a text says."""

from __future__ import annotations

import unicodedata
from typing import Final

_PLAIN: Final = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-"}
)


def unstyled(text: str) -> str:
    """Return `text` with straight quotes and single spaces, to compare words and not their dress.

    A space inside quotes (as French has them) goes too.
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).translate(_PLAIN).split())
    return plain.replace('" ', '"').replace(' "', '"')
