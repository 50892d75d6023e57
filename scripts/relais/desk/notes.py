"""The source text beside a translation: comment lines that Relais writes and takes away again.

Each begins with `#|`, as former texts do in gettext's files; what editors comment themselves does
not, and stays.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from relais.messages.desk import tell

if TYPE_CHECKING:
    from relais.desk.splice import Draft

MARK: Final = "#|"
_NOTE: Final = re.compile(r"[ \t]*#\|(?: |$)")


def lines_of(label: str, text: str) -> list[str]:
    """Return a text as comment lines, under a label such as `en`."""
    first, *more = text.strip("\n").split("\n")
    if not more:
        return [f"{MARK} {label}: {first}"]
    return [f"{MARK} {label}:", *(f"{MARK}   {line}".rstrip() for line in (first, *more))]


def lines_of_change(language: str, former: str, now: str, speaking: str) -> list[str]:
    """Return comment lines that show what a text was and what it is."""
    labels = {"language": language}
    return [
        *lines_of(tell(speaking, "label-before", labels), former),
        *lines_of(tell(speaking, "label-now", labels), now),
    ]


def take_away(draft: Draft) -> None:
    """Delete the comment lines of earlier runs."""
    texts = draft.text_lines()
    found = enumerate(draft.field_lines())
    draft.remove_lines(
        [number for number, line in found if _NOTE.match(line) and number not in texts]
    )
