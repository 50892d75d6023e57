"""`relais rename`: another slug, everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong
from relais.commands.desk import show, speaking

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@click.argument("new")
@language_option
@root_option
@says_what_is_wrong
def rename(slug: str, new: str, lang: str, root: Path | None) -> None:
    """Give an interview, program, organisation, theme or population another slug.

    Everything that refers to it changes as well, in all languages, or nothing does. The old
    address of an interview or a program leads to the new one.

    Example: relais rename ada-example ada-keeper
    """
    from relais.desk.rename import rename as give_name  # noqa: PLC0415 - see relais.commands

    with speaking(lang):
        show(give_name(root or find_root(), slug, new), lang)
