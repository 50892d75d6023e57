"""A site whose every text means harm, built once."""

from __future__ import annotations

import json
from itertools import cycle
from typing import TYPE_CHECKING

import pytest

from tests.hostile.markup_cases import lines, text_of, vectors
from tests.projects import make_project
from tests.trackers import REGISTER, add_trackers

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project


@pytest.fixture(scope="session")
def cases_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site that holds every vector, in texts and in fields."""
    project = make_project(tmp_path_factory.mktemp("cases") / "project")
    plant(project)
    return project.build("--as-of", "2026-11-01")


def plant(project: Project) -> None:
    """Write the vectors into every kind of file."""
    words = cycle(json.dumps(line, ensure_ascii=False) for line in lines())
    add_trackers(project)  # before the themes, which it does not change
    for name in vectors():
        head = f"---\ntitle: {next(words)}\nsummary: {next(words)}\n---\n"
        project.write(f"docs/case-{name}.md", f"{head}{text_of(name)}\n")
    _entries(project, words)
    register = REGISTER
    for text in ("Snowplow", "Lantern Statistics", "The pages.", "Visitor", "We count visits."):
        assert text in register
        register = register.replace(f" {text}", f" {next(words)}")
    project.write("content/cookies.yml", register)
    for path in ("content/themes.yml", "content/populations.yml"):
        text = project.path(path).read_text("utf-8")
        for label in ("Light", "Chaleur", "Night owls"):
            text = text.replace(f": {label}\n", f": {next(words)}\n")
        project.write(path, text)
    project.edit("content/site.yml", "fr: Fonds Lanterne", f"fr: {next(words)}")
    project.edit("content/site.yml", "en: A fictional foundation for tests", f"en: {next(words)}")
    project.edit("content/site.yml", "fr: Thèmes", f"fr: {next(words)}")


def _entries(project: Project, words: cycle[str]) -> None:
    """Write an interview and a program with a vector in each field, and all of them in lists."""
    lists = [json.dumps(line, ensure_ascii=False) for line in lines()]
    answers = [(name, text_of(name)) for name in vectors()]
    questions = "".join(
        f"  - id: {name}\n    q: {next(words)}\n    a: {json.dumps(text, ensure_ascii=False)}\n"
        for name, text in answers
    )
    sources = "".join(
        f'  - {{title: {line}, url: "https://good.example/?{number}=%22%3E%0d%0a"}}\n'
        for number, line in enumerate(lists)
    )
    picture = project.path("content/partners/ada-example/portrait.jpg").read_bytes()
    project.write("content/partners/cases/portrait.jpg", picture)
    project.write(
        "content/partners/cases/index.en.yml",
        f"title: {next(words)}\nsummary: {next(words)}\n"
        f"person: {{name: {next(words)}, role: {next(words)}}}\norganisation: cases\n"
        "themes: [light]\npopulations: [night-owls]\nstatus: published\npublish_on: 2024-05-01\n"
        "release: {basis: signed, covers: [text, portrait], signed_on: 2024-01-01, record: R-1}\n"
        f"attribution: summary\nportrait: {{src: portrait.jpg, alt: {next(words)},"
        f" credit: {next(words)}}}\nquestions:\n{questions}sources:\n{sources}",
    )
    figures = "".join(
        f"  - {{id: n{number}, value: -{number}.5, unit: {next(words)}, label: {line}, date: 2020,"
        f" source: {{title: {next(words)}}}}}\n"
        for number, line in enumerate(lists)
    )
    project.write(
        "content/programs/cases/index.en.md",
        f"---\ntitle: {next(words)}\nsummary: {next(words)}\norganisations: [cases]\n"
        "status: published\npublish_on: 2024-05-02\nplaces:\n"
        f"  - {{name: {next(words)}, country: FR, latitude: 1, longitude: 1}}\n"
        f"figures:\n{figures}series:\n  - {{id: s, label: {next(words)}, unit: {next(words)},"
        " points: [{date: 2010, value: 1}, {date: 2011, value: 2}],"
        f" source: {{title: {next(words)}}}}}\n---\nWords.\n",
    )
    project.write(
        "content/organisations/cases.yml",
        f'name: {next(words)}\nurl: "https://good.example/?a=%22%3E%3Cscript%3E&b=;{{$x}}"\n'
        f"summary: {{en: {next(words)}, fr: {next(words)}}}\n"
        f"description: {{en: {json.dumps(text_of('svg'), ensure_ascii=False)}}}\n",
    )
