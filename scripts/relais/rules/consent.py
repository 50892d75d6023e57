"""Nothing measures or embeds that visitors were not told about, and what they are told is whole.

The limits for measurement without consent are the CNIL's: 13 months for what is kept on the device,
25 months for the data (guidelines and recommendation of 17 September 2020).
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from relais.diagnostics import Severity, closest
from relais.fields import Duration
from relais.register import Adapter
from relais.rules.pictures import check_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Document
    from relais.register import Purpose, Register, Tracker
    from relais.schema import InterviewSource, ProgramSource
    from relais.validation import Location

EXEMPT_DEVICE_MONTHS: Final = 13
EXEMPT_DATA_MONTHS: Final = 25
COOKIES_PAGE: Final = "cookies"
"""The hand-written page that the register is shown on."""
OWN_NAMES: Final = ("relais_consent", "relais_visitor")
"""Names that Relais itself uses: of the choice, and of its own count of visits."""

_NEEDS: Final = {
    Adapter.MATOMO: ("script", "site", "policy"),
    Adapter.MATOMO_EXEMPT: ("script", "site", "policy"),
    Adapter.PLAUSIBLE: ("script", "policy"),
    Adapter.SCRIPT: ("script", "policy"),
    Adapter.EMBED: ("hosts", "policy"),
    Adapter.OWN: (),
}


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield what is wrong with the register, and with what refers to it."""
    trackers: dict[str, Tracker] | None = {}
    register = content.register
    if register:
        trackers = {tracker.id: tracker for tracker in reversed(register.model.trackers)}
        yield from _ids(register, "purposes", register.model.purposes)
        yield from _ids(register, "trackers", register.model.trackers)
        purposes = {purpose.id: purpose for purpose in register.model.purposes}
        for index, tracker in enumerate(register.model.trackers):
            yield from _tracker(register, index, tracker, purposes)
        yield from _unused(register)
    elif "content/cookies.yml" in content.paths:
        trackers = None  # broken: which trackers there are is not known
    yield from _measurement(content, trackers)
    for document in _documents(content):
        yield from _media(content, document, trackers)


def _documents(
    content: Content,
) -> Iterator[Document[InterviewSource] | Document[ProgramSource]]:
    yield from (interview.source for interview in content.interviews.values())
    yield from (program.source for program in content.programs.values())


def _ids(
    register: Document[Register], field: str, items: Sequence[Purpose | Tracker]
) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for index, item in enumerate(items):
        if item.id in seen:
            yield register.problem("same-id", (field, index, "id"), {"id": item.id})
        seen.add(item.id)


def _tracker(
    register: Document[Register], index: int, tracker: Tracker, purposes: Mapping[str, Purpose]
) -> Iterator[Diagnostic]:
    place: Location = ("trackers", index)
    purpose = purposes.get(tracker.purpose)
    if purpose is None:
        details = {"name": tracker.purpose, "choices": ", ".join(purposes)}
        suggestion = closest(tracker.purpose, purposes)
        yield register.problem(
            "unknown-purpose", (*place, "purpose"), details, suggestion=suggestion
        )
    for field in _NEEDS[tracker.adapter]:
        if not getattr(tracker, field):
            details = {"field": field, "adapter": tracker.adapter.value}
            yield register.problem("adapter-needs", (*place, "adapter"), details)
    for number, item in enumerate(tracker.cookies):
        location = (*place, "cookies", number)
        names = OWN_NAMES[:1] if tracker.adapter is Adapter.OWN else OWN_NAMES
        # A star would have the visitor's choice deleted with the tracker's cookies.
        if any(fnmatchcase(name, item.name) for name in names):
            yield register.problem("own-name", (*location, "name"), {"name": item.name})
    if purpose and purpose.exempt:
        yield from _exempt(register, place, tracker)


def _exempt(
    register: Document[Register], place: Location, tracker: Tracker
) -> Iterator[Diagnostic]:
    if tracker.adapter in (Adapter.MATOMO, Adapter.EMBED):
        details = {"adapter": tracker.adapter.value}
        yield register.problem("never-exempt", (*place, "adapter"), details)
    for number, item in enumerate(tracker.cookies):
        if item.lifetime.days > Duration(EXEMPT_DEVICE_MONTHS, "month").days:
            details = {"name": item.name, "limit": str(EXEMPT_DEVICE_MONTHS)}
            location = (*place, "cookies", number, "lifetime")
            yield register.problem("exempt-too-long", location, details)
    if tracker.kept.days > Duration(EXEMPT_DATA_MONTHS, "month").days:
        details = {"limit": str(EXEMPT_DATA_MONTHS)}
        yield register.problem("exempt-kept-too-long", (*place, "kept"), details)


def _unused(register: Document[Register]) -> Iterator[Diagnostic]:
    used = {tracker.purpose for tracker in register.model.trackers}
    for index, purpose in enumerate(register.model.purposes):
        if purpose.id not in used:
            location = ("purposes", index, "id")
            details = {"name": purpose.id}
            yield register.problem("unused-purpose", location, details, severity=Severity.WARNING)


def _measurement(content: Content, trackers: Mapping[str, Tracker] | None) -> Iterator[Diagnostic]:
    site = content.site
    if site is None:
        return
    known = (trackers or {}).items()
    choices = [name for name, tracker in known if tracker.adapter is not Adapter.EMBED]
    for index, name in enumerate(site.model.measurement):
        if trackers is not None and name not in choices:
            details = {"name": name, "choices": ", ".join(sorted(choices)) or "-"}
            location: Location = ("measurement", index)
            suggestion = closest(name, choices)
            yield site.problem("unknown-measurement", location, details, suggestion=suggestion)
    embeds = any(document.model.media for document in _documents(content))
    if not site.model.measurement and not embeds:
        return
    # Visitors must find the details, and the way to change their mind, on every page.
    where = ("measurement",) if site.model.measurement else ()
    if COOKIES_PAGE not in content.slugs("page"):
        yield site.problem("no-cookies-page", where, key=True)
    elif not any(COOKIES_PAGE in column.entries for column in site.model.footer):
        yield site.problem("cookies-not-in-footer", ("footer",), key=True)


def _media(
    content: Content,
    document: Document[InterviewSource] | Document[ProgramSource],
    trackers: Mapping[str, Tracker] | None,
) -> Iterator[Diagnostic]:
    known = (trackers or {}).items()
    embeds = {name: item for name, item in known if item.adapter is Adapter.EMBED}
    for index, media in enumerate(document.model.media):
        place: Location = ("media", index)
        tracker = embeds.get(media.tracker)
        if trackers is None:
            pass
        elif tracker is None:
            details = {"name": media.tracker, "choices": ", ".join(sorted(embeds)) or "-"}
            suggestion = closest(media.tracker, embeds)
            yield document.problem(
                "unknown-embed", (*place, "tracker"), details, suggestion=suggestion
            )
        elif (host := urlsplit(media.src).hostname or "") not in tracker.hosts:
            details = {"host": host, "name": tracker.id}
            yield document.problem("host-not-registered", (*place, "src"), details)
        if not media.link and not media.transcript:
            yield document.problem("no-way-without-embed", (*place, "id"), {"id": media.id})
        if media.still:
            name = media.still.src
            found = content.stills.get((document.source.path, name))
            yield from check_picture(content, document, (*place, "still", "src"), name, found)
