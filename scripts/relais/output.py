"""The folder of a finished site."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

SITE_MARK: Final = "assets/made-by-relais.txt"
"""A file by which a folder is known to be a site that may be replaced."""


def count_pages(folder: Path) -> int:
    """Return how many pages a site has."""
    return sum(name.endswith(".html") for _, _, names in os.walk(folder) for name in names)
