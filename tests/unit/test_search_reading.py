"""What the search finds in a document, where it is not what Pagefind would find."""

from __future__ import annotations

import json

import pytest

from relais import limits
from relais.markup import compile_markdown
from relais.search_reading import INLINE, read


def document(body: str) -> str:
    """Return a document with a body."""
    return f'<!doctype html><html lang="en"><body data-pagefind-body>{body}</body></html>'


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("| Lamp | Wick |\n| --- | --- |\n| tall | short |", "Lamp. Wick. tall. short."),
        ("<dl><dt>Lamp</dt><dd>shines</dd></dl>", "Lamp. shines."),
        ("> One.\n\nTwo\n\n---\n\nthree", "One. Two. three."),
        ("A li<b>ght</b>, <mark>br</mark>ight, *clear*", "A light, bright, clear."),
        ("one<br>two\\\nthree", "one two three."),
        ("    lamp()\n\nend?", "lamp() end?"),
        ("AT&T, 1 < 2, &copy;", "AT&T, 1 < 2, ©"),
    ],
)
def test_words_stand_apart_where_readers_see_them_apart(markdown: str, text: str) -> None:
    """Cells, terms and lines do not run together; parts of one word do."""
    assert read(document(compile_markdown(markdown).html)).text == text


@pytest.mark.parametrize("mark", ["WEIGHT___0", "WEIGHT___9", "AUTO_WEIGHT___9", "ANCHOR___h2:0:x"])
def test_author_gives_no_orders(mark: str) -> None:
    """What Pagefind would take for one of its own marks is a word like others."""
    reading = read(document(f"<p>before ___PAGEFIND_{mark} after</p>"))
    assert reading.text == f"before ___PAGEFIND_{mark} after."
    assert [run.weight for run in reading.runs] == [24]
    assert reading.anchors == "[]"


def test_every_element_that_authors_may_use_is_known() -> None:
    """It stands in a sentence, or it separates words as a block does."""
    blocks = {"p", "br", "hr", "pre", "blockquote", "ul", "ol", "li", "dl", "dt", "dd", "table"}
    blocks |= {"thead", "tbody", "tr", "td", "th", *(f"h{level}" for level in range(1, 7))}
    assert set(limits.ALLOWED_HTML) == blocks | INLINE


def test_heading_with_a_link_keeps_its_words_once_decoded() -> None:
    """Its words are shown below the result, as they are on the page."""
    reading = read(document('<h2 id="one">A &amp;amp; <a href="https://a.example/">B</a></h2>'))
    assert [anchor["text"] for anchor in json.loads(reading.anchors)] == ["A &amp; B"]
