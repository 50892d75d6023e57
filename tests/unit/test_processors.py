"""How many processors a build may use."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relais import processors

if TYPE_CHECKING:
    from pathlib import Path

ALL = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Groups:
    """Control groups as Linux shows them, with a process in the group `own`."""

    def __init__(self, folder: Path, own: str) -> None:
        self.root, self.file = folder / "cgroup", folder / "own"
        self.file.write_text(f"9:cpuset:/\n0::{own}\n")

    def limit(self, group: str, text: str) -> None:
        """Give a group a limit, as `cpu.max` says it."""
        (self.root / group).mkdir(parents=True, exist_ok=True)
        (self.root / group / "cpu.max").write_text(f"{text}\n")

    def count(self) -> int:
        """Return how many processors the process may use."""
        return processors.count(self.root, self.file)


def test_no_group_is_no_limit(tmp_path: Path) -> None:
    """As on macOS, or with groups of the first version only."""
    assert processors.count(tmp_path / "none", tmp_path / "none") == ALL


def test_group_without_a_limit(tmp_path: Path) -> None:
    """Most groups say "max"."""
    groups = Groups(tmp_path, "/")
    groups.limit("", "max 100000")
    assert groups.count() == ALL


@pytest.mark.parametrize("text", ["50000 100000", "100000 100000", "1000 100000"])
def test_container_gets_no_more_than_its_time(tmp_path: Path, text: str) -> None:
    """Whatever the host has; it is never less than one."""
    groups = Groups(tmp_path, "/")
    groups.limit("", text)
    assert groups.count() == 1


def test_group_above_may_be_the_narrower_one(tmp_path: Path) -> None:
    """A limit holds for all groups below it."""
    groups = Groups(tmp_path, "/ci.slice/build.scope")
    groups.limit("ci.slice", "100000 100000")
    groups.limit("ci.slice/build.scope", "max 100000")
    assert groups.count() == 1


def test_part_of_a_processor_counts_as_one(tmp_path: Path) -> None:
    """Waiting for the other part costs less than leaving this one idle."""
    groups = Groups(tmp_path, "/")
    groups.limit("", "150000 100000")
    assert groups.count() == min(ALL, 2)


@pytest.mark.parametrize("text", ["", "soon", "1 0 2", "x 100000", "1 0"])
def test_what_cannot_be_read_is_no_limit(tmp_path: Path, text: str) -> None:
    """A build never fails for it."""
    groups = Groups(tmp_path, "/")
    groups.limit("", text)
    assert groups.count() == ALL


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="the system ties no process down")
def test_process_that_may_run_on_one_processor_only() -> None:
    """As `taskset` and `docker run --cpuset-cpus` tie it down."""
    program = """
import os
os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
from relais import processors
print(processors.count())
"""
    said = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout == "1\n"
