"""`relais releases`: what was published."""

from __future__ import annotations

import json
from pathlib import Path

import click

from relais.commands.common import (
    endpoint_option,
    language_option,
    says_what_is_wrong,
)
from relais.messages import sentence


@click.command()
@click.argument("target")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@endpoint_option
@language_option
@says_what_is_wrong
def releases(target: str, form: str, endpoint_url: str | None, lang: str) -> None:
    """List the releases at TARGET, newest first.

    Example: relais releases /srv/site --format json
    """
    from relais.publishing.operation import Settings, target_of  # noqa: PLC0415 - see the package

    chosen = target_of(target, Settings(Path(), endpoint=endpoint_url))
    live, before = chosen.live(), chosen.before()
    found = chosen.releases()[::-1]
    if form == "json":
        data = [
            {
                "id": each.id,
                "number": each.number,
                "live": each.id == live,
                "before": each.id == before,
                "files": len(each.files),
                "content": each.content,
            }
            for each in found
        ]
        click.echo(json.dumps(data, indent=2))
        return
    if not found:
        click.echo(sentence(lang, "nothing-published", target=target))
    for each in found:
        mark = {live: sentence(lang, "live"), before: sentence(lang, "before")}
        known = mark.get(each.id, "")
        files = len(each.files) + len(each.packed)
        click.echo(f"{each.id}  {files:>6} {sentence(lang, 'files')}  {known}".rstrip())
