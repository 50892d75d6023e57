"""The folder of a finished site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SITE_MARK: Final = "assets/made-by-relais.txt"
"""A file by which a folder is known to be a site that may be replaced."""


def files_below(output: Path, folder: str) -> Iterator[str]:
    """Yield the paths in a site of all files below one of its folders."""
    start = len(f"{output}/")
    for above, _, names in os.walk(f"{output}/{folder}"):
        yield from (f"{above[start:]}/{name}".replace(os.sep, "/") for name in names)


def count_pages(folder: Path) -> int:
    """Return how many pages a site has."""
    return sum(name.endswith(".html") for _, _, names in os.walk(folder) for name in names)
