"""What templates show: plain values in the page's language, with the ways to other pages.

Nothing here is looked up or decided: `relais.pages` has done that. Most are named tuples: to make
so many dataclasses would take a hundredth of a second of every run. What has a `count` is none,
since tuples have a method of that name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from markupsafe import Markup, escape

from relais.fields import ANY_LANGUAGE
from relais.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from relais.charts import Chart
    from relais.fields import Moment, Period
    from relais.maps import Map
    from relais.marks import Mark
    from relais.pictures import Variant
    from relais.register import Tracker
    from relais.schema import Attribution, Organisation, Qualifier

Value = TypeVar("Value")


class In(NamedTuple, Generic[Value]):
    """A text with the language that it is in, which may not be the page's."""

    text: Value
    language: str

    @classmethod
    def pick(cls, texts: Mapping[str, Value], language: str, default: str) -> In[Value]:
        """Return the text in `language`, else in the site's default language."""
        for choice in (language, default):
            if choice in texts:
                return cls(texts[choice], choice)
        return cls(texts[ANY_LANGUAGE], language)

    def __str__(self) -> str:
        return typeset(str(self.text), self.language)

    def __html__(self) -> Markup:
        # Markup is typeset when it is compiled; a plain text is escaped here.
        return self.text if isinstance(self.text, Markup) else escape(str(self))


class Link(NamedTuple):
    """A way to another page."""

    title: In[str]
    path: str
    """The page's path in the site: `fr/partenaires/sophie-roche/`; the home page's is empty."""


class MenuEntry(NamedTuple):
    """An entry of a menu."""

    name: str
    """`interviews`, or the name of a page: tells whether a page belongs below it."""
    link: Link


class Menus(NamedTuple):
    """The ways that every page of a language offers."""

    header: tuple[MenuEntry, ...]
    footer: tuple[tuple[In[str], tuple[MenuEntry, ...]], ...]
    """The columns, each with its title."""
    trail: Mapping[str, Link]
    """What stands above other pages: `index`, the home page, and the sections by their names."""


class SourceView(NamedTuple):
    """A source: where a statement or a figure comes from."""

    title: In[str]
    url: str | None


class PictureView(NamedTuple):
    """A portrait in the formats and widths in which it is published."""

    alt: In[str]
    formats: tuple[tuple[str, tuple[Variant, ...]], ...]
    """From the smallest format to the one that every browser knows, each from narrow to wide."""


class MediaView(NamedTuple):
    """A video or a map of another host, which loads only when the visitor agrees."""

    id: str
    kind: str
    """video or map."""
    title: In[str]
    src: str
    link: str | None
    picture: PictureView | None
    transcript: In[Markup] | None
    tracker: Tracker
    """Who learns of it when it is played."""


class InterviewCard(NamedTuple):
    """An interview as lists show it."""

    slug: str
    path: str
    title: In[str]
    summary: In[str]
    name: str
    role: In[str]
    organisation: str
    themes: tuple[Link, ...]
    picture: PictureView | None
    quote: QuoteView | None
    """The first of the words that are set large, where the person's own words are given."""


class ProgramCard(NamedTuple):
    """A program as lists show it."""

    slug: str
    path: str
    title: In[str]
    summary: In[str]
    themes: tuple[Link, ...]


class FigureView(NamedTuple):
    """A number with all that belongs to it."""

    qualifier: Qualifier | None
    value: Decimal
    unit: In[str] | None
    label: In[str]
    date: Period
    source: SourceView


class PointView(NamedTuple):
    """One number of a series."""

    date: Moment
    value: Decimal
    percent: Decimal
    """How long its bar is, in percent of the largest number's; 0 for a number below 0."""


class SeriesView(NamedTuple):
    """Numbers over time."""

    id: str
    label: In[str]
    unit: In[str] | None
    points: tuple[PointView, ...]
    source: SourceView
    chart: Chart | None
    """Drawn where there are enough numbers for a line; fewer have bars in their table."""


class PlaceView(NamedTuple):
    """A place where a program works."""

    name: In[str]
    country: str
    since: Moment | None
    latitude: Decimal
    longitude: Decimal


class Answer(NamedTuple):
    """A question and its answer."""

    id: str
    question: In[str]
    answer: In[Markup]


class QuoteView(NamedTuple):
    """Words that are set large."""

    from_id: str
    text: In[str]


class HomeContent(NamedTuple):
    """What the home page shows."""

    body: In[Markup]
    featured: InterviewCard | None
    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A list that can be chosen, and how many entries it has."""

    link: Link
    count: int


class Filter(NamedTuple):
    """A facet by which a list can be filtered: `themes`, `countries` and so on."""

    name: str
    title: In[str]
    choices: tuple[Choice, ...]
    """In alphabetical order; the commonest where there are too many for a page."""
    rest: Link | None
    """Where the further values are found, if some are left out."""


class Step(NamedTuple):
    """A page of a list, or several that are left out of the way from page to page."""

    first: int
    last: int
    path: str | None
    """None for pages that are left out."""


class ListContent(NamedTuple):
    """What a page of a list of interviews or programs shows; one of the two is empty."""

    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]
    whole: Link
    """The list without a filter."""
    name: str
    """The name of the facet by which it is filtered; empty if it is not."""
    facet: In[str] | None
    active: Link | None
    """The value by which it is filtered, and the first page of that list."""
    other: Choice | None
    """The list of the other section's entries with the same value, if there are any."""
    filters: tuple[Filter, ...]
    total: int
    """Entries on all pages together."""
    first: int
    """The place of this page's first entry among them, from 1."""
    number: int
    """Which page it is, from 1."""
    steps: tuple[Step, ...]

    @property
    def last(self) -> int:
        """The place of this page's last entry."""
        return self.first + len(self.interviews) + len(self.programs) - 1

    def beside(self, distance: int) -> str | None:
        """Return the path of the page before (-1) or after (1) this one."""
        ways = {step.first: step.path for step in self.steps}
        return ways.get(self.number + distance)


class InterviewContent(NamedTuple):
    """What the page of an interview shows."""

    card: InterviewCard
    organisation: Link
    programs: tuple[ProgramCard, ...]
    related: tuple[InterviewCard, ...]
    populations: tuple[Link, ...]
    countries: tuple[Link, ...]
    attribution: Attribution
    answers: tuple[Answer, ...]
    quotes: tuple[QuoteView, ...]
    """The further quotes; the first one stands on the card."""
    media: tuple[MediaView, ...]
    sources: tuple[SourceView, ...]
    credit: str | None


class ProgramContent(NamedTuple):
    """What the page of a program shows."""

    card: ProgramCard
    organisations: tuple[Link, ...]
    interviews: tuple[InterviewCard, ...]
    all_interviews: Choice | None
    """The list of them, where there are more."""
    populations: tuple[Link, ...]
    countries: tuple[Link, ...]
    places: tuple[PlaceView, ...]
    since: Moment | None
    figures: tuple[FigureView, ...]
    series: tuple[SeriesView, ...]
    media: tuple[MediaView, ...]
    body: In[Markup]
    sources: tuple[SourceView, ...]


class OrganisationContent(NamedTuple):
    """What the page of an organisation shows."""

    organisation: Organisation
    sources: tuple[SourceView, ...]
    body: In[Markup] | None
    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]
    all_interviews: Choice | None
    """The list of them, where there are more."""
    all_programs: Choice | None


class ThemeContent(NamedTuple):
    """What the page of a theme shows."""

    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]
    all_interviews: Choice | None
    """The list of them, where there are more."""
    all_programs: Choice | None


class WrittenContent(NamedTuple):
    """What a hand-written page shows."""

    name: str
    body: In[Markup]
    figures: tuple[FigureView, ...]
    sources: tuple[SourceView, ...]


class Work(NamedTuple):
    """A program in the list of places."""

    link: Link
    since: Moment | None


class PlaceEntry(NamedTuple):
    """A place in the list of places, with every program that works there."""

    id: str
    name: In[str]
    works: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class CountryEntry:
    """A country in the list of places."""

    id: str
    name: In[str]
    path: str
    """The list of the programs there."""
    count: int
    """How many programs work there."""
    works: tuple[Work, ...]
    """Those that name no place in it."""
    places: tuple[PlaceEntry, ...]


class MapView(NamedTuple):
    """A map with its circles, laid out for phones and for wider screens."""

    map: Map
    active: str
    """The land of the countries in which there are programs, as the data of an SVG path."""
    narrow: tuple[Mark, ...]
    wide: tuple[Mark, ...]


class CloserView(NamedTuple):
    """A country that has a map of its own."""

    country: CountryEntry
    map: MapView


class PlacesContent(NamedTuple):
    """What the page about where the programs work shows."""

    programs: int
    """How many programs it shows somewhere."""
    world: MapView | None
    """None if there is nothing to show."""
    closer: tuple[CloserView, ...]
    countries: tuple[CountryEntry, ...]
    """The further countries."""
    elsewhere: tuple[Link, ...]
    """The programs that name neither a country nor a place."""


class FigureGroup(NamedTuple):
    """All figures of a program or a hand-written page."""

    link: Link
    figures: tuple[FigureView, ...]
    series: tuple[SeriesView, ...]


class FiguresContent(NamedTuple):
    """What the page of all figures shows."""

    groups: tuple[FigureGroup, ...]
    download: str
    """The path of the same figures as a file for spreadsheets."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to another page, with how much is found there."""

    link: Link
    count: int


class SearchValue(NamedTuple):
    """A value by which search results can be narrowed."""

    value: str
    """What the index and the address of a search call it, in every language."""
    label: In[str]


class SearchContent(NamedTuple):
    """What the search page offers: ways to narrow a search, and ways without one."""

    kinds: tuple[str, ...]
    filters: Mapping[str, tuple[SearchValue, ...]]
    """The values of each further filter."""
    sections: tuple[Link, ...]
    themes: tuple[Way, ...]


class NotFoundContent(NamedTuple):
    """What a visitor sees who followed a broken link."""

    ways: tuple[Link, ...]


PageContent = (
    HomeContent
    | ListContent
    | InterviewContent
    | ProgramContent
    | OrganisationContent
    | ThemeContent
    | WrittenContent
    | PlacesContent
    | FiguresContent
    | SearchContent
    | NotFoundContent
)


@dataclass(frozen=True)
class PageDescription:
    """One page of the site."""

    path: str
    """Where it stands in the site: `fr/partenaires/sophie-roche/`; empty for the home page."""
    kind: str
    """The kind of page, which is also the name of its template."""
    language: str
    title: In[str] | None
    """None for a page whose title is the template's: "not found"."""
    summary: In[str] | None
    described: PageContent | Callable[[], PageContent]
    """What it shows, or how to find that out: there are many pages, of which a build may need
    few."""
    alternates: Mapping[str, str]
    """The same page's path in each language of the site, this one included."""
    section: str | None = None
    """The entry of the menus to which it belongs."""
    shown_instead: str | None = None
    """The language that the page shows, and says so, because there is no text in its own."""
    stale: bool = False
    """The translation is older than the source edition: the page says so."""
    editions: tuple[str, ...] = ()
    """The languages in which its text is written, that of the source edition first."""
    published_on: date | None = None
    """The day on which it became public, if the content says so."""
    updated_on: date | None = None
    """The day of its last change, if the content says so and that day has come."""

    inputs: str = ""
    """What tells all that the description is made from; only where it is known beforehand."""
    about: str = ""
    """What it is about, where there is a page in each language about it."""
    number: int = 1
    """Which page of a list it is."""

    @cached_property
    def content(self) -> PageContent:
        """What the page shows."""
        return self.described() if callable(self.described) else self.described

    def forget(self) -> None:
        """Let go of what was found out about the content: it is found out again if needed."""
        if callable(self.described):
            self.__dict__.pop("content", None)

    @property
    def state(self) -> str:
        """What tells this description from others of the same page."""
        return self.inputs or repr(replace(self, described=self.content))

    @property
    def output(self) -> str:
        """The file in the output folder."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"
