"""Files that no editor would write on purpose: each gives one located diagnostic and no crash."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from relais import limits
from relais.loading import load
from tests.projects import ADA, DOORS, Project

if TYPE_CHECKING:
    from collections.abc import Callable

ALIAS_BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join(['*' + old] * 9)}]\n"
    for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
DEEP = "title: " + "[" * 30_000 + "\n"
DEEP_BLOCK = "- " * 30_000 + "x\n"


@dataclass(frozen=True)
class Case:
    """A fault, how to plant it in the small site, and where it must be found."""

    name: str
    plant: Callable[[Project], None]
    path: str
    place: str
    code: str


def edit(path: str, old: str, new: str) -> Callable[[Project], None]:
    """Return a fault that replaces a passage."""
    return lambda project: project.edit(path, old, new)


def write(path: str, content: str | bytes) -> Callable[[Project], None]:
    """Return a fault that replaces a file."""
    return lambda project: project.write(path, content)


def link(path: str, target: str) -> Callable[[Project], None]:
    """Return a fault that puts a symbolic link in the place of a file or folder."""

    def plant(project: Project) -> None:
        project.path(path).unlink(missing_ok=True)
        project.path(path).symlink_to(target)

    return plant


def pipe(project: Project) -> None:
    """Put a named pipe, which blocks whoever reads it, in the place of a file."""
    os.mkfifo(project.path("content/organisations/pipe.yml"))


def deep_file(prefix: str) -> bytes:
    """Return a file just above the size limit."""
    return prefix.encode() + b"x" * limits.MAX_FILE_BYTES


STATUS = "status: published\npublish_on: 2024-05-01"

CASES = [
    Case("alias bomb", write(ADA, ALIAS_BOMB), ADA, "1:4", "yaml-anchor"),
    Case("alias", edit(ADA, "role: Keeper", "role: *keeper"), ADA, "6:9", "yaml-alias"),
    Case("emphasis", edit(ADA, "role: Keeper", "role: *Keeper*"), ADA, "6:9", "yaml-alias"),
    Case("merge key", edit(ADA, "person:\n", "person:\n  <<: {}\n"), ADA, "5:3", "yaml-merge"),
    Case("deep flow", write(ADA, DEEP), ADA, f"1:{8 + limits.MAX_YAML_DEPTH - 1}", "too-deep"),
    Case("deep block", write(ADA, DEEP_BLOCK), ADA, "1:25", "too-deep"),
    Case(
        "duplicate key",
        edit(ADA, STATUS, STATUS + "\nstatus: draft"),
        ADA,
        "14:1",
        "duplicate-field",
    ),
    Case("tab", edit(ADA, "  name: Ada", "\tname: Ada"), ADA, "5:1", "tab-indent"),
    Case("NUL", edit(ADA, "name: Ada", "name: A\0da"), ADA, "5:10", "control-character"),
    Case("escape", edit(ADA, "name: Ada", "name: \x1b[31mAda"), ADA, "5:9", "control-character"),
    Case("line separator", edit(ADA, "seven", "se\u2028ven"), ADA, "30:20", "control-character"),
    Case(
        "not UTF-8",
        write(ADA, "title: Rencontr\xe9e\n".encode("latin-1")),
        ADA,
        "1:16",
        "not-utf-8",
    ),
    Case("UTF-16", write(ADA, "title: x\n".encode("utf-16")), ADA, "1:1", "utf-16"),
    Case(
        "two documents",
        edit(ADA, "questions:\n", "---\nquestions:\n"),
        ADA,
        "26:1",
        "two-documents",
    ),
    Case(
        "python tag",
        edit(ADA, "Ada Example keeps", "!!python/object/apply:os.system [x]\nx: Ada"),
        ADA,
        "2:8",
        "yaml-tag",
    ),
    Case("own tag", edit(ADA, "role: Keeper", "role: !secret Keeper"), ADA, "6:9", "yaml-tag"),
    Case("large file", write(ADA, deep_file("title: ")), ADA, "1:1", "too-large"),
    Case(
        "many values",
        write(ADA, "title: [" + "1," * limits.MAX_YAML_NODES + "]\n"),
        ADA,
        f"1:{9 + 2 * (limits.MAX_YAML_NODES - 3)}",
        "too-many-values",
    ),
    Case("NO for a status", edit(ADA, STATUS, "status: NO"), ADA, "12:9", "not-allowed"),
    Case(
        "12:30 for a day",
        edit(ADA, "publish_on: 2024-05-01", "publish_on: 12:30"),
        ADA,
        "13:13",
        "not-a-day",
    ),
    Case(
        "010 for a number",
        edit(DOORS, "value: 1200.5", "value: 010"),
        DOORS,
        "15:12",
        "not-a-number",
    ),
    Case(
        "month 13",
        edit(ADA, "publish_on: 2024-05-01", "publish_on: 2024-13-01"),
        ADA,
        "13:13",
        "no-such-month",
    ),
    Case("linked file", link(ADA, "/etc/hostname"), ADA, "1:1", "symbolic-link"),
    Case(
        "linked folder",
        link("content/partners/linked", "/etc"),
        "content/partners/linked",
        "1:1",
        "symbolic-link",
    ),
    Case(
        "linked page",
        link("docs/linked.md", "/etc/hostname"),
        "docs/linked.md",
        "1:1",
        "symbolic-link",
    ),
    Case("named pipe", pipe, "content/organisations/pipe.yml", "1:1", "special-file"),
    Case(
        "climbing picture",
        edit(ADA, "src: portrait.jpg", "src: ../portrait.jpg"),
        ADA,
        "22:8",
        "not-a-file-name",
    ),
    Case(
        "climbing slug",
        edit(ADA, "organisation: harbour-house", "organisation: ../harbour-house"),
        ADA,
        "7:15",
        "unknown-organisation",
    ),
    Case(
        "absolute picture",
        edit(ADA, "src: portrait.jpg", "src: /etc/passwd"),
        ADA,
        "22:8",
        "not-a-file-name",
    ),
    Case("list for a file", write(ADA, "- title\n- summary\n"), ADA, "1:1", "no-fields"),
    Case("text for a file", write(ADA, "Just words.\n"), ADA, "1:1", "no-fields"),
    Case("empty file", write(ADA, ""), ADA, "1:1", "empty-file"),
    Case("only a comment", write(ADA, "# nothing\n"), ADA, "1:1", "empty-file"),
    Case("list for a key", edit(ADA, "person:\n", "[a, b]: x\nperson:\n"), ADA, "4:1", "bad-key"),
    Case("empty key", edit(ADA, "person:\n", '"": x\nperson:\n'), ADA, "4:1", "bad-key"),
    Case(
        "front matter left open",
        edit(DOORS, "---\n# Why", "# Why"),
        DOORS,
        "1:1",
        "open-front-matter",
    ),
    Case("no front matter", write(DOORS, "# Only text\n"), DOORS, "1:1", "no-front-matter"),
    Case(
        "slug with capitals",
        write("content/organisations/Bad.yml", "name: x\n"),
        "content/organisations/Bad.yml",
        "1:1",
        "bad-slug",
    ),
    Case(
        "script in docs",
        write("docs/evil.html", "<script>"),
        "docs/evil.html",
        "1:1",
        "unknown-file",
    ),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_gives_one_located_diagnostic(project: Project, case: Case) -> None:
    """A fault is found at its place, once, and hides nothing else."""
    case.plant(project)
    found = project.new_diagnostics()
    assert [(item.path, f"{item.span.line}:{item.span.column}", item.code) for item in found] == [
        (case.path, case.place, case.code)
    ]


ENTRY = """\
title: Fault
summary: A fault.
person: {name: Fault, role: Tester}
organisation: harbour-house
countries: [NO]
status: draft
attribution: summary
questions:
  - id: time
    q: 12:30
    a: 010
"""

PLANTED: dict[str, str | bytes] = {
    "alias-bomb": ALIAS_BOMB,
    "deep": DEEP,
    "duplicate": ENTRY + "title: again\n",
    "tab": ENTRY.replace("  - id", "\t- id"),
    "nul": ENTRY + "# \0\n",
    "latin": (ENTRY + "# é\n").encode("latin-1"),
    "two-documents": ENTRY + "---\n" + ENTRY,
    "python": ENTRY.replace("A fault.", "!!python/name:os.system"),
    "large": ENTRY + "# " + "x" * limits.MAX_FILE_BYTES,
    "norway": ENTRY.replace("status: draft", "status: NO"),
    "half-past-twelve": ENTRY + "publish_on: 12:30\n",
    "octal": ENTRY + "unpublish_on: 010\n",
    "month-13": ENTRY + "publish_on: 2026-13-01\n",
    "climbing": ENTRY + "portrait: {src: ../x.jpg, alt: x}\n",
}


def test_command_names_every_fault_once_and_exits_with_1(project: Project) -> None:
    """`relais check` prints one located error for each of many faults in one run."""
    for slug, content in PLANTED.items():
        project.write(f"content/partners/fault-{slug}/index.en.yml", content)
        project.write(f"content/partners/fault-{slug}/index.fr.yml", FRENCH)
    project.path("content/organisations/linked.yml").symlink_to("/etc/hostname")
    done = project.relais("check", "--format", "json")
    errors = [item for item in json.loads(done.stdout) if item["severity"] == "error"]
    places = [item["path"].split("/")[2] for item in errors]
    assert sorted(places) == sorted(["linked.yml", *(f"fault-{slug}" for slug in PLANTED)])
    assert all(item["line"] >= 1 and item["column"] >= 1 for item in errors)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr


FRENCH = """\
translation: {of: "0"}
title: Une faute
summary: Une faute.
person: {role: Testeur}
questions:
  - {id: time, q: "12 h 30 ?", a: "010"}
"""


def test_values_that_yaml_would_change_stay_what_the_editor_wrote(project: Project) -> None:
    """`NO` is Norway, `12:30` and `010` are texts where texts belong."""
    project.edit(ADA, "q: And the moon?", "q: 12:30")
    project.edit(ADA, "      The moon lights itself.", "      010")
    project.edit(ADA, "role: Keeper", "role: yes")
    assert project.new_diagnostics() == []
    catalog = load(project.root).catalog
    assert catalog is not None
    source = catalog.interviews["ada-example"].source
    assert source.countries == ["FR", "NO"]
    assert (source.questions[1].q, source.questions[1].a) == ("12:30", "010")
    assert source.person.role == "yes"
