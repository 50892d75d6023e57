"""A withdrawn interview leaves nothing in the site but a page that names nobody."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from relais.addresses import GONE_MARK
from tests.conftest import AS_OF
from tests.pages import parse_page
from tests.projects import ADA, ADA_FRENCH, make_project

if TYPE_CHECKING:
    from pathlib import Path

ADDRESSES = [
    *("partners/ada-example/", "partners/ada/"),
    *("fr/partenaires/ada-example/", "fr/partenaires/ada/"),
]
SITE_URL = {"SITE_URL": "https://lantern.example/"}
TRACES = [
    *("Ada Example", "ada-example", "partners/ada", "Keeper", "Gardienne", "seven lamps"),
    *("sept lampes", "never count the moon", "Lantern Gazette, url", "gazette.example"),
    *("coloured squares", "carrés colorés", "R-0001", "fictional keeper", "gardienne fictive"),
]
"""What only this interview says, its slug included."""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Return the small site before and after Ada's withdrawal."""
    project = make_project(tmp_path_factory.mktemp("gone") / "project")
    address = ("--as-of", AS_OF)
    done = project.relais("build", "--output", "before", *address, environment=SITE_URL)
    assert done.returncode == 0, done.stderr
    done = project.relais("withdraw", "ada-example")
    assert done.returncode == 0, done.stderr
    done = project.relais("build", "--output", "after", *address, environment=SITE_URL)
    assert done.returncode == 0, done.stderr
    return project.path("before"), project.path("after")


def holding(site: Path, trace: str) -> list[str]:
    """Return the files of a site that hold some words, in any form in which they may stand."""
    forms = {trace, trace.casefold(), trace.upper(), trace.replace(" ", "%20")}
    forms |= {trace.encode("unicode_escape").decode(), trace.replace(" ", "\u00a0")}
    return [
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and any(form.encode() in path.read_bytes() for form in forms)
    ]


@pytest.mark.parametrize("trace", TRACES)
def test_no_byte_of_the_site_tells_of_it(sites: tuple[Path, Path], trace: str) -> None:
    """Pages, lists, feeds, exports, redirects, server files: nothing holds a word of it."""
    before, after = sites
    if trace not in {"R-0001", "Lantern Gazette, url"}:  # those were never shown
        assert holding(before, trace)
    assert holding(after, trace) == []


def test_no_picture_of_it_remains(sites: tuple[Path, Path]) -> None:
    """No portrait, in any size or form, and no card of the interview is in the site."""
    before, after = sites

    def pictures(site: Path) -> set[tuple[str, str]]:
        found = [*site.glob("assets/pictures/*"), *site.glob("assets/cards/*")]
        return {(p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in found}

    assert any("ada-example" in name for name, _ in pictures(before))
    assert not any("ada" in name for name, _ in pictures(after))
    portraits = {digest for name, digest in pictures(before) if name.startswith("ada-example")}
    assert not portraits & {digest for _, digest in pictures(after)}


@pytest.mark.parametrize("address", ADDRESSES)
def test_its_addresses_answer_with_a_neutral_page(sites: tuple[Path, Path], address: str) -> None:
    """Each address, former ones included, says in its language that it is gone, and leads on."""
    after = sites[1]
    page = parse_page(after / address / "index.html")
    language = "fr" if address.startswith("fr/") else "en"
    assert page.one("html")["lang"] == language
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert page.one("h1").text in {
        "This page is no longer available",
        "Cette page n’est plus disponible",
    }
    links = [link["href"] for link in page.all("a")]
    assert links
    for link in links:
        assert (after / link.strip("/") / "index.html").is_file(), link
    assert not page.all("link", rel="canonical")
    assert (after / address / GONE_MARK).is_file()


def test_every_neutral_page_of_a_language_is_the_same(sites: tuple[Path, Path]) -> None:
    """The page cannot tell whose address it stands at."""
    after = sites[1]
    for language in ("", "fr/"):
        pages = {
            (after / address / "index.html").read_bytes()
            for address in ADDRESSES
            if address.startswith("fr/") == bool(language)
        }
        assert pages == {(after / f"{language}410.html").read_bytes()}


def test_no_list_of_what_is_gone_can_be_read(sites: tuple[Path, Path]) -> None:
    """Neither the sitemap nor the redirects nor the servers' rules name an address of it."""
    after = sites[1]
    for name in ("sitemap.xml", "_server/nginx.conf", "_server/Caddyfile", "_headers"):
        assert "ada" not in (after / name).read_text("utf-8").replace("header", "")
    assert not (after / "_redirects").exists()
    assert "410" not in (after / "sitemap.xml").read_text("utf-8")


def test_withdrawal_says_where_the_person_still_stands(tmp_path: Path) -> None:
    """Other texts that name the person or link there are listed; so is what Git keeps."""
    project = make_project(tmp_path / "project")
    project.edit("docs/about.md", "Nobody is.", "ADA  EXAMPLE is.")
    done = project.relais("withdraw", "ada-example")
    assert done.returncode == 0
    places = [line.strip() for line in done.stdout.splitlines() if line.startswith("  content")]
    assert "content/programs/open-doors/index.en.md:32" in places
    assert "  docs/about.md:6" in done.stdout
    assert "git filter-repo --invert-paths --path content/partners/ada-example/" in done.stdout
    again = project.relais("withdraw", "ada-example", "--lang", "fr")
    assert again.returncode == 0
    assert "était déjà retiré" in again.stdout


def test_withdrawal_changes_one_line(tmp_path: Path) -> None:
    """Only the status changes, in the source edition alone."""
    project = make_project(tmp_path / "project")
    before = [project.path(name).read_text("utf-8") for name in (ADA, ADA_FRENCH)]
    assert project.relais("withdraw", "interview:ada-example").returncode == 0
    after = [project.path(name).read_text("utf-8") for name in (ADA, ADA_FRENCH)]
    assert after == [before[0].replace("status: published", "status: withdrawn"), before[1]]
