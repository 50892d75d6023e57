"""Work that another process begins gives what one process gives."""

from __future__ import annotations

import os
import re
import shutil
import time
from typing import TYPE_CHECKING, TypeVar

import pytest

from relais import loading
from relais.ahead import Ahead
from relais.recall import FOLDER as READ
from tests.projects import REPOSITORY, make_project

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

Known = TypeVar("Known")
Piece = TypeVar("Piece")

COUNT = 400


def _worker(number: int) -> tuple[int, int]:
    time.sleep(0.001)
    return number, os.getpid()


def each(work: Callable[[int], Piece]) -> Callable[[Sequence[int]], list[Piece]]:
    """Return what does several pieces."""
    return lambda numbers: [work(number) for number in numbers]


def ahead(
    work: Callable[[int], tuple[int, int]] = _worker, count: int = COUNT
) -> Ahead[str, tuple[int, int]]:
    """Return a work that has begun."""
    return Ahead(lambda: ("a word", count, each(work)))


@pytest.mark.parametrize("processes", [2, 4])
def test_both_take_part(processes: int) -> None:
    """Each piece is done once, by whoever comes to it."""
    from_copy, of_copy = os.pipe()
    from_here, of_here = os.pipe()
    met: list[int] = []

    def in_copy(number: int) -> tuple[int, int]:
        if not met:  # it waits until somebody else has begun, too
            met.append(number)
            os.write(of_copy, b".")
            os.read(from_here, 1)
        return number, os.getpid()

    def here(number: int) -> tuple[int, int]:
        if not met:
            met.append(number)
            os.write(of_here, b"." * processes)
            os.read(from_copy, 1)
            os.write(of_copy, b".")  # for the next one
        return number, os.getpid()

    begun = ahead(in_copy)
    assert begun.begun() == "a word"
    done = begun.finish(each(here), processes)
    assert [number for number, _ in done] == list(range(COUNT))
    assert 1 < len({worker for _, worker in done}) <= processes


def test_all_is_done_by_the_one_that_has_time() -> None:
    """Whoever comes late finds nothing left, however much is to be handed over."""
    begun = _all_taken("", lambda number: f"{number}" * 10_000)
    assert begun.begun() == ""
    assert begun.finish(each(_late), 2) == [f"{number}" * 10_000 for number in range(COUNT)]


def test_much_may_be_known_beforehand() -> None:
    """Whoever is to know it may come late: the work goes on meanwhile."""
    known = ["a long story"] * 200_000
    begun = _all_taken(known, str)
    assert begun.begun() == known
    assert begun.finish(each(_late), 2) == [str(number) for number in range(COUNT)]


def _all_taken(known: Known, work: Callable[[int], str]) -> Ahead[Known, str]:
    """Return a work of which nothing is left to be begun."""
    here, there = os.pipe()

    def told(number: int) -> str:
        if number == COUNT - 1:
            os.write(there, b".")
        return work(number)

    begun = Ahead(lambda: (known, COUNT, each(told)))
    assert os.read(here, 1) == b"."
    return begun


def _late(_: int) -> str:
    raise AssertionError


@pytest.mark.parametrize("count", [0, 1, 70_000])
def test_few_pieces_and_very_many(count: int) -> None:
    """There may be nothing to do, or more than a pipe has room for."""
    begun: Ahead[str, int] = Ahead(lambda: ("", count, each(abs)))
    assert begun.begun() == ""
    assert begun.finish(each(abs), 2) == list(range(count))


@pytest.mark.parametrize("harm", ["error", "kill"])
def test_who_gives_up_is_replaced(harm: str) -> None:
    """What a process did not finish is done where its error would be told."""

    def fail(number: int) -> tuple[int, int]:
        if number == 10:
            os.kill(os.getpid(), 9) if harm == "kill" else 1 / 0
        return _worker(number)

    begun = ahead(fail)
    assert begun.begun() == "a word"
    assert [number for number, _ in begun.finish(each(_worker), 2)] == list(range(COUNT))


def test_what_cannot_begin_is_told() -> None:
    """Whoever waits for it then does all of it alone."""

    def fail() -> tuple[str, int, Callable[[Sequence[int]], list[int]]]:
        raise ValueError

    assert Ahead(fail).begun() is None


def test_what_is_given_up_ends() -> None:
    """Nobody goes on with what nobody wants."""
    here, there = os.pipe()

    def wait(number: int) -> tuple[int, int]:
        os.write(there, b".")
        time.sleep(60)
        return number, 0

    begun = ahead(wait)
    assert begun.begun()
    assert os.read(here, 1) == b"."
    begun.abandon()
    os.close(there)
    assert not os.read(here, 1)  # ends when the last process that holds the other end does
    os.close(here)


@pytest.mark.parametrize(
    "name", ["site", "cookies", "themes", "populations", "organisations/emmaus-defi"]
)
def test_content_that_is_read_ahead_is_the_same(tmp_path: Path, name: str) -> None:
    """A first build understands what later ones do, also where a file has a warning."""
    root = make_project(tmp_path / "project", REPOSITORY).root
    path = root / f"content/{name}.yml"
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(?m)^( *\w+: \w[^#{[\n]* \w+)$", r"\1 #noted", text, count=1), "utf-8")
    loading.begin_ahead(root)
    ahead = loading.load(root, processes=2)
    assert "cut-by-note" in {found.code for found in ahead.diagnostics}
    shutil.rmtree(root / READ)
    assert repr(loading.load(root)) == repr(ahead)
