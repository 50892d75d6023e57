"""The texts of a source edition that are translated, and where each stands in a translation."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias

from relais.editions import normal_text
from relais.front_matter import BODY
from relais.schema import InterviewSource, PageSource, ProgramSource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.schema import Figure, Media, Series

Source: TypeAlias = "InterviewSource | ProgramSource | PageSource"

ORDER: Final = (
    *("title", "summary", "menu", "person", "portrait", "questions", "quotes"),
    *("figures", "series", "places", "media"),
)
"""The fields of translations in the order in which Relais writes them."""


@dataclass(frozen=True, slots=True)
class Item:
    """A part of a list: the one whose field `key` is `value`; of several such, the `nth`."""

    key: str
    value: str
    nth: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """One text to translate."""

    path: tuple[str | Item, ...]
    """`("questions", Item("id", "lamps"), "q")`"""
    text: str
    """The text in the source edition."""
    preset: bool = False
    """Mostly the same in all languages, such as the name of a town: written as it is."""

    @property
    def name(self) -> str:
        """The unit's name as editors read it: `questions: lamps: q`."""
        return ": ".join(step.value if isinstance(step, Item) else step for step in self.path)


def units_of(source: Source) -> list[Unit]:
    """Return everything of a source edition that is translated, in the order of `ORDER`."""
    return list(_units(source))


def _units(source: Source) -> Iterator[Unit]:
    yield Unit(("title",), source.title)
    yield Unit(("summary",), source.summary)
    if isinstance(source, InterviewSource):
        yield from _interview(source)
    else:
        if isinstance(source, PageSource) and source.menu:
            yield Unit(("menu",), source.menu)
        yield from _counted("figures", source.figures)
        if isinstance(source, ProgramSource):
            yield from _counted("series", source.series)
            for place in source.places:
                yield Unit(("places", Item("of", place.name), "name"), place.name, preset=True)
            yield from _media(source.media)
        yield Unit((BODY,), source.body)


def _interview(source: InterviewSource) -> Iterator[Unit]:
    yield Unit(("person", "role"), source.person.role)
    if source.portrait:
        yield Unit(("portrait", "alt"), source.portrait.alt)
    for question in source.questions:
        item = Item("id", question.id)
        yield Unit(("questions", item, "q"), question.q)
        yield Unit(("questions", item, "a"), question.a)
    seen: Counter[str] = Counter()
    for quote in source.quotes:
        yield Unit(("quotes", Item("from", quote.from_, seen[quote.from_]), "text"), quote.text)
        seen[quote.from_] += 1
    yield from _media(source.media)


def _counted(field: str, items: Sequence[Figure | Series]) -> Iterator[Unit]:
    for counted in items:
        item = Item("id", counted.id)
        yield Unit((field, item, "label"), counted.label)
        if counted.unit:
            yield Unit((field, item, "unit"), counted.unit)


def _media(items: Sequence[Media]) -> Iterator[Unit]:
    for media in items:
        item = Item("id", media.id)
        yield Unit(("media", item, "title"), media.title)
        if media.still:
            yield Unit(("media", item, "alt"), media.still.alt)
        if media.transcript:
            yield Unit(("media", item, "transcript"), media.transcript)


def changed(before: Source, now: Source) -> dict[str, str]:
    """Return the names of the units whose text is another one now, each with its former text."""
    former = {unit.name: unit.text for unit in units_of(before)}
    return {
        unit.name: former[unit.name]
        for unit in units_of(now)
        if unit.name in former and normal_text(former[unit.name]) != normal_text(unit.text)
    }
