"""Forty mistakes of editors: each is found at its place, and the message leads out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais.diagnostics import has_errors
from tests.slips import SLIPS, Slip, find, known_problems, new_problems

if TYPE_CHECKING:
    from tests.projects import Project

CASES = pytest.mark.parametrize("case", SLIPS, ids=lambda case: case.name)


def test_there_are_forty() -> None:
    """The list is long enough to stand for what editors do, and no slip is in it twice."""
    assert len({case.name for case in SLIPS}) == len(SLIPS) >= 40


@CASES
def test_slip_is_said_once_where_it_is(project: Project, case: Slip) -> None:
    """A slip has one diagnostic at its line and column, with what was probably meant."""
    found = find(project, case)
    if not case.code:
        assert found == []
        return
    assert [
        (item.path, f"{item.span.line}:{item.span.column}", item.code, item.suggestion)
        for item in found
    ] == [(case.path, case.place, case.code, case.meant)]


@CASES
def test_following_the_message_mends_it(project: Project, case: Slip) -> None:
    """Whoever does what the message says has no error, and the slip is not said again."""
    before = known_problems(project)
    for change in (*case.mistake, *case.mend):
        change.do(project)
    after = new_problems(project, before)
    assert not has_errors(after), after
    assert case.code not in {item.code for item in after}
