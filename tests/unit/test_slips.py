"""Mistakes of editors: each is found at its place, and the message leads out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais.diagnostics import has_errors
from tests.projects import ADA
from tests.slips import ABOUT, HOUSE, SLIPS, Slip, find, known_problems, new_problems

if TYPE_CHECKING:
    from relais.diagnostics import Diagnostic
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


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: published", "status: published # until June"),
        ("title: Ada Example keeps", "title: Ada#1 keeps"),
        ("  role: Keeper", "  role: Keeper of lamps   # see the contract"),
        ("    q: And the moon?", "    # is this well put?\n    q: And the moon?"),
        ("      The moon lights itself.", "      The moon is # 1."),
        ("title: Ada Example keeps the light on", 'title: "Ada is # 1"'),
        ("themes: [light, warmth]", "themes: [light, warmth] # no more"),
    ],
)
def test_note_by_intent_is_silent(project: Project, old: str, new: str) -> None:
    """Notes stand behind single words, to the right or on lines of their own; # may be text."""
    before = known_problems(project)
    project.edit(ADA, old, new)
    assert [item for item in new_problems(project, before) if item.code != "stale"] == []


def said_of_about(project: Project, text: str) -> list[Diagnostic]:
    """Return what is said of a text on a page, but that its translation is behind now."""
    before = known_problems(project)
    project.edit(ABOUT, "Nobody is.\n", text)
    return [item for item in new_problems(project, before) if item.code != "stale"]


@pytest.mark.parametrize(
    "text",
    [
        "He said it [sic], and […] so on (see [1]), and [[1]] [laughs] (laughs)[2] [[inaudible]].",
        "[note: the report is here (https://fund.example/a)]",
        "[note: the report\n\nis here (https://fund.example/a)\n\nand there]",
        "[Ada's lamp] (theme: light), [page: 3] [page:3]",
        "[Laughs] (https://fund.example)",
        "Write `[words](page:about` or `[words] (page:about)`, not `` [[page:about]] ``.",
        "    [words](page:about\n\n```\n[page:about]\n```",
        r"Write \[words](page:about or \[\[page:about\]\] or \[page:about].",
        "[[words](page:about)] ([words](page:about)) [*words*](page:about 'Title')",
        "[words](https://wiki.example/Us_(band)) [words][1]\n\n[1]: https://fund.example/",
        "[words](<https://fund.example/my file.pdf>)",
        "<p>[words](page:about)</p>",
    ],
)
def test_brackets_by_intent_are_silent(project: Project, text: str) -> None:
    """Brackets of prose, code and whole links are no slips."""
    assert said_of_about(project, f"{text}\n") == []


@pytest.mark.parametrize(
    "target",
    [
        "interview:ada-example#moon",
        "Interview:ada-example#moon",
        "interview:ada-example#page_related",
        "page:about#top",
        "#top",
        "#:~:text=Nobody",
        "https://fund.example/#team",
    ],
)
def test_place_that_is_there_is_silent(project: Project, target: str) -> None:
    """A link may lead to a question, to what templates name and to what browsers know."""
    assert said_of_about(project, f"[Nobody]({target}) is.\n") == []


def test_places_are_sought_in_what_organisations_say(project: Project) -> None:
    """A description links to questions as other texts do; a page that is missing is said once."""
    before = known_problems(project)
    project.edit(HOUSE, "It runs [Open", "[Ada](interview:ada-example#mon) and [Open")
    project.edit(HOUSE, "Elle anime [", "[Ada](interview:ada-exampl#moon), [")
    found = [(item.code, item.suggestion) for item in new_problems(project, before)]
    assert found == [("unknown-anchor", "moon"), ("unknown-interview", "ada-example")]


@pytest.mark.parametrize(
    "name",
    [
        "theme in capitals",
        "organisation's file in capitals",
        "organisation's file with another ending",
        "folder with an accent",
        "figure's id twice",
        "dash forgotten",
        "file of the source edition misnamed",
    ],
)
def test_slip_blames_nobody_else(project: Project, name: str) -> None:
    """What refers to the thing with the slip is right; at most its translation misses it."""
    (case,) = (each for each in SLIPS if each.name == name)
    before = known_problems(project)
    for change in case.mistake:
        change.do(project)
    others = {item.code for item in new_problems(project, before)} - {case.code}
    assert others <= {"stale", "no-source-edition", "untranslated", "no-translation"}
