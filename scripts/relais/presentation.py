"""What a template may call: the words, names, dates and links of one page, in its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from relais import localisation
from relais.addresses import Addresses, relative
from relais.tile import tile

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

    from relais.fields import Moment, Period
    from relais.project import PublicProject
    from relais.views import In, Link, PageDescription


@dataclass(frozen=True, slots=True)
class Presenter:
    """Shows one page's values to its readers."""

    project: PublicProject
    page: PageDescription
    site_url: str
    """The address under which the site is published; empty if that is not known."""

    # Words

    def say(self, phrase: str, /, **details: str) -> str:
        """Return a phrase of the interface."""
        return self.project.interfaces[self.page.language].say(phrase, **details)

    @property
    def site_name(self) -> str:
        """The foundation's name."""
        names = self.project.catalog.site.name
        return names.get(self.page.language, names[self.project.catalog.site.default_language])

    def number(self, value: Decimal) -> str:
        """Return a number in the page's language."""
        return localisation.number(value, self.page.language)

    def day(self, value: date) -> str:
        """Return a day in words."""
        return localisation.day(value, self.page.language)

    def moment(self, value: Moment) -> str:
        """Return a date in words, as precise as it is."""
        return localisation.moment(value, self.page.language)

    def period(self, value: Period) -> str:
        """Return a date or a period in words."""
        return localisation.period(value, self.page.language)

    def countries(self, *codes: str) -> str:
        """Return the names of countries, in the order of their codes."""
        return ", ".join(localisation.country_name(code, self.page.language) for code in codes)

    # Languages

    def language_name(self, code: str) -> str:
        """Return a language's name in the page's language."""
        return localisation.language_name(code, self.page.language)

    def own_name(self, code: str) -> str:
        """Return a language's name for itself."""
        return localisation.own_name(code)

    def direction(self, code: str) -> str:
        """Return a language's direction of writing, `ltr` or `rtl`."""
        return localisation.direction(code)

    def is_foreign(self, text: In[Any]) -> bool:
        """Tell whether a text is in another language than the page."""
        return text.language != self.page.language

    def lang(self, text: In[Any]) -> Markup:
        """Return the attributes that name the language of an element, if it is not the page's."""
        if not self.is_foreign(text):
            return Markup()
        language = text.language
        return Markup(' lang="{}" dir="{}"').format(language, localisation.direction(language))

    # Ways

    def link(self, path: str) -> str:
        """Return the link to a path in the site."""
        if self.page.kind == "not-found":
            # A host shows this page at any depth, so that only full paths lead anywhere.
            return urlsplit(self.absolute(path)).path
        return relative(self.page.path, path)

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return urljoin(self.site_url or "/", path)

    def menu(self, name: str) -> list[tuple[str, Link]]:
        """Return the entries of the `header` or the `footer`: each one's own name and its link."""
        return self.project.menus[name, self.page.language]

    @property
    def home(self) -> str:
        """The path of the home page."""
        return Addresses(self.project.catalog).root(self.page.language)

    def host(self, url: str) -> str:
        """Return the part of a web address that people recognise."""
        return (urlsplit(url).hostname or "").removeprefix("www.")

    def tile(self, name: str, slug: str) -> Markup:
        """Return the tile that stands where there is no portrait."""
        return tile(name, slug)
