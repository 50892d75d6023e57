"""`relais serve`: a preview that follows what is saved."""

from __future__ import annotations

import sys
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
    from datetime import date
    from pathlib import Path


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@as_of_option
@language_option
@root_option
@says_what_is_wrong
def serve(port: int, as_of: date | None, lang: str, root: Path | None) -> None:
    """Preview the site; the pages reload when you save a file.

    Example: relais serve --port 8080
    """
    from relais.building import serve_site  # noqa: PLC0415 - see the top of the module

    sys.exit(serve_site(root or find_root(), port, as_of, lang))
