"""Work shared out among copies of this process, where the system can make them."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
Result = TypeVar("Result")
First = TypeVar("First")
Second = TypeVar("Second")

WORTH: Final = 100
"""From so many pieces of work of a millisecond on, further processes are worth their start."""


def shared_out(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int
) -> list[Result]:
    """Return what `work` makes of each item, in their order; this process takes a share, too.

    Only for a process without threads: a copy has none, and would wait for them. Raises
    `BuildFailedError` if a copy could not finish.
    """
    if not _worth(items, processes):
        return [work(item) for item in items]
    context = multiprocessing.get_context("fork")
    others: list[tuple[ForkProcess, Connection]] = []
    for number in range(1, processes):
        here, there = context.Pipe(duplex=False)
        share = items[number::processes]
        process = context.Process(target=_work, args=(work, share, there), daemon=True)
        process.start()
        there.close()
        others.append((process, here))
    results: dict[int, Result] = dict(
        zip(range(0, len(items), processes), map(work, items[::processes]), strict=True)
    )
    for number, (process, here) in enumerate(others, start=1):
        found: list[Result] = received(process, here)
        process.join()
        results.update(zip(range(number, len(items), processes), found, strict=True))
    return [results[number] for number in range(len(items))]


class TwoRounds(Generic[Item, First, Second]):
    """Work in two rounds on each item, both in the same copy of this process.

    Copies begin at once and go on by themselves; without them, work is done when it is asked for.
    """

    def __init__(
        self,
        first: Callable[[Item], First],
        second: Callable[[Item], Second],
        items: Sequence[Item],
        processes: int,
    ) -> None:
        self._first, self._second, self._items = first, second, items
        self._copies: list[tuple[ForkProcess, Connection]] = []
        if not _worth(items, processes):
            return
        context = multiprocessing.get_context("fork")
        for number in range(processes):
            here, there = context.Pipe(duplex=False)
            share = items[number::processes]
            process = context.Process(target=self._work, args=(share, there), daemon=True)
            process.start()
            there.close()
            self._copies.append((process, here))

    def first(self) -> list[First]:
        """Return what the first round makes of each item. Raises as `received` does."""
        if not self._copies:
            return [self._first(item) for item in self._items]
        return self._gathered([received(process, here) for process, here in self._copies])

    def second(self) -> list[Second]:
        """Return what the second round makes of each item, after the first."""
        if not self._copies:
            return [self._second(item) for item in self._items]
        found = self._gathered([received(process, here) for process, here in self._copies])
        for process, _ in self._copies:
            process.join()
        return found

    def _gathered(self, shares: Sequence[Sequence[Any]]) -> list[Any]:
        found: list[Any] = [None] * len(self._items)
        for number, share in enumerate(shares):
            found[number :: len(shares)] = share
        return found

    def _work(self, share: Sequence[Item], there: Connection) -> None:
        try:
            there.send([self._first(item) for item in share])
            there.send([self._second(item) for item in share])
        except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits
            there.send(traceback.format_exc())


def _worth(items: Sequence[Item], processes: int) -> bool:
    return processes > 1 and len(items) >= WORTH and hasattr(os, "fork")


def received(process: ForkProcess, here: Connection) -> Any:  # noqa: ANN401 - whatever it sends
    """Return what another process sends.

    Raises `BuildFailedError` if it sends a text, which says why it failed.
    """
    try:
        found = here.recv()
    except EOFError:
        process.join()
        found = f"A process of the build was ended: exit status {process.exitcode}."
    if isinstance(found, str):
        raise BuildFailedError(found)
    return found


def _work(work: Callable[[Item], Result], share: Sequence[Item], there: Connection) -> None:
    try:
        there.send([work(item) for item in share])
    except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits
        there.send(traceback.format_exc())
