"""llms.txt: one file per language, in the form of llmstxt.org."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from relais import llms
from relais.markup import compile_markdown
from tests.companions import ADDRESS, saying

if TYPE_CHECKING:
    from relais.project import PublicProject


def test_file_has_title_summary_and_links(small_project: PublicProject) -> None:
    """A heading, a quoted summary, then sections of links with a sentence each."""
    found = dict(llms.files(small_project, ADDRESS))
    assert list(found) == ["llms.txt", "fr/llms.txt"]
    assert (
        found["llms.txt"].decode()
        == f"""\
# Lantern Fund

> The home page of a fictional foundation.

## Interviews

- [Ada Example keeps the light on]({ADDRESS}partners/ada-example/): \
A fictional keeper talks about fictional lamps.
- [Bruno Sample écoute la mer]({ADDRESS}partners/bruno-sample/): \
Un veilleur fictif parle de vagues fictives.

## Programs

- [Open Doors]({ADDRESS}programs/open-doors/): Doors that are open, in a fictional town.

## About this site

- [About the Lantern Fund]({ADDRESS}about/): Who is behind the fiction.
"""
    )
    assert "- [Portes ouvertes](https://lantern.example/fr/programmes/open-doors/):" in (
        found["fr/llms.txt"].decode()
    )


@pytest.mark.parametrize("text", ["a](b) [c", "# head\n\n> quote", "`code` <b>", "\\", "*_*"])
def test_words_cannot_change_the_form(small_project: PublicProject, text: str) -> None:
    """A title that is Markdown stays a title: no further heading, link or quote appears."""
    said = dict(llms.files(saying(small_project, text), ADDRESS))["llms.txt"].decode()
    html = compile_markdown(said).html
    assert (html.count("<h2"), html.count("<blockquote"), html.count("<a ")) == (1, 1, 4)
    assert not re.search("<(code|em|strong|b)>", html)
