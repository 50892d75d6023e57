"""A check is quick the second time, never wrong, and can be held to one file."""

from __future__ import annotations

import errno
import json
import os
import shutil
import time
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from relais import checking, content, found, recall
from relais.cache import FOLDER
from relais.errors import ContentError, SetupError
from relais.project import prepare
from tests.projects import ADA, ADA_FRENCH, DOORS, REPOSITORY, Project

DAY = date(2026, 11, 1)


@pytest.fixture
def alone(project: Project) -> Project:
    """Return a project with a cache of its own."""
    project.path(".relais/cache").unlink()
    return project


def test_unchanged_content_is_not_examined_again(alone: Project) -> None:
    """The second check reads its own result, which says the same."""
    first = checking.check(alone.root, DAY)
    with patch.object(checking, "examine", side_effect=AssertionError):
        assert checking.check(alone.root, DAY) == first
    assert len(first) == 4


def test_every_change_is_seen(alone: Project) -> None:
    """Another text, another day, a new file, a picture that goes: each is examined anew."""
    checking.check(alone.root, DAY)
    alone.edit(ADA, "status: published", "status: publishd")
    assert "not-allowed" in {item.code for item in checking.check(alone.root, DAY)}
    alone.edit(ADA, "status: publishd", "status: published")
    assert "release-ended" in {item.code for item in checking.check(alone.root, date(2035, 1, 1))}
    alone.write("content/notes.txt", "x")
    assert "unknown-file" in {item.code for item in checking.check(alone.root, DAY)}
    alone.path("content/partners/ada-example/portrait.jpg").unlink()
    assert "no-picture" in {item.code for item in checking.check(alone.root, DAY)}


def test_what_is_wrong_is_the_same_in_several_processes(alone: Project) -> None:
    """Much content is looked through and checked in copies of the process; broken content, too."""
    alone.edit(ADA, "status: published", "status: publishd")
    alone.edit(DOORS, "themes: [", "themes: [no-such-theme, ")
    alone.write("content/notes.txt", "x")
    problems = []
    for processes in (1, 2):
        with patch.object(content, "MANY", 0):
            problems.append(checking.examine(alone.root, DAY, processes))
            with pytest.raises(ContentError) as caught:
                prepare(alone.root, processes=processes)
            assert {item.code for item in caught.value.diagnostics} >= {"not-allowed"}
        shutil.rmtree(alone.path(".relais/read"))
    assert problems[0] == problems[1]
    assert {"not-allowed", "unknown-theme", "unknown-file"} <= {item.code for item in problems[0]}


def test_change_that_leaves_a_file_as_it_looks_is_seen(alone: Project) -> None:
    """A text may change twice before the clock of the file system goes on: its bytes decide."""
    same_look = patch.object(found, "signature_of", return_value=(1, time.time_ns(), 0, 1))
    with same_look, patch.object(recall, "signature_of", found.signature_of):
        checking.check(alone.root, DAY)
        alone.edit(ADA, "status: published", "status: publishde")
        assert "not-allowed" in {item.code for item in checking.check(alone.root, DAY)}


@pytest.mark.parametrize(
    "path", [ADA, "content/themes.yml", "content/site.yml", "overrides/languages/en.yml"]
)
def test_file_that_could_not_be_read_once_is_read_again(alone: Project, path: str) -> None:
    """A disk that failed for a moment is told, and not remembered."""
    alone.path("overrides").unlink()
    shutil.copytree(REPOSITORY / "overrides", alone.path("overrides"))
    first = checking.check(alone.root, DAY)
    shutil.rmtree(alone.path(".relais"))
    opened = os.open

    def fail(name: str, *arguments: int) -> int:
        if str(name).endswith(path):
            raise OSError(errno.EIO, "Input/output error")
        return opened(name, *arguments)

    with patch.object(found, "_RACY", -(10**12)):  # as if nothing had changed for long
        with patch("relais.files.os.open", side_effect=fail):
            failed = checking.check(alone.root, DAY)
        assert (path, "unreadable") in {(item.path, item.code) for item in failed}
        assert checking.check(alone.root, DAY) == first


@pytest.mark.parametrize("damage", [b"", b"[]", b"not json", b"[[1, 2]]"])
def test_damaged_results_are_not_believed(alone: Project, damage: bytes) -> None:
    """A result that is not whole counts as absent; so does the whole folder."""
    first = checking.check(alone.root, DAY)
    for path in (alone.root / FOLDER).glob("*/*"):
        path.write_bytes(damage)
    assert checking.check(alone.root, DAY) == first


def test_result_that_is_no_list_of_problems_is_made_anew(alone: Project) -> None:
    """What another program kept under the same name is never shown."""
    with patch.object(checking, "_pack", return_value=b'{"a": [1]}'):
        found = checking.check(alone.root, DAY)
    assert len(found) == 4


def test_a_named_file_is_told_alone(project: Project) -> None:
    """With a file named, only its problems are printed and decide the exit status."""
    project.edit(ADA, "status: published", "status: publishd")
    done = project.relais("check", DOORS)
    assert done.returncode == 0
    assert ADA not in done.stdout
    folder = project.relais("check", str(Path(ADA).parent))
    assert folder.returncode == 1
    assert "publishd" in folder.stdout


def test_errors_of_other_files_are_counted(project: Project) -> None:
    """With a file named, people read how many errors there are elsewhere; programs do not."""
    said = "Errors in other files"
    assert said not in project.relais("check", DOORS).stdout
    project.edit(ADA, "status: published", "status: publishd")
    assert f"{said}: 1. `relais check` shows them." in project.relais("check", DOORS).stdout
    assert said not in project.relais("check", ADA).stdout
    found = json.loads(project.relais("check", DOORS, "--format", "json").stdout)
    assert {item["path"] for item in found} == {DOORS}


def test_references_of_a_named_file_are_followed(project: Project) -> None:
    """A file is held against the whole content, though only its own problems are told."""
    project.edit(ADA_FRENCH, "program:open-doors", "program:open-door")
    assert "open-door" in project.relais("check", ADA_FRENCH).stdout


def test_file_that_is_not_there_is_said(project: Project) -> None:
    """A misspelt file's name is answered with the one that is there."""
    with pytest.raises(SetupError, match=r"Did you mean .*index\.fr\.yml\?"):
        checking.only([], project.root, [project.path(ADA_FRENCH.replace(".fr", ".frr"))])
    with pytest.raises(SetupError, match="no file"):
        checking.only([], project.root, [Path("/etc/passwd")])


def test_file_that_nothing_checks_is_not_called_well(project: Project) -> None:
    """Named alone it is said; among others, as in a list of changes, it is passed over."""
    project.write("notes.md", "x")
    with pytest.raises(SetupError, match=r"notes\.md is not checked"):
        checking.only([], project.root, [project.path("notes.md")])
    named = [project.path("notes.md"), project.path(ADA)]
    assert checking.only([], project.root, named) == []
    assert checking.only([], project.root, [project.root]) == []


def test_picture_that_another_took_the_place_of_is_seen(alone: Project) -> None:
    """Even if it has the same size, and somebody gave it the same time."""
    portrait = alone.path("content/partners/ada-example/portrait.jpg")
    status = portrait.stat()
    checking.check(alone.root, DAY)
    portrait.unlink()
    portrait.write_bytes(bytes(status.st_size))
    os.utime(portrait, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert "not-a-picture" in {item.code for item in checking.check(alone.root, DAY)}
