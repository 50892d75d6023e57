"""What visitors may see on a given day.

The one place that decides it: status, dates and release. Everything after it in the pipeline takes
a `PublicCatalog`, so what is not public cannot reach a page, a list, a feed or a search index.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from relais.cache import key_of
from relais.catalog import Catalog
from relais.day import today_in
from relais.schema import Coverage, InterviewSource, Publication, Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from relais.catalog import Interview, Program
    from relais.schema import ProgramSource, Release, Site


@dataclass(frozen=True)
class PublicCatalog(Catalog):
    """A catalog of which everything is public on the day `as_of`."""

    as_of: date
    gone: frozenset[tuple[str, str]] = frozenset()
    """The section and each slug, present or former, of what was withdrawn: nothing else of it."""

    def publications(self) -> Iterator[tuple[str, str, Publication]]:
        """Yield the section, the slug and the source of each interview and program."""
        for slug, interview in self.interviews.items():
            yield "interviews", slug, interview.source
        for slug, program in self.programs.items():
            yield "programs", slug, program.source


def today(site: Site, environment: Mapping[str, str] = os.environ) -> date:
    """Return the day at the foundation, or the one that `--as-of` or SOURCE_DATE_EPOCH names."""
    return today_in(ZoneInfo(site.time_zone), environment)


def select(catalog: Catalog, as_of: date) -> PublicCatalog:
    """Return what is public on `as_of`.

    References to programs that are not public are left out, and so are a portrait and videos that
    the release does not cover. An organisation or a theme is public when something public refers to
    it. A featured interview that is not public is not featured.
    """
    programs = [s for s, entry in catalog.programs.items() if _in_its_dates(entry.source, as_of)]
    interviews = [s for s, entry in catalog.interviews.items() if _is_public(entry.source, as_of)]
    return _narrow(catalog, as_of, interviews, programs)


def select_for_preview(catalog: Catalog, as_of: date) -> PublicCatalog:
    """Return what editors preview: also drafts and what other days show, but nothing withdrawn.

    Portraits and videos that no release covers are left out here, too.
    """
    interviews, programs = (
        [slug for slug, entry in entries.items() if entry.source.status is not Status.WITHDRAWN]
        for entries in (catalog.interviews, catalog.programs)
    )
    return _narrow(catalog, as_of, interviews, programs)


def _narrow(
    catalog: Catalog, as_of: date, interview_slugs: Iterable[str], program_slugs: Iterable[str]
) -> PublicCatalog:
    """Return a catalog of these entries and of what they refer to."""
    programs = {slug: catalog.programs[slug] for slug in program_slugs}
    interviews = {slug: _covered(catalog.interviews[slug], programs) for slug in interview_slugs}
    referred = {interview.source.organisation for interview in interviews.values()}
    referred |= {slug for program in programs.values() for slug in program.source.organisations}
    themes = {slug for interview in interviews.values() for slug in interview.source.themes}
    themes |= {slug for program in programs.values() for slug in program.source.themes}
    site = catalog.site
    if site.featured not in interviews:
        site = site.model_copy(update={"featured": None})
    return PublicCatalog(
        site=site,
        themes={slug: labels for slug, labels in catalog.themes.items() if slug in themes},
        populations=catalog.populations,
        organisations={
            slug: organisation
            for slug, organisation in catalog.organisations.items()
            if slug in referred
        },
        interviews=interviews,
        programs=programs,
        pages=catalog.pages,
        register=catalog.register,
        as_of=as_of,
        gone=frozenset(_gone(catalog)),
    )


def _gone(catalog: Catalog) -> Iterator[tuple[str, str]]:
    sources: list[tuple[str, str, Publication]] = [
        *(("interviews", slug, entry.source) for slug, entry in catalog.interviews.items()),
        *(("programs", slug, entry.source) for slug, entry in catalog.programs.items()),
    ]
    for section, slug, source in sources:
        if source.status is Status.WITHDRAWN:
            yield from ((section, each) for each in (slug, *source.aliases))


def _in_its_dates(entry: Publication, as_of: date) -> bool:
    if entry.status is not Status.PUBLISHED:
        return False
    if entry.publish_on and as_of < entry.publish_on:
        return False
    return not (entry.unpublish_on and as_of >= entry.unpublish_on)


def _holds(release: Release, as_of: date) -> bool:
    if release.signed_on and as_of < release.signed_on:
        return False
    return not (release.expires_on and as_of >= release.expires_on)


def _is_public(source: InterviewSource, as_of: date) -> bool:
    release = source.release
    if not _in_its_dates(source, as_of) or release is None:
        return False
    return Coverage.TEXT in release.covers and _holds(release, as_of)


def _covered(interview: Interview, programs: Mapping[str, Program]) -> Interview:
    """Return `interview` without what its release does not cover and what is not public."""
    source = interview.source
    update: dict[str, object] = {"programs": [slug for slug in source.programs if slug in programs]}
    portrait = interview.portrait
    covers = source.release.covers if source.release else ()
    if Coverage.PORTRAIT not in covers:
        update["portrait"] = portrait = None
    if Coverage.VIDEO not in covers:
        update["media"] = [media for media in source.media if media.kind != "video"]
    if all(getattr(source, name) == value for name, value in update.items()):
        return interview
    return replace(
        interview,
        source=source.model_copy(update=update),
        portrait=portrait,
        digest=key_of(interview.digest, repr(update), portrait is None),
    )


@dataclass(frozen=True, slots=True)
class Absence:
    """Why something is not public on a day."""

    reason: str
    """`status`, `later`, `ended` or `release`."""
    day: date | None = None
    """When it appears or has ended, where the reason is a date."""


def absence(source: InterviewSource | ProgramSource, as_of: date) -> Absence | None:
    """Return why an entry is not public on `as_of`, or None if it is."""
    if source.status is not Status.PUBLISHED:
        return Absence("status")
    if source.publish_on and as_of < source.publish_on:
        return Absence("later", source.publish_on)
    if source.unpublish_on and as_of >= source.unpublish_on:
        return Absence("ended", source.unpublish_on)
    if isinstance(source, InterviewSource) and not _is_public(source, as_of):
        return Absence("release")
    return None
