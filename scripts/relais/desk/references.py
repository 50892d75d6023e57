"""Who refers to what: in fields, and in links inside texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from relais import limits
from relais.markup import compile_markdown
from relais.rules.texts import texts
from relais.tree import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.desk.entries import Name
    from relais.documents import Parsed
    from relais.validation import Location

_FIELDS: Final = {
    "program": ("programs",),
    "organisation": ("organisation", "organisations"),
    "theme": ("themes",),
    "population": ("populations",),
}
"""The fields of interviews and programs that name an entry of a kind."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that refers to an entry."""

    path: str
    line: int
    location: Location
    """The field whose value is the slug; empty for a link inside a text."""


def mentions(content: Content, name: Name) -> list[Mention]:
    """Return every place in sound files that refers to an entry, in file order."""
    found = {*_in_fields(content, name), *_in_texts(content, name)}
    return sorted(found, key=lambda mention: (mention.path, mention.line, repr(mention.location)))


def link_to(name: Name) -> re.Pattern[str]:
    """Return the pattern of a link's target that leads to an entry; group 1 is its scheme."""
    slug = re.escape(name.slug)
    return re.compile(rf"(?<![\w:./-])({name.kind}:){slug}(?![\w-])", re.IGNORECASE)


def broken_mentions(content: Content, name: Name, broken: set[str]) -> list[str]:
    """Return the files among `broken` that hold the slug, where nobody can tell what it means."""
    found = []
    for path in sorted(broken & content.paths - content.unopened):
        if path == name.path or path.startswith(f"{name.path}/"):
            continue  # its own
        if (content.root / path).stat().st_size > limits.MAX_FILE_BYTES:
            continue
        if name.slug.encode() in (content.root / path).read_bytes():
            found.append(path)
    return found


def _in_fields(content: Content, name: Name) -> Iterator[Mention]:
    site = content.site
    if site and name.kind == "interview" and site.model.featured == name.slug:
        yield _mention(site, ("featured",))
    entries: list[Any] = [*content.interviews.values(), *content.programs.values()]
    for entry in entries:
        for field in _FIELDS.get(name.kind, ()):
            value = getattr(entry.source.model, field, None)
            if value == name.slug:
                yield _mention(entry.source, (field,))
            elif isinstance(value, list):
                for index, slug in enumerate(value):
                    if slug == name.slug:
                        yield _mention(entry.source, (field, index))


def _in_texts(content: Content, name: Name) -> Iterator[Mention]:
    pattern = link_to(name)
    for document, location, text in texts(content):
        references = compile_markdown(text).references
        if not any((each.kind, each.slug) == (name.kind, name.slug) for each in references):
            continue
        first = locate(document.root, location).line
        lines = range(first, len(document.source.lines) + 1)
        at = [number for number in lines if pattern.search(document.source.line(number))]
        yield Mention(document.source.path, at[0] if at else first, ())


def _mention(document: Parsed, location: Location) -> Mention:
    return Mention(document.source.path, locate(document.root, location).line, location)
