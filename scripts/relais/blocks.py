"""The words of HTML that was cleaned, block by block: what a text says without its markup."""

from __future__ import annotations

import html
import re
from typing import Final

import nh3

from relais import limits
from relais.typography import folded

_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BLOCKS: Final = frozenset(
    {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dt", "dd", "pre"}
)
_BLOCK_CLEANER: Final = nh3.Cleaner(tags=set(_BLOCKS), attributes={"*": set()})
_BLOCK_TAG: Final = re.compile(r"</?[a-z][a-z0-9]*>")
_TABLE: Final = frozenset({"table", "thead", "tbody", "tr", "td", "th"})
_EDGES: Final = (_BLOCKS - _TABLE) | {"ul", "ol", "dl", "hr"}
"""Elements at whose tags a browser may end a paragraph, where there is no table."""
_ATTRIBUTES: Final = r'(?: [a-z]+="[^"<>]*")*'
_EDGE: Final = re.compile(f"<(/?(?:{'|'.join(sorted(_EDGES))})){_ATTRIBUTES}>")
_INLINE: Final = re.compile(
    f"</?(?:{'|'.join(sorted(limits.ALLOWED_HTML.keys() - _EDGES - _TABLE))}){_ATTRIBUTES}>"
)


def html_blocks(markup: str) -> list[str]:
    """Return the words of each paragraph, list item, heading and cell of HTML that was cleaned.

    Most of it is plain enough to be read as it stands, in half the time.
    """
    spaced = _BREAK.sub(" ", markup)
    plain = _plain_blocks(spaced)
    return _parsed_blocks(spaced) if plain is None else plain


def _parsed_blocks(markup: str) -> list[str]:
    """Return the blocks of any HTML, as browsers understand it."""
    parts = _BLOCK_TAG.split(_BLOCK_CLEANER.clean(markup))
    return [block for part in parts if (block := folded(html.unescape(part)))]


def _plain_blocks(markup: str) -> list[str] | None:
    """Return the blocks of HTML without tables whose words all follow the beginning of a block.

    None for any other: there a browser may put words elsewhere, or end a block without a tag.
    """
    before, *rest = _EDGE.split(_INLINE.sub("", markup))
    if "\0" in markup or "<" in before or before.strip():
        return None
    blocks = []
    for tag, part in zip(rest[::2], rest[1::2], strict=True):
        if "<" in part:
            return None
        if block := folded(html.unescape(part)):
            if tag not in _BLOCKS:
                return None
            blocks.append(block)
    return blocks
