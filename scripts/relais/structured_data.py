"""What a page says to machines: schema.org in JSON-LD, from the page's description alone.

Only what the page itself shows, and nothing that the content does not say: no date that nobody
wrote, no rating, no questions set up for search results. Each thing has one lasting `@id`, so that
the statements of all pages join: the foundation and the site at the root, a person, a program and
an organisation at their pages in the site's default language.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import urljoin

from markupsafe import Markup

from relais import localisation
from relais.addresses import HOME
from relais.views import (
    InterviewContent,
    ListContent,
    OrganisationContent,
    ProgramContent,
    ThemeContent,
    WrittenContent,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from relais.schema import Contact
    from relais.views import Link, PageDescription, PictureView, PlaceView, SourceView

Node: TypeAlias = dict[str, Any]

CONTEXT: Final = "https://schema.org"
MOST_ENTRIES: Final = 24
"""Entries of a list that are named one by one."""
_WRITTEN: Final = {"about": "AboutPage", "contact": "ContactPage"}
"""Hand-written pages of which schema.org knows the kind, by their name in docs/."""
_ESCAPES: Final = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture that belongs to the page or to the site."""

    path: str
    width: int
    height: int
    text: str
    """What it shows."""


@dataclass(frozen=True, slots=True)
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
    logo: ImageFacts

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return urljoin(self.url, path)

    @property
    def foundation(self) -> Node:
        """A reference to the foundation."""
        return {"@id": self.absolute("") + "#foundation"}

    @property
    def website(self) -> Node:
        """A reference to the site."""
        return {"@id": self.absolute("") + "#website"}


def describe(page: PageDescription, site: SiteFacts, summary: str, card: ImageFacts) -> Node | None:
    """Return what a page says, as a JSON-LD document; None for the page of wrong addresses."""
    if page.title is None:
        return None
    return {"@context": CONTEXT, "@graph": _Graph(page, site, summary, card).nodes()}


def script(document: Node) -> Markup:
    """Return a document for a `<script>` element, which nothing in it can close.

    JSON may write any character as an escape; HTML's parser knows none of them
    (https://www.w3.org/TR/json-ld11/#restrictions-for-contents-of-json-ld-script-elements).
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - escaped by the line above


class _Graph:
    """The nodes of one page."""

    def __init__(
        self, page: PageDescription, site: SiteFacts, summary: str, card: ImageFacts
    ) -> None:
        self.page, self.site, self.summary, self.card = page, site, summary, card
        self.url = site.absolute(page.path)
        self.lasting_url = site.absolute(page.alternates[site.default_language])
        self.language = page.shown_instead or page.language
        """The language that is shown, which may not be the page's own."""

    def nodes(self) -> list[Node]:
        """Return the page, what it is about, its breadcrumb, and the site that it belongs to."""
        page, content = self._page(), self.page.content
        nodes = [page]
        if isinstance(content, InterviewContent):
            nodes.append(self._interview(content))
            page["mainEntity"] = {"@id": nodes[-1]["@id"]}
            page["primaryImageOfPage"] = {"@id": self.site.absolute(self.card.path)}
        elif isinstance(content, ProgramContent):
            nodes.append(self._program(content))
            page["mainEntity"] = {"@id": nodes[-1]["@id"]}
            page["citation"] = _citations(content.sources)
        elif isinstance(content, OrganisationContent):
            nodes.append(self._organisation(content))
            page["mainEntity"] = {"@id": nodes[-1]["@id"]}
            page["citation"] = _citations(content.sources)
        elif isinstance(content, ListContent | ThemeContent):
            page["@type"] = "CollectionPage"
            entries = [(str(card.title), card.path) for card in content.interviews]
            entries += [(str(card.title), card.path) for card in content.programs]
            page["mainEntity"] = self._list(entries)
        elif isinstance(content, WrittenContent):
            page["@type"] = _WRITTEN.get(content.name, "WebPage")
            page["citation"] = _citations(content.sources)
        if self.page.kind == "home":
            page["about"] = self.site.foundation
        else:
            nodes.append(self._breadcrumb())
            page["breadcrumb"] = {"@id": nodes[-1]["@id"]}
        return [_without_blanks(node) for node in (*nodes, self._website(), self._foundation())]

    def _page(self) -> Node:
        work = {} if isinstance(self.page.content, InterviewContent) else self._translations("")
        return {
            "@type": "WebPage",
            "@id": self.url,
            "url": self.url,
            "name": str(self.page.title),
            "description": self.summary,
            "inLanguage": self.language,
            "isPartOf": self.site.website,
            "primaryImageOfPage": self._image(self.card),
            "datePublished": _day(self.page.published_on),
            "dateModified": _day(self.page.updated_on),
            **work,
        }

    def _interview(self, content: InterviewContent) -> Node:
        """Return the text: an article of the foundation about a person, whoever's words it holds.

        Not a `QAPage` or `FAQPage`: those are for questions that many people answer or ask.
        """
        card = content.card
        portrait = self._portrait(card.picture, content.credit)
        organisation = content.organisation
        person = {
            "@type": "Person",
            "@id": f"{self.lasting_url}#person",
            "name": card.name,
            "jobTitle": str(card.role),
            "worksFor": self._partner(organisation),
            "image": portrait,
        }
        return {
            "@type": "Article",
            "@id": f"{self.url}#interview",
            "url": self.url,
            "mainEntityOfPage": {"@id": self.url},
            "headline": str(self.page.title),
            "description": self.summary,
            "inLanguage": self.language,
            "about": _without_blanks(person),
            "author": self.site.foundation,
            "publisher": self.site.foundation,
            "isPartOf": self.site.website,
            "image": [image for image in (self._image(self.card), portrait) if image],
            "datePublished": _day(self.page.published_on),
            "dateModified": _day(self.page.updated_on),
            "keywords": [str(theme.title) for theme in card.themes],
            "citation": _citations(content.sources),
            **self._translations("#interview"),
        }

    def _program(self, content: ProgramContent) -> Node:
        """Return the program as a `Project`.

        schema.org has no better word for an undertaking over years: an `Event` has a day, a
        `Service` a price and a provider, a `FundingScheme` only money. A `Project` is an
        `Organization` there, so that those who carry it out are its members and the foundation,
        which supports it, its sponsor.
        """
        return {
            "@type": "Project",
            "@id": f"{self.lasting_url}#program",
            "name": str(self.page.title),
            "description": self.summary,
            "url": self.url,
            "foundingDate": str(content.since or ""),
            "sponsor": self.site.foundation,
            "member": [self._partner(link) for link in content.organisations],
            "location": [_place(place) for place in content.places],
            "areaServed": [
                {"@type": "Country", "name": localisation.country_name(code, self.page.language)}
                for code in content.countries
            ],
        }

    def _organisation(self, content: OrganisationContent) -> Node:
        organisation = content.organisation
        country = organisation.country
        return {
            "@type": "NGO",
            "@id": f"{self.lasting_url}#organisation",
            "name": organisation.name,
            "description": self.summary,
            "url": organisation.url or self.url,
            "mainEntityOfPage": {"@id": self.url},
            "foundingDate": str(organisation.since or ""),
            "address": country and {"@type": "PostalAddress", "addressCountry": country},
        }

    def _partner(self, link: Link) -> Node:
        """Return an organisation as other pages name it; its own page says more by the same id."""
        slug = link.path.rstrip("/").rpartition("/")[2]
        return {
            "@type": "NGO",
            "@id": self.site.absolute(f"{self.site.organisations}{slug}/#organisation"),
            "name": str(link.title),
        }

    def _list(self, entries: list[tuple[str, str]]) -> Node:
        return {
            "@type": "ItemList",
            "numberOfItems": len(entries),
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "url": self.site.absolute(path),
                }
                for position, (name, path) in enumerate(entries[:MOST_ENTRIES], start=1)
            ],
        }

    def _breadcrumb(self) -> Node:
        """Return the way from the home page: over the list that the entry belongs to, if any."""
        crumbs = [self.site.trail[HOME]]
        if (section := f"{self.page.kind}s") in self.site.trail:
            crumbs.append(self.site.trail[section])
        ways = [(str(crumb.title), crumb.path) for crumb in crumbs]
        ways.append((str(self.page.title), self.page.path))
        return {
            "@type": "BreadcrumbList",
            "@id": f"{self.url}#breadcrumb",
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "item": self.site.absolute(path),
                }
                for position, (name, path) in enumerate(ways, start=1)
            ],
        }

    def _website(self) -> Node:
        node = {
            "@type": "WebSite",
            **self.site.website,
            "name": self.site.name,
            "url": self.site.absolute(""),
            "inLanguage": list(self.page.alternates),
            "publisher": self.site.foundation,
        }
        if self.page.kind == "home":
            node |= {"alternateName": self.site.tagline, "description": self.summary}
        return node

    def _foundation(self) -> Node:
        node = {
            "@type": "NGO",
            **self.site.foundation,
            "name": self.site.name,
            "url": self.site.absolute(""),
            "logo": self._image(self.site.logo),
        }
        if self.page.kind == "home":
            contact = self.site.contact
            node |= {
                "email": contact.email,
                "telephone": contact.phone,
                "address": ", ".join(contact.address),
            }
        return node

    def _translations(self, anchor: str) -> Node:
        """Return which other texts are a translation of this one, or which one it translates."""
        editions = [code for code in self.page.editions if code in self.page.alternates]
        if self.page.language not in editions or editions[0] != self.page.editions[0]:
            return {}

        def work(language: str) -> Node:
            return {"@id": self.site.absolute(self.page.alternates[language]) + anchor}

        if self.page.language == editions[0]:
            return {"workTranslation": [work(language) for language in editions[1:]]}
        return {"translationOfWork": work(editions[0])}

    def _image(self, image: ImageFacts) -> Node:
        return {
            "@type": "ImageObject",
            "@id": self.site.absolute(image.path),
            "url": self.site.absolute(image.path),
            "width": image.width,
            "height": image.height,
            "caption": image.text,
        }

    def _portrait(self, picture: PictureView | None, credit: str | None) -> Node | None:
        """Return the largest portrait in the format that everything reads."""
        if picture is None:
            return None
        largest = picture.formats[-1][1][-1]
        facts = ImageFacts(largest.path, largest.width, largest.height, str(picture.alt))
        return self._image(facts) | ({"creditText": credit} if credit else {})


def _place(place: PlaceView) -> Node:
    return {
        "@type": "Place",
        "name": str(place.name),
        "address": {"@type": "PostalAddress", "addressCountry": place.country},
        "geo": {
            "@type": "GeoCoordinates",
            "latitude": float(place.latitude),
            "longitude": float(place.longitude),
        },
    }


def _citations(sources: Iterable[SourceView]) -> list[Node]:
    return [
        _without_blanks({"@type": "CreativeWork", "name": str(source.title), "url": source.url})
        for source in sources
    ]


def _day(value: object) -> str:
    return str(value) if value else ""


def _without_blanks(node: Node) -> Node:
    """Leave out what is not known: an empty value would be a statement."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
