"""What counts as gone, and what is only not public."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relais.loading import load
from relais.publication import select
from tests.projects import ADA, DOORS

if TYPE_CHECKING:
    from tests.projects import Project

DAY = date(2026, 11, 1)


def gone(project: Project, day: date = DAY) -> set[tuple[str, str]]:
    """Return the sections and slugs of what is gone on a day."""
    catalog = load(project.root).catalog
    assert catalog is not None
    return set(select(catalog, day).gone)


def test_withdrawn_entries_are_gone_with_their_former_names(project: Project) -> None:
    """An interview or a program that is withdrawn is known by its slugs, and by nothing else."""
    assert gone(project) == set()
    project.edit(ADA, "status: published", "status: withdrawn")
    project.edit(DOORS, "status: published", "status: withdrawn")
    assert gone(project) == {
        ("interviews", "ada-example"),
        ("interviews", "ada"),
        ("programs", "open-doors"),
    }


def test_drafts_and_what_has_expired_are_not_gone(project: Project) -> None:
    """Only a withdrawal is answered with 410: a draft was never there, an expiry says nothing."""
    project.edit(ADA, "status: published", "status: review")
    assert gone(project) == set()
    project.edit(ADA, "status: review", "status: published")
    assert gone(project, date(2040, 1, 1)) == set()
