"""What each kind of field accepts, what it rejects, and why."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from relais import fields
from relais.fields import CountryCode, DatePeriod, Line, Moment, PartialDate, Period, Slug
from relais.files import FORBIDDEN_CHARACTER, SourceFile
from relais.messages import words
from relais.tree import parse, plain
from tests import strategies

TEXT_KINDS = [
    *("Line", "Summary", "Markdown", "Slug", "Flag", "Integer", "Number", "Fraction", "Latitude"),
    *("Longitude", "Day", "PartialDate", "DatePeriod", "WebAddress", "Email", "FileName"),
    *("LanguageCode", "CountryCode", "TimeZone"),
]
"""The kinds whose values are written as one text."""

KINDS = [*TEXT_KINDS, "Localised", "LocalisedMarkdown", "LocalisableLine"]

ADAPTERS: dict[str, TypeAdapter[Any]] = {kind: TypeAdapter(getattr(fields, kind)) for kind in KINDS}


def accept(kind: str, value: object) -> object:
    """Return what a field of this kind makes of `value`."""
    return ADAPTERS[kind].validate_python(value)


def rejection(kind: str, value: object) -> tuple[str, dict[str, Any]]:
    """Return the code and the details with which a field of this kind rejects `value`."""
    with pytest.raises(ValidationError) as caught:
        accept(kind, value)
    error = caught.value.errors()[0]
    return error["type"], error.get("ctx", {})


ACCEPTED: list[tuple[str, object, object]] = [
    ("Line", "NO", "NO"),
    ("Line", "12:30", "12:30"),
    ("Line", "010", "010"),
    ("Line", "true", "true"),
    ("Line", "2021-03-01", "2021-03-01"),
    ("Line", "  Santé : un droit \n", "Santé : un droit"),
    ("Line", "<b>&amp;</b>", "<b>&amp;</b>"),
    ("Line", "👩‍👩‍👧 محمد", "👩‍👩‍👧 محمد"),
    ("Summary", "é" * 200, "é" * 200),
    ("Summary", " " * 9 + "x" * 200 + " " * 9, "x" * 200),
    ("Markdown", "\n\n    code\n\ntext  \n\n", "    code\n\ntext"),
    ("Markdown", "NO", "NO"),
    ("Slug", "sophie-roche", "sophie-roche"),
    ("Slug", "010", "010"),
    ("Slug", "a" * 80, "a" * 80),
    ("Flag", "true", True),
    ("Flag", "false", False),
    ("Flag", True, True),
    ("Integer", "0", 0),
    ("Integer", "-12", -12),
    ("Integer", " 1200 ", 1200),
    ("Number", "1200.50", Decimal("1200.50")),
    ("Number", "-0.1", Decimal("-0.1")),
    ("Number", "0.1234567890123456789", Decimal("0.1234567890123456789")),
    ("Fraction", "0", Decimal(0)),
    ("Fraction", "1", Decimal(1)),
    ("Fraction", "0.35", Decimal("0.35")),
    ("Latitude", "-90", Decimal(-90)),
    ("Latitude", "48.8566", Decimal("48.8566")),
    ("Longitude", "180", Decimal(180)),
    ("Longitude", "-180", Decimal(-180)),
    ("Day", "2021-03-01", date(2021, 3, 1)),
    ("Day", "2024-02-29", date(2024, 2, 29)),
    ("Day", " 2021-03-01\n", date(2021, 3, 1)),
    ("Day", "0001-01-01", date(1, 1, 1)),
    ("Day", "9999-12-31", date(9999, 12, 31)),
    ("PartialDate", "2019", Moment(2019)),
    ("PartialDate", "2019-05", Moment(2019, 5)),
    ("PartialDate", "2019-05-03", Moment(2019, 5, 3)),
    ("DatePeriod", "2010/2015", Period(Moment(2010), Moment(2015))),
    ("DatePeriod", "2010", Period(Moment(2010), Moment(2010))),
    ("DatePeriod", "2010-05/2010-05-03", Period(Moment(2010, 5), Moment(2010, 5, 3))),
    ("WebAddress", "https://example.org", "https://example.org"),
    ("WebAddress", " http://example.org:8080/é?a=1&b=2#c ", "http://example.org:8080/é?a=1&b=2#c"),
    ("WebAddress", "HTTPS://Example.ORG/", "HTTPS://Example.ORG/"),
    ("WebAddress", "https://xn--mnchen-3ya.de/", "https://xn--mnchen-3ya.de/"),
    ("Email", "Ana.Maria+press@mail.example.org", "Ana.Maria+press@mail.example.org"),
    ("FileName", "portrait.jpg", "portrait.jpg"),
    ("FileName", "Photo_2-b.JPG", "Photo_2-b.JPG"),
    ("LanguageCode", "fr", "fr"),
    ("LanguageCode", "ar", "ar"),
    ("CountryCode", "NO", "NO"),
    ("CountryCode", "SN", "SN"),
    ("TimeZone", "Europe/Paris", "Europe/Paris"),
    ("TimeZone", "UTC", "UTC"),
    ("Localised", {"en": " Health ", "fr": "Santé"}, {"en": "Health", "fr": "Santé"}),
    ("LocalisedMarkdown", {"fr": "*un*\n\ndeux\n"}, {"fr": "*un*\n\ndeux"}),
    ("LocalisableLine", "The Gazette", {fields.ANY_LANGUAGE: "The Gazette"}),
    ("LocalisableLine", {"en": "Report", "fr": "Rapport"}, {"en": "Report", "fr": "Rapport"}),
]

REJECTED: list[tuple[str, object, str]] = [
    ("Line", "", "empty-text"),
    ("Line", " \n\t\u00a0", "empty-text"),
    ("Line", "two\nlines", "several-lines"),
    ("Summary", "x" * 201, "too-long"),
    ("Summary", "", "empty-text"),
    ("Summary", "two\nlines", "several-lines"),
    ("Markdown", " \n\n ", "empty-text"),
    ("Slug", "", "bad-slug"),
    ("Slug", "NO", "bad-slug"),
    ("Slug", "santé", "bad-slug"),
    ("Slug", "a--b", "bad-slug"),
    ("Slug", "-a", "bad-slug"),
    ("Slug", "a-", "bad-slug"),
    ("Slug", "a_b", "bad-slug"),
    ("Slug", "a/b", "bad-slug"),
    ("Slug", "..", "bad-slug"),
    ("Slug", "a\nb", "bad-slug"),
    ("Slug", "٣", "bad-slug"),
    ("Slug", "a" * 81, "too-long"),
    ("Flag", "yes", "not-a-flag"),
    ("Flag", "NO", "not-a-flag"),
    ("Flag", "True", "not-a-flag"),
    ("Flag", "1", "not-a-flag"),
    ("Integer", "010", "not-an-integer"),
    ("Integer", "-01", "not-an-integer"),
    ("Integer", "12:30", "not-an-integer"),
    ("Integer", "1.0", "not-an-integer"),
    ("Integer", "1 200", "not-an-integer"),
    ("Integer", "+1", "not-an-integer"),
    ("Integer", "0x1F", "not-an-integer"),
    ("Integer", "1_000", "not-an-integer"),
    ("Integer", "٣", "not-an-integer"),
    ("Integer", "", "not-an-integer"),
    ("Number", "010", "not-a-number"),
    ("Number", "12:30", "not-a-number"),
    ("Number", "NO", "not-a-number"),
    ("Number", "1,5", "not-a-number"),
    ("Number", "1 200", "not-a-number"),
    ("Number", "1e3", "not-a-number"),
    ("Number", ".5", "not-a-number"),
    ("Number", "5.", "not-a-number"),
    ("Number", "NaN", "not-a-number"),
    ("Number", "Infinity", "not-a-number"),
    ("Number", "٣", "not-a-number"),
    ("Fraction", "1.01", "out-of-range"),
    ("Fraction", "-0.01", "out-of-range"),
    ("Fraction", "50%", "not-a-number"),
    ("Latitude", "90.0001", "out-of-range"),
    ("Latitude", "48,8", "not-a-number"),
    ("Longitude", "-180.5", "out-of-range"),
    ("Day", "2021-13-01", "no-such-month"),
    ("Day", "2021-00-01", "no-such-month"),
    ("Day", "2021-02-31", "no-such-day"),
    ("Day", "2023-02-29", "no-such-day"),
    ("Day", "2021-03-00", "no-such-day"),
    ("Day", "0000-01-01", "no-such-year"),
    ("Day", "2021-3-1", "not-a-day"),
    ("Day", "2021-03", "not-a-day"),
    ("Day", "01/03/2021", "which-day"),
    ("Day", "2021-03-01T12:00", "not-a-day"),
    ("Day", "٢٠٢١-03-01", "not-a-day"),
    ("Day", "12:30", "not-a-day"),
    ("PartialDate", "2019-13", "no-such-month"),
    ("PartialDate", "2019-00", "no-such-month"),
    ("PartialDate", "2019-02-30", "no-such-day"),
    ("PartialDate", "0000", "no-such-year"),
    ("PartialDate", "2010/2015", "not-a-moment"),
    ("PartialDate", "May 2019", "not-a-moment"),
    ("DatePeriod", "2015/2010", "period-backwards"),
    ("DatePeriod", "2010-05-03/2010-05-02", "period-backwards"),
    ("DatePeriod", "2010/", "not-a-period"),
    ("DatePeriod", "/2010", "not-a-period"),
    ("DatePeriod", "2010/2011/2012", "not-a-period"),
    ("DatePeriod", "2010-2015", "not-a-period"),
    ("DatePeriod", "2010/2015-13", "no-such-month"),
    ("WebAddress", "javascript:alert(1)", "not-a-web-address"),
    ("WebAddress", "JaVaScRiPt://example.org/%0Aalert(1)", "not-a-web-address"),
    ("WebAddress", "data:text/html,x", "not-a-web-address"),
    ("WebAddress", "ftp://example.org", "not-a-web-address"),
    ("WebAddress", "example.org", "not-a-web-address"),
    ("WebAddress", "//example.org", "not-a-web-address"),
    ("WebAddress", "https:example.org", "not-a-web-address"),
    ("WebAddress", "https://user@host", "not-a-web-address"),
    ("WebAddress", "https://bank.example@evil.example", "not-a-web-address"),
    ("WebAddress", "https://user:word@example.org", "not-a-web-address"),
    ("WebAddress", "https://@example.org", "not-a-web-address"),
    ("WebAddress", "https://example.org\\@evil.example", "not-a-web-address"),
    ("WebAddress", "https://localhost", "not-a-web-address"),
    ("WebAddress", "https://127.0.0.1", "not-a-web-address"),
    ("WebAddress", "https://[::1", "not-a-web-address"),
    ("WebAddress", "https://example.org:99999", "not-a-web-address"),
    ("WebAddress", "https://example.org/a b", "not-a-web-address"),
    ("WebAddress", "https://example.org/a\nb", "not-a-web-address"),
    ("WebAddress", 'https://example.org/"onclick="', "not-a-web-address"),
    ("WebAddress", "https://example.org/<script>", "not-a-web-address"),
    ("WebAddress", "", "not-a-web-address"),
    ("Email", "name@example", "not-an-email"),
    ("Email", "name", "not-an-email"),
    ("Email", "mailto:name@example.org", "not-an-email"),
    ("Email", "a@b@example.org", "not-an-email"),
    ("Email", "name@example..org", "not-an-email"),
    ("Email", "name@example.org?bcc=x", "not-an-email"),
    ("Email", "Ana <name@example.org>", "not-an-email"),
    ("FileName", "../x.jpg", "not-a-file-name"),
    ("FileName", "/etc/passwd", "not-a-file-name"),
    ("FileName", "folder/x.jpg", "not-a-file-name"),
    ("FileName", "folder\\x.jpg", "not-a-file-name"),
    ("FileName", "C:x.jpg", "not-a-file-name"),
    ("FileName", ".hidden.jpg", "not-a-file-name"),
    ("FileName", "a..jpg", "not-a-file-name"),
    ("FileName", "été.jpg", "not-a-file-name"),
    ("FileName", "a b.jpg", "not-a-file-name"),
    ("FileName", "x.jpg\x00", "control-character"),
    ("LanguageCode", "EN", "not-a-language"),
    ("LanguageCode", "english", "not-a-language"),
    ("LanguageCode", "fr-FR", "not-a-language"),
    ("LanguageCode", "e", "not-a-language"),
    ("CountryCode", "no", "not-a-country"),
    ("CountryCode", "NOR", "not-a-country"),
    ("CountryCode", "Norway", "not-a-country"),
    ("CountryCode", "EU", "not-a-country"),
    ("CountryCode", "ZZ", "not-a-country"),
    ("CountryCode", "419", "not-a-country"),
    ("CountryCode", "", "not-a-country"),
    ("TimeZone", "europe/paris", "not-a-time-zone"),
    ("TimeZone", "Paris", "not-a-time-zone"),
    ("TimeZone", "../../etc/passwd", "not-a-time-zone"),
    ("TimeZone", "", "not-a-time-zone"),
    ("Localised", {"en": ""}, "empty-text"),
    ("Localised", {"English": "Health"}, "not-a-language"),
    ("Localised", {"en": "two\nlines"}, "several-lines"),
    ("LocalisedMarkdown", {"en": " "}, "empty-text"),
    ("LocalisableLine", "", "empty-text"),
    ("LocalisableLine", {"en": "two\nlines"}, "several-lines"),
]


@pytest.mark.parametrize(("kind", "written", "value"), ACCEPTED)
def test_accepted_value_means_what_was_written(kind: str, written: object, value: object) -> None:
    """A field takes what its kind allows and reads it as it was meant."""
    result = accept(kind, written)
    assert result == value
    assert type(result) is type(value)


@pytest.mark.parametrize(("kind", "written", "code"), REJECTED)
def test_rejected_value_is_named_by_its_code(kind: str, written: object, code: str) -> None:
    """A field rejects what its kind does not allow, for a reason that has a sentence."""
    assert rejection(kind, written)[0] == code
    assert words("en").knows(code)


@pytest.mark.parametrize("kind", TEXT_KINDS)
@pytest.mark.parametrize("written", [None, [], {}, ["FR"], {"en": "x"}], ids=repr)
def test_list_or_fields_in_place_of_a_text_are_rejected(kind: str, written: object) -> None:
    """Where a text belongs, a list, fields or nothing at all are told apart from a wrong text."""
    assert rejection(kind, written)[0] == "expected-text"


@pytest.mark.parametrize(
    ("kind", "written", "details"),
    [
        ("Summary", "x" * 201, {"length": "201", "limit": "200"}),
        ("Slug", "a" * 81, {"length": "81", "limit": "80"}),
        ("Slug", "Sophie Roche", {"value": "Sophie Roche", "suggestion": "sophie-roche"}),
        ("Fraction", "1.5", {"value": "1.5", "low": "0", "high": "1"}),
        ("Latitude", "-91", {"value": "-91", "low": "-90", "high": "90"}),
        ("Day", "2021-13-01", {"value": "2021-13-01", "month": "13", "suggestion": "2021-01-13"}),
        (
            "Day",
            "2021-02-31",
            {"value": "2021-02-31", "day": "31", "month": "2021-02", "last": "2021-02-28"},
        ),
        ("DatePeriod", "2015/2010", {"value": "2015/2010"}),
        ("CountryCode", "Norvège", {"value": "Norvège", "suggestion": "NO"}),
        ("CountryCode", "no", {"value": "no", "suggestion": "NO"}),
        ("CountryCode", "qqqq", {"value": "qqqq", "suggestion": ""}),
        ("TimeZone", "Europ/Paris", {"value": "Europ/Paris", "suggestion": "Europe/Paris"}),
        ("TimeZone", "europe/paris", {"value": "europe/paris", "suggestion": "Europe/Paris"}),
        ("TimeZone", "qqqq", {"value": "qqqq", "suggestion": ""}),
    ],
)
def test_rejection_carries_what_its_sentence_needs(
    kind: str, written: str, details: dict[str, str]
) -> None:
    """The details of a rejection are the value, its limits and what was probably meant."""
    assert rejection(kind, written)[1] == details


class Example(BaseModel):
    """A model with fields that YAML 1.1 would have changed."""

    country: CountryCode
    answer: Line
    opens: Line
    code: Line
    version: Slug
    since: PartialDate
    period: DatePeriod


def test_nothing_in_a_file_changes_silently() -> None:
    """From the file to the model `NO`, `12:30` and `010` stay what the editor wrote."""
    text = (
        "country: NO\nanswer: NO\nopens: 12:30\ncode: 010\nversion: 010\n"
        "since: 2019-05\nperiod: 2010/2015\n"
    )
    root, diagnostics = parse(SourceFile("content/x.yml", text))
    assert root is not None
    assert diagnostics == []
    model = Example.model_validate(plain(root))
    assert model.model_dump() == {
        "country": "NO",
        "answer": "NO",
        "opens": "12:30",
        "code": "010",
        "version": "010",
        "since": "2019-05",
        "period": "2010/2015",
    }


@pytest.mark.parametrize(
    "written", ["sophie-roche", "010", "a--b", "-a", "a-", "A", "é", "a b", "", "a\nb"]
)
def test_schema_pattern_agrees_with_the_field(written: str) -> None:
    """The pattern that editors' programs check slugs with accepts exactly what the field does."""
    pattern = ADAPTERS["Slug"].json_schema()["pattern"]
    try:
        accept("Slug", written)
    except ValidationError:
        assert not re.search(pattern, written)
    else:
        assert re.search(pattern, written)


@settings(max_examples=400)
@given(
    st.sampled_from([*TEXT_KINDS, "LocalisableLine"]), strategies.yaml_texts() | strategies.texts(6)
)
def test_no_text_makes_a_field_fail_otherwise(kind: str, written: str) -> None:
    """Any text is either accepted or rejected with a code that has a sentence in each language."""
    try:
        accept(kind, written)
    except ValidationError as error:
        for problem in error.errors():
            code = problem["type"]
            assert words("en").knows(code)
            assert words("fr").knows(code)


@given(strategies.texts() | strategies.yaml_texts())
def test_accepted_line_keeps_every_word(written: str) -> None:
    """An accepted line is the text without the space around it, and is accepted unchanged again."""
    try:
        line = accept("Line", written)
    except ValidationError:
        text = written.strip()
        assert not text or len(text.splitlines()) > 1 or FORBIDDEN_CHARACTER.search(written)
        return
    assert line == written.strip()
    assert accept("Line", line) == line


@given(strategies.slugs())
def test_slug_is_kept(slug: str) -> None:
    """A slug is accepted as it is and needs no escape in an address."""
    assert accept("Slug", slug) == slug
    assert quote(slug, safe="") == slug


@given(strategies.yaml_texts() | strategies.texts(10))
def test_accepted_slug_is_safe_in_an_address(written: str) -> None:
    """Whatever is accepted as a slug is one step of a path and of nothing else."""
    try:
        slug = accept("Slug", written)
    except ValidationError:
        return
    assert isinstance(slug, str)
    assert quote(slug, safe="") == slug == slug.lower()
    assert slug.strip("-.")


@given(strategies.days())
def test_day_round_trips(day: date) -> None:
    """Every day that exists is accepted in the form of ISO 8601."""
    assert accept("Day", day.isoformat()) == day
    assert accept("PartialDate", day.isoformat()) == Moment(day.year, day.month, day.day)


@given(st.integers(0, 9999), st.integers(0, 99), st.integers(0, 99))
def test_day_that_does_not_exist_is_rejected(year: int, month: int, day: int) -> None:
    """A field takes the days of the calendar and no others."""
    written = f"{year:04}-{month:02}-{day:02}"
    try:
        expected = date(year, month, day)
    except ValueError:
        assert rejection("Day", written)[0] in {"no-such-year", "no-such-month", "no-such-day"}
    else:
        assert accept("Day", written) == expected


@given(strategies.moments())
def test_moment_round_trips(written: str) -> None:
    """A date keeps its precision: a year does not become a day."""
    moment = accept("PartialDate", written)
    assert str(moment) == written
    assert ADAPTERS["PartialDate"].dump_python(moment) == written


@given(strategies.moments(), strategies.moments())
def test_period_round_trips(one: str, other: str) -> None:
    """Two dates in their order are a period, and it is written as it was."""
    first, last = sorted((one, other), key=lambda text: f"{text}-01-01"[:10])
    period = accept("DatePeriod", f"{first}/{last}")
    assert isinstance(period, Period)
    assert (str(period.start), str(period.end)) == (first, last)
    assert str(period) == (first if first == last else f"{first}/{last}")


@given(strategies.numbers())
def test_number_is_exact(written: str) -> None:
    """A number keeps every digit that the editor wrote."""
    number = accept("Number", written)
    assert isinstance(number, Decimal)
    assert f"{number:f}" == written


@given(st.integers())
def test_integer_round_trips(number: int) -> None:
    """Every whole number is accepted in its plain form."""
    assert accept("Integer", str(number)) == number


@given(
    strategies.yaml_texts() | strategies.texts(10).map(lambda text: f"https://example.org/{text}")
)
def test_accepted_address_leads_to_a_named_host(written: str) -> None:
    """Whatever is accepted as an address has a scheme of the web, a host and no user's name."""
    try:
        address = accept("WebAddress", written)
    except ValidationError:
        return
    assert isinstance(address, str)
    parts = urlsplit(address)
    assert parts.scheme in {"http", "https"}
    assert "." in parts.netloc
    assert "@" not in parts.netloc
    assert not set(address) & set(" \t\r\n<>\"'`\\")


@pytest.mark.parametrize("kind", ["Line", "Markdown"])
@pytest.mark.parametrize("written", ["a\x00b", "a\x1b[31mb", "a\x7fb", "a\x9bb"], ids=ascii)
def test_escaped_control_character_is_rejected(kind: str, written: str) -> None:
    r"""A control character is rejected in a text also when YAML spells it as `"\0"` or `"\e"`."""
    with pytest.raises(ValidationError):
        accept(kind, written)


@pytest.mark.parametrize("written", ["a\rb", "a\u2028b", "a\u2029b", "a\x85b", "a\x0bb"], ids=ascii)
def test_every_line_end_makes_several_lines(written: str) -> None:
    r"""A line takes no kind of line end, also when YAML spells it as `"\r"` or `"\L"`."""
    assert rejection("Line", written)[0] == "several-lines"


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        ("WebAddress", "https://www.ſophie.org"),
        ("Email", "ſophie@example.org"),
        ("Email", "sophie@\u212aiosk.org"),
    ],
)
def test_letter_that_only_looks_like_ascii_is_rejected(kind: str, written: str) -> None:
    """An address is written with the letters that it is made of, not with their doubles."""
    with pytest.raises(ValidationError):
        accept(kind, written)


@pytest.mark.parametrize(
    "written",
    ["\x01https://example.org", "https://example.org/\x00", "https://example.org/\x1b[1m"],
)
def test_control_character_in_an_address_is_rejected(written: str) -> None:
    """A web address holds no control characters."""
    assert rejection("WebAddress", written)[0] == "control-character"


@pytest.mark.parametrize(
    "written",
    [
        *("2010-05/2010", "2010-05-03/2010-05", "2010-12-31/2010"),
        *("2010-05-31/2010-05", "2024-02-29/2024-02"),
    ],
)
def test_period_may_end_in_the_year_in_which_it_begins(written: str) -> None:
    """A period ends with the last day that its end may mean, so that this one is not backwards."""
    assert str(accept("DatePeriod", written)) == written


@pytest.mark.parametrize("written", ["qq", "xx", "zzz"])
def test_language_that_does_not_exist_is_rejected(written: str) -> None:
    """A language's code is one of ISO 639, so that its name can be shown."""
    assert rejection("LanguageCode", written)[0] == "not-a-language"


def test_endless_integer_is_rejected_by_its_code() -> None:
    """A number of thousands of digits is rejected for a reason that has a sentence."""
    assert words("en").knows(rejection("Integer", "9" * 5000)[0])
