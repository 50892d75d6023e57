"""How deeply HTML may nest: never less than what a parser opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from selectolax.lexbor import LexborHTMLParser, LexborNode

from relais import limits
from relais.markup import compile_markdown
from relais.nesting import depth
from tests.strategies import markdown_texts

MANY = 20_000
HIDDEN = {
    "ends of what is not open": "</b>" * MANY + "<i>" * MANY,
    "ends that close nothing": "<i></b>" * MANY,
    "ends in comments": "<div><!--</div>-->" * MANY,
    "ends in attributes": '<div title="</div>">' * MANY,
    "ends in attributes in single quotes": "<div title='</div>'>" * MANY,
    "ends before a table": "<div><table><td></div></td></table>" * MANY,
    "ends in a text field": "<div><textarea></div></textarea>" * MANY,
    "ends in instructions": "<div><?</div>?>" * MANY,
    "elements that are void elsewhere": "<svg>" + "<input>" * MANY,
}


@pytest.mark.parametrize("markup", HIDDEN.values(), ids=HIDDEN)
def test_hidden_nesting_is_too_deep(markup: str) -> None:
    """However the ends of elements are feigned, the text is shown as it was written."""
    compiled = compile_markdown(f"<p>{markup}")
    assert compiled.too_deep
    assert "&lt;" in compiled.html


@pytest.mark.parametrize(
    "markup",
    [
        "<p>One <em>word</em>.</p>",
        "<ul><li><p><a href='x' title=\"y\">z</a></p></li></ul>",
        "<p>a<br>b<br/>c<img src=x></p>",
        "<div><!-- a note --></div>",
        "<p><iframe src='x' allowfullscreen></iframe></p>",
        "<P>One <Em>word</eM>.</p>",
    ],
)
def test_plain_markup_is_as_deep_as_it_looks(markup: str) -> None:
    """Long texts of plain markup, and what people paste into them, are not called deep."""
    assert depth(markup * 500) == depth(markup) <= 4


def deepest(node: LexborNode | None, level: int = 0) -> int:
    """Return how many elements a parser nested inside the body."""
    children = [] if node is None else [child for child in node.iter() if child.is_element_node]
    return max((deepest(child, level + 1) for child in children), default=level)


@given(markdown_texts())
def test_no_parser_nests_deeper(markup: str) -> None:
    """A browser's parser never opens more elements inside one another than were counted."""
    # What it adds by itself: the parts of a table, and paragraphs for ends that close nothing.
    added = 3
    assert deepest(LexborHTMLParser(markup).body) <= depth(markup) + added


def test_limit_is_a_depth_and_no_number_of_elements() -> None:
    """A text may have any number of elements side by side, but only so many inside one another."""
    assert not compile_markdown("<b>x</b>" * 10 * limits.MAX_HTML_DEPTH).too_deep
    assert compile_markdown("<b>" * (limits.MAX_HTML_DEPTH + 1)).too_deep
