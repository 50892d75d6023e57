"""`relais status`: where every entry stands."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

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
    from pathlib import Path

    from relais.messages import Words
    from relais.overview import Row

STATE_WIDTH: Final = 19
TEXTS_WIDTH: Final = 27
"""Columns of the first two parts of a row; the third has what is left of 80."""


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="text for people, json for programs.",
)
@as_of_option
@language_option
@root_option
@says_what_is_wrong
def status(form: str, as_of: date | None, lang: str, root: Path | None) -> None:
    """Say where every interview, program and page stands.

    For each: its state, its texts in each language, its release, and what happens next by itself.
    What needs attention comes first. The exit status is 0, or 1 if files with errors are missing
    from the list: `relais check` says what is wrong in them.

    Example: relais status --as-of 2026-12-01
    """
    from relais.loading import load  # noqa: PLC0415 - see the top of the module
    from relais.messages import words  # noqa: PLC0415
    from relais.overview import as_data, overview  # noqa: PLC0415
    from relais.publication import today  # noqa: PLC0415

    loaded = load(root or find_root(), as_of)
    said = words(lang)
    if loaded.catalog is None:
        fail(said.message("state-no-site", {}))
    rows = overview(loaded.catalog, as_of or today(loaded.catalog.site))
    if form == "json":
        import json  # noqa: PLC0415

        click.echo(json.dumps([as_data(row) for row in rows], ensure_ascii=False, indent=2))
    else:
        _print_table(rows, said)
    if loaded.has_errors:
        click.echo(said.message("state-errors", {}), err=True)
        sys.exit(1)


def _print_table(rows: list[Row], said: Words) -> None:
    state, texts = said.message("head-state", {}), said.message("head-texts", {})
    click.echo(_line(state, texts, said.message("head-entry", {})))
    click.echo(_line("", said.message("head-release", {}), said.message("head-next", {})))
    click.echo("-" * 79)
    for row in rows:
        name = f"{said.message(f'state-{row.kind}', {})} {row.slug}"
        click.echo(_line(said.message(f"state-{row.state}", {}), _texts(row, said), name))
        details = _release(row, said), _following(row, said)
        if any(details):
            click.echo(_line("", *details))


def _line(state: str, texts: str, rest: str) -> str:
    from relais.diagnostics import printable  # noqa: PLC0415 - see the top of the module

    start = f"{state:<{STATE_WIDTH}} {texts:<{TEXTS_WIDTH}} "
    return printable(f"{start}{rest}").rstrip()


def _texts(row: Row, said: Words) -> str:
    parts = (
        language if str(state) == "fresh" else f"{language} {said.message(f'state-{state}', {})}"
        for language, state in row.editions.items()
    )
    return ", ".join(parts)


def _release(row: Row, said: Words) -> str:
    if row.release is None:
        return ""
    basis = said.message(f"state-{row.release.basis}", {})
    if row.release.expires_on is None:
        return basis
    details = {"basis": basis, "day": row.release.expires_on.isoformat()}
    return said.message("state-until", details)


def _following(row: Row, said: Words) -> str:
    if row.following is None:
        return ""
    happening = said.message(f"state-next-{row.following.happening}", {})
    return f"{row.following.day.isoformat()} {happening}"
