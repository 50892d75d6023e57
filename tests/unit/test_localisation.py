"""Dates, numbers, countries and languages in the reader's language."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
from babel import Locale, localedata
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from relais import localisation
from relais.country_codes import COUNTRY_CODES
from relais.fields import DatePeriod, Moment, Period
from tests import strategies

PERIODS: TypeAdapter[Period] = TypeAdapter(DatePeriod)

LANGUAGES = ["en", "fr", "ar"]


@pytest.mark.parametrize(
    ("day", "english", "french"),
    [
        (date(2021, 3, 1), "1 March 2021", "1er mars 2021"),
        (date(2021, 3, 2), "2 March 2021", "2 mars 2021"),
        (date(2021, 8, 11), "11 August 2021", "11 août 2021"),
        (date(2024, 2, 29), "29 February 2024", "29 février 2024"),
        (date(1999, 12, 31), "31 December 1999", "31 décembre 1999"),
        (date(2020, 1, 21), "21 January 2020", "21 janvier 2020"),
    ],
)
def test_day_is_said_as_people_say_it(day: date, english: str, french: str) -> None:
    """A day is written out, day first in English, and the first of a month is `1er` in French."""
    assert localisation.day(day, "en") == english
    assert localisation.day(day, "fr") == french


@pytest.mark.parametrize(
    ("moment", "english", "french"),
    [
        (Moment(2019), "2019", "2019"),
        (Moment(2019, 5), "May 2019", "mai 2019"),
        (Moment(2019, 5, 3), "3 May 2019", "3 mai 2019"),
        (Moment(2019, 5, 1), "1 May 2019", "1er mai 2019"),
    ],
)
def test_date_is_as_precise_as_it_is_known(moment: Moment, english: str, french: str) -> None:
    """A year stays a year and a month a month."""
    assert localisation.moment(moment, "en") == english
    assert localisation.moment(moment, "fr") == french


@pytest.mark.parametrize(
    ("written", "english", "french"),
    [
        ("2019", "2019", "2019"),
        ("2019-05", "May 2019", "mai 2019"),
        ("2010/2015", "2010–2015", "2010–2015"),
        ("2010/2010", "2010", "2010"),
        ("2010-05/2010-06", "May 2010 – June 2010", "mai 2010 – juin 2010"),
        ("2010/2015-06", "2010 – June 2015", "2010 – juin 2015"),
        ("2010-05-01/2015", "1 May 2010 – 2015", "1er mai 2010 – 2015"),
    ],
)
def test_period_has_an_en_dash(written: str, english: str, french: str) -> None:
    """A period is two dates with an en dash, spaced where a date has several words."""
    period = PERIODS.validate_python(written)
    assert localisation.period(period, "en") == english
    assert localisation.period(period, "fr") == french


@given(strategies.days(), st.sampled_from(LANGUAGES))
def test_day_names_its_year(day: date, language: str) -> None:
    """In every language a day's words hold its number and its year."""
    words = localisation.day(day, language)
    assert str(day.day) in words
    assert str(day.year) in words


@settings(max_examples=100)
@given(strategies.days(), strategies.days())
def test_different_days_have_different_words(one: date, other: date) -> None:
    """No two days are written alike."""
    for language in LANGUAGES:
        same = localisation.day(one, language) == localisation.day(other, language)
        assert same == (one == other)


@pytest.mark.parametrize(
    ("value", "english", "french"),
    [
        (Decimal("1200.5"), "1,200.5", "1\u202f200,5"),
        (Decimal(1200), "1,200", "1\u202f200"),
        (1234567, "1,234,567", "1\u202f234\u202f567"),
        (Decimal("-3.25"), "-3.25", "-3,25"),
        (Decimal("0.125"), "0.125", "0,125"),
        (0, "0", "0"),
    ],
)
def test_number_is_written_as_in_the_language(
    value: Decimal | int, english: str, french: str
) -> None:
    """Thousands and decimals are parted as readers of the language expect."""
    assert localisation.number(value, "en") == english
    assert localisation.number(value, "fr") == french


@given(st.integers(-(10**15), 10**15))
def test_whole_number_keeps_its_digits(value: int) -> None:
    """A whole number reads back from its English form."""
    assert int(localisation.number(value, "en").replace(",", "")) == value


@pytest.mark.parametrize("written", ["0.1234", "3.14159", "-0.0001", "99.9999"])
def test_number_is_not_rounded(written: str) -> None:
    """A figure is shown with every digit that its source has."""
    assert localisation.number(Decimal(written), "en") == written


@pytest.mark.parametrize(
    ("code", "english", "french"),
    [
        ("FR", "France", "France"),
        ("NO", "Norway", "Norvège"),
        ("SN", "Senegal", "Sénégal"),
        ("CI", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("US", "United States", "États-Unis"),
    ],
)
def test_country_has_its_name(code: str, english: str, french: str) -> None:
    """A country is named in the reader's language."""
    assert code in COUNTRY_CODES
    assert localisation.country_name(code, "en") == english
    assert localisation.country_name(code, "fr") == french


def test_countries_are_those_that_cldr_names() -> None:
    """The codes are CLDR's two-letter ones, but for groups, tests and what is only reserved."""
    groups_and_tests = {"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"}
    reserved = {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"}
    names = map(str, Locale.parse("en").territories)
    named = {code for code in names if re.fullmatch("[A-Z]{2}", code)}
    assert named - groups_and_tests - reserved == COUNTRY_CODES


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("fr", "FR"),
        ("no", "NO"),
        ("Norway", "NO"),
        ("norvege", "NO"),
        ("NORVÈGE", "NO"),
        ("Senegal", "SN"),
        ("Sénégal", "SN"),
        ("Etats Unis", "US"),
        ("Cote d'Ivoire", "CI"),
        ("Allemagne", "DE"),
        ("Germny", "DE"),
        ("", ""),
        ("EU", ""),
        ("Africa", ""),
        ("European Union", ""),
        ("qqqq", ""),
    ],
)
def test_country_that_was_meant(written: str, code: str) -> None:
    """A country's name in English or French, with slips, leads to its code; a region's does not."""
    assert localisation.country_code(written) == code


@settings(max_examples=100)
@given(strategies.texts(8))
def test_suggested_country_is_one(written: str) -> None:
    """Whatever is written, only a country is ever suggested."""
    code = localisation.country_code(written)
    assert code == "" or code in COUNTRY_CODES


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("fr", "ltr"), ("ar", "rtl")])
def test_direction_of_writing(language: str, direction: str) -> None:
    """Arabic is written from right to left."""
    assert localisation.direction(language) == direction


def test_language_is_named_by_others_and_by_itself() -> None:
    """A language has a name in each language; its own is capitalised as menus show it."""
    assert localisation.language_name("ar", "fr") == "arabe"
    assert localisation.language_name("fr", "en") == "French"
    assert localisation.own_name("fr") == "Français"
    assert localisation.own_name("en") == "English"
    assert localisation.own_name("ar") == "العربية"


def test_arabic_dates_have_western_digits() -> None:
    """Dates in Arabic are in words of Arabic with the digits of the rest of the page."""
    assert localisation.day(date(2021, 3, 1), "ar") == "1 مارس 2021"
    assert localisation.period(PERIODS.validate_python("2010/2015"), "ar") == "2010–2015"


@pytest.mark.parametrize(
    ("language", "code"),
    [("en", "en_GB"), ("fr", "fr_FR"), ("ar", "ar_EG"), ("pt", "pt_BR"), ("wo", "wo_SN")],
)
def test_language_has_a_country_for_open_graph(language: str, code: str) -> None:
    """A language is named with the country where most of its readers are; English is British."""
    assert localisation.locale_code(language) == code


def test_every_language_has_a_code() -> None:
    """No language that a site may have lacks a code."""
    form = re.compile(r"[a-z]{2,3}(_([A-Z]{2}|[0-9]{3}))?")
    for language in localedata.locale_identifiers():
        if "_" not in language:
            assert form.fullmatch(localisation.locale_code(language)), language
