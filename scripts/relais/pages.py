"""The public catalog to a sorted list of page descriptions.

A pure function: no clock, no disk, no site builder. A description holds everything that a template
shows, in the page's language, with other pages named by their path in the site. A text that is not
translated comes with the language that it is in.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from markupsafe import Markup

from relais.markup import ANSWER_LEVEL, BODY_LEVEL, compile_markdown, resolve
from relais.rules.sites import HOME, SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from decimal import Decimal

    from relais.catalog import Interview, Program, WrittenPage
    from relais.fields import Moment, Period
    from relais.markup import Reference
    from relais.publication import PublicCatalog
    from relais.schema import Attribution, Figure, FigureTranslation, Organisation, Section
    from relais.schema import Reference as Source

NOT_FOUND_PATH: Final = "404.html"
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class In(Generic[Value]):
    """A text with the language that it is in, which may not be the page's."""

    text: Value
    language: str

    def __str__(self) -> str:
        return str(self.text)

    def __html__(self) -> str:
        # Templates escape what is not markup already; a text is only as safe as it was.
        return str(Markup.escape(self.text))


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page."""

    title: In[str]
    path: str
    """The page's path in the site: `fr/partenaires/sophie-roche/`; the home page's is empty."""


@dataclass(frozen=True, slots=True)
class InterviewCard:
    """An interview as lists show it."""

    slug: str
    path: str
    title: In[str]
    summary: In[str]
    name: str
    role: In[str]
    organisation: str
    themes: tuple[In[str], ...]
    picture: str | None
    alt: In[str] | None


@dataclass(frozen=True, slots=True)
class ProgramCard:
    """A program as lists show it."""

    slug: str
    path: str
    title: In[str]
    summary: In[str]
    themes: tuple[In[str], ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """A number with all that belongs to it."""

    qualifier: str | None
    value: Decimal
    unit: In[str] | None
    label: In[str]
    date: Period
    source: Source


@dataclass(frozen=True, slots=True)
class SeriesView:
    """Numbers over time."""

    id: str
    label: In[str]
    unit: In[str] | None
    points: tuple[tuple[Moment, Decimal], ...]
    source: Source


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place where a program works."""

    name: In[str]
    country: str
    since: Moment | None


@dataclass(frozen=True, slots=True)
class Answer:
    """A question and its answer."""

    id: str
    question: In[str]
    answer: In[Markup]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """Words that are set large."""

    from_id: str
    text: In[str]


@dataclass(frozen=True, slots=True)
class HomeContent:
    """What the home page shows."""

    body: In[Markup]
    featured: InterviewCard | None
    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, slots=True)
class ListContent:
    """What a list of interviews or programs shows; one of the two is empty."""

    interviews: tuple[InterviewCard, ...] = ()
    programs: tuple[ProgramCard, ...] = ()


@dataclass(frozen=True, slots=True)
class InterviewContent:
    """What the page of an interview shows."""

    card: InterviewCard
    organisation: Link
    programs: tuple[ProgramCard, ...]
    related: tuple[InterviewCard, ...]
    populations: tuple[In[str], ...]
    countries: tuple[str, ...]
    attribution: Attribution
    answers: tuple[Answer, ...]
    quotes: tuple[QuoteView, ...]
    sources: tuple[Source, ...]
    credit: str | None


@dataclass(frozen=True, slots=True)
class ProgramContent:
    """What the page of a program shows."""

    card: ProgramCard
    organisations: tuple[Link, ...]
    interviews: tuple[InterviewCard, ...]
    populations: tuple[In[str], ...]
    countries: tuple[str, ...]
    places: tuple[PlaceView, ...]
    since: Moment | None
    figures: tuple[FigureView, ...]
    series: tuple[SeriesView, ...]
    body: In[Markup]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class OrganisationContent:
    """What the page of an organisation shows."""

    organisation: Organisation
    body: In[Markup] | None
    interviews: tuple[InterviewCard, ...]
    programs: tuple[ProgramCard, ...]


@dataclass(frozen=True, slots=True)
class WrittenContent:
    """What a hand-written page shows."""

    name: str
    body: In[Markup]
    figures: tuple[FigureView, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NotFoundContent:
    """What a visitor sees who followed a broken link."""

    ways: tuple[Link, ...]


PageContent = (
    HomeContent
    | ListContent
    | InterviewContent
    | ProgramContent
    | OrganisationContent
    | WrittenContent
    | NotFoundContent
)


@dataclass(frozen=True, slots=True)
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
    content: PageContent
    alternates: Mapping[str, str]
    """The same page's path in each language of the site, this one included."""
    section: str | None = None
    """The entry of the menus to which it belongs."""
    missing: bool = False
    """No translation: the page shows the source edition and says so."""
    stale: bool = False
    """The translation is older than the source edition: the page says so."""
    source_file: str | None = None
    """The file that an editor would change."""

    @property
    def output(self) -> str:
        """The file in the output folder."""
        return self.path if self.path.endswith(".html") else f"{self.path}index.html"


def describe(catalog: PublicCatalog) -> list[PageDescription]:
    """Return every page of the site, sorted by path."""
    pages = [
        page
        for language in catalog.site.languages
        for page in _Describer(catalog, language).pages()
    ]
    return sorted(pages, key=lambda page: page.path)


def menu(catalog: PublicCatalog, names: Iterable[str], language: str) -> list[tuple[str, Link]]:
    """Return the entries of a menu: each one's own name and its link."""
    describer = _Describer(catalog, language)
    return [(name, describer.menu_link(name)) for name in names]


class _Describer:
    """Describes the pages of one language."""

    def __init__(self, catalog: PublicCatalog, language: str) -> None:
        self.catalog = catalog
        self.site = catalog.site
        self.language = language

    def pages(self) -> Iterator[PageDescription]:
        """Yield every page of this language."""
        yield from map(self._written, self.catalog.pages.values())
        yield self._list("interviews")
        yield self._list("programs")
        yield from map(self._interview, self.catalog.interviews.values())
        yield from map(self._program, self.catalog.programs.values())
        for slug, organisation in self.catalog.organisations.items():
            yield self._organisation(slug, organisation)
        yield self._not_found()

    # Paths

    def menu_link(self, name: str) -> Link:
        """Return the way to a section or to a hand-written page."""
        if name in SECTIONS:
            section: Section = getattr(self.site.sections, name)
            return Link(self._pick(section.title), self._section_path(name))
        page = self.catalog.pages[name]
        translation = page.translations.get(self.language)
        edition = translation or page.source
        title = In(edition.menu or edition.title, self.language if translation else page.language)
        return Link(title, self._page_path(name))

    def _root(self, language: str) -> str:
        return "" if language == self.site.default_language else f"{language}/"

    def _section_path(self, section: str, slug: str = "", language: str = "") -> str:
        language = language or self.language
        word = getattr(self.site.sections, section).path[language]
        return f"{self._root(language)}{word}/" + (f"{slug}/" if slug else "")

    def _page_path(self, slug: str, language: str = "") -> str:
        language = language or self.language
        if slug == HOME:
            return self._root(language)
        page = self.catalog.pages[slug]
        edition = page.translations.get(language, page.source)
        return f"{self._root(language)}{edition.path or slug}/"

    def _path_of(self, reference: Reference) -> str | None:
        """Return the path to what content refers to, or None if it is not public."""
        kind, slug = reference.kind, reference.slug
        if kind == "page":
            return self._page_path(slug) if slug in self.catalog.pages else None
        mappings = {
            "interview": self.catalog.interviews,
            "program": self.catalog.programs,
            "organisation": self.catalog.organisations,
        }
        if kind in mappings and slug in mappings[kind]:
            return self._section_path(f"{kind}s", slug)
        return None

    def _alternates(self, section: str, slug: str = "") -> dict[str, str]:
        return {
            language: self._section_path(section, slug, language)
            for language in self.site.languages
        }

    # Texts

    def _pick(self, texts: Mapping[str, Value]) -> In[Value]:
        """Return the text in this language, else in the site's default language."""
        language = self.language if self.language in texts else self.site.default_language
        return In(texts[language], language)

    def _markdown(self, text: In[str], path: str, level: int) -> In[Markup]:
        compiled = compile_markdown(text.text, level)

        def address(reference: Reference) -> str | None:
            target = self._path_of(reference)
            return None if target is None else relative(path, target)

        return In(resolve(compiled, address), text.language)

    def _terms(self, terms: Mapping[str, Mapping[str, str]], slugs: Iterable[str]) -> tuple[In[str], ...]:
        return tuple(self._pick(terms[slug]) for slug in slugs if slug in terms)

    def _figures(
        self, entry: Program | WrittenPage, figures: Iterable[Figure]
    ) -> tuple[FigureView, ...]:
        translated = self._by_id(entry, "figures")
        views = []
        for figure in figures:
            label, unit = self._label(entry, figure.label, figure.unit, translated.get(figure.id))
            views.append(
                FigureView(figure.qualifier, figure.value, unit, label, figure.date, figure.source)
            )
        return tuple(views)

    def _by_id(self, entry: Program | WrittenPage, field: str) -> dict[str, FigureTranslation]:
        translation = entry.translations.get(self.language)
        return {item.id: item for item in getattr(translation, field, [])}

    def _label(
        self,
        entry: Program | WrittenPage,
        label: str,
        unit: str | None,
        translation: FigureTranslation | None,
    ) -> tuple[In[str], In[str] | None]:
        """Return what a number counts and its unit, translated together or not at all."""
        language = entry.language if translation is None else self.language
        if translation is not None:
            label, unit = translation.label, translation.unit
        return In(label, language), In(unit, language) if unit else None

    # Cards

    def _interview_card(self, interview: Interview) -> InterviewCard:
        source, translation = interview.source, interview.translations.get(self.language)
        language = self.language if translation else interview.language
        person, portrait = source.person, source.portrait
        role, alt = In(person.role, interview.language), None
        if translation and translation.person:
            role = In(translation.person.role, self.language)
        if portrait:
            alt = In(portrait.alt, interview.language)
            if translation and translation.portrait:
                alt = In(translation.portrait.alt, self.language)
        return InterviewCard(
            slug=interview.slug,
            path=self._section_path("interviews", interview.slug),
            title=In((translation or source).title, language),
            summary=In((translation or source).summary, language),
            name=person.name,
            role=role,
            organisation=self.catalog.organisations[source.organisation].name,
            themes=self._terms(self.catalog.themes, source.themes),
            picture=portrait_path(interview) if portrait else None,
            alt=alt,
        )

    def _program_card(self, program: Program) -> ProgramCard:
        translation = program.translations.get(self.language)
        edition = translation or program.source
        language = self.language if translation else program.language
        return ProgramCard(
            slug=program.slug,
            path=self._section_path("programs", program.slug),
            title=In(edition.title, language),
            summary=In(edition.summary, language),
            themes=self._terms(self.catalog.themes, program.source.themes),
        )

    def _interview_cards(self, slugs: Iterable[str]) -> tuple[InterviewCard, ...]:
        return tuple(self._interview_card(self.catalog.interviews[slug]) for slug in slugs)

    def _program_cards(self, slugs: Iterable[str]) -> tuple[ProgramCard, ...]:
        return tuple(self._program_card(self.catalog.programs[slug]) for slug in slugs)

    def _newest(self) -> list[str]:
        """Return the interviews' slugs, the latest published first, undated ones last."""

        def order(slug: str) -> tuple[int, str]:
            published = self.catalog.interviews[slug].source.publish_on
            return (-published.toordinal() if published else 0, slug)

        return sorted(self.catalog.interviews, key=order)

    # Pages

    def _written(self, page: WrittenPage) -> PageDescription:
        translation = page.translations.get(self.language)
        edition = translation or page.source
        language = self.language if translation else page.language
        path = self._page_path(page.slug)
        body = self._markdown(In(edition.body, language), path, BODY_LEVEL)
        figures = self._figures(page, page.source.figures)
        content: PageContent
        if page.slug == HOME:
            content = self._home(body, figures)
        else:
            content = WrittenContent(page.slug, body, figures, tuple(page.source.sources))
        return PageDescription(
            path=path,
            kind="home" if page.slug == HOME else "page",
            language=self.language,
            title=In(edition.title, language),
            summary=In(edition.summary, language),
            content=content,
            alternates={
                other: self._page_path(page.slug, other) for other in self.site.languages
            },
            section=page.slug,
            missing=language != self.language,
            stale=self.language in page.stale,
            source_file=page.path,
        )

    def _home(self, body: In[Markup], figures: tuple[FigureView, ...]) -> HomeContent:
        newest = self._newest()
        featured = self.site.featured or next(iter(newest), None)
        others = [slug for slug in newest if slug != featured]
        return HomeContent(
            body=body,
            featured=next(iter(self._interview_cards([featured] if featured else [])), None),
            interviews=self._interview_cards(others[:3]),
            programs=self._program_cards(self.catalog.programs),
            figures=figures,
        )

    def _list(self, section: str) -> PageDescription:
        words: Section = getattr(self.site.sections, section)
        if section == "interviews":
            content = ListContent(interviews=self._interview_cards(self._newest()))
        else:
            content = ListContent(programs=self._program_cards(self.catalog.programs))
        return PageDescription(
            path=self._section_path(section),
            kind=section,
            language=self.language,
            title=self._pick(words.title),
            summary=self._pick(words.summary),
            content=content,
            alternates=self._alternates(section),
            section=section,
        )

    def _interview(self, interview: Interview) -> PageDescription:
        source, translation = interview.source, interview.translations.get(self.language)
        card = self._interview_card(interview)
        translated = {item.id: item for item in translation.questions} if translation else {}
        answers = []
        for question in source.questions:
            language = self.language if question.id in translated else interview.language
            shown = translated.get(question.id, question)
            answer = self._markdown(In(shown.a, language), card.path, ANSWER_LEVEL)
            answers.append(Answer(question.id, In(shown.q, language), answer))
        quotes = (translation or source).quotes
        organisation = self.catalog.organisations[source.organisation]
        return PageDescription(
            path=card.path,
            kind="interview",
            language=self.language,
            title=card.title,
            summary=card.summary,
            content=InterviewContent(
                card=card,
                organisation=Link(
                    In(organisation.name, self.language),
                    self._section_path("organisations", source.organisation),
                ),
                programs=self._program_cards(source.programs),
                related=self._interview_cards(self._related(interview)),
                populations=self._terms(self.catalog.populations, source.populations),
                countries=tuple(source.countries),
                attribution=source.attribution,
                answers=tuple(answers),
                quotes=tuple(
                    QuoteView(quote.from_, In(quote.text, card.title.language)) for quote in quotes
                ),
                sources=tuple(source.sources),
                credit=source.portrait.credit if source.portrait else None,
            ),
            alternates=self._alternates("interviews", interview.slug),
            section="interviews",
            missing=translation is None and interview.language != self.language,
            stale=self.language in interview.stale,
            source_file=interview.path,
        )

    def _related(self, interview: Interview) -> list[str]:
        """Return the two interviews with most programs, themes and organisation in common."""
        own = interview.source
        shared: Counter[str] = Counter()
        for slugs, index in (
            (own.programs, self.catalog.interviews_by_program),
            (own.themes, self.catalog.interviews_by_theme),
            ([own.organisation], self.catalog.interviews_by_organisation),
        ):
            for slug in slugs:
                shared.update(index.get(slug, ()))
        del shared[interview.slug]
        return sorted(shared, key=lambda slug: (-shared[slug], slug))[:2]

    def _program(self, program: Program) -> PageDescription:
        source, translation = program.source, program.translations.get(self.language)
        card = self._program_card(program)
        names = {place.of: place.name for place in translation.places} if translation else {}
        body = In((translation or source).body, card.title.language)
        return PageDescription(
            path=card.path,
            kind="program",
            language=self.language,
            title=card.title,
            summary=card.summary,
            content=ProgramContent(
                card=card,
                organisations=tuple(
                    Link(
                        In(self.catalog.organisations[slug].name, self.language),
                        self._section_path("organisations", slug),
                    )
                    for slug in source.organisations
                ),
                interviews=self._interview_cards(
                    self.catalog.interviews_by_program.get(program.slug, ())
                ),
                populations=self._terms(self.catalog.populations, source.populations),
                countries=tuple(source.countries),
                places=tuple(
                    PlaceView(
                        In(names[place.name], self.language)
                        if place.name in names
                        else In(place.name, program.language),
                        place.country,
                        place.since,
                    )
                    for place in source.places
                ),
                since=source.since,
                figures=self._figures(program, source.figures),
                series=self._series(program),
                body=self._markdown(body, card.path, BODY_LEVEL),
                sources=tuple(source.sources),
            ),
            alternates=self._alternates("programs", program.slug),
            section="programs",
            missing=translation is None and program.language != self.language,
            stale=self.language in program.stale,
            source_file=program.path,
        )

    def _series(self, program: Program) -> tuple[SeriesView, ...]:
        translated = self._by_id(program, "series")
        views = []
        for series in program.source.series:
            label, unit = self._label(program, series.label, series.unit, translated.get(series.id))
            points = tuple((point.date, point.value) for point in series.points)
            views.append(SeriesView(series.id, label, unit, points, series.source))
        return tuple(views)

    def _organisation(self, slug: str, organisation: Organisation) -> PageDescription:
        path = self._section_path("organisations", slug)
        body = None
        if organisation.description:
            body = self._markdown(self._pick(organisation.description), path, BODY_LEVEL)
        return PageDescription(
            path=path,
            kind="organisation",
            language=self.language,
            title=In(organisation.name, self.language),
            summary=self._pick(organisation.summary),
            content=OrganisationContent(
                organisation=organisation,
                body=body,
                interviews=self._interview_cards(
                    self.catalog.interviews_by_organisation.get(slug, ())
                ),
                programs=self._program_cards(self.catalog.programs_by_organisation.get(slug, ())),
            ),
            alternates=self._alternates("organisations", slug),
            missing=self.language not in organisation.summary,
            source_file=f"content/organisations/{slug}.yml",
        )

    def _not_found(self) -> PageDescription:
        ways = tuple(self.menu_link(name) for name in (HOME, *self.site.header))
        return PageDescription(
            path=f"{self._root(self.language)}{NOT_FOUND_PATH}",
            kind="not-found",
            language=self.language,
            title=None,
            summary=None,
            content=NotFoundContent(ways),
            alternates={
                language: f"{self._root(language)}{NOT_FOUND_PATH}"
                for language in self.site.languages
            },
        )


def portrait_path(interview: Interview) -> str:
    """Return where an interview's published portrait stands in the site."""
    return f"assets/portraits/{interview.slug}.jpg"


def relative(from_path: str, to_path: str) -> str:
    """Return the address of one page as a link on another one, both as paths in the site."""
    depth = from_path.count("/")
    steps = from_path.split("/")[:-1]
    target = to_path.split("/")
    shared = 0
    while shared < min(depth, len(target) - 1) and steps[shared] == target[shared]:
        shared += 1
    address = "../" * (depth - shared) + "/".join(target[shared:])
    return address or "./"
