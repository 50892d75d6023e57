"""From the content folder to the catalog, with every diagnostic of every file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from relais import content as reading
from relais import rules
from relais.cache import key_of
from relais.catalog import Catalog, Entry
from relais.diagnostics import has_errors
from relais.forks import aside
from relais.pictures import Picture
from relais.publication import today
from relais.register import Register

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from relais.catalog import Interview
    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.found import Found


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was found in a content folder."""

    catalog: Catalog | None
    """Everything valid; None only if content/site.yml is not."""
    diagnostics: tuple[Diagnostic, ...]
    """Everything that is wrong, in file order."""

    @property
    def has_errors(self) -> bool:
        """Whether something is wrong that stops a build."""
        return has_errors(self.diagnostics)


def load(root: Path, as_of: date | None = None, processes: int = 1) -> Loaded:
    """Read, check and link the content of the project at `root`, as seen on a day.

    Without `as_of` that is today; raises `SetupError` if SOURCE_DATE_EPOCH names no day.
    `processes` share what takes long.
    """
    begun = begin(root, as_of, processes)
    return Loaded(begun.link(), begun.check())


def begin_ahead(root: Path) -> None:
    """Let a copy of this process begin with what `begin` does, while this one does other things."""
    reading.begin_ahead(root, rules.note)


def begin(root: Path, as_of: date | None, processes: int, found: Found | None = None) -> Reading:
    """Read the content; what is to be done with it may wait. Raises as `load` does.

    `found` is what lies in the project, where somebody has looked through it just before.
    """
    content, keep = reading.begin(root, rules.note, processes, found)
    day = as_of or today(content.site.model) if content.site else None
    many = len(content.interviews) >= reading.MANY
    wait = aside(partial(_problems, content, day), processes if many else 1)
    return Reading(content, wait, keep)


@dataclass(frozen=True, slots=True)
class Reading:
    """Content that was read."""

    _content: Content
    _wait: Callable[[], tuple[Diagnostic, ...]]
    _keep: Callable[[], None]

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages; none if content/site.yml is not valid."""
        return self._content.languages if self._content.site else ()

    def link(self) -> Catalog | None:
        """Return everything valid, linked together; None if content/site.yml is not."""
        return _link(self._content)

    def check(self) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong, in file order; to be asked for once.

        Much content is checked beside, from the beginning.
        """
        problems = self._wait()
        self._keep()
        return problems


def _problems(content: Content, day: date | None) -> tuple[Diagnostic, ...]:
    problems = [*content.diagnostics, *rules.check(content)]
    if day:
        problems += rules.check_outlook(content, day)
    # Keyed by what they say and where, so that nothing is said twice.
    found = {item.sort_key: item for item in problems}
    return tuple(found[key] for key in sorted(found))


def _link(content: Content) -> Catalog | None:
    if content.site is None:
        return None
    vocabularies = {kind: document.model.root for kind, document in content.vocabularies.items()}
    return Catalog(
        site=content.site.model,
        themes=dict(sorted(vocabularies.get("theme", {}).items())),
        populations=dict(sorted(vocabularies.get("population", {}).items())),
        organisations={
            slug: document.model for slug, document in sorted(content.organisations.items())
        },
        interviews=_with_portraits(_entries(content, content.interviews), content),
        programs=_entries(content, content.programs),
        pages=_entries(content, content.pages),
        register=content.register.model if content.register else Register(),
    )


def _entries(
    content: Content, editions: Mapping[str, Editions[Any, Any]]
) -> dict[str, Entry[Any, Any]]:
    stills: dict[str, dict[str, Picture]] = {}
    for (path, name), picture in content.stills.items():
        if isinstance(picture, Picture):
            stills.setdefault(path, {})[name] = picture
    return {
        slug: _entry(entry, stills.get(entry.source.source.path, {}))
        for slug, entry in sorted(editions.items())
    }


def _with_portraits(interviews: dict[str, Interview], content: Content) -> dict[str, Interview]:
    return {
        slug: replace(interview, portrait=portrait, digest=key_of(interview.digest, repr(portrait)))
        if isinstance(portrait := content.portraits.get(slug), Picture)
        else interview
        for slug, interview in interviews.items()
    }


def _entry(editions: Editions[Any, Any], stills: Mapping[str, Picture]) -> Entry[Any, Any]:
    notes = editions.notes
    translations = {
        language: document.model for language, document in editions.translations.items()
    }
    return Entry(
        slug=editions.slug,
        path=editions.source.source.path,
        language=editions.language,
        source=editions.source.model,
        translations=translations,
        stale=frozenset(
            language
            for language, translation in translations.items()
            if translation.translation is not None
            and translation.translation.of != notes.fingerprint
        ),
        stills=stills,
        references=tuple((reference.kind, reference.slug) for reference in notes.references),
        digest=key_of(editions.digest, repr(sorted(stills.items()))) if stills else editions.digest,
    )
