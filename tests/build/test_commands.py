"""The commands, as an editor or a script runs them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.projects import ADA, REPOSITORY, run_relais

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project


def test_check_of_the_repositorys_own_content_finds_no_errors() -> None:
    """The content that this repository ships is sound."""
    done = run_relais(["check"], REPOSITORY)
    assert done.returncode == 0, done.stdout
    assert "Errors: 0." in done.stdout


def test_check_prints_the_documented_form(project: Project) -> None:
    """A mistake is shown with its place, its line and what was meant; the status is 1."""
    project.edit(ADA, "status: published", "status: publishd")
    done = project.relais("check")
    assert done.returncode == 1
    assert done.stdout.startswith(f"""\
{ADA}:12:9: error: status "publishd" is not allowed
  12 | status: publishd
     |         ^^^^^^^^
     = did you mean "published"?
""")


def test_check_speaks_french(project: Project) -> None:
    """`--lang fr` says the same in French."""
    project.edit(ADA, "status: published", "status: publishd")
    done = project.relais("check", "--lang", "fr")
    assert "erreur: status\xa0: «\xa0publishd\xa0» n’est pas une valeur possible" in done.stdout
    assert "vouliez-vous écrire «\xa0published\xa0»\u202f?" in done.stdout


def test_check_for_programs_is_json(project: Project) -> None:
    """`--format json` is a list of flat objects."""
    project.edit(ADA, "status: published", "status: publishd")
    found = json.loads(project.relais("check", "--format", "json").stdout)
    assert found[0] == {
        "path": ADA,
        "line": 12,
        "column": 9,
        "length": 8,
        "severity": "error",
        "code": "not-allowed",
        "message": 'status "publishd" is not allowed',
        "remedy": 'did you mean "published"?',
    }


def test_check_for_reviews_is_workflow_commands(project: Project) -> None:
    """`--format github` gives one annotation a line."""
    project.edit(ADA, "status: published", "status: publishd")
    first = project.relais("check", "--format", "github").stdout.splitlines()[0]
    assert first == (
        f"::error file={ADA},line=12,col=9,endColumn=17::"
        'status "publishd" is not allowed. did you mean "published"?'
    )


def test_warnings_alone_exit_with_0(project: Project) -> None:
    """A missing translation is said and stops nothing."""
    done = project.relais("check")
    assert done.returncode == 0
    assert "Errors: 0. Warnings: 4." in done.stdout


def test_commands_work_from_a_folder_inside_the_project(project: Project) -> None:
    """The project is found from any folder in it."""
    done = run_relais(["check"], project.path("content/partners"))
    assert done.returncode == 0, done.stderr


def test_no_project_is_said_in_a_sentence(tmp_path: Path) -> None:
    """Outside a project the command says what it looked for."""
    done = run_relais(["check"], tmp_path)
    assert done.returncode == 1
    assert "There is no Relais project here" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("command", ["check", "build", "serve", "status", "calendar", "schema"])
def test_help_shows_an_example(tmp_path: Path, command: str) -> None:
    """Each command's help has an example of its use."""
    done = run_relais([command, "--help"], tmp_path)
    assert done.returncode == 0
    assert f"Example: relais {command}" in done.stdout


def test_wrong_day_is_said_in_a_sentence(project: Project) -> None:
    """An impossible day is refused with the form that is expected."""
    done = project.relais("build", "--as-of", "2026-02-30")
    assert done.returncode == 2
    assert "'2026-02-30' is not a date; write it as 2026-02-28." in done.stderr
