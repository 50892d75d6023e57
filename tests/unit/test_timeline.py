"""What happens when, where every entry stands, and the same as a calendar file."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.calendar_file import calendar
from relais.loading import load
from relais.overview import Freshness, State, overview
from relais.publication import select
from relais.timeline import Event, Happening, events
from tests.projects import ADA, ADA_FRENCH, SMALL, Project

if TYPE_CHECKING:
    from relais.catalog import Catalog

DAY = date(2026, 11, 1)


def catalog_of(project: Project) -> Catalog:
    """Return a project's catalog."""
    catalog = load(project.root, DAY).catalog
    assert catalog is not None
    return catalog


def rows(project: Project, day: date = DAY) -> dict[str, str]:
    """Return the state of each entry by its slug, in the order of attention."""
    return {row.slug: str(row.state) for row in overview(catalog_of(project), day)}


# The events


def test_events_to_come_are_in_order(project: Project) -> None:
    """Publications, ends and ends of releases stand in the order of their days."""
    assert [(e.day.year, e.slug, str(e.happening)) for e in events(catalog_of(project), DAY)] == [
        (2030, "dora-future", "appears"),
        (2031, "dora-future", "ends"),
        (2034, "ada-example", "release-ends"),
    ]


def test_what_never_appears_is_no_event(project: Project) -> None:
    """An entry in review with a date, and one whose release ends before, do not appear."""
    project.edit(ADA, "status: published", "status: review")
    assert {event.slug for event in events(catalog_of(project), DAY)} == {"dora-future"}


def test_signature_to_come_is_an_event(project: Project) -> None:
    """A release that is signed later is told, and the interview appears on that day."""
    project.edit(ADA, "signed_on: 2024-04-01", "signed_on: 2027-01-05")
    found = [(e.day, e.happening) for e in events(catalog_of(project), DAY) if "ada" in e.slug]
    assert found[:2] == [
        (date(2027, 1, 5), Happening.APPEARS),
        (date(2027, 1, 5), Happening.SIGNED),
    ]


SMALL_CATALOG = load(SMALL, DAY).catalog


@given(st.tuples(*[st.none() | st.dates(date(2025, 1, 1), date(2025, 2, 15))] * 4))
def test_events_are_the_days_on_which_the_public_changes(days: tuple[date | None, ...]) -> None:
    """Whatever the dates, the public differs from the day before exactly on the events' days."""
    assert SMALL_CATALOG is not None
    ada = SMALL_CATALOG.interviews["ada-example"]
    assert ada.source.release is not None
    publish_on, unpublish_on, signed_on, expires_on = days
    release = ada.source.release.model_copy(
        update={"signed_on": signed_on, "expires_on": expires_on}
    )
    source = ada.source.model_copy(
        update={"publish_on": publish_on, "unpublish_on": unpublish_on, "release": release}
    )
    catalog = replace(
        SMALL_CATALOG, interviews={"ada-example": replace(ada, source=source)}, programs={}
    )
    start = date(2024, 12, 31)
    changes = set()
    for number in range(1, 50):
        day = start + timedelta(days=number)
        before = bool(select(catalog, day - timedelta(days=1)).interviews)
        if before != bool(select(catalog, day).interviews):
            changes.add(day)
    found = events(catalog, start)
    assert {event.day for event in found if event.happening is not Happening.SIGNED} == changes
    assert len({(event.slug, event.happening) for event in found}) == len(found)


# The states


def test_each_entry_has_its_state(project: Project) -> None:
    """Entries without all texts come first, then review, draft and what is in order."""
    assert list(rows(project).items()) == [
        ("bruno-sample", "public"),
        ("about", "public"),
        ("quiet-hours", "review"),
        ("carla-draft", "draft"),
        ("dora-future", "scheduled"),
        ("ada-example", "public"),
        ("index", "public"),
        ("open-doors", "public"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        ("expires_on: 2034-04-01", "expires_on: 2026-10-01", State.RELEASE_ENDED),
        ("signed_on: 2024-04-01", "signed_on: 2027-01-05", State.RELEASE_LATER),
        ("covers: [text, portrait]", "covers: [portrait]", State.RELEASE_MISSING),
        ("publish_on: 2024-05-01", "publish_on: 2027-01-05", State.SCHEDULED),
        ("publish_on: 2024-05-01", "unpublish_on: 2026-01-05", State.ENDED),
        ("status: published", "status: withdrawn", State.WITHDRAWN),
    ],
)
def test_state_says_why_it_is_not_public(
    project: Project, old: str, new: str, state: State
) -> None:
    """Each way of not being public has its word; those that were meant to be public come first."""
    project.edit(ADA, old, new)
    found = rows(project)
    assert found["ada-example"] == state
    if state.startswith("release"):
        assert next(iter(found)) == "ada-example"


def test_release_that_ends_soon_comes_first(project: Project) -> None:
    """Sixty days before its release ends an interview moves to the top."""
    assert next(iter(rows(project, date(2034, 1, 30)))) != "ada-example"
    assert next(iter(rows(project, date(2034, 1, 31)))) == "ada-example"


def test_editions_are_fresh_stale_unknown_or_missing(project: Project) -> None:
    """Each language's text stands as it does to the source edition."""
    project.edit(ADA_FRENCH, 'translation: {of: "710876287dd1"}', "translation:")
    found = {row.slug: row.editions for row in overview(catalog_of(project), DAY)}
    assert found["ada-example"] == {"en": Freshness.FRESH, "fr": Freshness.UNKNOWN}
    assert found["about"] == {"en": Freshness.FRESH, "fr": Freshness.STALE}
    assert found["bruno-sample"] == {"fr": Freshness.FRESH, "en": Freshness.MISSING}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_status_fits_a_terminal(project: Project, language: str) -> None:
    """The table has 80 columns at most, no colour, and a line for each entry."""
    done = project.relais("status", "--as-of", "2026-11-01", "--lang", language)
    assert done.returncode == 0
    assert "\x1b" not in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert "dora-future" in done.stdout
    assert "2034-04-01" in done.stdout


def test_status_for_programs_is_json(project: Project) -> None:
    """`--format json` has the same in the same order."""
    done = project.relais("status", "--as-of", "2026-11-01", "--format", "json")
    found = {row["slug"]: row for row in json.loads(done.stdout)}
    assert list(found) == list(rows(project))
    assert found["dora-future"]["next"] == {"day": "2030-01-01", "happening": "appears"}
    assert found["ada-example"]["release"] == {
        "basis": "signed",
        "covers": ["text", "portrait"],
        "until": "2034-04-01",
    }


def test_status_says_that_broken_entries_are_missing(project: Project) -> None:
    """With an error in a file the others are shown, and the exit status is 1."""
    project.edit(ADA, "status: published", "status: publishd")
    done = project.relais("status")
    assert done.returncode == 1
    assert "open-doors" in done.stdout
    assert "ada-example" not in done.stdout
    assert "`relais check`" in done.stderr


# The calendar


def test_calendar_lists_and_writes_the_same(project: Project) -> None:
    """The file read back has the listed events, all day long, with a reminder for the release."""
    done = project.relais("calendar", "--as-of", "2026-11-01", "--ics", "dates.ics")
    assert done.stdout.splitlines() == [
        "2030-01-01  Dora Future FUTURE-ONLY: appears",
        "2031-01-01  Dora Future FUTURE-ONLY: disappears",
        "2034-04-01  Ada Example keeps the light on: the release ends",
    ]
    file = icalendar.Calendar.from_ical(project.path("dates.ics").read_bytes())
    found = list(file.walk("VEVENT"))
    shown = [f"{event.decoded('dtstart')}  {event['summary']}" for event in found]
    assert shown == done.stdout.splitlines()
    assert all(type(event.decoded("dtstart")) is date for event in found)
    assert len({event["uid"] for event in found}) == 3
    (alarm,) = file.walk("VALARM")
    assert alarm.decoded("trigger") == timedelta(days=-60)


def test_calendar_is_the_same_file_on_the_same_day(project: Project) -> None:
    """SOURCE_DATE_EPOCH and the content decide every byte."""
    epoch = {"SOURCE_DATE_EPOCH": "1790000000"}
    for name in ("one.ics", "two.ics"):
        project.relais("calendar", "--ics", name, environment=epoch)
    one, two = (project.path(name).read_bytes() for name in ("one.ics", "two.ics"))
    assert one == two
    assert b"DTSTAMP:2026" in one


def test_calendar_holds_the_last_day_there_is() -> None:
    """Nothing is added to a day, so that every day can stand in a calendar."""
    event = Event(date.max, "interview", "ada", Happening.ENDS, "Ada", "a.yml")
    (read,) = icalendar.Calendar.from_ical(calendar([event], DAY, "x", "en")).walk("VEVENT")
    assert read.decoded("dtstart") == date.max


def test_event_keeps_its_name_when_its_day_moves() -> None:
    """A calendar that is read again moves an event and does not double it."""
    event = Event(DAY, "interview", "ada", Happening.APPEARS, "Ada, é; \\", "a.yml")
    moved = replace(event, day=DAY + timedelta(days=9))
    names = []
    for each in (event, moved):
        (read,) = icalendar.Calendar.from_ical(calendar([each], DAY, "x", "fr")).walk("VEVENT")
        assert read["summary"] == "Ada, é; \\\u00a0: paraît"
        names.append(read["uid"])
    assert names[0] == names[1]
