"""What the preview says to the person who started it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from relais.diagnostics import Severity, format_text, printable, summary
from relais.messages import words

if TYPE_CHECKING:
    from relais.preview.state import Preview


class Terminal:
    """Says every mistake each time, and each warning when it appears."""

    def __init__(self, preview: Preview, language: str) -> None:
        self.preview, self.language = preview, language
        self._told: set[tuple[object, ...]] = set()

    def report(self) -> None:
        """Say what is wrong now, and how long the last refresh took."""
        preview, text = self.preview, words(self.language)
        for problem in preview.problems:
            if problem.severity is Severity.ERROR or problem.sort_key not in self._told:
                click.echo(format_text(problem, self.language), err=True)
        self._told = {problem.sort_key for problem in preview.problems}
        if preview.failure:
            click.echo("\n".join(map(printable, preview.failure.splitlines())), err=True)
        took = text.message("preview-took", {"seconds": f"{preview.seconds:.2f}"})
        click.echo(f"{took} {summary(preview.problems, self.language)}")
        sys.stdout.flush()

    def welcome(self) -> None:
        """Say where the preview is."""
        text = words(self.language)
        click.echo(text.message("preview-at", {"address": self.preview.site_url}))
        sys.stdout.flush()

    def port_is_taken(self, port: int) -> str:
        """Return what to do if another program answers on `port`."""
        return words(self.language).message("preview-port", {"port": str(port)})
