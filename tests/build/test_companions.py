"""What a built site holds for other programs, and how its pages name it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import feedparser
import pytest

from tests.companions import breaks_of_atom
from tests.conftest import AS_OF
from tests.pages import page_files, parse_page
from tests.projects import ADA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

BASE = "https://fondation-sanofi-espoir.com/"


def test_every_page_names_the_feeds_of_its_language(small_site: Path, real_site: Path) -> None:
    """The head and the footer of each page lead to feeds that are there and in its language."""
    for site in (small_site, real_site):
        for path in page_files(site):
            page = parse_page(path)
            named = {
                link["type"]: link["href"]
                for link in page.all("link", rel="alternate")
                if "type" in link.attributes
            }
            assert named.keys() == {"application/atom+xml", "application/feed+json"}
            language = page.one("html")["lang"]
            for media_type, href in named.items():
                target = site / href.lstrip("/") if href.startswith("/") else path.parent / href
                feed = feedparser.parse(target.resolve().read_bytes())
                assert media_type.endswith("json") or feed.feed.language == language
                assert page.one("a", type=media_type)["href"] == href


def test_feed_of_the_real_site_is_valid_and_not_empty(real_site: Path) -> None:
    """The foundation's own feeds hold its interview and programs."""
    for name in ("feed.xml", "fr/feed.xml"):
        document = (real_site / name).read_bytes()
        assert breaks_of_atom(document) == []
        assert len(feedparser.parse(document).entries) >= 6


def test_former_address_leads_on(small_site: Path) -> None:
    """The page at a former address says in its language where the interview is, and goes there."""
    page = parse_page(small_site / "fr/partenaires/ada/index.html")
    assert page.one("html")["lang"] == "fr"
    assert page.one("link", rel="canonical")["href"] == f"{BASE}fr/partenaires/ada-example/"
    assert page.one("meta", name="robots")["content"] == "noindex"
    refresh = page.one("meta", **{"http-equiv": "refresh"})["content"]
    assert refresh == "0; url=../ada-example/"
    link = page.one("a")
    assert (link["href"], link.text) == ("../ada-example/", "Ada Example garde la lumière")
    assert page.text.startswith("Cette page a changé d’adresse")
    rules = (small_site / "_redirects").read_text("utf-8").splitlines()
    assert "/partners/ada/ /partners/ada-example/ 301" in rules


def test_former_addresses_are_in_no_list(small_site: Path) -> None:
    """Neither sitemap nor feeds nor llms.txt name an address that leads on."""
    for name in ("sitemap.xml", "feed.xml", "llms.txt", "data/interviews.json"):
        assert "partners/ada/" not in (small_site / name).read_text("utf-8")


def test_sitemap_is_not_made_twice(small_site: Path) -> None:
    """The builder's own compressed sitemap, which notes the time, is not there."""
    assert not list(small_site.rglob("*.gz"))


@pytest.mark.parametrize("name", ["data", "assets", "fr"])
def test_folder_of_files_is_no_page(project: Project, name: str) -> None:
    """No page and no section stands where other files do."""
    project.write(f"docs/{name}.md", project.path("docs/about.md").read_bytes())
    assert {item.code for item in project.new_diagnostics()} == {"same-address"}
    project.path(f"docs/{name}.md").unlink()
    project.edit("content/site.yml", "{en: partners,", f"{{en: {name},")
    assert [item.code for item in project.new_diagnostics()] == ["same-address"]


def test_site_without_an_address_leaves_out_what_needs_one(project: Project) -> None:
    """Without site_url there are no feeds, no sitemap and no data, and no page names them."""
    text = project.path("mkdocs.yml").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("site_url")]
    project.write("mkdocs.yml", "\n".join(lines))
    site = project.build("--as-of", "2026-11-01")
    for name in ("feed.xml", "feed.json", "sitemap.xml", "llms.txt", "data"):
        assert not (site / name).exists()
    page = parse_page(site / "index.html")
    assert page.all("link", rel="alternate") == []
    assert page.all("a", type="application/atom+xml") == []
    assert (site / "robots.txt").read_text() == "User-agent: *\nAllow: /\n"
    assert not parse_page(site / "partners/ada/index.html").all("link", rel="canonical")


def test_later_change_dates_feeds_and_sitemap(project: Project) -> None:
    """The day that an editor names as the last change is what programs read, once it has come."""
    project.edit(ADA, "publish_on: 2024-05-01", "publish_on: 2024-05-01\nupdated_on: 2025-06-07")
    site = project.build("--as-of", AS_OF)
    entry = next(e for e in feedparser.parse(site / "feed.xml").entries if "ada" in e.link)
    assert entry.published.startswith("2024-05-01")
    assert entry.updated.startswith("2025-06-07")
    item = next(
        item
        for item in json.loads((site / "feed.json").read_text("utf-8"))["items"]
        if "ada" in item["url"]
    )
    assert item["date_modified"].startswith("2025-06-07")
    assert "<lastmod>2025-06-07</lastmod>" in (site / "sitemap.xml").read_text("utf-8")
