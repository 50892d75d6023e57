"""`relais withdraw`: an interviewee takes back the agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong
from relais.commands.desk import show, speaking

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@language_option
@root_option
@says_what_is_wrong
def withdraw(slug: str, lang: str, root: Path | None) -> None:
    """Take an interview back: the next build shows a neutral page in its place.

    No reason is asked for, and none is kept. Says what remains in other texts and in Git.

    Example: relais withdraw ada-example
    """
    from relais.desk.withdraw import withdraw as take_back  # noqa: PLC0415 - see relais.commands

    with speaking(lang):
        show(take_back(root or find_root(), slug), lang)
