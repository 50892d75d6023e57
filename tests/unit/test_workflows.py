"""The recipes for reviews and publication say what exists, and ask for no more than they need."""

from __future__ import annotations

import re
import shlex
from typing import Any

import pytest
import yaml

from relais.command import main
from tests.projects import REPOSITORY

GITHUB = [".github/workflows/review.yml", ".github/workflows/publish.yml"]
GITLAB = ".gitlab-ci.yml"
TEMPLATES = [".github/pull_request_template.md", ".gitlab/merge_request_templates/Default.md"]
STOP_COMMANDS = 'echo "::stop-commands::$(openssl rand -hex 16)"'
"""By which nothing that follows in a step is read as a command to GitHub."""
BOOTSTRAP = "python3 scripts/bootstrap.py "


def load(path: str) -> dict[str, Any]:
    """Return a recipe with all its values as texts: `on` is a word."""
    found: dict[str, Any] = yaml.load((REPOSITORY / path).read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return found


def commands(path: str) -> list[str]:
    """Return the lines that a recipe runs."""
    recipe = load(path)
    if path == GITLAB:
        return [line for job in recipe.values() if "script" in job for line in job["script"]]
    steps = [step for job in recipe["jobs"].values() for step in job["steps"]]
    return [line for step in steps if "run" in step for line in step["run"].splitlines()]


def assert_exists(words: list[str]) -> None:
    """Fail unless `relais` has a command with these options."""
    name, *rest = words
    assert name in main.commands, name
    options = {text for parameter in main.commands[name].params for text in parameter.opts}
    assert {word for word in rest if word.startswith("--")} <= options


@pytest.mark.parametrize("path", [*GITHUB, GITLAB])
def test_every_command_exists(path: str) -> None:
    """What a recipe runs is a target of the Makefile or a command of Relais, with its options."""
    makefile = (REPOSITORY / "Makefile").read_text("utf-8")
    lines = commands(path)
    assert lines
    for line in lines:
        if line.startswith("make "):
            assert re.search(rf"^{line.removeprefix('make ')}:", makefile, re.MULTILINE), line
        elif line.startswith(BOOTSTRAP):
            program, *words = shlex.split(line.removeprefix(BOOTSTRAP))
            assert program == "relais"
            assert_exists(words)
        else:
            assert shlex.split(line)[0] in {"rm", "mv"} or line == STOP_COMMANDS, line


@pytest.mark.parametrize("path", TEMPLATES)
def test_templates_ask_for_what_only_people_know(path: str) -> None:
    """Both ask for the release, descriptions and both languages; their commands exist."""
    text = (REPOSITORY / path).read_text("utf-8")
    for words in ("release is on file", "description", "English and French", "source"):
        assert words in text
    assert text.count("- [ ] ") >= 6
    for command in re.findall(r"`relais ([^`]+)`", text):
        assert_exists(shlex.split(command))


def test_both_templates_ask_the_same() -> None:
    """Reviews are the same on both platforms."""
    first, second = ((REPOSITORY / path).read_text("utf-8") for path in TEMPLATES)
    assert first == second


@pytest.mark.parametrize("path", GITHUB)
def test_actions_are_pinned(path: str) -> None:
    """Each action is GitHub's own and named by the hash of its commit, with its version beside."""
    lines = (REPOSITORY / path).read_text("utf-8").splitlines()
    uses = [line.strip().removeprefix("- ") for line in lines if "uses:" in line]
    assert uses
    for line in uses:
        assert re.fullmatch(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v[0-9.]+", line), line


def test_review_may_only_read() -> None:
    """A proposed change runs with the right to read and nothing else, and annotates its lines."""
    recipe = load(GITHUB[0])
    assert recipe["on"] == {"pull_request": ""}
    assert recipe["permissions"] == {"contents": "read"}
    assert all("permissions" not in job for job in recipe["jobs"].values())
    assert any("--format github" in line for line in commands(GITHUB[0]))
    uploads = [step for step in recipe["jobs"]["review"]["steps"] if "artifact" in str(step)]
    assert uploads[0]["with"]["path"] == "site/"


@pytest.mark.parametrize("path", GITHUB)
def test_words_of_content_are_no_commands(path: str) -> None:
    """In a review, a step that may repeat content takes no commands, except for the notes."""
    for job in load(path)["jobs"].values():
        for step in job["steps"]:
            lines = step.get("run", "").splitlines()
            if path == GITHUB[0] and lines and "check --format github" not in step["run"]:
                assert lines[0] == STOP_COMMANDS or "schema --check" in step["run"]


def test_bill_of_materials_is_kept_beside_the_site() -> None:
    """Each publication keeps its bill of materials, which is no part of the site."""
    steps = load(GITHUB[1])["jobs"]["build"]["steps"]
    kept = [step["with"]["path"] for step in steps if "upload" in step.get("uses", "")]
    assert kept == ["relais-sbom.json", "site"]
    assert "make sbom" in commands(GITHUB[1])


def test_publication_is_daily_and_may_only_publish() -> None:
    """Dates decide what is public, so the site is built each day; only the last job may publish."""
    recipe = load(GITHUB[1])
    (schedule,) = recipe["on"]["schedule"]
    assert re.fullmatch(r"\d+ \d+ \* \* \*", schedule["cron"])
    assert recipe["permissions"] == {}
    assert recipe["jobs"]["build"]["permissions"] == {"contents": "read"}
    assert recipe["jobs"]["deploy"]["permissions"] == {"pages": "write", "id-token": "write"}
    assert recipe["jobs"]["deploy"]["needs"] == "build"
    checkout = recipe["jobs"]["build"]["steps"][0]
    assert checkout["with"] == {"persist-credentials": "false"}


def test_gitlab_publishes_the_default_branch_only() -> None:
    """GitLab checks and previews merge requests and publishes what was merged."""
    recipe = load(GITLAB)
    assert recipe["pages"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"}]
    assert recipe["pages"]["artifacts"]["paths"] == ["public"]
    assert recipe["preview"]["artifacts"]["paths"] == ["site"]
    assert {recipe[job]["stage"] for job in ("check", "preview", "pages")} == set(recipe["stages"])
