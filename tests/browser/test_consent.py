"""Consent as a regulator would test it: a real tracker, a real browser, both languages."""

from __future__ import annotations

import gzip
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_accessibility import violations
from tests.browsing import chromium, serving
from tests.projects import REPOSITORY
from tests.trackers import HOST, SITE_HOST, Collector, collecting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route

BANNER = "[data-consent-banner]"
ACCEPT = "[data-consent-accept]"
REFUSE = "[data-consent-refuse]"
CHOOSE = "[data-consent-choose]"
FOOTER = ".footer [data-consent-open]"
AUDIENCE = "[data-consent-purpose=audience]"
HOMES = ("/", "/fr/")
INTERVIEW = "/partners/ada-example/"


@dataclass
class Visit:
    """A visitor's browser on a site with a tracker."""

    browser: Browser
    address: str
    collector: Collector
    context: BrowserContext

    def tab(self, path: str = "/") -> Page:
        """Open a page in a new tab."""
        page = self.context.new_page()
        page.goto(path)
        return page

    def again(self, **options: object) -> None:
        """Come back with a new browser profile."""
        self.context.close()
        self.context = new_context(self.browser, self.address, **options)

    def cookies(self) -> dict[str, str]:
        """Return what the site has left on the device."""
        return {cookie["name"]: cookie["value"] for cookie in self.context.cookies()}

    def wait_for_hit(self) -> None:
        """Wait until the tracker has reported something."""
        deadline = time.monotonic() + 20
        while not self.collector.hits:
            assert time.monotonic() < deadline, "the tracker never reported"
            time.sleep(0.05)

    def silence(self, seconds: float = 2.5) -> list[str]:
        """Forget what was reported so far; return what comes in the next seconds."""
        self.collector.requests.clear()
        time.sleep(seconds)
        return list(self.collector.requests)


def new_context(browser: Browser, address: str, **options: object) -> BrowserContext:
    """Return a browser profile that accepts the tracker's self-made certificate."""
    settings = {"base_url": address, "ignore_https_errors": True, **options}
    return browser.new_context(**settings)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def world(
    tmp_path_factory: pytest.TempPathFactory, tracked_site: Path
) -> Iterator[tuple[Browser, str, Collector]]:
    """Serve a site with a tracker and a film, and run the tracker's host."""
    folder = tmp_path_factory.mktemp("collector")
    with collecting(folder) as collector, serving(tracked_site) as served:
        port = served.rpartition(":")[2]
        rules = f"MAP {HOST}:443 127.0.0.1:{collector.port}, MAP {SITE_HOST} 127.0.0.1"
        with chromium(f"--host-resolver-rules={rules}") as browser:
            yield browser, f"http://{SITE_HOST}:{port}", collector


@pytest.fixture
def visit(world: tuple[Browser, str, Collector]) -> Iterator[Visit]:
    """Yield a first visit."""
    browser, address, collector = world
    collector.requests.clear()
    visit = Visit(browser, address, collector, new_context(browser, address))
    yield visit
    visit.context.close()


def banner(page: Page) -> Locator:
    """Return the banner."""
    return page.locator(BANNER)


@pytest.mark.parametrize("home", HOMES)
def test_first_visit_stores_nothing_and_tells_nobody(visit: Visit, home: str) -> None:
    """Before an answer nothing is written, read from storage, or asked of another host."""
    visit.context.add_init_script("""
        window.touched = [];
        const cookie = Object.getOwnPropertyDescriptor(Document.prototype, "cookie");
        Object.defineProperty(document, "cookie", {
          get: () => cookie.get.call(document),
          set: (value) => { window.touched.push(value); cookie.set.call(document, value); },
        });
        for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
          const own = Object.getOwnPropertyDescriptor(window, name);
          Object.defineProperty(window, name, {
            get: () => { window.touched.push(name); return own.get.call(window); },
          });
        }
    """)
    page = visit.context.new_page()
    hosts = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    page.goto(home, wait_until="networkidle")
    expect(banner(page)).to_be_visible()
    page.wait_for_timeout(500)
    assert hosts == {visit.address.removeprefix("http://")}
    assert page.evaluate("window.touched") == []
    assert visit.cookies() == {}
    assert visit.collector.requests == []


@pytest.mark.parametrize("home", HOMES)
def test_silence_is_no_answer(visit: Visit, home: str) -> None:
    """Scrolling, three links, Escape and a reload are not agreement: the question stays."""
    page = visit.tab(home)
    for _ in range(3):
        page.mouse.wheel(0, 2000)
        page.locator(".header_sections a:visible, .footer a:visible").first.click()
        page.keyboard.press("Escape")
        expect(banner(page)).to_be_visible()
    page.reload()
    expect(banner(page)).to_be_visible()
    assert visit.cookies() == {}
    assert visit.collector.requests == []


@pytest.mark.parametrize("home", HOMES)
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_accepting_and_refusing_are_equally_prominent(visit: Visit, home: str, width: int) -> None:
    """The three buttons have the same size, colours and type, on one level; no box is ticked."""
    page = visit.tab(home)
    page.set_viewport_size({"width": width, "height": 800})
    looks = [
        page.locator(BANNER)
        .locator(name)
        .evaluate("""element => {
          const style = getComputedStyle(element);
          const box = element.getBoundingClientRect();
          return [
            Math.round(box.width), Math.round(box.height), style.color, style.backgroundColor,
            style.borderTopColor, style.borderTopWidth, style.fontSize, style.fontWeight,
            style.opacity, element.tagName, element.parentElement.className,
          ];
        }""")
        for name in (ACCEPT, REFUSE, CHOOSE)
    ]
    assert looks[0] == looks[1] == looks[2]
    assert page.locator("[data-consent-purpose]:checked").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_banner_says_who_what_for_and_how(visit: Visit) -> None:
    """The first layer names the controllers, each purpose, and the way to change one's mind."""
    text = visit.tab("/").locator(BANNER).inner_text()
    for words in ("Lantern Fund", "Audience measurement", "Films", "as easy", "at any time"):
        assert words in text
    text = visit.tab("/fr/").locator(BANNER).inner_text()
    for words in ("Lantern Fund", "Mesure d’audience", "aussi simple", "à tout moment"):
        assert words in text


def test_one_answer_holds_six_months_for_both_languages(visit: Visit) -> None:
    """A refusal is kept like an acceptance: silent after 181 days, asked again after 183."""
    for button, value in ((REFUSE, "0"), (ACCEPT, "1")):
        visit.again()
        page = visit.tab("/")
        page.click(button)
        expect(banner(page)).to_be_hidden()
        assert page.evaluate("document.activeElement.tagName") == "MAIN"
        assert page.evaluate("scrollY") == 0
        cookie = visit.context.cookies()[0]
        assert cookie["name"] == "relais_consent"
        assert cookie["value"].endswith(f".audience={value}.films={value}")
        assert (cookie["path"], cookie["sameSite"], cookie["secure"]) == ("/", "Lax", False)
        assert abs(cookie["expires"] - time.time() - 182 * 86400) < 600
        for days, asked in ((181, False), (183, True)):
            later = visit.context.new_page()
            later.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=days))
            later.goto("/fr/")
            expect(banner(later)).to_be_visible(visible=asked)
            later.close()


def test_withdrawal_deletes_everything_and_nothing_comes_back(visit: Visit) -> None:
    """After a withdrawal the tracker's cookies and storage are gone, here and on later pages."""
    page = visit.tab("/")
    page.click(ACCEPT)
    visit.wait_for_hit()
    page.goto("/about/")
    page.wait_for_function("() => document.cookie.includes('_sp_ses')")
    page.evaluate("""() => {
      document.cookie = "_sp_id.deep=1; Path=/about/";
      document.cookie = "_sp_id.wide=1; Path=/; Domain=lantern-tests.example";
      localStorage.setItem("snowplowOutQueue_x", "1");
      localStorage.setItem("mine", "1");
    }""")
    assert {name.split(".")[0] for name in visit.cookies()} >= {"_sp_id", "_sp_ses"}
    page.click(FOOTER)
    with page.expect_navigation():
        page.locator(BANNER).locator(REFUSE).click()
    page.wait_for_load_state("networkidle")
    assert list(visit.cookies()) == ["relais_consent"]
    assert page.evaluate("Object.keys(localStorage)") == ["mine"]
    assert page.evaluate("document.activeElement.matches('.footer [data-consent-open]')")
    assert visit.silence() == []
    page.goto("/partners/")
    page.go_back()
    assert visit.silence(1) == []
    assert list(visit.cookies()) == ["relais_consent"]
    assert page.evaluate("Object.keys(localStorage)") == ["mine"]


def test_withdrawal_silences_other_tabs_and_the_back_button(visit: Visit) -> None:
    """A withdrawal in one tab stops the tracker in another at once, also where Back leads."""
    first = visit.tab("/about/")
    first.click(ACCEPT)
    visit.wait_for_hit()
    first.goto("/partners/")
    second = visit.tab("/fr/")
    second.click(FOOTER)
    second.locator(BANNER).locator(REFUSE).click()
    first.wait_for_function("() => !window.snowplowBrowserTracking")
    second.wait_for_function("() => !window.snowplowBrowserTracking")
    assert visit.silence() == []
    first.go_back()
    assert visit.silence() == []
    assert list(visit.cookies()) == ["relais_consent"]


def test_everything_works_from_the_keyboard(visit: Visit) -> None:
    """Skip link, details, buttons; choose and save; reopen from the footer; focus returns there."""
    page = visit.tab(INTERVIEW)
    stops = []
    for _ in range(3):
        page.keyboard.press("Tab")
        stops.append(page.evaluate("document.activeElement.outerHTML"))
    assert 'class="skip"' in stops[0]
    assert "data-consent-accept" in stops[2]
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"document.activeElement.matches('{AUDIENCE}')")
    page.keyboard.press("Space")
    page.locator(CHOOSE).focus()
    page.keyboard.press("Enter")
    expect(banner(page)).to_be_hidden()
    assert visit.cookies()["relais_consent"].endswith(".audience=1.films=0")
    expect(page.locator("[data-consent-said]")).to_contain_text("Your choice is saved")
    page.locator(FOOTER).focus()
    page.keyboard.press("Enter")
    expect(banner(page)).to_be_visible()
    expect(page.locator(AUDIENCE)).to_be_checked()
    page.keyboard.press("Escape")
    expect(banner(page)).to_be_hidden()
    assert page.evaluate(f"document.activeElement.matches('{FOOTER}')")
    page.keyboard.press("Enter")
    page.locator("[data-consent-purpose=films]").focus()
    page.keyboard.press("Space")
    page.locator(CHOOSE).focus()
    page.keyboard.press("Enter")
    expect(banner(page)).to_be_hidden()
    assert page.evaluate(f"document.activeElement.matches('{FOOTER}')")
    assert visit.cookies()["relais_consent"].endswith(".audience=1.films=1")


def test_slow_script_changes_nothing_on_a_deep_link(visit: Visit) -> None:
    """With the module 1.5 s late nothing moves, the banner stays, and an early click counts."""
    visit.context.add_init_script("""
        window.shifts = 0;
        new PerformanceObserver(list => {
          for (const entry of list.getEntries()) window.shifts += entry.value;
        }).observe({type: "layout-shift", buffered: true});
    """)

    def late(route: Route) -> None:
        page.wait_for_timeout(1500)
        route.continue_()

    page = visit.context.new_page()
    page.route("**/choice.*.js", late)
    page.goto(f"{INTERVIEW}#moon", wait_until="commit")
    expect(banner(page)).to_be_attached()
    page.locator(REFUSE).dispatch_event("click")
    page.wait_for_load_state("load")
    expect(banner(page)).to_be_hidden()
    assert visit.cookies()["relais_consent"].endswith(".audience=0.films=0")
    visit.context.clear_cookies()
    page.goto("about:blank")
    page.goto(f"{INTERVIEW}#moon", wait_until="load")
    page.wait_for_timeout(300)
    assert page.locator("html").get_attribute("data-consent") == "ask"
    assert page.evaluate("document.querySelector('#moon').getBoundingClientRect().top") < 800
    assert page.evaluate("window.shifts") <= 0.01


def test_without_javascript_nobody_is_asked_and_nothing_runs(visit: Visit) -> None:
    """Without JavaScript there is no banner; the footer leads to the page with the register."""
    visit.again(java_script_enabled=False)
    page = visit.tab("/")
    expect(banner(page)).to_be_hidden()
    page.click(FOOTER)
    assert page.url == f"{visit.address}/cookies/"
    text = page.locator("main").inner_text()
    for words in ("Scripts are switched off", "_sp_id.*", "2 years", "Lantern Statistics", HOST):
        assert words in text
    assert visit.cookies() == {}
    assert visit.collector.requests == []


def test_blocked_script_leaves_a_usable_page(visit: Visit) -> None:
    """Where a blocker stops the module, the banner goes, the page stays, nothing is tracked."""
    page = visit.context.new_page()
    page.route("**/choice.*.js", lambda route: route.abort())
    page.goto(INTERVIEW)
    expect(banner(page)).to_be_hidden()
    page.click(FOOTER)
    assert page.url == f"{visit.address}/cookies/"
    assert visit.collector.requests == []


@pytest.mark.parametrize(
    "value",
    ["", "yes", "0.1.2", "%00", "REVISION.2026-11-23.audience=1", "REVISION.x.audience=1.films=1"],
)
def test_corrupt_choice_is_no_choice(visit: Visit, value: str) -> None:
    """A cookie that says anything else than a choice counts as none."""
    page = visit.tab("/")
    page.click(ACCEPT)
    revision = visit.cookies()["relais_consent"].split(".")[0]
    visit.again()
    cookie = {"name": "relais_consent", "value": value.replace("REVISION", revision)}
    visit.context.add_cookies([{**cookie, "url": visit.address}])  # type: ignore[typeddict-item]
    visit.collector.requests.clear()
    page = visit.tab("/")
    expect(banner(page)).to_be_visible()
    assert visit.silence(0.5) == []


def test_other_revision_asks_again(visit: Visit) -> None:
    """A yes to another register is no yes to this one."""
    today = datetime.now(UTC).date().isoformat()
    cookie = {"name": "relais_consent", "value": f"0123456789ab.{today}.audience=1.films=1"}
    visit.context.add_cookies([{**cookie, "url": visit.address}])  # type: ignore[typeddict-item]
    page = visit.tab("/")
    expect(banner(page)).to_be_visible()
    assert visit.silence(0.5) == []


def test_planted_yes_does_not_outweigh_a_no(visit: Visit) -> None:
    """A second cookie, set by a neighbouring host, cannot turn a refusal into consent."""
    page = visit.tab("/")
    page.click(REFUSE)
    value = visit.cookies()["relais_consent"].replace("=0", "=1")
    page.evaluate(f"""document.cookie =
        "relais_consent={value}; Path=/about/; Domain=lantern-tests.example" """)
    page.goto("/about/")
    expect(banner(page)).to_be_hidden()
    assert visit.silence(0.5) == []


def test_global_privacy_control_is_a_refusal_until_the_visitor_chooses(visit: Visit) -> None:
    """The signal is taken as a no without asking; the visitor can still say yes."""
    visit.context.add_init_script(
        "Object.defineProperty(navigator, 'globalPrivacyControl', {value: true})"
    )
    page = visit.tab("/cookies/")
    expect(banner(page)).to_be_hidden()
    expect(page.get_by_text("Global Privacy Control", exact=False)).to_be_visible()
    expect(page.locator("[data-consent-state=audience]")).to_have_text("not allowed")
    assert visit.silence(0.5) == []
    page.click("main [data-consent-open]")
    page.locator(BANNER).locator(ACCEPT).click()
    visit.wait_for_hit()
    expect(page.locator("[data-consent-state=audience]")).to_have_text("allowed")


def test_refused_cookies_mean_no_question(visit: Visit) -> None:
    """A browser that keeps no cookies is not asked on each page, and nothing is tracked."""
    visit.context.add_init_script(
        "Object.defineProperty(navigator, 'cookieEnabled', {value: false})"
    )
    page = visit.tab("/")
    expect(banner(page)).to_be_hidden()
    assert visit.silence(0.5) == []


def test_film_loads_only_when_it_is_played(visit: Visit) -> None:
    """A film shows a still, who learns what, a link and a transcript; one play is no consent."""
    page = visit.tab(INTERVIEW)
    film = page.locator("#media_film")
    for words in ("The film of the lamps", "Lantern Films", "Your address."):
        expect(film).to_contain_text(words)
    expect(film.get_by_role("link", name="See it at")).to_be_visible()
    film.get_by_text("Read the transcript").click()
    expect(film.get_by_text("seven lamps")).to_be_visible()
    assert visit.collector.requests == []
    film.get_by_role("button", name="Play once").click()
    expect(film.locator("iframe")).to_have_attribute("title", "The film of the lamps")
    film.frame_locator("iframe").get_by_text("Film").wait_for()
    assert visit.collector.requests == ["/film"]
    assert visit.cookies() == {}
    page.reload()
    expect(film.locator("iframe")).to_have_count(0)


def test_film_can_be_allowed_for_good_and_taken_back(visit: Visit) -> None:
    """Always allowing plays it on every visit, says nothing of other purposes, and can end."""
    page = visit.tab(INTERVIEW)
    page.get_by_role("button", name="Always allow Lantern Player").click()
    page.frame_locator("#media_film iframe").get_by_text("Film").wait_for()
    assert visit.cookies()["relais_consent"].endswith(".audience=0.films=1")
    page.reload()
    page.frame_locator("#media_film iframe").get_by_text("Film").wait_for()
    page.click(FOOTER)
    with page.expect_navigation():
        page.locator(BANNER).locator(REFUSE).click()
    expect(page.locator("#media_film iframe")).to_have_count(0)
    assert visit.silence(0.5) == []


def test_film_without_javascript_is_a_link(visit: Visit) -> None:
    """Without JavaScript the link and the transcript remain, and no button that does nothing."""
    visit.again(java_script_enabled=False)
    film = visit.tab(INTERVIEW).locator("#media_film")
    expect(film.get_by_role("link", name="See it at")).to_be_visible()
    expect(film.locator("button:visible")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_banner_choice_and_register(visit: Visit, scheme: str) -> None:
    """The open question, the choice, the reopened panel, the register and a film are accessible."""
    visit.again(color_scheme=scheme, viewport={"width": 390, "height": 800})
    page = visit.tab("/")
    assert violations(page) == []
    page.click(CHOOSE)
    assert violations(page) == []
    page.click(ACCEPT)
    page.click(FOOTER)
    assert violations(page) == []
    for path in ("/cookies/", "/fr/cookies/", INTERVIEW):
        page.goto(path)
        assert violations(page) == [], path


def test_banner_is_not_printed(visit: Visit) -> None:
    """Paper never shows the question."""
    page = visit.tab("/")
    page.emulate_media(media="print")
    expect(banner(page)).to_be_hidden()


def test_module_and_style_are_small() -> None:
    """The module is at most 3 KB compressed, its style 1.5 KB."""
    module = (REPOSITORY / "overrides/scripts/choice.js").read_text("utf-8")
    lines = [line for line in module.splitlines() if not line.lstrip().startswith("//")]
    assert len(gzip.compress("\n".join(lines).encode(), 9)) <= 3 * 1024
    style = (REPOSITORY / "overrides/stylesheets/consent.css").read_bytes()
    assert len(gzip.compress(style, 9)) <= 1536
