"""All files of an operation change, or none."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relais.desk.outcome import RefusalError
from relais.desk.writing import Changes

if TYPE_CHECKING:
    from collections.abc import Callable


def tree(root: Path) -> dict[str, bytes | None]:
    """Return all files with their contents, and all folders."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
    }


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a folder with files to change."""
    for name in ("one.yml", "two.yml", "folder/three.yml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(name.encode())
    return tmp_path


def everything(root: Path) -> Changes:
    """Return changes of every kind."""
    return Changes(
        root,
        created={"new/deep/a.yml": b"a", "b.yml": b"b"},
        replaced={"one.yml": (b"one.yml", b"1"), "folder/three.yml": (b"folder/three.yml", b"3")},
        moved={"folder": "place"},
        deleted=["two.yml"],
    )


def test_all_changes_are_made(root: Path) -> None:
    """Files are made, replaced, moved and deleted, and nothing else is left behind."""
    everything(root).apply()
    assert tree(root) == {
        "new": None,
        "new/deep": None,
        "new/deep/a.yml": b"a",
        "b.yml": b"b",
        "one.yml": b"1",
        "place": None,
        "place/three.yml": b"3",
    }


@pytest.mark.parametrize("failing", range(7))
def test_a_failure_midway_leaves_everything_as_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    """Whichever step fails, all files and folders are as they were."""
    before = tree(root)
    count = 0
    failed = False

    def counted(step: Callable[..., Path]) -> Callable[..., Path]:
        def run(path: Path, target: Path) -> Path:
            nonlocal count, failed
            count += 1
            if count == failing + 1 and not failed:
                failed = True
                message = "the disk is full"
                raise OSError(message)
            return step(path, target)

        return run

    monkeypatch.setattr(Path, "replace", counted(Path.replace))
    monkeypatch.setattr(Path, "rename", counted(Path.rename))

    def verify() -> None:
        nonlocal failed
        failed = True
        message = "the last check"
        raise OSError(message)

    with pytest.raises(OSError, match=r"disk is full|last check"):
        everything(root).apply(verify)
    assert tree(root) == before


def test_mode_is_kept(root: Path) -> None:
    """A file keeps who may read and write it; a new one has what the system gives."""
    (root / "one.yml").chmod(0o640)
    everything(root).apply()
    assert (root / "one.yml").stat().st_mode & 0o777 == 0o640
    mask = os.umask(0)
    os.umask(mask)
    assert (root / "b.yml").stat().st_mode & 0o777 == 0o666 & ~mask


def test_nothing_is_written_through_a_link(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A link at the end of a path or on the way to it is refused, and so is a way out."""
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x.yml").write_bytes(b"x")
    (root / "linked").symlink_to(outside, target_is_directory=True)
    (root / "link.yml").symlink_to(outside / "x.yml")
    for changes in (
        Changes(root, created={"linked/y.yml": b"y"}),
        Changes(root, replaced={"link.yml": (b"x", b"y")}),
        Changes(root, replaced={"linked/x.yml": (b"x", b"y")}),
        Changes(root, moved={"folder": "linked/folder"}),
        Changes(root, deleted=["linked"]),
        Changes(root, created={"../y.yml": b"y"}),
    ):
        with pytest.raises(RefusalError):
            changes.apply()
    assert tree(outside) == {"x.yml": b"x"}


def test_what_somebody_else_changed_is_not_replaced(root: Path) -> None:
    """A file that is not what was read stays, and so does everything else."""
    changes = everything(root)
    (root / "folder/three.yml").write_bytes(b"theirs")
    before = tree(root)
    with pytest.raises(RefusalError):
        changes.apply()
    assert tree(root) == before


def test_what_is_there_is_not_overwritten(root: Path) -> None:
    """A new file or name that is taken is refused."""
    before = tree(root)
    for changes in (
        Changes(root, created={"one.yml": b""}),
        Changes(root, moved={"one.yml": "two.yml"}),
    ):
        with pytest.raises(RefusalError):
            changes.apply()
    assert tree(root) == before
