"""The colours: one stylesheet holds them for pages, cards and icons alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais import colours
from relais.errors import SetupError
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


def test_colours_are_those_of_the_stylesheet() -> None:
    """Light and dark colours are read as the pages show them."""
    light, dark = colours.read(REPOSITORY)
    assert (light.paper, light.surface, light.primary) == ("#fbf8f3", "#ffffff", "#0b4f5c")
    assert (dark.paper, dark.surface, dark.primary) == ("#10191e", "#17242b", "#7cc7d3")


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("--paper: #fbf8f3;", "", "no light colour #rrggbb for --paper"),
        ("--ink-soft: #b9c3c7;", "--ink-soft: teal;", "no dark colour #rrggbb for --ink-soft"),
        ("@media (prefers-color-scheme: dark)", "@media print", "no dark colour"),
    ],
)
def test_missing_colour_is_named(tmp_path: Path, old: str, new: str, part: str) -> None:
    """A stylesheet without a colour that is drawn with ends in a sentence that names it."""
    path = tmp_path / colours.FILE
    path.parent.mkdir(parents=True)
    text = (REPOSITORY / colours.FILE).read_text("utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(SetupError, match=part):
        colours.read(tmp_path)


def test_missing_stylesheet_is_named(tmp_path: Path) -> None:
    """Without the stylesheet the sentence names the file."""
    with pytest.raises(SetupError, match=r"tokens\.css"):
        colours.read(tmp_path)
