"""The program `relais`: the group of all commands."""

from __future__ import annotations

import gc

gc.disable()  # while modules are loaded, of which nothing is ever to be collected

import io
import sys

import click

from relais import __version__
from relais.commands.build import build
from relais.commands.calendar import calendar
from relais.commands.check import check
from relais.commands.delete import delete
from relais.commands.new import new
from relais.commands.publish import publish
from relais.commands.releases import releases
from relais.commands.rename import rename
from relais.commands.rollback import rollback
from relais.commands.schema import schema
from relais.commands.serve import serve
from relais.commands.status import status
from relais.commands.translate import translate
from relais.commands.verify import verify
from relais.commands.withdraw import withdraw


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="relais %(version)s")
def main() -> None:
    """Turn interviews and programs, kept as YAML and Markdown, into a public website.

    Example: relais check
    """
    _write_anything()


for _command in (
    *(check, build, serve, status, calendar, schema),
    *(new, translate, rename, withdraw, delete),
    *(verify, publish, rollback, releases),
):
    main.add_command(_command)
gc.freeze()
gc.enable()


def _write_anything() -> None:
    """Let output hold every character, also where the terminal's encoding does not."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
