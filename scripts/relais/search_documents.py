"""What can be found: the content of each page, without its chrome, as Pagefind reads it.

The attributes are Pagefind's (https://pagefind.app/docs/): a filter narrows a search, metadata is
what a result shows besides its excerpt. Documents are joined from plain texts: what somebody wrote
is escaped or comes from `compile_markdown`; slugs and codes need nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import escape

from relais.facets import values_of
from relais.search_page import FILTERS
from relais.tile import initials
from relais.views import (
    HomeContent,
    InterviewContent,
    OrganisationContent,
    ProgramContent,
    ThemeContent,
    WrittenContent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.catalog import Interview, Program
    from relais.publication import PublicCatalog
    from relais.views import FigureView, In, MediaView, PageDescription, SeriesView


def document(page: PageDescription, catalog: PublicCatalog) -> str | None:
    """Return the document of a page; None if it holds no content of its own."""
    content = page.content
    if isinstance(content, InterviewContent):
        card = content.card
        facts = {"name": card.name, "about": f"{card.role}, {card.organisation}"}
        facts["initials"] = initials(card.name)
        if card.picture:
            formats = card.picture.formats
            facts |= {
                form: formats[place][1][0].path for form, place in (("avif", 0), ("jpeg", -1))
            }
        interview = catalog.interviews[card.slug]
        parts = [_terms(content), *_interview(content)]
        return _html(page, "interview", facts, _filters(interview), parts)
    if isinstance(content, ProgramContent):
        program = catalog.programs[content.card.slug]
        parts = [_terms(content), *_program(content)]
        filters = [*_filters(program), ("program", program.slug)]
        return _html(page, "program", {}, filters, parts)
    if isinstance(content, OrganisationContent):
        body = [content.body.text] if content.body else []
        return _html(page, "organisation", {}, [], body)
    if isinstance(content, WrittenContent | HomeContent):
        figures = _figures(content.figures, ())
        return _html(page, "page", {}, [], [content.body.text, *figures])
    if isinstance(content, ThemeContent) or page.kind in ("places", "figures"):
        return _html(page, "page", {}, [], [])
    return None


def _html(
    page: PageDescription,
    kind: str,
    facts: Mapping[str, str],
    filters: Iterable[tuple[str, str]],
    parts: Iterable[str],
) -> str:
    """Return a page as a document with its title first and its summary next."""
    pairs = [("filter", name, value) for name, value in (("kind", kind), *filters)]
    pairs += [("meta", name, value) for name, value in {"kind": kind, **facts}.items()]
    data = "".join(
        f'<meta data-pagefind-{use}="{name}[content]" content="{escape(value)}">'
        for use, name, value in pairs
    )
    summary = f"<p>{escape(page.summary)}</p>" if page.summary else ""
    words = "\n".join(parts)
    return (
        f'<!doctype html><html lang="{page.language}"><body data-pagefind-body>'
        f"<h1>{escape(page.title)}</h1>{data}{summary}{words}</body></html>"
    )


def _filters(entry: Interview | Program) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, facet in FILTERS.items()
        if hasattr(entry.source, facet)
        for value in values_of(entry.source, facet)
    ]


def _interview(content: InterviewContent) -> Iterator[str]:
    for answer in content.answers:
        yield f'<h2 id="{answer.id}">{escape(answer.question)}</h2>'
        yield answer.answer.text
    yield from _media(content.media)


def _program(content: ProgramContent) -> Iterator[str]:
    yield content.body.text
    yield from _media(content.media)
    yield from _figures(content.figures, content.series)


def _media(media: Iterable[MediaView]) -> Iterator[str]:
    for item in media:
        yield _paragraph(item.title)
        if item.transcript:
            yield item.transcript.text


def _figures(figures: Iterable[FigureView], series: Iterable[SeriesView]) -> Iterator[str]:
    yield from (_paragraph(figure.label) for figure in figures)
    yield from (_paragraph(one.label) for one in series)


def _terms(content: InterviewContent | ProgramContent) -> str:
    """Return by what else an entry may be sought: who, where, for whom, about what.

    It weighs little, so that an excerpt shows a sentence wherever there is one. It stands before
    the first question, since Pagefind counts what follows a heading as a part of it.
    """
    terms: list[str | In[str]] = [link.title for link in content.card.themes]
    if isinstance(content, InterviewContent):
        card = content.card
        terms += [card.name, card.role, card.organisation]
        terms += [program.title for program in content.programs]
    else:
        terms += [link.title for link in content.organisations]
        terms += [place.name for place in content.places]
    terms += [link.title for link in (*content.populations, *content.countries)]
    words = ", ".join(map(str, terms))
    return f'<p data-pagefind-weight="0.5">{escape(words)}</p>'


def _paragraph(text: In[str]) -> str:
    return f"<p>{escape(text)}</p>"
