"""A generated site with many entries and many values to filter by, plainly fictional."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relais.country_codes import COUNTRY_CODES

if TYPE_CHECKING:
    from tests.projects import Project

FIRST: Final = ("Ada", "Bea", "Cid", "Dora", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim")
LAST: Final = ("Example", "Fiction", "Invented", "Madeup", "Nobody", "Pretend", "Specimen")
COUNTRIES: Final = sorted(COUNTRY_CODES)


@dataclass(frozen=True)
class Size:
    """How many there are of each; all are used if there are enough interviews."""

    interviews: int
    programs: int
    themes: int = 8
    populations: int = 6
    countries: int = 30
    organisations: int = 5


def enlarge(project: Project, size: Size) -> None:
    """Add public English entries to a project."""
    for name, count in (("theme", size.themes), ("population", size.populations)):
        known = project.path(f"content/{name}s.yml").read_text("utf-8")
        added = (
            f"{name}-{number}:\n  en: A made-up {name} number {number}\n"
            f"  fr: Une invention, {name} numéro {number}\n"
            for number in range(count)
        )
        project.write(f"content/{name}s.yml", known + "".join(added))
    for number in range(size.organisations):
        project.write(
            f"content/organisations/house-{number}.yml",
            f"name: House Number {number}\nsummary:\n  en: A house of the tests.\n"
            "  fr: Une maison des tests.\n",
        )
    for number in range(size.programs):
        project.write(f"content/programs/program-{number}/index.en.md", _program(number, size))
    for number in range(size.interviews):
        project.write(f"content/partners/person-{number}/index.en.yml", _interview(number, size))


def _program(number: int, size: Size) -> str:
    return f"""\
---
title: Made-up Program {number}
summary: What is made up in program {number}, in a sentence of about the usual length.
organisations: [house-{number % size.organisations}]
themes: [theme-{number % size.themes}]
populations: [population-{number % size.populations}]
countries: [{COUNTRIES[number % size.countries]}]
status: published
---
Nothing.
"""


def _interview(number: int, size: Size) -> str:
    name = f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
    themes = dict.fromkeys((number % size.themes, (number + 1) % size.themes))
    return f"""\
title: {name} says nothing
summary: Nothing is said in a sentence.
person: {{name: {name}, role: Keeper of the things that are made up}}
organisation: house-{number % size.organisations}
programs: [program-{number % size.programs}]
themes: [{", ".join(f"theme-{theme}" for theme in themes)}]
populations: [population-{number % size.populations}]
countries: [{COUNTRIES[number % size.countries]}]
status: published
publish_on: 20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}
release: {{basis: public-source, covers: [text]}}
attribution: summary
questions:
  - {{id: what, q: What is made up?, a: Everything.}}
sources:
  - {{title: The Lantern Gazette}}
"""
