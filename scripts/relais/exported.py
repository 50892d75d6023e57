"""The form in which the public catalog is exported: what data/*.json hold.

These forms are the contract with other programs. The JSON Schema of the site, data/schema.json, is
made of them and of the sentences below their fields (`relais.export_schema`). They are plain
dictionaries: thousands of them are made, and what is in them was checked where it was read.
"""

from __future__ import annotations

# What pydantic itself brings: before Python 3.12 it understands no other.
from typing_extensions import TypedDict

from relais.schema import Attribution, Qualifier  # noqa: TC001 - read when the schema is made

Texts = dict[str, str]


class Text(TypedDict):
    """A longer text in two forms."""

    language: str
    """The language that it is in (BCP 47)."""
    html: str
    """Safe HTML; every link is absolute."""
    text: str
    """The same words without markup, paragraphs divided by an empty line."""


class Source(TypedDict):
    """Where an entry or a figure comes from."""

    title: Texts
    """Its title, by the language of the page."""
    url: str | None
    """Where it can be read, if that is known."""


class Image(TypedDict):
    """A picture in one size and format."""

    url: str
    """Its absolute address."""
    media_type: str
    """image/avif, image/webp or image/jpeg."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


class Portrait(TypedDict):
    """The person's picture; only where the person's release covers it."""

    alt: Texts
    """What it shows, by language."""
    credit: str | None
    """Who took it."""
    images: list[Image]
    """The same picture in several sizes and formats."""


class Answer(TypedDict):
    """A question and its answer."""

    id: str
    """The question's lasting name; also the answer's anchor on the page."""
    question: str
    """The question."""
    answer: Text
    """The answer."""


class Entry(TypedDict):
    """What interviews and programs have in common."""

    id: str
    """A URN that stays when the entry's address changes."""
    slug: str
    """The entry's present name, by which other files refer to it."""
    urls: Texts
    """Its page in each language of the site, absolute."""
    published_on: str | None
    """The first day on which the site showed it, as 2026-02-28; null if that is not recorded."""
    updated_on: str | None
    """The day of its last change, as 2026-02-28; null if that is not recorded."""
    themes: list[str]
    """Slugs of data/themes.json."""
    populations: list[str]
    """Slugs of data/populations.json."""
    countries: list[str]
    """Codes of ISO 3166-1."""
    sources: list[Source]
    """Where it comes from."""


class InterviewEdition(TypedDict):
    """An interview in one language."""

    title: str
    """The title of its page."""
    summary: str
    """One or two sentences."""
    role: str
    """The person's role at the time of the interview."""
    answers: list[Answer]
    """Questions and answers; one that is not translated yet is in its original language."""
    outdated: bool
    """Whether the original has changed since it was translated."""


class Interview(Entry):
    """A partner's questions and answers."""

    person: str
    """Who answers."""
    organisation: str
    """A slug of data/organisations.json."""
    programs: list[str]
    """Slugs of data/programs.json."""
    attribution: Attribution
    """Whose words the answers are: verbatim, edited, or summary. Never quote a summary."""
    portrait: Portrait | None
    """The person's picture."""
    editions: dict[str, InterviewEdition]
    """By language; only those that exist."""


class Figure(TypedDict):
    """A number with what it counts, its date and its source: never one without them."""

    qualifier: Qualifier | None
    """How the source rounds the number."""
    value: int | float
    """The number."""
    unit: Texts | None
    """What stands behind the number, by language."""
    label: Texts
    """What it counts, by language."""
    date: str
    """When it was true: 2015, 2015-06, 2015-06-30, or two of them with a slash between."""
    source: Source
    """Who says so."""


class Point(TypedDict):
    """One number of a series."""

    date: str
    """2015, 2015-06 or 2015-06-30."""
    value: int | float
    """The number."""


class Series(TypedDict):
    """Numbers over time."""

    label: Texts
    """What they count, by language."""
    unit: Texts | None
    """Their unit, by language."""
    points: list[Point]
    """The numbers, in the order of their dates."""
    source: Source
    """Who says so."""


class Place(TypedDict):
    """Where a program works."""

    name: Texts
    """The place's name, by language."""
    country: str
    """A code of ISO 3166-1."""
    latitude: float
    """Degrees north."""
    longitude: float
    """Degrees east."""
    since: str | None
    """Since when: 2015, 2015-06 or 2015-06-30."""


class ProgramEdition(TypedDict):
    """A program in one language."""

    title: str
    """Its name."""
    summary: str
    """One or two sentences."""
    body: Text
    """The description."""
    outdated: bool
    """Whether the original has changed since it was translated."""


class Program(Entry):
    """What the foundation and its partners do together."""

    organisations: list[str]
    """Slugs of data/organisations.json."""
    since: str | None
    """When it started: 2015, 2015-06 or 2015-06-30."""
    places: list[Place]
    """Where it works."""
    figures: list[Figure]
    """What it has reached."""
    series: list[Series]
    """Numbers over time."""
    editions: dict[str, ProgramEdition]
    """By language; only those that exist."""


class Organisation(TypedDict):
    """A partner's structure."""

    id: str
    """A URN for it; changes when its slug does."""
    slug: str
    """The name by which other files refer to it."""
    urls: Texts
    """Its page in each language of the site, absolute."""
    name: str
    """Its name, as it writes it."""
    website: str | None
    """Its own site."""
    since: str | None
    """When it was founded: 2015, 2015-06 or 2015-06-30."""
    country: str | None
    """Where it has its head office: a code of ISO 3166-1."""
    summaries: Texts
    """One or two sentences, by language."""
    descriptions: dict[str, Text]
    """More about it, by language."""
    sources: list[Source]
    """Where the facts come from."""


class Term(TypedDict):
    """A theme or a population."""

    slug: str
    """The name by which other files refer to it."""
    labels: Texts
    """Its name, by language."""
    urls: Texts
    """Its page in each language of the site, if it has one."""
