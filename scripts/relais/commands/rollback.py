"""`relais rollback`: an earlier release for visitors."""

from __future__ import annotations

from pathlib import Path

import click

from relais.commands.common import (
    endpoint_option,
    language_option,
    log_option,
    says_what_is_wrong,
    wait_option,
)
from relais.messages import sentence


@click.command()
@click.argument("target")
@click.option(
    "--to", metavar="ID", help="The release: see relais releases. Without it: the one before."
)
@click.option("--again", is_flag=True, help="Also if it shows pages that are not shown any more.")
@endpoint_option
@wait_option
@log_option
@language_option
@says_what_is_wrong
def rollback(  # noqa: PLR0913, PLR0917 - one parameter for each option
    target: str,
    to: str | None,
    again: bool,  # noqa: FBT001 - an option
    endpoint_url: str | None,
    wait: float,
    log_format: str,
    lang: str,
) -> None:
    """Let an earlier release be live again at TARGET.

    Example: relais rollback /srv/site
    """
    from relais.publishing.operation import Settings, target_of  # noqa: PLC0415 - see the package
    from relais.stages import Log  # noqa: PLC0415

    settings = Settings(Path(), wait=wait, endpoint=endpoint_url, log=Log(lang, log_format))
    chosen = target_of(target, settings)
    was = chosen.live()
    release = chosen.roll_back(to, again=again)
    code = "already-live" if release.id == was else "rolled-back"
    click.echo(sentence(lang, code, id=release.id))
    before = next((each for each in chosen.releases() if each.id == was), None)
    if before and before.rules != release.rules:
        click.echo(sentence(lang, "reload-server"))
