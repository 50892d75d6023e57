"""What an operation did, or why it did nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relais.errors import RelaisError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relais.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence by its code in `relais.messages.desk_en`, with its details."""

    code: str
    details: dict[str, str] = field(default_factory=dict)


def sentence(code: str, **details: str | int) -> Sentence:
    """Return the sentence `code` with its details as text."""
    return Sentence(code, {name: str(value) for name, value in details.items()})


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an operation did."""

    slug: str
    """What it was done to, by its present name."""
    written: tuple[str, ...] = ()
    """The files that were written, relative to the project's root."""
    moved: tuple[tuple[str, str], ...] = ()
    """The files and folders that have another name now: the old one and the new one."""
    deleted: tuple[str, ...] = ()
    """The files and folders that are gone."""
    notes: tuple[Sentence, ...] = ()
    """What the editor should know of it."""
    steps: tuple[Sentence, ...] = ()
    """What to do next."""


class DeskError(RelaisError):
    """An operation that was not done; nothing was written."""

    def __init__(self, reason: Sentence, more: Sequence[Sentence] = ()) -> None:
        self.reason = reason
        self.more = tuple(more)
        super().__init__(reason.code)


class UsageError(DeskError):
    """What was asked for makes no sense: an unknown name, a missing value."""


class RefusalError(DeskError):
    """The content says no; `diagnostics` say where and why."""

    def __init__(
        self,
        reason: Sentence,
        diagnostics: Sequence[Diagnostic] = (),
        more: Sequence[Sentence] = (),
    ) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(reason, more)
