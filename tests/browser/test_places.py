"""The maps in a real browser: every circle can be seen, hit, heard and reached by keyboard."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, TypedDict

import pytest
from playwright.sync_api import expect

from tests.browsing import chromium, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page


class Circle(TypedDict):
    """Where a circle stands on the screen, in pixels."""

    x: float
    y: float
    width: float
    name: str


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


def circles(page: Page) -> list[list[Circle]]:
    """Return the circles that are shown, map by map."""
    found: list[list[Circle]] = page.evaluate("""() =>
      [...document.querySelectorAll(".map_marks")]
        .filter(map => getComputedStyle(map).display !== "none")
        .map(map => [...map.querySelectorAll(".mark")].map(mark => {
          const box = mark.querySelector("circle").getBoundingClientRect();
          const name = mark.querySelector("title").textContent;
          return {x: box.x + box.width / 2, y: box.y + box.height / 2, width: box.width, name};
        }))""")
    return found


@pytest.mark.parametrize("width", [320, 390, 767, 768, 900, 1280])
@pytest.mark.parametrize("path", ["/places/", "/fr/lieux/"])
def test_circles_are_large_enough_and_apart(
    browser: Browser, address: str, path: str, width: int
) -> None:
    """On every screen each circle is a target of 24 pixels that no other one overlaps."""
    page = browser.new_page(viewport={"width": width, "height": 800}, base_url=address)
    page.goto(path)
    shown = circles(page)
    assert [len(marks) for marks in shown] == [7, 10]
    for marks in shown:
        assert all(mark["width"] >= 24 for mark in marks)
        assert all(0 <= mark["x"] <= width for mark in marks)
        for one, other in combinations(marks, 2):
            apart = ((one["x"] - other["x"]) ** 2 + (one["y"] - other["y"]) ** 2) ** 0.5
            assert apart >= (one["width"] + other["width"]) / 2 - 4, (
                one,
                other,
            )  # with their edges
    page.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_labels_do_not_overlap_and_are_on_the_screen(
    browser: Browser, address: str, width: int
) -> None:
    """No name on a map covers another name or a circle, and none is cut off."""
    page = browser.new_page(viewport={"width": width, "height": 800}, base_url=address)
    for path in ("/places/", "/fr/lieux/"):
        page.goto(path)
        page.evaluate("document.fonts.ready")
        overlaps = page.evaluate("""() =>
          [...document.querySelectorAll(".map_marks")]
            .filter(map => getComputedStyle(map).display !== "none")
            .flatMap(map => {
              const labels = [...map.querySelectorAll(".mark_label")];
              const others = [...labels, ...map.querySelectorAll(".mark circle")];
              const found = [];
              for (const label of labels) {
                const a = label.getBoundingClientRect();
                if (a.left < 0 || a.right > innerWidth) found.push(label.textContent);
                for (const other of others) {
                  if (other.parentElement === label.parentElement) continue;
                  const b = other.getBoundingClientRect();
                  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                  // Boxes hold the room above and below letters, and the corners around circles.
                  if (across > 2 && down > 6) found.push([label, other].map(e => e.outerHTML));
                }
              }
              return found;
            })""")
        assert overlaps == [], path
    page.close()


def test_keyboard_reaches_circles_and_follows_them(browser: Browser, address: str) -> None:
    """Tab goes from circle to circle with a visible ring, and Enter leads to the list's entry."""
    page = browser.new_page(viewport={"width": 390, "height": 800}, base_url=address)
    page.goto("/places/")
    paris = page.get_by_role("link", name="Paris, 3 programs", exact=True)
    expect(paris).to_have_count(1)
    before = paris.locator("circle").evaluate("e => getComputedStyle(e).strokeWidth")
    page.get_by_role("link", name="Senegal, 1 program", exact=True).focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="3 programs", exact=True)).to_be_focused()  # in France
    page.keyboard.press("Tab")
    expect(paris).to_be_focused()
    page.wait_for_timeout(200)
    ring = paris.locator("circle").evaluate("e => getComputedStyle(e).strokeWidth")
    assert float(ring.removesuffix("px")) >= float(before.removesuffix("px")) + 2
    page.keyboard.press("Enter")
    assert page.url.endswith("#place-fr-paris")
    entry = page.locator("#place-fr-paris")
    expect(entry).to_be_in_viewport()
    expect(entry).to_contain_text("First Hours since 2009")
    page.keyboard.press("Tab")
    expect(entry.get_by_role("link").first).to_be_focused()
    page.close()


def test_each_map_is_a_named_group(browser: Browser, address: str) -> None:
    """Assistive technology meets each map once, by a name that says what it holds."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, base_url=address)
    page.goto("/fr/lieux/")
    world = page.get_by_role("group", name="Carte du monde")
    assert world.count() == 1
    assert world.get_by_role("link").count() == 7
    assert page.get_by_role("group", name="Carte de ce pays").count() == 1
    page.close()


def test_maps_need_no_script_and_keep_to_the_visitors_colours(
    browser: Browser, address: str
) -> None:
    """Without JavaScript and with the visitor's own colours circles lead on and stand out."""
    context = browser.new_context(
        java_script_enabled=False, forced_colors="active", base_url=address
    )
    page = context.new_page()
    page.goto("/places/")
    page.get_by_role("link", name="Mexico, 1 program").click()
    assert page.url.endswith("#place-mx")
    page.get_by_role("link", name="Midwives for Life").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Midwives for Life")
    context.close()


def test_figures_can_be_downloaded(browser: Browser, address: str) -> None:
    """The button gives a file that a spreadsheet knows by its name."""
    page = browser.new_page(base_url=address)
    page.goto("/figures/")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download the figures").click()
    assert waiting.value.suggested_filename == "figures.csv"
    page.close()
