"""What a template may call: the words, names, dates and links of one page, in its language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urljoin, urlsplit

from markupsafe import Markup

from relais import figures_file, localisation
from relais.addresses import Addresses, relative
from relais.tile import tile
from relais.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from relais.fields import Moment, Period
    from relais.pictures import Variant
    from relais.project import PublicProject
    from relais.views import In, Menus, PageDescription


@dataclass(frozen=True, slots=True)
class Presenter:
    """Shows one page's values to its readers."""

    project: PublicProject
    page: PageDescription
    site_url: str
    """The address under which the site is published; empty if that is not known."""

    # Words

    def say(self, phrase: str, /, **details: object) -> str:
        """Return a phrase of the interface."""
        words = self.project.interfaces[self.page.language].say(phrase, **details)
        return typeset(words, self.page.language)

    def count(self, phrase: str, number: int, **details: object) -> str:
        """Return a phrase for one thing or for several: `PHRASE-one` or `PHRASE-other`."""
        form = localisation.plural(number, self.page.language)
        shown = localisation.number(number, self.page.language)
        return self.say(f"{phrase}-{form}", number=shown, **details)

    @property
    def site_name(self) -> str:
        """The foundation's name."""
        return self._of_site(self.project.catalog.site.name)

    @property
    def tagline(self) -> str:
        """What the site is, in a few words."""
        return self._of_site(self.project.catalog.site.tagline)

    def _of_site(self, texts: Mapping[str, str]) -> str:
        default = self.project.catalog.site.default_language
        return typeset(texts.get(self.page.language, texts[default]), self.page.language)

    def number(self, value: Decimal) -> str:
        """Return a number in the page's language."""
        return localisation.number(value, self.page.language)

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

    def srcset(self, variants: Sequence[Variant]) -> str:
        """Return the choices of widths in the form of HTML's `srcset`."""
        return ", ".join(f"{self.link(variant.path)} {variant.width}w" for variant in variants)

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return urljoin(self.site_url or "/", path)

    @property
    def menus(self) -> Menus:
        """The header and the footer."""
        return self.project.menus[self.page.language]

    @property
    def home(self) -> str:
        """The path of the home page."""
        return Addresses(self.project.catalog).root(self.page.language)

    def section(self, name: str) -> str:
        """Return the path of a section that has a page of its own, such as `interviews`."""
        return Addresses(self.project.catalog).section(name, self.page.language)

    def mailto(self, title: object) -> str:
        """Return a link that starts a mail about this page, addressed to nobody yet."""
        return f"mailto:?subject={quote(str(title))}&body={quote(self.absolute(self.page.path))}"

    def host(self, url: str) -> str:
        """Return the part of a web address that people recognise."""
        return (urlsplit(url).hostname or "").removeprefix("www.")

    @property
    def kilobytes(self) -> int:
        """How large the file of the figures on this page is, rounded up."""
        sizes = (len(data) for _, data in figures_file.files([self.page], self.project.interfaces))
        return -(-sum(sizes) // 1000)

    def tile(self, name: str, slug: str) -> Markup:
        """Return the tile that stands where there is no portrait."""
        return tile(name, slug)
