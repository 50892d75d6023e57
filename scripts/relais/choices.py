"""A value out of a few, each with a name."""

from __future__ import annotations

from enum import StrEnum


class Choice(StrEnum):
    """One of a few texts, which can be kept between runs wherever it is made.

    Python 3.11 up to 3.11.3, which Debian has, writes a member as a call of `getattr` when it is
    pickled. `relais.memory` runs no such calls, so that nothing would ever be taken from there.
    """

    def __reduce_ex__(self, protocol: object) -> tuple[type[Choice], tuple[str]]:
        del protocol
        return type(self), (self.value,)
