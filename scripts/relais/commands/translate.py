"""`relais translate`: begin a translation, go on with it, and say that it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong
from relais.commands.desk import show, speaking

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("slug")
@click.argument("language")
@click.option("--done", is_flag=True, help="It says what the source says now: note that.")
@language_option
@root_option
@says_what_is_wrong
def translate(slug: str, language: str, done: bool, lang: str, root: Path | None) -> None:  # noqa: FBT001 - an option
    """Begin a translation, or bring it up to date.

    SLUG is an interview, a program or a page of docs/; LANGUAGE is en, fr and so on. What is
    translated stays. Beside what is new or has changed stands the source text, as comments.

    Example: relais translate ada-example fr
    """
    from relais.desk import translate as work  # noqa: PLC0415 - see relais.commands

    with speaking(lang):
        operation = work.finish if done else work.translate
        show(operation(root or find_root(), slug, language, lang), lang)
