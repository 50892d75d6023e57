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
        inside = above[start:].replace(os.sep, "/")
        yield from (f"{inside}/{name}" for name in names)


def count_pages(folder: Path) -> int:
    """Return how many pages a site has."""
    # `os.walk` asks each of thousands of folders once more whether it is one.
    pages, folders = 0, [str(folder)]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(entry.path)
                else:
                    pages += entry.name.endswith(".html")
    return pages
