"""`relais build`: the site into a folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relais.commands.common import (
    as_of_option,
    find_root,
    language_option,
    log_option,
    root_option,
    says_what_is_wrong,
    wait_option,
)

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site. Without it: site.",
)
@as_of_option
@wait_option
@log_option
@language_option
@root_option
@says_what_is_wrong
def build(  # noqa: PLR0913, PLR0917 - one parameter for each option
    output: Path | None,
    as_of: date | None,
    wait: float,
    log_format: str,
    lang: str,
    root: Path | None,
) -> None:
    """Build the site.

    The site is built beside the output folder and takes its place only when all went well. If the
    content has errors, what stood there stays.

    Example: relais build --as-of 2026-12-01
    """
    from relais.building import build_site  # noqa: PLC0415 - see the top of the module
    from relais.messages import sentence  # noqa: PLC0415
    from relais.stages import Log  # noqa: PLC0415

    root = root or find_root()
    output = output or root / "site"
    log = Log(lang, log_format)
    with log.stage("build") as counts:
        result = build_site(root, output, as_of, lang, wait=wait, told=log.wait)
        counts["pages"] = result.pages
    shown = os.path.relpath(output)
    told = {"pages": result.pages, "seconds": f"{result.seconds:.1f}", "folder": shown}
    for code in ("built", "built-preview", "built-as-it-is"):
        click.echo(sentence(lang, code, **told))
