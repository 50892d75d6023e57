"""Another slug for an entry changes everything that refers to it, or nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relais.desk.delete import delete, plan_deletion
from relais.desk.outcome import RefusalError, UsageError
from relais.desk.rename import rename
from relais.loading import load
from tests.projects import ADA, ADA_FRENCH, DOORS

if TYPE_CHECKING:
    from tests.projects import Project

HOUSE = "content/organisations/harbour-house.yml"


def contents(project: Project) -> dict[str, bytes]:
    """Return all files of a project's content."""
    return {
        path.relative_to(project.root).as_posix(): path.read_bytes()
        for folder in ("content", "docs")
        for path in project.path(folder).rglob("*")
        if path.is_file()
    }


def replaced(files: dict[str, bytes], changes: list[tuple[bytes, bytes]]) -> dict[str, bytes]:
    """Return files with passages replaced in all of them."""
    result = {}
    for path, data in files.items():
        new = data
        for old, other in changes:
            new = new.replace(old, other)
        result[path] = new
    return result


def test_an_interview_is_renamed_everywhere(project: Project) -> None:
    """Its folder, links in all languages and the site's choice change; the old name is an alias."""
    before = contents(project)
    warnings = {(item.path, item.code) for item in project.diagnostics()}
    outcome = rename(project.root, "ada-example", "ada-keeper")
    expected = replaced(
        before,
        [
            (b"interview:ada-example", b"interview:ada-keeper"),
            (b"featured: ada-example", b"featured: ada-keeper"),
            (b"aliases: [ada]", b"aliases: [ada, ada-example]"),
        ],
    )
    after = contents(project)
    fresh = load(project.root).catalog
    assert fresh is not None
    assert outcome.moved == (("content/partners/ada-example", "content/partners/ada-keeper"),)
    assert fresh.programs["open-doors"].stale == frozenset()
    french = "content/programs/open-doors/index.fr.md"
    for path, data in expected.items():
        new = after.pop(path.replace("ada-example", "ada-keeper"))
        if path == french:  # the target of a link changed in its source, so its fingerprint did
            assert new.split(b"\n")[2:] == data.split(b"\n")[2:]
        else:
            assert new == data, path
    assert after == {}
    assert {(item.path, item.code) for item in project.diagnostics()} == {
        (path.replace("ada-example", "ada-keeper"), code) for path, code in warnings
    }


@pytest.mark.parametrize(
    ("old", "new", "places"),
    [
        ("open-doors", "open-gates", [ADA, ADA_FRENCH, HOUSE]),
        ("harbour-house", "harbour-home", [ADA, DOORS]),
        ("light", "lamps", [ADA, "content/themes.yml"]),
        ("night-owls", "owls", [ADA, DOORS, "content/populations.yml"]),
    ],
)
def test_every_kind_can_be_renamed_and_back(
    project: Project, old: str, new: str, places: list[str]
) -> None:
    """All kinds change in all places, without new problems."""
    before = contents(project)
    problems = len(project.diagnostics())
    rename(project.root, old, new)
    renamed = contents(project)
    for place in places:
        assert new in renamed[place.replace(f"/{old}/", f"/{new}/")].decode()
    assert len(project.diagnostics()) == problems
    rename(project.root, new, old)
    after = contents(project)
    if old == "open-doors":
        after[DOORS] = after[DOORS].replace(f"aliases: [{new}]\n".encode(), b"")
    assert after == before


def test_back_to_a_former_name(project: Project) -> None:
    """The former name leaves the aliases and the other one takes its place there."""
    rename(project.root, "ada-example", "ada")
    text = project.path("content/partners/ada/index.en.yml").read_text("utf-8")
    assert "aliases: [ada-example]" in text


@pytest.mark.parametrize("new", ["bruno-sample", "carla-draft"])
def test_a_taken_name_is_refused(project: Project, new: str) -> None:
    """Another entry's name, public or not, cannot be had."""
    before = contents(project)
    with pytest.raises(RefusalError):
        rename(project.root, "ada-example", new)
    assert contents(project) == before


def test_another_entrys_former_name_is_refused(project: Project) -> None:
    """An alias of another entry of the kind is taken, too."""
    with pytest.raises(RefusalError):
        rename(project.root, "bruno-sample", "ada")


@pytest.mark.parametrize("new", ["Ada", "a b", "con", "../up", "ada-example", "", "a" * 81])
def test_a_name_that_cannot_be_is_wrong_usage(project: Project, new: str) -> None:
    """What is no slug, or the same one, is said before anything is read further."""
    with pytest.raises(UsageError):
        rename(project.root, "ada-example", new)


def test_the_same_slug_in_two_kinds_must_be_told_apart(project: Project) -> None:
    """An interview and a program of one name are asked for with their kind."""
    rename(project.root, "program:open-doors", "ada-example")
    with pytest.raises(UsageError) as error:
        rename(project.root, "ada-example", "other")
    assert error.value.reason.details["choices"] == "interview:ada-example, program:ada-example"
    rename(project.root, "interview:ada-example", "other")
    assert "program:ada-example" in project.path("content/partners/other/index.en.yml").read_text(
        "utf-8"
    )


def test_a_failure_midway_changes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the folder cannot be moved after all files were written, they are as they were."""
    before = contents(project)

    def fail(path: Path, target: Path) -> Path:
        raise PermissionError(13, "Permission denied", f"{path} {target}")

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(PermissionError):
        rename(project.root, "ada-example", "ada-keeper")
    assert contents(project) == before


def test_a_link_in_disguise_is_not_half_renamed(project: Project) -> None:
    """Where a link is written so that only Markdown sees it, the rename is undone and said."""
    project.edit(DOORS, "interview:ada-example#lamps", "interview:ada&#45;example#lamps")
    before = contents(project)
    with pytest.raises(RefusalError) as refusal:
        rename(project.root, "ada-example", "ada-keeper")
    assert [item.code for item in refusal.value.diagnostics] == ["unknown-interview"]
    assert contents(project) == before


def test_files_with_errors_stop_it_only_if_they_hold_the_name(project: Project) -> None:
    """What a broken file means by a slug is not known; one without it is no obstacle."""
    project.edit("content/partners/dora-future/index.en.yml", "title:", "titel:")
    rename(project.root, "ada-example", "ada-keeper")
    with pytest.raises(RefusalError) as refusal:
        rename(project.root, "harbour-house", "harbour-home")
    assert {item.path for item in refusal.value.diagnostics} == {
        "content/partners/dora-future/index.en.yml"
    }


def test_only_what_nothing_refers_to_is_deleted(project: Project) -> None:
    """References are listed with their places; without any, the folder goes."""
    with pytest.raises(RefusalError) as refusal:
        plan_deletion(project.root, "ada-example")
    assert [place.details for place in refusal.value.more] == [
        {"path": "content/programs/open-doors/index.en.md", "line": "32"},
        {"path": "content/programs/open-doors/index.fr.md", "line": "14"},
        {"path": "content/site.yml", "line": "46"},
    ]
    plan = plan_deletion(project.root, "bruno-sample")
    assert plan.published
    outcome = delete(plan)
    assert outcome.deleted == (
        "content/partners/bruno-sample/index.fr.yml",
        "content/partners/bruno-sample/portrait.jpg",
    )
    assert not project.path("content/partners/bruno-sample").exists()
    assert list(project.path("content/partners").glob(".*")) == []


def test_a_theme_is_deleted_with_its_lines(project: Project) -> None:
    """A theme leaves its file, and the others stay as they were."""
    project.edit("content/themes.yml", "light:\n", "sea:\n  en: Sea\n  fr: Mer\n# light\nlight:\n")
    before = contents(project)
    delete(plan_deletion(project.root, "theme:sea"))
    assert contents(project) == replaced(before, [(b"sea:\n  en: Sea\n  fr: Mer\n", b"")])


def test_a_broken_entry_can_be_deleted(project: Project) -> None:
    """An entry whose own file has errors goes like any other."""
    project.edit(
        "content/partners/bruno-sample/index.fr.yml", "status: published", "x: bruno-sample"
    )
    delete(plan_deletion(project.root, "bruno-sample"))
    assert not project.path("content/partners/bruno-sample").exists()


def test_a_broken_list_of_themes_is_shown(project: Project) -> None:
    """While themes.yml cannot be read, its error is told, not that there is no such theme."""
    project.edit("content/themes.yml", "light:", "light: [")
    with pytest.raises(RefusalError) as refusal:
        rename(project.root, "light", "lamps")
    assert refusal.value.diagnostics[0].path == "content/themes.yml"
