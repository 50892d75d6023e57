"""`relais publish`: a new release for visitors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relais.commands.check import print_diagnostics
from relais.commands.common import (
    as_of_option,
    endpoint_option,
    fail,
    find_root,
    language_option,
    log_option,
    root_option,
    says_what_is_wrong,
    wait_option,
)
from relais.messages import sentence

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("target")
@click.option(
    "--site",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A site that is built already. Without it, one is built.",
)
@click.option(
    "--keep",
    type=click.IntRange(1),
    default=5,
    show_default=True,
    help="Releases that stay, for rollback. The live one and the one before always do.",
)
@click.option(
    "--carry",
    type=click.FloatRange(0),
    default=24.0,
    show_default=True,
    help="Hours for which pictures and fonts of earlier releases stay reachable. 0 when one of "
    "them must vanish at once.",
)
@click.option("--page-budget", type=click.IntRange(1), help="As for relais verify.")
@as_of_option
@endpoint_option
@wait_option
@log_option
@language_option
@root_option
@says_what_is_wrong
def publish(  # noqa: PLR0913, PLR0917 - one parameter for each option
    target: str,
    site: Path | None,
    keep: int,
    carry: float,
    page_budget: int | None,
    as_of: date | None,
    endpoint_url: str | None,
    wait: float,
    log_format: str,
    lang: str,
    root: Path | None,
) -> None:
    """Build the site, verify it, and let visitors see it at TARGET, all at once or not at all.

    TARGET is a folder, whose web server delivers TARGET/current, or a bucket, s3://NAME/PREFIX.

    Example: relais publish /srv/site
    """
    from relais.publishing.operation import (  # noqa: PLC0415 - see `relais.commands`
        NotVerifiedError,
        Settings,
        publish_project,
        target_of,
    )
    from relais.stages import Log  # noqa: PLC0415
    from relais.verification import PAGE_BUDGET  # noqa: PLC0415

    settings = Settings(
        (root or find_root()).resolve(),
        as_of,
        keep,
        page_budget or PAGE_BUDGET,
        wait,
        carry * 3600,
        endpoint_url,
        Log(lang, log_format),
    )
    try:
        done = publish_project(settings, target_of(target, settings), site)
    except NotVerifiedError as error:
        print_diagnostics(error.problems, "text", lang)
        fail(error.sentence(lang))
    if not done.changed:
        click.echo(sentence(lang, "unchanged", id=done.release.id))
        return
    files = len(done.release.files) + len(done.release.packed)
    details = {"id": done.release.id, "files": files, "written": done.written}
    click.echo(sentence(lang, "published", **details))
    if done.new_rules:
        click.echo(sentence(lang, "reload-server"))
