"""Empty places of a translation are no mistakes, and show the source text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais.loading import load
from tests.projects import ADA_FRENCH

if TYPE_CHECKING:
    from tests.projects import Project


def problems(project: Project) -> list[tuple[str, str]]:
    """Return the codes of what is wrong with Ada's translation, with what it is about."""
    found = [item for item in project.diagnostics() if item.path == ADA_FRENCH]
    return [(item.code, item.details.get("what", "")) for item in found]


def french_title(project: Project) -> str | None:
    """Return the title of Ada's French edition, or None while there is none to show."""
    catalog = load(project.root).catalog
    assert catalog is not None
    edition = catalog.interviews["ada-example"].translations.get("fr")
    return edition.title if edition else None


def test_without_a_title_the_page_is_shown_in_its_source_language(project: Project) -> None:
    """An empty title is a warning, and the whole edition waits."""
    project.edit(ADA_FRENCH, "title: Ada Example garde la lumière", "title:")
    assert problems(project) == [("translation-begun", "title")]
    assert french_title(project) is None


def test_an_empty_part_is_not_translated_yet(project: Project) -> None:
    """A question without an answer is left out, and so is a quote from it; the rest is shown."""
    project.edit(ADA_FRENCH, "q: Combien de lampes ?", "q:")
    assert problems(project) == [("untranslated", "questions: lamps")]
    assert french_title(project) == "Ada Example garde la lumière"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("title: Ada Example garde la lumière\n", "", "missing-field"),
        ("title: Ada Example garde la lumière", 'title: ""', "empty-text"),
        ("    q: Et la lune ?\n", "", "missing-field"),
        ("title: Ada Example garde la lumière", "title:\nnonsense: 1", "unknown-field"),
    ],
)
def test_mistakes_are_still_mistakes(project: Project, old: str, new: str, code: str) -> None:
    """A field that is absent, quoted emptiness or a wrong name is an error as before."""
    project.edit(ADA_FRENCH, old, new)
    assert code in {item for item, _ in problems(project)}
