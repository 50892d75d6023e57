"""What a page says to machines: schema.org in JSON-LD, from the page's description alone.

Only what the page itself shows, and nothing that the content does not say: no date that nobody
wrote, no rating, no questions set up for search results. Each thing has one lasting `@id`, so that
the statements of all pages join: the foundation and the site at the root, a person, a program and
an organisation at their pages in the site's default language.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relais.addresses import HOME
from relais.structured_parts import (
    ImageFacts,
    citations,
    day,
    image,
    place,
    portrait,
    without_blanks,
)
from relais.views import (
    InterviewContent,
    ListContent,
    OrganisationContent,
    ProgramContent,
    ThemeContent,
    WrittenContent,
)

if TYPE_CHECKING:
    from relais.structured_parts import Node, SiteFacts
    from relais.views import Link, PageDescription

CONTEXT: Final = "https://schema.org"
MOST_ENTRIES: Final = 24
"""Entries of a list that are named one by one."""
_WRITTEN: Final = {"about": "AboutPage", "contact": "ContactPage"}
"""Hand-written pages of which schema.org knows the kind, by their name in docs/."""


def describe(
    page: PageDescription, site: SiteFacts, heading: str, summary: str, card: ImageFacts
) -> Node | None:
    """Return what a page says, as a JSON-LD document; None for the page of wrong addresses."""
    if page.title is None:
        return None
    return {"@context": CONTEXT, "@graph": _Graph(page, site, heading, summary, card).nodes()}


class _Graph:
    """The nodes of one page."""

    def __init__(
        self, page: PageDescription, site: SiteFacts, heading: str, summary: str, card: ImageFacts
    ) -> None:
        self.page, self.site, self.card = page, site, card
        self.heading, self.summary = heading, summary
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
            page["citation"] = citations(content.sources)
        elif isinstance(content, OrganisationContent):
            nodes.append(self._organisation(content))
            page["mainEntity"] = {"@id": nodes[-1]["@id"]}
            page["citation"] = citations(content.sources)
        elif isinstance(content, ListContent | ThemeContent):
            page["@type"] = "CollectionPage"
            entries = [(str(card.title), card.path) for card in content.interviews]
            entries += [(str(card.title), card.path) for card in content.programs]
            if isinstance(content, ListContent):
                page["mainEntity"] = self._list(entries, content.first, content.total)
            else:
                page["mainEntity"] = self._list(entries, 1, len(entries))
        elif isinstance(content, WrittenContent):
            page["@type"] = _WRITTEN.get(content.name, "WebPage")
            page["citation"] = citations(content.sources)
        if self.page.kind == "home":
            page["about"] = self.site.foundation
        else:
            nodes.append(self._breadcrumb())
            page["breadcrumb"] = {"@id": nodes[-1]["@id"]}
        return [*map(without_blanks, nodes), *self._site()]

    def _page(self) -> Node:
        work = {} if isinstance(self.page.content, InterviewContent) else self._translations("")
        return {
            "@type": "WebPage",
            "@id": self.url,
            "url": self.url,
            "name": self.heading,
            "description": self.summary,
            "inLanguage": self.language,
            "isPartOf": self.site.website,
            "primaryImageOfPage": image(self.site, self.card),
            "datePublished": day(self.page.published_on),
            "dateModified": day(self.page.updated_on),
            **work,
        }

    def _interview(self, content: InterviewContent) -> Node:
        """Return the text: an article of the foundation about a person, whoever's words it holds.

        Not a `QAPage` or `FAQPage`: those are for questions that many people answer or ask.
        """
        card = content.card
        picture = portrait(self.site, card.picture, content.credit)
        organisation = content.organisation
        person = {
            "@type": "Person",
            "@id": f"{self.lasting_url}#person",
            "name": card.name,
            "jobTitle": str(card.role),
            "worksFor": self._partner(organisation),
            "image": picture,
        }
        return {
            "@type": "Article",
            "@id": f"{self.url}#interview",
            "url": self.url,
            "mainEntityOfPage": {"@id": self.url},
            "headline": self.heading,
            "description": self.summary,
            "inLanguage": self.language,
            "about": without_blanks(person),
            "author": self.site.foundation,
            "publisher": self.site.foundation,
            "isPartOf": self.site.website,
            "image": [found for found in (image(self.site, self.card), picture) if found],
            "datePublished": day(self.page.published_on),
            "dateModified": day(self.page.updated_on),
            "keywords": [str(theme.title) for theme in card.themes],
            "citation": citations(content.sources),
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
            "name": self.heading,
            "description": self.summary,
            "url": self.url,
            "foundingDate": str(content.since or ""),
            "sponsor": self.site.foundation,
            "member": [self._partner(link) for link in content.organisations],
            "location": [place(view) for view in content.places],
            "areaServed": [
                {"@type": "Country", "name": str(country.title)} for country in content.countries
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

    def _list(self, entries: list[tuple[str, str]], first: int, total: int) -> Node:
        return {
            "@type": "ItemList",
            "numberOfItems": total,
            "itemListElement": [
                {
                    "@type": "ListItem",
                    "position": position,
                    "name": name,
                    "url": self.site.absolute(path),
                }
                for position, (name, path) in enumerate(entries[:MOST_ENTRIES], start=first)
            ],
        }

    def _breadcrumb(self) -> Node:
        """Return the way from the home page: over the list that the entry belongs to, if any."""
        crumbs = [self.site.trail[HOME]]
        if (section := f"{self.page.kind}s") in self.site.trail:
            crumbs.append(self.site.trail[section])
        elif isinstance(self.page.content, ListContent):
            whole = self.page.content.whole
            crumbs += [whole] if whole.path != self.page.path else []
        ways = [(str(crumb.title), crumb.path) for crumb in crumbs]
        ways.append((self.heading, self.page.path))
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

    def _site(self) -> tuple[Node, Node]:
        """Return the site and the foundation; the home page tells more of both."""
        if self.page.kind != "home":
            return self.site.nodes
        site, foundation = self.site.nodes
        contact = self.site.contact
        site = site | {"alternateName": self.site.tagline, "description": self.summary}
        foundation = foundation | {
            "email": contact.email,
            "telephone": contact.phone,
            "address": ", ".join(contact.address),
        }
        return without_blanks(site), without_blanks(foundation)

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
