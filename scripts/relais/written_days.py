"""Days as people write them, so that a date in another form can be answered with the right one.

Nothing here makes a date of what an editor wrote: it only says what was probably meant.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from typing import Final

_NUMBERS: Final = re.compile(r"(\d{1,4})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{1,4})", re.ASCII)
_COMPACT: Final = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_WITH_TIME: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[t ]\d{1,2}[:h].*", re.ASCII)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er)?\s+([a-z]+)\.?,?\s+(\d{4})", re.ASCII)
_MONTH_FIRST: Final = re.compile(r"([a-z]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})", re.ASCII)
_MONTHS: Final = (
    ("january", "janvier"),
    ("february", "fevrier"),
    ("march", "mars"),
    ("april", "avril"),
    ("may", "mai"),
    ("june", "juin"),
    ("july", "juillet"),
    ("august", "aout"),
    ("september", "septembre"),
    ("october", "octobre"),
    ("november", "novembre"),
    ("december", "decembre"),
)
_SHORTEST: Final = 3
"""Letters of a month's name from which it may be known."""
_FIRST_YEAR: Final = 1000
"""A number from here on can only be a year."""


def meant_days(text: str) -> list[date]:
    """Return the days that `text` may mean, the day before the month first; none if no day."""
    plain = unicodedata.normalize("NFKD", text.strip().casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    candidates: list[tuple[int, int, int]] = []
    if found := _NUMBERS.fullmatch(plain) or _COMPACT.fullmatch(plain):
        first, second, third = map(int, found.groups())
        if first >= _FIRST_YEAR:
            candidates = [(first, second, third), (first, third, second)]
        elif third >= _FIRST_YEAR:
            candidates = [(third, second, first), (third, first, second)]
    elif found := _WITH_TIME.fullmatch(plain):
        year, month, day = found[1].split("-")
        candidates = [(int(year), int(month), int(day))]
    elif found := _DAY_FIRST.fullmatch(plain):
        candidates = [(int(found[3]), _month(found[2]), int(found[1]))]
    elif found := _MONTH_FIRST.fullmatch(plain):
        candidates = [(int(found[3]), _month(found[1]), int(found[2]))]
    days = list(dict.fromkeys(day for each in candidates if (day := _day(*each))))
    # Whoever writes the year first means the month next, unless there is no such month.
    return days[:1] if candidates and candidates[0][0] == _leading(plain) else days


def _leading(text: str) -> int:
    found = re.match(r"\d{4}", text, re.ASCII)
    return int(found[0]) if found else 0


def _month(name: str) -> int:
    """Return the number of a month's name or of its beginning; 0 if it is none, or several."""
    if len(name) < _SHORTEST:
        return 0
    found = [
        number
        for number, names in enumerate(_MONTHS, start=1)
        if any(each.startswith(name) for each in names)
    ]
    return found[0] if len(found) == 1 else 0


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
