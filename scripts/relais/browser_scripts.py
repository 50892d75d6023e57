"""The browser's scripts of overrides/scripts, without what visitors need not download."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "overrides/scripts"
_COMMENT: Final = re.compile(r"^ *//.*\n", re.MULTILINE)
_INDENT: Final = re.compile(r"^ +", re.MULTILINE)


def read(root: Path, name: str) -> str:
    """Return a script without its lines of comment and its indents; none holds a text of lines."""
    script = (root / FOLDER / f"{name}.js").read_text("utf-8")
    return _INDENT.sub("", _COMMENT.sub("", script))
