"""What all commands share: their options, how they fail, where the project is."""

from __future__ import annotations

import errno
import functools
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn, TypeVar

import click

from relais.errors import OperationError, RelaisError, SetupError
from relais.messages import LANGUAGES, preferred_language, sentence

if TYPE_CHECKING:
    from collections.abc import Callable

Command = TypeVar("Command", bound="Callable[..., None]")


class Day(click.ParamType[date]):
    """A day, as everywhere in Relais."""

    name = "DATE"

    def convert(
        self, value: str | date, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        """Return the day that was written."""
        if isinstance(value, date):
            return value
        from relais.day import parse_day  # noqa: PLC0415 - see the top of the module

        try:
            return parse_day(value)
        except SetupError as error:
            self.fail(str(error), param, ctx)


as_of_option = click.option(
    "--as-of",
    type=Day(),
    help="As on this day, such as 2026-02-28. Without it: today, or SOURCE_DATE_EPOCH.",
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


wait_option = click.option(
    "--wait",
    type=click.FloatRange(0),
    default=60.0,
    show_default=True,
    help="Seconds to wait while another process builds or publishes here.",
)
endpoint_option = click.option(
    "--endpoint-url", help="The address of a bucket's service, where it is not Amazon's."
)
log_option = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    default="text",
    help="How each stage is told on standard error: text for people, json for programs.",
)


_SYSTEM: Final = {
    errno.ENOSPC: "disk-full",
    errno.EDQUOT: "disk-full",
    errno.EACCES: "not-permitted",
    errno.EPERM: "not-permitted",
    errno.EROFS: "not-permitted",
}
"""What the system says and an operator can mend, in our codes."""


def says_what_is_wrong(command: Command) -> Command:
    """Let a command end with one sentence, not a traceback, where Relais knows what is wrong."""

    @functools.wraps(command)
    def guarded(*arguments: object, **options: object) -> None:
        try:
            command(*arguments, **options)
        except OperationError as error:
            fail(error.sentence(str(options.get("lang", LANGUAGES[0]))))
        except RelaisError as error:
            fail(str(error))
        except BrokenPipeError:
            raise  # whoever read the output has had enough; click ends quietly
        except OSError as error:
            language = str(options.get("lang", LANGUAGES[0]))
            code = _SYSTEM.get(error.errno or 0, "system-error")
            place = f": {error.filename}" if error.filename else ""
            reason = error.strerror or str(error)
            fail(sentence(language, code, place=place, reason=reason))

    return guarded  # type: ignore[return-value]


def find_root() -> Path:
    """Return the folder of the project that the current folder is in.

    Raises `OperationError` if there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "mkdocs.yml").is_file() and (folder / "content").is_dir():
            return folder
    raise OperationError(code="no-project")


def fail(sentence: str) -> NoReturn:
    """End the command with one sentence and exit status 1."""
    click.echo(sentence, err=True)
    sys.exit(1)
