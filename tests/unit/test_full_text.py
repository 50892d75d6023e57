"""Texts that are read elsewhere: their links are absolute, and they stay harmless."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from hypothesis import given

from relais import limits
from relais.full_text import absolute_links, full_text
from relais.markup import compile_markdown, resolve
from relais.presentation import Presenter
from tests.companions import ADDRESS
from tests.strategies import markdown_texts

if TYPE_CHECKING:
    from relais.project import PublicProject

PAGE = f"{ADDRESS}fr/partenaires/ada/"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.update(name for name, _ in attrs)
        self.found += [value or "" for name, value in attrs if tag == "a" and name == "href"]


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("../../programmes/x/", f"{ADDRESS}fr/programmes/x/"),
        ("./", PAGE),
        ("#lamps", f"{PAGE}#lamps"),
        ("/about/", f"{ADDRESS}about/"),
        ("https://example.org/?a=1&amp;b=2", "https://example.org/?a=1&b=2"),
        ("mailto:a@b.org", "mailto:a@b.org"),
        ("tel:+33", "tel:+33"),
        ("http://[", "http://["),
        ("//[", "//["),
    ],
)
def test_link_leads_where_it_leads_on_the_page(link: str, absolute: str) -> None:
    """A link is resolved against the page's address; one with a scheme stays as it is."""
    parser = _Links()
    parser.feed(absolute_links(f'<p><a href="{link}">words</a></p>', PAGE))
    assert parser.found in ([absolute], [])


def test_attribute_that_looks_like_a_link_is_left_alone() -> None:
    """Only real links change, not what a title says."""
    html = '<p title="<a b=" lang=" href=">x</p><p title="&lt;a href=&quot;y&quot;>">z</p>'
    assert ADDRESS not in absolute_links(html, PAGE)


@given(markdown_texts())
def test_every_link_of_any_text_becomes_absolute(text: str) -> None:
    """Any Markdown gives links with a scheme, and no attribute beyond the allowed ones."""
    html = resolve(compile_markdown(text), lambda reference: f"../{reference.slug}/")
    parser = _Links()
    parser.feed(absolute_links(html, PAGE))
    allowed = {name for names in limits.ALLOWED_HTML.values() for name in names}
    assert parser.attributes <= allowed
    for link in parser.found:
        try:
            assert urlsplit(link).scheme in limits.LINK_SCHEMES | {""}
            assert urlsplit(link).scheme or not link
        except ValueError:  # no program can read it as an address, either
            assert "[" in link or "]" in link


def test_page_without_a_text_of_its_own_is_refused(small_project: PublicProject) -> None:
    """A list has no full text: to ask for it is a mistake in the program."""
    show = Presenter(small_project, small_project.page_at("partners/"), ADDRESS)
    with pytest.raises(TypeError, match="'interviews'"):
        full_text(show)
