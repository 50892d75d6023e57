"""The lists of interviews and programs: page by page, whole and for each value of a facet.

Every filter and every page of a list is a static page with an address of its own. A list has at
most `LONGEST` entries on a page, and a filter offers at most `MOST_CHOICES` values, so that no page
grows with the site.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from relais.addresses import FACETS, Addresses
from relais.cache import key_of
from relais.localisation import country_name, sortable
from relais.views import (
    Choice,
    Filter,
    In,
    Link,
    ListContent,
    PageDescription,
    Step,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from relais.facets import Facets
    from relais.publication import PublicCatalog
    from relais.states import States
    from relais.views import InterviewCard, ProgramCard

LONGEST: Final = 24
"""Entries on one page of a list: whole rows of one, two, three and four cards."""
MOST_SHOWN: Final = 12
"""Entries that another page shows before it leads to the list of all."""
MOST_CHOICES: Final = 24
"""Values of a facet that a filter offers."""
_ELSEWHERE: Final = {"countries": "places", "programs": "programs"}
"""The section whose page holds all values of a facet, also those that a filter leaves out."""
_AROUND: Final = 1
"""Pages before and after the present one to which each page of a list leads."""


class Lists:
    """The lists of one language."""

    def __init__(self, catalog: PublicCatalog, facets: Facets, language: str) -> None:
        self.catalog, self.facets, self.language = catalog, facets, language
        self.addresses = Addresses(catalog)

    def pages(
        self,
        interviews: Callable[[Sequence[str]], tuple[InterviewCard, ...]],
        programs: Callable[[Sequence[str]], tuple[ProgramCard, ...]],
        states: States,
    ) -> Iterator[PageDescription]:
        """Yield every page of every list; the functions turn slugs into cards."""
        cards: dict[str, Callable[[str], str]]
        cards = {"interviews": states.interview, "programs": states.program}
        for section, facet, value in self._lists():
            slugs = self.facets.entries(section, facet, value)
            frame = ListContent(
                interviews=(),
                programs=(),
                whole=Link(self._title(section), self._path(section)),
                facet=self._title(facet) if facet else None,
                name=facet,
                active=self.link(section, facet, value) if facet else None,
                other=self._other(section, facet, value),
                filters=self._filters(section, facet, value),
                total=len(slugs),
                first=1,
                number=1,
                steps=(),
            )
            around = key_of(repr(frame))
            for number, start in enumerate(range(0, max(len(slugs), 1), LONGEST), start=1):
                shown = slugs[start : start + LONGEST]

                def content(
                    frame: ListContent = frame,
                    shown: tuple[str, ...] = shown,
                    place: tuple[str, str, str, int] = (section, facet, value, number),
                    first: int = start + 1,
                ) -> ListContent:
                    section, _, _, number = place
                    return frame._replace(
                        interviews=interviews(shown) if section == "interviews" else (),
                        programs=programs(shown) if section == "programs" else (),
                        first=first,
                        number=number,
                        steps=self.steps(*place, -(-frame.total // LONGEST)),
                    )

                inputs = key_of(around, number, *map(cards[section], shown))
                yield self._page(section, facet, value, frame, number, content, inputs)

    def link(self, section: str, facet: str, value: str) -> Link:
        """Return the way to the list of a section's entries with a value, by the value's name."""
        return Link(self.label(facet, value), self._path(section, facet, value))

    def all_beyond(self, section: str, facet: str, value: str) -> Choice | None:
        """Return the way to all entries with a value where a page cannot show them all."""
        count = len(self.facets.entries(section, facet, value))
        return Choice(self.link(section, facet, value), count) if count > MOST_SHOWN else None

    def label(self, facet: str, value: str) -> In[str]:
        """Return the name of a value."""
        catalog, default = self.catalog, self.catalog.site.default_language
        if facet == "themes":
            return In.pick(catalog.themes[value], self.language, default)
        if facet == "populations":
            return In.pick(catalog.populations[value], self.language, default)
        if facet == "countries":
            return In(country_name(value, self.language), self.language)
        if facet == "organisations":
            return In(catalog.organisations[value].name, self.language)
        program = catalog.programs[value]
        translation = program.translations.get(self.language)
        language = self.language if translation else program.language
        return In((translation or program.source).title, language)

    def _lists(self) -> Iterator[tuple[str, str, str]]:
        """Yield the section, facet and value of each list; the whole ones have neither."""
        for section, facets in FACETS.items():
            yield section, "", ""
            for facet in facets:
                for value, slugs in self.facets.values(section, facet).items():
                    # An organisation's own page shows a few; a second one would only repeat it.
                    if facet != "organisations" or len(slugs) > MOST_SHOWN:
                        yield section, facet, value

    def _page(  # noqa: PLR0913, PLR0917 - each is one word of the description
        self,
        section: str,
        facet: str,
        value: str,
        frame: ListContent,
        number: int,
        content: Callable[[], ListContent],
        inputs: str,
    ) -> PageDescription:
        summary = getattr(self.catalog.site.sections, section).summary
        default = self.catalog.site.default_language
        return PageDescription(
            path=self._path(section, facet, value, number),
            kind=section,
            language=self.language,
            title=frame.active.title if frame.active else frame.whole.title,
            summary=None if facet else In.pick(summary, self.language, default),
            described=content,
            alternates={
                language: self.addresses.listing(section, language, facet, value, number)
                for language in self.catalog.site.languages
            },
            section=section,
            inputs=inputs,
            number=number,
        )

    def _path(self, section: str, facet: str = "", value: str = "", number: int = 1) -> str:
        return self.addresses.listing(section, self.language, facet, value, number)

    def _title(self, section: str) -> In[str]:
        site = self.catalog.site
        words = getattr(site.sections, section)
        return In.pick(words.title, self.language, site.default_language)

    def _other(self, section: str, facet: str, value: str) -> Choice | None:
        """Return the programs with a value beside the interviews with it, and the reverse."""
        other = "programs" if section == "interviews" else "interviews"
        if facet not in ("themes", "countries", "populations"):
            return None
        choice = self._choice(other, facet, value)
        return choice if choice.count else None

    # Filters

    def _filters(self, section: str, facet: str, value: str) -> tuple[Filter, ...]:
        """Return the filters of a section, in which the present value always stands."""
        if len(self.facets.all[section]) < 2:  # noqa: PLR2004 - there is nothing to choose from
            return ()
        shared = self._shared_filters[section]
        return tuple(
            self._with(one, section, value) if one.name == facet else one for one in shared
        )

    def _with(self, shared: Filter, section: str, value: str) -> Filter:
        own = self._choice(section, shared.name, value)
        if own in shared.choices:
            return shared
        return shared._replace(choices=_alphabetical([*shared.choices, own]))

    @cached_property
    def _shared_filters(self) -> dict[str, tuple[Filter, ...]]:
        """The filters by section, made once for all pages of its lists."""
        return {
            section: tuple(
                self._filter(section, facet)
                for facet in facets
                if facet != "organisations" and self.facets.values(section, facet)
            )
            for section, facets in FACETS.items()
        }

    def _filter(self, section: str, facet: str) -> Filter:
        values = self.facets.values(section, facet)
        most = sorted(values, key=lambda value: (-len(values[value]), value))[:MOST_CHOICES]
        rest = None
        if len(values) > MOST_CHOICES and facet in _ELSEWHERE:
            other = _ELSEWHERE[facet]
            rest = Link(self._title(other), self.addresses.section(other, self.language))
        choices = [self._choice(section, facet, value) for value in most]
        return Filter(facet, self._title(facet), _alphabetical(choices), rest)

    def _choice(self, section: str, facet: str, value: str) -> Choice:
        count = len(self.facets.entries(section, facet, value))
        return Choice(self.link(section, facet, value), count)

    # Pages

    def steps(
        self, section: str, facet: str, value: str, number: int, last: int
    ) -> tuple[Step, ...]:
        """Return the way to the first, the last and the neighbouring pages, and what is between.

        A single page that would be left out stands there itself. Empty for a list of one page.
        """
        if last < 2:  # noqa: PLR2004 - one page needs no way to another
            return ()
        near = {1, last, *range(number - _AROUND, number + _AROUND + 1)}
        steps, before = [], 0
        for shown in sorted(page for page in near if 1 <= page <= last):
            if shown - before == 2:  # noqa: PLR2004 - one page between them
                steps.append(self._step(section, facet, value, shown - 1))
            elif shown - before > 1:
                steps.append(Step(before + 1, shown - 1, None))
            steps.append(self._step(section, facet, value, shown))
            before = shown
        return tuple(steps)

    def _step(self, section: str, facet: str, value: str, number: int) -> Step:
        return Step(number, number, self._path(section, facet, value, number))


def _alphabetical(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    return tuple(sorted(choices, key=lambda one: (sortable(str(one.link.title)), one.link.path)))
