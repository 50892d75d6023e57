"""The state of every entry on a day: what is public, what is missing, what happens next.

Sorted so that what needs somebody's attention comes first.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from relais.publication import absence
from relais.rules.outlook import NOTICE
from relais.schema import Coverage, InterviewSource, PageSource
from relais.timeline import Happening, events

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from relais.catalog import Catalog, Entry
    from relais.schema import ProgramSource, Release
    from relais.timeline import Event


class State(StrEnum):
    """Where an entry stands; each is also a code of `relais.messages`, with `state-` before.

    In the order of attention: the first ones are meant to be public and are not.
    """

    RELEASE_MISSING = "release-missing"
    RELEASE_ENDED = "release-ended"
    RELEASE_LATER = "release-later"
    REVIEW = "review"
    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLIC = "public"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


class Freshness(StrEnum):
    """How an edition stands to the source edition; also codes, with `state-` before."""

    FRESH = "fresh"
    STALE = "stale"
    UNKNOWN = "unknown"
    """It does not say which text it translates."""
    MISSING = "missing"


_URGENT = (State.RELEASE_MISSING, State.RELEASE_ENDED, State.RELEASE_LATER)


@dataclass(frozen=True, slots=True)
class Row:
    """One entry as it stands on a day."""

    kind: str
    """`interview`, `program` or `page`."""
    slug: str
    title: str
    path: str
    state: State
    editions: Mapping[str, Freshness]
    """By language; the source edition is fresh."""
    release: Release | None
    following: Event | None
    """What happens next by itself."""
    attention: int
    """0 needs it most."""


def overview(catalog: Catalog, as_of: date) -> list[Row]:
    """Return all entries, those that need attention first."""
    following: dict[tuple[str, str], Event] = {}
    for event in events(catalog, as_of):
        if event.day > as_of:
            following.setdefault((event.kind, event.slug), event)
    rows = [
        _row(kind, entry, following.get((kind, slug)), catalog, as_of)
        for kind, entries in (
            ("interview", catalog.interviews),
            ("program", catalog.programs),
            ("page", catalog.pages),
        )
        for slug, entry in entries.items()
    ]
    return sorted(rows, key=lambda row: (row.attention, _day(row), row.kind, row.slug))


def as_data(row: Row) -> dict[str, Any]:
    """Return a row for programs, ready for JSON."""
    return {
        "kind": row.kind,
        "slug": row.slug,
        "title": row.title,
        "path": row.path,
        "state": str(row.state),
        "editions": {language: str(state) for language, state in row.editions.items()},
        "release": {
            "basis": row.release.basis,
            "covers": [str(part) for part in row.release.covers],
            "until": row.release.expires_on.isoformat() if row.release.expires_on else None,
        }
        if row.release
        else None,
        "next": {"day": row.following.day.isoformat(), "happening": str(row.following.happening)}
        if row.following
        else None,
        "attention": row.attention,
    }


def _day(row: Row) -> str:
    return row.following.day.isoformat() if row.following else "9999"


def _row(
    kind: str, entry: Entry[Any, Any], following: Event | None, catalog: Catalog, as_of: date
) -> Row:
    editions = {
        language: _freshness(entry, language)
        for language in dict.fromkeys((entry.language, *catalog.site.languages))
    }
    release = getattr(entry.source, "release", None)
    row = Row(
        kind=kind,
        slug=entry.slug,
        title=entry.source.title,
        path=entry.path,
        state=_state(entry.source, as_of),
        editions=editions,
        release=release,
        following=following,
        attention=0,
    )
    soon = (
        following is not None
        and following.happening is Happening.RELEASE_ENDS
        and following.day - as_of <= NOTICE
    )
    return _with_attention(row, soon=soon)


def _with_attention(row: Row, *, soon: bool) -> Row:
    order = list(State)
    if row.state in _URGENT:
        attention = 0
    elif soon:
        attention = 1
    elif row.state in (State.ENDED, State.WITHDRAWN):
        attention = 4 + order.index(row.state)
    elif any(each is not Freshness.FRESH for each in row.editions.values()):
        attention = 2
    else:
        attention = 4 + order.index(row.state)
    return replace(row, attention=attention)


def _freshness(entry: Entry[Any, Any], language: str) -> Freshness:
    if language == entry.language:
        return Freshness.FRESH
    if language not in entry.translations:
        return Freshness.MISSING
    if language in entry.stale:
        return Freshness.STALE
    known = entry.translations[language].translation is not None
    return Freshness.FRESH if known else Freshness.UNKNOWN


def _state(source: InterviewSource | ProgramSource | PageSource, as_of: date) -> State:
    if isinstance(source, PageSource):
        return State.PUBLIC  # hand-written pages always are
    missing = absence(source, as_of)
    if missing is None:
        return State.PUBLIC
    if missing.reason == "status":
        return State(str(source.status))
    if missing.reason != "release":
        return State.SCHEDULED if missing.reason == "later" else State.ENDED
    release = source.release if isinstance(source, InterviewSource) else None
    if release is None or Coverage.TEXT not in release.covers:
        return State.RELEASE_MISSING
    ended = release.expires_on is not None and release.expires_on <= as_of
    return State.RELEASE_ENDED if ended else State.RELEASE_LATER
