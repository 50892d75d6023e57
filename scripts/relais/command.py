"""The command `relais`: options in, calls of the package, words and exit status out.

Each command imports what it needs when it runs, so that `--help` and a quick check stay quick.
"""

from __future__ import annotations

import functools
import io
import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

import click

from relais import __version__
from relais.errors import RelaisError, SetupError
from relais.messages import LANGUAGES, preferred_language

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from relais.diagnostics import Diagnostic

Command = TypeVar("Command", bound="Callable[..., None]")


class _Day(click.ParamType[date]):
    """A day, as everywhere in Relais."""

    name = "DATE"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        if isinstance(value, date):
            return value
        from relais.publication import parse_day  # noqa: PLC0415 - see the top of the module

        try:
            return parse_day(value)
        except SetupError as error:
            self.fail(str(error), param, ctx)


as_of_option = click.option(
    "--as-of",
    type=_Day(),
    help="Build the site as on this day. Without it: today, or SOURCE_DATE_EPOCH.",
)
language_option = click.option(
    "--lang",
    type=click.Choice(LANGUAGES),
    default=preferred_language,
    help="The language of the messages. Without it: the computer's, else English.",
)
root_option = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The project's folder. Without it: this one or the nearest above with mkdocs.yml.",
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="relais %(version)s")
def main() -> None:
    """Turn interviews and programs, kept as YAML and Markdown, into a public website.

    Example: relais check
    """
    _write_anything()


def _write_anything() -> None:
    """Let output hold every character, also where the terminal's encoding does not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _says_what_is_wrong(command: Command) -> Command:
    """Let a command end with one sentence, not a traceback, where Relais knows what is wrong."""

    @functools.wraps(command)
    def guarded(*arguments: object, **options: object) -> None:
        try:
            command(*arguments, **options)
        except RelaisError as error:
            _fail(str(error))
        except BrokenPipeError:
            raise  # whoever read the output has had enough; click ends quietly
        except OSError as error:
            _fail(f"{error.strerror}: {error.filename}" if error.filename else str(error))

    return guarded  # type: ignore[return-value]


@main.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="text for people, json for programs, github for notes beside the lines of a review.",
)
@language_option
@root_option
@_says_what_is_wrong
def check(form: str, lang: str, root: Path | None) -> None:
    """Say what is wrong in the content.

    Prints every problem of every file with its place and a remedy. The exit status is 1 if there
    are errors and 0 if there are only warnings or nothing at all.

    Example: relais check --lang fr
    """
    from relais import project  # noqa: PLC0415 - see the top of the module
    from relais.diagnostics import has_errors  # noqa: PLC0415

    diagnostics = project.check(root or _find_root())
    _print_diagnostics(diagnostics, form, lang)
    sys.exit(1 if has_errors(diagnostics) else 0)


@main.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the site. Without it: site.",
)
@as_of_option
@language_option
@root_option
@_says_what_is_wrong
def build(output: Path | None, as_of: date | None, lang: str, root: Path | None) -> None:
    """Build the site.

    The site is built beside the output folder and takes its place only when all went well. If the
    content has errors, what stood there stays.

    Example: relais build --as-of 2026-12-01
    """
    from relais.building import build_site  # noqa: PLC0415 - see the top of the module

    root = root or _find_root()
    output = output or root / "site"
    result = build_site(root, output, as_of, lang)
    shown = os.path.relpath(output)
    click.echo(f"Built {result.pages} pages in {result.seconds:.1f} s: {shown}")
    click.echo("Preview them:    make serve    or    relais serve")
    click.echo(f"Or as they are:  python3 -m http.server --bind 127.0.0.1 --directory {shown}")


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@as_of_option
@language_option
@root_option
@_says_what_is_wrong
def serve(port: int, as_of: date | None, lang: str, root: Path | None) -> None:
    """Preview the site; the pages reload when you save a file.

    Example: relais serve --port 8080
    """
    from relais.building import serve_site  # noqa: PLC0415 - see the top of the module

    sys.exit(serve_site(root or _find_root(), port, as_of, lang))


def _print_diagnostics(diagnostics: Iterable[Diagnostic], form: str, language: str) -> None:
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


def _find_root() -> Path:
    """Return the folder of the project that the current folder is in."""
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    message = "There is no Relais project here: no folder with mkdocs.yml and content/."
    raise SetupError(message)


def _fail(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(1)
