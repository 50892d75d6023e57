"""Translations are begun, brought up to date and finished."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relais.desk.outcome import RefusalError, UsageError
from relais.desk.splice import BOM
from relais.desk.translate import finish, translate
from relais.loading import load
from tests.projects import ADA, ADA_FRENCH, DOORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relais.desk.outcome import Outcome
    from tests.projects import Project

DOORS_FRENCH = "content/programs/open-doors/index.fr.md"
SUN = "  - id: sun\n    q: The sun?\n    a: |\n      It shines.\n\n      Twice.\nquotes:\n"


def commit(project: Project) -> None:
    """Put the project into Git."""
    git = shutil.which("git")
    assert git
    identity = ("-c", "user.name=Test", "-c", "user.email=test@lantern.example")
    for command in (("init", "-q"), ("add", "content", "docs"), (*identity, "commit", "-qm", "x")):
        subprocess.run([git, *command], cwd=project.root, check=True, capture_output=True)


def codes(outcome: Outcome) -> list[str]:
    """Return what an outcome says."""
    return [note.code for note in outcome.notes]


def problems(project: Project) -> set[str]:
    """Return the codes of everything that is wrong."""
    return {item.code for item in project.new_diagnostics()}


def without_notes(text: str) -> str:
    """Return a file without the source text beside its own."""
    return "".join(
        line for line in text.splitlines(keepends=True) if not line.lstrip().startswith("#|")
    )


def fill(project: Project, path: str, words: Iterable[tuple[str, str]]) -> None:
    """Write texts into empty places, each named by its field, in order."""
    lines = project.path(path).read_text("utf-8").split("\n")
    for field, text in words:
        index = next(i for i, line in enumerate(lines) if line.strip() in (field, f"- {field}"))
        lines[index] += f" {text}"
    project.write(path, "\n".join(lines))


def test_a_translation_is_begun_with_the_source_beside_it(project: Project) -> None:
    """The new file has an empty place for each text, and shows nothing before they are filled."""
    project.path(ADA_FRENCH).unlink()
    outcome = translate(project.root, "ada-example", "fr", "en")
    text = project.path(ADA_FRENCH).read_text("utf-8")
    assert outcome.written == (ADA_FRENCH,)
    assert text.startswith(
        "# yaml-language-server: $schema=../../../schemas/interview-translation.json\n"
    )
    assert "#| en: Ada Example keeps the light on\ntitle:\n" in text
    assert "    #| en: Lamps: how many?\n    q:\n" in text
    assert "    #|   More about it at [Open Doors](program:open-doors).\n    a:\n" in text
    assert "  - from: lamps\n    #| en: we never count the moon\n    text:\n" in text
    assert problems(project) == {"translation-begun"}
    catalog = load(project.root).catalog
    assert catalog is not None
    assert catalog.interviews["ada-example"].translations == {}


def test_a_translation_appears_when_title_and_summary_are_there(project: Project) -> None:
    """What is filled in is shown; a question without a text is shown in the source's language."""
    project.path(ADA_FRENCH).unlink()
    translate(project.root, "ada-example", "fr", "en")
    fill(project, ADA_FRENCH, [("title:", "Titre"), ("summary:", "Résumé"), ("q:", "Quoi ?")])
    assert problems(project) == {"untranslated"}
    catalog = load(project.root).catalog
    assert catalog is not None
    french = catalog.interviews["ada-example"].translations["fr"]
    assert (french.title, french.summary, french.questions) == ("Titre", "Résumé", [])
    assert catalog.interviews["ada-example"].stale == frozenset()


def test_new_texts_get_their_place_and_nothing_else_moves(project: Project) -> None:
    """A new question gets an empty place; every line that was there stays as it was."""
    before = project.path(ADA_FRENCH).read_text("utf-8")
    project.edit(ADA, "quotes:\n", SUN)
    outcome = translate(project.root, "ada-example", "fr", "en")
    after = project.path(ADA_FRENCH).read_text("utf-8")
    added = "  - id: sun\n    q:\n    a:\n"
    assert without_notes(after).replace(added, "") == before
    assert "    #| en: The sun?\n    q:\n" in after
    assert "to-translate" in codes(outcome)
    assert "untranslated" in problems(project)


def test_git_tells_which_text_has_changed(project: Project) -> None:
    """With the old text in Git, both texts stand beside exactly the parts that changed."""
    commit(project)
    project.edit(ADA, "**seven lamps**", "**eight lamps**")
    project.edit(ADA, "summary: A fictional", "summary: The fictional")
    outcome = translate(project.root, "ada-example", "fr", "en")
    (changed,) = outcome.notes
    assert changed.details == {"what": "summary, questions: lamps: a"}
    text = project.path(ADA_FRENCH).read_text("utf-8")
    assert text.count("before:") == 2
    assert "#| en, now: The fictional keeper talks about fictional lamps.\nsummary:" in text
    assert "    #|   We light **seven lamps** each night" in text
    assert "    #|   We light **eight lamps** each night" in text


def test_git_follows_a_renamed_folder(project: Project) -> None:
    """The old text is found under the name that the folder had then."""
    commit(project)
    folder = project.path("content/partners/ada-example")
    folder.rename(folder.with_name("ada-keeper"))
    project.edit(DOORS, "interview:ada-example", "interview:ada-keeper")
    project.edit(DOORS_FRENCH, "interview:ada-example", "interview:ada-keeper")
    project.edit("content/site.yml", "featured: ada-example", "featured: ada-keeper")
    commit(project)
    project.edit(ADA.replace("ada-example", "ada-keeper"), "And the moon?", "The moon?")
    outcome = translate(project.root, "ada-keeper", "fr", "en")
    assert [note.details for note in outcome.notes] == [{"what": "questions: moon: q"}]


def test_without_git_the_whole_is_to_be_compared(project: Project) -> None:
    """One fingerprint cannot tell what changed: that is said, and all of the source is shown."""
    project.edit(ADA, "**seven lamps**", "**eight lamps**")
    outcome = translate(project.root, "ada-example", "fr", "en")
    assert codes(outcome) == ["changed-unknown"]
    text = project.path(ADA_FRENCH).read_text("utf-8")
    assert "before:" not in text
    assert text.count("#| en:") == 9


def test_a_second_run_changes_nothing(project: Project) -> None:
    """What Relais wrote beside the texts is renewed, not doubled."""
    project.edit(ADA, "quotes:\n", SUN)
    translate(project.root, "ada-example", "fr", "en")
    first = project.path(ADA_FRENCH).read_bytes()
    outcome = translate(project.root, "ada-example", "fr", "en")
    assert outcome.written == ()
    assert project.path(ADA_FRENCH).read_bytes() == first


def test_done_records_the_text_and_takes_the_source_away(project: Project) -> None:
    """With --done only the fingerprint differs from what the translator left."""
    before = project.path(ADA_FRENCH).read_text("utf-8")
    project.edit(ADA, "**seven lamps**", "**eight lamps**")
    assert "stale" in {item.code for item in project.diagnostics() if item.path == ADA_FRENCH}
    translate(project.root, "ada-example", "fr", "en")
    finish(project.root, "ada-example", "fr", "en")
    after = project.path(ADA_FRENCH).read_text("utf-8")
    assert after.split("\n")[1:] == before.split("\n")[1:]
    assert after.startswith('translation: {of: "')
    assert ADA_FRENCH not in {item.path for item in project.diagnostics()}
    assert codes(finish(project.root, "ada-example", "fr", "en")) == ["done-already"]


def test_done_is_refused_while_nothing_could_be_shown(project: Project) -> None:
    """Without title and summary a translation is not done."""
    project.path(ADA_FRENCH).unlink()
    with pytest.raises(RefusalError):
        finish(project.root, "ada-example", "fr", "en")
    translate(project.root, "ada-example", "fr", "en")
    before = project.path(ADA_FRENCH).read_bytes()
    with pytest.raises(RefusalError) as refusal:
        finish(project.root, "ada-example", "fr", "en")
    assert refusal.value.reason.details["what"] == "title, summary"
    assert project.path(ADA_FRENCH).read_bytes() == before


def test_a_program_is_translated_with_its_body(project: Project) -> None:
    """Front matter and text of a program are begun; its body's source stands above the text."""
    project.path(DOORS_FRENCH).unlink()
    translate(project.root, "open-doors", "fr", "fr")
    text = project.path(DOORS_FRENCH).read_text("utf-8")
    assert "  - of: Fiction-upon-Sea\n    name: Fiction-upon-Sea\n" in text
    assert "    #| en: doors\n    unit:\n" in text
    assert "#|   # Why doors\n" in text
    assert text.endswith("\n---\n")
    assert problems(project) == {"translation-begun"}
    places = [("title:", "Portes"), ("summary:", "Des portes."), ("label:", "ouvertes")]
    fill(project, DOORS_FRENCH, [*places, ("unit:", "portes"), ("label:", "à minuit")])
    fill(project, DOORS_FRENCH, [("unit:", "portes")])
    project.write(DOORS_FRENCH, project.path(DOORS_FRENCH).read_bytes() + b"Des portes.\n")
    finish(project.root, "open-doors", "fr", "fr")
    assert "#|" not in project.path(DOORS_FRENCH).read_text("utf-8")
    assert problems(project) == set()


def test_a_changed_body_is_shown_beside_the_text(project: Project) -> None:
    """A program's changed text is told by Git like any other."""
    commit(project)
    project.edit(DOORS, "Doors are for people.", "Doors are for everybody.")
    outcome = translate(project.root, "open-doors", "fr", "en")
    assert [note.details for note in outcome.notes] == [{"what": "body"}]
    text = project.path(DOORS_FRENCH).read_text("utf-8")
    assert "Doors are for everybody." in text.split("\n---\n")[0]
    assert text.split("\n---\n")[1].startswith("# Pourquoi")


def test_pages_and_other_source_languages_work_alike(project: Project) -> None:
    """A page of docs/ and an interview written in French are begun in the other language."""
    project.path("docs/about.fr.md").unlink()
    translate(project.root, "page:about", "fr", "en")
    assert "#| en: About\nmenu:\n" in project.path("docs/about.fr.md").read_text("utf-8")
    outcome = translate(project.root, "bruno-sample", "en", "en")
    assert outcome.written == ("content/partners/bruno-sample/index.en.yml",)
    assert problems(project) == {"translation-begun"}


def test_odd_files_keep_their_form(project: Project) -> None:
    """Brackets, Windows line ends, a byte-order mark and a last line without an end stay."""
    text = project.path(DOORS_FRENCH).read_text("utf-8")
    text = text.replace(
        "{id: doors, unit: portes, label: ouvertes en tout}", "{id: doors, label: ouvertes}"
    )
    odd = b"\xef\xbb\xbf" + text.rstrip("\n").replace("\n", "\r\n").encode()
    project.write(DOORS_FRENCH, odd)
    translate(project.root, "open-doors", "fr", "en")
    new = project.path(DOORS_FRENCH).read_bytes()
    assert b"\r\n  #| en: doors\r\n  - {id: doors, label: ouvertes, unit: }\r\n" in new
    assert new.startswith(b"\xef\xbb\xbf---\r\n")
    assert b"\n" not in new.replace(b"\r\n", b"")
    lines = [line for line in new.split(b"\r\n") if b"#|" not in line]
    assert b"\r\n".join(lines).replace(b", unit: }", b"}") == odd


def test_files_with_errors_are_left_alone(project: Project) -> None:
    """An error in either edition is shown, and nothing is written."""
    project.edit(ADA_FRENCH, "title:", "titel:")
    before = project.path(ADA_FRENCH).read_bytes()
    with pytest.raises(RefusalError) as refusal:
        translate(project.root, "ada-example", "fr", "en")
    assert [item.code for item in refusal.value.diagnostics] == ["misspelt-field"]
    assert project.path(ADA_FRENCH).read_bytes() == before


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("ada-example", "de", "no-language"),
        ("ada-example", "en", "source-language"),
        ("nowhere", "fr", "unknown-slug"),
        ("organisation:harbour-house", "fr", "wrong-kind"),
    ],
)
def test_what_makes_no_sense_is_said(project: Project, name: str, language: str, code: str) -> None:
    """A wrong language, an unknown slug and a kind without translations are wrong usage."""
    with pytest.raises(UsageError) as error:
        translate(project.root, name, language, "en")
    assert error.value.reason.code == code


def test_names_of_places_that_were_left_out_stay_so(project: Project) -> None:
    """A place's name that is the same in both languages need not be repeated."""
    project.edit(DOORS_FRENCH, "places:\n  - {of: Fiction-upon-Sea, name: Fiction-sur-Mer}\n", "")
    outcome = translate(project.root, "open-doors", "fr", "en")
    assert codes(outcome) == ["nothing-to-do"]
    assert outcome.written == ()


FORMS: dict[str, Callable[[str], str]] = {
    "as it is": lambda text: text,
    "Windows": lambda text: text.replace("\n", "\r\n"),
    "with a mark": lambda text: f"\ufeff{text}",
    "without an end": lambda text: text.rstrip("\n"),
    "with comments": lambda text: text.replace("\n  ", "\n  # mine\n  ").replace(
        "  # mine\n      ", "      "
    ),
    "brackets": lambda text: text.replace(
        "person:\n  role: Gardienne", "person: {role: Gardienne}"
    ),
    "wide": lambda text: text.replace("questions:\n  - id", "questions:\n\n  - id").replace(
        "title: Ada Example garde la lumière", "title: >-\n    Ada Example\n    garde la lumière"
    ),
}
"""How editor programs and people may have left a translation."""
PARTS = [
    "person:\n  role: Gardienne\n",
    "portrait:\n  alt: Un motif de carrés colorés, car personne n’est représenté dans les tests\n",
    "  - id: moon\n    q: Et la lune ?\n    a: |\n      La lune s’éclaire toute seule.\n",
    "quotes:\n  - {from: lamps, text: sans jamais compter la lune}\n",
]
"""Parts that a translation may lack."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    lacking=st.sets(st.sampled_from(PARTS)),
    emptied=st.booleans(),
    form=st.sampled_from(sorted(FORMS)),
    changed=st.booleans(),
)
def test_whatever_was_there_stays(
    project: Project, *, lacking: set[str], emptied: bool, form: str, changed: bool
) -> None:
    """In any form, every line stays in its order; a second run changes nothing."""
    original, source = (project.path(name).read_bytes() for name in (ADA_FRENCH, ADA))
    text = original.decode()
    for part in lacking:
        text = text.replace(part, "")
    if emptied:
        text = text.replace("q: Combien de lampes ?", "q:")
    text = FORMS[form](text)
    project.write(ADA_FRENCH, text)
    if changed:
        project.edit(ADA, "And the moon?", "The moon?")
    try:
        translate(project.root, "ada-example", "fr", "en")
        once = project.path(ADA_FRENCH).read_bytes()
        lines = iter(once.decode("utf-8-sig").splitlines())
        kept = text.removeprefix("\ufeff").splitlines()
        assert all(any(line == other for other in lines) for line in kept)
        assert once.startswith(BOM) == text.startswith("\ufeff")
        assert ("\r\n" in text) == (b"\r\n" in once)
        assert not lacking or len(once) > len(text.encode())
        again = translate(project.root, "ada-example", "fr", "en")
        assert again.written == ()
        assert project.path(ADA_FRENCH).read_bytes() == once
        wrong = {item.code for item in project.new_diagnostics()}
        assert wrong <= {"untranslated", "translation-begun"}
    finally:
        project.write(ADA_FRENCH, original)
        project.write(ADA, source)
