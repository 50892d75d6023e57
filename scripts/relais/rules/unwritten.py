"""What Relais left for the editor to write does not reach the public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from relais.schema import Status
from relais.tree import ListNode, MappingNode, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content, Editions
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.tree import Node
    from relais.validation import Location

MARK: Final = "✎"
"""Marks a text that nobody has written yet: `relais new` puts it there."""


def check_alone(content: Content) -> Iterator[Diagnostic]:
    """Yield each text of what is published, and of each page, that is still to be written."""
    entries: list[Editions[Any, Any]] = [*content.interviews.values(), *content.programs.values()]
    for entry in entries:
        if entry.source.model.status is Status.PUBLISHED:
            yield from _unwritten(entry.source)
            for translation in entry.translations.values():
                yield from _unwritten(translation, shown=True)
    for page in content.pages.values():
        for document in page.documents():
            yield from _unwritten(document, shown=True)


def check(content: Content) -> Iterator[Diagnostic]:
    """Yield such texts of organisations that something published refers to."""
    shown: set[str] = set()
    for interview in content.interviews.values():
        if interview.source.model.status is Status.PUBLISHED:
            shown.add(interview.source.model.organisation)
    for program in content.programs.values():
        if program.source.model.status is Status.PUBLISHED:
            shown.update(program.source.model.organisations)
    for slug in sorted(shown & content.organisations.keys()):
        organisation = content.organisations[slug]
        if MARK in repr(organisation.model):  # else its file need not be read again
            yield from _unwritten(organisation, shown=True)


def _unwritten(document: Parsed, *, shown: bool = False) -> Iterator[Diagnostic]:
    written = document.source.text
    if MARK not in written and "\\" not in written:  # one of YAML's escapes may stand for it
        return
    for location, text in _texts(document.root):
        if MARK in text:
            details = {"field": _name(location), "mark": MARK}
            yield document.problem(
                "unwritten-shown" if shown else "unwritten", location, details, words=MARK
            )


def _texts(node: Node, location: Location = ()) -> Iterator[tuple[Location, str]]:
    if isinstance(node, Scalar):
        yield location, node.text
    elif isinstance(node, ListNode):
        for index, item in enumerate(node.items):
            yield from _texts(item, (*location, index))
    elif isinstance(node, MappingNode):
        for name, (_, value) in node.entries.items():
            yield from _texts(value, (*location, name))


def _name(location: Location) -> str:
    return next((step for step in reversed(location) if isinstance(step, str)), "")
