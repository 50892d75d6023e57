"""The browser's scripts, without what visitors need not download, and other files of the design."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "overrides/scripts"
OTHERS: Final = "overrides/assets"
"""Files that are published as they are, apart from scripts' comments."""
_COMMENT: Final = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT: Final = re.compile(r"^ +", re.MULTILINE)


def read(root: Path, name: str) -> str:
    """Return a script without its lines of comment and its indents; none holds a text of lines."""
    return _shorten((root / FOLDER / name).read_text("utf-8"))


def others(root: Path) -> dict[str, bytes]:
    """Return the files of overrides/assets by name, without hidden ones."""
    folder = root / OTHERS
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and not any(part.startswith(".") for part in name.parts):
            data = path.read_bytes()
            if path.suffix == ".js":
                data = _shorten(data.decode("utf-8")).encode()
            found[name.as_posix()] = data
    return found


def _shorten(script: str) -> str:
    return _INDENT.sub("", _COMMENT.sub("", script))
