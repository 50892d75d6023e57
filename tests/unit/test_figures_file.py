"""All figures as a file for spreadsheets."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from relais import interface
from relais.figures_file import encode, files, harmless
from relais.views import FiguresContent
from tests import strategies
from tests.projects import DOORS

if TYPE_CHECKING:
    from tests.projects import Project

DAY = date(2026, 11, 1)


def rows(project: Project, path: str) -> list[list[str]]:
    """Return the rows of the file that belongs to a page of figures."""
    page = project.pages(DAY)[path]
    words = interface.load(project.root, [page.language])[0]
    [(_, data)] = files([page], words)
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), strict=True))


def test_every_number_is_a_row_with_its_date_and_source(project: Project) -> None:
    """Figures and the numbers of series are rows; a period has a start and an end."""
    assert rows(project, "figures/") == [
        [
            *("Program", "What is counted", "Precision", "Value", "Unit", "From", "To", "Source"),
            "Address of the source",
        ],
        [
            *("Open Doors", "opened in all", "more than", "1200.5", "doors", "2010", "2015"),
            *("The Lantern Gazette", ""),
        ],
        [
            *("Open Doors", "Doors open at midnight", "", "10", "doors", "2010", "2010"),
            *("The Lantern Gazette", ""),
        ],
        [
            *("Open Doors", "Doors open at midnight", "", "20", "doors", "2011-06", "2011-06"),
            *("The Lantern Gazette", ""),
        ],
    ]


def test_each_language_has_its_own_file(project: Project) -> None:
    """The French file has French words and the same numbers."""
    header, first, *_ = rows(project, "fr/chiffres/")
    assert header[:2] == ["Programme", "Ce qui est compté"]
    assert first[:5] == ["Portes ouvertes", "ouvertes en tout", "plus de", "1200.5", "portes"]


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+33", "'+33"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\tx", "'\tx"),
        ("\uff1d1", "'\uff1d1"),
        ("doors", "doors"),
        ("a=b", "a=b"),
        ("", ""),
    ],
)
def test_text_is_never_a_formula(text: str, cell: str) -> None:
    """A text that a spreadsheet would run has an apostrophe in front; others are untouched."""
    assert harmless(text) == cell


def test_hostile_content_stays_text_and_numbers_stay_numbers(project: Project) -> None:
    """A formula in a label is defused; a number below zero is none."""
    project.edit(DOORS, "label: opened in all", "label: '=HYPERLINK(\"http://x\")'")
    project.edit(DOORS, "value: 1200.5", "value: -3")
    cells = rows(project, "figures/")[1]
    assert cells[1] == '\'=HYPERLINK("http://x")'
    assert cells[3] == "-3"


@given(strategies.lines())
def test_any_text_survives_the_way(text: str) -> None:
    """Commas, quotes and every script come back as they went in."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow([harmless(text), "end"])
    [[cell, end]] = csv.reader(io.StringIO(out.getvalue(), newline=""), strict=True)
    assert cell == harmless(text)
    assert cell.replace("'", "") == text.replace("'", "")
    assert end == "end"


def test_site_without_figures_has_no_file(project: Project) -> None:
    """Nothing to download is not offered."""
    text = project.path(DOORS).read_text("utf-8")
    start, end = text.index("figures:"), text.index("---\n#")
    project.path(DOORS).write_text(text[:start] + text[end:], "utf-8")
    page = project.pages(DAY)["figures/"]
    words = interface.load(project.root, ["en"])[0]
    assert isinstance(page.content, FiguresContent)
    assert page.content.groups == ()
    assert list(files([page], words)) == []
    assert encode(page.content, words["en"]).count(b"\r\n") == 1
