"""Every kind of page, in both languages, as people with disabilities and old devices meet it."""

from __future__ import annotations

import re
from importlib import resources
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

import pytest

from tests.browsing import chromium, serving
from tests.pages import html_files
from tests.projects import REPOSITORY, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page, Route

ColorScheme = Literal["light", "dark"]

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")

KINDS = [
    *("/", "/partners/", "/partners/ada-example/", "/partners/bruno-sample/", "/programs/"),
    *("/programs/open-doors/", "/organisations/harbour-house/", "/themes/light/", "/about/"),
    *("/404.html", "/fr/", "/fr/partenaires/", "/fr/partenaires/ada-example/", "/fr/a-propos/"),
    *("/fr/programmes/open-doors/", "/fr/organisations/harbour-house/", "/fr/404.html"),
    *("/places/", "/figures/", "/fr/lieux/", "/fr/chiffres/", "/search/", "/fr/recherche/"),
    *("/partners/countries/no/", "/fr/partenaires/themes/light/"),
]
"""A page of each kind in each language: a portrait, a tile, a chart, missing and stale texts."""

STATES: list[tuple[int, ColorScheme]] = [
    (390, "light"),
    (390, "dark"),
    (1280, "light"),
    (1280, "dark"),
]


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


def violations(page: Page) -> list[str]:
    """Return what axe finds, "best-practice" rules included, as rule and element."""
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(result => result.violations)")
    return [f"{rule['id']}: {node['html'][:120]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize(("width", "scheme"), STATES)
def test_axe_finds_nothing(browser: Browser, address: str, width: int, scheme: ColorScheme) -> None:
    """No page has an accessibility problem that axe knows: phone and desktop, light and dark."""
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, base_url=address
    )
    page = context.new_page()
    found = {}
    for path in KINDS:
        page.goto(path)
        if problems := violations(page):
            found[path] = problems
    context.close()
    assert found == {}


def test_axe_finds_nothing_on_the_real_site(browser: Browser, real_site: Path) -> None:
    """The foundation's own pages have no accessibility problem either; of filtered lists, some."""
    found = {}
    files = html_files(real_site)
    lists = [path for path in files if re.search("(interviews|programs)-page", path.read_text())]
    with serving(real_site) as served:
        page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=served)
        for path in sorted({*files} - {*lists}) + lists[::15]:
            page.goto(f"/{path.relative_to(real_site)}")
            if problems := violations(page):
                found[str(path.relative_to(real_site))] = problems
        page.close()
    assert found == {}


def test_pages_ask_no_other_host_and_leave_nothing_behind(browser: Browser, address: str) -> None:
    """No request leaves for elsewhere, none fails, and nothing is stored on the device."""
    context = browser.new_context(base_url=address)
    page = context.new_page()
    hosts, failures = set(), []
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on(
        "response",
        lambda answer: failures.append(answer.url) if answer.status >= 400 else None,
    )
    page.on("console", lambda message: failures.append(message.text))
    for path in KINDS[::2]:
        # Where the network has to be idle, each page takes half a second: one language will do.
        page.goto(path, wait_until="load" if path.startswith("/fr/") else "networkidle")
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert hosts == {urlsplit(address).netloc}
    assert failures == []
    assert context.cookies() == []
    context.close()


def test_nothing_moves_while_a_page_loads(browser: Browser, address: str) -> None:
    """Fonts and pictures arrive without shifting the text (CLS at most 0.01)."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=address)
    page.add_init_script("""
        window.shifts = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({type: "layout-shift", buffered: true});
    """)

    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.woff2", late)
    for path in ("/", "/partners/ada-example/", "/fr/programmes/open-doors/"):
        page.goto(path, wait_until="networkidle")
        page.evaluate("document.fonts.ready")
        assert page.evaluate("window.shifts") <= 0.01, path
    page.close()


@pytest.mark.parametrize("path", ["/", "/partners/ada-example/", "/fr/programmes/open-doors/"])
def test_every_tab_stop_is_visible_and_large_enough(
    browser: Browser, address: str, path: str
) -> None:
    """Keyboard users see where they are, are never trapped, and targets have 24 pixels."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=address)
    page.goto(path)
    stops = []
    for _ in range(100):
        page.keyboard.press("Tab")
        stop = page.evaluate("""() => {
          const element = document.activeElement;
          if (element === document.body) return null;
          const box = element.getBoundingClientRect();
          const style = getComputedStyle(element);
          const shown = element.closest(".card") ?? element;
          const ring = getComputedStyle(shown);
          const inText = element.closest("p, li, dd") && style.display === "inline";
          return {
            name: element.textContent.trim(), width: box.width, height: box.height,
            inView: box.bottom > 0 && box.top < innerHeight,
            ring: ring.outlineStyle !== "none" || style.outlineStyle !== "none",
            inText: Boolean(inText),
          };
        }""")
        if stop is None:
            break
        stops.append(stop)
        assert stop["ring"], stop
        assert stop["inView"], stop
        assert stop["inText"] or (stop["width"] >= 24 and stop["height"] >= 24), stop
    else:
        pytest.fail("the Tab key never leaves the page")
    assert len(stops) > 8
    page.close()


def test_phone_menu_works_without_javascript(browser: Browser, address: str) -> None:
    """On a phone the sections unfold from a menu that needs no script."""
    context = browser.new_context(
        viewport={"width": 390, "height": 800}, java_script_enabled=False, base_url=address
    )
    page = context.new_page()
    page.goto("/fr/partenaires/ada-example/")
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Navigation principale").get_by_role(
        "link", name="Programmes"
    ).click()
    assert page.url == f"{address}/fr/programmes/"
    context.close()


def test_pages_fit_at_double_text_size(browser: Browser, address: str) -> None:
    """With text at 200 % on a small screen nothing has to be scrolled sideways."""
    page = browser.new_page(viewport={"width": 640, "height": 800}, base_url=address)
    for path in KINDS:
        page.goto(path)
        page.add_style_tag(content="html { font-size: 212.5% !important; }")
        wide = page.evaluate("document.documentElement.scrollWidth")
        assert wide <= 640, f"{path} is {wide} px wide"
    page.close()


def test_forced_colours_and_reduced_motion_lose_nothing(browser: Browser, address: str) -> None:
    """With the visitor's own colours buttons keep an edge and focus is visible; nothing moves."""
    context = browser.new_context(forced_colors="active", reduced_motion="reduce", base_url=address)
    page = context.new_page()
    page.goto("/partners/ada-example/")
    button = page.get_by_role("button", name="Copy the link")
    edge = button.evaluate("element => getComputedStyle(element).borderTopStyle")
    assert edge == "solid"
    assert button.evaluate("element => getComputedStyle(element).transitionDuration") == "0s"
    page.goto("/partners/")
    card = page.locator(".card a").first
    card.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert card.evaluate("element => getComputedStyle(element).outlineStyle") == "solid"
    context.close()


def test_paper_has_no_navigation(browser: Browser, address: str) -> None:
    """Printed pages hold the text and the addresses of links, and no navigation."""
    page = browser.new_page(base_url=address)
    page.goto("/organisations/harbour-house/")
    page.emulate_media(media="print")
    assert not page.locator("nav:visible").count()
    after = page.evaluate("""getComputedStyle(
      document.querySelector("main a[href^='https://']"), "::after").content""")
    assert "https://harbour-house.example/" in after
    page.close()


def test_copying_the_link_gives_the_full_address(browser: Browser, address: str) -> None:
    """The button copies the page's lasting address and says so."""
    context = browser.new_context(
        base_url=address, permissions=["clipboard-read", "clipboard-write"]
    )
    page = context.new_page()
    page.goto("/partners/ada-example/")
    page.get_by_role("button", name="Copy the link").click()
    page.get_by_role("status").get_by_text("The link is copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == "https://fondation-sanofi-espoir.com/partners/ada-example/"
    context.close()


def test_third_language_is_a_line_and_its_files(browser: Browser, tmp_path: Path) -> None:
    """Arabic needs a line in site.yml, its words and its texts; its pages run right to left."""
    project = make_project(tmp_path / "project")
    overrides = (project.root / "overrides").resolve()
    (project.root / "overrides").unlink()
    for path in overrides.rglob("*"):
        if path.is_file():
            project.write(f"overrides/{path.relative_to(overrides)}", path.read_bytes())
    english = (REPOSITORY / "overrides/languages/en.yml").read_text("utf-8")
    project.write("overrides/languages/ar.yml", english.replace("Menu", "القائمة"))
    site = project.path("content/site.yml").read_text("utf-8")
    site = site.replace("languages: [en, fr]", "languages: [en, fr, ar]")
    for word in (
        *("partners", "programs", "organisations", "themes", "countries", "populations"),
        *("places", "figures", "search"),
    ):
        site = site.replace(f"path: {{en: {word},", f"path: {{en: {word}, ar: {word},")
    project.write("content/site.yml", site)
    project.write(
        "content/partners/ada-example/index.ar.yml",
        "translation: {of: x}\ntitle: آدا تحرس الضوء\nsummary: حارسة خيالية.\n"
        "person: {role: حارسة}\nquestions:\n  - {id: lamps, q: كم مصباحا؟, a: سبعة مصابيح.}\n",
    )
    built = project.build("--as-of", "2026-11-01")
    with serving(built) as served:
        page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=served)
        page.goto("/ar/partners/ada-example/")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.get_by_role("heading", level=1).text_content() == "آدا تحرس الضوء"
        untranslated = page.locator("#moon")
        assert untranslated.get_attribute("lang") == "en"
        assert untranslated.get_attribute("dir") == "ltr"
        languages = page.get_by_role("navigation", name="Languages").get_by_role("link")
        assert languages.all_text_contents() == ["English", "Français"]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert violations(page) == []
        page.close()
