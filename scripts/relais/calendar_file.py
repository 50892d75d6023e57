"""The events to come as a calendar file (RFC 5545), for the calendars that editors have anyway."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Final

from icalendar import Alarm, Calendar
from icalendar import Event as CalendarEvent

from relais.messages import words
from relais.rules.outlook import NOTICE
from relais.timeline import Happening

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from relais.timeline import Event

DOMAIN: Final = "relais.invalid"
"""What the events' lasting names end with; no host has it (RFC 2606)."""


def calendar(events: Sequence[Event], as_of: date, name: str, language: str) -> bytes:
    """Return the events as a calendar; the same events on the same day give the same bytes.

    An event keeps its name (UID) when its day moves, so that a calendar which is read again moves
    it too. The end of a release reminds as early as `relais check` warns.
    """
    file = Calendar()
    file.add("prodid", "-//Relais//Relais//EN")
    file.add("version", "2.0")
    file.add("x-wr-calname", name)
    for event in events:
        file.add_component(_event(event, as_of, language))
    return bytes(file.to_ical())


def summary(event: Event, language: str) -> str:
    """Return what happens in one line, without its day."""
    details = {"title": event.title, "slug": event.slug}
    return words(language).message(f"event-{event.happening}", details)


def _event(event: Event, as_of: date, language: str) -> CalendarEvent:
    written = CalendarEvent()
    written.add("uid", f"{event.kind}-{event.slug}-{event.happening}@{DOMAIN}")
    written.add("dtstamp", datetime.combine(as_of, time(), UTC))
    written.add("dtstart", event.day)
    # No DTEND: a day without one lasts that day (RFC 5545, 3.6.1), also the calendar's last.
    written.add("summary", summary(event, language))
    written.add("description", event.path)
    written.add("transp", "TRANSPARENT")  # nobody is busy on that day
    if event.happening is Happening.RELEASE_ENDS:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary(event, language))
        alarm.add("trigger", -NOTICE)
        written.add_component(alarm)
    return written
