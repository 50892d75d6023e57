"""Setting words into a room: as large as they fit, whole, and in letters that the fonts have."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import ImageFont, features

from relais.drawing import FIRST_LINE, LABEL, TITLE
from relais.fonts import SANS, SERIF, letters_of
from relais.ink import font_of
from relais.lettering import Block, Manner, fit, is_settable
from tests import strategies

LETTERS = "".join(
    character
    for character in map(chr, sorted(letters_of(SERIF) & letters_of(SANS)))
    if unicodedata.category(character)[0] in "LNP" or character == " "
)
"""What both fonts have, without marks, which may stand as high as somebody stacks them."""
WORDS = st.text(LETTERS, min_size=1, max_size=90)


def inked(block: Block) -> list[tuple[float, float, float, float]]:
    """Return the box of each line's ink: left, top, right, bottom in the block's room."""
    font = font_of(block.style, block.size)
    return [
        (left + x, top + base, right + x, bottom + base)
        for line, x, base in block.placed()
        for left, top, right, bottom in [font.getbbox(line, anchor="ls")]
    ]


@settings(max_examples=100)
@given(WORDS, st.sampled_from([TITLE, FIRST_LINE]), st.integers(300, 800), st.integers(75, 350))
def test_ink_stays_in_its_room(text: str, manner: Manner, width: int, height: int) -> None:
    """Whatever the words, every line's ink lies inside of the room that it was given."""
    block = fit(text, manner, width, height)
    if block is None:
        assert not text.strip()
        return
    assert block.height <= height
    for left, top, right, bottom in inked(block):
        assert left >= 0
        assert right <= width
        assert top >= 0
        assert bottom <= block.height


@settings(max_examples=100)
@given(WORDS)
def test_nothing_is_lost_where_there_is_room(text: str) -> None:
    """A text that has room keeps all its letters, in order; only hyphens may be added."""
    block = fit(text, TITLE, 568, 3000)
    shown = "".join(block.lines if block else ()).replace(" ", "").replace("-", "")
    plain = unicodedata.normalize("NFC", text).replace("\u2011", "-")
    assert shown == plain.replace(" ", "").replace("\u202f", "\u2009").replace("-", "")


@given(strategies.texts())
def test_any_text_is_set_in_known_letters_or_not_at_all(text: str) -> None:
    """No text of any script or with any hidden character brings in a letter that is no font's."""
    block = fit(text.replace("\n", " "), TITLE, 568, 250)
    if block:
        letters = letters_of(block.style.face)
        assert all(ord(character) in letters for line in block.lines for character in line)


def test_short_name_is_set_at_the_largest_size() -> None:
    """A short name stands on one line, as large as names are set."""
    block = fit("Li Wu", TITLE, 568, 300)
    assert block
    assert (block.size, block.lines) == (TITLE.sizes[0], ("Li Wu",))


def test_long_title_shrinks_and_is_balanced() -> None:
    """A long French title is set smaller, on lines of about equal length, whole."""
    title = "Les inégalités de santé reculent quand on agit ensemble\u202f: l’emploi et les soins"
    block = fit(title, TITLE, 712, 330)
    assert block
    assert " ".join(block.lines) == title.replace("\u202f", "\u2009")
    assert block.size < TITLE.sizes[0]
    widths = [right - left for left, _, right, _ in inked(block)]
    assert min(widths[:-1]) > 0.6 * max(widths)


def test_thin_space_holds_its_words_together() -> None:
    """A French colon is never the first sign of a line."""
    for width in range(300, 700, 25):
        block = fit("Quatre mots et encore\u202f: la suite", TITLE, width, 330)
        assert block
        assert not any(line.startswith(":") for line in block.lines)


def test_word_of_eighty_letters_is_broken_with_hyphens() -> None:
    """A word that is wider than the room is broken, and every letter is there."""
    word = "Abcdefghij" * 8
    block = fit(word, TITLE, 568, 330)
    assert block
    assert len(block.lines) > 1
    assert all(line.endswith("-") for line in block.lines[:-1])
    assert "".join(block.lines).replace("-", "") == word


def test_names_with_hyphens_break_at_them() -> None:
    """A double name is broken behind its own hyphen, and no second one is added."""
    block = fit("Rochefoucauld-Doudeauville-Montmorency-Longueville", TITLE, 568, 330)
    assert block
    assert block.size > TITLE.sizes[-1]
    assert "".join(block.lines) == "Rochefoucauld-Doudeauville-Montmorency-Longueville"


@pytest.mark.parametrize("text", ["word " * 1000, "W" * 5000, "Wort-" * 2000])
def test_text_without_room_ends_in_an_ellipsis(text: str) -> None:
    """Only what no size makes room for is cut, and says so."""
    block = fit(text, TITLE, 568, 150)
    assert block
    assert block.size == TITLE.sizes[-1]
    assert block.lines[-1].endswith("…")


def test_letters_of_another_script_are_set_in_the_font_that_has_them() -> None:
    """Cyrillic stands in the serif face, which has it, even where the other one is usual."""
    block = fit("Директор", FIRST_LINE, 568, 100)
    assert block
    assert block.style.face is SERIF


@pytest.mark.parametrize("text", ["", " ", "\u200b", "محمد علي", "名前", "עברית", "Ada 👍"])
def test_text_without_letters_of_ours_is_not_set(text: str) -> None:
    """Nothing, or a script that the fonts lack, gives nothing instead of empty boxes."""
    assert not is_settable(text, TITLE)
    assert fit(text, TITLE, 568, 300) is None


def test_words_are_set_without_raqm_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pillow has no Raqm, letters are laid out one by one and still fit."""
    monkeypatch.setattr(features, "check", lambda _: False)
    font_of.cache_clear()
    try:
        block = fit("Émilie Exemple", LABEL, 400, 48)
        assert block
        font = font_of(block.style, block.size)
        assert font.layout_engine == ImageFont.Layout.BASIC
        assert all(0 <= box[0] <= box[2] <= 400 for box in inked(block))
    finally:
        font_of.cache_clear()
