"""Texts compared by their words, not by their dress."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given

from relais.typography import folded, unstyled
from tests import strategies


@given(strategies.texts() | strategies.layouts([["one", "two"], ["three"]]))
def test_text_is_folded_as_by_dividing_it(text: str) -> None:
    """However white space is found, single spaces take its place."""
    assert folded(text) == " ".join(text.split())


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("l’eau", "l'eau"),
        ("‘so’", "'so'"),
        ("“so”", '"so"'),
        ("«\u00a0ainsi\u00a0»", '"ainsi"'),
        ("«\u202fainsi\u202f»", '"ainsi"'),
        ("« ainsi »", '"ainsi"'),
        ("«ainsi»", '"ainsi"'),
        ("2010–2015", "2010-2015"),
        ("a…", "a..."),
        ("one\n two\t three", "one two three"),
        ("  ends  ", "ends"),
        ("e\u0301te\u0301", "été"),
        ("ﬁn", "fin"),
        ("vraiment\u00a0?", "vraiment ?"),
        ("", ""),
    ],
)
def test_dress_is_taken_off(written: str, plain: str) -> None:
    """Curly quotes, guillemets, dashes, odd spaces and Unicode forms do not count."""
    assert unstyled(written) == plain


@pytest.mark.parametrize(
    ("one", "other"),
    [("lamps", "lamp"), ("été", "ete"), ("Lamps", "lamps"), ("a b", "ab"), ("a, b", "a b")],
)
def test_words_still_count(one: str, other: str) -> None:
    """Letters, accents, capitals, spaces between words and commas make a difference."""
    assert unstyled(one) != unstyled(other)


@given(strategies.texts())
def test_unstyled_text_has_nothing_more_to_take_off(text: str) -> None:
    """Taking the dress off twice is the same as once."""
    once = unstyled(text)
    assert unstyled(once) == once
    assert not set(once) & set("’‘“”«»–\u00a0\u202f\n\t")


@given(strategies.texts())
def test_unicode_form_does_not_count(text: str) -> None:
    """Composed and decomposed letters compare as equal."""
    decomposed = unicodedata.normalize("NFD", text)
    assert unstyled(decomposed) == unstyled(unicodedata.normalize("NFC", text))


@given(strategies.paragraphs())
def test_plain_words_stay(text: list[list[str]]) -> None:
    """Words between spaces stay as they are and in their order."""
    words = [unicodedata.normalize("NFKC", word) for paragraph in text for word in paragraph]
    assert unstyled("\n".join(words)).split(" ") == words
