"""What must hold between values and between files, beyond what each field says by itself.

Each module is one family of rules: functions that take what was read and yield diagnostics. None
changes anything, so their order does not matter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.rules import (
    aliases,
    consent,
    dates,
    interviews,
    languages,
    lists,
    outlook,
    places,
    prose,
    references,
    sites,
    texts,
    unwritten,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from relais.content import Content
    from relais.diagnostics import Diagnostic


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield every problem between values and between files."""
    families = (
        *(sites, lists, consent, references, aliases, dates, interviews, texts, languages),
        unwritten,
    )
    for family in families:
        yield from family.check(content)
    for signs in (prose, places):
        yield from signs.check(content)


def check_outlook(content: Content, as_of: date) -> Iterator[Diagnostic]:
    """Yield what will be missing from a day on."""
    yield from outlook.check(content, as_of)
