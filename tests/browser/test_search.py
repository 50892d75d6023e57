"""Searching in a real Chromium: by keyboard, from a link, without JavaScript, when it fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import ColorScheme, violations
from tests.browsing import chromium, serving
from tests.corpus import write_interviews
from tests.projects import make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

INDEX = "/assets/search/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Yield a browser for all tests of this module."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def address(real_site: Path) -> Iterator[str]:
    """Serve the foundation's own site."""
    with serving(real_site) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page of a visitor who has refused cookies; no script may fail on it."""
    context = browser.new_context(base_url=address, reduced_motion="reduce")
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto("/")
    page.click("[data-consent-refuse]")
    yield page
    assert errors == []
    context.close()


def results(page: Page) -> Locator:
    """Return the results that are shown."""
    return page.get_by_role("main").locator(".result")


def asked(page: Page) -> list[str]:
    """Return what is asked for from now on, by path."""
    paths: list[str] = []
    page.on("request", lambda request: paths.append(urlsplit(request.url).path))
    return paths


def test_nothing_of_the_search_is_loaded_before_it_is_used(page: Page) -> None:
    """Neither a page nor the search page loads the index; turning to the field does."""
    paths = asked(page)
    page.goto("/partners/sophie-roche/")
    page.goto("/search/")
    page.wait_for_load_state("networkidle")
    assert not [path for path in paths if path.startswith(INDEX)]
    page.get_by_role("searchbox").focus()
    page.wait_for_load_state("networkidle")
    assert [path for path in paths if path.startswith(INDEX)]


def test_keyboard_finds_an_interview_from_any_page(page: Page) -> None:
    """Open, type, Enter, on to the first result, Enter: the interview."""
    page.goto("/about/")
    opener = page.get_by_role("banner").get_by_role("button", name="Search", exact=True)
    for _ in range(20):
        page.keyboard.press("Tab")
        if opener.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    field = page.get_by_role("searchbox")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.type("steering committees")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=steering\+committees$"))
    expect(page.get_by_role("status").first).to_have_text(re.compile("^[1-9] results?$"))
    first = results(page).first.get_by_role("link").first
    for _ in range(20):
        page.keyboard.press("Tab")
        if first.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Meet our partner Sophie Roche")


@pytest.mark.parametrize(
    "alike",
    [
        ["accès", "l’accès", "l'accès", "d’accès", "ACCÈS"],
        ["insertion", "d’insertion", "l'insertion"],
        ["œuvre", "oeuvre", "Œuvre", "l’œuvre"],
        ['"premières heures"', "“premières heures”", "« premières heures »"],
    ],
)
def test_french_is_found_however_it_is_written(page: Page, alike: list[str]) -> None:
    """With or without what is elided before it, with its ligature or two letters."""
    found = []
    for query in alike:
        page.goto(f"/fr/recherche/?q={quote(query)}")
        expect(page.get_by_role("status").first).to_have_text(re.compile("^[0-9]+ résultats?$"))
        found.append(results(page).locator("h3").all_inner_texts())
    assert found == [found[0]] * len(found)
    assert found[0]


def test_result_shows_the_person_and_the_words(page: Page) -> None:
    """A result has its kind, the name, what the person does, marked words, and the questions."""
    page.goto("/search/?q=precarious")
    result = results(page).filter(has_text="Interview")
    expect(result.get_by_role("heading", level=3)).to_have_text("Sophie Roche")
    expect(result).to_contain_text("Deputy Director, Convergence France")
    expect(result.locator("mark")).to_have_text(["precarious,"])
    expect(result.locator(".result_tile")).to_have_text("SR")
    question = result.get_by_role("link", name="Which projects is Convergence France working on?")
    question.click()
    expect(page).to_have_url(re.compile(r"/partners/sophie-roche/#projects$"))


def test_results_follow_the_typing_and_the_address_follows_too(page: Page) -> None:
    """While somebody types, results and address change; the history holds one entry."""
    page.goto("/search/")
    length = page.evaluate("history.length")
    field = page.get_by_role("searchbox")
    field.press_sequentially("midwives", delay=30)
    expect(results(page).first).to_contain_text("Midwives for Life")
    expect(page).to_have_url(re.compile(r"\?q=midwives$"))
    assert page.title().startswith("midwives – Search")
    assert page.evaluate("history.length") == length
    field.fill("")
    expect(results(page)).to_have_count(0)
    expect(page.get_by_role("heading", name="Or look around")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/search/$"))


def test_filters_narrow_count_and_go_back(page: Page) -> None:
    """A filter narrows, each tells what it would find, and Back undoes it."""
    page.goto("/search/?q=care")
    status = page.get_by_role("status").first
    expect(status).to_have_text(re.compile("^[0-9]+ results$"))
    kinds = page.get_by_label("Kind")
    offered = kinds.locator("option").all_text_contents()
    (number,) = map(int, re.findall(r"Programs \((\d+)\)", " ".join(offered)))
    assert number > 1
    kinds.select_option("program")
    expect(status).to_have_text(f"{number} results")
    expect(results(page).locator(".label")).to_have_text(["Program"] * number)
    expect(page).to_have_url(re.compile(r"\?q=care&kind=program$"))
    assert kinds.locator("option").all_text_contents() == offered
    page.get_by_label("Theme").select_option("maternal-health")
    expect(results(page)).to_have_count(1)
    page.go_back()
    expect(results(page)).to_have_count(number)
    page.go_back()
    expect(kinds).to_have_value("")
    expect(status).not_to_have_text(f"{number} results")
    page.go_forward()
    expect(kinds).to_have_value("program")
    expect(results(page)).to_have_count(number)


def test_filters_alone_are_a_search(page: Page) -> None:
    """A link may narrow without words; the other language's page narrows alike."""
    page.goto("/search/?program=convergence&kind=interview")
    expect(results(page)).to_have_count(1)
    page.get_by_role("navigation", name="Languages").get_by_role("link").click()
    expect(page).to_have_url(re.compile(r"/fr/recherche/\?program=convergence&kind=interview$"))
    expect(results(page)).to_have_count(1)
    expect(page.get_by_role("status").first).to_have_text("1 résultat")


@pytest.mark.parametrize("words", ["premieres heures", "Premières Heures", "PREMIÈRES"])
def test_french_is_found_with_and_without_accents(page: Page, words: str) -> None:
    """Accents and capitals need not be typed, and only French pages are found in French."""
    page.goto(f"/fr/recherche/?q={quote(words)}")
    expect(results(page).filter(has_text="Premières Heures").first).to_be_visible()
    for link in results(page).get_by_role("link").all():
        assert (link.get_attribute("href") or "").startswith("/fr/")


@pytest.mark.parametrize(
    "words",
    [
        '<img src=x onerror="window.ran=1">',
        '"><script>window.ran=1</script>',
        "<mark>care</mark>",
        "&lt;b&gt;",
        "a" * 5000,
        "\u202e\u0000 %00 '\"",
    ],
)
def test_words_from_the_address_are_never_markup(page: Page, words: str) -> None:
    """Whatever a link asks for stands in the field as text, and nothing of it runs."""
    page.goto(f"/search/?q={quote(words)}&kind={quote(words)}")
    expect(page.get_by_role("status").first).not_to_be_empty()
    assert page.evaluate("window.ran") is None
    assert page.locator("main img:not(.portrait)").count() == 0
    shown = page.get_by_role("searchbox").input_value()
    assert shown == words[:200]
    assert page.get_by_label("Kind").input_value() == ""


def test_nothing_found_leads_on(page: Page) -> None:
    """Where nothing is found the page says so, and the ways are there again."""
    page.goto("/search/?q=zzzzqqqq")
    expect(page.get_by_role("status").first).to_contain_text("Nothing was found")
    expect(page.get_by_role("heading", name="Or look around")).to_be_visible()


def test_search_that_cannot_be_reached_says_so(page: Page) -> None:
    """Without its index the page says that it cannot search, leads on, and tries again later."""
    page.route("**/assets/search/**/*.pf_meta", lambda route: route.abort())
    page.goto("/search/?q=care")
    expect(page.get_by_role("status").first).to_contain_text("cannot be reached")
    expect(page.get_by_role("heading", name="Or look around")).to_be_visible()
    page.unroute("**/assets/search/**/*.pf_meta")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("status").first).to_have_text(re.compile("results$"))


@pytest.mark.parametrize(("path", "note"), [("/search/", "scripts"), ("/fr/recherche/", "scripts")])
def test_search_page_helps_without_javascript(
    browser: Browser, address: str, path: str, note: str
) -> None:
    """Without JavaScript the page says what is missing and leads to lists and themes."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    page = context.new_page()
    page.goto(path + "?q=care")
    notice = page.get_by_role("main").locator("noscript .notice")
    expect(notice).to_be_visible()
    assert note in notice.evaluate("e => e.textContent")
    expect(page.get_by_role("combobox")).to_have_count(0)
    links = page.get_by_role("main").get_by_role("link")
    assert links.count() > 6
    links.nth(5).click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.go_back()
    page.get_by_role("banner").get_by_role("link").first.click()
    page.get_by_role("banner").get_by_role("button").click()
    expect(page.get_by_role("searchbox")).to_be_focused()
    context.close()


def test_wrong_address_offers_the_search(page: Page) -> None:
    """The page for wrong addresses has a field that leads to the search page."""
    page.goto("/404.html")
    page.get_by_role("main").get_by_role("searchbox").fill("housing")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=housing$"))
    expect(results(page).first).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_in_any_state(
    browser: Browser, address: str, width: int, scheme: ColorScheme
) -> None:
    """The open field, the empty page, results, narrowed results and no results pass axe."""
    context = browser.new_context(
        base_url=address, viewport={"width": width, "height": 900}, color_scheme=scheme
    )
    page = context.new_page()
    page.goto("/")
    page.click("[data-consent-refuse]")
    page.click(".header_search-opener")
    expect(page.get_by_role("searchbox")).to_be_focused()
    found = [violations(page)]
    for search in ("", "?q=care", "?q=care&theme=housing", "?q=zzzzqqqq"):
        page.goto(f"/search/{search}")
        if search:
            expect(page.get_by_role("status").first).to_have_text(re.compile("result|found"))
        found.append(violations(page))
        width_now = page.evaluate("document.documentElement.scrollWidth")
        assert width_now <= width
    assert found == [[]] * 5
    context.close()


def test_portraits_and_many_results(browser: Browser, tmp_path: Path) -> None:
    """A portrait stands beside its result; more results come on demand, with the focus on them."""
    project = make_project(tmp_path / "project")
    write_interviews(project.root, 15)
    site = project.build("--as-of", "2026-11-01")
    with serving(site) as served:
        page = browser.new_page(base_url=served)
        page.goto("/search/?q=fictional")
        status = page.get_by_role("status").first
        expect(status).to_have_text(re.compile("^[12][0-9] results$"))
        shown = results(page).count()
        assert 5 <= shown < 15
        page.get_by_role("button", name="Show more results").click()
        expect(results(page).nth(shown).get_by_role("link").first).to_be_focused()
        page.goto("/search/?q=Ada")
        picture = results(page).filter(has_text="Ada Example").locator("img")
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("e => e.naturalWidth") > 0
        page.close()
