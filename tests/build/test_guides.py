"""The editors' guide says what is true: its commands are run, and print what it shows."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

import click
import pytest

from relais.command import main
from relais.messages import words
from tests.guides import GUIDE, LANGUAGES, Guide, blocks, pages, practice
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_editor_who_follows_the_guide(language: str, tmp_path: Path) -> None:
    """Played from the first page to the last, each command ends and prints as the guide shows."""
    guide = Guide(practice(tmp_path / "project"))
    for page in pages(language):
        for block in blocks(page):
            guide.play(block)


def test_languages_have_the_same_pages() -> None:
    """The index of each language names as many pages, and no page is missing or left out."""
    found = {language: pages(language) for language in LANGUAGES}
    assert len({len(names) for names in found.values()}) == 1
    for language, names in found.items():
        assert set(names) == set((GUIDE / language).glob("*.md"))
        assert len(names) == 6


@pytest.mark.parametrize("language", LANGUAGES)
def test_commands_in_sentences_exist(language: str) -> None:
    """What a sentence names as a command of Relais is one, with the options that it names."""
    for page in pages(language):
        for line in re.findall(r"`relais ([^`]+)`", page.read_text("utf-8")):
            command: click.Command = main
            for word in line.split():
                if isinstance(command, click.Group):
                    assert word in command.commands, (page.name, line)
                    command = command.commands[word]
                elif word.startswith("--"):
                    options = {name for option in command.params for name in option.opts}
                    assert word in options, (page.name, line)


def fragments(text: str) -> list[str]:
    """Return what a message says beside its details, with plain spaces."""
    text = re.sub("[\u00a0\u202f]", " ", text)
    parts = re.split(r'"[^"]*"|« [^»]* »|\{[^}]*\}|…', text)
    return [part.strip(" .") for part in parts if part.strip(" .")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_messages_that_are_explained_are_given(language: str) -> None:
    """What a list of difficulties quotes is what Relais says, but for the details."""
    said = [message for pair in words(language).messages.values() for message in pair]
    said += import_module(f"relais.messages.desk_{language}").SENTENCES.values()
    said.append("relais: command not found")  # by the shell
    known = " | ".join(part for message in said for part in fragments(message))
    quoted = [
        message
        for page in pages(language)
        for message in re.findall(
            r"^(?:- \*\*|\| )`([^`]+)`", page.read_text("utf-8"), re.MULTILINE
        )
        if not re.match(r"\w+: \d", message)  # a line of a file
    ]
    assert len(quoted) > 15
    for message in quoted:
        for part in fragments(message):
            assert part in known, message


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_the_guide_is_found(name: str) -> None:
    """Who reads about the project is led to the guide."""
    assert "(docs-editors/README.md)" in (REPOSITORY / name).read_text("utf-8")


def test_links_of_the_guide_lead_somewhere() -> None:
    """Each page that a page of the guide links to is there."""
    for page in GUIDE.rglob("*.md"):
        for link in re.findall(r"\]\(([^):#]+)\)", page.read_text("utf-8")):
            assert (page.parent / link).exists(), (page.name, link)


def test_the_guide_is_no_part_of_the_site(real_site: Path) -> None:
    """Nothing that is built from this repository has a page or a sentence of the guide."""
    sentence = "who writes for this site and has never seen YAML"
    assert sentence in (GUIDE / "README.md").read_text("utf-8")
    for path in real_site.rglob("*"):
        assert "docs-editors" not in path.as_posix()
        if path.is_file():
            data = path.read_bytes()
            assert b"docs-editors" not in data, path
            assert sentence.encode() not in data, path
