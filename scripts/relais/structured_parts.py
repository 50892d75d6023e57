"""The small things that structured data is made of, and how it gets into a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from markupsafe import Markup
from pydantic_core import to_json

from relais.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relais.schema import Contact
    from relais.views import Link, PictureView, PlaceView, SourceView

Node: TypeAlias = dict[str, Any]
"""A thing in JSON-LD."""
_BLANKS: Final[tuple[object, ...]] = (None, "", [])
_ESCAPES: Final = tuple((sign, f"\\u{ord(sign):04x}") for sign in "<>&\u2028\u2029")


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture that belongs to the page or to the site."""

    path: str
    width: int
    height: int
    text: str
    """What it shows."""


@dataclass(frozen=True)
class SiteFacts:
    """What every page needs to know of its site, in the page's language."""

    url: str
    """The address under which the site is published."""
    default_language: str
    name: str
    tagline: str
    contact: Contact
    trail: Mapping[str, Link]
    """What stands above other pages, as `relais.views.Menus` has it."""
    organisations: str
    """The path of the organisations in the default language."""
    languages: tuple[str, ...]
    logo: ImageFacts

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return absolute(self.url, path)

    @cached_property
    def foundation(self) -> Node:
        """A reference to the foundation."""
        return {"@id": self.absolute("") + "#foundation"}

    @cached_property
    def website(self) -> Node:
        """A reference to the site."""
        return {"@id": self.absolute("") + "#website"}

    @cached_property
    def nodes(self) -> tuple[Node, Node]:
        """The site and the foundation, as every page describes them."""
        site = {
            "@type": "WebSite",
            **self.website,
            "name": self.name,
            "url": self.absolute(""),
            "inLanguage": self.languages,
            "publisher": self.foundation,
        }
        foundation = {
            "@type": "NGO",
            **self.foundation,
            "name": self.name,
            "url": self.absolute(""),
            "logo": image(self, self.logo),
        }
        return without_blanks(site), without_blanks(foundation)


def script(document: Node) -> Markup:
    """Return a document for a `<script>` element, which nothing in it can close.

    JSON may write any character as an escape; HTML's parser knows none of them
    (https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements).
    """
    text = to_json(document).decode()
    for sign, escape in _ESCAPES:
        text = text.replace(sign, escape)
    return Markup(text)  # noqa: S704 - escaped by the lines above


def image(site: SiteFacts, facts: ImageFacts) -> Node:
    """Return a picture."""
    url = site.absolute(facts.path)
    return {
        "@type": "ImageObject",
        "@id": url,
        "url": url,
        "width": facts.width,
        "height": facts.height,
        "caption": facts.text,
    }


def portrait(site: SiteFacts, picture: PictureView | None, credit: str | None) -> Node | None:
    """Return the largest portrait in the format that everything reads."""
    if picture is None:
        return None
    largest = picture.formats[-1][1][-1]
    facts = ImageFacts(largest.path, largest.width, largest.height, str(picture.alt))
    return image(site, facts) | ({"creditText": credit} if credit else {})


def place(view: PlaceView) -> Node:
    """Return a place with its country and where it is on Earth."""
    return {
        "@type": "Place",
        "name": str(view.name),
        "address": {"@type": "PostalAddress", "addressCountry": view.country},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(view.latitude),
            "longitude": float(view.longitude),
        },
    }


def citations(sources: Iterable[SourceView]) -> list[Node]:
    """Return sources as the works that are cited."""
    return [
        without_blanks({"@type": "CreativeWork", "name": str(source.title), "url": source.url})
        for source in sources
    ]


def day(value: object) -> str:
    """Return a date as ISO 8601 has it, or nothing."""
    return str(value) if value else ""


def without_blanks(node: Node) -> Node:
    """Leave out what is not known: an empty value would be a statement."""
    return {name: value for name, value in node.items() if value or value not in _BLANKS}
