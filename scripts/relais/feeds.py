"""The news of each language, in full text: Atom (RFC 4287) and JSON Feed 1.1.

Only what is described as a page can get in, so what is not public cannot. Every date comes from the
content; two builds of the same content give the same bytes. `updated` is the day of publication
unless an editor names a later one.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree as ET
from zoneinfo import ZoneInfo

from relais.addresses import Addresses
from relais.cache import Cache, key_of
from relais.full_text import full_text, published_picture
from relais.identity import first_slug, permanent_id
from relais.news import FEEDS, has_news, news
from relais.presentation import Presenter
from relais.views import InterviewContent, ProgramContent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from relais.news import NewsItem
    from relais.project import PublicProject
    from relais.views import In

ATOM: Final = "http://www.w3.org/2005/Atom"
JSON_FEED: Final = "https://jsonfeed.org/version/1.1"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold in any form: all but what https://www.w3.org/TR/xml/#charsets names. To
name those instead would take ten times as long to compile."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """An interview or a program in one language, ready for a feed."""

    id: str
    show: Presenter
    content: InterviewContent | ProgramContent
    published: str
    updated: str
    """The day of publication if the editor names no day of a later change."""
    text: str

    @property
    def address(self) -> str:
        return self.show.absolute(self.show.page.path)

    @property
    def image(self) -> str | None:
        picture = getattr(self.content.card, "picture", None)
        return self.show.absolute(published_picture(picture).path) if picture else None


@dataclass(frozen=True, slots=True)
class _News:
    """The news of one language."""

    id: str
    show: Presenter
    """Shows the home page."""
    entries: list[_Entry]

    @property
    def home(self) -> str:
        return self.show.absolute(self.show.page.path)

    @property
    def title(self) -> str:
        return self.show.say("feed-title", name=self.show.site_name)


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the feeds of every language; none while there is nothing dated to tell."""
    if not has_news(project.catalog):
        return
    cache = Cache(project.root)
    look = project.look(site_url)
    addresses = Addresses(project.catalog)
    for language in project.catalog.site.languages:
        root = addresses.root(language)
        names = [f"{root}{feed.name}" for feed in FEEDS]
        key = key_of("feeds", look, language, *_states(project, language))
        kept = cache.fetch(key, partial(_both, project, site_url, language, names))
        yield from zip(names, kept.split(b"\0"), strict=True)


def _states(project: PublicProject, language: str) -> Iterator[str]:
    """Yield what tells all from which a language's feeds are made."""
    catalog, addresses = project.catalog, Addresses(project.catalog)
    yield project.page_at(addresses.root(language)).state
    for item in news(catalog):
        page = project.page_at(addresses.section(item.section, language, item.slug))
        entries = catalog.interviews if item.section == "interviews" else catalog.programs
        yield f"{page.path} {entries[item.slug].digest} {page.state}"


def _both(project: PublicProject, site_url: str, language: str, names: list[str]) -> bytes:
    told = _news(project, site_url, language)
    atom, json_feed = (told.show.absolute(name) for name in names)
    return b"\0".join((_atom(told, atom), _json(told, json_feed)))


def timestamp(day: date, zone: str) -> str:
    """Return the beginning of a day at the foundation in the form of RFC 3339.

    Before time zones were agreed on, clocks differed by seconds, which RFC 3339 cannot write.
    """
    midnight = datetime.combine(day, time())
    offset = ZoneInfo(zone).utcoffset(midnight) or timedelta()
    minutes = timedelta(minutes=round(offset / timedelta(minutes=1)))
    return midnight.replace(tzinfo=timezone(minutes)).isoformat()


def _news(project: PublicProject, site_url: str, language: str) -> _News:
    home = project.page_at(Addresses(project.catalog).root(language))
    return _News(
        permanent_id(site_url, "feed", language),
        Presenter(project, home, site_url),
        [_entry(project, site_url, language, item) for item in news(project.catalog)],
    )


def _entry(project: PublicProject, site_url: str, language: str, item: NewsItem) -> _Entry:
    path = Addresses(project.catalog).section(item.section, language, item.slug)
    show = Presenter(project, project.page_at(path), site_url)
    content = show.page.content
    assert isinstance(content, InterviewContent | ProgramContent)  # noqa: S101 - by its section
    return _Entry(
        permanent_id(site_url, item.section, first_slug(item.slug, item.source), language),
        show,
        content,
        timestamp(item.day, project.catalog.site.time_zone),
        timestamp(show.page.updated_on or item.day, project.catalog.site.time_zone),
        _clean(full_text(show)),
    )


# Atom


def _atom(told: _News, address: str) -> bytes:
    show = told.show
    feed = ET.Element("feed", {"xmlns": ATOM, "xml:lang": show.page.language})
    _add(feed, "id", told.id)
    _add(feed, "title", told.title)
    _add(feed, "subtitle", show.tagline)
    latest = max(told.entries, key=lambda entry: datetime.fromisoformat(entry.updated))
    _add(feed, "updated", latest.updated)
    author = _add(feed, "author")
    _add(author, "name", show.site_name)
    _add(author, "uri", told.home)
    _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    _add(feed, "link", rel="alternate", type="text/html", hreflang=show.page.language,
         href=told.home)  # fmt: skip
    _add(feed, "icon", show.absolute(show.project.published.path("icon.svg")))
    _add(feed, "generator", "Relais")
    for entry in told.entries:
        _atom_entry(_add(feed, "entry"), entry)
    ET.indent(feed)
    document: bytes = ET.tostring(feed, "utf-8", xml_declaration=True)
    return document + b"\n"


def _atom_entry(element: ET.Element, entry: _Entry) -> None:
    show, card = entry.show, entry.content.card
    _add(element, "id", entry.id)
    _text(element, "title", card.title, show)
    _add(element, "link", rel="alternate", type="text/html", hreflang=show.page.language,
         href=entry.address)  # fmt: skip
    _add(element, "published", entry.published)
    _add(element, "updated", entry.updated)
    _text(element, "summary", card.summary, show)
    for theme in card.themes:
        term = theme.path.rstrip("/").rpartition("/")[2]
        _add(element, "category", term=term, label=str(theme.title))
    _add(element, "content", entry.text, type="html")


def _text(parent: ET.Element, tag: str, text: In[str], show: Presenter) -> None:
    """Add a text, marked with its language if it is not the feed's."""
    language = {"xml:lang": text.language} if show.is_foreign(text) else {}
    _add(parent, tag, str(text), **language)


def _add(parent: ET.Element, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    clean = {name: _clean(value) for name, value in attributes.items()}
    element = ET.SubElement(parent, tag, clean)
    element.text = None if text is None else _clean(text)
    return element


def _clean(text: str) -> str:
    """Return `text` without the characters that XML cannot hold."""
    return _NOT_XML.sub("\ufffd", str(text))


# JSON Feed


def _json(told: _News, address: str) -> bytes:
    show = told.show
    feed = {
        "version": JSON_FEED,
        "title": told.title,
        "description": show.tagline,
        "home_page_url": told.home,
        "feed_url": address,
        "language": show.page.language,
        "authors": [{"name": show.site_name, "url": told.home}],
        "items": [_item(entry) for entry in told.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=2).encode() + b"\n"


def _item(entry: _Entry) -> dict[str, Any]:
    card = entry.content.card
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": _clean(str(card.title)),
        "summary": _clean(str(card.summary)),
        "content_html": entry.text,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": card.title.language,
        "tags": [_clean(str(theme.title)) for theme in card.themes],
    }
    return {**item, "image": entry.image} if entry.image else item
