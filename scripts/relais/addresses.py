"""Where each page stands in the site, in each language.

A path is relative to the site's root and ends with a slash: `fr/partenaires/sophie-roche/`. The
home page's is empty. The pages of the default language stand at the root, those of others below
their code.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

if TYPE_CHECKING:
    from relais.markup import Reference
    from relais.publication import PublicCatalog

HOME: Final = "index"
"""The hand-written page that is the home page."""
SECTIONS: Final = ("interviews", "programs", "places", "figures", "search")
"""The sections that have a page of their own, and so a place in menus."""
FACETS: Final = {
    "interviews": ("themes", "countries", "populations", "programs", "organisations"),
    "programs": ("themes", "countries", "populations", "organisations"),
}
"""The sections that have lists of their own for a value, such as one country, by what."""
PAGE: Final = "page"
"""The word before the number of a list's further pages, in every language."""
NOT_FOUND: Final = "404.html"
"""The name under which hosts look for the page that they show for a wrong address."""
GONE: Final = "410.html"
"""The page that stands for what was withdrawn, in each language."""
GONE_MARK: Final = "gone.txt"
"""The file beside a neutral page, by which servers know to answer 410."""
FOLDERS: Final = ("assets", "data")
"""The folders at the root that hold files: no page stands there."""


@dataclass(frozen=True, slots=True)
class Addresses:
    """The paths of a catalog's pages."""

    catalog: PublicCatalog

    def root(self, language: str) -> str:
        """Return the path below which all pages of a language stand; also its home page's."""
        return "" if language == self.catalog.site.default_language else f"{language}/"

    def section(self, section: str, language: str, slug: str = "") -> str:
        """Return the path of a section, or of an entry in it."""
        word = getattr(self.catalog.site.sections, section).path[language]
        return f"{self.root(language)}{word}/" + (f"{slug}/" if slug else "")

    def listing(
        self, section: str, language: str, facet: str = "", value: str = "", number: int = 1
    ) -> str:
        """Return the path of a page of a section's list, or of the part of it with one value."""
        path = self.section(section, language)
        if facet:
            word = getattr(self.catalog.site.sections, facet).path[language]
            path = f"{path}{word}/{value.lower()}/"
        return path if number == 1 else f"{path}{PAGE}/{number}/"

    def page(self, slug: str, language: str) -> str:
        """Return the path of a hand-written page."""
        if slug == HOME:
            return self.root(language)
        page = self.catalog.pages[slug]
        edition = page.translations.get(language, page.source)
        return f"{self.root(language)}{edition.path or slug}/"

    def not_found(self, language: str) -> str:
        """Return the path of the page for wrong addresses."""
        return f"{self.root(language)}{NOT_FOUND}"

    def target(self, reference: Reference, language: str) -> str | None:
        """Return the path to what content refers to, or None if it is not public."""
        kind, slug = reference.kind, reference.slug
        if kind == "page":
            return self.page(slug, language) if slug in self.catalog.pages else None
        entries = {
            "interview": self.catalog.interviews,
            "program": self.catalog.programs,
            "organisation": self.catalog.organisations,
            "theme": self.catalog.themes,
        }
        if slug in entries.get(kind, {}):
            return self.section(f"{kind}s", language, slug)
        return None


def relative(from_path: str, to_path: str) -> str:
    """Return the link from one page to another one, both given as paths in the site."""
    folder, up = from_path[: from_path.rfind("/") + 1], ""
    while not to_path.startswith(folder):
        folder, up = folder[: folder.rfind("/", 0, -1) + 1], f"../{up}"
    return up + to_path[len(folder) :] or "./"


def absolute(site_url: str, path: str) -> str:
    """Return the full address of a path in the site."""
    if site_url.endswith("/") and not path.startswith(("/", ".")) and ":" not in path:
        return site_url + path  # what urljoin gives for a path in the site, at once
    return urljoin(site_url or "/", path)
