"""Builds and publications that are killed, at each step and at random moments."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import AS_OF
from tests.projects import REPOSITORY, Project, make_project
from tests.releases import accept, contents, leftovers, quiet_target, write_site

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")

FEW = 8
MANY = 50


def drive(step: int, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run an operation that is killed before a step."""
    return subprocess.run(
        [sys.executable, "-m", "tests.faults.driver", str(step), *map(str, arguments)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": f"{REPOSITORY}{os.pathsep}{REPOSITORY / 'scripts'}"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def steps_of(*arguments: object) -> int:
    """Return how many steps an operation has when nobody kills it."""
    done = drive(0, *arguments)
    assert done.returncode == 0, done.stderr
    return int(done.stdout)


def chosen(count: int, wanted: int) -> list[int]:
    """Return some steps, among them some of the last, in which the live site changes."""
    every = list(range(1, count + 1))
    chance = random.Random(8)  # noqa: S311 - not for secrets
    half = wanted // 2
    return sorted({*chance.sample(every[:-10], half), *chance.sample(every[-10:], wanted - half)})


class Target:
    """A target on which one site is live and another is to be published, again and again."""

    def __init__(self, folder: Path) -> None:
        self.old, self.new = (write_site(folder / f"site-{v}", v) for v in "bc")
        self.pristine = folder / "pristine"
        first = write_site(folder / "site-a", "a")
        for site in (first, self.old):
            quiet_target(self.pristine).publish(site, accept, keep=2)
        self.folder = folder / "target"
        self.renew()
        quiet_target(self.folder).publish(self.new, accept, keep=2)
        self.after = contents(self.folder / "current")
        self.before = contents(self.pristine / "current")
        assert self.before != self.after

    def renew(self) -> Path:
        """Return the target as it was before."""
        shutil.rmtree(self.folder, ignore_errors=True)
        subprocess.run(["cp", "-a", self.pristine, self.folder], check=True)  # noqa: S607 - with links
        return self.folder

    def seen(self) -> str:
        """Return which release visitors see; nothing else may be there."""
        found = contents(self.folder / "current")
        assert found in (self.before, self.after)
        return "new" if found == self.after else "old"


def kill_publications(folder: Path, wanted: int | None) -> dict[str, int]:
    """Kill a publication at steps; return how often visitors then saw which release."""
    target = Target(folder)
    count = steps_of("publish", target.renew(), target.new)
    seen = {"old": 0, "new": 0}
    for step in chosen(count, wanted) if wanted else range(1, count + 1):
        target.renew()
        assert drive(step, "publish", target.folder, target.new).returncode == -signal.SIGKILL
        seen[target.seen()] += 1
        quiet_target(target.folder).publish(target.new, accept, keep=2)
        assert target.seen() == "new"
        assert leftovers(target.folder) == [], step
        assert len(quiet_target(target.folder).releases()) in (2, 3), step
    return seen


def test_killed_publication_shows_the_old_or_the_new_release(tmp_path: Path) -> None:
    """Before whichever step it is killed, visitors see one release whole; the next run succeeds."""
    seen = kill_publications(tmp_path, FEW)
    assert seen["old"] > 0
    assert seen["new"] > 0


@pytest.mark.faults
def test_publication_killed_at_every_step(tmp_path: Path) -> None:
    """The same for each single step."""
    seen = kill_publications(tmp_path, None)
    assert sum(seen.values()) > MANY


def kill_rollbacks(folder: Path, wanted: int | None) -> int:
    """Kill a rollback at steps; return how many there were."""
    target = Target(folder)
    quiet_target(target.renew()).publish(target.new, accept, keep=3)
    shutil.rmtree(target.pristine)
    target.folder.rename(target.pristine)
    count = steps_of("rollback", target.renew())
    steps = chosen(count, wanted) if wanted else range(1, count + 1)
    for step in steps:
        target.renew()
        assert drive(step, "rollback", target.folder).returncode == -signal.SIGKILL
        version = (target.folder / "current/index.html").read_text()
        wanted_files = {"b": contents(target.old), "c": contents(target.new)}
        files = wanted_files["b" if 'content="b"' in version else "c"]
        assert contents(target.folder / "current").items() >= files.items()
        names = [each.id for each in quiet_target(target.folder).releases()]
        quiet_target(target.folder).roll_back(names[0])
        assert leftovers(target.folder) == [], step
        assert 'content="a"' in (target.folder / "current/index.html").read_text()
    return len(list(steps))


def test_killed_rollback_shows_one_release(tmp_path: Path) -> None:
    """A rollback that is killed leaves one release whole, and can be done again."""
    assert kill_rollbacks(tmp_path, 4) == 4


@pytest.mark.faults
def test_rollback_killed_at_every_step(tmp_path: Path) -> None:
    """The same for each single step."""
    assert kill_rollbacks(tmp_path, None) > 10


def kill_builds(folder: Path, wanted: int | None) -> int:
    """Kill a build at steps; return how many there were."""
    project = folder / "project"
    (project / "content").mkdir(parents=True)
    (project / "mkdocs.yml").write_text("")
    output = project / "site"
    versions = {}
    for version in ("a", "b"):
        count = steps_of("build", project, version)
        versions[version] = contents(output)
    steps = chosen(count, wanted) if wanted else range(1, count + 1)
    for number, step in enumerate(steps):
        version = "ab"[number % 2]
        assert drive(step, "build", project, version).returncode == -signal.SIGKILL
        assert contents(output) in versions.values(), step
        assert drive(0, "build", project, version).returncode == 0, step
        assert contents(output) == versions[version]
        assert not list(project.glob(".site.*")), step
    return len(list(steps))


def test_killed_build_leaves_a_whole_site(tmp_path: Path) -> None:
    """Before whichever step a build is killed, its folder holds one site whole."""
    assert kill_builds(tmp_path, 4) == 4


@pytest.mark.faults
def test_build_killed_at_every_step(tmp_path: Path) -> None:
    """The same for each single step."""
    assert kill_builds(tmp_path, None) > 10


def kill_at_random(project: Project, kills: int) -> None:
    """Kill real builds at random moments; each time the site is whole and the next run succeeds."""
    chance = random.Random(9)  # noqa: S311 - not for secrets
    arguments = ("--as-of", AS_OF)
    words = ("Words that are here. ", "Other words of a test. ")
    about = project.path("docs/about.md").read_text("utf-8")
    sites = []
    started = time.monotonic()
    for word in words:
        project.write("docs/about.md", about + word)
        sites.append(contents(project.build(*arguments)))
    lasting = (time.monotonic() - started) / 2
    command = [sys.executable, "-m", "relais", "build", *arguments]
    for number in range(kills):
        project.write("docs/about.md", about + words[number % 2])
        with subprocess.Popen(
            command,
            cwd=project.root,
            env={**os.environ, "CHROMIUM": "", "RELAIS_LANG": "en"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        ) as build:
            time.sleep(chance.uniform(0, lasting * 1.1))
            build.kill()
        assert contents(project.root / "site") in sites
    assert contents(project.build(*arguments)) == sites[(kills - 1) % 2]
    assert not list(project.root.glob(".site.*"))


def test_real_build_killed_at_random(project: Project) -> None:
    """Two real builds that are killed, while their builder may still run, do no harm."""
    kill_at_random(project, 2)


@pytest.mark.faults
def test_many_real_builds_killed_at_random(tmp_path: Path) -> None:
    """The same fifty times."""
    kill_at_random(make_project(tmp_path / "project"), MANY)
