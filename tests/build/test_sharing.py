"""What shared links, search engines and home screens find on every built page."""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image
from pyld import jsonld

from tests.pages import ParsedPage, page_files, parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.projects import Project

BASE = "https://fondation-sanofi-espoir.com/"
SCHEMA = "https://schema.org/"
CONTEXT = {
    "@context": {
        "@vocab": SCHEMA,
        **{name: {"@type": "@id"} for name in ("url", "item", "image", "logo")},
        **{name: {"@type": "Date"} for name in ("datePublished", "dateModified", "foundingDate")},
    }
}
"""What of schema.org's own context matters here: which values are addresses and dates."""

REQUIRED = {
    "WebPage": {"url", "name", "inLanguage", "isPartOf", "primaryImageOfPage"},
    "AboutPage": {"url", "name", "description", "inLanguage", "isPartOf", "breadcrumb"},
    "ContactPage": {"url", "name", "description", "inLanguage", "isPartOf", "breadcrumb"},
    "CollectionPage": {"url", "name", "description", "inLanguage", "mainEntity", "breadcrumb"},
    "Article": {"headline", "description", "inLanguage", "about", "author", "publisher", "image"},
    "Person": {"name", "jobTitle", "worksFor"},
    "Project": {"name", "description", "url", "sponsor"},
    "NGO": {"name"},
    "WebSite": {"name", "url", "inLanguage", "publisher"},
    "BreadcrumbList": {"itemListElement"},
    "ItemList": {"numberOfItems"},
    "ListItem": {"position", "name"},
    "ImageObject": {"url", "width", "height", "caption"},
    "CreativeWork": {"name"},
    "Place": {"name", "address", "geo"},
    "GeoCoordinates": {"latitude", "longitude"},
    "PostalAddress": {"addressCountry"},
    "Country": {"name"},
}
"""What each kind of thing must say, whatever the content leaves out."""


@pytest.fixture(params=["small_site", "real_site"])
def site(request: pytest.FixtureRequest) -> Path:
    """Return each of the built sites."""
    folder: Path = request.getfixturevalue(request.param)
    return folder


def pages(site: Path) -> Iterator[tuple[str, ParsedPage]]:
    """Yield every page but those for wrong addresses, with its path in the site."""
    for path in page_files(site):
        if path.name != "404.html":
            yield str(path.relative_to(site)).removesuffix("index.html"), parse_page(path)


def properties(page: ParsedPage) -> dict[str, str]:
    """Return a page's properties for sharing; none may be there twice."""
    found = [
        (meta.attributes.get("property") or meta.attributes.get("name", ""), meta["content"])
        for meta in page.all("meta")
        if "content" in meta.attributes and meta.attributes.get("name") != "theme-color"
    ]
    assert len(dict(found)) == len(found)
    return {name: value for name, value in found if name.partition(":")[0] in OUR_PREFIXES}


OUR_PREFIXES = {"og", "article", "twitter"}


def expanded(page: ParsedPage) -> list[dict[str, Any]]:
    """Return a page's structured data as a JSON-LD processor understands it."""
    text = page.one("script", type="application/ld+json").text

    def load(url: str, _: object) -> dict[str, Any]:
        assert url in ("https://schema.org", "https://schema.org/")
        return {
            "contextUrl": None,
            "documentUrl": url,
            "document": CONTEXT,
            "contentType": "application/ld+json",
        }

    nodes: list[dict[str, Any]] = jsonld.expand(json.loads(text), {"documentLoader": load})
    return nodes


def things(value: object) -> Iterator[dict[str, Any]]:
    """Yield every node of expanded JSON-LD, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from things(item)
    elif isinstance(value, dict):
        if "@type" in value and "@value" not in value:
            yield value
        for item in value.values():
            yield from things(item)


def kind(thing: dict[str, Any]) -> str:
    """Return the type of a node, which has exactly one."""
    (name,) = thing["@type"]
    return str(name).removeprefix(SCHEMA)


def test_shared_link_shows_the_person(small_site: Path) -> None:
    """The head has the properties that shared links are shown with, by their exact names."""
    shared = properties(parse_page(small_site / "partners/ada-example/index.html"))
    image = shared.pop("og:image")
    assert re.fullmatch(f"{BASE}assets/cards/[0-9a-f]{{16}}\\.jpg", image)
    alt = "Picture for sharing: Interview, Ada Example, Keeper, Harbour House, Lantern Fund"
    assert shared == {
        "og:type": "article",
        "og:site_name": "Lantern Fund",
        "og:title": "Ada Example keeps the light on",
        "og:description": "A fictional keeper talks about fictional lamps.",
        "og:url": f"{BASE}partners/ada-example/",
        "og:locale": "en_GB",
        "og:locale:alternate": "fr_FR",
        "article:published_time": "2024-05-01",
        "og:image:type": "image/jpeg",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": alt,
        "twitter:card": "summary_large_image",
        "twitter:image:alt": alt,
    }


def test_every_page_can_be_shared(site: Path) -> None:
    """Each page in each language names itself and a card that exists in the right size."""
    for path, page in pages(site):
        shared = properties(page)
        assert shared["og:url"] == BASE + path
        french = page.one("html")["lang"] == "fr"
        assert shared["og:locale"] == ("fr_FR" if french else "en_GB")
        assert shared["og:locale:alternate"] == ("en_GB" if french else "fr_FR")
        for name in ("og:title", "og:description", "og:site_name", "og:image:alt"):
            assert shared[name].strip(), (path, name)
        card = site / shared["og:image"].removeprefix(BASE)
        with Image.open(card) as picture:
            assert (str(picture.width), str(picture.height)) == ("1200", "630")
            assert Image.MIME[picture.format or ""] == shared["og:image:type"]


def test_cards_are_light_and_carry_no_metadata(small_site: Path, real_site: Path) -> None:
    """No card is above 100 KB or knows where, when or with what a portrait was taken."""
    for site in (small_site, real_site):
        paths = sorted((site / "assets/cards").iterdir())
        assert paths
        for path in paths:
            data = path.read_bytes()
            assert len(data) <= 100 * 1024
            assert b"SECRET-CAMERA" not in data
            with Image.open(io.BytesIO(data)) as picture:
                assert not picture.getexif()
                assert not {"exif", "icc_profile", "xmp", "comment"} & set(picture.info)


def test_only_cards_of_covered_portraits_are_photographs(small_site: Path) -> None:
    """Ada agreed to her portrait, so her two cards are photographs; no other card is one."""
    named = {
        properties(parse_page(small_site / name / "index.html"))["og:image"].rpartition("/")[2]
        for name in ("partners/ada-example", "fr/partenaires/ada-example")
    }
    photographs = {path.name for path in (small_site / "assets/cards").glob("*.jpg")}
    assert photographs == named
    assert len(named) == 2


def test_every_card_belongs_to_a_page(site: Path) -> None:
    """No card is published that no page names."""
    named = {properties(page)["og:image"].removeprefix(BASE) for _, page in pages(site)}
    assert named == {str(path.relative_to(site)) for path in (site / "assets/cards").iterdir()}


def test_structured_data_is_understood(site: Path) -> None:
    """On every page each thing says what its kind requires, with full addresses and real dates."""
    for path, page in pages(site):
        found = expanded(page)
        assert found, path
        for thing in things(found):
            names = {name.removeprefix(SCHEMA) for name in thing}
            assert REQUIRED[kind(thing)] <= names, (path, thing)
            for name in ("url", "item"):
                for value in thing.get(SCHEMA + name, []):
                    assert re.match("https?://", value["@id"])
            for name in ("datePublished", "dateModified", "foundingDate"):
                for value in thing.get(SCHEMA + name, []):
                    assert re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value["@value"])


def test_structured_data_joins_to_one_graph(site: Path) -> None:
    """Each page speaks of the same foundation and site, and says where it stands below home."""
    for path, page in pages(site):
        found = list(things(expanded(page)))
        ids = {thing.get("@id") for thing in found}
        assert {BASE + path, f"{BASE}#foundation", f"{BASE}#website"} <= ids
        crumbs = [thing for thing in found if kind(thing) == "BreadcrumbList"]
        assert len(crumbs) == (0 if path in ("", "fr/") else 1), path


def test_structured_data_names_what_exists(site: Path) -> None:
    """Every page and picture of the site that structured data names is there."""
    for path, page in pages(site):
        for thing in things(expanded(page)):
            for name in ("url", "item"):
                for value in thing.get(SCHEMA + name, []):
                    address = value["@id"]
                    if not address.startswith(BASE):
                        continue
                    target = site / address.removeprefix(BASE)
                    target = target / "index.html" if address.endswith("/") else target
                    assert target.is_file(), (path, address)


def test_language_is_the_one_that_is_shown(small_site: Path) -> None:
    """The English page of a French interview says that its text is French."""
    page = parse_page(small_site / "partners/bruno-sample/index.html")
    (article,) = (thing for thing in things(expanded(page)) if kind(thing) == "Article")
    assert article[f"{SCHEMA}inLanguage"] == [{"@value": "fr"}]


def test_organisation_is_described(small_site: Path) -> None:
    """An organisation has its name, its own site, its year and its country."""
    page = parse_page(small_site / "organisations/harbour-house/index.html")
    (found,) = (
        thing
        for thing in things(expanded(page))
        if thing.get("@id") == f"{BASE}organisations/harbour-house/#organisation"
    )
    assert kind(found) == "NGO"
    assert found[f"{SCHEMA}name"] == [{"@value": "Harbour House"}]
    assert found[f"{SCHEMA}url"] == [{"@id": "https://harbour-house.example/"}]
    assert found[f"{SCHEMA}foundingDate"] == [{"@type": f"{SCHEMA}Date", "@value": "1999"}]
    (address,) = found[f"{SCHEMA}address"]
    assert address[f"{SCHEMA}addressCountry"] == [{"@value": "FR"}]


def test_site_without_an_address_claims_none(project: Project) -> None:
    """Where nobody knows the site's address, no page says anything with a full address."""
    project.edit("mkdocs.yml", '!ENV [SITE_URL, "https://fondation-sanofi-espoir.com/"]', "")
    page = parse_page(project.build() / "partners/ada-example/index.html")
    assert properties(page) == {}
    assert not page.all("script", type="application/ld+json")
    assert not page.all("link", rel="canonical")


def test_home_screens_find_icons_and_a_manifest(site: Path) -> None:
    """Each page names its language's manifest and an icon; what they name exists."""
    assert (site / "favicon.ico").read_bytes().startswith(b"\0\0\1\0")
    for path in page_files(site):
        page = parse_page(path)
        if path.name == "404.html":
            continue
        manifest = (path.parent / page.one("link", rel="manifest")["href"]).resolve()
        content = json.loads(manifest.read_text("utf-8"))
        assert content["lang"] == page.one("html")["lang"]
        assert (manifest.parent / content["start_url"] / "index.html").is_file()
        for icon in content["icons"]:
            assert (manifest.parent / icon["src"]).is_file()
        assert (path.parent / page.one("link", rel="apple-touch-icon")["href"]).is_file()
        colours = {meta["media"] for meta in page.all("meta", name="theme-color")}
        assert colours == {"(prefers-color-scheme: light)", "(prefers-color-scheme: dark)"}
