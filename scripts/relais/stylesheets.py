"""The stylesheets of overrides/stylesheets as the one file that pages load."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

FOLDER: Final = "overrides/stylesheets"
FIRST: Final = ("fallbacks", "tokens", "elements", "layout")
"""What the components, which follow in the order of their names, build on."""


def bundle(root: Path) -> str:
    """Return all stylesheets, foundations first, each below its name."""
    found = {path.stem: path for path in (root / FOLDER).glob("*.css")}
    names = [*FIRST, *sorted(found.keys() - set(FIRST))]
    return "\n".join(f"/* {name} */\n{found[name].read_text('utf-8')}" for name in names)
