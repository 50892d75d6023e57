"""The lines of new files: what was answered, a sign where something is to be written, comments.

`✎` begins a text that nobody has written yet; what has one cannot be published
(`relais.rules.unwritten`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relais.desk.splice import rendered
from relais.desk.translation_file import schema_line
from relais.messages import LANGUAGES
from relais.messages.desk import tell
from relais.rules.unwritten import MARK

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WIDTH: Final = 96
"""Characters of a comment's line."""


def title_of(language: str, name: str) -> str:
    """Return the title that an interview has until the editor finds a better one."""
    return tell(_spoken(language), "scaffold-title", {"name": name})


def interview(path: str, values: Mapping[str, str], language: str, speaking: str) -> list[str]:
    """Return the source edition of a new interview."""

    def note(code: str, indent: int = 0) -> list[str]:
        return _note(speaking, code, indent)

    def blank(code: str) -> str:
        return _blank(language, code)

    return [
        schema_line(path, "interview"),
        *note("title"),
        f"title: {rendered(values['title'], None)}",
        *note("summary"),
        f"summary: {blank('summary')}",
        "",
        "person:",
        *note("name", 2),
        f"  name: {rendered(values['name'], None)}",
        *note("role", 2),
        f"  role: {rendered(values['role'], None)}",
        *note("organisation"),
        f"organisation: {rendered(values['organisation'], None)}",
        *note("programs"),
        "programs: []",
        *note("themes"),
        "themes: []",
        *note("populations"),
        "populations: []",
        *note("countries"),
        "countries: []",
        *note("status"),
        "status: draft",
        *note("publish_on"),
        *note("release"),
        *("# release:", "#   basis: signed", "#   covers: [text, portrait]"),
        *("#   signed_on: 2026-01-31", "#   record: R-0001"),
        *note("attribution"),
        "attribution: edited",
        *note("portrait"),
        *("# portrait:", "#   src: portrait.jpg", "#   alt: …"),
        *note("questions"),
        "questions:",
        f"  - id: {blank_id(language)}",
        f"    q: {blank('question')}",
        "    a: |",
        f"      {blank('answer')}",
        *note("quotes"),
        *note("sources"),
        *("# sources:", "#   - title: …", "#     url: https://…"),
    ]


def program(path: str, title: str, language: str, speaking: str) -> list[str]:
    """Return the source edition of a new program."""

    def note(code: str) -> list[str]:
        return _note(speaking, code)

    return [
        "---",
        schema_line(path, "program"),
        *note("program-title"),
        f"title: {rendered(title, None)}",
        *note("summary"),
        f"summary: {_blank(language, 'summary')}",
        *note("organisations"),
        "organisations: []",
        *note("themes"),
        "themes: []",
        *note("populations"),
        "populations: []",
        *note("countries"),
        "countries: []",
        *note("status"),
        "status: draft",
        *note("publish_on"),
        *note("since"),
        *note("places"),
        *("# places:", "#   - name: Paris", "#     country: FR"),
        *("#     latitude: 48.86", "#     longitude: 2.35"),
        *note("figures"),
        *("# figures:", "#   - id: beds", "#     value: 1200", "#     label: …"),
        *("#     date: 2025", "#     source: {title: …, url: https://…}"),
        "---",
        _blank(language, "body"),
    ]


def organisation(path: str, name: str, summaries: Mapping[str, str], speaking: str) -> list[str]:
    """Return the file of a new organisation."""
    lines = [
        schema_line(path, "organisation"),
        *_note(speaking, "organisation-name"),
        f"name: {rendered(name, None)}",
        *_note(speaking, "organisation-summary"),
        "summary:",
    ]
    for language, text in summaries.items():
        value = rendered(text, None) if text else _blank(language, "organisation")
        lines.append(f"  {language}: {value}")
    return [*lines, *_note(speaking, "organisation-more")]


def blank_id(language: str) -> str:
    """Return the id of the one question that a new interview has."""
    return tell(_spoken(language), "scaffold-id")


def _blank(language: str, code: str) -> str:
    return f"{MARK} {tell(_spoken(language), f'scaffold-{code}')}"


def _note(speaking: str, code: str, indent: int = 0) -> list[str]:
    """Return the comment on a field, apart from what stands above it if the field is the file's."""
    lines = _folded(tell(speaking, f"field-{code}").split(" "), _WIDTH - indent)
    return [*([] if indent else [""]), *(f"{' ' * indent}# {line}" for line in lines)]


def _folded(words: Iterable[str], width: int) -> list[str]:
    lines = [""]
    for word in words:
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] += f" {word}" if lines[-1] else word
    return lines


def _spoken(language: str) -> str:
    """Return a language that Relais has sentences in: English for those that it has not."""
    return language if language in LANGUAGES else LANGUAGES[0]
