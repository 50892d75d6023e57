"""Where an interview stands in a built site: its pages, and all that leads to them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from relais.assets import SEARCH
from tests.pages import parse_page

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.pages import ParsedPage

SECTIONS: Final = {"en": "/partners/", "fr": "/fr/partenaires/"}
ROOTS: Final = {"en": "/", "fr": "/fr/"}
PLACES: Final = (
    *("page", "card", "list", "organisation", "feed.xml", "feed.json"),
    *("search", "sitemap", "llms", "export"),
)
EVERYWHERE: Final = frozenset(f"{language} {place}" for language in SECTIONS for place in PLACES)


def fragments(site: Path) -> dict[str, dict[str, Any]]:
    """Return what the search knows of each page, by address."""
    found = {}
    for path in (site / SEARCH / "fragment").iterdir():
        data = gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd")
        fragment = json.loads(data)
        found[fragment["url"]] = fragment
    return found


def appearances(
    site: Path, slug: str, organisation: str, words: Mapping[str, str]
) -> frozenset[str]:
    """Return the places, such as `fr list`, that show an interview or lead to it.

    `words` are words of its text in each language, as readers of the page find them.
    """
    return frozenset(
        f"{language} {place}"
        for language in SECTIONS
        for place in _appearances(site, language, slug, organisation, words[language])
    )


def _appearances(
    site: Path, language: str, slug: str, organisation: str, words: str
) -> Iterator[str]:
    address, root = f"{SECTIONS[language]}{slug}/", site / ROOTS[language].strip("/")
    page = site / address.strip("/") / "index.html"
    parsed = parse_page(page) if page.is_file() else None
    shown = parsed if parsed and words in parsed.text else None
    lists = {
        "list": SECTIONS[language],
        "organisation": f"{ROOTS[language]}organisations/{organisation}/",
    }
    files = {
        "feed.xml": (root / "feed.xml", address),
        "feed.json": (root / "feed.json", address),
        "sitemap": (site / "sitemap.xml", f"{address}</loc>"),
        "llms": (root / "llms.txt", f"{address})"),
    }
    stands = {
        "page": shown is not None,
        "card": shown is not None and card_of(site, shown).is_file(),
        "search": words in fragments(site).get(address, {}).get("content", ""),
        "export": address in _exported(site, slug, language),
        **{name: address in _links(site, path) for name, path in lists.items()},
        **{name: text in path.read_text("utf-8") for name, (path, text) in files.items()},
    }
    yield from (place for place in PLACES if stands[place])


def card_of(site: Path, page: ParsedPage) -> Path:
    """Return the file of the picture that stands for a page where it is shared."""
    return site / urlsplit(page.one("meta", property="og:image")["content"]).path.strip("/")


def _exported(site: Path, slug: str, language: str) -> str:
    items = json.loads((site / "data/interviews.json").read_text("utf-8"))["items"]
    return " ".join(item["urls"].get(language, "") for item in items if item["slug"] == slug)


def _links(site: Path, address: str) -> set[str]:
    page = parse_page(site / address.strip("/") / "index.html")
    return {urljoin(address, link["href"]) for link in page.all("a") if "href" in link.attributes}
