"""What the public sees on a day, and what it never sees."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.pages import html_files, parse_page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project


def everything(site: Path) -> bytes:
    """Return all bytes of a site, names included."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    return b"\n".join(str(path).encode() + b"\n" + path.read_bytes() for path in files)


def test_drafts_are_nowhere(small_site: Path) -> None:
    """No file holds a word or an address of what is not public."""
    whole = everything(small_site)
    for secret in (b"UNPUBLISHED-DRAFT", b"FUTURE-ONLY", b"carla-draft", b"quiet-hours"):
        assert secret not in whole
    assert b"Secret Society" not in whole


def test_day_decides_what_is_public(project: Project) -> None:
    """An entry appears on its first day and is gone on the day that ends it."""
    page = "partners/dora-future/index.html"
    assert not (project.build("--as-of", "2029-12-31") / page).exists()
    assert (project.build("--as-of", "2030-01-01") / page).exists()
    assert not (project.build("--as-of", "2031-01-01") / page).exists()


def test_source_date_epoch_names_the_day(project: Project) -> None:
    """SOURCE_DATE_EPOCH decides, in the foundation's time zone."""
    # 2029-12-31 23:30 UTC is 2030-01-01 00:30 in Paris.
    done = project.relais("build", environment={"SOURCE_DATE_EPOCH": "1893454200"})
    assert done.returncode == 0, done.stderr
    assert (project.root / "site/partners/dora-future/index.html").exists()


@pytest.mark.parametrize("epoch", ["yesterday", "-5", "1e9", "99999999999999999999", "١٢"])
def test_bad_source_date_epoch_is_said_in_a_sentence(project: Project, epoch: str) -> None:
    """A value that is no number of seconds ends the build with a sentence."""
    done = project.relais("build", environment={"SOURCE_DATE_EPOCH": epoch})
    assert done.returncode == 1
    assert f"SOURCE_DATE_EPOCH is '{epoch}'" in done.stderr
    assert "Traceback" not in done.stderr + done.stderr


def test_empty_source_date_epoch_means_today(project: Project) -> None:
    """A variable that is set to nothing counts as not set."""
    done = project.relais("build", environment={"SOURCE_DATE_EPOCH": ""})
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_as_of_is_that_day_in_every_time_zone(project: Project, zone: str) -> None:
    """`--as-of` names a day at the foundation, wherever that is."""
    project.edit("content/site.yml", "Europe/Paris", zone)
    assert (project.build("--as-of", "2034-03-31") / "partners/ada-example").exists()
    assert not (project.build("--as-of", "2034-04-01") / "partners/ada-example").exists()


@pytest.mark.parametrize("day", ["0001-01-01", "1969-12-31", "9999-12-31"])
def test_any_day_of_the_calendar_can_be_asked_for(project: Project, day: str) -> None:
    """Days far away build a site, too."""
    assert (project.build("--as-of", day) / "index.html").exists()


def test_quote_from_an_untranslated_answer_keeps_its_language(project: Project) -> None:
    """A quote is marked with the language of the answer that it comes from."""
    french = "content/partners/ada-example/index.fr.yml"
    project.edit(
        french,
        "  - id: moon\n    q: Et la lune ?\n    a: |\n      La lune s’éclaire toute seule.\n",
        "",
    )
    project.edit(
        french,
        "{from: lamps, text: sans jamais compter la lune}",
        "{from: moon, text: The moon lights itself}",
    )
    page = parse_page(
        project.build("--as-of", "2026-11-01") / "fr/partenaires/ada-example/index.html"
    )
    assert page.one("blockquote")["lang"] == "en"


def test_release_that_ends_takes_the_interview_away(project: Project) -> None:
    """From the day on which the release expires nothing of the interview is left."""
    assert b"ada-example" in everything(project.build("--as-of", "2034-03-31"))
    assert b"ada-example" not in everything(project.build("--as-of", "2034-04-01"))


def test_portrait_that_the_release_does_not_cover_is_not_published(small_site: Path) -> None:
    """Bruno agreed to the text only: his page has the tile and his picture is not in the site."""
    page = parse_page(small_site / "fr/partenaires/bruno-sample/index.html")
    hero = [image["src"] for image in page.all("img")]
    assert "bruno" not in " ".join(hero)
    assert "BS" in page.text
    assert not list(small_site.glob("assets/**/*bruno*"))
    assert "ne doit pas para" not in everything(small_site).decode("utf-8", "replace")


def test_published_portrait_is_upright_and_carries_no_metadata(small_site: Path) -> None:
    """The picture has no camera, no position and no orientation left, and stands upright."""
    paths = sorted((small_site / "assets/pictures").iterdir())
    assert {path.suffix for path in paths} == {".avif", ".webp", ".jpg"}
    for path in paths:
        assert b"SECRET-CAMERA" not in path.read_bytes()
        with Image.open(path) as picture:
            assert not picture.getexif()
            assert "icc_profile" not in picture.info
            assert picture.width * 5 == picture.height * 4


def test_portrait_offers_formats_and_widths_and_keeps_its_place(small_site: Path) -> None:
    """The hero's picture comes first, the card's waits; both tell their size before they load."""
    page = parse_page(small_site / "partners/ada-example/index.html")
    assert [source["type"] for source in page.all("source")] == ["image/avif", "image/webp"]
    hero = page.one("img")
    assert hero["fetchpriority"] == "high"
    assert int(hero["width"]) * 5 == int(hero["height"]) * 4
    for candidate in hero["srcset"].split(", "):
        path, width = candidate.split()
        with Image.open((small_site / "partners/ada-example" / path).resolve()) as picture:
            assert f"{picture.width}w" == width
    card = parse_page(small_site / "partners/index.html").one("img")
    assert card["loading"] == "lazy"


def test_missing_translation_is_said_and_marked(small_site: Path) -> None:
    """The English page of a French interview says so and names the language of its texts."""
    page = parse_page(small_site / "partners/bruno-sample/index.html")
    assert "not available in English yet" in page.text
    assert page.one("html")["lang"] == "en"
    assert page.one("h1")["lang"] == "fr"
    assert page.one("h2", id="mer")["lang"] == "fr"


def test_stale_translation_is_said_to_readers(small_site: Path) -> None:
    """A French page that is older than its source says so; the source edition does not."""
    assert "changé depuis sa traduction" in parse_page(small_site / "fr/a-propos/index.html").text
    assert "out of date" not in parse_page(small_site / "about/index.html").text


def test_link_to_what_is_not_public_becomes_words(small_site: Path) -> None:
    """A text keeps its words where the target of a link is not public."""
    page = parse_page(small_site / "organisations/harbour-house/index.html")
    assert "waits for Quiet Hours" in page.text
    assert [link["href"] for link in page.all("a") if "Open Doors" in link.text]


def test_every_internal_link_leads_to_a_page(small_site: Path, real_site: Path) -> None:
    """Each link and its anchor exist in the output, on both sites."""
    for site in (small_site, real_site):
        pages = {path: parse_page(path) for path in html_files(site)}
        for path, page in pages.items():
            for link in page.all("a"):
                address, _, anchor = link["href"].partition("#")
                if "://" in address or address.startswith("mailto:"):
                    continue
                if address.startswith("/"):
                    target = site / address.lstrip("/")
                else:
                    target = (path.parent / address).resolve() if address else path
                target = target / "index.html" if target.is_dir() else target
                if target.suffix in {".xml", ".json", ".csv"} and target.is_file():
                    continue  # a feed, or figures for a spreadsheet
                assert target in pages, f"{path} links to {link['href']}"
                ids = {element.attributes.get("id") for element in pages[target].elements}
                assert not anchor or anchor in ids, f"{path} links to {link['href']}"


def test_ids_are_unique_on_each_page(small_site: Path, real_site: Path) -> None:
    """No id occurs twice on a page."""
    for path in (*html_files(small_site), *html_files(real_site)):
        ids = [e["id"] for e in parse_page(path).elements if "id" in e.attributes]
        assert len(ids) == len(set(ids)), path


def test_alternates_are_absolute_and_reciprocal(real_site: Path) -> None:
    """Each page names itself and its twin by full address, and so does the twin."""
    base = "https://fondation-sanofi-espoir.com/"
    named = {}
    for path in html_files(real_site):
        if path.name in {"404.html", "410.html"}:
            continue
        page = parse_page(path)
        own = page.one("link", rel="canonical")["href"]
        relative = str(path.relative_to(real_site)).removesuffix("index.html")
        assert own == base + relative
        named[own] = {
            link["hreflang"]: link["href"]
            for link in page.all("link", rel="alternate")
            if "hreflang" in link.attributes
        }
        assert named[own].keys() == {"en", "fr", "x-default"}
        assert own == named[own][page.one("html")["lang"]]
    for alternates in named.values():
        for address in alternates.values():
            assert named[address] == alternates


def test_language_switch_leads_to_the_same_page(real_site: Path) -> None:
    """The French link of an English interview is the French interview, and back."""
    english = parse_page(real_site / "partners/sophie-roche/index.html")
    french = parse_page(real_site / "fr/partenaires/sophie-roche/index.html")
    assert english.one("a", hreflang="fr")["href"] == "../../fr/partenaires/sophie-roche/"
    assert french.one("a", hreflang="en")["href"] == "../../../partners/sophie-roche/"


def test_headings_step_down_one_at_a_time(small_site: Path, real_site: Path) -> None:
    """Each page has one `h1`, and no heading skips a level."""
    for path in (*html_files(small_site), *html_files(real_site)):
        levels = [int(e.tag[1]) for e in parse_page(path).elements if e.tag in HEADINGS]
        assert levels.count(1) == 1, path
        assert all(later - earlier <= 1 for earlier, later in pairwise(levels)), (path, levels)


HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}


def test_figures_keep_their_date_and_source(small_site: Path, real_site: Path) -> None:
    """Each number stands beside what it counts, its date and its source."""
    page = parse_page(small_site / "programs/open-doors/index.html")
    assert (
        "more than 1,200.5 doors opened in all 2010–2015. Source: The Lantern Gazette" in page.text
    )
    french = parse_page(small_site / "fr/programmes/open-doors/index.html")
    assert "plus de 1 200,5 portes ouvertes en tout" in french.text
    for path in html_files(real_site):
        real = parse_page(path)
        figures = [
            element for element in real.elements if element.attributes.get("class") == "figure"
        ]
        assert all("ource" in figure.text for figure in figures)


def test_not_found_page_works_at_any_depth(small_site: Path) -> None:
    """Each language has a page for wrong addresses whose links start at the root."""
    for name in ("404.html", "fr/404.html"):
        page = parse_page(small_site / name)
        assert all(link["href"].startswith(("/", "#")) for link in page.all("a"))
        assert page.one("link", rel="stylesheet")["href"].startswith("/")


def test_persons_own_words_are_set_large_and_others_words_are_not(small_site: Path) -> None:
    """Ada is quoted verbatim beside her portrait; Bruno's answers are a summary, so he is not."""
    ada = parse_page(small_site / "partners/ada-example/index.html")
    assert ada.one("blockquote", **{"class": "hero_quote"}).text.strip() == (
        "we never count the moon"
    )
    assert "These are the person’s own words." in ada.text
    bruno = parse_page(small_site / "fr/partenaires/bruno-sample/index.html")
    assert not bruno.all("blockquote")
    assert "Il ne contient aucune citation." in bruno.text
    home = parse_page(small_site / "index.html")
    assert home.one("blockquote").text.strip() == "we never count the moon"
