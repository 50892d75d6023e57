"""What an operation is about: found by the name that the editor gave."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from relais import content as reading
from relais import files, limits, rules
from relais.desk.outcome import RefusalError, UsageError, sentence
from relais.desk.splice import Draft
from relais.diagnostics import Diagnostic, Severity, closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

    from relais.content import Content
    from relais.desk.outcome import Sentence

FOLDERS: Final = {"interview": "content/partners", "program": "content/programs"}
"""Kinds whose entries are folders, and where those stand."""
ORGANISATIONS: Final = "content/organisations"
VOCABULARIES: Final = {"theme": "content/themes.yml", "population": "content/populations.yml"}
"""Kinds whose entries are fields of one file."""

_ADVICE: Final = frozenset({"choices", "suggestion"})
"""What the details of a problem say of other entries."""


@dataclass(frozen=True, slots=True)
class Name:
    """An entry: its kind and its slug."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"

    @property
    def path(self) -> str:
        """The folder or the file in which it stands."""
        if self.kind in FOLDERS:
            return f"{FOLDERS[self.kind]}/{self.slug}"
        if self.kind == "organisation":
            return f"{ORGANISATIONS}/{self.slug}.yml"
        return VOCABULARIES[self.kind]


@dataclass
class Desk:
    """A project whose content was read, with everything that is wrong in it."""

    root: Path
    content: Content
    diagnostics: tuple[Diagnostic, ...]
    read: dict[str, bytes] = field(default_factory=dict)
    """The files that an operation wants to change, as they were read."""

    @classmethod
    def open(cls, root: Path) -> Desk:
        """Read the project at `root`. Raises `RefusalError` if content/site.yml is not sound."""
        content = reading.read(root, rules.note)
        found = {item.sort_key: item for item in (*content.diagnostics, *rules.check(content))}
        desk = cls(root, content, tuple(found[key] for key in sorted(found)))
        if content.site is None:
            desk.refuse_errors([reading.SITE_FILE])
            raise RefusalError(sentence("no-site"))
        return desk

    def refuse_errors(self, paths: Collection[str]) -> None:
        """Raise `RefusalError` with all errors of these files, or of files in these folders."""
        errors = [
            item
            for item in self.diagnostics
            if item.severity is Severity.ERROR
            and any(item.path == path or item.path.startswith(f"{path}/") for path in paths)
        ]
        if errors:
            raise RefusalError(sentence("has-errors"), errors)

    def draft(self, path: str) -> Draft:
        """Return a file to be changed. Raises `RefusalError` if it has errors or cannot be read."""
        self.refuse_errors([path])
        data = files.read_bytes(self.root, path, limits.MAX_FILE_BYTES)
        if isinstance(data, Diagnostic):
            raise RefusalError(sentence("has-errors"), [data])
        self.read[path] = data
        return Draft.read(path, data)

    def new_errors(self) -> list[Diagnostic]:
        """Return the errors that the project has now and had not when it was read."""
        known = {_what(item) for item in self.diagnostics}
        now = Desk.open(self.root).diagnostics
        return [
            item for item in now if item.severity is Severity.ERROR and _what(item) not in known
        ]

    def verify(self) -> None:
        """Raise `RefusalError` if the project has new errors."""
        if errors := self.new_errors():
            raise RefusalError(sentence("would-have-errors"), errors)

    def taken(self, kind: str) -> set[str]:
        """Return the slugs that a new entry of a kind cannot have: present and former ones."""
        slugs = set(self.content.slugs(kind))
        entries: Iterable[object] = ()
        if kind in FOLDERS:
            entries = getattr(self.content, f"{kind}s").values()
            slugs |= _names_in(self.root / FOLDERS[kind])
        elif kind == "organisation":
            slugs |= {name.removesuffix(".yml") for name in _names_in(self.root / ORGANISATIONS)}
        for entry in entries:
            slugs |= set(entry.source.model.aliases)  # type: ignore[attr-defined]
        return slugs

    def find(self, name: str, kinds: Collection[str]) -> Name:
        """Return the entry that the editor named: `ada-example`, or `interview:ada-example`.

        Raises `UsageError` if there is none or more than one.
        """
        kind, colon, slug = name.rpartition(":")
        if colon and kind not in kinds:
            raise UsageError(sentence("wrong-kind", kind=kind, choices=", ".join(kinds)))
        slug = slug.strip("/")
        wanted = [kind] if colon else list(kinds)
        found = [Name(each, slug) for each in wanted if slug in self.content.slugs(each)]
        if len(found) == 1:
            return found[0]
        if found:
            choices = ", ".join(str(each) for each in found)
            raise UsageError(sentence("ambiguous", slug=slug, choices=choices))
        unread = [each for each in wanted if self.content.known.get(each, set()) is None]
        self.refuse_errors([VOCABULARIES[each] for each in unread if each in VOCABULARIES])
        known = [other for each in wanted for other in self.content.slugs(each)]
        raise UsageError(sentence("unknown-slug", slug=slug), _meant(slug, known))


def _meant(slug: str, known: list[str]) -> list[Sentence]:
    suggestion = closest(slug, known)
    if suggestion:
        return [sentence("did-you-mean", suggestion=suggestion)]
    return [sentence("known-slugs", choices=", ".join(known))] if known else []


def _names_in(folder: Path) -> set[str]:
    """Return the names in a folder in small letters: some systems do not tell them apart."""
    if not folder.is_dir():
        return set()
    return {path.name.lower() for path in folder.iterdir()}


def _what(item: Diagnostic) -> tuple[str, str, str]:
    """Return what identifies a problem when lines move, and when there is one more to choose."""
    details = {name: text for name, text in item.details.items() if name not in _ADVICE}
    return (item.path, item.code, repr(sorted(details.items())))
