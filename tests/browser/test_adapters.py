"""How each measuring service is started: with consent, or exempt and with objection."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import chromium, serving
from tests.projects import make_project
from tests.trackers import HOST, add_other, collecting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.trackers import Collector

BANNER = "[data-consent-banner]"


@contextmanager
def visiting(
    folder: Path, adapter: str, *, exempt: bool
) -> Iterator[tuple[BrowserContext, Collector]]:
    """Serve a small site with one service; yield a visitor's browser and the service's host."""
    project = make_project(folder / "project")
    add_other(project, adapter, exempt=exempt)
    with (
        serving(project.build("--as-of", "2026-11-01")) as address,
        collecting(folder) as collector,
        chromium(f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{collector.port}") as browser,
    ):
        yield browser.new_context(base_url=address, ignore_https_errors=True), collector


def test_exempt_matomo_counts_without_cookies_until_the_visitor_objects(tmp_path: Path) -> None:
    """No banner, no cookies, the site's number; an objection stops it here and in other tabs."""
    with visiting(tmp_path, "matomo-exempt", exempt=True) as (context, collector):
        page = context.new_page()
        page.goto("/")
        page.wait_for_function("() => window.started")
        expect(page.locator(BANNER)).to_be_hidden()
        assert context.cookies() == []
        queue = page.evaluate("window._paq")
        assert queue[0] == ["disableCookies"]
        assert ["setTrackerUrl", f"https://{HOST}/matomo.php"] in queue
        assert ["setSiteId", "7"] in queue
        other = context.new_page()
        other.goto("/cookies/")
        other.wait_for_function("() => window.started")
        expect(other.locator("[data-consent-state=audience]")).to_have_text("allowed")
        page.click(".footer [data-consent-open]")
        page.locator("[data-consent-purpose=audience]").uncheck()
        with page.expect_navigation():
            page.click("[data-consent-choose]")
        other.wait_for_function("() => !window.started")
        collector.requests.clear()
        page.goto("/fr/")
        page.wait_for_timeout(500)
        assert collector.requests == []
        expect(page.locator(BANNER)).to_be_hidden()


def test_exempt_matomo_takes_global_privacy_control_as_an_objection(tmp_path: Path) -> None:
    """The browser's signal alone keeps it from starting."""
    with visiting(tmp_path, "matomo-exempt", exempt=True) as (context, collector):
        context.add_init_script(
            "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
        )
        page = context.new_page()
        page.goto("/")
        page.wait_for_timeout(500)
        assert collector.requests == []


@pytest.mark.parametrize("adapter", ["matomo", "plausible"])
def test_service_starts_only_after_a_yes(tmp_path: Path, adapter: str) -> None:
    """Matomo and Plausible wait for consent, then load with their own settings."""
    with visiting(tmp_path, adapter, exempt=False) as (context, collector):
        page = context.new_page()
        page.goto("/")
        page.wait_for_timeout(300)
        assert collector.requests == []
        page.click("[data-consent-accept]")
        page.wait_for_function("() => window.started")
        assert 'data-domain="lantern.example"' in page.evaluate("window.started")
        queue = page.evaluate("window._paq ?? null")
        if adapter == "matomo":
            assert ["disableCookies"] not in queue
            assert ["trackPageView"] in queue
        else:
            assert queue is None
