"""Work that is shared out gives what one process gives."""

from __future__ import annotations

import multiprocessing.context
import os
import struct
import time
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

from relais.errors import BuildFailedError
from relais.forks import WORTH, TwoRounds, companion, received, shared_out

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection

First = TypeVar("First")
Second = TypeVar("Second")

ITEMS = list(range(WORTH + 7))


def two_rounds(
    first: Callable[[int], First],
    second: Callable[[int], Second],
    items: list[int] = ITEMS,
    processes: int = 2,
) -> TwoRounds[int, First, Second]:
    """Return work in two rounds that are told for one item."""

    def each(work: Callable[[int], Any]) -> Callable[[Sequence[int]], list[Any]]:
        return lambda some: [work(item) for item in some]

    return TwoRounds(each(first), each(second), items, processes)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("items", [ITEMS, ITEMS[:5], []])
def test_results_are_in_order(items: list[int], processes: int) -> None:
    """However many processes work, each result stands in its item's place."""
    assert shared_out(str, items, processes) == [str(item) for item in items]
    rounds = two_rounds(str, hex, items, processes)
    assert rounds.first() == [str(item) for item in items]
    assert rounds.second() == [hex(item) for item in items]


def test_second_round_is_done_where_the_first_was() -> None:
    """What the first round keeps is there in the second, but for what somebody else took over."""
    kept: dict[int, int] = {}

    def first(item: int) -> int:
        kept[item] = os.getpid()
        return kept[item]

    rounds = two_rounds(first, kept.get)
    workers = rounds.first()
    found = rounds.second()
    assert {*found} - {None} <= {*workers}
    assert all(one in {None, other} for one, other in zip(found, workers, strict=True))
    assert len(set(workers)) == 2
    assert os.getpid() not in workers


def test_who_is_done_takes_over_what_others_have_left() -> None:
    """One that is held up does not hold up all."""

    def second(item: int) -> int:
        time.sleep(0.5 if item == 0 else 0.001)
        return os.getpid()

    rounds = two_rounds(lambda _: os.getpid(), second)
    workers = rounds.first()
    found = rounds.second()
    assert found[0] == workers[0]
    assert found.count(workers[1]) > len(ITEMS) * 3 / 4


def test_processors_without_number_make_no_crowd() -> None:
    """Each process may come to hold the whole content: 96 of them would fill the memory."""

    def worker(_: int) -> int:
        time.sleep(0.001)
        return os.getpid()

    many = ITEMS * 3
    assert 2 < len(set(shared_out(worker, many, 96))) <= 8
    assert 2 < len(set(two_rounds(worker, str, many, 96).first())) <= 8


def test_failure_is_told() -> None:
    """What goes wrong in another process stops this one, with its reason."""

    def fail(item: int) -> int:
        return item // (item - 1)  # the second item is another process's

    with pytest.raises(BuildFailedError, match="ZeroDivisionError"):
        shared_out(fail, ITEMS, 2)
    rounds = two_rounds(str, fail)
    rounds.first()
    with pytest.raises(BuildFailedError, match="ZeroDivisionError"):
        rounds.second()


def test_sentence_is_told_as_it_is() -> None:
    """What Relais says itself needs no traceback, whoever did the work."""

    def fail(item: int) -> int:
        if item == ITEMS[-1]:
            message = "The lamp is broken."
            raise BuildFailedError(message)
        return item

    with pytest.raises(BuildFailedError, match=r"^The lamp is broken\.$"):
        two_rounds(fail, str).first()


def test_ended_process_is_told() -> None:
    """A process that is killed is no result."""

    def end(item: int) -> int:
        if item == ITEMS[-1]:
            os._exit(3)
        return item

    with pytest.raises(BuildFailedError, match="exit status 3"):
        two_rounds(end, str).first()


def test_process_that_ends_in_the_middle_of_a_word_is_told() -> None:
    """Half of what it sends is nothing."""

    def end(there: Connection) -> None:
        os.write(there.fileno(), struct.pack("!i", 1000) + b"half")
        os._exit(3)

    copy = companion(end)
    assert copy
    with pytest.raises(BuildFailedError, match="exit status 3"):
        received(*copy)


def test_work_is_done_where_processes_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that forbids processes, as some sandboxes do, waits longer and gets the same."""

    def refuse(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(multiprocessing.context.ForkProcess, "start", refuse)
    assert shared_out(str, ITEMS, 2) == [str(item) for item in ITEMS]
    assert two_rounds(str, hex).second() == [hex(item) for item in ITEMS]


def test_processes_end_with_the_one_that_they_work_for() -> None:
    """Nothing is left behind when a build is killed."""
    here, there = os.pipe()

    def wait(item: int) -> int:
        time.sleep(60)
        return item

    child = os.fork()
    if child == 0:
        os.close(here)
        two_rounds(wait, wait)
        os.kill(os.getpid(), 9)
    os.close(there)
    os.waitpid(child, 0)
    with os.fdopen(here) as pipe:
        assert not pipe.read()  # ends when the last process that holds the other end does
