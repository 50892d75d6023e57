"""The JSON Schemas as files of a project: written, and held against what they should be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from relais import atomic, json_schema
from relais.localisation import countries

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relais.content import Content

FOLDER: Final = "schemas"


@dataclass(frozen=True, slots=True)
class Stale:
    """The schema files that are not what they should be."""

    models: tuple[str, ...]
    """Files that do not say what the models say: editors would mark what is right."""
    slugs: tuple[str, ...]
    """What editors do not offer yet, such as `organisation: new-house`. Nothing is marked wrong."""


def expected(content: Content) -> dict[str, str]:
    """Return the path and the text of every schema file of a project."""
    files = {f"{FOLDER}/{name}.json": schema for name, schema in json_schema.schemas().items()}
    files[_slugs_path()] = json_schema.choices(_known(content), countries("en"))
    return {
        path: json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for path, schema in files.items()
    }


def write(root: Path, content: Content) -> list[str]:
    """Write the files that are not up to date; return their paths."""
    written = []
    for path, text in expected(content).items():
        if _read(root / path) != text:
            atomic.write(root / path, text.encode())
            written.append(path)
    return written


def compare(root: Path, content: Content) -> Stale:
    """Return what `write` would change."""
    wanted = expected(content)
    models = [path for path, text in wanted.items() if _read(root / path) != text]
    if _slugs_path() not in models:
        return Stale(tuple(models), ())
    models.remove(_slugs_path())
    old, new = _offers(_read(root / _slugs_path())), _offers(wanted[_slugs_path()])
    missing = [
        f"{kind}: {slug}"
        for kind, slugs in new.items()
        for slug in slugs
        if slug not in old.get(kind, ())
    ]
    gone = [
        f"{kind}: {slug}"
        for kind, slugs in old.items()
        for slug in slugs
        if slug not in new.get(kind, ())
    ]
    return Stale(tuple(models), (*missing, *gone) or (_slugs_path(),))


def _slugs_path() -> str:
    return f"{FOLDER}/{json_schema.SLUGS_FILE}"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""


def _offers(text: str) -> dict[str, list[str]]:
    """Return the slugs that a slugs file offers, by kind; none of a file that is not one."""
    try:
        definitions: dict[str, Any] = json.loads(text)["definitions"]
        return {
            kind: list(form["anyOf"][0]["enum"]) if "anyOf" in form else []
            for kind, form in definitions.items()
        }
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        return {}


def _known(content: Content) -> dict[str, Mapping[str, str]]:
    """Return the slugs of a project by kind, each with its name in the default language."""
    language = content.languages[0]
    register = content.register.model if content.register else None
    known: dict[str, dict[str, str]] = {
        "organisation": {slug: item.model.name for slug, item in content.organisations.items()},
        "program": {slug: item.source.model.title for slug, item in content.programs.items()},
        "interview": {slug: item.source.model.title for slug, item in content.interviews.items()},
        "menu": {slug: item.source.model.title for slug, item in content.pages.items()},
        "tracker": {each.id: "" for each in register.trackers} if register else {},
        "purpose": {each.id: "" for each in register.purposes} if register else {},
    }
    if content.site:
        known["menu"] |= {
            name: section.title.get(language, "") for name, section in content.site.model.sections
        }
    for kind, document in content.vocabularies.items():
        known[kind] = {slug: names.get(language, "") for slug, names in document.model.root.items()}
    return dict(known)
