"""What tells one state of an entry from another, as other pages show it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from relais.publication import PublicCatalog


class States:
    """The states of a catalog's entries: equal ones give equal cards, in every language."""

    def __init__(self, catalog: PublicCatalog) -> None:
        self._catalog = catalog
        self._interviews: dict[str, str] = {}
        self._programs: dict[str, str] = {}

    def interview(self, slug: str) -> str:
        """Return the state of an interview: of its files, and of the names on its card."""
        state = self._interviews.get(slug)
        if state is None:
            entry = self._catalog.interviews[slug]
            name = self._catalog.organisations[entry.source.organisation].name
            labels = [self._labels[theme] for theme in entry.source.themes]
            state = self._interviews[slug] = f"{slug} {entry.digest} {name!r} {labels}"
        return state

    def program(self, slug: str) -> str:
        """Return the state of a program: of its files, and of the names on its card."""
        state = self._programs.get(slug)
        if state is None:
            entry = self._catalog.programs[slug]
            labels = [self._labels[theme] for theme in entry.source.themes]
            state = self._programs[slug] = f"{slug} {entry.digest} {labels}"
        return state

    @cached_property
    def _labels(self) -> dict[str, str]:
        return {slug: repr(labels) for slug, labels in self._catalog.themes.items()}
