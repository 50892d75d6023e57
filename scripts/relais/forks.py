"""Work shared out among copies of this process, where the system can make them."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from typing import TYPE_CHECKING, Any, Final, TypeVar

from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess

Item = TypeVar("Item")
Result = TypeVar("Result")

WORTH: Final = 100
"""From so many pieces of work of a millisecond on, further processes are worth their start."""


def shared_out(
    work: Callable[[Item], Result], items: Sequence[Item], processes: int
) -> list[Result]:
    """Return what `work` makes of each item, in their order; this process takes a share, too.

    Only for a process without threads: a copy has none, and would wait for them. Raises
    `BuildFailedError` if a copy could not finish.
    """
    if processes < 2 or len(items) < WORTH or not hasattr(os, "fork"):  # noqa: PLR2004
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
        results.update(zip(range(number, len(items), processes), found, strict=True))
    return [results[number] for number in range(len(items))]


def received(process: ForkProcess, here: Connection) -> Any:  # noqa: ANN401 - whatever it sends
    """Return what another process sends at its end, and wait for that end.

    Raises `BuildFailedError` if it sends a text, which says why it failed.
    """
    try:
        found = here.recv()
    except EOFError:
        found = "A process of the build was ended."
    process.join()
    if isinstance(found, str):
        raise BuildFailedError(found)
    return found


def _work(work: Callable[[Item], Result], share: Sequence[Item], there: Connection) -> None:
    try:
        there.send([work(item) for item in share])
    except Exception:  # noqa: BLE001 - whatever it is, it is told to whoever waits
        there.send(traceback.format_exc())
