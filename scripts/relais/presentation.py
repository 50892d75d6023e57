"""What a template may call: the words, names, dates and links of one page, in its language."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from relais import drawing, figures_file, icons, localisation, manifest, structured_data
from relais.addresses import Addresses, absolute, relative
from relais.consent import COOKIE, KEPT_DAYS
from relais.news import FEEDS, has_news
from relais.structured_parts import ImageFacts, SiteFacts, script
from relais.tile import tile
from relais.typography import typeset
from relais.views import In, ListContent, ThemeContent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date
    from decimal import Decimal

    from relais.cards import Card
    from relais.consent import Consent
    from relais.fields import Duration, Moment, Period
    from relais.news import Feed
    from relais.pictures import Variant
    from relais.project import PublicProject
    from relais.views import Link, Menus, PageDescription


_LISTS: Final = {"interviews", "programs"}
"""Kinds of pages that stand below their section at several depths."""
_SEVERAL: Final = {"interview", "program", "organisation", "theme"}
"""Kinds of pages of which there are several in a folder, and none has others below it."""

_NOTHING: Final = Markup()


@dataclass(frozen=True)
class Presenter:
    """Shows one page's values to its readers."""

    project: PublicProject
    page: PageDescription
    site_url: str
    """The address under which the site is published; empty if that is not known."""

    # Words

    def say(self, phrase: str, /, **details: object) -> str:
        """Return a phrase of the interface."""
        return self.project.interfaces[self.page.language].show(phrase, **details)

    def count(self, phrase: str, number: int, **details: object) -> str:
        """Return a phrase for one thing or for several: `PHRASE-one` or `PHRASE-other`."""
        form = localisation.plural(number, self.page.language)
        shown = localisation.number(number, self.page.language)
        return self.say(f"{phrase}-{form}", number=shown, **details)

    @property
    def site_name(self) -> str:
        """The foundation's name."""
        return self._facts.name

    @property
    def tagline(self) -> str:
        """What the site is, in a few words."""
        return str(self.pick(self.project.catalog.site.tagline))

    @cached_property
    def heading(self) -> str:
        """The page's title in full: that of a filtered list names the list, the value, the page."""
        if self.page.title is None:
            return self.say("not-found-title")
        content = self.page.content
        if not isinstance(content, ListContent):
            return str(self.page.title)
        heading = str(content.whole.title)
        if content.active:
            heading += f"{self.say('colon')} {content.active.title}"
        if content.number > 1:
            heading = self.say("page-of-list", list=heading, number=self.number(content.number))
        return heading

    @cached_property
    def summary(self) -> str:
        """What the page holds, in a sentence or two; empty if nothing says it."""
        if self.page.summary:
            return str(self.page.summary)
        content = self.page.content
        if isinstance(content, ListContent) and content.active:
            phrase = f"{self.page.kind}-by-{content.name}"
            return self.say(phrase, value=content.active.title)
        if isinstance(content, ThemeContent):
            return self.say("theme-summary", theme=self.page.title)
        return ""

    def number(self, value: Decimal | int) -> str:
        """Return a number in the page's language."""
        return localisation.number(value, self.page.language)

    def moment(self, value: Moment) -> str:
        """Return a date in words, as precise as it is."""
        return localisation.moment(value, self.page.language)

    def period(self, value: Period) -> str:
        """Return a date or a period in words."""
        return localisation.period(value, self.page.language)

    def day(self, value: date) -> str:
        """Return a day in words."""
        return localisation.day(value, self.page.language)

    def duration(self, value: Duration) -> str:
        """Return in words how long something lasts."""
        if value.unit in ("session", "unlimited"):
            return self.say(f"lasts-{value.unit}")
        return localisation.duration(value, self.page.language)

    def countries(self, *codes: str) -> str:
        """Return the names of countries, in the order of their codes."""
        return ", ".join(localisation.country_name(code, self.page.language) for code in codes)

    def pick(self, texts: Mapping[str, str]) -> In[str]:
        """Return a text of the site's own files in the page's language, if it has one."""
        return In.pick(texts, self.page.language, self.project.catalog.site.default_language)

    def list(self, texts: Iterable[Mapping[str, str]]) -> str:
        """Return several such texts as a list in a sentence."""
        return localisation.listing([str(self.pick(text)) for text in texts], self.page.language)

    # Consent

    @property
    def consent(self) -> Consent:
        """What visitors are asked."""
        return self.project.consent

    @property
    def early_script(self) -> Markup:
        """The script that decides in the head whether to ask."""
        return Markup(self.consent.early_script)  # noqa: S704 - made of checked slugs and numbers

    @property
    def choice_cookie(self) -> str:
        """The name of the cookie that keeps a visitor's choice."""
        return COOKIE

    @property
    def choice_days(self) -> int:
        """For how many days a choice is kept."""
        return KEPT_DAYS

    @property
    def cookies_page(self) -> str:
        """The path of the page that says everything about cookies."""
        return Addresses(self.project.catalog).page("cookies", self.page.language)

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
            return _NOTHING
        language = text.language
        return Markup(' lang="{}" dir="{}"').format(language, localisation.direction(language))

    def text(self, text: In[Any]) -> Markup:
        """Return a text, marked with its language if it is not the page's."""
        if not self.is_foreign(text):
            return text.__html__()
        return Markup("<span{}>{}</span>").format(self.lang(text), text)

    def links(self, ways: Iterable[Link]) -> Markup:
        """Return the ways to other pages as a list within a line."""
        pairs = [(escape(self.link(way.path)), self.text(way.title)) for way in ways]
        links = ", ".join(f'<a href="{link}">{title}</a>' for link, title in pairs)
        return Markup(links)  # noqa: S704 - escaped by the lines above

    # What machines read

    def locale(self, code: str) -> str:
        """Return a language as Open Graph names it: `fr_FR`."""
        return localisation.locale_code(code)

    @property
    def card(self) -> Card:
        """The picture that stands for this page where its link is shared."""
        return self.project.card(self.page)

    @property
    def card_size(self) -> tuple[int, int]:
        """Width and height of a card, in pixels."""
        return drawing.WIDTH, drawing.HEIGHT

    @property
    def manifest(self) -> str:
        """The path of the web app manifest."""
        return manifest.path(self.project.catalog, self.page.language)

    @property
    def touch_icon(self) -> str:
        """The path of the icon for home screens."""
        return icons.path(icons.TOUCH, self.project.colours)

    def structured_data(self) -> Markup:
        """Return what the page says to machines, for a `<script>` element; empty if nothing."""
        image = ImageFacts(self.card.path, *self.card_size, self.card.text)
        page, heading = self.page, self.heading
        if isinstance(page.content, ListContent):
            heading = typeset(heading, page.language)
        document = structured_data.describe(page, self._facts, heading, self.summary, image)
        return script(document) if document else Markup()

    @property
    def _facts(self) -> SiteFacts:
        """What all pages of the language say of the site, found out once."""
        key = (self.site_url, self.page.language)
        facts = self.project.facts.get(key)
        if facts is None:
            facts = self.project.facts[key] = self._find_facts()
        return facts

    def _find_facts(self) -> SiteFacts:
        catalog, side = self.project.catalog, icons.LARGE.size
        addresses, default = Addresses(catalog), catalog.site.default_language
        logo = icons.path(icons.LARGE, self.project.colours)
        return SiteFacts(
            url=self.site_url,
            default_language=default,
            name=str(self.pick(catalog.site.name)),
            tagline=self.tagline,
            contact=catalog.site.contact,
            trail=self.menus.trail,
            organisations=addresses.section("organisations", default),
            languages=tuple(catalog.site.languages),
            logo=ImageFacts(logo, side, side, str(self.pick(catalog.site.name))),
        )

    # Ways

    def once(self, name: str, *key: str, caller: Callable[[], Markup]) -> Markup:
        """Return a part of the page, made once for all pages on which it is the same.

        The part may depend on the page's language, its place and its section, and on `key`. Its
        links lead to sections, written pages, entries, and files, never below the page itself; from
        a list to lists of the same facet only if `key` names the present one.
        """
        part = self._parts.get((name, *key))
        if part is None:
            part = self._parts[name, *key] = caller()
        return part

    @cached_property
    def _parts(self) -> dict[tuple[str, ...], Markup]:
        """The parts that were made already for this page's language, place and section."""
        page = self.page
        place = (self.site_url, page.language, self._place, page.section)
        return self.project.parts.setdefault(place, {})

    @property
    def _place(self) -> str:
        """What pages with the same relative links have in common.

        That is the folder that they stand in; of lists the section and how deep they are below it.
        """
        page = self.page
        if page.path in self.project.sections:
            return page.path
        if page.kind in _LISTS:
            section = self.menus.trail[page.kind].path
            return section + "*/" * (page.path.count("/") - section.count("/"))
        if page.kind in _SEVERAL:
            return f"{page.path.rstrip('/').rpartition('/')[0]}/*"
        return page.path

    def link(self, path: str) -> str:
        """Return the link to a path in the site."""
        if self.page.kind == "not-found":
            # A host shows this page at any depth, so that only full paths lead anywhere.
            return urlsplit(self.absolute(path)).path
        return relative(self.page.path, path)

    def asset(self, name: str) -> str:
        """Return the link to a stylesheet, a script or a picture of the design, by its name."""
        return self.link(self.project.published.path(name))

    def srcset(self, variants: Sequence[Variant]) -> str:
        """Return the choices of widths in the form of HTML's `srcset`."""
        return ", ".join(f"{self.link(variant.path)} {variant.width}w" for variant in variants)

    def absolute(self, path: str) -> str:
        """Return the full address of a path in the site."""
        return absolute(self.site_url, path)

    @property
    def menus(self) -> Menus:
        """The header and the footer."""
        return self.project.menus[self.page.language]

    @property
    def feeds(self) -> tuple[Feed, ...]:
        """The forms in which the news can be followed; none without news or a known address."""
        return FEEDS if self.site_url and has_news(self.project.catalog) else ()

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
