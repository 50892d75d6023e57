"""Lists of 2,000 interviews: each page stays small, and every link on it leads somewhere."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import jinja2  # noqa: TID251 - the templates are rendered by themselves
import pytest

from relais.presentation import Presenter
from relais.views import ListContent
from tests.companions import ADDRESS, public
from tests.large_site import Size, enlarge
from tests.projects import REPOSITORY, make_project

if TYPE_CHECKING:
    from relais.project import PublicProject
    from relais.views import PageDescription

LARGEST = 60_000
"""Bytes of HTML that a page of a list may have."""


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> PublicProject:
    """Return a site of 2,000 interviews about 300 programs in 60 countries."""
    project = make_project(tmp_path_factory.mktemp("large") / "project")
    size = Size(interviews=2000, programs=300, themes=30, populations=30, countries=60)
    enlarge(project, size)
    return public(project.root, "2026-11-01")


@pytest.fixture(scope="module")
def rendered(large: PublicProject) -> dict[str, str]:
    """Return the HTML of every page of a list, by path, from the templates themselves."""
    loader = jinja2.FileSystemLoader(REPOSITORY / "overrides")
    # As scripts/mkdocs_hooks.py sets it.
    environment = jinja2.Environment(
        loader=loader,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return {page.path: _render(environment, large, page) for page in _lists(large)}


def _lists(project: PublicProject) -> list[PageDescription]:
    return [page for page in project.pages if isinstance(page.content, ListContent)]


def _render(environment: jinja2.Environment, project: PublicProject, page: PageDescription) -> str:
    return environment.get_template(f"{page.kind}.html").render(
        description=page,
        content=page.content,
        site=project.catalog.site,
        show=Presenter(project, page, ADDRESS),
    )


def test_no_page_of_a_list_is_large(rendered: dict[str, str]) -> None:
    """Whatever the number of entries, values and pages, a page has at most 60 kB of HTML."""
    sizes = {path: len(html.encode()) for path, html in rendered.items()}
    assert sizes["partners/page/84/"] > 0
    largest = max(sizes, key=lambda path: sizes[path])
    assert sizes[largest] <= LARGEST, (largest, sizes[largest])


def test_every_link_leads_to_a_page(large: PublicProject, rendered: dict[str, str]) -> None:
    """Filters, numbers of pages, cards and menus lead to pages of the site."""
    paths = {page.path for page in large.pages}
    files = ("assets/", "manifest", "site.webmanifest", "feed.")
    broken = set()
    for path, html in rendered.items():
        for link in re.findall(r'<a [^>]*?href="([^"#]+)"', html):
            target = urljoin(ADDRESS + path, link).removeprefix(ADDRESS)
            if target not in paths and not target.removeprefix("fr/").startswith(files):
                broken.add((path, link))
    assert not broken


def test_lists_in_both_languages_name_each_other(large: PublicProject) -> None:
    """Each page of a list has its twin, with the same value, number and entries."""
    pages = {page.path: page for page in _lists(large)}
    for page in pages.values():
        for language, path in page.alternates.items():
            twin = pages[path]
            assert twin.language == language
            assert twin.alternates == page.alternates
            assert isinstance(page.content, ListContent)
            assert isinstance(twin.content, ListContent)
            assert twin.content.number == page.content.number
            assert [card.slug for card in twin.content.interviews] == [
                card.slug for card in page.content.interviews
            ]


def test_each_list_has_a_title_of_its_own(rendered: dict[str, str]) -> None:
    """No two pages of one language share their title or their canonical address."""
    english = [html for path, html in rendered.items() if not path.startswith("fr/")]
    for pattern in ("<title>(.*?)</title>", '<link rel="canonical" href="(.*?)">'):
        found = [re.findall(pattern, html) for html in english]
        assert all(len(one) == 1 for one in found)
        assert len({one[0] for one in found}) == len(english)
