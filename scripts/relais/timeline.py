"""What will change by itself: the days on which entries appear, disappear or have their release.

A pure function of the catalog and a day. What is public is asked of `relais.publication`, day by
day: an event is a day on which the answer differs from the day before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from relais.publication import absence
from relais.schema import InterviewSource, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.catalog import Catalog
    from relais.schema import ProgramSource


class Happening(StrEnum):
    """What happens on a day; each is also a code of `relais.messages`, with `event-` before."""

    SIGNED = "signed"
    APPEARS = "appears"
    ENDS = "ends"
    RELEASE_ENDS = "release-ends"


@dataclass(frozen=True, slots=True, order=True)
class Event:
    """Something that happens to an entry on a day."""

    day: date
    kind: str
    """`interview` or `program`."""
    slug: str
    happening: Happening
    title: str
    path: str
    """The file of the source edition."""


def events(catalog: Catalog, first: date) -> list[Event]:
    """Return what happens from the day `first` on, in the order of the days."""
    found: list[Event] = []
    for kind, entries in (("interview", catalog.interviews), ("program", catalog.programs)):
        for slug, entry in entries.items():
            found += (
                Event(day, kind, slug, happening, entry.source.title, entry.path)
                for day, happening in _changes(entry.source)
                if day >= first
            )
    return sorted(found)


def _changes(source: InterviewSource | ProgramSource) -> Iterator[tuple[date, Happening]]:
    release = source.release if isinstance(source, InterviewSource) else None
    if release and release.signed_on and source.status is not Status.WITHDRAWN:
        yield release.signed_on, Happening.SIGNED
    candidates = {source.publish_on, source.unpublish_on}
    if release:
        candidates |= {release.signed_on, release.expires_on}
    for day in sorted(filter(None, candidates)):
        if day == date.min:
            continue
        before, after = absence(source, day - timedelta(days=1)), absence(source, day)
        if before and not after:
            yield day, Happening.APPEARS
        elif after and not before:
            by_release = after.reason == "release"
            yield day, Happening.RELEASE_ENDS if by_release else Happening.ENDS
