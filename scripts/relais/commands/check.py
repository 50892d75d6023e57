"""`relais check`: what is wrong in the content."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relais.commands.common import (
    as_of_option,
    find_root,
    language_option,
    root_option,
    says_what_is_wrong,
)

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from relais.diagnostics import Diagnostic


@click.command()
@click.argument("named", metavar="[FILE ...]", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="text for people, json for programs, github for notes beside the lines of a review.",
)
@language_option
@as_of_option
@root_option
@says_what_is_wrong
def check(
    named: tuple[Path, ...], form: str, lang: str, as_of: date | None, root: Path | None
) -> None:
    """Say what is wrong in the content.

    Prints every problem of every file with its place and a remedy. With a FILE or a folder it
    prints that one's problems only, and how many errors other files have: the whole content is
    read all the same, since files refer to each other. The exit status is 1 if what is printed has
    errors and 0 if there are only warnings or nothing at all.

    Example: relais check --lang fr

    Example: relais check content/partners/sophie-roche
    """
    import gc  # noqa: PLC0415 - see the top of the module

    from relais import checking  # noqa: PLC0415
    from relais.diagnostics import count_errors, has_errors  # noqa: PLC0415

    gc.disable()  # the program ends before there is anything to collect: a fifth of the time
    root = root or find_root()
    diagnostics = checking.check(root, as_of)
    if named:
        everywhere = diagnostics
        diagnostics = checking.only(everywhere, root, named)
    print_diagnostics(diagnostics, form, lang)
    if named and form == "text":
        _print_others(count_errors(everywhere) - count_errors(diagnostics), lang)
    gc.freeze()  # nor need thousands of objects be looked through at the very end
    sys.exit(1 if has_errors(diagnostics) else 0)


def _print_others(errors: int, language: str) -> None:
    """Say how many errors there are besides those that were printed: they stop a build as well."""
    if errors:
        from relais.messages import words  # noqa: PLC0415 - see the top of the module

        click.echo(words(language).message("file-others", {"errors": str(errors)}))


def print_diagnostics(diagnostics: Iterable[Diagnostic], form: str, language: str) -> None:
    """Print problems in one of the forms, and in the text form how many there are."""
    from relais import diagnostics as forms  # noqa: PLC0415 - see the top of the module

    diagnostics = list(diagnostics)
    if form == "json":
        import json  # noqa: PLC0415

        data = [forms.as_data(diagnostic, language) for diagnostic in diagnostics]
        click.echo(json.dumps(data, ensure_ascii=False, indent=2))
        return
    show = forms.format_github if form == "github" else forms.format_text
    for diagnostic in diagnostics:
        click.echo(show(diagnostic, language))
    if form == "text":
        click.echo(forms.summary(diagnostics, language))
