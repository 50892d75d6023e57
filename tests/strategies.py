"""Hypothesis strategies: what editors, and those who wish them ill, may write."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from relais.diagnostics import Diagnostic, Severity, Span

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

WORD_LETTERS: Final = "abcdefghijklmnopqrstuvwxyzéèêàçœüñßøåاحمديдом名前"
"""Letters of several scripts, in composed form."""

NARROW: Final = "aZ0é:/-_«ñ"
"""Characters that a terminal shows in one column."""
WIDE: Final = "名前あ한Ａ👍"
"""Characters that a terminal shows in two columns."""
COMBINING: Final = "\u0301\u0308\u0327"
"""Marks that a terminal shows above or below the character before them."""
HIDDEN: Final = "\x1b\x07\x7f\x9b\u200b\u202e\u2066\ufeff"
"""Characters that drive a terminal or that nobody sees; each is shown as one visible sign."""

DISTINCT: Final = "".join(
    letter
    for letter in map(chr, range(0x41, 0x1000))
    if letter.isalpha() and letter.isprintable() and unicodedata.east_asian_width(letter) == "N"
)[:1200]
"""Letters of one column each, none of them twice."""

_ODD: Final = [
    "é",
    "e\u0301",
    "œ",
    "ß",
    "ı",
    "ſ",
    "«\u00a0",
    "\u202f!",
    "’",
    "👍",
    "👩‍👩‍👧",
    "❤\ufe0f",
    "🇫🇷",
    "محمد",
    "עברית",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\x00",
    "\x1b[31m",
    "\x7f",
    "\x9b",
    "\u2028",
    "\u0085",
    "\t",
    "\r",
    "\n",
    " ",
    "\u00a0",
    "\u3000",
    "\ufffd",
    "\U0010ffff",
    "<",
    "&amp;",
    '"',
    "'",
    "%0A",
    "::",
    "{field}",
]

_YAML: Final = [
    *("NO", "no", "true", "false", "null", "~", "yes", "on", "12:30", "010", "0x1F", "1e3", "-0"),
    *("1_000", "1,5", ".5", "+1", "NaN", ".inf", "٣", "2021-03-01", "2021-13-01", "2021-02-31"),
    *("2010/2015", "2015/2010", "0000", "2019", "2019-05", "/", "-", ":", ": ", "#", "- ", "? "),
    *("|", ">", "&a", "*a", "!tag", "<<", "{", "}", "[", "]", ",", '"', "'", "\\", "@", "`", "%"),
    *("\n", "  ", "title", "https://", "http://", "javascript:", "user@", "example.org", "host"),
    *("../", "x.jpg", "portrait", "FR", "fr", "en", "Europe/", "Paris", "é", "👍", "\u202e"),
]

_MARKDOWN: Final = [
    *("word ", "mot ", "# ", "### ", "> ", "- ", "1. ", "    ", "\n", "\n\n", "*", "**", "_", "~~"),
    *("`", "```\n", "---\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", "\\", "&lt;", "&#106;", "&"),
    *(
        "[",
        "](",
        ")",
        "![",
        "<",
        ">",
        "/>",
        '"',
        "'",
        "=",
        "https://example.org/",
        "mailto:a@b.org",
    ),
    *("[words](program:open-doors)", "[here](page:about#top)", "<https://example.org/?a=1&b=2>"),
    *("[Words](Program:open-doors)", "<h1>", "</h1>", "<h3 lang=fr>", "</h3>", "<li lang=fr>"),
    *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:", " \x01javascript:", "data:,x"),
    *("vbscript:x", "//evil.example", "../about.md", "[x](javascript:alert(1))"),
    *("<a href='", '<a href="', "<a ", "</a>", "href=", "title='", "<b>", "</b>", "<em>", "</em>"),
    *("<p>", "</p>", "<div>", "</div>", "<span lang=fr>", "</span>", "<table><tr><td>", "</table>"),
    *("<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "<mtext>", "<textarea>"),
    *("<title>", "<noscript>", "<template>", "<!--", "-->", "<![CDATA[", "]]>", "<?php", "?>"),
    *("<img src=x onerror=alert(1)>", " onclick=alert(1)", " id=main", " class=x", " style='x'"),
    *("<iframe src=x>", "<form>", "<input>", "<base href=//evil.example>", "<li>", "<ul>", "<br>"),
    *("é", "👍", "\u202e", "\x00", "\u00a0", "«\u00a0mots\u00a0»"),
]


def texts(max_size: int = 40) -> st.SearchStrategy[str]:
    """Return any text that a file may hold: accents, emoji, both directions, control characters."""
    characters = st.characters(exclude_categories=["Cs"])
    parts = st.one_of(st.text(characters, max_size=5), st.sampled_from(_ODD))
    return _joined(parts, max_size)


def lines(max_size: int = 40) -> st.SearchStrategy[str]:
    """Return any text without a line end."""
    return texts(max_size).map(lambda text: text.replace("\r", " ").replace("\n", " "))


def yaml_texts() -> st.SearchStrategy[str]:
    """Return texts made of what means something in YAML and in fields."""
    return _joined(st.one_of(st.sampled_from(_YAML), st.text(max_size=3)), 6)


def markdown_texts() -> st.SearchStrategy[str]:
    """Return texts made of what means something in Markdown and HTML, in any order."""
    return _joined(st.one_of(st.sampled_from(_MARKDOWN), st.text(max_size=3)), 14)


def words() -> st.SearchStrategy[str]:
    """Return words of letters only."""
    return st.text(WORD_LETTERS, min_size=1, max_size=8)


def paragraphs() -> st.SearchStrategy[list[list[str]]]:
    """Return paragraphs, each a list of its words."""
    return st.lists(st.lists(words(), min_size=1, max_size=8), min_size=1, max_size=4)


@st.composite
def layouts(draw: st.DrawFn, text: Sequence[Sequence[str]]) -> str:
    """Return the paragraphs of `text` with their lines broken and spaced in any way."""
    between_words = st.sampled_from([" ", "\n", "  ", " \n", "\n   ", "\t"])
    between_paragraphs = st.sampled_from(["\n\n", "\n\n\n", "\n  \n", " \n\n "])
    result = ""
    for number, paragraph in enumerate(text):
        result += draw(between_paragraphs) if number else ""
        result += paragraph[0]
        for word in paragraph[1:]:
            result += draw(between_words) + word
    return result


def slugs() -> st.SearchStrategy[str]:
    """Return slugs."""
    part = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=9)
    return st.lists(part, min_size=1, max_size=4).map("-".join)


def paths() -> st.SearchStrategy[str]:
    """Return the paths of pages and files in a site: empty, `fr/partners/x/`, `fr/404.html`."""
    folders = st.lists(st.sampled_from(["fr", "a", "b", "404"]) | slugs(), max_size=4)
    names = st.sampled_from(["", "", "404.html", "feed.xml", "a"])
    return st.tuples(folders, names).map(lambda pair: "/".join([*pair[0], pair[1]]))


def days() -> st.SearchStrategy[date]:
    """Return days from the year 1 to the year 9999."""
    return st.dates()


def moments() -> st.SearchStrategy[str]:
    """Return dates as precise as a year, a month or a day, as editors write them."""
    return st.tuples(days(), st.sampled_from([4, 7, 10])).map(
        lambda pair: pair[0].isoformat()[: pair[1]]
    )


def numbers() -> st.SearchStrategy[str]:
    """Return numbers as editors write them: digits with a point, no exponent, no zeros in front."""
    return st.from_regex(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,9})?", fullmatch=True)


def pieces() -> st.SearchStrategy[list[tuple[str, int]]]:
    """Return characters, each with the columns that a terminal gives to what is shown for it."""
    return st.lists(
        st.one_of(
            st.tuples(st.sampled_from(NARROW), st.just(1)),
            st.tuples(st.sampled_from(WIDE), st.just(2)),
            st.tuples(st.sampled_from(COMBINING), st.just(0)),
            st.tuples(st.sampled_from(HIDDEN + "\t \u00a0"), st.just(1)),
        ),
        max_size=20,
    )


@st.composite
def diagnostics(draw: st.DrawFn) -> Diagnostic:
    """Return a problem of a hostile file: any text anywhere, and any place."""
    text = texts(8)
    return Diagnostic(
        path=draw(text),
        span=Span(draw(st.integers(1, 999)), draw(st.integers(1, 300)), draw(st.integers(0, 300))),
        code=draw(st.sampled_from(["not-allowed", "not-yaml", "control-character", "loose-link"])),
        details=draw(st.dictionaries(st.sampled_from(["field", "value", "choices"]), text)),
        severity=draw(st.sampled_from(Severity)),
        suggestion=draw(st.just("") | text),
        source_line=draw(text) * draw(st.sampled_from([1, 2, 50])),
    )


def _joined(parts: st.SearchStrategy[str], max_size: int) -> st.SearchStrategy[str]:
    return st.lists(parts, max_size=max_size).map("".join)
