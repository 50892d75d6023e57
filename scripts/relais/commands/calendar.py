"""`relais calendar`: what happens by itself, and when."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relais.commands.common import (
    as_of_option,
    fail,
    find_root,
    language_option,
    root_option,
    says_what_is_wrong,
)

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.option(
    "--ics",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the events to this file, for a calendar program.",
)
@as_of_option
@language_option
@root_option
@says_what_is_wrong
def calendar(ics: Path | None, as_of: date | None, lang: str, root: Path | None) -> None:
    """List the days to come: what appears, what ends, which releases are signed or end.

    The calendar file has an event for each, all day long; the end of a release reminds 60 days
    before. Written on the same day from the same content it is the same file. The exit status is 0,
    or 1 if files with errors are missing from the list.

    Example: relais calendar --ics releases.ics
    """
    from relais import atomic  # noqa: PLC0415 - see the top
    from relais.calendar_file import calendar as calendar_file  # noqa: PLC0415
    from relais.calendar_file import summary  # noqa: PLC0415
    from relais.diagnostics import printable  # noqa: PLC0415
    from relais.loading import load  # noqa: PLC0415
    from relais.messages import words  # noqa: PLC0415
    from relais.publication import today  # noqa: PLC0415
    from relais.timeline import events  # noqa: PLC0415

    loaded = load(root or find_root(), as_of)
    catalog = loaded.catalog
    if catalog is None:
        fail(words(lang).message("state-no-site", {}))
    day = as_of or today(catalog.site)
    found = events(catalog, day)
    for event in found:
        click.echo(printable(f"{event.day.isoformat()}  {summary(event, lang)}"))
    if not found:
        click.echo(words(lang).message("event-none", {}))
    if ics:
        site = catalog.site
        name = site.name.get(lang, site.name[site.default_language])
        atomic.write(ics, calendar_file(found, day, name, lang))
        click.echo(words(lang).message("file-written", {"file": str(ics)}), err=True)
    if loaded.has_errors:
        click.echo(words(lang).message("state-errors", {}), err=True)
        sys.exit(1)
