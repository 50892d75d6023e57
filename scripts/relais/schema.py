"""What content files may say: one model per kind of file.

A source edition carries the facts and one language's text; a translation carries only text. The
docstrings below the fields are what editors read: the JSON Schema for their editor is made of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

from relais.choices import Choice
from relais.fields import (
    CountryCode,
    DatePeriod,
    Day,
    Email,
    FileName,
    Fraction,
    HttpsAddress,
    KnownSlug,
    LanguageCode,
    Latitude,
    Line,
    LocalisableLine,
    Localised,
    LocalisedMarkdown,
    Longitude,
    Markdown,
    Number,
    PartialDate,
    Slug,
    Summary,
    TimeZone,
    WebAddress,
)

_set: Final = object.__setattr__
"""Sets an attribute of what is frozen."""


@cache
def _fields_of(model: type[BaseModel]) -> set[str]:
    """Return the names of a model's fields: always the same set."""
    return set(model.model_fields)


class Model(BaseModel):
    """What all parts of the content model have in common."""

    # The docstrings are read where they are needed (`relais.json_schema`): pydantic would read them
    # whenever the models are imported, which takes a quarter of the time of a check.
    # What validates is built when it is first needed: most runs read few kinds of files, or none.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    # Thousands are there at a time, and most are taken up from the disk.

    def model_post_init(self, context: object, /) -> None:
        """Keep one set of names for all: nobody asks which fields of a model were left out."""
        del context
        _set(self, "__pydantic_fields_set__", _fields_of(type(self)))

    def __getstate__(self) -> Any:  # noqa: ANN401 - as the base class, but less
        return self.__dict__

    def __setstate__(self, state: Any) -> None:  # noqa: ANN401 - nothing is extra or private
        _set(self, "__dict__", state)
        _set(self, "__pydantic_fields_set__", _fields_of(type(self)))
        _set(self, "__pydantic_extra__", None)
        _set(self, "__pydantic_private__", None)


class Status(Choice):
    """Where an entry stands on its way to the public."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Coverage(Choice):
    """What an interviewee may agree to."""

    TEXT = "text"
    PORTRAIT = "portrait"
    VIDEO = "video"


class Attribution(Choice):
    """Whose words the answers are; said to the reader."""

    VERBATIM = "verbatim"
    EDITED = "edited"
    SUMMARY = "summary"


class Reference(Model):
    """A source: where a statement or a figure comes from."""

    title: LocalisableLine
    """Its title, publisher and date, as far as they are known; one text, or one per language."""
    url: WebAddress | None = None
    """Where it can be read."""


class TranslationOf(Model):
    """Which text a translation translates."""

    of: Line
    """The fingerprint of the source text; `relais check` says it when the source changes."""


# Interviews


class Person(Model):
    """The person as they were at the time of the interview."""

    name: Line
    """First name and family name."""
    role: Line
    """The role in the organisation at that time."""


class Release(Model):
    """What the interviewee has agreed to, and until when."""

    basis: Literal["signed", "public-source"]
    """`signed`: a form is on record. `public-source`: the interview is already public elsewhere."""
    covers: list[Coverage] = Field(min_length=1)
    """What may be shown: text, portrait, video."""
    signed_on: Day | None = None
    """The day of the signature."""
    record: Line | None = None
    """The number under which the signed form is kept. Never put the form itself here."""
    expires_on: Day | None = None
    """The first day on which nothing of it may be shown any more."""


class FocalPoint(Model):
    """The point of a picture that stays visible when it is cropped."""

    x: Fraction
    """From the left edge (0) to the right edge (1)."""
    y: Fraction
    """From the top edge (0) to the bottom edge (1)."""


class Portrait(Model):
    """A picture of the person; never of somebody else."""

    src: FileName
    """The picture's file in the same folder."""
    alt: Line
    """What the picture shows, for people who do not see it."""
    credit: Line | None = None
    """Who took it."""
    focal: FocalPoint | None = None
    """Where the face is. Left out: the upper middle."""


class Question(Model):
    """A question and its answer."""

    id: Slug
    """The question's lasting name: the address of the answer, and what pairs translations."""
    q: Line
    """The question."""
    a: Markdown
    """The answer, in Markdown."""


class Still(Model):
    """The picture that stands for a video or a map until it is played."""

    src: FileName
    """The picture's file in the same folder."""
    alt: Line
    """What the picture shows, for people who do not see it."""


class Media(Model):
    """A video or a map of another host: nothing of it loads before the visitor agrees."""

    id: Slug
    """Its lasting name; pairs translations."""
    kind: Literal["video", "map"]
    """video or map."""
    title: Line
    """What it shows."""
    tracker: Slug
    """The embedding service: a tracker of content/cookies.yml with the adapter embed."""
    src: HttpsAddress
    """The address that the frame loads."""
    link: HttpsAddress | None = None
    """Where it can be seen without the frame."""
    still: Still | None = None
    """The picture that stands for it."""
    transcript: Markdown | None = None
    """What is said or shown, in Markdown. A link or a transcript must be there."""


class MediaTranslation(Model):
    """The translated part of a video or a map."""

    id: Slug
    """The video or map that this translates."""
    title: Line
    """What it shows, in this language."""
    alt: Line | None = None
    """What its picture shows, in this language."""
    transcript: Markdown | None = None
    """What is said or shown, in this language."""


class Quote(Model):
    """Words from an answer that are set large."""

    from_: Slug = Field(alias="from")
    """The question whose answer holds these words."""
    text: Line
    """The words, exactly as they stand in the answer."""


class Publication(Model):
    """What decides when an entry is public."""

    status: Status
    """draft, review, published or withdrawn."""
    publish_on: Day | None = None
    """The first day on which it is public. Left out: at once, and not in the news feeds."""
    unpublish_on: Day | None = None
    """The first day on which it is not public any more. Left out: it stays."""
    updated_on: Day | None = None
    """The day of the last change that readers should know of. Left out: none is said."""
    aliases: list[Slug] = []
    """Former slugs, the oldest first; each old address leads to the new one."""


class InterviewSource(Publication):
    """An interview: the facts, and the text in the language in which it was written."""

    title: Line
    """The title of the page."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    person: Person
    """Who answers."""
    organisation: KnownSlug
    """The person's organisation: the name of a file in content/organisations."""
    programs: list[KnownSlug] = []
    """The programs that it is about: names of folders in content/programs."""
    themes: list[KnownSlug] = []
    """What it is about: slugs from content/themes.yml."""
    populations: list[KnownSlug] = []
    """Whom it is about: slugs from content/populations.yml."""
    countries: list[CountryCode] = []
    """The countries that it is about."""
    release: Release | None = None
    """The interviewee's agreement. A published interview needs one."""
    attribution: Attribution
    """Whether the answers are verbatim, edited or a summary."""
    portrait: Portrait | None = None
    """The person's picture, shown only if the release covers it."""
    questions: list[Question] = Field(min_length=1)
    """Questions and answers, in their order."""
    quotes: list[Quote] = []
    """Words to set large; only where the attribution is verbatim or edited."""
    media: list[Media] = []
    """Videos and maps; a video is shown only if the release covers it."""
    sources: list[Reference] = []
    """Where the interview was first published, and what it refers to."""


class PersonTranslation(Model):
    """The translated part of a person."""

    role: Line
    """The role, in this language."""


class PortraitTranslation(Model):
    """The translated part of a portrait."""

    alt: Line
    """What the picture shows, in this language."""


class InterviewTranslation(Model):
    """An interview's text in another language."""

    translation: TranslationOf | None = None
    """Which source text this translates."""
    title: Line
    """The title of the page."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    person: PersonTranslation | None = None
    """The person's role, in this language."""
    portrait: PortraitTranslation | None = None
    """The picture's description, in this language."""
    questions: list[Question] = []
    """The same questions, by their ids."""
    quotes: list[Quote] = []
    """The same quotes, as they stand in the translated answers."""
    media: list[MediaTranslation] = []
    """The same videos and maps, by their ids."""


# Programs and hand-written pages


class Place(Model):
    """Where a program works."""

    name: Line
    """The place's name."""
    country: CountryCode
    """Its country."""
    latitude: Latitude
    """Degrees north."""
    longitude: Longitude
    """Degrees east."""
    since: PartialDate | None = None
    """Since when the program works there."""


Qualifier = Literal["about", "more-than", "nearly"]


class Figure(Model):
    """A number with its unit, what it counts, its date and its source: never one without them."""

    id: Slug
    """The figure's lasting name; pairs translations."""
    qualifier: Qualifier | None = None
    """How the source rounds the number, said before it."""
    value: Number
    """The number."""
    unit: Line | None = None
    """What stands directly behind the number: %, million, hours a week."""
    label: Line
    """What the number counts."""
    date: DatePeriod
    """When it was true: a date, or a period such as 2010/2015."""
    source: Reference
    """Who says so."""


class Point(Model):
    """One value of a series."""

    date: PartialDate
    """When it was true."""
    value: Number
    """The number."""


class Series(Model):
    """Numbers over time, shown as a chart and as a table."""

    id: Slug
    """The series' lasting name; pairs translations."""
    label: Line
    """What the numbers count."""
    unit: Line | None = None
    """The unit of all its numbers."""
    points: list[Point] = Field(min_length=2)
    """The numbers, in the order of their dates."""
    source: Reference
    """Who says so."""


class ProgramSource(Publication):
    """A program: the facts, and the text in the language in which it was written."""

    title: Line
    """The program's name."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    organisations: list[KnownSlug] = []
    """Who carries it out: names of files in content/organisations."""
    themes: list[KnownSlug] = []
    """What it is about: slugs from content/themes.yml."""
    populations: list[KnownSlug] = []
    """Whom it is for: slugs from content/populations.yml."""
    countries: list[CountryCode] = []
    """Where it works."""
    places: list[Place] = []
    """The towns and areas where it works."""
    since: PartialDate | None = None
    """When it started."""
    figures: list[Figure] = []
    """What it has reached."""
    series: list[Series] = []
    """Numbers over time."""
    media: list[Media] = []
    """Videos and maps."""
    sources: list[Reference] = []
    """Where the facts come from."""
    body: Markdown
    """The description: the Markdown below the second `---` line."""


class FigureTranslation(Model):
    """The translated part of a figure or a series."""

    id: Slug
    """The figure that this translates."""
    label: Line
    """What the number counts, in this language."""
    unit: Line | None = None
    """The unit, in this language."""


class PlaceTranslation(Model):
    """A place's name in another language."""

    of: Line
    """The name in the source edition."""
    name: Line
    """The name in this language."""


class ProgramTranslation(Model):
    """A program's text in another language."""

    translation: TranslationOf | None = None
    """Which source text this translates."""
    title: Line
    """The program's name in this language."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    figures: list[FigureTranslation] = []
    """The same figures, by their ids."""
    series: list[FigureTranslation] = []
    """The same series, by their ids."""
    places: list[PlaceTranslation] = []
    """Names of places that differ in this language."""
    media: list[MediaTranslation] = []
    """The same videos and maps, by their ids."""
    body: Markdown
    """The description in this language."""


class PageSource(Model):
    """A hand-written page of docs/."""

    title: Line
    """The title of the page."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    path: Slug | None = None
    """The word in the page's address. Left out: the name of the file."""
    menu: Line | None = None
    """Its name in menus. Left out: its title."""
    figures: list[Figure] = []
    """Key figures to show on the page."""
    sources: list[Reference] = []
    """Where the facts come from."""
    body: Markdown
    """The text: the Markdown below the second `---` line."""


class PageTranslation(Model):
    """A hand-written page in another language."""

    translation: TranslationOf | None = None
    """Which source text this translates."""
    title: Line
    """The title of the page."""
    summary: Summary
    """One or two sentences, at most 200 characters."""
    path: Slug | None = None
    """The word in the page's address. Left out: the name of the file."""
    menu: Line | None = None
    """Its name in menus. Left out: its title."""
    figures: list[FigureTranslation] = []
    """The same figures, by their ids."""
    body: Markdown
    """The text in this language."""


# Organisations, themes and the site itself


class Organisation(Model):
    """A partner's structure."""

    name: Line
    """Its name, as it writes it."""
    summary: Localised
    """One or two sentences per language."""
    description: LocalisedMarkdown = {}
    """More about it, per language, in Markdown."""
    since: PartialDate | None = None
    """When it was founded."""
    country: CountryCode | None = None
    """Where it has its head office."""
    url: WebAddress | None = None
    """Its site."""
    sources: list[Reference] = []
    """Where the facts come from."""


class Vocabulary(RootModel[dict[Slug, Localised]]):
    """Themes or populations: a slug to its name in each language."""

    model_config = ConfigDict(frozen=True, defer_build=True)


class Section(Model):
    """A part of the site: the interviews, the programs, the organisations."""

    path: dict[LanguageCode, Slug]
    """The word in its addresses, per language: partners, partenaires."""
    title: Localised
    """Its name in menus and at the head of its list, per language."""
    summary: Localised
    """What it holds, in one or two sentences, per language."""


class Sections(Model):
    """The parts of the site."""

    interviews: Section
    """The interviews."""
    programs: Section
    """The programs."""
    organisations: Section
    """The partners' organisations."""
    themes: Section
    """What interviews and programs are about."""
    countries: Section
    """Where they are at work: the word in the addresses of the lists by country, and their name."""
    populations: Section
    """Whom they are for: likewise for the lists by population."""
    places: Section
    """The map and the list of where the programs work."""
    figures: Section
    """All dated figures with their sources, and as a file for spreadsheets."""
    search: Section
    """The search page."""


class FooterColumn(Model):
    """A column of the footer."""

    title: Localised
    """What the column is about, per language."""
    entries: list[KnownSlug]
    """What it leads to: sections that have a page, such as figures, or names of pages in docs/."""


class Contact(Model):
    """How to reach the foundation. What is left out is not shown."""

    email: Email | None = None
    """An e-mail address that somebody reads."""
    phone: Line | None = None
    """A telephone number with the country's prefix."""
    address: list[Line] = []
    """The postal address, a line each."""


class Site(Model):
    """The foundation and its site."""

    name: Localised
    """The foundation's name, per language."""
    tagline: Localised
    """What the site is, in a few words, per language."""
    languages: list[LanguageCode] = Field(min_length=1)
    """The site's languages; the first one's pages stand at the root."""
    time_zone: TimeZone
    """Where the foundation's days begin and end, such as Europe/Paris."""
    sections: Sections
    """The parts of the site: their addresses, names and introductions."""
    measurement: list[Slug] = []
    """The trackers of content/cookies.yml that measure the audience. Left out: none does."""
    featured: KnownSlug | None = None
    """The interview on the home page. Left out: the newest."""
    header: list[KnownSlug]
    """What the header leads to: interviews, programs, places, figures or pages of docs/."""
    footer: list[FooterColumn]
    """The columns of the footer."""
    contact: Contact = Contact()
    """How to reach the foundation."""

    @property
    def default_language(self) -> str:
        """The language whose pages stand at the root of the site."""
        return self.languages[0]
