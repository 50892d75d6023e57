"""Work shared out among copies of this process, where the system can make them."""

from __future__ import annotations

import os
import signal
import threading
import traceback
from typing import TYPE_CHECKING, Any, Final, Generic, TypeAlias, TypeVar, cast

from relais.errors import BuildFailedError, RelaisError
from relais.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

    Copy: TypeAlias = tuple[ForkProcess, Connection]
    """A copy of this process, and the connection to it."""

Item = TypeVar("Item")
Result = TypeVar("Result")
First = TypeVar("First")
Second = TypeVar("Second")

_PATIENCE: Final = 5
"""By how much others go before a second round: they wait for the first (POSIX `nice`)."""
_MOST: Final = 8
"""Processes that share work: each may come to hold all that this one does."""
_LEAST: Final = 10
"""Pieces of work in two rounds that make a further process worth its start."""
_AT_ONCE: Final = 100
"""Results of a first round that are sent together: all of them would take much memory twice."""
_TOGETHER: Final = 16
"""Items that a round is given at a time: what one step of it needs is still at hand for the next
item, and nobody waits long for the last one."""
WORTH: Final = 100
"""From so many pieces of work of a millisecond on, further processes are worth their start."""


def shared_out(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int, worth: int = WORTH
) -> list[Result]:
    """Return what `work` makes of each item, in their order; this process takes a share, too.

    Fewer items than are `worth` it are not shared. Only for a process without threads: a copy has
    none, and would wait for them. Raises `BuildFailedError` if a copy could not finish.
    """
    processes = max(1, min(processes, len(items), _MOST))
    shares = [items[number::processes] for number in range(1, processes)]

    def share_of(number: int, there: Connection) -> None:
        there.send([work(item) for item in shares[number]])

    copies = _started(share_of, len(shares) if len(items) >= worth else 0)
    if not copies:
        return [work(item) for item in items]
    own = [work(item) for item in items[::processes]]
    return _in_order([own, *(received(*copy) for copy in copies)], len(items))


def aside(work: Callable[[], Result], processes: int) -> Callable[[], Result]:
    """Begin work in a copy of this process; return what waits for its result.

    Without a copy, the work is done then. Raises as `received` does.
    """
    copies = _started(lambda _, there: there.send([work()]), 1 if processes > 1 else 0)
    if not copies:
        return work

    def wait_for_it() -> Result:
        (result,) = received(*copies[0])
        return cast("Result", result)

    return wait_for_it


def companion(work: Callable[[Connection], None]) -> Copy | None:
    """Begin work in a copy of this process that is given its end of a connection to this one.

    Return the copy and this one's end, which is at its end when the copy is, for whatever reason.
    None where there can be no copies.
    """
    copies = _started(lambda _, there: work(there), 1, duplex=True)
    return copies[0] if copies else None


class TwoRounds(Generic[Item, First, Second]):
    """Work in two rounds on each item, mostly both in the same copy of this process.

    Copies begin at once and go on by themselves; without them, work is done when it is asked for.
    Whoever has nothing left to do takes over some of the others' second round. Each round is given
    a few items at a time, so that it can do one thing for all of them before it does the next.
    """

    def __init__(
        self,
        first: Callable[[Sequence[Item]], list[First]],
        second: Callable[[Sequence[Item]], list[Second]],
        items: Sequence[Item],
        processes: int,
    ) -> None:
        self._first, self._second, self._items = first, second, items
        self._copies: list[Copy] = []
        self._turns: list[Turns] = []
        processes = min(processes, len(items) // _LEAST, _MOST)
        if processes > 1 and len(items) >= WORTH:
            for number in range(processes):
                self._turns.append(Turns(_TOGETHER))
                self._turns[-1].offer(len(items[number::processes]))
            self._copies = _started(self._do, processes)
            for turns in self._turns:
                turns.close()

    @property
    def are_shared(self) -> bool:
        """Whether copies are at work."""
        return bool(self._copies)

    def first(self) -> list[First]:
        """Return what the first round makes of each item. Raises as `received` does.

        To be asked for soon: copies wait until somebody takes what they have made so far.
        """
        if not self._copies:
            return _done(self._first, self._items)
        return _in_order(_as_it_comes(self._copies), len(self._items))

    def second(self) -> list[Second]:
        """Return what the second round makes of each item, after the first."""
        if not self._copies:
            return _done(self._second, self._items)
        found: dict[int, Second] = {}
        for copy in self._copies:
            found.update(received(*copy))
        return [found[number] for number in range(len(self._items))]

    def _do(self, number: int, there: Connection) -> None:
        """Do what one copy does."""
        step = len(self._turns)
        share = self._items[number::step]
        for begun in range(0, len(share), _AT_ONCE):
            there.send(_done(self._first, share[begun : begun + _AT_ONCE]))
        there.send([])
        os.nice(_PATIENCE)
        found: list[tuple[int, Second]] = []
        for whose in (*range(number, step), *range(number)):
            while places := self._turns[whose].take():
                numbers = [whose + step * place for place in places]
                made = self._second([self._items[each] for each in numbers])
                found += zip(numbers, made, strict=True)
        there.send(found)


def _done(work: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> list[Result]:
    """Return what a round makes of items, a few at a time."""
    parts = [items[begun : begun + _TOGETHER] for begun in range(0, len(items), _TOGETHER)]
    return [result for part in parts for result in work(part)]


def _started(
    work: Callable[[int, Connection], None], count: int, *, duplex: bool = False
) -> list[Copy]:
    """Start so many copies of this process; none where that is impossible or forbidden.

    Each is given its number and its end of a connection.
    """
    if not count or not hasattr(os, "fork"):
        return []
    import multiprocessing  # noqa: PLC0415 - most runs of most commands start no copies

    context = multiprocessing.get_context("fork")
    copies: list[Copy] = []
    for number in range(count):
        here, there = context.Pipe(duplex)
        process = context.Process(target=_work, args=(work, number, there), daemon=True)
        try:
            process.start()
        except OSError:  # as in some sandboxes
            for started, _ in copies:
                started.kill()
            return []
        there.close()
        copies.append((process, here))
    return copies


def _as_it_comes(copies: Sequence[Copy]) -> list[list[Any]]:
    """Return what each copy sends of a round in parts: taken at once, so that none need wait."""
    from multiprocessing.connection import wait  # noqa: PLC0415 - see `_started`

    found: dict[Connection, list[Any]] = {here: [] for _, here in copies}
    senders = {here: process for process, here in copies}
    while senders:
        for here in cast("list[Connection]", wait(list(senders))):
            part = received(senders[here], here)
            found[here] += part
            if not part:
                del senders[here]
    return list(found.values())


def _in_order(shares: Sequence[Sequence[Any]], count: int) -> list[Any]:
    found: list[Any] = [None] * count
    for number, share in enumerate(shares):
        found[number :: len(shares)] = share
    return found


def received(process: ForkProcess, here: Connection) -> Any:  # noqa: ANN401 - whatever it sends
    """Return what another process sends.

    Raises `BuildFailedError` if it sends a text, which says why it failed.
    """
    try:
        found = here.recv()
    except (EOFError, OSError):  # it may have ended while it was sending
        process.join()
        found = f"A process of the build was ended: exit status {process.exitcode}."
    if isinstance(found, str):
        raise BuildFailedError(found)
    return found


def _work(work: Callable[[int, Connection], None], number: int, there: Connection) -> None:
    _watch_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C reaches the one that it works for, too
    try:
        work(number, there)
    except RelaisError as error:
        there.send(str(error))
    except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits
        there.send(traceback.format_exc())


def _watch_parent() -> None:
    """End this process when the one that it works for is ended.

    The next build would otherwise wait for it: a copy holds what that one held open, the lock on
    the output among them.
    """
    from multiprocessing import parent_process  # noqa: PLC0415 - see `_started`
    from multiprocessing.connection import wait  # noqa: PLC0415

    def watch() -> None:
        if parent := parent_process():
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
