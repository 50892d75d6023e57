"""The links from page to page."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.addresses import relative
from tests import strategies


@pytest.mark.parametrize(
    ("from_path", "to_path", "link"),
    [
        ("", "", "./"),
        ("", "partners/", "partners/"),
        ("", "404.html", "404.html"),
        ("partners/ada/", "", "../../"),
        ("partners/ada/", "partners/ada/", "./"),
        ("partners/ada/", "partners/", "../"),
        ("partners/", "partners/ada/", "ada/"),
        ("partners/ada/", "partners/bea/", "../bea/"),
        ("partners/ada/", "fr/partenaires/ada/", "../../fr/partenaires/ada/"),
        ("fr/partenaires/ada/", "fr/", "../../"),
        ("fr/404.html", "fr/", "./"),
        ("fr/404.html", "", "../"),
        ("a/b/", "b/a/", "../../b/a/"),
        ("ab/", "a/", "../a/"),
        ("a/b/", "a", "../../a"),
        ("a/", "assets/site.css", "../assets/site.css"),
    ],
)
def test_link_is_the_shortest_way(from_path: str, to_path: str, link: str) -> None:
    """A link climbs only as far as the two paths differ, and is never empty."""
    assert relative(from_path, to_path) == link


@given(
    strategies.paths(),
    strategies.paths(),
    st.sampled_from(
        ["https://example.org/", "https://example.org/deep/site/", "file:///tmp/site/"]
    ),
)
def test_link_leads_to_its_target(from_path: str, to_path: str, base: str) -> None:
    """Followed as browsers do it, a link leads to its target, wherever the site is."""
    link = relative(from_path, to_path)
    assert link
    assert urljoin(base + from_path, link) == base + to_path


@given(strategies.paths(), strategies.paths())
def test_link_stays_inside_the_site(from_path: str, to_path: str) -> None:
    """No link climbs above the site's root or begins anew from the host's."""
    link = relative(from_path, to_path)
    assert link.count("../") <= from_path.count("/")
    assert not link.startswith("/")
