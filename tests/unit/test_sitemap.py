"""The sitemap: every page once, reciprocal, dated only by the content, and never too large."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais import sitemap
from tests.companions import ADDRESS, parse_xml, public
from tests.large_site import Size, enlarge

if TYPE_CHECKING:
    from relais.project import PublicProject
    from tests.projects import Project

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def entries(document: bytes) -> dict[str, dict[str, str]]:
    """Return the alternates of each address of a sitemap, by language."""
    return {
        url.findtext(f"{MAP}loc", ""): {
            link.get("hreflang", ""): link.get("href", "") for link in url.findall(LINK)
        }
        for url in parse_xml(document).findall(f"{MAP}url")
    }


def whole(project: PublicProject) -> bytes:
    """Return sitemap.xml."""
    return dict(sitemap.files(project, ADDRESS))["sitemap.xml"]


def test_every_page_is_there_once(small_project: PublicProject) -> None:
    """Each page but those for wrong addresses has one entry, with its full address."""
    pages = [f"{ADDRESS}{page.path}" for page in small_project.pages if page.kind != "not-found"]
    assert sorted(entries(whole(small_project))) == sorted(pages)
    assert whole(small_project).count(b"<loc>") == len(pages)


def test_further_pages_of_a_list_are_left_out(project: Project) -> None:
    """The first page of a list is there; the second, to which it leads, is not."""
    enlarge(project, Size(interviews=25, programs=1))
    found = entries(whole(public(project.root, "2026-11-01")))
    assert f"{ADDRESS}partners/" in found
    assert f"{ADDRESS}partners/themes/theme-0/" in found
    assert not [address for address in found if "/page/" in address]


def test_languages_name_each_other(small_project: PublicProject) -> None:
    """Each entry names itself, its twin and the default, and its twin says the same."""
    found = entries(whole(small_project))
    for address, alternates in found.items():
        assert alternates.keys() == {"en", "fr", "x-default"}
        assert address in (alternates["en"], alternates["fr"])
        assert alternates["x-default"] == alternates["en"]
        assert all(found[other] == alternates for other in alternates.values())


def test_only_what_the_content_dates_has_a_date(small_project: PublicProject) -> None:
    """An interview's date is its day of publication; a list or a written page has none."""
    dated = {
        url.findtext(f"{MAP}loc", "").removeprefix(ADDRESS): url.findtext(f"{MAP}lastmod")
        for url in parse_xml(whole(small_project)).findall(f"{MAP}url")
        if url.find(f"{MAP}lastmod") is not None
    }
    assert dated == {
        "partners/ada-example/": "2024-05-01",
        "fr/partenaires/ada-example/": "2024-05-01",
        "partners/bruno-sample/": "2023-02-01",
        "fr/partenaires/bruno-sample/": "2023-02-01",
        "programs/open-doors/": "2022-11-30",
        "fr/programmes/open-doors/": "2022-11-30",
    }


def test_large_sitemap_is_an_index_of_parts(small_project: PublicProject) -> None:
    """More pages, or more bytes, than the protocol allows are divided among several files."""
    everything = entries(whole(small_project))
    limits = ({"most_pages": 5}, {"most_bytes": 2000}, {"most_pages": 3, "most_bytes": 3000})
    for limit in limits:
        files = dict(sitemap.sitemaps(small_project, ADDRESS, **limit))
        index = parse_xml(files.pop("sitemap.xml"))
        places = [place.text for place in index.iter(f"{MAP}loc")]
        assert places == [f"{ADDRESS}{name}" for name in files]
        parts = [entries(part) for part in files.values()]
        assert {address: links for part in parts for address, links in part.items()} == everything
        assert sum(map(len, parts)) == len(everything)
        assert all(0 < len(part) <= limit.get("most_pages", 50_000) for part in parts)
        assert all(len(part) <= limit.get("most_bytes", 50 * 2**20) for part in files.values())


def test_robots_may_read_everything_and_find_the_sitemap(small_project: PublicProject) -> None:
    """robots.txt hides nothing, since what it hid it would tell."""
    robots = dict(sitemap.files(small_project, ADDRESS))["robots.txt"].decode()
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {ADDRESS}sitemap.xml\n"


def test_without_an_address_there_is_no_sitemap(small_project: PublicProject) -> None:
    """A sitemap of relative addresses would be wrong, so there is none, and none is named."""
    assert dict(sitemap.files(small_project, "")) == {"robots.txt": b"User-agent: *\nAllow: /\n"}
