"""The public catalog to a sorted list of page descriptions.

A pure function: no clock, no disk, no site builder. A description holds everything that a template
shows, in the page's language, with other pages named by their path in the site. A text that is not
translated comes with the language that it is in.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property, partial
from itertools import groupby
from typing import TYPE_CHECKING, TypeVar

from markupsafe import Markup

from relais import charts, markup, places, search_page
from relais.addresses import HOME, SECTIONS, Addresses, relative
from relais.facets import Facets
from relais.lists import MOST_SHOWN, Lists
from relais.markup import ANSWER_LEVEL, BODY_LEVEL, compile_markdown, resolve
from relais.pictures import variants
from relais.states import States
from relais.typography import typeset_markup
from relais.views import (
    Answer,
    FigureGroup,
    FiguresContent,
    FigureView,
    HomeContent,
    In,
    InterviewCard,
    InterviewContent,
    Link,
    MediaView,
    MenuEntry,
    Menus,
    NotFoundContent,
    OrganisationContent,
    PageDescription,
    PictureView,
    PlaceView,
    PointView,
    ProgramCard,
    ProgramContent,
    QuoteView,
    SeriesView,
    SourceView,
    ThemeContent,
    WrittenContent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from relais.catalog import Interview, Program, WrittenPage
    from relais.pictures import Picture
    from relais.publication import PublicCatalog
    from relais.schema import (
        Figure,
        FigureTranslation,
        Organisation,
        Publication,
        Reference,
        Section,
    )
    from relais.views import PageContent

Value = TypeVar("Value")


def describe(catalog: PublicCatalog) -> list[PageDescription]:
    """Return every page of the site, sorted by path."""
    facets = Facets(catalog)
    pages = [
        page
        for language in catalog.site.languages
        for page in _Describer(catalog, facets, language).pages()
    ]
    return sorted(pages, key=lambda page: page.path)


def menus_of(catalog: PublicCatalog, language: str) -> Menus:
    """Return the header and the footer of one language's pages."""
    return _Describer(catalog, Facets(catalog), language).menus()


def _published(picture: Picture, name: str, alt: In[str]) -> PictureView:
    formats = groupby(variants(picture, name), lambda variant: variant.form)
    return PictureView(alt, tuple((form, tuple(group)) for form, group in formats))


class _Describer:
    """Describes the pages of one language."""

    def __init__(self, catalog: PublicCatalog, facets: Facets, language: str) -> None:
        self.catalog, self.facets = catalog, facets
        self.site = catalog.site
        self.addresses = Addresses(catalog)
        self.language = language
        self.states = States(catalog)
        self._cards: dict[str, InterviewCard] = {}

    def pages(self) -> Iterator[PageDescription]:
        """Yield every page of this language."""
        yield from map(self._written, self.catalog.pages.values())
        yield from self.lists.pages(self._interview_cards, self._program_cards, self.states)
        yield self._list("places")
        yield self._list("figures")
        yield self._list("search")
        yield from map(self._interview, self.catalog.interviews.values())
        yield from map(self._program, self.catalog.programs.values())
        for slug, organisation in self.catalog.organisations.items():
            yield self._organisation(slug, organisation)
        yield from map(self._theme, self.catalog.themes)
        yield self._not_found()

    def menus(self) -> Menus:
        """Return the header and the footer."""
        return Menus(
            header=self._entries(self.site.header),
            footer=tuple(
                (self._pick(column.title), self._entries(column.entries))
                for column in self.site.footer
            ),
            trail={name: self._menu_link(name) for name in (HOME, *SECTIONS)},
        )

    def _entries(self, names: Iterable[str]) -> tuple[MenuEntry, ...]:
        return tuple(MenuEntry(name, self._menu_link(name)) for name in names)

    def _menu_link(self, name: str) -> Link:
        """Return the way to a section or to a hand-written page."""
        if name in SECTIONS:
            section: Section = getattr(self.site.sections, name)
            return Link(self._pick(section.title), self._section_path(name))
        page = self.catalog.pages[name]
        translation = page.translations.get(self.language)
        edition = translation or page.source
        title = In(edition.menu or edition.title, self.language if translation else page.language)
        return Link(title, self.addresses.page(name, self.language))

    def _section_path(self, section: str, slug: str = "") -> str:
        return self.addresses.section(section, self.language, slug)

    def _alternates(self, section: str, slug: str = "") -> dict[str, str]:
        return {
            language: self.addresses.section(section, language, slug)
            for language in self.site.languages
        }

    # Texts

    def _pick(self, texts: Mapping[str, Value]) -> In[Value]:
        """Return the text in this language, else in the site's default language."""
        return In.pick(texts, self.language, self.site.default_language)

    def _instead(self, entry: Interview | Program) -> str | None:
        """Return the language that the page shows if it has no text in its own."""
        known = entry.language == self.language or self.language in entry.translations
        return None if known else entry.language

    def _updated(self, source: Publication) -> date | None:
        updated = source.updated_on
        return updated if updated and updated <= self.catalog.as_of else None

    def _other(self, text: In[str]) -> str | None:
        return None if text.language == self.language else text.language

    def _markdown(self, text: In[str], path: str, level: int) -> In[Markup]:
        compiled = compile_markdown(text.text, level)

        def address(reference: markup.Reference) -> str | None:
            target = self.addresses.target(reference, self.language)
            return None if target is None else relative(path, target)

        # Only white space changes, so what was safe stays safe.
        resolved = Markup(typeset_markup(resolve(compiled, address), text.language))  # noqa: S704
        return In(resolved, text.language)

    def _themes(self, slugs: Iterable[str]) -> tuple[Link, ...]:
        return tuple(
            Link(self._pick(self.catalog.themes[slug]), self._section_path("themes", slug))
            for slug in slugs
        )

    def _figures(
        self, entry: Program | WrittenPage, figures: Iterable[Figure]
    ) -> tuple[FigureView, ...]:
        translated = self._by_id(entry, "figures")
        views = []
        for figure in figures:
            label, unit = self._label(entry, figure.label, figure.unit, translated.get(figure.id))
            views.append(
                FigureView(
                    figure.qualifier,
                    figure.value,
                    unit,
                    label,
                    figure.date,
                    self._source(figure.source),
                )
            )
        return tuple(views)

    def _source(self, source: Reference) -> SourceView:
        return SourceView(self._pick(source.title), source.url)

    def _sources(self, sources: Iterable[Reference]) -> tuple[SourceView, ...]:
        return tuple(map(self._source, sources))

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
        """Return what a number counts and its unit; a unit is never lost in translation."""
        shown_label = In(label, entry.language)
        shown_unit = In(unit, entry.language) if unit else None
        if translation is not None:
            shown_label = In(translation.label, self.language)
            if translation.unit and unit:
                shown_unit = In(translation.unit, self.language)
        return shown_label, shown_unit

    # Cards

    def _interview_card(self, interview: Interview) -> InterviewCard:
        source, translation = interview.source, interview.translations.get(self.language)
        language = self.language if translation else interview.language
        person = source.person
        role = In(person.role, interview.language)
        if translation and translation.person:
            role = In(translation.person.role, self.language)
        return InterviewCard(
            slug=interview.slug,
            path=self._section_path("interviews", interview.slug),
            title=In((translation or source).title, language),
            summary=In((translation or source).summary, language),
            name=person.name,
            role=role,
            organisation=self.catalog.organisations[source.organisation].name,
            themes=self._themes(source.themes),
            picture=self._picture(interview),
            quote=next(iter(self._quotes(interview)), None),
        )

    def _quotes(self, interview: Interview) -> tuple[QuoteView, ...]:
        """Return the quotes, each in the language of the answer that it comes from."""
        translation = interview.translations.get(self.language)
        translated = {question.id for question in translation.questions} if translation else set()
        return tuple(
            QuoteView(
                quote.from_,
                In(quote.text, self.language if quote.from_ in translated else interview.language),
            )
            for quote in (translation or interview.source).quotes
        )

    def _picture(self, interview: Interview) -> PictureView | None:
        source, translation = interview.source, interview.translations.get(self.language)
        if interview.portrait is None or source.portrait is None:
            return None
        alt = In(source.portrait.alt, interview.language)
        if translation and translation.portrait:
            alt = In(translation.portrait.alt, self.language)
        return _published(interview.portrait, interview.slug, alt)

    def _media(self, entry: Interview | Program, path: str) -> tuple[MediaView, ...]:
        edition = entry.translations.get(self.language)
        translated = {item.id: item for item in edition.media} if edition else {}
        trackers = {tracker.id: tracker for tracker in self.catalog.register.trackers}
        views = []
        for media in entry.source.media:
            words = translated.get(media.id)
            language = self.language if words else entry.language
            picture = transcript = None
            if media.still and media.still.src in entry.stills:
                alt = In(media.still.alt, entry.language)
                if words and words.alt:
                    alt = In(words.alt, self.language)
                still = entry.stills[media.still.src]
                picture = _published(still, f"{entry.slug}-{media.id}", alt)
            if words and words.transcript:
                transcript = self._markdown(In(words.transcript, language), path, ANSWER_LEVEL)
            elif media.transcript:
                text = In(media.transcript, entry.language)
                transcript = self._markdown(text, path, ANSWER_LEVEL)
            views.append(
                MediaView(
                    id=media.id,
                    kind=media.kind,
                    title=In(words.title if words else media.title, language),
                    src=media.src,
                    link=media.link,
                    picture=picture,
                    transcript=transcript,
                    tracker=trackers[media.tracker],
                )
            )
        return tuple(views)

    def _program_card(self, program: Program) -> ProgramCard:
        translation = program.translations.get(self.language)
        edition = translation or program.source
        language = self.language if translation else program.language
        return ProgramCard(
            slug=program.slug,
            path=self._section_path("programs", program.slug),
            title=In(edition.title, language),
            summary=In(edition.summary, language),
            themes=self._themes(program.source.themes),
        )

    def _interview_cards(self, slugs: Iterable[str]) -> tuple[InterviewCard, ...]:
        return tuple(map(self._known_interview, slugs))

    def _program_cards(self, slugs: Iterable[str]) -> tuple[ProgramCard, ...]:
        return tuple(self._known_programs[slug] for slug in slugs)

    def _known_interview(self, slug: str) -> InterviewCard:
        """Return the card of an interview, made once for the many lists in which it stands."""
        card = self._cards.get(slug)
        if card is None:
            card = self._cards[slug] = self._interview_card(self.catalog.interviews[slug])
        return card

    @cached_property
    def _known_programs(self) -> dict[str, ProgramCard]:
        return {slug: self._program_card(e) for slug, e in self.catalog.programs.items()}

    @cached_property
    def lists(self) -> Lists:
        """The lists of all entries and of those with one value."""
        return Lists(self.catalog, self.facets, self.language)

    def _first_interviews(self, facet: str, value: str) -> tuple[InterviewCard, ...]:
        return self._interview_cards(self.facets.entries("interviews", facet, value)[:MOST_SHOWN])

    def _first_programs(self, facet: str, value: str) -> tuple[ProgramCard, ...]:
        return self._program_cards(self.facets.entries("programs", facet, value)[:MOST_SHOWN])

    def _links(self, section: str, facet: str, values: Iterable[str]) -> tuple[Link, ...]:
        return tuple(self.lists.link(section, facet, value) for value in values)

    # Pages

    def _written(self, page: WrittenPage) -> PageDescription:
        translation = page.translations.get(self.language)
        edition = translation or page.source
        language = self.language if translation else page.language
        path = self.addresses.page(page.slug, self.language)
        body = self._markdown(In(edition.body, language), path, BODY_LEVEL)
        figures = self._figures(page, page.source.figures)
        content: PageContent
        if page.slug == HOME:
            content = self._home(body, figures)
        else:
            content = WrittenContent(page.slug, body, figures, self._sources(page.source.sources))
        return PageDescription(
            path=path,
            kind="home" if page.slug == HOME else "page",
            language=self.language,
            title=In(edition.title, language),
            summary=In(edition.summary, language),
            described=content,
            alternates={
                other: self.addresses.page(page.slug, other) for other in self.site.languages
            },
            section=page.slug,
            shown_instead=language if language != self.language else None,
            stale=self.language in page.stale,
            editions=_editions(page),
        )

    def _home(self, body: In[Markup], figures: tuple[FigureView, ...]) -> HomeContent:
        newest = self.facets.entries("interviews")
        featured = self.site.featured or next(iter(newest), None)
        others = [slug for slug in newest if slug != featured]
        return HomeContent(
            body=body,
            featured=next(iter(self._interview_cards([featured] if featured else [])), None),
            interviews=self._interview_cards(others[:3]),
            programs=self._program_cards(self.facets.entries("programs")[:MOST_SHOWN]),
            figures=figures,
        )

    def _list(self, section: str) -> PageDescription:
        words: Section = getattr(self.site.sections, section)
        content: PageContent
        if section == "places":
            content = places.describe(
                list(map(self._located, self.catalog.programs.values())),
                self.language,
                lambda code: self.lists.link("programs", "countries", code).path,
            )
        elif section == "search":
            content = search_page.describe(self.catalog, self.facets, self.language)
        else:
            content = self._all_figures()
        return PageDescription(
            path=self._section_path(section),
            kind=section,
            language=self.language,
            title=self._pick(words.title),
            summary=self._pick(words.summary),
            described=content,
            alternates=self._alternates(section),
            section=section,
        )

    def _located(self, program: Program) -> places.Located:
        card = self._program_card(program)
        return places.Located(
            program.slug,
            Link(card.title, card.path),
            tuple(program.source.countries),
            self._places(program),
        )

    def _all_figures(self) -> FiguresContent:
        """Gather the figures of the hand-written pages and of the programs."""
        groups = []
        for slug, page in self.catalog.pages.items():
            link = self._menu_link(slug)
            if slug == HOME:
                link = Link(self._pick(self.site.name), link.path)
            groups.append(FigureGroup(link, self._figures(page, page.source.figures), ()))
        for program in self.catalog.programs.values():
            card = self._program_card(program)
            figures = self._figures(program, program.source.figures)
            groups.append(FigureGroup(Link(card.title, card.path), figures, self._series(program)))
        path = self._section_path("figures")
        name = path.rstrip("/").rpartition("/")[2]
        return FiguresContent(
            tuple(group for group in groups if group.figures or group.series),
            download=f"{path}{name}.csv",
        )

    def _interview(self, interview: Interview) -> PageDescription:
        source, translation = interview.source, interview.translations.get(self.language)
        shown, language = (
            translation or source,
            self.language if translation else interview.language,
        )
        return PageDescription(
            path=self._section_path("interviews", interview.slug),
            kind="interview",
            language=self.language,
            title=In(shown.title, language),
            summary=In(shown.summary, language),
            described=partial(self._interview_content, interview),
            alternates=self._alternates("interviews", interview.slug),
            section="interviews",
            shown_instead=self._instead(interview),
            stale=self.language in interview.stale,
            editions=_editions(interview),
            published_on=source.publish_on,
            updated_on=self._updated(source),
            inputs=self._interview_inputs(interview),
            about=f"interview {interview.slug}",
        )

    def _interview_inputs(self, interview: Interview) -> str:
        """Return what tells all that `_interview` looks at: its own files, and names of others."""
        source = interview.source
        others = (
            self.catalog.organisations[source.organisation].name,
            [self.states.program(slug) for slug in source.programs],
            [self.states.interview(slug) for slug in self.facets.related(interview.slug)],
            [self.catalog.populations[slug] for slug in source.populations],
            [
                self.addresses.target(markup.Reference(kind, slug), self.language)
                for kind, slug in interview.references
            ],
            self._updated(source),
        )
        return f"{self.states.interview(interview.slug)} {others!r}"

    def _interview_content(self, interview: Interview) -> InterviewContent:
        source, translation = interview.source, interview.translations.get(self.language)
        card = self._known_interview(interview.slug)
        translated = {item.id: item for item in translation.questions} if translation else {}
        answers = []
        for question in source.questions:
            language = self.language if question.id in translated else interview.language
            shown = translated.get(question.id, question)
            answer = self._markdown(In(shown.a, language), card.path, ANSWER_LEVEL)
            answers.append(Answer(question.id, In(shown.q, language), answer))
        organisation = self.catalog.organisations[source.organisation]
        return InterviewContent(
            card=card,
            organisation=Link(
                In(organisation.name, self.language),
                self._section_path("organisations", source.organisation),
            ),
            programs=self._program_cards(source.programs),
            related=self._interview_cards(self.facets.related(interview.slug)),
            populations=self._links("interviews", "populations", source.populations),
            countries=self._links("interviews", "countries", source.countries),
            attribution=source.attribution,
            answers=tuple(answers),
            quotes=self._quotes(interview)[1:],
            media=self._media(interview, card.path),
            sources=self._sources(source.sources),
            credit=source.portrait.credit if source.portrait else None,
        )

    def _program(self, program: Program) -> PageDescription:
        source, translation = program.source, program.translations.get(self.language)
        card = self._program_card(program)
        body = In((translation or source).body, card.title.language)
        return PageDescription(
            path=card.path,
            kind="program",
            language=self.language,
            title=card.title,
            summary=card.summary,
            described=ProgramContent(
                card=card,
                organisations=tuple(
                    Link(
                        In(self.catalog.organisations[slug].name, self.language),
                        self._section_path("organisations", slug),
                    )
                    for slug in source.organisations
                ),
                interviews=self._first_interviews("programs", program.slug),
                all_interviews=self.lists.all_beyond("interviews", "programs", program.slug),
                populations=self._links("programs", "populations", source.populations),
                countries=self._links("programs", "countries", source.countries),
                places=self._places(program),
                since=source.since,
                figures=self._figures(program, source.figures),
                series=self._series(program),
                media=self._media(program, card.path),
                body=self._markdown(body, card.path, BODY_LEVEL),
                sources=self._sources(source.sources),
            ),
            alternates=self._alternates("programs", program.slug),
            section="programs",
            shown_instead=self._instead(program),
            stale=self.language in program.stale,
            editions=_editions(program),
            published_on=source.publish_on,
            updated_on=self._updated(source),
        )

    def _places(self, program: Program) -> tuple[PlaceView, ...]:
        translation = program.translations.get(self.language)
        names = {place.of: place.name for place in translation.places} if translation else {}
        return tuple(
            PlaceView(
                In(names[place.name], self.language)
                if place.name in names
                else In(place.name, program.language),
                place.country,
                place.since,
                place.latitude,
                place.longitude,
            )
            for place in program.source.places
        )

    def _series(self, program: Program) -> tuple[SeriesView, ...]:
        translated = self._by_id(program, "series")
        views = []
        for series in program.source.series:
            label, unit = self._label(program, series.label, series.unit, translated.get(series.id))
            largest = max(point.value for point in series.points)
            whole = largest if largest > 0 else Decimal(1)
            points = tuple(
                PointView(
                    point.date,
                    point.value,
                    round(max(point.value, Decimal(0)) * 100 / whole, 1),
                )
                for point in series.points
            )
            chart = charts.draw([(point.date, point.value) for point in series.points])
            source = self._source(series.source)
            views.append(SeriesView(series.id, label, unit, points, source, chart))
        return tuple(views)

    def _organisation(self, slug: str, organisation: Organisation) -> PageDescription:
        path = self._section_path("organisations", slug)
        body, summary = None, self._pick(organisation.summary)
        if organisation.description:
            body = self._markdown(self._pick(organisation.description), path, BODY_LEVEL)
        return PageDescription(
            path=path,
            kind="organisation",
            language=self.language,
            title=In(organisation.name, self.language),
            summary=summary,
            described=OrganisationContent(
                organisation=organisation,
                sources=self._sources(organisation.sources),
                body=body,
                interviews=self._first_interviews("organisations", slug),
                programs=self._first_programs("organisations", slug),
                all_interviews=self.lists.all_beyond("interviews", "organisations", slug),
                all_programs=self.lists.all_beyond("programs", "organisations", slug),
            ),
            alternates=self._alternates("organisations", slug),
            shown_instead=self._other(summary),
        )

    def _theme(self, slug: str) -> PageDescription:
        title = self._pick(self.catalog.themes[slug])
        return PageDescription(
            path=self._section_path("themes", slug),
            kind="theme",
            language=self.language,
            title=title,
            summary=None,
            described=ThemeContent(
                interviews=self._first_interviews("themes", slug),
                programs=self._first_programs("themes", slug),
                all_interviews=self.lists.all_beyond("interviews", "themes", slug),
                all_programs=self.lists.all_beyond("programs", "themes", slug),
            ),
            alternates=self._alternates("themes", slug),
            shown_instead=self._other(title),
        )

    def _not_found(self) -> PageDescription:
        ways = tuple(self._menu_link(name) for name in (HOME, *self.site.header))
        return PageDescription(
            path=self.addresses.not_found(self.language),
            kind="not-found",
            language=self.language,
            title=None,
            summary=None,
            described=NotFoundContent(ways),
            alternates={
                language: self.addresses.not_found(language) for language in self.site.languages
            },
        )


def _editions(entry: Interview | Program | WrittenPage) -> tuple[str, ...]:
    return (entry.language, *sorted(entry.translations))
