"""`relais schema`: what editors complete and explain while somebody types."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; say what would change.")
@language_option
@root_option
@says_what_is_wrong
def schema(only_check: bool, lang: str, root: Path | None) -> None:  # noqa: FBT001 - click's way
    """Write the JSON Schemas for editors into schemas/.

    With them an editor such as Visual Studio Code completes fields, themes and organisations,
    explains each field and marks slips while you type. Run it when there is a new organisation,
    theme or program, so that editors offer it.

    With --check the exit status is 1 if a schema does not say what Relais reads. What editors do
    not offer yet is said, and is no failure.

    Example: relais schema
    """
    from relais import content, rules, schema_files  # noqa: PLC0415 - see the top of the module
    from relais.messages import words  # noqa: PLC0415

    root = root or find_root()
    found = content.read(root, rules.note)
    if not only_check:
        for path in schema_files.write(root, found):
            click.echo(words(lang).message("file-written", {"file": path}))
        return
    stale = schema_files.compare(root, found)
    for path in stale.models:
        click.echo(words(lang).message("schema-is-old", {"file": path}))
    if stale.slugs:
        click.echo(words(lang).message("schema-offers", {"choices": ", ".join(stale.slugs)}))
    sys.exit(1 if stale.models else 0)
