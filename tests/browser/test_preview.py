"""The preview, as an editor has it beside the editor: in a real Chromium, following the files."""

from __future__ import annotations

import re
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browsing import chromium
from tests.projects import ADA, REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from tests.projects import Project

ADAS_PAGE = "partners/ada-example/"
WAIT = 30_000
"""Milliseconds that a change may take on a busy machine; its usual time is measured elsewhere."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser for all tests of this module."""
    with chromium() as running:
        yield running


def free_port() -> int:
    """Return a port that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def previewing(project: Project, *options: str) -> Iterator[str]:
    """Run `relais serve`; yield its address once it answers."""
    port = free_port()
    command = [sys.executable, "-m", "relais", "serve", "--port", str(port), *options]
    with (
        (project.root / "serve.log").open("wb") as log,
        subprocess.Popen(
            [*command, "--as-of", "2026-11-01"],
            cwd=project.root,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as server,
    ):
        assert server.stdout is not None
        try:
            for line in server.stdout:
                if f":{port}/" in line:
                    break
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.stdout.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page that waits patiently."""
    page = browser.new_page()
    page.set_default_timeout(WAIT)
    yield page
    page.close()


def bar(page: Page) -> str:
    """Return what the bar says."""
    return page.get_by_role("complementary", name="Preview").inner_text()


def test_saved_change_is_shown_and_a_mistake_keeps_the_last_page(
    project: Project, page: Page
) -> None:
    """The open page follows what is saved; a mistake stands on top of it until it is mended."""
    with previewing(project) as address:
        page.goto(address + ADAS_PAGE)
        project.edit(ADA, "q: And the moon?", "q: And the stars?")
        expect(page.get_by_text("And the stars?").first).to_be_visible(timeout=WAIT)
        project.edit(ADA, "status: published", "status: publishd")
        wrong = page.get_by_text('status "publishd" is not allowed')
        expect(wrong).to_be_visible(timeout=WAIT)
        expect(page.get_by_text("And the stars?").first).to_be_visible()
        expect(page.get_by_text('did you mean "published"?')).to_be_visible()
        assert "from before the mistake" in bar(page)
        assert violations(page) == []
        project.edit(ADA, "status: publishd", "status: published")
        project.edit(ADA, "q: And the stars?", "q: And the sun?")
        expect(page.get_by_text("And the sun?").first).to_be_visible(timeout=WAIT)
        expect(wrong).to_have_count(0)


def test_template_and_stylesheet_changes_are_shown(project: Project, page: Page) -> None:
    """What is changed in overrides/ is seen as well; a template that fails says why."""
    overrides = project.root / "overrides"
    if overrides.is_symlink():
        overrides.unlink()
        shutil.copytree(REPOSITORY / "overrides", overrides)
    with previewing(project) as address:
        page.goto(address)
        project.edit("overrides/home.html", "<h1{{ show", '<h1 class="big"{{ show')
        expect(page.locator("h1.big")).to_be_visible(timeout=WAIT)
        project.edit("overrides/home.html", 'class="big"', "{{ nonsense.more }}")
        expect(page.get_by_text("'nonsense' is undefined")).to_be_visible(timeout=WAIT)
        project.edit("overrides/home.html", "{{ nonsense.more }}", 'class="mended"')
        expect(page.locator("h1.mended")).to_be_visible(timeout=WAIT)


def test_drafts_and_later_entries_are_shown_and_marked(project: Project, page: Page) -> None:
    """What visitors do not see has its page, says so, and is marked wherever it is linked."""
    project.edit(ADA, "status: published", "status: draft")
    with previewing(project) as address:
        page.goto(address + ADAS_PAGE)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert "Visitors do not see this page: draft." in bar(page)
        page.goto(address + "partners/")
        marked = page.locator("article", has_text="Ada Example").locator(".preview_mark")
        expect(marked.first).to_have_text("draft")
        page.goto(address + "fr/partenaires/ada-example/")
        assert "Visitors do not see this page: draft." in bar(page)
        assert violations(page) == []


def test_pictures_cards_feeds_search_and_wrong_addresses_work(project: Project, page: Page) -> None:
    """The preview answers like the site: every file that a page names is there."""
    with previewing(project) as address:
        failed: list[str] = []
        page.on("response", lambda r: failed.append(r.url) if not r.ok else None)
        page.goto(address + ADAS_PAGE)
        page.wait_for_load_state("load")
        picture = page.locator("main img.portrait").first
        assert picture.evaluate("e => e.naturalWidth") > 0
        card = page.locator('meta[property="og:image"]').get_attribute("content") or ""
        for path in (card.removeprefix(address), "feed.xml", "sitemap.xml", "site.webmanifest"):
            with urllib.request.urlopen(address + path, timeout=30) as answer:  # noqa: S310 - loopback
                assert answer.read()
        assert failed == []
        page.goto(address + "partners/ada/")  # a former address
        expect(page).to_have_url(address + ADAS_PAGE)
        page.goto(address + "fr/nichts/")
        expect(page.get_by_role("heading", level=1)).to_have_text("Cette page est introuvable")
        for _ in range(100):
            page.goto(address + "search/?q=lamp")
            page.get_by_role("status").filter(
                has_text=re.compile("result|found|reached")
            ).wait_for()
            if page.locator(".result").count():
                break
        expect(page.locator(".result mark").first).to_be_visible()


def test_start_with_a_mistake_recovers(project: Project, page: Page) -> None:
    """If nothing could be read yet, the page says what is wrong; once it is mended, the site."""
    project.edit(ADA, "status: published", "status: publishd")
    with previewing(project, "--lang", "fr") as address:
        page.goto(address)
        expect(page.get_by_text("publishd").first).to_be_visible()
        expect(page.get_by_role("complementary", name="Aperçu")).to_be_visible()
        project.edit(ADA, "status: publishd", "status: published")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=WAIT)


def test_only_this_computer_may_ask(project: Project) -> None:
    """A page of another site that points its name at this computer gets no drafts."""
    with previewing(project) as address:
        request = urllib.request.Request(address, headers={"Host": "evil.example:80"})  # noqa: S310
        with pytest.raises(urllib.error.HTTPError, match="403"):
            urllib.request.urlopen(request, timeout=30)  # noqa: S310 - loopback
        port = address.rstrip("/").rpartition(":")[2]
        done = project.relais("serve", "--port", port)
        assert done.returncode == 1
        assert "Choose another one with --port" in done.stderr.replace("choose", "Choose")
