"""The export's largest file, put together from what was made before and what is made now."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relais import export
from relais.errors import BuildFailedError
from relais.export_file import ExportFile, Piece
from relais.forks import shared_out
from relais.project import prepare
from tests.corpus import write_interviews
from tests.projects import make_project

if TYPE_CHECKING:
    from relais.project import PublicProject

ADDRESS = "https://lantern.example/"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> PublicProject:
    """Return a project with more interviews than are worth a process of their own."""
    root = tmp_path_factory.mktemp("export") / "project"
    made = make_project(root)
    write_interviews(root, 120)
    return prepare(made.root)


@dataclass
class Builds:
    """Exports of one project, one after the other."""

    project: PublicProject
    folder: Path
    made: list[str] = field(default_factory=list)
    """The interviews that were made in the last one."""
    number: int = 0

    @property
    def kept(self) -> Path:
        """Where the interviews are kept."""
        return self.folder / "kept" / "interviews.json"

    def write(self, states: dict[str, str], changed: list[str], look: str = "a look") -> Path:
        """Write an export of which some interviews are made beforehand; return its file."""
        self.number += 1
        self.kept.parent.mkdir(exist_ok=True)
        output = self.folder / f"site-{self.number}"
        writer = ExportFile(self.project, ADDRESS, output, self.kept, look)
        pieces: dict[str, Piece] = dict(
            zip(changed, shared_out(writer.make, changed, 2, worth=2), strict=True)
        )
        self.made.clear()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(export, "interview", self._noted)
            rows = writer.write(states, pieces)
        writer.keep(rows)
        assert not list(output.glob(".*"))
        return output / "data/interviews.json"

    def _noted(self, project: PublicProject, site_url: str, slug: str) -> bytes:
        self.made.append(slug)
        return _INTERVIEW(project, site_url, slug)


_INTERVIEW = export.interview


@pytest.fixture
def builds(project: PublicProject, tmp_path: Path) -> Builds:
    """Return builds with nothing kept."""
    return Builds(project, tmp_path)


@pytest.fixture
def right(project: PublicProject) -> bytes:
    """Return the file as it is when it is made at once."""
    return dict(export.files(project, ADDRESS))["data/interviews.json"]


@pytest.fixture
def states(project: PublicProject) -> dict[str, str]:
    """Return what interviews are made from."""
    return dict.fromkeys(project.catalog.interviews, "as it was")


def test_pieces_of_several_processes_stand_in_order(
    builds: Builds, states: dict[str, str], right: bytes
) -> None:
    """What copies of this process make at once is the file that is made at once."""
    assert builds.write(states, list(states)).read_bytes() == right
    assert builds.made == []


def test_what_did_not_change_is_copied(
    builds: Builds, states: dict[str, str], right: bytes
) -> None:
    """One change makes one item; the others, before and after it, come from the last file."""
    builds.write(states, list(states))
    middle = list(states)[60]
    states[middle] = "changed"
    assert builds.write(states, [middle]).read_bytes() == right
    assert builds.made == []
    # One that nobody made beforehand, the last one having gone meanwhile:
    (*_, last) = states
    del states[last]
    states[middle] = "changed again"
    shorter = builds.write(states, []).read_bytes()
    assert builds.made == [middle]
    assert shorter == right[: right.rindex(b",\n")] + right[-4:]


def test_same_export_is_the_same_file(builds: Builds, states: dict[str, str], right: bytes) -> None:
    """Where nothing changed nothing is written."""
    first = builds.write(states, list(states))
    again = builds.write(states, [])
    assert first.samefile(again)
    assert again.read_bytes() == right


@pytest.mark.parametrize("harm", ["shorten", "change", "replace", "delete", "garble", "empty"])
def test_what_is_not_whole_is_made_again(
    builds: Builds, states: dict[str, str], right: bytes, harm: str
) -> None:
    """Whatever became of what is kept, the export is right."""
    builds.write(states, list(states))
    kept, record = builds.kept, builds.kept.with_suffix(".rows")
    if harm == "shorten":
        os.truncate(kept, 1000)
    elif harm == "change":
        kept.write_bytes(right.replace(b"Person", b"Nobody"))
    elif harm == "replace":
        kept.unlink()
        kept.write_bytes(right.swapcase())
    elif harm == "delete":
        kept.unlink()
    else:
        record.write_bytes(b"[]" if harm == "garble" else b"")
    assert builds.write(states, []).read_bytes() == right
    assert len(builds.made) == len(states)


def test_what_is_kept_is_never_written_into(
    builds: Builds, states: dict[str, str], right: bytes
) -> None:
    """It may stand in a site that visitors see."""
    builds.write(states, list(states))
    builds.kept.with_suffix(".rows").unlink()
    assert builds.write({}, []).read_bytes().endswith(b'"items": [\n\n]}\n')
    assert builds.kept.read_bytes() == right


def test_another_file_in_its_place_is_not_read(
    builds: Builds, states: dict[str, str], right: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another build may keep its own just after this one looked."""
    builds.write(states, list(states))
    looked = ExportFile(builds.project, ADDRESS, builds.folder, builds.kept, "a look")
    rows = looked._rows  # noqa: SLF001 - what it saw before
    builds.kept.write_bytes(right.swapcase())
    monkeypatch.setattr(ExportFile, "_rows", rows)
    assert builds.write(states, []).read_bytes() == right
    states[next(iter(states))] = "changed"
    assert builds.write(states, []).read_bytes() == right


def test_nothing_is_left_open(builds: Builds, states: dict[str, str]) -> None:
    """A preview makes hundreds of exports."""
    writer = ExportFile(builds.project, ADDRESS, builds.folder / "site", builds.kept, "a look")
    open_files = Path("/dev/fd")
    before = len(list(open_files.iterdir()))
    writer.write(states, {slug: writer.make(slug) for slug in states})
    assert len(list(open_files.iterdir())) == before


def test_another_look_takes_nothing(builds: Builds, states: dict[str, str], right: bytes) -> None:
    """What was made for a site that looks otherwise is made again."""
    builds.write(states, list(states))
    assert builds.write(states, [], "another look").read_bytes() == right
    assert len(builds.made) == len(states)


def test_full_disk_is_told(project: PublicProject, tmp_path: Path) -> None:
    """A piece that cannot be written whole ends the build with a sentence."""
    writer = ExportFile(project, ADDRESS, tmp_path, tmp_path / "kept", "a look")
    full = os.open("/dev/full", os.O_WRONLY)
    writer.__dict__["_pieces"] = full
    with pytest.raises(BuildFailedError, match="export cannot be written"):
        writer.make(next(iter(project.catalog.interviews)))
    (tmp_path / "data").write_text("a file in the folder's place")
    with pytest.raises(BuildFailedError, match="export cannot be written"):
        writer.write({}, {})
