"""Numbers that several processes take one after the other, each once."""

from __future__ import annotations

import os
from typing import Final

_BYTES: Final = 2
"""Of a number in the pipe."""
_MOST: Final = 2_000
"""So many numbers the smallest pipe holds before anybody reads them: a page of memory."""


class Turns:
    """The numbers from 0 up, a few at a time, to be taken by whoever is ready for more.

    They are in a pipe: what one process reads from it, no other one does.
    """

    def __init__(self, at_once: int = 1) -> None:
        """Let `at_once` numbers be taken together; more where there are very many."""
        self.count = 0
        """How many numbers there are; to be set in processes that do not offer them."""
        self._at_once = at_once
        self._taken, self._offered = os.pipe()

    def offer(self, count: int) -> None:
        """Let so many be taken. To be called in one process, and `only_take` in all others."""
        self.count = count
        turns = range(-(-count // self._together))
        os.write(self._offered, b"".join(turn.to_bytes(_BYTES, "big") for turn in turns))
        self.only_take()

    def only_take(self) -> None:
        """Offer no numbers."""
        os.close(self._offered)

    def take(self) -> range:
        """Take the next numbers, as soon as they are offered; none if there are no more."""
        turn = os.read(self._taken, _BYTES)
        if not turn:
            return range(0)
        begin = int.from_bytes(turn, "big") * self._together
        return range(begin, min(begin + self._together, self.count))

    def close(self) -> None:
        """Take no more in this process."""
        os.close(self._taken)

    @property
    def _together(self) -> int:
        return max(self._at_once, -(-self.count // _MOST))
