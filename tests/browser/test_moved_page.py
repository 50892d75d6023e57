"""The page at a former address: it leads on, and holds what a visitor needs where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_accessibility import STATES, ColorScheme, violations
from tests.browsing import chromium, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser for all tests of this module."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(small_site: Path) -> Iterator[str]:
    """Serve the small site."""
    with serving(small_site) as served:
        yield served


def test_visitor_of_a_former_address_arrives(browser: Browser, address: str) -> None:
    """Without JavaScript, too, the former address shows the interview, in its language."""
    context = browser.new_context(java_script_enabled=False, base_url=address)
    page = context.new_page()
    page.goto("/fr/partenaires/ada/")
    page.wait_for_url(f"{address}/fr/partenaires/ada-example/")
    context.close()


@pytest.mark.parametrize(("width", "scheme"), STATES)
def test_axe_finds_nothing_on_the_page_that_leads_on(
    browser: Browser, address: str, width: int, scheme: ColorScheme
) -> None:
    """Held at the former address, the page has no problem that axe knows and a link to follow."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address
    )
    page = context.new_page()
    for former, present in (
        ("/partners/ada/", "/partners/ada-example/"),
        ("/fr/partenaires/ada/", "/fr/partenaires/ada-example/"),
    ):
        page.route(f"**{present}", lambda route: route.fulfill(status=204))  # stays where it is
        page.goto(former)
        assert violations(page) == []
        assert page.get_by_role("link").get_attribute("href") == "../ada-example/"
    context.close()
