"""Filters and pages of lists in a real browser: with scripts, without, and by keyboard alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import STATES, violations
from tests.browsing import chromium, serving
from tests.large_site import Size, enlarge
from tests.projects import make_project
from tests.trackers import add_trackers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

    from tests.browser.test_accessibility import ColorScheme


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser for all tests of this module."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def many_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site with 62 interviews, 28 programs, and a banner about cookies."""
    project = make_project(tmp_path_factory.mktemp("many") / "project")
    enlarge(project, Size(interviews=60, programs=27, themes=3, countries=4, populations=2))
    add_trackers(project)
    return project.build("--as-of", "2026-11-01")


@pytest.fixture(scope="module")
def address(many_site: Path) -> Iterator[str]:
    """Serve that site."""
    with serving(many_site) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page on which nothing may go wrong: no error, no missing file, no full load."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=address)
    opened = context.new_page()
    failures: list[str] = []
    opened.on("pageerror", lambda error: failures.append(str(error)))
    opened.on("response", lambda r: failures.append(r.url) if r.status >= 400 else None)
    yield opened
    context.close()
    assert failures == []


def mark(page: Page) -> None:
    """Leave a mark that a full load of another page would take away."""
    page.evaluate("window.mark = 'here'")


def stayed(page: Page) -> bool:
    """Tell whether the page was never left."""
    return bool(page.evaluate("window.mark === 'here'"))


def choose(page: Page, facet: str, value: str) -> None:
    """Open a facet, if it is not, and follow a value."""
    part = page.locator(".filter", has=page.get_by_text(facet, exact=True))
    if part.get_attribute("open") is None:
        part.locator("summary").click()
    part.get_by_role("link", name=value).click()


@pytest.mark.parametrize(("width", "scheme"), STATES)
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, width: int, scheme: ColorScheme
) -> None:
    """List, filtered list, further page and open filter, phone and desktop, light and dark."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address
    )
    page = context.new_page()
    found = {}
    for path in (
        *("/partners/", "/partners/page/2/", "/partners/themes/theme-1/", "/programs/page/2/"),
        *(
            "/fr/partenaires/pays/ad/",
            "/fr/programmes/",
            "/themes/theme-1/",
            "/programs/program-1/",
        ),
    ):
        page.goto(path)
        if problems := violations(page):
            found[path] = problems
    page.goto("/partners/")
    choose(page, "Themes", "theme number 2")
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("theme number 2"))
    if problems := violations(page):
        found["in place"] = problems
    context.close()
    assert found == {}


def test_keyboard_alone_filters_turns_pages_and_finds_back(page: Page) -> None:
    """Tab and Enter reach every filter and page; the focus is where the visitor was, or begins."""
    page.goto("/partners/")
    mark(page)
    page.get_by_text("Countries", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    chosen = page.locator(".filter").get_by_role("link", name="Afghanistan")
    expect(chosen).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/partners/countries/af/$"))
    expect(chosen).to_be_focused()
    expect(chosen).to_have_attribute("aria-current", "true")
    expect(page.locator("#filter_countries")).to_have_attribute("open", "")
    back = page.locator(".list_state").get_by_role("link", name="All interviews")
    back.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/partners/$"))
    expect(page.locator("#page_list")).to_be_focused()
    following = page.get_by_role("link", name="Next page")
    following.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/partners/page/2/$"))
    heading = page.get_by_role("heading", name="25–48 of 62 interviews")
    expect(heading).to_be_focused()
    expect(heading).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(page.locator(".card a").first).to_be_focused()
    assert stayed(page)


def test_everything_works_without_javascript(browser: Browser, address: str) -> None:
    """Filters, pages and the way back are plain links to plain pages."""
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 800}, base_url=address
    )
    page = context.new_page()
    page.goto("/fr/partenaires/")
    page.get_by_text("Pays", exact=True).click()
    page.get_by_role("link", name="Andorre").click()
    assert page.url == f"{address}/fr/partenaires/pays/ad/"
    expect(page.get_by_role("heading", level=1)).to_have_text("Entretiens\u00a0: Andorre")
    expect(page.get_by_role("heading", name="15 entretiens")).to_be_visible()
    assert page.locator(".card").count() == 15
    page.get_by_role("link", name="Tous les entretiens").click()
    page.get_by_role("link", name="Page suivante").click()
    assert page.url == f"{address}/fr/partenaires/page/2/"
    page.get_by_role("link", name="Page 3").click()
    assert page.locator(".card").count() == 14
    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}/partners/page/3/"
    context.close()


def test_filter_changes_list_address_title_and_ways_in_place(page: Page) -> None:
    """With scripts the page stays, and all that depends on the address follows it."""
    page.goto("/partners/")
    mark(page)
    choose(page, "Themes", "theme number 1")
    expect(page).to_have_url(re.compile("/partners/themes/theme-1/$"))
    expect(page).to_have_title(re.compile("^Interviews: A made-up theme number 1"))
    said = page.locator("[data-list-said]")
    expect(said).to_have_text("Interviews: A made-up theme number 1, 1–24 of 40 interviews")
    assert page.locator("link[rel=canonical]").get_attribute("href") == (
        "https://fondation-sanofi-espoir.com/partners/themes/theme-1/"
    )
    assert stayed(page)
    ways = {
        "English": None,
        "Français": "/fr/partenaires/themes/theme-1/",
        "Programs": "/programs/",
        "About": "/about/",
    }
    for name, path in ways.items():
        if path:
            link = page.locator(".header").get_by_role("link", name=name).first
            assert link.evaluate("link => link.pathname") == path
    current = page.locator(".header_sections a", has_text="Interviews")
    assert current.get_attribute("aria-current") == "true"
    page.reload()
    expect(page.get_by_role("heading", name="1–24 of 40 interviews")).to_be_visible()
    page.locator(".header").get_by_role("link", name="Français").click()
    expect(page).to_have_url(re.compile("/fr/partenaires/themes/theme-1/$"))


def test_every_link_is_right_after_a_change(page: Page) -> None:
    """Links outside of the list, the banner's too, are those of the page that is shown."""
    gather = "() => [...document.links].map(link => link.href)"
    page.goto("/partners/")
    mark(page)
    choose(page, "Countries", "Andorra")
    expect(page).to_have_url(re.compile("/partners/countries/ad/$"))
    in_place = page.evaluate(gather)
    assert stayed(page)
    page.reload()
    assert page.evaluate(gather) == in_place


def test_back_and_forward_bring_lists_and_places_back(page: Page) -> None:
    """The browser's buttons show the list of each address, where the visitor had been on it."""
    page.goto("/partners/")
    mark(page)
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    left_at = page.evaluate("scrollY")
    page.get_by_role("link", name="Next page").click()
    expect(page.get_by_role("heading", name="25–48 of 62 interviews")).to_be_visible()
    choose(page, "Themes", "theme number 0")
    expect(page).to_have_url(re.compile("/themes/theme-0/$"))
    page.go_back()
    expect(page.get_by_role("heading", name="25–48 of 62 interviews")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="1–24 of 62 interviews")).to_have_count(1)
    expect(page).to_have_url(re.compile("/partners/$"))
    page.wait_for_function("at => Math.abs(scrollY - at) < 2", arg=left_at)
    page.go_forward()
    expect(page.get_by_role("heading", name="25–48 of 62 interviews")).to_have_count(1)
    page.go_forward()
    expect(page).to_have_title(re.compile("^Interviews: A made-up theme number 0"))
    assert stayed(page)
    page.locator(".card a").first.click()
    page.go_back()
    expect(page).to_have_title(re.compile("^Interviews: A made-up theme number 0"))


def test_failed_request_is_followed_as_a_link(browser: Browser, address: str) -> None:
    """When the page cannot be fetched, or is not a list, the browser goes there itself."""
    page = browser.new_page(base_url=address)

    def refuse(route: Route) -> None:
        if route.request.resource_type == "fetch":
            route.abort()
        else:
            route.continue_()

    page.route("**/themes/**", refuse)
    page.goto("/partners/")
    mark(page)
    choose(page, "Themes", "theme number 2")
    expect(page).to_have_url(re.compile("/partners/themes/theme-2/$"))
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("theme number 2"))
    assert not stayed(page)
    page.close()


def test_later_choice_wins(browser: Browser, address: str) -> None:
    """A slow answer to an earlier choice never takes the place of a later one."""
    page = browser.new_page(base_url=address)
    held: list[Route] = []
    page.route("**/themes/theme-1/", lambda route: held.append(route))  # noqa: PLW0108 - it is given an attribute
    page.goto("/partners/")
    mark(page)
    choose(page, "Themes", "theme number 1")
    choose(page, "Themes", "theme number 2")
    expect(page).to_have_url(re.compile("/partners/themes/theme-2/$"))
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert page.url.endswith("/partners/themes/theme-2/")
    assert stayed(page)
    page.close()


def test_new_tab_stays_a_new_tab(browser: Browser, address: str) -> None:
    """A click with Ctrl is the browser's own affair."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    page.goto("/partners/")
    with context.expect_page() as opened:
        page.get_by_role("link", name="Next page").click(modifiers=["Control"])
    assert opened.value.url == f"{address}/partners/page/2/"
    assert page.url == f"{address}/partners/"
    context.close()


def test_choice_about_cookies_works_after_a_change(page: Page) -> None:
    """The question about cookies stays where it is and keeps working."""
    page.goto("/partners/")
    mark(page)
    choose(page, "Themes", "theme number 2")
    expect(page).to_have_url(re.compile("/partners/themes/theme-2/$"))
    banner = page.locator("[data-consent-banner]")
    expect(banner).to_be_visible()
    details = banner.get_by_role("link", name="Who receives what")
    assert details.evaluate("link => link.pathname") == "/cookies/"
    banner.get_by_role("button", name="Refuse").click()
    expect(banner).to_be_hidden()
    page.get_by_role("link", name="Next page").click()
    expect(page).to_have_url(re.compile("/partners/themes/theme-2/page/2/$"))
    page.locator(".footer").get_by_role("link", name="Cookies").click()
    expect(banner).to_be_visible()
    choose(page, "Themes", "theme number 0")
    expect(page).to_have_url(re.compile("/partners/themes/theme-0/$"))
    expect(banner).to_be_visible()
    assert stayed(page)


def test_targets_are_large_enough(page: Page) -> None:
    """Each filter, value and number of a page is a target of at least 24 by 24 pixels."""
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/partners/page/2/")
    page.get_by_text("Themes", exact=True).click()
    boxes = page.evaluate("""() =>
      [...document.querySelectorAll(".filter summary, .filter[open] a, .pager a, .list_state a")]
        .map(element => element.getBoundingClientRect())
        .filter(box => box.width < 24 || box.height < 24).length""")
    assert boxes == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
