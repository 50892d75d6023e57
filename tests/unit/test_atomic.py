"""Changing names on disk in one step, with and without the system's help."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from relais import atomic, locking
from relais.errors import OperationError

if TYPE_CHECKING:
    from pathlib import Path


def folder(path: Path, text: str) -> Path:
    """Make a folder with one file."""
    path.mkdir()
    (path / "index.html").write_text(text)
    return path


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other means")
def test_folders_change_places_in_one_step(tmp_path: Path) -> None:
    """Where Linux can, there is no moment without a folder of that name."""
    first, second = folder(tmp_path / "a", "a"), folder(tmp_path / "b", "b")
    if not atomic.exchange(first, second):
        pytest.skip("this file system cannot exchange folders")
    assert (first / "index.html").read_text() == "b"
    assert (second / "index.html").read_text() == "a"
    with pytest.raises(FileNotFoundError):
        atomic.exchange(first, tmp_path / "missing")


@pytest.mark.parametrize("can", [True, False])
def test_fresh_folder_takes_the_place_of_the_live_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, can: bool
) -> None:
    """With and without the system's help the result is the same, and nothing else is left."""
    if not can:
        monkeypatch.setattr(atomic, "exchange", lambda *_: False)
    live = tmp_path / "live"
    for text in ("first", "second"):
        fresh = folder(tmp_path / "fresh", text)
        atomic.put_in_place(fresh, live, tmp_path / "aside")
        assert (live / "index.html").read_text() == text
    assert [path.name for path in tmp_path.iterdir()] == ["live"]


def test_old_c_library_is_no_obstacle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C library does not know the call, the two renames do it."""
    monkeypatch.setattr(atomic, "_libc", lambda: None)
    assert not atomic.exchange(tmp_path, tmp_path)


def test_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that cannot be written whole stays as it was, and nothing is left beside it."""
    path = tmp_path / "state"
    atomic.write(path, b"old")

    def fail(descriptor: int) -> None:
        del descriptor
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        with pytest.raises(OSError, match="No space left"):
            atomic.write(path, b"new")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("state", b"old")]


def test_link_leads_elsewhere_in_one_step(tmp_path: Path) -> None:
    """A link is replaced, also when an earlier attempt left its successor behind."""
    link = tmp_path / "current"
    atomic.point(link, "a")
    (tmp_path / ".current.new").symlink_to("broken")
    atomic.point(link, "b")
    assert os.readlink(link) == "b"  # noqa: PTH115 - the text itself
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_lock_is_held_by_one(tmp_path: Path) -> None:
    """A second holder is told who the first is, and gives up when its time is over."""
    path = tmp_path / "lock"
    told: list[locking.Holder] = []
    with locking.held(path, 0, told.append):
        with (
            pytest.raises(OperationError, match=f"Process {os.getpid()} has been at work here"),
            locking.held(path, 0.1, told.append),
        ):
            pytest.fail("two held the lock")
        assert [holder.process for holder in told] == [str(os.getpid())]
    with locking.held(path, 0, told.append):
        assert len(told) == 1


def test_damaged_lock_file_is_no_obstacle(tmp_path: Path) -> None:
    """Whatever the file says, the lock is the system's."""
    path = tmp_path / "lock"
    path.write_bytes(b"\xff{nonsense")
    with locking.held(path, 0, lambda _: None):
        assert b"process" in path.read_bytes()


@pytest.mark.parametrize("at_once", [True, False])
def test_tree_is_flushed_at_once_or_file_by_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, at_once: bool
) -> None:
    """Where the whole file system cannot be flushed, each file and folder is."""
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "file").write_text("x")
    flushed: list[int] = []
    monkeypatch.setattr(os, "fsync", flushed.append)
    if not at_once:
        monkeypatch.setattr(atomic, "_libc", lambda: None)
    atomic.flush_tree(tmp_path)
    assert len(flushed) == (0 if at_once and sys.platform == "linux" else 3)
