"""Each id names one thing: addresses, quotes and translations find it by its id."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.diagnostics import Diagnostic

_LISTS: Final = ("questions", "media", "figures", "series")


def check_alone(content: Content) -> Iterator[Diagnostic]:
    """Yield each id that stands in a list of a source edition a second time."""
    for entry in content.entries():
        fields = vars(entry.source.model)  # a model is slow to say that it has none of a name
        for field in _LISTS:
            seen: set[str] = set()
            for index, item in enumerate(fields.get(field, ())):
                if item.id in seen:
                    yield entry.source.problem("same-id", (field, index, "id"), {"id": item.id})
                seen.add(item.id)
