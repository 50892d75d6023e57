"""What visitors may see on a given day.

The one place that decides it: status, dates and release. Everything after it in the pipeline takes
a `PublicCatalog`, so what is not public cannot reach a page, a list, a feed or a search index.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from relais.catalog import Catalog
from relais.errors import SetupError
from relais.schema import Coverage, Publication, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.catalog import Interview, Program
    from relais.schema import InterviewSource, Release, Site


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


AS_OF_VARIABLE: Final = "RELAIS_AS_OF"
"""The variable by which `--as-of` reaches the builder: a day, as 2026-02-28."""
_LAST_EPOCH: Final = 2**32 - 1


def today(site: Site, environment: Mapping[str, str] = os.environ) -> date:
    """Return the day at the foundation, or the one that `--as-of` or SOURCE_DATE_EPOCH names.

    SOURCE_DATE_EPOCH is what reproducible builds set: seconds since 1970 in UTC
    (https://reproducible-builds.org/specs/source-date-epoch/). Raises `SetupError` if it is not.
    """
    if as_of := environment.get(AS_OF_VARIABLE):
        return parse_day(as_of)
    zone = ZoneInfo(site.time_zone)
    epoch = environment.get("SOURCE_DATE_EPOCH")
    if not epoch:
        return datetime.now(zone).date()
    if not re.fullmatch("[0-9]+", epoch) or int(epoch) > _LAST_EPOCH:
        message = f"SOURCE_DATE_EPOCH is {epoch!r}; it must be seconds since 1970, digits only."
        raise SetupError(message)
    return datetime.fromtimestamp(int(epoch), UTC).astimezone(zone).date()


def parse_day(text: str) -> date:
    """Return the day written as 2026-02-28; raise `SetupError` for anything else."""
    try:
        if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    message = f"{text!r} is not a date; write it as 2026-02-28."
    raise SetupError(message)


def select(catalog: Catalog, as_of: date) -> PublicCatalog:
    """Return what is public on `as_of`.

    References to programs that are not public are left out, and so are a portrait and videos that
    the release does not cover. An organisation or a theme is public when something public refers to
    it. A featured interview that is not public is not featured.
    """
    programs = {
        slug: program
        for slug, program in catalog.programs.items()
        if _in_its_dates(program.source, as_of)
    }
    interviews = {
        slug: _covered(interview, programs)
        for slug, interview in catalog.interviews.items()
        if _is_public(interview.source, as_of)
    }
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
    return replace(interview, source=source.model_copy(update=update), portrait=portrait)
