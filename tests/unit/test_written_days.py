"""Days as people write them are understood, to be answered and never to be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given

from relais.meanings import meant_number, meant_word, slug_of
from relais.written_days import meant_days
from tests import strategies

if TYPE_CHECKING:
    from datetime import date


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("31/03/2024", ["2024-03-31"]),
        ("03/31/2024", ["2024-03-31"]),
        ("1/4/2024", ["2024-04-01", "2024-01-04"]),
        ("4/4/2024", ["2024-04-04"]),
        ("2024-3-1", ["2024-03-01"]),
        ("2024/03/01", ["2024-03-01"]),
        ("2024-31-03", ["2024-03-31"]),
        ("20240301", ["2024-03-01"]),
        ("1 March 2024", ["2024-03-01"]),
        ("March 1st, 2024", ["2024-03-01"]),
        ("1er août 2024", ["2024-08-01"]),
        ("3 févr. 2024", ["2024-02-03"]),
        ("3 ju 2024", []),
        ("3 jui 2024", []),
        ("2024-03-01T12:00", ["2024-03-01"]),
        ("31/02/2024", []),
        ("1/2/3", []),
        ("soon", []),
    ],
)
def test_day_is_understood(text: str, days: list[str]) -> None:
    """Every common way of writing a day gives that day, and both where there are two."""
    assert [day.isoformat() for day in meant_days(text)] == days


@given(strategies.days().filter(lambda day: day.year >= 1000))
def test_day_first_is_among_the_days_meant(day: date) -> None:
    """A day written as in Europe is always among those that are offered."""
    assert day in meant_days(f"{day.day:02}/{day.month:02}/{day.year}")


@given(strategies.texts())
def test_anything_may_be_no_day(text: str) -> None:
    """No text makes the search fail."""
    assert len(meant_days(text)) <= 2


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("1 200", "1200"),
        ("1\u202f200,5", "1200.5"),
        ("48,857", ""),
        ("48,85", "48.85"),
        ("1,200", ""),
        ("1’200", "1200"),
        ("x", ""),
    ],
)
def test_number_on_paper(text: str, number: str) -> None:
    """Spaces and decimal commas are understood; what may mean two numbers is not."""
    assert meant_number(text) == number


def test_french_words_lead_to_fields() -> None:
    """The French word for a field leads to it where the mapping has it."""
    assert meant_word("Résumé", ["title", "summary"]) == "summary"
    assert meant_word("légende", ["src", "alt"]) == "alt"
    assert meant_word("publié", ["draft", "published"]) == "published"
    assert slug_of("Accès aux soins : l’œuvre") == "acces-aux-soins-l-oeuvre"
