"""What is kept between runs: taken again when it is whole and the same, and made anew otherwise."""

from __future__ import annotations

import errno
import importlib
import os
import pickle
import shutil
import subprocess
import time
from dataclasses import dataclass
from enum import Enum, EnumType
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import cache, content, found, memory, recall
from relais.choices import Choice
from relais.diagnostics import Diagnostic, Span
from relais.errors import BuildFailedError, SetupError
from relais.loading import load
from relais.memory import Memory
from relais.recall import Recall
from relais.shelf import FOLDER, Kept, Shelf
from tests.projects import ADA, ADA_FRENCH, DOORS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.projects import Project

PROBLEM = Diagnostic("content/site.yml", Span(1, 2, 3), "no-home", {"a": "b"})


@dataclass
class Trap:
    """What does something when it is unpickled."""

    path: str

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        return os.mkdir, (self.path,)


# Values by name


def test_values_are_there_in_the_next_run(tmp_path: Path) -> None:
    """What was put is found by another process, with its types."""
    memory = Memory.read(tmp_path / "m", "1")
    memory.put("a", (1, "b", PROBLEM))
    memory.save()
    again = Memory.read(tmp_path / "m", "1")
    assert again.get("a") == (1, "b", PROBLEM)
    assert again.get("b") is None


def test_another_version_finds_nothing(tmp_path: Path) -> None:
    """Values of other code, templates or settings are never used."""
    memory = Memory.read(tmp_path / "m", "1")
    memory.put("a", 1)
    memory.save()
    assert Memory.read(tmp_path / "m", "2").get("a") is None


def test_what_nobody_asks_for_is_forgotten(tmp_path: Path) -> None:
    """The files do not outgrow the project."""
    memory = Memory.read(tmp_path / "m", "1")
    for number in range(500):
        memory.put(f"name {number}", "x" * 100)
    memory.save()
    size = sum(path.stat().st_size for path in (tmp_path / "m").iterdir())
    again = Memory.read(tmp_path / "m", "1")
    for number in range(5):
        assert again.get(f"name {number}")
    again.save()
    assert sum(path.stat().st_size for path in (tmp_path / "m").iterdir()) < size / 5
    assert Memory.read(tmp_path / "m", "1").get("name 100") is None


def test_one_change_writes_one_file(tmp_path: Path) -> None:
    """What did not change is not written again."""
    memory = Memory.read(tmp_path / "m", "1")
    for number in range(500):
        memory.put(f"name {number}", number)
    memory.save()
    before = {path.name: path.stat().st_ino for path in (tmp_path / "m").iterdir()}
    for number in range(500):
        memory.get(f"name {number}")
    memory.put("name 7", "changed")
    memory.save()
    after = {path.name: path.stat().st_ino for path in (tmp_path / "m").iterdir()}
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1


@given(cut=st.integers(0, 2000), noise=st.binary(max_size=40))
def test_damaged_file_counts_as_absent(
    tmp_path_factory: pytest.TempPathFactory, cut: int, noise: bytes
) -> None:
    """However a file is cut or overwritten, its values are absent and nothing else happens."""
    folder = tmp_path_factory.mktemp("memory")
    memory = Memory.read(folder, "1")
    memory.put("a", [PROBLEM] * 20)
    memory.save()
    (path,) = folder.iterdir()
    whole = path.read_bytes()
    damaged = whole[:cut] + noise
    path.write_bytes(damaged)
    assert Memory.read(folder, "1").get("a") == ([PROBLEM] * 20 if damaged == whole else None)


def test_foreign_pickle_runs_nothing(tmp_path: Path) -> None:
    """A file with a right digest that would do something when it is read does nothing."""
    trap = tmp_path / "trap"
    folder = tmp_path / "m"
    for value in (Trap(str(trap)), {"a": Trap(str(trap))}, content.read, subprocess.run):
        data = pickle.dumps(("1", {"a": value} if not isinstance(value, dict) else value))
        for number in range(32):
            cache.write(folder / f"{number:02}", data)
        assert Memory.read(folder, "1").get("a") is None
    assert not trap.exists()


MODULES_THAT_ARE_KEPT = [importlib.import_module(name) for name in sorted(memory._OF_OURS)]  # noqa: SLF001
CHOICES = {
    value
    for module in MODULES_THAT_ARE_KEPT
    for value in vars(module).values()
    if isinstance(value, EnumType) and value.__module__ == module.__name__
}


@pytest.mark.parametrize("choice", sorted(CHOICES, key=repr))
def test_choices_are_kept_whatever_python_it_is(tmp_path: Path, choice: type[Enum]) -> None:
    """Early 3.11 pickles members of an enumeration in a way that is never read back."""
    assert issubclass(choice, Choice)
    kept = Memory.read(tmp_path, "1")
    kept.put("a", list(choice))
    kept.save()
    assert Memory.read(tmp_path, "1").get("a") == list(choice)
    assert b"getattr" not in pickle.dumps(list(choice))


# Finished files


def test_file_is_placed_by_a_link(tmp_path: Path) -> None:
    """A file takes no room twice, can be read by everybody, and stands where it is asked for."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")
    shelf.place(kept, f"{tmp_path}/site/a/index.html")
    shelf.place(kept, f"{tmp_path}/site/b/index.html")
    pages = [tmp_path / "site/a/index.html", tmp_path / "site/b/index.html"]
    assert [page.read_bytes() for page in pages] == [b"page"] * 2
    assert pages[0].samefile(pages[1])
    assert pages[0].stat().st_mode & 0o444 == 0o444
    assert shelf.put(b"page").name == kept.name
    assert shelf.find(kept) == kept


def test_servers_may_read_whatever_was_built(tmp_path: Path) -> None:
    """A file stays for later builds, who may build under other rules for new files."""
    mask = os.umask(0o077)
    try:
        kept = Shelf(tmp_path).put(b"page")
    finally:
        os.umask(mask)
    assert os.lstat(Shelf(tmp_path).path(kept.name)).st_mode & 0o777 == 0o644


def test_file_that_cannot_be_kept_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    """What a full disk leaves of it is deleted."""
    shelf = Shelf(tmp_path)
    path = Path(shelf.path(shelf.put(b"page").name))
    full = OSError(errno.ENOSPC, "No space left on device")
    with patch("os.write", side_effect=full), pytest.raises(BuildFailedError, match="No space"):
        shelf.put(b"another")
    assert list((tmp_path / FOLDER).glob("*/*")) == [path]
    path.write_bytes(b"half")  # of one that is not whole, another one is to take the place
    with patch("os.replace", side_effect=full), pytest.raises(BuildFailedError, match="No space"):
        shelf.put(b"page")
    assert list((tmp_path / FOLDER).glob("*/*")) == [path]


def test_half_of_a_file_is_completed(tmp_path: Path) -> None:
    """What a killed build left half-written is written again when it is needed."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")
    path = Path(shelf.path(kept.name))
    path.write_bytes(b"pa")
    assert shelf.find(kept) is None
    again = shelf.put(b"page")
    assert path.read_bytes() == b"page"
    assert shelf.find(again) == again


def test_file_is_copied_where_there_are_no_links(tmp_path: Path) -> None:
    """A file system that knows no links gets copies."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")
    with patch("os.link", side_effect=PermissionError):
        shelf.place(kept, f"{tmp_path}/site/index.html")
    assert (tmp_path / "site/index.html").read_bytes() == b"page"
    assert not (tmp_path / "site/index.html").samefile(shelf.path(kept.name))


def test_file_that_stands_there_is_replaced(tmp_path: Path) -> None:
    """What was in the place of a file is not changed, but makes way."""
    shelf = Shelf(tmp_path)
    old, new = shelf.put(b"old"), shelf.put(b"new")
    target = f"{tmp_path}/index.html"
    shelf.place(old, target)
    shelf.place(new, target)
    shelf.place(new, target)
    assert (tmp_path / "index.html").read_bytes() == b"new"
    assert shelf.find(old) == old


@pytest.mark.parametrize("damage", ["cut", "foreign", "gone", "link", "folder", "page edited"])
def test_damaged_file_is_made_anew(tmp_path: Path, damage: str) -> None:
    """What is not as it was put is no longer found, and putting it again mends it."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")
    path = tmp_path / FOLDER / kept.name[:2] / kept.name[2:]
    if damage == "page edited":  # by hand in the site, which shares the file
        shelf.place(kept, f"{tmp_path}/index.html")
        (tmp_path / "index.html").write_bytes(b"better page")
    elif damage == "cut":
        path.write_bytes(b"pa")
    else:
        path.unlink()
    if damage == "foreign":
        path.write_bytes(b"othe")
    elif damage == "link":
        (tmp_path / "elsewhere").write_bytes(b"page")
        path.symlink_to(tmp_path / "elsewhere")
    elif damage == "folder":
        path.mkdir()
        assert shelf.find(kept) is None
        return
    assert shelf.find(kept) is None
    assert Shelf(tmp_path, shelf.look_over()).find(kept) is None
    assert shelf.find(shelf.put(b"page"))
    assert path.read_bytes() == b"page"


def test_files_are_looked_at_together(tmp_path: Path) -> None:
    """What was seen to look as it did is found at once; what was not seen is looked at."""
    shelf = Shelf(tmp_path)
    placed, used, asked_for, new = (shelf.put(name.encode()) for name in ("a", "b", "c", "d"))
    shelf.place(placed, f"{tmp_path}/index.html")
    with patch("time.time", return_value=time.time() + 24 * 60 * 60):
        looks = shelf.look_over()  # a day later, files that stand nowhere must be marked
    assert looks == {placed.name: placed[1:]}
    looks |= {used.name: used[1:], asked_for.name: (0, 0, 0)}
    seen = Shelf(tmp_path, looks)
    assert [seen.find(kept) for kept in (used, asked_for, new)] == [used, asked_for, new]
    assert shelf.look_over().keys() == {kept.name for kept in (placed, used, asked_for, new)}
    with patch("os.lstat", side_effect=AssertionError("looked at again")):
        assert seen.find(placed) == placed


def test_asking_for_a_file_is_marked_now_and_then(tmp_path: Path) -> None:
    """What a build asks for counts as new to `prune`; it is not written for each build."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")

    def marked() -> int:
        return os.lstat(shelf.path(kept.name)).st_ctime_ns

    first = marked()
    time.sleep(0.02)
    assert shelf.find(kept)
    assert marked() == first
    asks = (partial(shelf.find, kept), partial(shelf.put, b"page"))
    for ask in asks:
        with patch("time.time", return_value=time.time() + 60 * 60):
            assert ask() == kept
        assert marked() > first
        first = marked()
        time.sleep(0.02)


def test_restored_file_is_known_by_its_content(tmp_path: Path) -> None:
    """A cache that was brought from elsewhere has other times and numbers, and is used."""
    shelf = Shelf(tmp_path)
    kept = shelf.put(b"page")
    path = tmp_path / FOLDER / kept.name[:2] / kept.name[2:]
    path.unlink()
    path.write_bytes(b"page")
    os.utime(path, (1, 1))
    found = shelf.find(kept)
    assert isinstance(found, Kept)
    assert found != kept
    assert found.name == kept.name


def test_only_what_stands_nowhere_for_long_is_deleted(tmp_path: Path) -> None:
    """Used files, files in a site and recent ones stay."""
    shelf = Shelf(tmp_path)
    used, placed, recent, old = (shelf.put(name.encode()) for name in ("a", "b", "c", "d"))
    shelf.place(placed, f"{tmp_path}/index.html")
    now = time.time()
    with patch("time.time", return_value=now + 3 * 24 * 60 * 60):
        shelf.prune({used.name, recent.name})
    assert shelf.find(used)
    assert shelf.find(placed)
    assert shelf.find(recent)
    assert shelf.find(old) is None


def test_shelf_is_bounded(tmp_path: Path) -> None:
    """A day of changes does not fill the disk; what another build may be about to use stays."""
    shelf = Shelf(tmp_path)
    for number in range(1200):
        shelf.put(f"page {number}".encode())
    shelf.prune(set())
    assert _count(tmp_path) == 1200
    with patch("time.time", return_value=time.time() + 2 * 60 * 60):
        shelf.prune(set())
    assert _count(tmp_path) == 1000


def test_shelf_is_looked_through_once_an_hour(tmp_path: Path) -> None:
    """To look at thousands of files takes time, and nothing younger would be deleted."""
    shelf = Shelf(tmp_path)
    shelf.put(b"page")
    assert shelf.needs_pruning()
    shelf.prune(set())
    assert not shelf.needs_pruning()
    for hours in (2, -2):  # also where the clock was put back
        with patch("time.time", return_value=time.time() + hours * 60 * 60):
            assert shelf.needs_pruning()


def _count(root: Path) -> int:
    return sum(path.is_file() for path in (root / FOLDER).rglob("*"))


# What was read


@pytest.fixture
def old_times() -> Iterator[None]:
    """Let every file look as if it had been changed long before it was looked at."""
    with patch.object(found, "_RACY", -(10**12)):
        yield


@pytest.mark.usefixtures("old_times")
def test_unchanged_files_are_not_opened(project: Project) -> None:
    """A second run opens only what it says something about, and says and knows the same."""
    before = load(project.root)
    with patch("relais.files.os.open", side_effect=os.open) as opened:
        again = load(project.root)
    paths = {call.args[0].removeprefix(f"{project.root}/") for call in opened.call_args_list}
    told = {item.path for item in again.diagnostics}
    assert paths <= told
    assert ADA_FRENCH not in paths
    assert repr(again.catalog) == repr(before.catalog)
    assert again.diagnostics == before.diagnostics


def test_recently_changed_file_is_read_again(project: Project) -> None:
    """A change that leaves size and times as they were is seen if the file was just written."""
    path = project.path(ADA)
    status = path.stat()
    load(project.root)
    project.edit(ADA, "Ada Example keeps", "Ida Example keeps")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    catalog = load(project.root).catalog
    assert catalog
    assert "Ida" in catalog.interviews["ada-example"].source.title


@pytest.mark.usefixtures("old_times")
def test_each_change_is_seen(project: Project) -> None:
    """A changed, a deleted and a new edition are read; a mistake is told at its place each time."""
    first = load(project.root).diagnostics
    project.edit(DOORS, "---\ntitle: ", "---\ntitel: ")
    for _ in range(2):
        broken = {(item.path, item.span.line, item.code) for item in load(project.root).diagnostics}
        assert (DOORS, 2, "misspelt-field") in broken
    project.edit(DOORS, "---\ntitel: ", "---\ntitle: ")
    assert load(project.root).diagnostics == first
    shutil.rmtree(project.path("content/partners/bruno-sample"))
    catalog = load(project.root).catalog
    assert catalog
    assert "bruno-sample" not in catalog.interviews


def test_places_are_right_when_a_file_was_not_read_again(project: Project) -> None:
    """A rule between files finds its place in a file that was known from before."""
    load(project.root)
    shutil.rmtree(project.path("content/programs/open-doors"))
    found = [item for item in load(project.root).diagnostics if item.code == "unknown-program"]
    place = next(item for item in found if item.path == ADA)
    line = project.path(ADA).read_text("utf-8").splitlines()[place.span.line - 1]
    assert line[place.span.column - 1 :].startswith("open-doors")


@pytest.mark.usefixtures("old_times")
def test_file_that_could_not_be_read_once_is_read_again(project: Project) -> None:
    """A disk that failed, or another program that held a file, is not remembered as content."""
    portrait = "content/partners/ada-example/portrait.jpg"
    real, failures = os.open, 0

    def failing(name: str, path: str | Path, *rest: int, **options: int) -> int:
        nonlocal failures
        if str(path).endswith(name) and not failures:
            failures += 1
            raise OSError(errno.EIO, "Input/output error", str(path))
        return real(path, *rest, **options)

    for name in (ADA, "content/site.yml", portrait):
        failures = 0
        shutil.rmtree(project.path(recall.FOLDER), ignore_errors=True)
        with patch.object(os, "open", partial(failing, name.rpartition("/")[2])):
            assert "unreadable" in {item.code for item in load(project.root).diagnostics}
        assert "unreadable" not in {item.code for item in load(project.root).diagnostics}


def test_content_without_a_project_is_left_as_it_is(project: Project) -> None:
    """Nothing is kept beside content that is only read."""
    project.path("mkdocs.yml").unlink()
    shutil.rmtree(project.path(".relais"))
    load(project.root)
    assert not project.path(".relais").exists()


def test_committed_cache_is_refused(project: Project) -> None:
    """Nobody can let a build take a commit for its own work."""
    shutil.rmtree(project.path(".relais"))
    assert project.relais("check").returncode == 0  # its result is kept
    for command in ("git init -q", "git add -f .relais"):
        subprocess.run(command.split(), cwd=project.root, check=True)
    with pytest.raises(SetupError, match="git rm -r --cached"):
        Recall(project.root)
    for words in ("build", "check"):
        done = project.relais(words)
        assert done.returncode == 1
        assert "is committed" in done.stderr
        assert "Traceback" not in done.stderr
