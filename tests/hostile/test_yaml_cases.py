"""Every file in cases/yaml is refused at a place, or harmless, within bounds.

A case is named by the code of what must be said of it (`fine` for nothing, `any` for whichever code
the parser of YAML has for it) and by what it tries.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from relais import limits
from relais.command import main
from relais.diagnostics import format_github, format_text
from relais.documents import parse_file
from relais.files import SourceFile, decode
from tests.hostile.bounds import run_bounded
from tests.projects import make_project

if TYPE_CHECKING:
    from tests.projects import Project

CASES: Final = sorted((Path(__file__).parent / "cases" / "yaml").iterdir())
MADE: Final = {
    # Too large to be kept as files.
    "too-large--comment.yml": b"title: x\n# " + b"x" * limits.MAX_FILE_BYTES,
    "too-deep--very-deep-lists.yml": b"title: " + b"[" * 500_000,
    "too-deep--very-deep-block.yml": b"- " * 250_000,
    "any--long-quote.yml": b'title: "' + b"x\n\n" * 170_000,
    "any--many-quotes.yml": b"title: '" + b"''" * 250_000,
    "any--many-comments.yml": b"#\n" * 250_000 + b"title: [",
    "any--many-colons.yml": b"a: " * 170_000,
    "any--long-key.yml": b"a" * 500_000 + b": x\n",
}


def all_cases() -> dict[str, bytes]:
    """Return every case by its name."""
    return {path.name: path.read_bytes() for path in CASES} | MADE


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[dict[str, Any]]]:
    """Return what `relais check` says of each case, all of them in one project."""
    project = make_project(tmp_path_factory.mktemp("yaml") / "project")
    folders = plant(project)
    done = run_bounded(["check", "--format", "json"], project.root)
    assert done.is_bounded()
    assert done.status == 1
    result: dict[str, list[dict[str, Any]]] = {name: [] for name in folders}
    for item in json.loads(done.stdout):
        for name, folder in folders.items():
            if item["path"].startswith(f"{folder}/") and item["code"] != "no-translation":
                result[name].append(item)
    return result


def plant(project: Project) -> dict[str, str]:
    """Write each case as an interview; return their folders."""
    folders = {}
    for number, (name, data) in enumerate(all_cases().items()):
        folders[name] = f"content/partners/case-{number:03}"
        project.write(f"{folders[name]}/index.en.yml", data)
    return folders


@pytest.mark.parametrize("name", all_cases())
def test_case_is_refused_at_a_place_or_harmless(
    found: dict[str, list[dict[str, Any]]], name: str
) -> None:
    """The code in a case's name is said of it, at a line and a column that are there."""
    code = name.partition("--")[0]
    codes = {item["code"] for item in found[name] if item["severity"] == "error"}
    lines = all_cases()[name].count(b"\n") + all_cases()[name].count(b"\r") + 1
    assert all(1 <= item["line"] <= lines and item["column"] >= 1 for item in found[name])
    if code == "fine":
        assert codes == set()
    else:
        assert codes
        assert code in {*codes, "any"}


def test_what_is_said_drives_no_terminal_and_no_workflow() -> None:
    """Whatever a case holds, what is said of it is printable, in all forms and both languages."""
    for name, data in all_cases().items():
        source = decode(name, data)
        problems = parse_file(source)[1] if isinstance(source, SourceFile) else [source]
        for problem in problems:
            for language in ("en", "fr"):
                lines = format_text(problem, language).split("\n")
                note = format_github(problem, language)
                assert all(c.isprintable() or c in "\u00a0\u202f" for c in "".join(lines))
                assert not any(line.lstrip().startswith("::") for line in lines)
                assert note.startswith(("::error file=", "::warning file="))
                assert "\n" not in note
                assert "\r" not in note


def test_commands_are_those_that_were_thought_of() -> None:
    """A new command that reads content belongs in `test_strange_files`, too."""
    assert set(main.commands) == {
        *("build", "calendar", "check", "delete", "new", "publish", "releases", "rename"),
        *("rollback", "schema", "serve", "status", "translate", "verify", "withdraw"),
    }
