"""Lists page by page and by value: every entry once, right counts, and addresses of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relais.addresses import FACETS
from relais.facets import Facets
from relais.lists import LONGEST, MOST_CHOICES, MOST_SHOWN
from relais.pages import describe
from relais.views import (
    InterviewContent,
    ListContent,
    OrganisationContent,
    ProgramContent,
    Step,
    ThemeContent,
)
from tests.companions import public
from tests.large_site import Size, enlarge
from tests.projects import ADA, DOORS, make_project

if TYPE_CHECKING:
    from relais.project import PublicProject
    from relais.publication import PublicCatalog
    from relais.views import PageDescription
    from tests.projects import Project

DAY = date(2026, 11, 1)
BRUNO = "content/partners/bruno-sample/index.fr.yml"
SITE = "content/site.yml"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> PublicProject:
    """Return a site with 60 generated interviews and 30 programs."""
    project = make_project(tmp_path_factory.mktemp("many") / "project")
    enlarge(project, Size(interviews=60, programs=30, themes=3, organisations=2))
    return public(project.root, "2026-11-01")


def lists(pages: list[PageDescription], language: str) -> dict[str, ListContent]:
    """Return the pages of lists of one language by path."""
    return {
        page.path: page.content
        for page in pages
        if isinstance(page.content, ListContent) and page.language == language
    }


def slugs(content: ListContent) -> list[str]:
    """Return what a page of a list shows."""
    return [card.slug for card in content.interviews or content.programs]


def test_each_value_in_use_has_a_list(project: Project) -> None:
    """Interviews and programs have lists by theme, country, population and, the first, program."""
    english = lists(list(project.pages(DAY).values()), "en")
    assert {path: slugs(content) for path, content in english.items()} == {
        "partners/": ["ada-example", "bruno-sample"],
        "partners/themes/light/": ["ada-example", "bruno-sample"],
        "partners/themes/warmth/": ["ada-example"],
        "partners/countries/fr/": ["ada-example"],
        "partners/countries/no/": ["ada-example"],
        "partners/populations/night-owls/": ["ada-example"],
        "partners/programs/open-doors/": ["ada-example", "bruno-sample"],
        "programs/": ["open-doors"],
        "programs/themes/warmth/": ["open-doors"],
        "programs/countries/fr/": ["open-doors"],
        "programs/populations/night-owls/": ["open-doors"],
    }


def test_french_words_stand_in_french_addresses(project: Project) -> None:
    """The same list in the other language is the same value and number."""
    page = project.pages(DAY)["partners/countries/fr/"]
    assert page.alternates == {
        "en": "partners/countries/fr/",
        "fr": "fr/partenaires/pays/fr/",
    }


def test_filters_count_what_their_lists_hold(project: Project) -> None:
    """The number beside a value is the number of entries on its list."""
    pages = project.pages(DAY)
    content = lists(list(pages.values()), "fr")["fr/partenaires/"]
    shown = {
        one.name: [(str(choice.link.title), choice.count) for choice in one.choices]
        for one in content.filters
    }
    assert shown == {
        "themes": [("Chaleur", 1), ("Lumière", 2)],
        "countries": [("France", 1), ("Norvège", 1)],
        "populations": [("Oiseaux de nuit", 1)],
        "programs": [("Portes ouvertes", 2)],
    }
    for one in content.filters:
        for choice in one.choices:
            listed = pages[choice.link.path].content
            assert isinstance(listed, ListContent)
            assert (listed.total, listed.active) == (choice.count, choice.link)


def test_country_of_a_place_counts(project: Project) -> None:
    """A program that names a country only by its places is on that country's list."""
    project.edit(DOORS, "countries: [FR]\n", "")
    assert "programs/countries/fr/" in project.pages(DAY)


def test_list_leads_to_the_other_sections_list(project: Project) -> None:
    """Interviews in a country lead to its programs and back; where there are none, nowhere."""
    pages = project.pages(DAY)
    ways = {}
    for path in ("partners/countries/fr/", "programs/countries/fr/", "partners/countries/no/"):
        content = pages[path].content
        assert isinstance(content, ListContent)
        ways[path] = content.other and (content.other.link.path, content.other.count)
    assert ways == {
        "partners/countries/fr/": ("programs/countries/fr/", 1),
        "programs/countries/fr/": ("partners/countries/fr/", 1),
        "partners/countries/no/": None,
    }


def test_drafts_are_on_no_list(project: Project) -> None:
    """A value that only drafts have has no list, and counts leave drafts out."""
    project.edit(ADA, "status: published", "status: draft")
    project.edit(SITE, "featured: ada-example\n", "")
    pages = project.pages(DAY)
    assert "partners/countries/no/" not in pages
    listed = pages["partners/themes/light/"].content
    assert isinstance(listed, ListContent)
    assert listed.total == 1


def test_one_entry_needs_no_filter(project: Project) -> None:
    """A list of one entry offers nothing to choose."""
    content = project.pages(DAY)["programs/"].content
    assert isinstance(content, ListContent)
    assert content.filters == ()


def test_pages_of_a_list_are_numbered(many: PublicProject) -> None:
    """24 entries stand on a page; each page knows its place among all, and its neighbours."""
    found = [many.page_at(path).content for path in ("partners/", "partners/page/2/")]
    found.append(many.page_at("partners/page/3/").content)
    assert all(isinstance(content, ListContent) for content in found)
    shown = [
        (c.number, c.first, c.last, c.total, c.beside(-1), c.beside(1))
        for c in found
        if isinstance(c, ListContent)
    ]
    assert shown == [
        (1, 1, 24, 62, None, "partners/page/2/"),
        (2, 25, 48, 62, "partners/", "partners/page/3/"),
        (3, 49, 62, 62, "partners/page/2/", None),
    ]
    assert many.page_at("partners/page/2/").alternates["fr"] == "fr/partenaires/page/2/"
    assert all("partners/page/4/" not in page.path for page in many.pages)


def test_filter_offers_the_commonest_values_and_the_present_one(many: PublicProject) -> None:
    """Of many values 24 are offered in alphabetical order, and always the one that is shown."""
    content = many.page_at("partners/").content
    assert isinstance(content, ListContent)
    programs = next(one for one in content.filters if one.name == "programs")
    assert len(programs.choices) == MOST_CHOICES
    assert programs.rest is not None
    assert programs.rest.path == "programs/"
    titles = [str(choice.link.title) for choice in programs.choices]
    assert titles == sorted(titles)
    everywhere = [p.content for p in many.pages if p.path.startswith("partners/programs/")]
    assert len(everywhere) == 31
    for shown in everywhere:
        assert isinstance(shown, ListContent)
        own = next(one for one in shown.filters if one.name == "programs")
        assert [c for c in own.choices if c.link == shown.active]


def test_other_pages_show_twelve_and_lead_to_all(many: PublicProject) -> None:
    """A theme, an organisation and a program show the newest twelve and the way to the rest."""
    facets = Facets(many.catalog)
    for path, facet, value in (
        ("themes/theme-0/", "themes", "theme-0"),
        ("organisations/house-0/", "organisations", "house-0"),
    ):
        content = many.page_at(path).content
        assert isinstance(content, ThemeContent | OrganisationContent)
        newest = facets.entries("interviews", facet, value)
        assert [card.slug for card in content.interviews] == list(newest[:MOST_SHOWN])
        assert content.all_interviews is not None
        assert content.all_interviews.count == len(newest)
        listed = many.page_at(content.all_interviews.link.path).content
        assert isinstance(listed, ListContent)
        assert listed.total == len(newest)
    program = many.page_at("programs/program-0/").content
    assert isinstance(program, ProgramContent)
    assert (len(program.interviews), program.all_interviews) == (2, None)


def test_organisation_that_shows_all_has_no_list_beside_it(many: PublicProject) -> None:
    """An organisation's own page is the list of its few interviews."""
    paths = {page.path for page in many.pages}
    assert "partners/organisations/house-0/" in paths
    assert "partners/organisations/harbour-house/" not in paths


def test_values_on_an_interview_lead_to_their_lists(project: Project) -> None:
    """The countries and the people that an interview is about are links to lists that are there."""
    pages = project.pages(DAY)
    content = pages["fr/partenaires/ada-example/"].content
    assert isinstance(content, InterviewContent)
    links = [*content.countries, *content.populations]
    assert [(str(link.title), link.path) for link in links] == [
        ("France", "fr/partenaires/pays/fr/"),
        ("Norvège", "fr/partenaires/pays/no/"),
        ("Oiseaux de nuit", "fr/partenaires/publics/night-owls/"),
    ]
    assert all(link.path in pages for link in links)


values = st.sampled_from(["one", "two", "three"])
entries = st.lists(
    st.tuples(st.lists(values, max_size=3), st.dates(date(2020, 1, 1), date(2020, 1, 9))),
    max_size=70,
)


def with_interviews(
    catalog: PublicCatalog, generated: list[tuple[list[str], date]]
) -> PublicCatalog:
    """Return the catalog with these interviews only: their themes and the day of each."""
    ada = catalog.interviews["ada-example"]
    interviews = {}
    for number, (themes, day) in enumerate(generated):
        update = {"themes": themes, "publish_on": day}
        slug = f"person-{number:02}"
        source = ada.source.model_copy(update=update)
        interviews[slug] = replace(ada, slug=slug, source=source)
    made_up = {name: {"en": name, "fr": name} for name in ("one", "two", "three")}
    all_themes = {**catalog.themes, **made_up}
    site = catalog.site.model_copy(update={"featured": None})
    return replace(catalog, interviews=interviews, themes=all_themes, site=site)


@settings(max_examples=40)
@given(generated=entries)
def test_every_entry_is_on_one_page_of_each_of_its_lists(
    small_project: PublicProject, generated: list[tuple[list[str], date]]
) -> None:
    """Page after page, each list holds every entry that belongs to it once, newest first."""
    catalog = with_interviews(small_project.catalog, generated)
    found = lists(describe(catalog), "en")
    newest = sorted(catalog.interviews, key=lambda s: (-_day(catalog, s).toordinal(), s))
    expected = {"partners/": newest}
    for theme in ("one", "two", "three"):
        having = [slug for slug in newest if theme in catalog.interviews[slug].source.themes]
        if having:
            expected[f"partners/themes/{theme}/"] = having
    for first, entries_of_list in expected.items():
        shown: list[str] = []
        path: str | None = first
        while path is not None:
            content = found[path]
            assert content.first == len(shown) + 1
            assert len(slugs(content)) <= LONGEST
            shown += slugs(content)
            path = content.beside(1)
        assert shown == entries_of_list
        assert found[first].total == len(shown)
    themed = {p.split("page/")[0] for p in found if p.startswith("partners/themes/")}
    assert themed == {path for path in expected if "themes" in path}


def _day(catalog: PublicCatalog, slug: str) -> date:
    day = catalog.interviews[slug].source.publish_on
    assert day is not None
    return day


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 2, ["1", "2"]),
        (3, 5, ["1", "2", "3", "4", "5"]),
        (1, 9, ["1", "2", "3-8", "9"]),
        (5, 9, ["1", "2-3", "4", "5", "6", "7-8", "9"]),
        (4, 84, ["1", "2", "3", "4", "5", "6-83", "84"]),
        (84, 84, ["1", "2-82", "83", "84"]),
    ],
)
def test_steps_lead_to_both_ends_and_neighbours(
    small_project: PublicProject, number: int, last: int, shown: list[str]
) -> None:
    """What is left out is one gap, never a single page, and nothing stands there twice."""
    from relais.lists import Lists  # noqa: PLC0415 - the only test of a part of it

    catalog = small_project.catalog
    steps = Lists(catalog, Facets(catalog), "en").steps("interviews", "", "", number, last)
    assert [_written(step) for step in steps] == shown
    assert all((step.path is None) == (step.first != step.last) for step in steps)


def _written(step: Step) -> str:
    return str(step.first) if step.first == step.last else f"{step.first}-{step.last}"


@pytest.mark.parametrize(
    ("slug", "word"),
    [("page", "page"), ("themes", "themes"), ("pays", "pays"), ("programmes", "programmes")],
)
def test_interview_in_the_place_of_a_list_is_said(project: Project, slug: str, word: str) -> None:
    """An interview whose slug is a word of the lists, in any language, is an error at its file."""
    folder = project.path("content/partners/bruno-sample")
    folder.rename(folder.with_name(slug))
    found = [item for item in project.new_diagnostics() if item.code == "reserved-address"]
    assert [item.path for item in found] == [f"content/partners/{slug}/index.fr.yml"]
    assert found[0].details["path"].endswith(f"/{word}")


def test_program_may_have_a_word_of_the_interviews_lists(project: Project) -> None:
    """Programs are not listed by program, so that a program may have that name."""
    folder = project.path("content/programs/open-doors")
    folder.rename(folder.with_name("programs"))
    assert "reserved-address" not in {item.code for item in project.diagnostics()}


@pytest.mark.parametrize(
    "name",
    [
        *("docs/partners/page.md", "docs/partners/page/2.md", "docs/programs/themes/light.md"),
        "docs/fr/partenaires/pays/fr.md",
    ],
)
def test_page_in_the_place_of_a_list_is_said(project: Project, name: str) -> None:
    """A hand-written page at the address of a list is an error, not lost."""
    project.write(name, project.path("docs/about.md").read_bytes())
    found = [(item.path, item.code) for item in project.new_diagnostics()]
    assert found == [(name, "reserved-address")]


def test_alias_in_the_place_of_a_list_is_said(project: Project) -> None:
    """A former address that would stand among the lists is said at its line."""
    project.edit(ADA, "aliases: [ada]", "aliases: [ada, publics]")
    found = [(item.path, item.code, item.source_line) for item in project.new_diagnostics()]
    assert found == [(ADA, "reserved-address", "aliases: [ada, publics]")]


def test_word_of_a_facet_is_not_that_of_further_pages(project: Project) -> None:
    """No facet may have the word that stands before the number of a page."""
    project.edit(SITE, "{en: countries, fr: pays}", "{en: countries, fr: page}")
    found = [(item.path, item.code, item.source_line.strip()) for item in project.new_diagnostics()]
    assert found == [(SITE, "reserved-address", "path: {en: countries, fr: page}")]


def test_facets_name_only_known_sections(small_project: PublicProject) -> None:
    """Every facet has its word and its title in site.yml."""
    sections = small_project.catalog.site.sections
    for facets in FACETS.values():
        assert all(getattr(sections, facet).path["fr"] for facet in facets)
