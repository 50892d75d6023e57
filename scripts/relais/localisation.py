"""Names of countries and languages, dates and numbers in the reader's language, from CLDR."""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale, localedata
from babel.core import get_global
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal
from babel.units import format_unit

from relais.country_codes import COUNTRY_CODES
from relais.diagnostics import closest

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from relais.fields import Duration, Moment, Period

_REMEMBERED: Final = 10_000
"""Whole numbers whose words are kept."""


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def countries(language: str) -> dict[str, str]:
    """Return the codes of all countries with their names in `language`, as far as it has them."""
    territories = _locale(language).territories
    return {code: str(territories[code]) for code in sorted(COUNTRY_CODES & {*territories})}


@cache
def is_language(code: str) -> bool:
    """Tell whether CLDR has the words of a language, so that a site can be in it."""
    return localedata.exists(code)


def country_code(text: str) -> str:
    """Return the code of the country that was probably meant, or an empty text."""
    if text.upper() in COUNTRY_CODES:
        return text.upper()
    for language in ("en", "fr"):
        by_name = {name: code for code, name in _locale(language).territories.items()}
        name = closest(text, by_name)
        if name and by_name[name] in COUNTRY_CODES:
            return str(by_name[name])
    return ""


def country_name(code: str, language: str) -> str:
    """Return a country's name in `language`."""
    return str(_locale(language).territories.get(code, code))


def sortable(name: str) -> str:
    """Return what a name is sorted by: its letters without case and accents."""
    decomposed = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@cache
def language_name(code: str, language: str) -> str:
    """Return the name of the language `code` in `language`."""
    return str(_locale(language).languages.get(code, code))


@cache
def own_name(code: str) -> str:
    """Return a language's name for itself, capitalised as a menu shows it."""
    name = language_name(code, code)
    return name[:1].upper() + name[1:]


@cache
def locale_code(language: str) -> str:
    """Return a language with its most likely country, as Open Graph wants it: fr_FR, ar_EG.

    That is from CLDR's likely subtags, but for English: the site's is international, as its dates
    are, and British English is what Open Graph has for that.
    """
    if language == "en":
        return "en_GB"
    _, _, country = str(get_global("likely_subtags").get(language, "")).rpartition("_")
    return f"{language}_{country}" if country else language


@cache
def direction(language: str) -> str:
    """Return the direction of writing: `ltr` or `rtl`."""
    return str(_locale(language).text_direction)


def number(value: Decimal | int, language: str) -> str:
    """Return a number as it is written in `language`: 1,200.5 or 1 200,5."""
    return _whole(value, language) if isinstance(value, int) else _written(value, language)


def _written(value: Decimal | int, language: str) -> str:
    return format_decimal(value, locale=_locale(language), decimal_quantization=False)


_whole = lru_cache(maxsize=_REMEMBERED)(_written)
"""The same for counts and places in lists, which return from page to page."""


@lru_cache(maxsize=_REMEMBERED)
def plural(value: int, language: str) -> str:
    """Return which form of a phrase goes with a number: `one`, or `other` for all further ones."""
    return "one" if _locale(language).plural_form(value) == "one" else "other"


def day(value: date, language: str) -> str:
    """Return a day in words: 1 March 2021, 1 mars 2021."""
    if language == "en":  # the site's English is international, day first
        return format_date(value, "d MMMM y", locale=_locale(language))
    text = format_date(value, "long", locale=_locale(language))
    if language == "fr" and value.day == 1:
        return f"1er{text[1:]}"
    return text


def moment(value: Moment, language: str) -> str:
    """Return a date in words, as precise as it is: 2019, May 2019, 3 May 2019."""
    if value.day:
        return day(value.first_day, language)
    if value.month:
        return str(format_skeleton("yMMMM", value.first_day, locale=_locale(language)))
    return str(value.year)


def period(value: Period, language: str) -> str:
    """Return a date or a period in words; a period with an en dash, as CLDR's ranges have."""
    start = moment(value.start, language)
    if value.start == value.end:
        return start
    end = moment(value.end, language)
    dash = " – " if value.start.month or value.end.month else "–"
    return f"{start}{dash}{end}"


def duration(value: Duration, language: str) -> str:
    """Return a length of time in words: 13 months, 13 mois. A session has no words in CLDR."""
    return format_unit(value.amount, f"duration-{value.unit}", "long", locale=_locale(language))


def listing(items: Sequence[str], language: str) -> str:
    """Return several things as one part of a sentence: A, B and C."""
    return format_list(items, locale=_locale(language))
