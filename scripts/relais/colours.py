"""The design's colours, read from the stylesheet that holds them.

What is drawn outside of the browser (cards, icons) and what browsers are told about the page's
colours come from the same tokens as the pages, so that a site that changes them changes as a whole.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Final

from relais.errors import SetupError
from relais.stylesheets import FOLDER

if TYPE_CHECKING:
    from pathlib import Path

FILE: Final = f"{FOLDER}/tokens.css"
_DARK: Final = "@media (prefers-color-scheme: dark)"
_TOKEN: Final = re.compile(r"--([a-z-]+):\s*#([0-9a-f]{6}|[0-9a-f]{3})\s*;", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Colours:
    """The tokens that are drawn with, each as `#rrggbb`."""

    paper: str
    surface: str
    band: str
    ink: str
    ink_soft: str
    primary: str
    accent: str
    accent_ground: str
    control_line: str


def read(root: Path) -> tuple[Colours, Colours]:
    """Return the light and the dark colours; raise `SetupError` if one of them is not there."""
    try:
        text = (root / FILE).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        message = f"The colours cannot be read from {FILE}: {error}"
        raise SetupError(message) from error
    light, _, dark = text.partition(_DARK)
    return _colours(light, "light"), _colours(dark, "dark")


def _colours(css: str, scheme: str) -> Colours:
    found = {name.replace("-", "_"): _long(value) for name, value in _TOKEN.findall(css)}
    names = [field.name for field in fields(Colours)]
    if missing := [f"--{name.replace('_', '-')}" for name in names if name not in found]:
        message = f"{FILE} gives no {scheme} colour #rrggbb for {', '.join(missing)}."
        raise SetupError(message)
    return Colours(**{name: found[name] for name in names})


def _long(digits: str) -> str:
    """Return `#rrggbb` for three or six digits."""
    return f"#{digits if len(digits) > 3 else ''.join(2 * digit for digit in digits)}".lower()  # noqa: PLR2004
