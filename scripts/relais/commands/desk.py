"""What the commands that write share: how they ask, what they print, how they end."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

import click

from relais.messages.desk import tell

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.desk.outcome import DeskError, Outcome, Sentence

REFUSED = 1
"""The exit status when the content says no."""
MISUSED = 2
"""The exit status when the command was called wrongly; click's own, too."""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say in a language why an operation was not done, and end with its status."""
    from relais.desk.outcome import DeskError, UsageError  # noqa: PLC0415 - see relais.commands

    try:
        yield
    except DeskError as error:
        _explain(error, language)
        sys.exit(MISUSED if isinstance(error, UsageError) else REFUSED)


def _explain(error: DeskError, language: str) -> None:
    from relais.desk.outcome import RefusalError  # noqa: PLC0415 - see relais.commands
    from relais.diagnostics import format_text  # noqa: PLC0415

    click.echo(said(error.reason, language), err=True)
    for sentence in error.more:
        click.echo(said(sentence, language), err=True)
    if isinstance(error, RefusalError):
        for diagnostic in error.diagnostics:
            click.echo(format_text(diagnostic, language), err=True)
        click.echo(tell(language, "nothing-written"), err=True)


def show(outcome: Outcome, language: str) -> None:
    """Print what was done, what the editor should know, and what to do next."""
    for old, new in outcome.moved:
        click.echo(tell(language, "moved", {"old": old, "new": new}))
    for path in outcome.written:
        click.echo(tell(language, "wrote", {"path": path}))
    for path in outcome.deleted:
        click.echo(tell(language, "deleted", {"path": path}))
    for sentence in outcome.notes:
        click.echo(said(sentence, language))
    if outcome.steps:
        click.echo(tell(language, "next"))
        for sentence in outcome.steps:
            click.echo(f"- {said(sentence, language)}")


def said(sentence: Sentence, language: str) -> str:
    """Return a sentence in a language, safe for a terminal: it may quote content."""
    from relais.diagnostics import printable  # noqa: PLC0415 - see relais.commands

    text = tell(language, sentence.code, sentence.details)
    return "\n".join(printable(line) for line in text.split("\n"))


def on_terminal() -> bool:
    """Tell whether somebody is there who could be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(speaking: str, code: str, /, **details: str) -> str:
    """Ask for a value until there is one."""
    answer: str = click.prompt(tell(speaking, code, details), type=str)
    return answer


def miss(language: str, options: list[str]) -> NoReturn:
    """End with the sentence that names the options that a script must give."""
    click.echo(tell(language, "missing-options", {"options": ", ".join(options)}), err=True)
    sys.exit(MISUSED)
