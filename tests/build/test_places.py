"""The built pages of places and figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pages import parse_page
from tests.projects import DOORS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

DRAFT = "content/programs/quiet-hours/index.en.md"
PLACES = [("places", "programs/convergence/"), ("fr/lieux", "programmes/convergence/")]


@pytest.mark.parametrize(("folder", "program"), PLACES)
def test_circles_lead_to_every_entry_of_the_list(
    real_site: Path, folder: str, program: str
) -> None:
    """What the circles say the list says, and each circle leads to its entry."""
    page = parse_page(real_site / folder / "index.html")
    entries = {e["id"] for e in page.elements if e.attributes.get("id", "").startswith("place-")}
    circles = page.all("a", **{"class": "mark"})
    assert {circle["href"].removeprefix("#") for circle in circles} <= entries
    for circle in circles:
        title = circle.text.strip().splitlines()[0]
        assert "program" in title
    # All entries but "Lyon", which shares the circle of Greater Lyon.
    assert len({circle["href"] for circle in circles}) == len(entries) - 1
    assert any(link["href"].endswith(program) for link in page.all("a"))


def test_names_are_in_the_language_of_the_page(real_site: Path) -> None:
    """Countries, places and numbers of programs are said in each page's language."""
    english = parse_page(real_site / "places/index.html").text
    french = parse_page(real_site / "fr/lieux/index.html").text
    assert "4 programs in 7 countries" in english
    assert "4 programmes dans 7 pays" in french
    for words in ("Greater Lyon", "Mexico", "Paris 3 programs", "since January 2020"):
        assert words in english
    for words in ("Métropole de Lyon", "Mexique", "Paris 3 programmes", "depuis janvier 2020"):
        assert words in french


def test_pages_stay_light(real_site: Path) -> None:
    """A map weighs no more than a picture would."""
    for folder in ("places", "fr/lieux"):
        assert (real_site / folder / "index.html").stat().st_size <= 60 * 1024


def test_drafts_are_on_no_map(project: Project) -> None:
    """A program that is not public shows neither its places nor its figures."""
    project.edit(
        DRAFT,
        "status: review\n",
        "status: review\ncountries: [SN]\nplaces:\n"
        "  - {name: Hidden, country: FR, latitude: 45, longitude: 2}\n"
        "figures:\n"
        "  - {id: x, value: 424242, label: hidden, date: 2020, source: {title: Hidden}}\n",
    )
    site = project.build("--as-of", "2026-11-01")
    for path in ("places/index.html", "figures/index.html", "figures/figures.csv"):
        text = (site / path).read_text("utf-8")
        assert "Hidden" not in text
        assert "Senegal" not in text
        assert "424242" not in text


def test_figures_of_pages_and_programs_are_gathered(real_site: Path) -> None:
    """Each program with figures has a part that leads to it; the file says its size."""
    page = parse_page(real_site / "figures/index.html")
    assert [heading.text for heading in page.all("h2")] == [
        *("Sanofi Espoir Foundation", "Access to care in France", "Convergence"),
        *("Midwives for Life", "My Child Matters"),
    ]
    link = page.one("a", **{"class": "button"})
    assert link["href"] == "figures.csv"
    assert link.text == "Download the figures (CSV, 3 KB)"
    data = (real_site / "figures/figures.csv").read_bytes()
    assert 2000 < len(data) <= 3000
    assert (real_site / "fr/chiffres/chiffres.csv").exists()


def test_many_numbers_have_a_line_beside_their_table(project: Project) -> None:
    """A series of more than a few numbers is drawn, and every number stays in its table."""
    old = "      - {date: 2011-06, value: 20}\n"
    more = "".join(f"      - {{date: {2012 + i}, value: {i * i * 10}}}\n" for i in range(6))
    project.edit(DOORS, old, old + more)
    site = project.build("--as-of", "2026-11-01")
    page = parse_page(site / "programs/open-doors/index.html")
    assert (
        page.one("svg", **{"class": "chart", "role": "img"})
        .text.strip()
        .startswith("Chart: Doors open at midnight, from 10 (2010) to 250 (2017)")
    )
    numbers = {cell.text for cell in page.all("td")}
    assert {"10", "20", "0", "40", "90", "160", "250"} <= numbers


def test_site_without_places_and_figures_says_so(project: Project) -> None:
    """The pages are there, in menus too, and say that there is nothing yet."""
    text = project.path(DOORS).read_text("utf-8")
    start, end = text.index("places:"), text.index("---\n#")
    text = text[:start] + text[end:]
    project.path(DOORS).write_text(text.replace("countries: [FR]\n", ""), "utf-8")
    french = project.path("content/programs/open-doors/index.fr.md")
    words = french.read_text("utf-8")
    start, end = words.index("places:"), words.index("---\n#")
    french.write_text(words[:start] + words[end:], "utf-8")
    site = project.build("--as-of", "2026-11-01")
    places = parse_page(site / "places/index.html")
    assert "No program has named a country or a town yet." in places.text
    assert not [svg for svg in places.all("svg") if "map" in svg.attributes.get("class", "")]
    assert "There are no figures here yet." in parse_page(site / "figures/index.html").text
    assert not (site / "figures/figures.csv").exists()


def test_home_leads_to_both_pages(real_site: Path) -> None:
    """Below the figures of the home page stand the ways to all figures and to the map."""
    links = {link.text: link["href"] for link in parse_page(real_site / "index.html").all("a")}
    assert links["See all figures"] == "figures/"
    assert links["See where we work"] == "places/"
