"""What must hold between values and between files, beyond what each field says by itself.

Each module is one family of rules: functions that take what was read and yield diagnostics. None
changes anything, so their order does not matter.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from relais.content import Anchor, Notes, TextReference
from relais.editions import fingerprint
from relais.rules import (
    aliases,
    consent,
    dates,
    ids,
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


def note(content: Content) -> Notes:
    """Return what can be said of a content's one entry, whatever else there is."""
    (entry,) = content.entries()
    written = list(texts.texts(content))
    return Notes(
        fingerprint(entry.source.model),
        (
            *texts.check_alone(written),
            *ids.check_alone(content),
            *interviews.check_alone(content),
            *unwritten.check_alone(content),
            *prose.check_alone(content),
            *places.check_alone(content),
        ),
        tuple(TextReference(*reference) for reference in texts.references(written)),
        tuple(Anchor(*anchor) for anchor in texts.anchors(written)),
        tuple(TextReference(*link) for link in outlook.links(written)),
    )


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield every problem between values and between files."""
    for entry in content.entries():
        yield from entry.notes.findings
    alone = replace(content, interviews={}, programs={}, pages={})
    yield from texts.check_alone(texts.organisations(content))
    yield from prose.check_alone(alone)
    for family in (
        *(sites, lists, consent, references, aliases, dates, interviews, texts, languages),
        unwritten,
    ):
        yield from family.check(content)


def check_outlook(content: Content, as_of: date) -> Iterator[Diagnostic]:
    """Yield what will be missing from a day on."""
    yield from outlook.check(content, as_of)
