"""What is new: the interviews and programs that feeds tell, and where the feeds stand.

An entry's date is its `publish_on`. One without it is left out: a date from the clock, from Git or
from the file system would say something about a computer and nothing about the entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from datetime import date

    from relais.publication import PublicCatalog
    from relais.schema import Publication

LONGEST: Final = 50
"""Most entries of a feed: readers fetch it whole, again and again."""


@dataclass(frozen=True, slots=True)
class Feed:
    """A form in which each language's news are published."""

    name: str
    """The file, at the root of its language."""
    media_type: str
    phrase: str
    """The phrase of the interface that names it."""


FEEDS: Final = (
    Feed("feed.xml", "application/atom+xml", "feed-atom"),
    Feed("feed.json", "application/feed+json", "feed-json"),
)


@dataclass(frozen=True, slots=True)
class NewsItem:
    """An entry that has a date."""

    section: str
    """`interviews` or `programs`"""
    slug: str
    source: Publication
    day: date


def has_news(catalog: PublicCatalog) -> bool:
    """Tell whether there is anything to put into a feed; a feed without an entry has no date."""
    return any(source.publish_on for _, _, source in catalog.publications())


def news(catalog: PublicCatalog) -> list[NewsItem]:
    """Return the newest entries, the latest first."""
    items = [
        NewsItem(section, slug, source, source.publish_on)
        for section, slug, source in catalog.publications()
        if source.publish_on
    ]
    items.sort(key=lambda item: (-item.day.toordinal(), item.section, item.slug))
    return items[:LONGEST]
