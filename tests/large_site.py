"""A large generated site with many values to filter by, plainly fictional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.localisation import is_country

if TYPE_CHECKING:
    from tests.projects import Project

FIRST = ("Ada", "Bea", "Cid", "Dora", "Eli", "Fay", "Gus", "Hal", "Ida", "Jon", "Kim", "Lea", "Max")
LAST = ("Example", "Fiction", "Invented", "Madeup", "Nobody", "Pretend", "Sample", "Specimen")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COUNTRIES = [a + b for a in LETTERS for b in LETTERS if is_country(a + b)]


def add_entries(  # noqa: PLR0913 - each number is a size of the site
    project: Project,
    interviews: int,
    *,
    programs: int,
    themes: int,
    populations: int,
    countries: int,
    organisations: int = 5,
) -> None:
    """Add that many of each to a project; every value is used if there are enough interviews."""
    for name, count in (("theme", themes), ("population", populations)):
        known = project.path(f"content/{name}s.yml").read_text("utf-8")
        project.write(
            f"content/{name}s.yml",
            known
            + "".join(
                f"{name}-{number}:\n  en: A made-up {name} number {number}\n"
                f"  fr: Une invention, {name} numéro {number}\n"
                for number in range(count)
            ),
        )
    for number in range(organisations):
        project.write(
            f"content/organisations/house-{number}.yml",
            f"name: House Number {number}\nsummary:\n  en: A house of the tests.\n"
            "  fr: Une maison des tests.\n",
        )
    for number in range(programs):
        _program(project, number, themes, populations, countries, organisations)
    for number in range(interviews):
        _interview(project, number, programs, themes, populations, countries, organisations)


def person(number: int) -> str:
    """Return the name of a generated interview's person."""
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"


def _program(
    project: Project, number: int, themes: int, populations: int, countries: int, houses: int
) -> None:
    text = f"summary: What is made up in program {number}, in a sentence of about usual length.\n"
    project.write(
        f"content/programs/program-{number}/index.en.md",
        f"---\ntitle: Made-up Program {number}\n{text}organisations: [house-{number % houses}]\n"
        f"themes: [theme-{number % themes}]\npopulations: [population-{number % populations}]\n"
        f"countries: [{COUNTRIES[number % countries]}]\nstatus: published\n---\nNothing.\n",
    )


def _interview(  # noqa: PLR0913, PLR0917 - as above
    project: Project,
    number: int,
    programs: int,
    themes: int,
    populations: int,
    countries: int,
    houses: int,
) -> None:
    day = f"20{10 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}"
    project.write(
        f"content/partners/person-{number}/index.en.yml",
        f"title: {person(number)} says nothing\nsummary: Nothing is said in a sentence.\n"
        f"person: {{name: {person(number)}, role: Keeper of the things that are made up}}\n"
        f"organisation: house-{number % houses}\nprograms: [program-{number % programs}]\n"
        f"themes: [theme-{number % themes}, theme-{(number + 1) % themes}]\n"
        f"populations: [population-{number % populations}]\n"
        f"countries: [{COUNTRIES[number % countries]}]\n"
        f"status: published\npublish_on: {day}\n"
        "release: {basis: public-source, covers: [text]}\nattribution: summary\n"
        "questions:\n  - {id: what, q: What is made up?, a: Everything.}\n"
        "sources:\n  - {title: The Lantern Gazette}\n",
    )
