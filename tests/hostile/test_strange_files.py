"""Names, links and files that are no files: no command follows, opens or waits for them."""

from __future__ import annotations

import json
import os
import socket
import stat
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from relais.files import FORBIDDEN_CHARACTER
from tests.hostile.bounds import run_bounded
from tests.hostile.markup_cases import lines, vectors
from tests.projects import ADA, make_project

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

NAMES = {
    b"\xff.yml": "name-not-utf-8",
    b"a\nb.yml": "bad-slug",
    b"::error file=x::y.yml": "bad-slug",
    b"##[add-mask]e.yml": "bad-slug",
    b"\x1b[31mred.yml": "bad-slug",
    b"x\xe2\x80\xaey.yml": "bad-slug",
    b"con.yml": "bad-slug",
    b"com1.yml": "bad-slug",
    b"HARBOUR-HOUSE.yml": "bad-slug",
    b"caf\xc3\xa9.yml": "bad-slug",
    b"cafe\xcc\x81.yml": "bad-slug",
    b"a" * 250 + b".yml": "bad-slug",
    b"a\\b.yml": "bad-slug",
    b"..yml": "",
    b"-rf.yml": "bad-slug",
    b" x.yml": "bad-slug",
    b"x .yml": "bad-slug",
    b"x%2e%2e%2fy.yml": "bad-slug",
    b"x.yml.": "unknown-file",
    b"$(touch x).yml": "bad-slug",
    b"<script>.yml": "bad-slug",
    b"x.php": "unknown-file",
    b"x.html": "unknown-file",
    b"index.yml:stream": "unknown-file",
}
"""File names with the codes that are said of them; a hidden file is passed over."""
COMMANDS = [
    ["check"],
    ["check", "--format", "json"],
    ["check", "--format", "github", "--lang", "fr"],
    ["status"],
    ["calendar", "--ics", "days.ics"],
    ["build"],
    ["rename", "ada-example", "ada-other"],
    ["translate", "open-doors", "fr"],
    ["withdraw", "bruno-sample"],
    ["delete", "--yes", "secret-society"],
    ["new", "organisation", "--name", "Another House"],
    ["schema", "--check"],
]


def strange(project: Project) -> None:
    """Put what is no ordinary file into every folder of the content."""
    for folder in ("organisations", "partners/ada-example", "programs/open-doors", "partners"):
        os.mkfifo(project.path(f"content/{folder}/pipe.yml"))
    os.mkfifo(project.path("content/partners/ada-example/pipe.jpg"))
    os.mkfifo(project.path("docs/pipe.md"))
    here = os.getcwd()  # noqa: PTH109 - a socket's path has few letters, so it is made from within
    os.chdir(project.path("content/programs"))
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket.yml")
    finally:
        os.chdir(here)
    project.path("content/organisations/linked.yml").symlink_to("/dev/zero")
    project.path("content/partners/loop").symlink_to("../partners")
    project.path("content/partners/ada-example/zero.jpg").symlink_to("/dev/zero")
    project.path("content/programs/nowhere.md").symlink_to("nowhere")
    with suppress(PermissionError):  # only root may
        os.mknod(
            project.path("content/organisations/zero.yml"), stat.S_IFCHR | 0o600, os.makedev(1, 5)
        )


def test_every_command_passes_strange_files_by(project: Project) -> None:
    """No command waits for a pipe, reads a device or follows a link."""
    strange(project)
    for arguments in COMMANDS:
        done = run_bounded(arguments, project.root)
        assert done.is_bounded(), arguments
        assert "Usage:" not in done.stderr
    done = run_bounded(["check", "--format", "json"], project.root)
    codes = {item["path"]: item["code"] for item in json.loads(done.stdout)}
    assert codes["docs/pipe.md"] == "special-file"
    assert codes["content/programs/socket.yml"] == "special-file"
    assert codes["content/partners/loop"] == "symbolic-link"


@pytest.mark.parametrize(
    "path",
    ["content/site.yml", "content/themes.yml", ADA, "docs/index.md",
     "content/partners/ada-example/portrait.jpg"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "own link"])
def test_what_is_needed_may_be_strange(project: Project, path: str, kind: str) -> None:
    """A pipe, a device, a folder or a circle in the place of a file is named at its place."""
    project.path(path).unlink()
    if kind == "pipe":
        os.mkfifo(project.path(path))
    elif kind == "folder":
        project.path(path).mkdir()
    else:
        project.path(path).symlink_to("/dev/zero" if kind == "device" else project.path(path).name)
    codes = {item.code for item in project.diagnostics() if item.severity == "error"}
    assert codes


def test_strange_names_are_named_printably(project: Project) -> None:
    """Each file whose name is no slug is refused; its name drives neither terminal nor workflow."""
    folder = os.fsencode(project.path("content/organisations"))
    for name in NAMES:
        with open(folder + b"/" + name, "wb") as file:  # noqa: PTH123 - a name of bytes
            file.write(b"name: x\n")
    for arguments in COMMANDS[:6]:
        done = run_bounded(arguments, project.root)
        assert done.is_bounded(), arguments
        if "json" in arguments:
            continue  # not for terminals
        for line in (done.stdout + done.stderr).split("\n"):
            assert not FORBIDDEN_CHARACTER.search(line), line
            assert not line.lstrip().startswith("::") or line.startswith(
                ("::error file=content", "::warning file=")
            )
    found = [
        item for item in project.diagnostics() if item.path.startswith("content/organisations/")
    ]
    assert sorted(item.code for item in found) == sorted(filter(None, NAMES.values()))


def test_hard_link_is_an_ordinary_file_and_stays_untouched(project: Project) -> None:
    """A file that has another name is read; changing the one leaves the other as it is."""
    other = project.root / "elsewhere.yml"
    os.link(project.path(ADA), other)
    before = other.read_bytes()
    assert run_bounded(["rename", "ada-example", "ada-other"], project.root).is_bounded()
    assert run_bounded(["withdraw", "ada-other"], project.root).is_bounded()
    assert other.read_bytes() == before


@pytest.mark.parametrize("start", range(3))
def test_hostile_names_make_harmless_files(project: Project, start: int) -> None:
    """`relais new` writes only below content/, whatever name it is given, or says why not."""
    names = [
        "../../evil",
        "/etc/evil",
        "A\x1b[31m\r\n::error::x",
        "con",
        "x" * 400,
        "\u202eevil",
        "=1+1",
    ]
    names += [found[0].splitlines()[0] for found in vectors().values()]
    before = {path for path in project.root.parent.rglob("*") if ".relais" not in path.parts}
    for name in names[start::3]:
        done = run_bounded(["new", "organisation", "--name", name], project.root)
        assert done.is_bounded(), name
        assert not FORBIDDEN_CHARACTER.search(done.stdout + done.stderr), name
    made = {path for path in project.root.parent.rglob("*") if ".relais" not in path.parts} - before
    allowed = project.path("content/organisations")
    assert all(path.is_relative_to(allowed) for path in made), made
    assert not [item for item in project.new_diagnostics() if item.code == "not-yaml"]


def test_calendar_holds_no_line_of_an_author(tmp_path: Path) -> None:
    """Titles cannot begin a line of a calendar file, nor end an event."""
    project = make_project(tmp_path / "project")
    for number, line in enumerate(lines()):
        project.write(
            f"content/programs/case-{number}/index.en.md",
            f"---\ntitle: {json.dumps(line)}\nsummary: x\nstatus: published\n"
            "publish_on: 2031-01-01\n---\nWords.\n",
        )
    done = run_bounded(["calendar", "--ics", "days.ics", "--as-of", "2026-11-01"], project.root)
    assert done.is_bounded()
    text = project.path("days.ics").read_bytes().decode()
    keys = {
        line.partition(":")[0].partition(";")[0] for line in text.split("\r\n") if line[:1] != " "
    }
    assert keys <= {
        *("",),  # after the last line
        *("BEGIN", "END", "PRODID", "VERSION", "X-WR-CALNAME", "UID", "DTSTAMP", "DTSTART"),
        *("SUMMARY", "DESCRIPTION", "TRANSP", "ACTION", "TRIGGER"),
    }
    assert text.count("BEGIN:VEVENT\r\n") >= len(lines()) - 5
