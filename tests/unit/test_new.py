"""New entries are valid drafts at once."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relais import content as reading
from relais import rules
from relais.desk.new import new_interview, new_organisation, new_program, new_theme
from relais.desk.outcome import DeskError, RefusalError, UsageError
from relais.diagnostics import has_errors
from relais.loading import load
from relais.schema import Status
from tests.projects import ADA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

ZOE = "content/partners/zoe-d-oeuvre/index.en.yml"


def zoe(root: Path, speaking: str = "en", **more: str) -> str:
    """Begin an interview and return its slug."""
    values = {"role": "Keeper: of lamps", "organisation": "harbour-house", **more}
    return new_interview(root, speaking, name="Zoë d’Œuvre", **values).slug


@pytest.mark.parametrize("speaking", ["en", "fr"])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_new_interview_is_a_draft_without_errors(
    project: Project, language: str, speaking: str
) -> None:
    """In whatever language it is written and explained, the check finds no error in it."""
    outcome = new_interview(
        project.root,
        speaking,
        name="Zoë d’Œuvre",
        role="Keeper: of lamps",
        organisation="harbour-house",
        language=language,
    )
    assert set(outcome.written) == {ZOE, ZOE.replace(".en.", ".fr.")}
    assert {item.code for item in project.new_diagnostics()} == {"translation-begun"}
    catalog = load(project.root).catalog
    assert catalog is not None
    entry = catalog.interviews["zoe-d-oeuvre"]
    assert (entry.language, entry.source.status) == (language, Status.DRAFT)
    assert entry.source.person.role == "Keeper: of lamps"


def test_comments_are_in_the_editors_language(project: Project) -> None:
    """French comments explain an English interview to a French editor."""
    zoe(project.root, "fr")
    text = project.path(ZOE).read_text("utf-8")
    assert text.startswith("# yaml-language-server: $schema=../../../schemas/interview.json\n")
    assert "# Le titre de la page.\ntitle: Meet our partner Zoë d’Œuvre\n" in text


def test_the_same_name_gets_a_number(project: Project) -> None:
    """A second person of a name gets -2, also when the first slug is only a former one."""
    assert zoe(project.root) == "zoe-d-oeuvre"
    assert zoe(project.root) == "zoe-d-oeuvre-2"
    made = new_interview(
        project.root, "en", name="Ada", role="Keeper", organisation="harbour-house"
    )
    assert made.slug == "ada-2"


def test_an_organisation_that_is_not_there_yet_is_said(project: Project) -> None:
    """The interview is written, and the command that makes the organisation is told."""
    outcome = new_interview(
        project.root, "en", name="Zoë", role="Keeper", organisation="lamp-works"
    )
    assert [note.code for note in outcome.notes] == ["organisation-missing"]
    assert {item.code for item in project.new_diagnostics()} >= {"unknown-organisation"}
    # It is no error of what is begun next, though there is one more to choose.
    new_organisation(project.root, "en", name="Another House")
    new_organisation(project.root, "en", name="Lamp Works", slug="lamp-works")
    assert not has_errors(project.diagnostics())


def test_programs_and_organisations_are_drafts_without_errors(project: Project) -> None:
    """Both are valid as they are written; a program has its translation to fill in."""
    program = new_program(project.root, "fr", title="Night: walk")
    assert program.written == (
        "content/programs/night-walk/index.en.md",
        "content/programs/night-walk/index.fr.md",
    )
    new_organisation(project.root, "fr", name="L’Été", summaries={"en": "A season: warm."})
    assert '\n  en: "A season: warm."\n  fr: ✎' in project.path(
        "content/organisations/l-ete.yml"
    ).read_text("utf-8")
    assert {item.code for item in project.new_diagnostics()} == {"translation-begun"}


def test_a_theme_is_added_and_no_line_changes(project: Project) -> None:
    """The file keeps its comments and line ends and grows by the theme's lines."""
    path = project.path("content/themes.yml")
    odd = b"# themes\r\n" + path.read_bytes().rstrip(b"\n").replace(b"\n", b"\r\n")
    path.write_bytes(odd)
    outcome = new_theme(project.root, labels={"fr": "Mer, profonde", "en": "Deep sea"})
    assert outcome.slug == "deep-sea"
    added = b'\r\ndeep-sea:\r\n  en: Deep sea\r\n  fr: "Mer, profonde"'
    assert path.read_bytes() == odd + added
    assert project.new_diagnostics() == []


def test_what_nobody_has_written_is_not_published(project: Project) -> None:
    """A text that still begins with ✎ stops the build once the entry is published."""
    zoe(project.root)
    project.edit(ZOE, "status: draft", "status: review")
    assert not has_errors(project.diagnostics())
    project.edit(ZOE, "status: review", "status: published")
    found = [item.details.get("field") for item in project.diagnostics() if item.path == ZOE]
    assert {"summary", "q", "a"} <= set(found)


@pytest.mark.parametrize("mark", ["✎", r"\u270e", r"\U0000270E"])
def test_what_is_not_written_is_found_in_every_form(project: Project, mark: str) -> None:
    """The mark of a text that is still to be written counts also where YAML has its number."""
    project.edit(ADA, "title: Ada Example keeps the light on", f'title: "{mark} Title"')
    assert "unwritten" in {item.code for item in project.diagnostics()}


def test_an_unwritten_organisation_is_not_shown(project: Project) -> None:
    """An organisation's empty summary is an error as soon as something published refers to it."""
    new_organisation(project.root, "en", name="Lamp Works")
    assert not has_errors(project.diagnostics())
    project.edit("content/programs/open-doors/index.en.md", "[harbour-house]", "[lamp-works]")
    assert "unwritten-shown" in {item.code for item in project.diagnostics()}


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"name": "فاطمة"}, "no-slug"),
        ({"slug": "Zoë"}, "bad-slug"),
        ({"slug": "con"}, "bad-slug"),
        ({"organisation": "Harbour House"}, "bad-slug"),
        ({"language": "de"}, "no-language"),
    ],
)
def test_wrong_values_are_said(project: Project, values: dict[str, str], code: str) -> None:
    """What cannot be used is wrong usage, and nothing is written."""
    given_values = {"name": "Zoë", "role": "Keeper", "organisation": "harbour-house", **values}
    with pytest.raises(UsageError) as error:
        new_interview(project.root, "en", **given_values)
    assert error.value.reason.code == code
    assert not project.path("content/partners/zoe").exists()


def test_a_taken_slug_is_refused(project: Project) -> None:
    """A slug that was asked for by name is not changed behind the editor's back."""
    with pytest.raises(RefusalError):
        zoe(project.root, slug="ada-example")


def test_a_broken_site_file_is_shown_first(project: Project) -> None:
    """Without site.yml nobody knows the languages: its errors are shown, nothing is written."""
    project.edit("content/site.yml", "languages:", "langages:")
    with pytest.raises(RefusalError) as refusal:
        zoe(project.root)
    assert refusal.value.diagnostics[0].path == "content/site.yml"


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.text(max_size=40), role=st.text(max_size=40))
def test_any_answer_gives_a_draft_or_a_reason(project: Project, name: str, role: str) -> None:
    """Whatever is typed, there is a draft without errors, or a sentence and no file."""
    before = reading.read(project.root, rules.note).paths
    try:
        made = new_interview(project.root, "en", name=name, role=role, organisation="harbour-house")
    except DeskError:
        assert reading.read(project.root, rules.note).paths == before
    else:
        assert not has_errors(project.diagnostics())
        shutil.rmtree(project.path(f"content/partners/{made.slug}"))
