"""How deeply a text's HTML can be nested in whatever way a browser reads it.

HTML parsers take time that grows with the square of the depth, so that the depth is bounded before
one of them sees the text. Counting end tags would not do: a parser passes over an end tag that
closes nothing (`<i></b>`, again and again), that stands in a comment or in an attribute, or that a
table lies before. So this count never falls below what a parser may open: an end tag counts only if
it closes the very last element, and from the first thing on that is not plain HTML none does.
"""

from __future__ import annotations

import re
from typing import Final

_VOID: Final = frozenset({"br", "hr", "img", "input", "wbr", "area", "source", "col", "embed"})
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_ATTRIBUTES: Final = r"""(?:\s+[A-Za-z][A-Za-z-]*(?:=(?:"[^"<>]*"|'[^'<>]*'|[^\s"'`=<>]+))?)*\s*"""
_PLAIN: Final = re.compile(
    r"</[A-Za-z][A-Za-z0-9]*\s*>"
    rf"|<[A-Za-z][A-Za-z0-9]*{_ATTRIBUTES}/?>"
    r"|<!--(?!-?>)[^<>]*-->"
)
_WHOLE: Final = re.compile(rf"<(iframe|script|style){_ATTRIBUTES}>[^<]*</\1>", re.IGNORECASE)
"""What people paste, which holds nothing that a parser could open."""
_OTHER_RULES: Final = frozenset(
    {
        *("iframe", "math", "noembed", "noframes", "noscript", "plaintext", "script", "select"),
        *("style", "svg", "template", "textarea", "title", "xmp"),
    }
)
"""Elements in which tags are text, or void elements are not void."""


def depth(markup: str) -> int:
    """Return a depth that no parser exceeds when it reads `markup`."""
    opened: list[str] = []
    deepest = 0
    position = markup.find("<")
    while position >= 0:
        if whole := _WHOLE.match(markup, position):
            position = markup.find("<", whole.end())
            continue
        plain = _PLAIN.match(markup, position)
        tag = _TAG.match(markup, position)
        name = tag[2].lower() if tag else ""
        if name in _OTHER_RULES or not plain:
            return max(deepest, len(opened) + _start_tags(markup, position))
        if tag and tag[1]:
            if opened and opened[-1] == name:
                opened.pop()
        elif tag and name not in _VOID:
            opened.append(name)
            deepest = max(deepest, len(opened))
        position = markup.find("<", plain.end())
    return deepest


def _start_tags(markup: str, position: int) -> int:
    """Return how many elements a parser may open from `position` on."""
    return sum(not tag[1] for tag in _TAG.finditer(markup, position))
