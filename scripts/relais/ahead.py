"""Work that a copy of this process begins before this one comes to it, and both then finish.

This process may load other modules in the meantime. Neither knows how far the other will get, so
pieces are not shared out beforehand: each takes the next ones when it is done with its last ones.
"""

from __future__ import annotations

import contextlib
import threading
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, Final, Generic, TypeAlias, TypeVar, cast

from relais.errors import BuildFailedError
from relais.forks import aside, companion, received
from relais.turns import Turns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from multiprocessing.connection import Connection

Begun = TypeVar("Begun")
Result = TypeVar("Result")
Work: TypeAlias = "Callable[[Sequence[int]], list[Result]]"

_AT_ONCE: Final = 16
"""Pieces that are taken together."""


class Ahead(Generic[Begun, Result]):
    """A work in numbered pieces that a copy of this process has begun."""

    def __init__(self, begin: Callable[[], tuple[Begun, int, Work[Result]]]) -> None:
        """Start the copy.

        There, `begin` returns what this process is to know of the work, how many pieces there are,
        and what does some of them: given their numbers, it returns what becomes of each.
        """
        self._turns = Turns(_AT_ONCE)
        self._copy = companion(partial(self._begin, begin))
        self._turns.only_take()

    def begun(self) -> Begun | None:
        """Return what is to be known of the work; None if it could not be begun."""
        try:
            begun, self._turns.count = received(*self._copy) if self._copy else (None, 0)
        except BuildFailedError:  # what there is to raise is raised where all of it is done
            return None
        return cast("Begun | None", begun)

    def finish(self, work: Work[Result], processes: int) -> list[Result]:
        """Return what becomes of each piece, together with the copy, after `begun`.

        So many `processes` take part in all. `work` does pieces, also those that the copy could not
        do, so that what there is to raise is raised here.
        """
        assert self._copy is not None  # noqa: S101 - it has begun
        others = [aside(lambda: list(self._taken(work)), processes) for _ in range(processes - 2)]
        here = self._copy[1]
        with contextlib.suppress(OSError):  # it may have ended
            here.send(None)
        done, is_more = dict[int, Result](), True
        for part in self._taken(work):
            done.update(part)
            while is_more and here.poll():
                is_more = self._receive(done)
        while is_more:
            is_more = self._receive(done)
        for part in chain.from_iterable(wait() for wait in others):
            done.update(part)
        self.abandon()
        left = [number for number in range(self._turns.count) if number not in done]
        done.update(zip(left, work(left), strict=True))
        return [done[number] for number in range(self._turns.count)]

    def abandon(self) -> None:
        """Let the copy end."""
        self._turns.close()
        if self._copy:
            process, here = self._copy
            process.kill()
            here.close()

    def _begin(
        self, begin: Callable[[], tuple[Begun, int, Work[Result]]], there: Connection
    ) -> None:
        """Do what the copy does."""
        begun, count, work = begin()
        # Until somebody is there to take what is sent, there is room for little of it.
        sender = threading.Thread(target=there.send, args=((begun, count),), daemon=True)
        sender.start()
        self._turns.offer(count)
        try:
            done = self._sending(work, there, sender)
        finally:
            sender.join()
        if done:
            there.send(done)
        there.send({})  # nothing more

    def _sending(
        self, work: Work[Result], there: Connection, sender: threading.Thread
    ) -> dict[int, Result]:
        """Send what is done from when it is asked for; return the rest."""
        done, is_asked = dict[int, Result](), False
        for part in self._taken(work):
            done.update(part)
            is_asked = is_asked or there.poll()
            if is_asked:
                sender.join()
                there.send(done)
                done = {}
        return done

    def _taken(self, work: Work[Result]) -> Iterator[dict[int, Result]]:
        """Take turns with the others; yield what becomes of the pieces of each turn."""
        while numbers := self._turns.take():
            yield dict(zip(numbers, work(numbers), strict=True))

    def _receive(self, done: dict[int, Result]) -> bool:
        """Take what the copy sends; tell whether there may be more."""
        assert self._copy is not None  # noqa: S101 - see `finish`
        try:
            part: dict[int, Result] = received(*self._copy)
        except BuildFailedError:  # see `begun`
            return False
        done.update(part)
        return bool(part)
