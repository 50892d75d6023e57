"""The search index of a preview, made by a program of its own: pages must not wait for it.

python -m relais.preview.indexing ROOT FOLDER
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from relais import search_index
from relais.errors import ContentError
from relais.project import prepare
from relais.publication import select_for_preview
from relais.shelf import Shelf

_PATIENCE = 10
"""By how much others go first (POSIX `nice`)."""


def main(root: Path, folder: Path) -> None:
    """Put the index of what a preview shows of the project at `root` into a folder."""
    if hasattr(os, "nice"):
        os.nice(_PATIENCE)
    try:
        project = prepare(root, select_for_preview)
    except ContentError:
        return  # the preview shows what is wrong, and keeps the index that it has
    search_index.start(Shelf(root), project.documents()).finish(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
