"""Everything valid, linked together: interviews, programs, organisations, themes, pages.

A `Catalog` is complete: it also holds drafts and what is withdrawn. Visitors only ever see what
`relais.publication` selects from it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from relais.schema import (
    InterviewSource,
    InterviewTranslation,
    Organisation,
    PageSource,
    PageTranslation,
    ProgramSource,
    ProgramTranslation,
    Site,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.fields import Localised
    from relais.pictures import Picture
    from relais.register import Register

SourceType = TypeVar("SourceType", InterviewSource, ProgramSource, PageSource)
TranslationType = TypeVar(
    "TranslationType", InterviewTranslation, ProgramTranslation, PageTranslation
)


@dataclass(frozen=True, slots=True)
class Entry(Generic[SourceType, TranslationType]):
    """An interview, a program or a page with all its editions."""

    slug: str
    path: str
    """The file of the source edition, relative to the project's root."""
    language: str
    """The language of the source edition."""
    source: SourceType
    """The source edition."""
    translations: Mapping[str, TranslationType]
    """The other editions, by language."""
    stale: frozenset[str] = frozenset()
    """The languages whose translation is older than the source edition."""
    portrait: Picture | None = None
    """The picture of an interview's person."""
    stills: Mapping[str, Picture] = field(default_factory=dict)
    """The pictures that stand for its videos and maps, by the name of their file."""
    references: tuple[tuple[str, str], ...] = ()
    """What its texts refer to: kind and slug."""
    digest: str = ""
    """What tells all of it from others."""


Interview = Entry[InterviewSource, InterviewTranslation]
Program = Entry[ProgramSource, ProgramTranslation]
WrittenPage = Entry[PageSource, PageTranslation]


@dataclass(frozen=True)
class Catalog:
    """All content by slug. Mappings are sorted by slug, so that iteration is reproducible."""

    site: Site
    themes: Mapping[str, Localised]
    populations: Mapping[str, Localised]
    organisations: Mapping[str, Organisation]
    interviews: Mapping[str, Interview]
    programs: Mapping[str, Program]
    pages: Mapping[str, WrittenPage]
    """The hand-written pages of docs/, by their path there without the ending."""
    register: Register
    """What may be kept on a visitor's device, and who may learn of a visit."""

    def entries(self) -> Iterator[Interview | Program]:
        """Yield the interviews, then the programs."""
        yield from self.interviews.values()
        yield from self.programs.values()
