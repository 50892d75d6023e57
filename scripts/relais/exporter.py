"""Public pages in all languages as items of the export: see `relais.export`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final, TypeVar

from pydantic_core import to_json

from relais import exported
from relais.addresses import Addresses, absolute
from relais.blocks import html_blocks
from relais.full_text import absolute_links
from relais.identity import first_slug, permanent_id
from relais.views import InterviewContent, OrganisationContent, ProgramContent

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from markupsafe import Markup

    from relais.fields import Localised, Moment
    from relais.project import PublicProject
    from relais.schema import InterviewSource, ProgramSource, Publication
    from relais.views import FigureView, In, PageDescription, PictureView, SeriesView, SourceView

Content = TypeVar("Content", InterviewContent, ProgramContent, OrganisationContent)

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False)


def line(item: object) -> bytes:
    """Return an item on one line, so that a change of one shows as one."""
    return _ENCODER.encode(item).encode()


def interview_line(item: exported.Interview) -> bytes:
    """Return what `line` does of an item in which no number is a fraction, in half the time."""
    broken = to_json(item, indent=0)  # where `line` has a space, or where it has nothing
    return broken.replace(b",\n", b", ").replace(b"\n", b"")


class Exporter:
    """Turns the pages of all languages about one thing into one exported item."""

    def __init__(self, project: PublicProject, site_url: str) -> None:
        self.project = project
        self.catalog = project.catalog
        self.site_url = site_url
        self.addresses = Addresses(project.catalog)

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return absolute(self.site_url, path)

    def others(self, populations: Mapping[str, Localised]) -> dict[str, Sequence[object]]:
        """Return all items but the interviews by the name of their file."""
        catalog = self.catalog
        return {
            "programs": [self._program(slug) for slug in catalog.programs],
            "organisations": [self._organisation(slug) for slug in catalog.organisations],
            "themes": [
                exported.Term(slug=slug, labels=labels, urls=self._urls("themes", slug))
                for slug, labels in catalog.themes.items()
            ],
            "populations": [
                exported.Term(slug=slug, labels=labels, urls={})
                for slug, labels in populations.items()
            ],
        }

    def interview(self, slug: str) -> exported.Interview:
        """Return an interview with the texts of all its pages."""
        source = self.catalog.interviews[slug].source
        pages, contents = self._pages("interviews", slug, InterviewContent)
        pictures = [content.card.picture for content in contents if content.card.picture]
        return exported.Interview(
            **self._shared("interviews", slug, source, pages, contents),
            person=source.person.name,
            organisation=source.organisation,
            programs=source.programs,
            attribution=source.attribution,
            portrait=self._portrait(pictures, contents[0].credit) if pictures else None,
            editions={
                page.language: exported.InterviewEdition(
                    title=str(content.card.title),
                    summary=str(content.card.summary),
                    role=str(content.card.role),
                    answers=[
                        exported.Answer(
                            id=answer.id,
                            question=str(answer.question),
                            answer=self._text(answer.answer, page.path),
                        )
                        for answer in content.answers
                    ],
                    outdated=page.stale,
                )
                for page, content in zip(pages, contents, strict=True)
                if page.shown_instead is None
            },
        )

    def _shared(
        self,
        section: str,
        slug: str,
        source: InterviewSource | ProgramSource,
        pages: Sequence[PageDescription],
        contents: Sequence[InterviewContent] | Sequence[ProgramContent],
    ) -> exported.Entry:
        """Return the fields that interviews and programs have in common."""
        return {
            "id": self._id(section, slug, source),
            "slug": slug,
            "urls": self._urls(section, slug),
            "published_on": _date(source.publish_on),
            "updated_on": _date(pages[0].updated_on),
            "themes": source.themes,
            "populations": source.populations,
            "countries": source.countries,
            "sources": _sources([content.sources for content in contents]),
        }

    def _program(self, slug: str) -> exported.Program:
        source = self.catalog.programs[slug].source
        pages, contents = self._pages("programs", slug, ProgramContent)
        return exported.Program(
            **self._shared("programs", slug, source, pages, contents),
            organisations=[
                name for name in source.organisations if name in self.catalog.organisations
            ],
            since=_date(source.since),
            places=[
                exported.Place(
                    name=_texts(view.name for view in views),
                    country=place.country,
                    latitude=float(place.latitude),
                    longitude=float(place.longitude),
                    since=_date(place.since),
                )
                for place, *views in zip(source.places, *(c.places for c in contents), strict=True)
            ],
            figures=[_figure(views) for views in zip(*(c.figures for c in contents), strict=True)],
            series=[_series(views) for views in zip(*(c.series for c in contents), strict=True)],
            editions={
                page.language: exported.ProgramEdition(
                    title=str(content.card.title),
                    summary=str(content.card.summary),
                    body=self._text(content.body, page.path),
                    outdated=page.stale,
                )
                for page, content in zip(pages, contents, strict=True)
                if page.shown_instead is None
            },
        )

    def _organisation(self, slug: str) -> exported.Organisation:
        organisation = self.catalog.organisations[slug]
        pages, contents = self._pages("organisations", slug, OrganisationContent)
        return exported.Organisation(
            id=permanent_id(self.site_url, "organisations", slug),
            slug=slug,
            urls=self._urls("organisations", slug),
            name=organisation.name,
            website=organisation.url,
            since=_date(organisation.since),
            country=organisation.country,
            summaries=_texts(page.summary for page in pages if page.summary),
            descriptions={
                content.body.language: self._text(content.body, page.path)
                for page, content in zip(pages, contents, strict=True)
                if content.body
            },
            sources=_sources([content.sources for content in contents]),
        )

    def _pages(
        self, section: str, slug: str, kind: type[Content]
    ) -> tuple[list[PageDescription], list[Content]]:
        """Return the pages about one thing in all languages, and their contents."""
        languages = self.catalog.site.languages
        paths = [self.addresses.section(section, language, slug) for language in languages]
        pages = [self.project.page_at(path) for path in paths]
        return pages, [page.content for page in pages if isinstance(page.content, kind)]

    def _id(self, section: str, slug: str, source: Publication) -> str:
        return permanent_id(self.site_url, section, first_slug(slug, source))

    def _urls(self, section: str, slug: str) -> dict[str, str]:
        return {
            language: self.absolute(self.addresses.section(section, language, slug))
            for language in self.catalog.site.languages
        }

    def _text(self, text: In[Markup], path: str) -> exported.Text:
        html = str(absolute_links(text.text, self.absolute(path)))
        plain = "\n\n".join(html_blocks(html))
        return exported.Text(language=text.language, html=html, text=plain)

    def _portrait(self, pictures: Sequence[PictureView], credit: str | None) -> exported.Portrait:
        return exported.Portrait(
            alt=_texts(picture.alt for picture in pictures),
            credit=credit,
            images=[
                exported.Image(
                    url=self.absolute(variant.path),
                    media_type=f"image/{form}",
                    width=variant.width,
                    height=variant.height,
                )
                for form, variants in pictures[0].formats
                for variant in variants
            ],
        )


def _texts(texts: Iterable[In[str]]) -> dict[str, str]:
    """Return a text of all languages' pages by the language that it is really in."""
    return {text.language: str(text) for text in texts}


def _sources(by_page: Sequence[Sequence[SourceView]]) -> list[exported.Source]:
    return [_source(views) for views in zip(*by_page, strict=True)]


def _source(views: Sequence[SourceView]) -> exported.Source:
    return exported.Source(title=_texts(view.title for view in views), url=views[0].url)


def _figure(views: Sequence[FigureView]) -> exported.Figure:
    first = views[0]
    return exported.Figure(
        qualifier=first.qualifier,
        value=_number(first.value),
        unit=_texts(view.unit for view in views if view.unit) or None,
        label=_texts(view.label for view in views),
        date=str(first.date),
        source=_source([view.source for view in views]),
    )


def _series(views: Sequence[SeriesView]) -> exported.Series:
    first = views[0]
    return exported.Series(
        label=_texts(view.label for view in views),
        unit=_texts(view.unit for view in views if view.unit) or None,
        points=[
            exported.Point(date=str(point.date), value=_number(point.value))
            for point in first.points
        ],
        source=_source([view.source for view in views]),
    )


def _date(value: date | Moment | None) -> str | None:
    return None if value is None else str(value)


def _number(value: Decimal) -> int | float:
    """Return a number as JSON has it: 125, not 125.0."""
    return int(value) if value == value.to_integral_value() else float(value)
