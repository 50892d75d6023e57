"""Markdown of untrusted authors to HTML that cannot do harm.

CommonMark by pyromark (compiled, fast), then nh3 with the allow-list of `relais.limits`. The result
is a pure function of the text: references to other content stay symbolic (`program:convergence`)
until a page resolves them.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Final

import nh3
import pyromark
from markupsafe import Markup

from relais import limits
from relais.blocks import html_blocks
from relais.nesting import depth
from relais.typography import folded

if TYPE_CHECKING:
    from collections.abc import Callable

ANSWER_LEVEL: Final = 3
"""Headings in an answer stand below the question, which is an `h2`."""
_REMEMBERED: Final = 20_000
"""Texts whose HTML is kept: each is needed by the rules and again by its page in each language."""
_AT_HAND: Final = 64
"""Texts whose raw HTML is kept: the rules look at all texts of an entry for one thing, then for
another."""
BODY_LEVEL: Final = 2
"""Headings in a page's text stand below its title, which is the `h1`."""

_OPTIONS: Final = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
_HEADING: Final = re.compile(r"(</?h)([1-6])(?=[ >])")
_TAG: Final = re.compile(r"<([A-Za-z][A-Za-z0-9:-]*)")
_ADDRESS: Final = re.compile(
    # Bounded, so that no text makes the search slow: 300 characters of other attributes are plenty.
    r"""<a\s(?:[^<>"']|"[^"]{0,300}"|'[^']{0,300}'){0,300}?href\s*=\s*["']?([^"'>]*)""",
    re.IGNORECASE,
)
_DEEP_LINE: Final = re.compile(
    r"\n[ \t]*(?:(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s))[ \t]*)"
    f"{{{limits.MAX_MARKDOWN_DEPTH + 1}}}"
)
"""To be sought where a line end stands before the text: `^` would be tried at each character."""
_SCHEME: Final = re.compile(r"[\x00-\x20]*([A-Za-z][A-Za-z0-9+.-]*)\s*:")
_WRITTEN_HEADING: Final = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_WRITTEN_LINK: Final = re.compile(r"<a [^>]*>(.*?)</a>", re.DOTALL)
_ANY_ELEMENT: Final = re.compile(r"<[^<>]*>")
_LINK: Final = re.compile(r'<a((?: [a-z]+="[^"]*")*)>(.*?)</a>', re.DOTALL)
_REFERENCE: Final = re.compile(
    ' href="(' + "|".join(sorted(limits.REFERENCE_SCHEMES)) + '):([^"#]*)(#[^"]*)?"',
    re.IGNORECASE | re.ASCII,
)
_ANCHOR: Final = re.compile(
    "(?:(" + "|".join(sorted(limits.REFERENCE_SCHEMES)) + r"):([^#]*))?#(?!top$)([^_:\s]+)",
    re.IGNORECASE | re.ASCII,
)
_CODE_EDGE: Final = re.compile(r"<(/?)(?:code|pre)\b[^<>]*>", re.IGNORECASE)
_MAY_REFER: Final = re.compile(
    ":(?:" + "|".join(f"(?<={scheme}:)" for scheme in sorted(limits.REFERENCE_SCHEMES)) + ")",
    re.IGNORECASE | re.ASCII,
)
"""What HTML has, its character references resolved, in which there is a link to content. It begins
with the colon, which is found quickest."""
_CLEANER: Final = nh3.Cleaner(
    tags=set(limits.ALLOWED_HTML),
    attributes={tag: set(names) for tag, names in limits.ALLOWED_HTML.items()},
    url_schemes=set(limits.LINK_SCHEMES | limits.REFERENCE_SCHEMES),
    link_rel=None,
    strip_comments=True,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """A link from content to content, such as `program:convergence`."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.slug}"


@dataclass(frozen=True)
class Compiled:
    """A Markdown text after compilation.

    Each part is made when it is first asked for: rules ask for other parts than pages.
    """

    text: str
    top_level: int

    @property
    def too_deep(self) -> bool:
        """Nested more deeply than `relais.limits` allows: the text is shown as it was written."""
        return _html(self.text) is None

    @cached_property
    def html(self) -> Markup:
        """Safe HTML. Links to content still read `program:slug`: see `resolve`."""
        raw = _html(self.text)
        if raw is None:
            return Markup("<p>{}</p>").format(self.text)
        clean = _shift_headings(_CLEANER.clean(raw), self.top_level)
        return Markup(clean)  # noqa: S704 - nh3 cleaned it

    @cached_property
    def references(self) -> tuple[Reference, ...]:
        """The links to content in it."""
        if not _may_refer(_html(self.text) or ""):
            return ()
        links = (_REFERENCE.search(link[1]) for link in _LINK.finditer(self.html))
        return tuple(Reference(match[1].lower(), match[2]) for match in links if match)

    @property
    def anchors(self) -> tuple[tuple[str, str, str], ...]:
        """The places on pages to which its links lead: kind and slug of the page, and the name.

        Without kind and slug it is the page itself. What browsers know themselves (`#top`,
        `#:~:text=`) and places that templates name, always with an underscore, are left out.
        """
        found = (_ANCHOR.fullmatch(address) for address in self._addresses if "#" in address)
        return tuple(dict.fromkeys(((m[1] or "").lower(), m[2] or "", m[3]) for m in found if m))

    @property
    def bracketed(self) -> str:
        """What readers see of it besides code, if there is a square bracket that makes no link.

        Empty without one, which is seen at once.
        """
        raw = _html(self.text) or ""
        return _without_code(raw) if "[" in raw else ""

    @property
    def left_out(self) -> tuple[str, ...]:
        """What the author wrote and the allow-list does not have: `<script>`, `javascript:`."""
        return _left_out(_html(self.text) or "", self._addresses)

    @property
    def loose_links(self) -> tuple[str, ...]:
        """Links without a scheme, such as `../about.md`: they depend on where the page stands."""
        links = self._addresses
        return tuple(link for link in links if not _SCHEME.match(link) and link[:1] != "#")

    @cached_property
    def _addresses(self) -> list[str]:
        return [html.unescape(found[1]) for found in _ADDRESS.finditer(_html(self.text) or "")]


@lru_cache(maxsize=_REMEMBERED)
def compile_markdown(text: str, top_level: int = BODY_LEVEL) -> Compiled:
    """Return `text` as safe HTML whose highest heading is of `top_level`."""
    return Compiled(text, top_level)


@dataclass(frozen=True, slots=True)
class Outline:
    """What a text's author wrote of headings and links, before anything is mended."""

    headings: tuple[tuple[int, str], ...]
    """The level and the words of each heading."""
    links: tuple[tuple[str, str], ...]
    """The words and the address of each link."""


@lru_cache(maxsize=_REMEMBERED)
def outline(text: str) -> Outline:
    """Return the headings and the links of a Markdown text."""
    raw = _html(text) or ""
    headings = [(int(level), _words(inner)) for level, inner in _WRITTEN_HEADING.findall(raw)]
    links = [
        (_words(link[1]), html.unescape(address[1]))
        for link in _WRITTEN_LINK.finditer(raw)
        if (address := _ADDRESS.match(link[0]))
    ]
    return Outline(tuple(headings), tuple(links))


def _words(markup: str) -> str:
    return " ".join(html.unescape(_ANY_ELEMENT.sub("", markup)).split())


def resolve(compiled: Compiled, address: Callable[[Reference], str | None]) -> Markup:
    """Return the HTML with each link to content leading to its `address`.

    Where there is no address, because the target is not public, the words stay without the link.
    """

    def replace(link: re.Match[str]) -> str:
        attributes, words = link.groups()
        match = _REFERENCE.search(attributes)
        if not match:
            return link[0]
        target = address(Reference(match[1].lower(), match[2]))
        if target is None:
            return words
        href = f' href="{html.escape(target)}{match[3] or ""}"'
        return f"<a{attributes.replace(match[0], href, 1)}>{words}</a>"

    return Markup(_LINK.sub(replace, compiled.html))  # noqa: S704 - only addresses change


def text_blocks(text: str) -> list[str]:
    """Return the words of each paragraph, list item, heading and cell, white space folded."""
    raw = _html(text)
    if raw is None:
        return [folded(text)]
    return html_blocks(_CLEANER.clean(raw))  # first of all what a page shows of it


@lru_cache(maxsize=_AT_HAND)
def _html(text: str) -> str | None:
    """Return the HTML of a Markdown text, still unsafe; None if it is nested too deeply."""
    if _DEEP_LINE.search(f"\n{text}"):
        return None
    raw = pyromark.html(text, options=_OPTIONS)
    # Nothing can be nested more deeply than there are tags.
    may_be_deep = raw.count("<") > limits.MAX_HTML_DEPTH
    return None if may_be_deep and depth(raw) > limits.MAX_HTML_DEPTH else raw


def _may_refer(raw: str) -> bool:
    """Tell whether HTML, still unsafe, may hold a link to content: most has none, seen at once."""
    if "<a" not in raw and "<A" not in raw:
        return False
    return _MAY_REFER.search(html.unescape(raw)) is not None


def _without_code(raw: str) -> str:
    """Return the words of HTML, still unsafe, that are not code."""
    first, *rest = _CODE_EDGE.split(raw)
    shown, inside = [first], 0
    for end, part in zip(rest[::2], rest[1::2], strict=True):
        inside = max(0, inside - 1) if end else inside + 1
        if not inside:
            shown.append(part)
    return html.unescape(_ANY_ELEMENT.sub("", " ".join(shown)))


def _shift_headings(markup: str, top_level: int) -> str:
    """Move all headings so that the highest is of `top_level` and none skips a level."""
    above: list[int] = []
    """The author's levels of the headings that this one stands below."""
    opened: list[int] = []
    """The new levels of headings that are not closed yet: an author may nest them."""

    def replace(match: re.Match[str]) -> str:
        level = int(match[2])
        if match[1] == "<h":
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            opened.append(min(6, top_level + len(above) - 1))
            return f"<h{opened[-1]}"
        return f"</h{opened.pop()}"

    return _HEADING.sub(replace, markup)


def _left_out(raw: str, addresses: list[str]) -> tuple[str, ...]:
    """Return the elements and address schemes that the allow-list does not have."""
    tags = dict.fromkeys(map(str.lower, _TAG.findall(raw)))
    found = [f"<{tag}>" for tag in tags if tag not in limits.ALLOWED_HTML]
    allowed = limits.LINK_SCHEMES | limits.REFERENCE_SCHEMES
    schemes = (match[1] for match in map(_SCHEME.match, addresses) if match)
    found += [f"{scheme}:" for scheme in schemes if scheme.lower() not in allowed]
    return tuple(dict.fromkeys(found))
