"""An interview or a program as one HTML text that can be read anywhere else.

In a feed or in another site there is neither our stylesheet nor our address: every link is
absolute, and what the page says by its design is said in words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

import nh3
from markupsafe import Markup

from relais import limits
from relais.views import InterviewContent, ProgramContent

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.pictures import Variant
    from relais.presentation import Presenter
    from relais.views import FigureView, In, PictureView, SeriesView, SourceView

_AT_HAND: Final = 16
"""Addresses for which a cleaner is kept: the texts of a page come one after another."""
_NOT_WHOLE: Final = re.compile(r' href="(?!https?://[^"&\\\s]*"|mailto:[^"&\\\s]*")')
"""A link that may have to be completed, or that is not plainly written."""


def full_text(show: Presenter) -> Markup:
    """Return the whole text of the page that `show` shows."""
    content = show.page.content
    if isinstance(content, InterviewContent):
        parts = _interview(show, content)
    elif isinstance(content, ProgramContent):
        parts = _program(show, content)
    else:
        message = f"a page of the kind {show.page.kind!r} has no text of its own"
        raise TypeError(message)
    return Markup("\n").join([*_notices(show), *parts])


def absolute_links(markup: str, address: str) -> Markup:
    """Return HTML of `relais.markup` with its links as they lead from `address`, in full."""
    if not _NOT_WHOLE.search(markup):
        plain = str(markup)  # as Markup it would be escaped at each step
        return Markup(plain.replace("&nbsp;", "\u00a0").strip())  # noqa: S704 - as it was

    clean = _completing(address).clean(markup).replace("&nbsp;", "\u00a0").strip()
    return Markup(clean)  # noqa: S704 - nh3 cleaned it again


@lru_cache(maxsize=_AT_HAND)
def _completing(address: str) -> nh3.Cleaner:
    """Return what cleans HTML and completes its links, which lead from `address`."""

    def rewrite(_tag: str, name: str, value: str) -> str:
        return _absolute(value, address) if name == "href" else value

    return nh3.Cleaner(
        tags=set(limits.ALLOWED_HTML),
        attributes={tag: set(names) for tag, names in limits.ALLOWED_HTML.items()},
        attribute_filter=rewrite,
        url_schemes=set(limits.LINK_SCHEMES),
        link_rel=None,
    )


def published_picture(picture: PictureView, width: int = 640) -> Variant:
    """Return a picture in the form that every program knows, about `width` pixels wide."""
    _, variants = picture.formats[-1]
    return min(variants, key=lambda variant: abs(variant.width - width))


def _absolute(link: str, address: str) -> str:
    try:
        return link if urlsplit(link).scheme else urljoin(address, link)
    except ValueError:  # what an editor took for an address, such as http://[
        return link


def _notices(show: Presenter) -> Iterator[Markup]:
    """Yield what the page says above its text about its language."""
    page = show.page
    if page.shown_instead:
        language, other = show.language_name(page.language), show.language_name(page.shown_instead)
        yield _paragraph(show.say("not-translated", language=language, other=other))
    elif page.stale:
        yield _paragraph(show.say("stale-translation"))


def _interview(show: Presenter, content: InterviewContent) -> Iterator[Markup]:
    card = content.card
    if card.picture:
        shown = published_picture(card.picture)
        yield Markup('<p><img src="{}" alt="{}" width="{}" height="{}"></p>').format(
            show.absolute(shown.path), card.picture.alt, shown.width, shown.height
        )
        if content.credit:
            yield _paragraph(show.say("photo-by", credit=content.credit))
    yield Markup('<p>{}, {}, <a href="{}">{}</a></p>').format(
        card.name,
        show.text(card.role),
        show.absolute(content.organisation.path),
        show.text(content.organisation.title),
    )
    yield _paragraph(show.say(f"attribution-{content.attribution}"))
    for answer in content.answers:
        yield _heading(show, answer.question)
        yield _compiled(show, answer.answer)
    yield from _sources(show, content.sources)


def _program(show: Presenter, content: ProgramContent) -> Iterator[Markup]:
    yield _compiled(show, content.body)
    if content.figures or content.series:
        yield Markup("<h2>{}</h2>").format(show.say("in-figures"))
    if content.figures:
        yield _list([_figure(show, figure) for figure in content.figures])
    for series in content.series:
        yield from _series(show, series)
    yield from _sources(show, content.sources)


def _figure(show: Presenter, figure: FigureView) -> Markup:
    """Return a number as a sentence, with its date and source."""
    parts: list[str] = [
        *([show.say(f"qualifier-{figure.qualifier}")] if figure.qualifier else []),
        show.number(figure.value),
        *([show.text(figure.unit)] if figure.unit else []),
        show.text(figure.label),
    ]
    origin = show.say("figure-source", date=show.period(figure.date), source=figure.source.title)
    return Markup("{} ({})").format(Markup(" ").join(parts), origin)


def _series(show: Presenter, series: SeriesView) -> Iterator[Markup]:
    yield Markup("<h3>{}</h3>").format(show.text(series.label))
    unit = Markup(" {}").format(show.text(series.unit)) if series.unit else ""
    yield _list(
        [
            Markup("{}: {}{}").format(show.moment(point.date), show.number(point.value), unit)
            for point in series.points
        ]
    )
    yield _paragraph(show.say("source-of", source=series.source.title))


def _sources(show: Presenter, sources: Sequence[SourceView]) -> Iterator[Markup]:
    if sources:
        yield Markup("<h2>{}</h2>").format(show.say("sources"))
        yield _list(
            [
                Markup('<a href="{}">{}</a>').format(source.url, show.text(source.title))
                if source.url
                else show.text(source.title)
                for source in sources
            ]
        )


def _compiled(show: Presenter, text: In[Markup]) -> Markup:
    """Return a text that was Markdown, marked with its language if it is not the page's."""
    resolved = absolute_links(text.text, show.absolute(show.page.path))
    if not show.is_foreign(text):
        return resolved
    return Markup("<div{}>{}</div>").format(show.lang(text), resolved)


def _heading(show: Presenter, text: In[str]) -> Markup:
    return Markup("<h2{}>{}</h2>").format(show.lang(text), text)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(text)


def _list(items: Sequence[Markup]) -> Markup:
    return Markup("<ul>{}</ul>").format(
        Markup("").join(Markup("<li>{}</li>").format(item) for item in items)
    )
