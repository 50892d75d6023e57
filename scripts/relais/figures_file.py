"""All figures as files for spreadsheets: CSV as RFC 4180 has it, one file for each language.

A byte-order mark tells spreadsheets that it is UTF-8. Content is untrusted, and a spreadsheet runs
a cell that begins like a formula; such a cell of text gets an apostrophe in front
(https://owasp.org/www-community/attacks/CSV_Injection). The same after each sign that a spreadsheet
may take for the end of a cell: where decimals have a comma, that is a semicolon, and quotes inside
a line do not count then. Numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from relais.views import FiguresContent, In

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.fields import Moment
    from relais.interface import Interface
    from relais.views import FigureGroup, PageDescription

COLUMNS: Final = (
    *("program", "label", "qualifier", "value", "unit", "start", "end", "source", "address"),
)
"""The phrases `column-…` that name the columns."""
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""What a formula begins with, in full width too, which some spreadsheets read alike."""
_INSIDE: Final = re.compile(r"""((?:^|[;|\t\r\n])[\s"]*)(?=[=+@\-\uff1d\uff0b\uff0d\uff20])""")
"""Where a formula may begin besides."""


def files(
    pages: Iterable[PageDescription], interfaces: Mapping[str, Interface]
) -> Iterator[tuple[str, bytes]]:
    """Yield the file that belongs to each page with figures on it: its path and content."""
    for page in pages:
        if page.kind != "figures":
            continue
        if isinstance(page.content, FiguresContent) and page.content.groups:
            yield page.content.download, encode(page.content, interfaces[page.language])


def encode(content: FiguresContent, words: Interface) -> bytes:
    """Return all figures, a row each, and each number of a series likewise."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(words.say(f"column-{name}") for name in COLUMNS)
    for group in content.groups:
        writer.writerows(_rows(group, words))
    return text.getvalue().encode("utf-8-sig")


def _rows(group: FigureGroup, words: Interface) -> Iterator[Iterator[str]]:
    title = group.link.title
    for figure in group.figures:
        qualifier = words.say(f"qualifier-{figure.qualifier}") if figure.qualifier else ""
        what = (title, figure.label, qualifier, figure.value, figure.unit)
        when = (figure.date.start, figure.date.end)
        yield map(_cell, (*what, *when, figure.source.title, figure.source.url))
    for series in group.series:
        for point in series.points:
            what = (title, series.label, "", point.value, series.unit)
            when = (point.date, point.date)
            yield map(_cell, (*what, *when, series.source.title, series.source.url))


def _cell(value: In[str] | str | Decimal | Moment | None) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return harmless(value.text if isinstance(value, In) else str(value))


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = _INSIDE.sub(r"\1'", text)
    return f"'{text}" if text.startswith(_FORMULA) else text
