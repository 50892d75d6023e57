"""Whatever was changed, carrying over what did not gives the site that is made from scratch."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from tests.incremental import Edit, Workshop, apply, edits, made, slow_caches


@pytest.fixture(scope="module")
def caches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return caches that hold only what no edit changes."""
    return slow_caches(tmp_path_factory.mktemp("caches"))


def play(caches: Path, steps: list[Edit], processes: int = 1) -> None:
    """Do edits one after the other, and compare both ways after each."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        workshop = Workshop.make(folder / "project", caches)
        workshop.save()
        for _ in range(2):  # so that there is a site that was replaced
            made(workshop.root, workshop.day, folder / "site", processes)
        for step in steps:
            apply(workshop, step)
            carried_over = made(workshop.root, workshop.day, folder / "site", processes)
            clean = folder / "clean"
            shutil.rmtree(clean, ignore_errors=True)
            shutil.copytree(workshop.root, clean, ignore=shutil.ignore_patterns(".relais"))
            shutil.copytree(caches, clean / ".relais")
            from_scratch = made(clean, workshop.day, folder / "clean-site")
            assert type(carried_over) is type(from_scratch), step
            if isinstance(carried_over, str) or isinstance(from_scratch, str):
                assert carried_over == from_scratch, step
                continue
            assert carried_over.keys() == from_scratch.keys(), step
            for path, data in from_scratch.items():
                assert carried_over[path] == data, (step, path)


@given(steps=edits())
@settings(max_examples=1, suppress_health_check=[HealthCheck.function_scoped_fixture])
@example(steps=[("change a title", "lamp", 0), ("take everything back", "", 0)])
@example(steps=[("name a program", "a & b", 0), ("name an organisation", "phare", 0)])
@example(
    steps=[
        *(("take no program", "", number) for number in range(4)),
        ("name a theme", "lamp", 0),
        ("ask otherwise", "lamp", 0),
    ]
)
@example(steps=[("have no portrait", "", 0), ("take everything back", "", 0)])
@example(steps=[("look on another day", "", 1), ("look on another day", "", 0)])
@example(steps=[("meddle with an earlier site", "lamp", number) for number in range(4)])
@example(steps=[("delete an interview", "", 0), ("add an interview", "lamp", 1)])
def test_incremental_equals_clean(caches: Path, steps: list[Edit]) -> None:
    """After each of some random edits both sites have the same files, byte for byte."""
    play(caches, steps)


@given(steps=edits())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_incremental_equals_clean_again_and_again(caches: Path, steps: list[Edit]) -> None:
    """The same with many more edits."""
    play(caches, steps)
