"""Work shared out among copies of this process, where the system can make them."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import traceback
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar, cast

from relais.errors import BuildFailedError, RelaisError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

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
    copies = _started([work], shares if len(items) >= worth else [])
    if not copies:
        return [work(item) for item in items]
    own = [work(item) for item in items[::processes]]
    return _in_order([own, *(received(*copy) for copy in copies)], len(items))


def aside(work: Callable[[], Result], processes: int) -> Callable[[], Result]:
    """Begin work in a copy of this process; return what waits for its result.

    Without a copy, the work is done then. Raises as `received` does.
    """
    copies = _started([lambda _: work()], [[0]] if processes > 1 else [])
    if not copies:
        return work

    def wait_for_it() -> Result:
        (result,) = received(*copies[0])
        return cast("Result", result)

    return wait_for_it


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
        processes = min(processes, len(items) // _LEAST, _MOST)
        shares = [items[number::processes] for number in range(processes)]
        worth = processes > 1 and len(items) >= WORTH
        self._copies = _started([first, second], shares if worth else [], _AT_ONCE)

    @property
    def are_shared(self) -> bool:
        """Whether copies are at work."""
        return bool(self._copies)

    def first(self) -> list[First]:
        """Return what the first round makes of each item. Raises as `received` does.

        To be asked for soon: copies wait until somebody takes what they have made so far.
        """
        if not self._copies:
            return [self._first(item) for item in self._items]
        return _in_order(_as_it_comes(self._copies), len(self._items))

    def second(self) -> list[Second]:
        """Return what the second round makes of each item, after the first."""
        if not self._copies:
            return [self._second(item) for item in self._items]
        return _in_order([received(*copy) for copy in self._copies], len(self._items))


def _started(
    rounds: Sequence[Callable[[Any], Any]],
    shares: Sequence[Sequence[Any]],
    at_once: int | None = None,
) -> list[tuple[ForkProcess, Connection]]:
    """Start a copy of this process for each share; none where that is impossible or forbidden.

    Each sends what each round makes of its share, of the first one `at_once` of so many items and
    an empty list at the end.
    """
    if not shares or not hasattr(os, "fork"):
        return []
    context = multiprocessing.get_context("fork")
    copies: list[tuple[ForkProcess, Connection]] = []
    for share in shares:
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=_work, args=(rounds, share, there, at_once), daemon=True)
        try:
            process.start()
        except OSError:  # as in some sandboxes
            for started, _ in copies:
                started.kill()
            return []
        there.close()
        copies.append((process, here))
    return copies


def _as_it_comes(copies: Sequence[tuple[ForkProcess, Connection]]) -> list[list[Any]]:
    """Return what each copy sends of a round in parts: taken at once, so that none need wait."""
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
    except EOFError:
        process.join()
        found = f"A process of the build was ended: exit status {process.exitcode}."
    if isinstance(found, str):
        raise BuildFailedError(found)
    return found


def _work(
    rounds: Sequence[Callable[[Item], object]],
    share: Sequence[Item],
    there: Connection,
    at_once: int | None,
) -> None:
    _watch_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl+C reaches the one that it works for, too
    try:
        for number, work in enumerate(rounds):
            if number:
                os.nice(_PATIENCE)
            elif at_once:
                for begun in range(0, len(share), at_once):
                    there.send([work(item) for item in share[begun : begun + at_once]])
                there.send([])
                continue
            there.send([work(item) for item in share])
    except RelaisError as error:
        there.send(str(error))
    except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits
        there.send(traceback.format_exc())


def _watch_parent() -> None:
    """End this process when the one that it works for is ended.

    The next build would otherwise wait for it: a copy holds what that one held open, the lock on
    the output among them.
    """

    def watch() -> None:
        if parent := multiprocessing.parent_process():
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
