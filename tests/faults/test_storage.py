"""Full and read-only disks, sources that change, and two at once."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from relais.verification import Rules, verify
from tests.conftest import AS_OF
from tests.faults.test_kills import drive
from tests.projects import run_relais
from tests.releases import accept, contents, leftovers, quiet_target, write_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.projects import Project


@contextmanager
def small_disk(folder: Path, size: str) -> Iterator[Path]:
    """Mount a disk of this size at `folder`; skip the test where that is not allowed."""
    folder.mkdir()
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(mount, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"mounting a small disk is not allowed here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)  # noqa: S607


@pytest.mark.parametrize("free", range(0, 100, 20))
def test_full_disk_leaves_the_live_release(tmp_path: Path, free: int) -> None:
    """Wherever the space ends, the live release stays; with space again the next run succeeds."""
    old, new = (write_site(tmp_path / version, version, pages=20) for version in "ab")
    with small_disk(tmp_path / "disk", "1m") as disk:
        target = disk / "target"
        quiet_target(target).publish(old, accept)
        before = contents(target / "current")
        room = os.statvfs(disk)
        ballast = disk / "ballast"
        # The release needs about 150 KB: some of it is left.
        ballast.write_bytes(bytes(max(room.f_bavail * room.f_bsize - free * 1024, 0)))
        with pytest.raises(OSError, match="No space left"):
            quiet_target(target).publish(new, accept)
        assert contents(target / "current") == before
        assert leftovers(target) == []
        ballast.unlink()
        assert quiet_target(target).publish(new, accept).changed
        assert contents(target / "current").items() >= contents(new).items()
        assert leftovers(target) == []


def test_full_disk_leaves_the_built_site(project: Project, tmp_path: Path) -> None:
    """A build for which there is no room fails in a sentence, and its folder stays as it was."""
    with small_disk(tmp_path / "disk", "6m") as disk:
        output = str(disk / "site")
        assert project.relais("build", "--output", output, "--as-of", AS_OF).returncode == 0
        before = contents(disk / "site")
        room = os.statvfs(disk)
        (disk / "ballast").write_bytes(bytes(room.f_bavail * room.f_bsize - 100 * 1024))
        done = project.relais("build", "--output", output, "--as-of", AS_OF)
        assert done.returncode == 1
        assert "The build stopped. site/ is as it was." in done.stderr
        assert contents(disk / "site") == before
        (disk / "ballast").unlink()
        assert project.relais("build", "--output", output, "--as-of", AS_OF).returncode == 0
        assert [path.name for path in disk.iterdir()] == ["site"]


@pytest.mark.parametrize("limit", [100, 500, 1500])
def test_file_that_cannot_be_written_whole_leaves_the_live_release(
    tmp_path: Path, limit: int
) -> None:
    """The same where the system only refuses files beyond a size, which needs no rights."""
    old, new = (write_site(tmp_path / version, version) for version in "ab")
    target = tmp_path / "target"
    quiet_target(target).publish(old, accept)
    before = contents(target / "current")

    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "tests.faults.driver", "0", "publish", str(target), str(new)]
    done = subprocess.run(
        command,
        env={**os.environ, "PYTHONPATH": ".:scripts", "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=limited,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "File too large" in done.stderr
    assert contents(target / "current") == before
    assert leftovers(target) == []
    assert quiet_target(target).publish(new, accept).changed
    assert leftovers(target) == []


def test_read_only_target_is_said_in_a_sentence(project: Project, tmp_path: Path) -> None:
    """A target that cannot be written leaves all as it is and says so, without a traceback."""
    with small_disk(tmp_path / "disk", "8m") as disk:
        target = disk / "target"
        site = project.build("--as-of", AS_OF)
        publish = ("publish", str(target), "--site", "site", "--as-of", AS_OF)
        assert project.relais(*publish).returncode == 0
        before = contents(target)
        (site / "robots.txt").write_text("User-agent: *\n")
        remount = ["mount", "-o", "remount,{}", str(disk)]
        for mode in ("ro", "rw"):
            subprocess.run([word.format(mode) for word in remount], check=True)
            if mode == "ro":
                done = project.relais(*publish)
                assert done.returncode == 1
                assert "Read-only file system" in done.stderr
                assert "Traceback" not in done.stderr
                assert contents(target) == before
        assert project.relais(*publish).returncode == 0
        assert leftovers(target) == []


def test_folder_without_write_permission_is_said_in_a_sentence(
    project: Project, tmp_path: Path
) -> None:
    """Who may not write beside the output is told so."""
    if os.geteuid() == 0:
        pytest.skip("root may write everywhere")
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o555)
    done = project.relais("build", "--output", str(closed / "site"), "--as-of", AS_OF)
    assert done.returncode == 1
    assert "Permission denied" in done.stderr
    assert "Traceback" not in done.stderr


def test_content_that_changes_during_builds_never_gives_half_a_site(project: Project) -> None:
    """While an editor keeps saving, each build gives a site that passes, or changes nothing."""
    project.build("--as-of", AS_OF)
    about = project.path("docs/about.md").read_text("utf-8")
    done = threading.Event()

    def keep_saving() -> None:
        number = 0
        while not done.wait(0.02):
            number += 1
            broken = "title: [\n" if number % 5 == 0 else ""
            project.write("docs/about.md", about.replace("---\n", f"---\n{broken}", 1) + "More. ")

    editor = threading.Thread(target=keep_saving)
    editor.start()
    try:
        for _ in range(2):
            built = project.relais("build", "--as-of", AS_OF)
            assert "Traceback" not in built.stderr
            assert verify(project.root / "site", Rules()).problems == []
    finally:
        done.set()
        editor.join()
    project.write("docs/about.md", about)
    project.build("--as-of", AS_OF)
    assert not list(project.root.glob(".site.*"))


def test_two_builds_at_once_come_one_after_the_other(project: Project) -> None:
    """Both succeed, and the site is whole."""
    alone = contents(project.build("--as-of", AS_OF))
    with ThreadPoolExecutor(2) as pool:
        builds = list(
            pool.map(lambda _: run_relais(["build", "--as-of", AS_OF], project.root), range(2))
        )
    assert [build.returncode for build in builds] == [0, 0], [b.stderr for b in builds]
    assert contents(project.root / "site") == alone
    assert not list(project.root.glob(".site.*"))


def test_builds_into_several_folders_do_not_disturb_each_other(project: Project) -> None:
    """Each begins with a replaced site that is its own alone, and every site is whole."""
    alone = contents(project.build("--as-of", AS_OF))
    folders = ["one", "two", "three"]

    def build(folder: str) -> list[str]:
        """Build again and again; return what was said by builds that failed."""
        arguments = ["build", "--as-of", AS_OF, "--output", folder]
        done = [run_relais(arguments, project.root) for _ in range(5)]
        return [each.stderr for each in done if each.returncode]

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(build, folders)) == [[], [], []]
    assert all(contents(project.root / folder) == alone for folder in folders)
    assert not list(project.root.glob(".*.new-*"))


def test_two_publications_at_once_come_one_after_the_other(tmp_path: Path) -> None:
    """All succeed; what is live is one of them whole, and nothing is left behind."""
    sites = [write_site(tmp_path / version, version) for version in "abcd"]
    target = tmp_path / "target"
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda site: drive(0, "publish", target, site), sites))
    assert [each.returncode for each in done] == [0, 0, 0, 0], [each.stderr for each in done]
    live = contents(target / "current")
    assert any(live.items() >= contents(site).items() for site in sites)
    assert leftovers(target) == []
