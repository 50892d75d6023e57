"""The words of the interface: the same phrases, with the same places, in each language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais import interface
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


def write(root: Path, language: str, text: str) -> None:
    """Write a language's file."""
    path = root / interface.FOLDER / f"{language}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_the_sites_own_words_are_complete() -> None:
    """English and French have the same phrases with the same places."""
    interfaces, problems = interface.load(REPOSITORY, ["en", "fr"])
    assert problems == []
    assert interfaces["en"].words.keys() == interfaces["fr"].words.keys()
    assert interfaces["fr"].say("place-since", date="2012") == "depuis 2012"


@pytest.mark.parametrize(
    ("french", "code", "place"),
    [
        ("a: Bonjour {name}\n", "no-phrase", "1:1"),
        ("a: Bonjour {nom}\nb: x\n", "wrong-place", "1:4"),
        ("b: x\na: Bonjour {name\n", "wrong-place", "2:4"),
    ],
)
def test_wrong_phrase_is_found_before_a_page_needs_it(
    tmp_path: Path, french: str, code: str, place: str
) -> None:
    """A phrase that is missing, or has another place than the default language's, is an error."""
    write(tmp_path, "en", "a: Hello {name}\nb: x\n")
    write(tmp_path, "fr", french)
    _, problems = interface.load(tmp_path, ["en", "fr"])
    assert [(p.code, f"{p.span.line}:{p.span.column}") for p in problems] == [(code, place)]


def test_language_without_words_is_said(tmp_path: Path) -> None:
    """A language whose file is missing is an error that says what to copy."""
    write(tmp_path, "en", "a: Hello\n")
    _, problems = interface.load(tmp_path, ["en", "ar"])
    assert [(p.path, p.code) for p in problems] == [("overrides/languages/ar.yml", "no-interface")]
