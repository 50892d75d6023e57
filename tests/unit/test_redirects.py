"""Former addresses lead to present ones, each in one step, and what could not is said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relais import redirects
from relais.pages import describe
from relais.redirects import Redirect
from tests.companions import ADDRESS, public
from tests.projects import ADA, DOORS, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from relais.project import PublicProject
    from relais.publication import PublicCatalog
    from tests.projects import Project

BRUNO = "content/partners/bruno-sample/index.fr.yml"

former = st.sampled_from(
    [*("ada", "bruno", "old", "older", "ada-example", "bruno-sample", "open-doors", "secret")]
)
"""Former slugs, some of which are taken."""
lists = st.lists(former, max_size=5)


def with_aliases(
    catalog: PublicCatalog, ada: list[str], bruno: list[str], doors: list[str]
) -> PublicCatalog:
    """Return the catalog with these aliases, whatever the rules say of them, and a page `old`."""
    interviews = {
        slug: replace(entry, source=entry.source.model_copy(update={"aliases": aliases}))
        for (slug, entry), aliases in zip(catalog.interviews.items(), (ada, bruno), strict=True)
    }
    programs = {
        slug: replace(entry, source=entry.source.model_copy(update={"aliases": doors}))
        for slug, entry in catalog.programs.items()
    }
    pages = {**catalog.pages, "partners/old": replace(catalog.pages["about"], slug="partners/old")}
    return replace(catalog, interviews=interviews, programs=programs, pages=pages)


def test_each_language_leads_on_from_the_former_address(small_project: PublicProject) -> None:
    """An alias becomes a redirect below its section's word in each language."""
    assert redirects.redirects(small_project.catalog) == [
        Redirect("fr/partenaires/ada/", "fr/partenaires/ada-example/", "fr"),
        Redirect("partners/ada/", "partners/ada-example/", "en"),
    ]


@given(ada=lists, bruno=lists, doors=lists)
def test_no_redirect_leads_to_another_or_hides_a_page(
    small_project: PublicProject, ada: list[str], bruno: list[str], doors: list[str]
) -> None:
    """Whatever the aliases are: one step to a page that is there, and each source once."""
    catalog = with_aliases(small_project.catalog, ada, bruno, doors)
    pages = {page.path for page in describe(catalog)}
    found = redirects.redirects(catalog)
    sources = [redirect.source for redirect in found]
    assert len(sources) == len(set(sources))
    assert pages.isdisjoint(sources)
    assert pages.issuperset(redirect.target for redirect in found)
    assert {redirect.target for redirect in found}.isdisjoint(sources)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, dict[str, str]]:
    """Return a project whose aliases are written anew for each example, and its files as such."""
    project = make_project(tmp_path_factory.mktemp("aliases") / "project")
    project.edit(ADA, "aliases: [ada]", "aliases: []")
    project.edit(BRUNO, "attribution:", "aliases: []\nattribution:")
    project.edit(DOORS, "publish_on:", "aliases: []\npublish_on:")
    project.write("docs/partners/old.md", project.path("docs/about.md").read_bytes())
    return project, {name: project.path(name).read_text("utf-8") for name in (ADA, BRUNO, DOORS)}


@settings(max_examples=30)
@given(ada=lists, bruno=lists, doors=lists)
def test_alias_that_becomes_no_redirect_is_said(
    scratch: tuple[Project, dict[str, str]], ada: list[str], bruno: list[str], doors: list[str]
) -> None:
    """Content without a complaint about its aliases has a redirect for each, in each language."""
    project, files = scratch
    for (name, text), aliases in zip(files.items(), (ada, bruno, doors), strict=True):
        project.write(name, text.replace("aliases: []", f"aliases: [{', '.join(aliases)}]"))
    said = [item for item in project.new_diagnostics() if item.code.startswith(("alias", "listed"))]
    if not said:
        found = redirects.redirects(public(project.root, "2026-11-01").catalog)
        assert len(found) == 2 * len([*ada, *bruno, *doors])


@pytest.mark.parametrize(
    ("path", "aliases", "code"),
    [
        (ADA, "ada-example", "alias-of-itself"),
        (ADA, "bruno-sample", "alias-in-use"),
        (ADA, "carla-draft", "alias-in-use"),
        (ADA, "ada, ada", "listed-twice"),
        (ADA, "seen", "alias-is-page"),
        (ADA, "vu", "alias-is-page"),
        (DOORS, "quiet-hours", "alias-in-use"),
        (DOORS, "open-doors", "alias-of-itself"),
    ],
)
def test_alias_that_cannot_lead_anywhere_is_an_error(
    project: Project, path: str, aliases: str, code: str
) -> None:
    """A live slug, the own one, a repeated one, a page's address: each is said at its place."""
    page = project.path("docs/about.md").read_bytes()
    project.write("docs/partners/seen.md", page)
    project.write("docs/partenaires/vu.md", page)
    if path == ADA:
        project.edit(ADA, "aliases: [ada]", f"aliases: [{aliases}]")
    else:
        project.edit(DOORS, "publish_on:", f"aliases: [{aliases}]\npublish_on:")
    found = [item for item in project.new_diagnostics() if item.code != "same-address"]
    assert [(item.path, item.code) for item in found] == [(path, code)]
    assert found[0].source_line.startswith("aliases:")


def test_alias_of_two_entries_is_said_once(project: Project) -> None:
    """An address leads to one place: the second entry that claims it is told of the first."""
    project.edit(BRUNO, "attribution:", "aliases: [ada]\nattribution:")
    found = [(item.path, item.code, item.details["other"]) for item in project.new_diagnostics()]
    assert found == [(BRUNO, "alias-claimed", ADA)]


def test_same_alias_of_an_interview_and_a_program_is_none_of_it(project: Project) -> None:
    """Interviews and programs stand in different folders."""
    project.edit(DOORS, "publish_on:", "aliases: [ada, ada-example]\npublish_on:")
    assert project.new_diagnostics() == []


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("", "/partners/ada /partners/ada-example/ 301"),
        (ADDRESS, "/partners/ada/ /partners/ada-example/ 301"),
        (f"{ADDRESS}below/", "/below/partners/ada /below/partners/ada-example/ 301"),
    ],
)
def test_rules_for_hosts_name_whole_paths(
    small_project: PublicProject, address: str, line: str
) -> None:
    """`_redirects` starts at the host's root, with and without the last slash."""
    lines = dict(redirects.files(small_project, address))["_redirects"].decode().splitlines()
    assert line in lines
    assert len(lines) == 4


def test_entry_that_is_not_public_has_no_redirect(project: Project, tmp_path: Path) -> None:
    """The former address of a withdrawn interview leads nowhere, and nothing names it."""
    del tmp_path
    project.edit(ADA, "status: published", "status: withdrawn")
    project.edit("content/site.yml", "featured: ada-example\n", "")
    assert dict(redirects.files(public(project.root, "2026-11-01"), ADDRESS)) == {}
