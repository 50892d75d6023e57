"""What a translator has not come to yet: fields of a translation that stand there without a text.

`relais translate` writes them with the source text beside them. An empty part of a list (a question
whose answer is not there) counts as not translated, so that its page shows the source text there; a
page whose title, summary or body is empty is shown in the source's language as a whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from relais.documents import Parsed
from relais.front_matter import BODY
from relais.tree import ListNode, MappingNode, Scalar

if TYPE_CHECKING:
    from relais.tree import Node

WHOLE: Final = ("title", "summary", BODY)
"""Fields without which nothing of a translation can be shown."""
_PARTS: Final = {
    "person": ("role",),
    "portrait": ("alt",),
    "questions": ("q", "a"),
    "quotes": ("text",),
    "media": ("title",),
    "figures": ("label",),
    "series": ("label",),
    "places": ("name",),
}
"""Fields that hold parts, and what each part needs to be shown."""
_STANDS_IN: Final = "…"


def fill(parsed: Parsed) -> tuple[Parsed, list[str]]:
    """Return a translation without its empty parts, and which of `WHOLE` are empty.

    Those have a stand-in, so that everything else is checked; what has one is not to be shown.
    """
    entries = dict(parsed.root.entries)
    unanswered = _unanswered(parsed.root.get("questions"))
    missing = []
    for name, (key, value) in parsed.root.entries.items():
        if name in WHOLE and _is_empty(value):
            missing.append(name)
            entries[name] = (key, Scalar(_STANDS_IN, value.span))
        elif name in _PARTS:
            kept = _kept(value, _PARTS[name], unanswered)
            if kept is None:
                del entries[name]
            else:
                entries[name] = (key, kept)
    if entries == parsed.root.entries:
        return parsed, missing
    return Parsed(parsed.source, MappingNode(entries, parsed.root.span)), missing


def _unanswered(questions: Node | None) -> frozenset[str]:
    """Return the ids of the questions that are not translated yet: nothing can be quoted there."""
    items = questions.items if isinstance(questions, ListNode) else ()
    gaps = (item for item in items if _has_gap(item, _PARTS["questions"]))
    return frozenset(_text(item, "id") for item in gaps) - {""}


def _kept(value: Node, needed: tuple[str, ...], unanswered: frozenset[str]) -> Node | None:
    if isinstance(value, ListNode):
        items = tuple(
            item
            for item in value.items
            if not _has_gap(item, needed) and _text(item, "from") not in unanswered
        )
        return replace(value, items=items) if items or not value.items else None
    return None if _has_gap(value, needed) else value


def _has_gap(node: Node, needed: tuple[str, ...]) -> bool:
    """Tell whether a part has a field that stands there empty; one that is absent is a mistake."""
    if not isinstance(node, MappingNode):
        return False
    return any((value := node.get(name)) is not None and _is_empty(value) for name in needed)


def _text(node: Node, name: str) -> str:
    value = node.get(name) if isinstance(node, MappingNode) else None
    return value.text if isinstance(value, Scalar) else ""


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_null
