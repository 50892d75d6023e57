"""The form in which the public catalog is exported: what data/*.json hold.

These models are the contract with other programs. The JSON Schema of the site, data/schema.json, is
made of them and of the sentences below their fields (`relais.exporter.schema`).
"""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, Field

# Pydantic reads the types when the classes are made.
from relais.schema import Attribution, Model, Qualifier

Texts = dict[str, str]


class Text(Model):
    """A longer text in two forms."""

    language: str
    """The language that it is in (BCP 47)."""
    html: str
    """Safe HTML; every link is absolute."""
    text: str
    """The same words without markup, paragraphs divided by an empty line."""


class Source(Model):
    """Where an entry or a figure comes from."""

    title: Texts
    """Its title, by the language of the page."""
    url: str | None
    """Where it can be read, if that is known."""


class Image(Model):
    """A picture in one size and format."""

    url: str
    """Its absolute address."""
    media_type: str
    """image/avif, image/webp or image/jpeg."""
    width: int
    """In pixels."""
    height: int
    """In pixels."""


class Portrait(Model):
    """The person's picture; only where the person's release covers it."""

    alt: Texts
    """What it shows, by language."""
    credit: str | None
    """Who took it."""
    images: list[Image]
    """The same picture in several sizes and formats."""


class Answer(Model):
    """A question and its answer."""

    id: str
    """The question's lasting name; also the answer's anchor on the page."""
    question: str
    """The question."""
    answer: Text
    """The answer."""


class Entry(Model):
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


class InterviewEdition(Model):
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


class Figure(Model):
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


class Point(Model):
    """One number of a series."""

    date: str
    """2015, 2015-06 or 2015-06-30."""
    value: int | float
    """The number."""


class Series(Model):
    """Numbers over time."""

    label: Texts
    """What they count, by language."""
    unit: Texts | None
    """Their unit, by language."""
    points: list[Point]
    """The numbers, in the order of their dates."""
    source: Source
    """Who says so."""


class Place(Model):
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


class ProgramEdition(Model):
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


class Organisation(Model):
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


class Term(Model):
    """A theme or a population."""

    slug: str
    """The name by which other files refer to it."""
    labels: Texts
    """Its name, by language."""
    urls: Texts
    """Its page in each language of the site, if it has one."""


class File(Model):
    """What all files have in common."""

    model_config = ConfigDict(populate_by_name=True)

    schema_address: str = Field(alias="$schema")
    """Where this schema stands."""
    version: Literal[1]
    """The version of this form: fields may be added to it, but none is renamed or taken away."""
    publisher: Texts
    """Whose content it is, by language."""


class InterviewsFile(File):
    """The file data/interviews.json."""

    kind: Literal["interviews"]
    """What the file holds."""
    items: list[Interview]
    """All of them, sorted by slug."""


class ProgramsFile(File):
    """The file data/programs.json."""

    kind: Literal["programs"]
    """What the file holds."""
    items: list[Program]
    """All of them, sorted by slug."""


class OrganisationsFile(File):
    """The file data/organisations.json."""

    kind: Literal["organisations"]
    """What the file holds."""
    items: list[Organisation]
    """All of them, sorted by slug."""


class ThemesFile(File):
    """The file data/themes.json."""

    kind: Literal["themes"]
    """What the file holds."""
    items: list[Term]
    """All of them, sorted by slug."""


class PopulationsFile(File):
    """The file data/populations.json."""

    kind: Literal["populations"]
    """What the file holds."""
    items: list[Term]
    """All of them, sorted by slug."""
