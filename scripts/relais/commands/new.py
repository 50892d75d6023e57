"""`relais new`: drafts of interviews, programs, organisations and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from relais.commands.common import find_root, language_option, root_option, says_what_is_wrong
from relais.commands.desk import MISUSED, ask, miss, on_terminal, show, speaking
from relais.messages.desk import tell

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

slug_option = click.option(
    "--slug", default="", help="The word in the address. Without it: made of the name."
)
written_in_option = click.option(
    "--in",
    "written_in",
    default="",
    metavar="LANGUAGE",
    help="The language that it is written in. Without it: the site's first.",
)


@click.group()
def new() -> None:
    """Begin an interview, a program, an organisation or a theme.

    On a terminal you are asked for what you do not give as options.

    Example: relais new interview
    """


@new.command()
@click.option("--name", default="", help="First name and family name.")
@click.option("--role", default="", help="The role in the organisation.")
@click.option("--organisation", default="", metavar="SLUG", help="The person's organisation.")
@click.option("--title", default="", help="The title of the page.")
@slug_option
@written_in_option
@language_option
@root_option
@says_what_is_wrong
def interview(  # noqa: PLR0913, PLR0917 - each is an option
    name: str,
    role: str,
    organisation: str,
    title: str,
    slug: str,
    written_in: str,
    lang: str,
    root: Path | None,
) -> None:
    """Begin an interview: a draft, and its translations to fill in.

    Example: relais new interview --name "Ada Example" --role Keeper --organisation harbour-house
    """
    from relais.desk.entries import Desk  # noqa: PLC0415 - see relais.commands
    from relais.desk.new import new_interview, new_organisation  # noqa: PLC0415
    from relais.desk.slugs import slug_of  # noqa: PLC0415

    root = root or find_root()
    given = {"--name": name, "--role": role, "--organisation": organisation}
    with speaking(lang):
        made = False
        if on_terminal():
            name = name or ask(lang, "ask-name")
            role = role or ask(lang, "ask-role")
            known = Desk.open(root).content.slugs("organisation")
            organisation = organisation or ask(
                lang, "ask-organisation", choices=", ".join(known) or "–"
            )
            called = "" if organisation in known else organisation
            organisation = slug_of(organisation) if called else organisation
            question = tell(lang, "ask-make-organisation", {"slug": organisation})
            if organisation not in known and click.confirm(question, default=True):
                if called == organisation:
                    called = ask(lang, "ask-organisation-name")
                show(new_organisation(root, lang, name=called, slug=organisation), lang)
                made = True
        else:
            _need(lang, given)
        outcome = new_interview(
            root,
            lang,
            name=name,
            role=role,
            organisation=organisation,
            title=title,
            language=written_in,
            slug=slug,
        )
        if made:
            click.echo()
        show(outcome, lang)


@new.command()
@click.option("--title", default="", help="The program's name.")
@slug_option
@written_in_option
@language_option
@root_option
@says_what_is_wrong
def program(title: str, slug: str, written_in: str, lang: str, root: Path | None) -> None:
    """Begin a program: a draft, and its translations to fill in.

    Example: relais new program --title "Open Doors"
    """
    from relais.desk.new import new_program  # noqa: PLC0415 - see relais.commands

    root = root or find_root()
    with speaking(lang):
        if not title and on_terminal():
            title = ask(lang, "ask-title")
        _need(lang, {"--title": title})
        show(new_program(root, lang, title=title, language=written_in, slug=slug), lang)


@new.command()
@click.option("--name", default="", help="Its name, as it writes it.")
@click.option(
    "--summary", multiple=True, metavar="LANGUAGE=TEXT", help="A sentence about it, per language."
)
@slug_option
@language_option
@root_option
@says_what_is_wrong
def organisation(
    name: str, summary: Sequence[str], slug: str, lang: str, root: Path | None
) -> None:
    """Begin the file of a partner's organisation.

    Example: relais new organisation --name "Harbour House"
    """
    from relais.desk.new import new_organisation  # noqa: PLC0415 - see relais.commands

    root = root or find_root()
    with speaking(lang):
        if not name and on_terminal():
            name = ask(lang, "ask-organisation-name")
        _need(lang, {"--name": name})
        summaries = _by_language(lang, summary)
        show(new_organisation(root, lang, name=name, summaries=summaries, slug=slug), lang)


@new.command()
@click.option(
    "--label", multiple=True, metavar="LANGUAGE=TEXT", help="Its name, once for each language."
)
@slug_option
@language_option
@root_option
@says_what_is_wrong
def theme(label: Sequence[str], slug: str, lang: str, root: Path | None) -> None:
    """Add a theme to content/themes.yml.

    Example: relais new theme --label "en=Access to care" --label "fr=Accès aux soins"
    """
    from relais.desk.entries import Desk  # noqa: PLC0415 - see relais.commands
    from relais.desk.new import new_theme  # noqa: PLC0415

    root = root or find_root()
    with speaking(lang):
        labels = _by_language(lang, label)
        if on_terminal():
            from relais.localisation import language_name  # noqa: PLC0415

            for language in Desk.open(root).content.languages:
                labels[language] = labels.get(language) or ask(
                    lang, "ask-label", language=language_name(language, lang)
                )
        elif not labels:
            _need(lang, {"--label": ""})
        show(new_theme(root, labels=labels, slug=slug), lang)


def _need(language: str, options: dict[str, str]) -> None:
    """End if an option without a value is needed."""
    if missing := [name for name, value in options.items() if not value.strip()]:
        miss(language, missing)


def _by_language(language: str, pairs: Sequence[str]) -> dict[str, str]:
    """Return the texts of options such as `en=Access to care`."""
    texts = {}
    for pair in pairs:
        code, sign, text = pair.partition("=")
        if not sign or not text.strip():
            click.echo(tell(language, "bad-label", {"value": pair}), err=True)
            raise SystemExit(MISUSED)
        texts[code.strip()] = text.strip()
    return texts
