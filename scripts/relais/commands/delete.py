"""`relais delete`: an entry goes, if nothing refers to it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong
from relais.commands.desk import MISUSED, REFUSED, on_terminal, show, speaking
from relais.messages.desk import tell

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@click.option("--yes", is_flag=True, help="Do not ask: for scripts.")
@language_option
@root_option
@says_what_is_wrong
def delete(slug: str, yes: bool, lang: str, root: Path | None) -> None:  # noqa: FBT001 - an option
    """Delete an interview, program, organisation, theme or population that nothing refers to.

    Lists the references and stops if there are any.

    Example: relais delete carla-draft --yes
    """
    from relais.desk import delete as deleting  # noqa: PLC0415 - see relais.commands

    with speaking(lang):
        plan = deleting.plan_deletion(root or find_root(), slug)
        if plan.published:
            click.echo(tell(lang, "delete-published", {"slug": plan.name.slug}))
        if not yes:
            if not on_terminal():
                click.echo(tell(lang, "needs-yes"), err=True)
                sys.exit(MISUSED)
            click.echo(tell(lang, "about-to-delete"))
            for path in plan.files:
                click.echo(f"  {path}")
            if not click.confirm(tell(lang, "sure")):
                click.echo(tell(lang, "kept"))
                sys.exit(REFUSED)
        show(deleting.delete(plan), lang)
