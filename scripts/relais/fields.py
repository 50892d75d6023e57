"""The kinds of values that fields hold, read from the text that the editor wrote.

Each kind says precisely what it accepts and never converts behind the editor's back: `010` is not
8 and not 10, `12:30` is not 750, `NO` is a country and not `false`. An error names its code in
`relais.messages`; pydantic carries it with the details.
"""

from __future__ import annotations

import calendar
import math
import re
import zoneinfo
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Final, NoReturn
from urllib.parse import urlsplit

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

from relais import limits
from relais.country_codes import COUNTRY_CODES
from relais.diagnostics import closest
from relais.files import FORBIDDEN_CHARACTER
from relais.meanings import meant_country, meant_email, meant_flag, meant_number, slug_of
from relais.written_days import meant_days

ANY_LANGUAGE: Final = ""
"""Stands for the language of a text that is the same in all of them."""

MAX_NUMBER_LENGTH: Final = 28
"""Most characters of a number: what Python's decimal arithmetic keeps exactly by default."""
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,39})")
_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]{0,39})(?:\.[0-9]{1,40})?")
_COMMA: Final = re.compile(r"-?[0-9]{1,3},[0-9]+")
_DAY: Final = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MOMENT: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?(?:-([0-9]{2}))?")
_YEARS: Final = re.compile(r"([0-9]{4}) *[-–—] *([0-9]{4})")
_MONTH: Final = re.compile(r"(0?[1-9]|1[0-2])[/.-]([0-9]{4})")
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EMAIL: Final = re.compile(
    r"[A-Za-z0-9._%+-]+@(?:[a-z0-9-]+\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII
)
_DURATION: Final = re.compile(r"([1-9][0-9]{0,3}) (second|minute|hour|day|week|month|year)s?")
_DEVICE_NAME: Final = re.compile(r"[A-Za-z0-9_.$!%&'+^`|~#*-]{1,100}")
_DATA_ATTRIBUTE: Final = re.compile(r"data-[a-z][a-z0-9-]*")
_HOST: Final = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*", re.IGNORECASE | re.ASCII
)


def fail(code: str, **details: str) -> NoReturn:
    """Reject a value for the reason `code`."""
    raise PydanticCustomError(code, "see relais.messages", {**details})


def _visible(value: object) -> str:
    """Return a text; escapes in YAML's quotes bring in characters that a file may not hold."""
    if not isinstance(value, str):
        fail("expected-text")
    if match := FORBIDDEN_CHARACTER.search(value):
        fail("control-character", character=f"U+{ord(match[0]):04X}")
    return value


def _text(value: object) -> str:
    return _visible(value).strip()


def _line(value: object) -> str:
    if isinstance(value, str) and len(value.strip().splitlines()) > 1:
        fail("several-lines")
    text = _text(value)
    if not text:
        fail("empty-text")
    return text


def _markdown(value: object) -> str:
    text = _visible(value)
    if not text.strip():
        fail("empty-text")
    return text.strip("\n").rstrip()


def _localisable(value: object) -> object:
    return {ANY_LANGUAGE: value} if isinstance(value, str) else value


def _bounded(limit: int) -> BeforeValidator:
    def check(value: object) -> str:
        text = _line(value)
        if len(text) > limit:
            fail("too-long", length=str(len(text)), limit=str(limit))
        return text

    return BeforeValidator(check)


def _slug(value: object) -> str:
    text = _text(value)
    if not SLUG.fullmatch(text):
        fail("bad-slug", value=text, suggestion=slug_of(text)[: limits.MAX_SLUG_LENGTH])
    if text in limits.RESERVED_NAMES:
        fail("bad-slug", value=text)
    if len(text) > limits.MAX_SLUG_LENGTH:
        fail("too-long", length=str(len(text)), limit=str(limits.MAX_SLUG_LENGTH))
    return text


def _known_slug(value: object) -> str:
    """Return what stands for a slug, right or wrong: the rules know which ones there are."""
    text = _line(value)
    if len(text) > limits.MAX_SLUG_LENGTH:
        fail("too-long", length=str(len(text)), limit=str(limits.MAX_SLUG_LENGTH))
    return text


def _flag(value: object) -> bool:
    if isinstance(value, bool):
        return value
    text = _text(value)
    if text not in ("true", "false"):
        fail("not-a-flag", value=text, suggestion=meant_flag(text))
    return text == "true"


def _integer(value: object) -> int:
    if isinstance(value, int):
        return value
    text = _text(value)
    if not _INTEGER.fullmatch(text):
        fail("not-an-integer", value=text)
    return int(text)


def _number(value: object, *, small: bool = False) -> Decimal:
    """Return a number; where it is `small`, a comma in it can only begin the decimals."""
    if isinstance(value, Decimal):
        return value
    text = _text(value)
    if not _NUMBER.fullmatch(text) or len(text) > MAX_NUMBER_LENGTH:
        meant = text.replace(",", ".") if small and _COMMA.fullmatch(text) else meant_number(text)
        fail("not-a-number", value=text, suggestion=meant)
    return Decimal(text)


def _between(low: int, high: int) -> BeforeValidator:
    def check(value: object) -> Decimal:
        number = _number(value, small=True)
        if not low <= number <= high:
            fail("out-of-range", value=str(number), low=str(low), high=str(high))
        return number

    return BeforeValidator(check)


def _calendar_day(text: str, year: int, month: int, day: int) -> date:
    """Return the day, or fail with the part that does not exist."""
    if not year:
        fail("no-such-year", value=text)
    if not 1 <= month <= 12:  # noqa: PLR2004
        days = meant_days(text)
        suggestion = days[0].isoformat() if days else ""
        fail("no-such-month", value=text, month=str(month), suggestion=suggestion)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        end = date(year, month, last).isoformat()
        fail("no-such-day", value=text, day=str(day), month=f"{year:04}-{month:02}", last=end)
    return date(year, month, day)


def _day(value: object) -> date:
    if isinstance(value, date):
        return value
    text = _text(value)
    match = _DAY.fullmatch(text)
    if not match:
        days = [day.isoformat() for day in meant_days(text)]
        if len(days) > 1:
            fail("which-day", value=text, first=days[0], second=days[1])
        fail("not-a-day", value=text, suggestion="".join(days))
    year, month, day = map(int, match.groups())
    return _calendar_day(text, year, month, day)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date as precise as the source is: a year, a month or a day (ISO 8601 reduced precision)."""

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def first_day(self) -> date:
        """The first day that the moment may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that the moment may mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __str__(self) -> str:
        parts = [f"{self.year:04}"]
        parts += [f"{part:02}" for part in (self.month, self.day) if part]
        return "-".join(parts)


@dataclass(frozen=True, slots=True)
class Period:
    """From one moment to another, written `2010/2015` (ISO 8601); one moment if they are equal."""

    start: Moment
    end: Moment

    def __str__(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long something lasts: an amount of a unit, `session` or `unlimited`."""

    amount: int
    unit: str
    """A unit of CLDR's durations: second to year; or `session`, or `unlimited`."""

    @property
    def days(self) -> float:
        """The length in days; a session counts as none, what has no end as infinite."""
        return self.amount * _DAYS[self.unit]

    def __str__(self) -> str:
        if self.unit in _ENDLESS:
            return self.unit
        return f"{self.amount} {self.unit}{'s' if self.amount > 1 else ''}"


_ENDLESS: Final = ("session", "unlimited")
_DAYS: Final = {
    "second": 1 / 86400,
    "minute": 1 / 1440,
    "hour": 1 / 24,
    "day": 1.0,
    "week": 7.0,
    "month": 365.25 / 12,
    "year": 365.25,
    "session": 0.0,
    "unlimited": math.inf,
}


def _duration(value: object) -> Duration:
    if isinstance(value, Duration):
        return value
    text = _text(value)
    if text in _ENDLESS:
        return Duration(1, text)
    match = _DURATION.fullmatch(text)
    if not match:
        fail("not-a-duration", value=text)
    return Duration(int(match[1]), match[2])


def _https_address(value: object) -> str:
    text = _web_address(value)
    parts = urlsplit(text)
    if parts.scheme != "https":
        fail("not-https", value=text)
    if parts.netloc.endswith(":"):
        fail("not-a-web-address", value=text)
    return text


def _host_name(value: object) -> str:
    text = _text(value)
    if not _HOST.fullmatch(text):
        fail("not-a-host", value=text)
    return text.lower()


def _device_name(value: object) -> str:
    text = _text(value)
    if not _DEVICE_NAME.fullmatch(text) or not text.strip("*"):
        fail("not-a-device-name", value=text)
    return text


def _data_attribute(value: object) -> str:
    text = _text(value)
    if not _DATA_ATTRIBUTE.fullmatch(text):
        fail("not-a-data-attribute", value=text)
    return text


def _one_moment(text: str) -> Moment | None:
    """Return a moment; None if it is not written as one."""
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None:  # the pattern has a year; said for the type checker
        return None
    _calendar_day(text, year, 1 if month is None else month, 1 if day is None else day)
    return Moment(year, month, day)


def _meant_moment(text: str) -> str:
    if month := _MONTH.fullmatch(text):
        return f"{month[2]}-{month[1]:0>2}"
    days = meant_days(text)
    return days[0].isoformat() if len(days) == 1 else ""


def _moment(value: object) -> Moment:
    if isinstance(value, Moment):
        return value
    text = _text(value)
    moment = _one_moment(text)
    if not moment:
        fail("not-a-moment", value=text, suggestion=_meant_moment(text))
    return moment


def _period(value: object) -> Period:
    if isinstance(value, Period):
        return value
    text = _text(value)
    parts = [moment for part in text.split("/") if (moment := _one_moment(part))]
    if not 1 <= len(parts) == text.count("/") + 1 <= 2:  # noqa: PLR2004 - a start and an end
        years = _YEARS.fullmatch(text)
        meant = f"{years[1]}/{years[2]}" if years else _meant_moment(text)
        fail("not-a-period", value=text, suggestion=meant)
    if parts[0].first_day > parts[-1].last_day:
        fail("period-backwards", value=text)
    return Period(parts[0], parts[-1])


def _web_address(value: object) -> str:
    text = _text(value)
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        fail("not-a-web-address", value=text)
    if parts.scheme not in ("http", "https") or not _HOST.fullmatch(host):
        bare = re.match(r"[^/?#:]+", text)
        suggestion = f"https://{text}" if bare and _HOST.fullmatch(bare[0]) else ""
        fail("not-a-web-address", value=text, suggestion=suggestion)
    if parts.username is not None or re.search(r"[\s<>\"'`\\]", text):
        fail("not-a-web-address", value=text)
    return text


def _email(value: object) -> str:
    text = _text(value)
    if not _EMAIL.fullmatch(text):
        meant = meant_email(text)
        fail("not-an-email", value=text, suggestion=meant if _EMAIL.fullmatch(meant) else "")
    return text


def _file_name(value: object) -> str:
    text = _text(value)
    is_device = text.partition(".")[0].lower() in limits.RESERVED_NAMES
    if not _FILE_NAME.fullmatch(text) or ".." in text or is_device:
        fail("not-a-file-name", value=text)
    return text


def _language(value: object) -> str:
    from relais.localisation import is_language  # noqa: PLC0415 - see `_country`

    text = _text(value)
    if not re.fullmatch(r"[a-z]{2,3}", text) or not is_language(text):
        fail("not-a-language", value=text)
    return text


def _country(value: object) -> str:
    text = _text(value)
    if text not in COUNTRY_CODES:
        from relais.localisation import country_code  # noqa: PLC0415 - CLDR takes 10 ms

        fail("not-a-country", value=text, suggestion=meant_country(text) or country_code(text))
    return text


def _time_zone(value: object) -> str:
    text = _text(value)
    zones = zoneinfo.available_timezones()
    if text not in zones:
        fail("not-a-time-zone", value=text, suggestion=closest(text, zones))
    return text


def _as_text(description: str, pattern: str | None = None) -> tuple[Any, ...]:
    schema: dict[str, Any] = {"type": "string", "description": description}
    if pattern:
        schema["pattern"] = f"^{pattern}$"
    return (WithJsonSchema(schema),)


Line = Annotated[str, BeforeValidator(_line)]
"""A text on one line, shown as it is: no Markdown, no HTML."""
Summary = Annotated[str, _bounded(200)]
"""One or two sentences: what lists, search engines and shared links show."""
Markdown = Annotated[str, BeforeValidator(_markdown)]
"""A text of any length in Markdown (CommonMark)."""
Slug = Annotated[str, BeforeValidator(_slug), *_as_text("a slug", SLUG.pattern)]
"""A name for addresses: small letters without accents, digits, single hyphens."""
KnownSlug = Annotated[str, BeforeValidator(_known_slug), *_as_text("a slug", SLUG.pattern)]
"""The slug of something that is there: `relais.rules` say which ones are."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""`true` or `false`."""
Integer = Annotated[int, BeforeValidator(_integer)]
"""A whole number without leading zeros."""
Number = Annotated[Decimal, BeforeValidator(_number)]
"""A number with a decimal point; kept exact."""
Fraction = Annotated[Decimal, _between(0, 1)]
"""A part of a whole, from 0 to 1."""
Latitude = Annotated[Decimal, _between(-90, 90)]
"""Degrees north of the equator (WGS 84)."""
Longitude = Annotated[Decimal, _between(-180, 180)]
"""Degrees east of Greenwich (WGS 84)."""
Day = Annotated[date, BeforeValidator(_day)]
"""A day, written 2026-02-28 (ISO 8601)."""
PartialDate = Annotated[
    Moment,
    BeforeValidator(_moment),
    PlainSerializer(str),
    *_as_text("a year, month or day", _MOMENT.pattern),
]
"""A date as precise as it is known: 2019, 2019-05 or 2019-05-03."""
DatePeriod = Annotated[
    Period, BeforeValidator(_period), PlainSerializer(str), *_as_text("a date or start/end")
]
"""A date as precise as it is known, or two with a slash between: 2010/2015."""
WebAddress = Annotated[str, BeforeValidator(_web_address)]
"""A full address that begins with https:// or http://."""
Email = Annotated[str, BeforeValidator(_email)]
"""An e-mail address."""
FileName = Annotated[str, BeforeValidator(_file_name)]
"""The name of a file in the same folder."""
LanguageCode = Annotated[str, BeforeValidator(_language)]
"""A language's code (ISO 639), as in the names of files: en, fr, ar."""
CountryCode = Annotated[str, BeforeValidator(_country)]
"""A country's code (ISO 3166-1 alpha-2): FR, SN, NO."""
TimeZone = Annotated[str, BeforeValidator(_time_zone)]
"""A time zone's name in the IANA database, such as Europe/Paris."""
Lasting = Annotated[
    Duration, BeforeValidator(_duration), PlainSerializer(str), *_as_text("how long it lasts")
]
"""How long something lasts: 30 minutes, 13 months, session (until it closes), unlimited."""
HttpsAddress = Annotated[str, BeforeValidator(_https_address)]
"""A full address that begins with https://."""
HostName = Annotated[str, BeforeValidator(_host_name)]
"""The name of a host, such as stats.example.org."""
DeviceName = Annotated[str, BeforeValidator(_device_name)]
"""The name of a cookie or of an entry in storage; * stands for any characters."""
DataAttribute = Annotated[str, BeforeValidator(_data_attribute)]
"""The name of an attribute for data, such as data-domain."""
Localised = dict[LanguageCode, Line]
"""A short text in several languages."""
LocalisableLine = Annotated[dict[str, Line], BeforeValidator(_localisable)]
"""A short text that may be given once for all languages, or in several."""
LocalisedMarkdown = dict[LanguageCode, Markdown]
"""A Markdown text in several languages."""
