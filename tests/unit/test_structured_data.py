"""Structured data: what it may say, and that nothing in it gets out of its element."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import structured_data
from relais.project import prepare
from relais.structured_data import describe
from relais.structured_parts import ImageFacts, SiteFacts, script
from tests import strategies
from tests.conftest import AS_OF
from tests.projects import ADA, DOORS, Project

if TYPE_CHECKING:
    from collections.abc import Callable

    from relais.structured_parts import Node

SITE = "https://lantern.example/"
CARD = ImageFacts("assets/cards/card.png", 1200, 630, "A card")


@pytest.fixture
def nodes(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, Node]]:
    """Return what gives the nodes of a page of the small site by their kind."""
    monkeypatch.setenv("RELAIS_AS_OF", AS_OF)

    def of(path: str) -> dict[str, Node]:
        prepared = prepare(project.root)
        page = next(page for page in prepared.pages if page.path == path)
        site = prepared.catalog.site
        facts = SiteFacts(
            url=SITE,
            default_language="en",
            name=site.name[page.language],
            tagline=site.tagline[page.language],
            contact=site.contact,
            trail=prepared.menus[page.language].trail,
            organisations="organisations/",
            languages=tuple(site.languages),
            logo=ImageFacts("assets/icons/icon.png", 512, 512, "Logo"),
        )
        document = describe(page, facts, str(page.title), str(page.summary or ""), CARD)
        return {node["@type"]: node for node in document["@graph"]} if document else {}

    return of


def test_interview_is_an_article_about_a_person(
    nodes: Callable[[str], dict[str, Node]],
) -> None:
    """Who speaks, for which organisation, who publishes it and since when."""
    article = nodes("partners/ada-example/")["Article"]
    assert article["headline"] == "Ada Example keeps the light on"
    assert article["inLanguage"] == "en"
    assert article["datePublished"] == "2024-05-01"
    assert article["author"] == article["publisher"] == {"@id": f"{SITE}#foundation"}
    person = article["about"]
    assert (person["@type"], person["name"], person["jobTitle"]) == (
        *("Person", "Ada Example", "Keeper"),
    )
    assert person["worksFor"]["@id"] == f"{SITE}organisations/harbour-house/#organisation"
    assert person["image"]["url"].startswith(f"{SITE}assets/pictures/ada-example")
    assert person["image"]["creditText"] == "Nobody"
    assert article["citation"][0]["url"] == "https://gazette.example/ada?page=1&part=2"


def test_uncovered_portrait_is_not_named(nodes: Callable[[str], dict[str, Node]]) -> None:
    """Without a release for the portrait there is only the card."""
    article = nodes("fr/partenaires/bruno-sample/")["Article"]
    assert "image" not in article["about"]
    assert [image["url"] for image in article["image"]] == [f"{SITE}{CARD.path}"]


def test_person_is_one_in_all_languages(nodes: Callable[[str], dict[str, Node]]) -> None:
    """Both editions speak of the same person and organisation, in their own words."""
    english = nodes("partners/ada-example/")["Article"]["about"]
    french = nodes("fr/partenaires/ada-example/")["Article"]["about"]
    assert english["@id"] == french["@id"]
    assert english["worksFor"]["@id"] == french["worksFor"]["@id"]
    assert (english["jobTitle"], french["jobTitle"]) == ("Keeper", "Gardienne")


def test_editions_name_each_other(nodes: Callable[[str], dict[str, Node]]) -> None:
    """The source edition names its translations, a translation its source, the rest nothing."""
    english = nodes("partners/ada-example/")["Article"]
    french = nodes("fr/partenaires/ada-example/")["Article"]
    assert english["workTranslation"] == [{"@id": french["@id"]}]
    assert french["translationOfWork"] == {"@id": english["@id"]}
    untranslated = nodes("partners/bruno-sample/")["Article"]
    assert not {"workTranslation", "translationOfWork"} & untranslated.keys()
    assert untranslated["inLanguage"] == "fr"
    assert nodes("fr/a-propos/")["AboutPage"]["translationOfWork"] == {"@id": f"{SITE}about/"}


def test_no_date_is_made_up(project: Project, nodes: Callable[[str], dict[str, Node]]) -> None:
    """A change is dated only if an editor did, and only once that day has come."""
    assert "dateModified" not in nodes("partners/ada-example/")["Article"]
    assert nodes("partners/bruno-sample/")["Article"]["datePublished"] == "2023-02-01"
    project.edit("content/partners/bruno-sample/index.fr.yml", "publish_on: 2023-02-01\n", "")
    assert "datePublished" not in nodes("partners/bruno-sample/")["Article"]
    for day, shown in (("2026-11-01", True), ("2026-11-02", False)):
        project.edit(ADA, "aliases: [ada]", f"aliases: [ada]\nupdated_on: {day}")
        article = nodes("partners/ada-example/")["Article"]
        assert (article.get("dateModified") == day) is shown
        project.edit(ADA, f"\nupdated_on: {day}", "")


def test_program_is_a_project_with_its_places(nodes: Callable[[str], dict[str, Node]]) -> None:
    """Since when, where, by whom, and supported by the foundation."""
    program = nodes("programs/open-doors/")["Project"]
    assert program["foundingDate"] == "2001-05"
    assert program["sponsor"] == {"@id": f"{SITE}#foundation"}
    assert [member["name"] for member in program["member"]] == ["Harbour House"]
    (place,) = program["location"]
    assert place["name"] == "Fiction-upon-Sea"
    assert place["geo"] == {"@type": "GeoCoordinates", "latitude": 48.5, "longitude": -1.5}
    assert nodes("fr/programmes/open-doors/")["Project"]["@id"] == program["@id"]


def test_home_introduces_foundation_and_site(nodes: Callable[[str], dict[str, Node]]) -> None:
    """The home page says most about both, and has no way above it."""
    found = nodes("")
    assert found["WebSite"]["alternateName"] == "A fictional foundation for tests"
    assert found["NGO"]["email"] == "hello@lantern.example"
    assert "BreadcrumbList" not in found
    assert not {"telephone", "address"} & found["NGO"].keys()


def test_lists_name_their_entries(nodes: Callable[[str], dict[str, Node]]) -> None:
    """A list counts all and names the first ones, in order."""
    entries = nodes("partners/")["CollectionPage"]["mainEntity"]
    assert entries["numberOfItems"] == 2
    assert [entry["position"] for entry in entries["itemListElement"]] == [1, 2]
    assert entries["itemListElement"][0]["url"] == f"{SITE}partners/ada-example/"


def test_long_list_names_only_its_beginning(
    nodes: Callable[[str], dict[str, Node]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long a list is, its page stays small."""
    monkeypatch.setattr(structured_data, "MOST_ENTRIES", 1)
    entries = nodes("partners/")["CollectionPage"]["mainEntity"]
    assert (entries["numberOfItems"], len(entries["itemListElement"])) == (2, 1)


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("partners/ada-example/", ["Home", "Interviews", "Ada Example keeps the light on"]),
        ("fr/programmes/open-doors/", ["Accueil", "Programmes", "Portes ouvertes"]),
        ("organisations/harbour-house/", ["Home", "Harbour House"]),
        ("programs/", ["Home", "Programs"]),
        ("about/", ["Home", "About the Lantern Fund"]),
    ],
)
def test_breadcrumb_leads_from_home(
    nodes: Callable[[str], dict[str, Node]], path: str, names: list[str]
) -> None:
    """Each page below home tells the way to it, which ends at itself."""
    crumbs = nodes(path)["BreadcrumbList"]["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == names
    assert crumbs[-1]["item"] == SITE + path


def test_wrong_address_says_nothing(nodes: Callable[[str], dict[str, Node]]) -> None:
    """The page for wrong addresses has no structured data."""
    assert nodes("404.html") == {}


def test_nothing_is_set_up_as_questions_for_search_results(
    project: Project, nodes: Callable[[str], dict[str, Node]]
) -> None:
    """An interview is no FAQ and no forum, and nothing is empty."""
    project.edit(DOORS, "since: 2001-05\n", "")
    for path in ("partners/ada-example/", "programs/open-doors/", ""):
        text = json.dumps(nodes(path))
        assert not any(word in text for word in ("FAQPage", "QAPage", "Rating", '""', "[]", "null"))


class Reader(HTMLParser):
    """Reads a page as a browser does: the script's text, and what else there is."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.text += data


HOSTILE = st.one_of(
    strategies.texts(),
    st.lists(
        st.sampled_from(
            [
                *("</script>", "<script>", "alert(1)", "<!--", "-->", "]]>", "</SCRIPT\t>", "&lt;"),
                *("\u2028", "\u2029", '"', "\\", "\\u003c", "é", "</", "script"),
            ]
        ),
        max_size=8,
    ).map("".join),
)


@given(st.dictionaries(HOSTILE, st.one_of(HOSTILE, st.lists(HOSTILE, max_size=3)), max_size=4))
def test_nothing_closes_the_script(document: dict[str, Any]) -> None:
    """Whatever the texts say, the browser sees one script whose JSON is what was put in."""
    text = script(document)
    assert not set(text) & set("<>&\u2028\u2029")
    reader = Reader(f'<script type="application/ld+json">{text}</script>')
    assert reader.tags == ["script"]
    assert json.loads(reader.text) == document


def test_hostile_title_stays_a_title(
    project: Project, nodes: Callable[[str], dict[str, Node]]
) -> None:
    """A title that tries to end the script is a title with these letters."""
    hostile = "</script><script>alert(1)</script>"
    project.edit(ADA, "title: Ada Example keeps the light on", f"title: {hostile}")
    article = nodes("partners/ada-example/")["Article"]
    assert article["headline"] == hostile
    assert "<" not in script(article)


def test_filtered_list_is_a_collection_below_the_whole_one(
    nodes: Callable[[str], dict[str, Node]],
) -> None:
    """Its breadcrumb leads over the whole list; its entries are counted."""
    found = nodes("partners/themes/light/")
    assert found["CollectionPage"]["mainEntity"]["numberOfItems"] == 2
    trail = [item["item"] for item in found["BreadcrumbList"]["itemListElement"]]
    assert trail == [SITE, f"{SITE}partners/", f"{SITE}partners/themes/light/"]
