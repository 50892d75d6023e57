"""`relais verify`: what is wrong in a built site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relais.commands.check import print_diagnostics
from relais.commands.common import (
    as_of_option,
    find_root,
    language_option,
    root_option,
    says_what_is_wrong,
)

if TYPE_CHECKING:
    from datetime import date


@click.command()
@click.argument("folder", required=False, type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="text for people, json for programs, github for notes beside the lines of a review.",
)
@click.option(
    "--page-budget",
    type=click.IntRange(1),
    help="KB that a page may weigh with all that it loads at once. Without it: 500.",
)
@click.option("--external", is_flag=True, help="Ask whether other sites' pages are still there.")
@as_of_option
@language_option
@root_option
@says_what_is_wrong
def verify(  # noqa: PLR0913, PLR0917 - one parameter for each option
    folder: Path | None,
    form: str,
    page_budget: int | None,
    external: bool,  # noqa: FBT001 - click passes flags by name
    as_of: date | None,
    lang: str,
    root: Path | None,
) -> None:
    """Say what is wrong in a built site: FOLDER, or site.

    Reads every file back: links and anchors, editions in other languages, what is loaded from
    where, forbidden markup, the security policy, data inside pictures, weights, and whether
    something that is not public stands anywhere. The exit status is 1 if something is wrong. What
    is wrong at other sites (--external) are warnings.

    Example: relais verify site --external
    """
    from relais.verification import PAGE_BUDGET, rules_of  # noqa: PLC0415 - see `relais.commands`
    from relais.verification import verify as read_back  # noqa: PLC0415

    root = root or find_root()
    rules = rules_of(root, as_of, page_budget or PAGE_BUDGET)
    result = read_back(folder or root / "site", rules)
    problems = list(result.problems)
    if external:
        from relais.verification.external import check_links  # noqa: PLC0415

        problems += check_links(result.external, root)
    print_diagnostics(problems, form, lang)
    sys.exit(1 if result.problems else 0)
