"""What the commands that write say: the same in each language, and no sentence too many."""

from __future__ import annotations

import re
import string
from pathlib import Path

import pytest

import relais
from relais.messages import LANGUAGES, desk_en, desk_fr
from relais.messages.desk import tell

PACKAGE = Path(relais.__file__).parent
OPERATIONS = {"build", "publish", "releases", "rollback", "verify", "operations"}
"""Commands whose words are in `messages.operations_en`."""
SOURCES = "\n".join(
    path.read_text("utf-8")
    for folder in ("desk", "commands")
    for path in sorted((PACKAGE / folder).glob("*.py"))
    if path.stem not in OPERATIONS
)
SOURCES += (PACKAGE / "desk/scaffolds.py").read_text("utf-8")
PREFIXES = ("field", "scaffold")
"""Codes that the scaffolds put together from one of these and a name."""


def places(sentence: str) -> set[str]:
    """Return the names of the places for details in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_languages_have_the_same_codes_in_the_same_order() -> None:
    """Each sentence is there in each language."""
    assert list(desk_fr.SENTENCES) == list(desk_en.SENTENCES)


@pytest.mark.parametrize("code", desk_en.SENTENCES)
def test_languages_have_the_same_places(code: str) -> None:
    """A sentence needs the same details in each language, and is not left in English."""
    english, french = desk_en.SENTENCES[code], desk_fr.SENTENCES[code]
    assert places(french) == places(english)
    assert french != english or code == "place"


@pytest.mark.parametrize("code", desk_en.SENTENCES)
def test_french_is_set_as_french(code: str) -> None:
    """Spaces before high punctuation and inside quotes hold; apostrophes are typographic."""
    sentence = desk_fr.SENTENCES[code]
    assert not re.search(r"\w'\w", sentence)
    assert not re.search(r"[ \t][;:!?»]|«[ \t]", sentence), ascii(sentence)
    assert not re.search(r"[^\u00a0\u202f][;!?»]", sentence), ascii(sentence)
    assert not re.search(r"«[^\u00a0\u202f]", sentence), ascii(sentence)


@pytest.mark.parametrize("code", desk_en.SENTENCES)
def test_every_sentence_is_used(code: str) -> None:
    """No sentence is kept that no command says."""
    prefix, _, rest = code.partition("-")
    written = [f'"{code}"', *([f'"{rest}"', f"'{rest}'"] if prefix in PREFIXES else [])]
    assert any(name in SOURCES for name in written)


def test_every_code_has_a_sentence() -> None:
    """No command can say what has no words."""
    codes = set(re.findall(r'\b(?:sentence\(|tell\(\s*\w+,)\s*"([a-z-]+)"', SOURCES))
    codes |= {f"field-{name}" for name in re.findall(r'\bnote\("([\w-]+)"', SOURCES)}
    assert len(codes) > 60
    assert codes <= set(desk_en.SENTENCES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", desk_en.SENTENCES)
def test_every_sentence_can_be_said(language: str, code: str) -> None:
    """With its details each sentence comes out whole."""
    details = dict.fromkeys(places(desk_en.SENTENCES[code]), "x")
    assert "{" not in tell(language, code, details).replace("[{from", "")
