"""A visitor's way through the site, in Chromium with JavaScript switched off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browsing import chromium, serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture
def visit(real_site: Path) -> Iterator[Page]:
    """Yield a page on the real site's home page, without JavaScript."""
    with serving(real_site) as address, chromium() as browser:
        page = browser.new_context(java_script_enabled=False, base_url=address).new_page()
        page.goto("/")
        yield page


@dataclass(frozen=True)
class Way:
    """What a visitor reads on the way, in one language."""

    read: str
    title: str
    questions: dict[str, str]
    """Each question with words of its answer."""
    program: str = "Convergence"
    back: str = "Sophie Roche"


WAYS = {
    "en": Way(
        read="Read the interview with Sophie Roche",
        title="Meet our partner Sophie Roche",
        questions={
            "Which projects is Convergence France working on?": "extreme exclusion",
            "What do you look for in a partner?": "steering committees",
            "In which ways does the Foundation support you?": "look far ahead",
        },
    ),
    "fr": Way(
        read="Lire l’entretien avec Sophie Roche",
        title="Rencontre avec notre partenaire Sophie Roche",
        questions={
            "Sur quels projets Convergence France travaille-t-elle ?": "grande exclusion",
            "Que cherchez-vous chez un partenaire ?": "comités de pilotage",
            "De quelles façons la Fondation vous soutient-elle ?": "regarder loin devant",
        },
    ),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_from_home_to_the_interview_to_its_program_and_back(visit: Page, language: str) -> None:
    """A visitor finds the interview, its questions and answers, its program, and the way back."""
    way = WAYS[language]
    if language == "fr":
        visit.get_by_role("link", name="Français").click()
        expect(visit).to_have_url("/fr/")
    visit.get_by_role("link", name=way.read).click()
    expect(visit.get_by_role("heading", level=1)).to_have_text(way.title)
    for question, words in way.questions.items():
        answer = visit.get_by_role("region", name=question)
        expect(answer.get_by_role("heading", level=2)).to_be_visible()
        expect(answer).to_contain_text(words)
    visit.get_by_role("main").get_by_role("link", name=way.program, exact=True).first.click()
    expect(visit.get_by_role("heading", level=1)).to_have_text(way.program)
    visit.get_by_role("link", name=way.back, exact=True).click()
    expect(visit.get_by_role("heading", level=1)).to_have_text(way.title)


def test_skip_link_is_the_first_stop_and_leads_to_the_content(visit: Page) -> None:
    """The first Tab stop is visible and jumps over the header."""
    visit.keyboard.press("Tab")
    skip = visit.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    skip.press("Enter")
    expect(visit).to_have_url("/#page_content")


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_scrolls_sideways(real_site: Path, width: int) -> None:
    """Every kind of page fits the width of the screen."""
    paths = ("/", "/partners/", "/partners/sophie-roche/", "/programs/convergence/", "/about/")
    with serving(real_site) as address, chromium() as browser:
        page = browser.new_page(viewport={"width": width, "height": 800}, base_url=address)
        for path in (
            *paths,
            "/fr/programmes/my-child-matters/",
            "/404.html",
            "/fr/lieux/",
            "/figures/",
        ):
            page.goto(path)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= width, f"{path} is {wide} px wide"
