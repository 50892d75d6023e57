"""The vectors in cases/markup: what people tried against filters of HTML, by technique.

A file holds vectors with an empty line between them; where one of them holds an empty line itself,
its halves are vectors, too. The techniques are those of the public lists (the filter evasion of
OWASP, the mutations that were found in sanitisers, the clobbering of the DOM); the words are ours.
A script that runs calls `hit()`; what asks another host asks evil.example.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from relais import limits
from relais.files import FORBIDDEN_CHARACTER
from relais.markup import compile_markdown

FOLDER: Final = Path(__file__).parent / "cases" / "markup"
KNOWN: Final = frozenset({"program:open-doors", "page:about"})
"""What a reference may lead to in the small site."""


@cache
def vectors() -> dict[str, list[str]]:
    """Return the vectors of each file by its name."""
    return {
        path.stem: [vector for vector in path.read_text("utf-8").split("\n\n") if vector.strip()]
        for path in sorted(FOLDER.glob("*.md"))
    }


def every_vector() -> list[str]:
    """Return the vectors of all files."""
    return [vector for found in vectors().values() for vector in found]


def lines() -> list[str]:
    """Return the vectors that fit into a field of one line."""
    short = (vector.strip() for vector in every_vector() if len(vector) <= 180)
    return [
        vector
        for vector in short
        if len(vector.splitlines()) == 1 and not FORBIDDEN_CHARACTER.search(vector)
    ]


def builds(text: str) -> bool:
    """Tell whether a site with this text is built, not refused."""
    compiled = compile_markdown(text)
    references = {str(reference) for reference in compiled.references}
    return (
        not (compiled.too_deep or compiled.loose_links or FORBIDDEN_CHARACTER.search(text))
        and references <= KNOWN
        and len(text) < limits.MAX_FILE_BYTES
    )


def text_of(name: str) -> str:
    """Return as many vectors of a file as a page can be built of, one after the other."""
    text = ""
    for vector in vectors()[name]:
        longer = f"{text}\n\n{vector}"
        text = longer if builds(longer) else text
    return text
