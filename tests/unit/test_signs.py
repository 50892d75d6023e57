"""Warnings: signs of texts that are hard to use, and of what readers will soon miss."""

from __future__ import annotations

from datetime import date

import pytest

from relais.diagnostics import Diagnostic, Severity
from relais.loading import load
from tests.projects import ADA, DOORS, SMALL, Project

ABOUT = "docs/about.md"
DORA = "content/partners/dora-future/index.en.yml"
DAY = date(2026, 11, 1)


def found(project: Project, day: date = DAY) -> list[Diagnostic]:
    """Return what is said on a day beyond what is said of the small site."""
    usual = {(item.path, item.code) for item in load(SMALL, DAY).diagnostics}
    items = load(project.root, day).diagnostics
    return [item for item in items if (item.path, item.code) not in usual | {(ADA, "stale")}]


def codes(project: Project, day: date = DAY) -> list[str]:
    """Return the codes of what is found, without stale translations."""
    return [item.code for item in found(project, day) if item.code != "stale"]


# Releases and references


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2034, 1, 30), []),
        (date(2034, 1, 31), ["release-ends"]),
        (date(2034, 3, 31), ["release-ends"]),
        (date(2034, 4, 1), ["release-ended", "not-shown-release"]),
    ],
)
def test_release_is_told_sixty_days_before_it_ends(
    project: Project, day: date, expected: list[str]
) -> None:
    """Editors hear of the end of a release in time, and of what is missing afterwards."""
    assert list(dict.fromkeys(codes(project, day))) == expected
    assert all(item.severity is Severity.WARNING for item in found(project, day))


def test_planned_end_needs_no_warning(project: Project) -> None:
    """Where an interview ends before its release does, nobody needs to be asked."""
    project.edit(ADA, "publish_on: 2024-05-01", "publish_on: 2024-05-01\nunpublish_on: 2034-03-01")
    assert "release-ends" not in codes(project, date(2034, 2, 15))


@pytest.mark.parametrize(
    ("target", "day", "code"),
    [
        ("interview:carla-draft", DAY, "not-shown-status"),
        ("interview:dora-future", DAY, "not-shown-later"),
        ("interview:dora-future", date(2031, 1, 1), "not-shown-ended"),
    ],
)
def test_link_to_what_is_not_public_is_told(
    project: Project, target: str, day: date, code: str
) -> None:
    """A published text that links to what readers cannot open says why not."""
    project.edit(DOORS, "page:about", target)
    assert codes(project, day) == [code]


def test_entry_that_appears_later_may_link_to_what_appears_before(project: Project) -> None:
    """What counts is the day on which the reader sees the link."""
    project.edit(DOORS, "publish_on: 2022-11-30", "publish_on: 2029-12-31")
    before = codes(project)
    project.edit(DORA, "a: In 2030", "a: See [this year](program:open-doors), in 2030")
    assert codes(project) == before


# Texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[Click here](page:index)", ["empty-link-words"]),
        ("[cliquez **ici**](page:index)", ["empty-link-words"]),
        ("[Lien](page:index)", ["empty-link-words"]),
        ("[here you find who we are](page:index)", []),
        ("<https://example.org/>", ["bare-address"]),
        ("[www.example.org](https://example.org/)", ["bare-address"]),
        ("[the report](https://example.org/)", []),
        ("# A\n\n### B\n\n### C\n\n# D\n\n## E", ["heading-jump"]),
        ("A\n===\n\n#### B", ["heading-jump"]),
        ("### A\n\n## B\n\n### C", []),
        ("```\n# A\n### B\n```", []),
        ('<p class="MsoNormal">A</p>', ["word-markup"]),
    ],
)
def test_text_that_is_hard_to_use_is_told(project: Project, text: str, expected: list[str]) -> None:
    """Links without words, bare addresses, skipped levels and a word processor's traces."""
    project.edit(ABOUT, "Nobody is.", text)
    assert codes(project) == expected


@pytest.mark.parametrize(
    ("summary", "expected"),
    [
        ("Ada Example keeps the light on.", ["summary-is-title"]),
        ("one " * 31, ["long-sentence"]),
        ("one " * 20 + "end. " + "two " * 20 + "end.", []),
    ],
)
def test_summary_is_more_than_the_title_and_readable(
    project: Project, summary: str, expected: list[str]
) -> None:
    """A summary that repeats the title helps nobody, and a very long sentence few."""
    project.edit(
        ADA, "summary: A fictional keeper talks about fictional lamps.", f"summary: {summary}"
    )
    assert codes(project) == expected


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("portrait.jpg", ["alt-is-file-name"]),
        ("DSC_0042", ["alt-is-file-name"]),
        ("Ada in front of IMG_2041.jpg", []),
    ],
)
def test_description_is_no_file_name(project: Project, alt: str, expected: list[str]) -> None:
    """A file's name describes no picture."""
    old = "alt: A pattern of coloured squares, since nobody is pictured in tests"
    project.edit(ADA, old, f"alt: {alt}")
    assert codes(project) == expected


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "swapped"),
    [
        ("FR", 48.85, 2.35, False),
        ("FR", 2.35, 48.85, True),
        ("FR", -21.1, 55.5, False),  # Réunion is France too
        ("TR", 39.0, 35.0, False),
        ("SN", -17.4, 14.7, True),
        ("MC", 7.4, 43.7, True),
    ],
)
def test_swapped_coordinates_are_told(
    project: Project,
    country: str,
    latitude: float,
    longitude: float,
    swapped: bool,  # noqa: FBT001 - a column of the table above
) -> None:
    """A place that lies in its country only when turned round is told; far islands are not."""
    project.edit(
        DOORS,
        "country: FR, latitude: 48.5, longitude: -1.5",
        f"country: {country}, latitude: {latitude}, longitude: {longitude}",
    )
    assert ("swapped-coordinates" in codes(project)) is swapped
