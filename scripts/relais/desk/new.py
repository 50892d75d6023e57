"""New entries: valid drafts at once, with a comment that explains each field."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any, Final

from relais import limits
from relais.desk import scaffolds
from relais.desk.entries import VOCABULARIES, Desk, Name
from relais.desk.outcome import Outcome, RefusalError, UsageError, sentence
from relais.desk.slugs import free_slug
from relais.desk.splice import rendered
from relais.desk.translation_file import Manner, new_file
from relais.desk.units import units_of
from relais.desk.writing import Changes
from relais.diagnostics import Diagnostic
from relais.documents import parse_file, understand
from relais.editions import fingerprint
from relais.fields import SLUG
from relais.files import FORBIDDEN_CHARACTER, decode
from relais.schema import InterviewSource, ProgramSource

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relais.desk.outcome import Sentence
    from relais.documents import Document

_MODELS: Final[dict[str, type[Any]]] = {"interview": InterviewSource, "program": ProgramSource}
_ENDINGS: Final = {"interview": "yml", "program": "md"}


def new_interview(  # noqa: PLR0913 - each is one answer of the editor
    root: Path,
    speaking: str,
    *,
    name: str,
    role: str,
    organisation: str,
    title: str = "",
    language: str = "",
    slug: str = "",
) -> Outcome:
    """Write the draft of an interview with `name`, and its translations to be filled in.

    `organisation` is a slug; there need not be such an organisation yet. `speaking` is the
    language of the comments, `language` the one of the interview (without it: the site's first).
    """
    desk = Desk.open(root)
    language = _language(desk, language)
    organisation = _one_line(organisation)
    if not SLUG.fullmatch(organisation):
        raise UsageError(sentence("bad-slug", slug=organisation))
    chosen = _slug(desk, "interview", name, slug)
    values = {"name": _one_line(name), "role": _one_line(role), "organisation": organisation}
    values["title"] = _one_line(title) or scaffolds.title_of(language, values["name"])
    notes: list[Sentence] = []
    if organisation not in desk.content.slugs("organisation"):
        notes.append(sentence("organisation-missing", slug=organisation))
    lines = scaffolds.interview(f"{chosen.path}/index.{language}.yml", values, language, speaking)
    return _write(desk, chosen, lines, language, speaking, notes)


def new_program(
    root: Path, speaking: str, *, title: str, language: str = "", slug: str = ""
) -> Outcome:
    """Write the draft of a program, and its translations to be filled in."""
    desk = Desk.open(root)
    language = _language(desk, language)
    chosen = _slug(desk, "program", title, slug)
    path = f"{chosen.path}/index.{language}.md"
    lines = scaffolds.program(path, _one_line(title), language, speaking)
    return _write(desk, chosen, lines, language, speaking, [])


def new_organisation(
    root: Path,
    speaking: str,
    *,
    name: str,
    summaries: Mapping[str, str] | None = None,
    slug: str = "",
) -> Outcome:
    """Write the file of an organisation, with a summary to fill in for each language."""
    desk = Desk.open(root)
    chosen = _slug(desk, "organisation", name, slug)
    _only_languages(desk, summaries or {})
    texts = {code: _one_line((summaries or {}).get(code, "")) for code in desk.content.languages}
    lines = scaffolds.organisation(chosen.path, _one_line(name), texts, speaking)
    Changes(desk.root, created={chosen.path: _joined(lines)}).apply(desk.verify)
    steps = [sentence("next-fill", path=chosen.path), sentence("next-check")]
    return Outcome(chosen.slug, written=(chosen.path,), steps=tuple(steps))


def new_theme(root: Path, *, labels: Mapping[str, str], slug: str = "") -> Outcome:
    """Add a theme with its name in each language at the end of content/themes.yml."""
    desk = Desk.open(root)
    _only_languages(desk, labels)
    labels = {code: _one_line(labels.get(code, "")) for code in desk.content.languages}
    missing = [code for code, label in labels.items() if not label]
    if missing:
        raise UsageError(sentence("label-missing", languages=", ".join(missing)))
    chosen = _slug(desk, "theme", labels[desk.content.languages[0]], slug)
    path = VOCABULARIES["theme"]
    key = rendered(chosen.slug, None)
    lines = [f"  {code}: {rendered(label, None)}" for code, label in labels.items()]
    if path in desk.content.paths:
        draft = desk.draft(path)
        draft.insert_field((chosen.slug,), dict(labels), [f"{key}:", *lines])
        change = (desk.read[path], draft.data())
        Changes(root, replaced={path: change}).apply(desk.verify)
    else:
        created = {path: _joined([f"{key}:", *lines])}
        Changes(root, created=created).apply(desk.verify)
    return Outcome(chosen.slug, written=(path,), steps=(sentence("next-theme", slug=chosen.slug),))


def _write(  # noqa: PLR0913, PLR0917 - the parts of one file
    desk: Desk,
    name: Name,
    lines: list[str],
    language: str,
    speaking: str,
    notes: list[Sentence],
) -> Outcome:
    """Write a source edition and the beginning of each translation."""
    ending = _ENDINGS[name.kind]
    path = f"{name.path}/index.{language}.{ending}"
    created = {path: _joined(lines)}
    source = decode(path, created[path])
    if isinstance(source, Diagnostic):
        raise RefusalError(sentence("bad-values"), [source])
    parsed, problems = parse_file(source)
    document: Document[Any] | None = None
    if parsed:
        document, problems = understand(parsed, _MODELS[name.kind])
    if document is None:
        raise RefusalError(sentence("bad-values"), problems)
    units, of = units_of(document.model), fingerprint(document.model)
    for other in desk.content.languages:
        if other != language:
            place = f"{name.path}/index.{other}.{ending}"
            text = new_file(place, name.kind, units, of, Manner(language, other, speaking))
            created[place] = text.encode()
    # An organisation that is not there yet is said in a note, so it is no reason to refuse.
    verify = None if notes else desk.verify
    Changes(desk.root, created=created).apply(verify)
    steps = [sentence("next-fill", path=path)]
    steps += [
        sentence("next-translation", slug=_shown(desk, name), language=other)
        for other in desk.content.languages
        if other != language
    ]
    steps += [sentence("next-check"), sentence("next-publish")]
    return Outcome(name.slug, written=tuple(created), notes=tuple(notes), steps=tuple(steps))


def _shown(desk: Desk, name: Name) -> str:
    """Return the name by which a command finds the entry."""
    other = "program" if name.kind == "interview" else "interview"
    clear = name.slug not in (*desk.content.slugs(other), *desk.content.slugs("page"))
    return name.slug if clear else str(name)


def _language(desk: Desk, language: str) -> str:
    if not language:
        return desk.content.languages[0]
    if language not in desk.content.languages:
        choices = ", ".join(desk.content.languages)
        raise UsageError(sentence("no-language", language=language, choices=choices))
    return language


def _only_languages(desk: Desk, texts: Mapping[str, str]) -> None:
    for language in texts:
        _language(desk, language)


def _slug(desk: Desk, kind: str, name: str, slug: str) -> Name:
    """Return the new entry's name: the slug that was asked for, or one made from its name."""
    taken = desk.taken(kind)
    if slug:
        short = len(slug) <= limits.MAX_SLUG_LENGTH
        if not SLUG.fullmatch(slug) or not short or slug in limits.RESERVED_NAMES:
            raise UsageError(sentence("bad-slug", slug=slug))
        if slug in taken:
            raise RefusalError(sentence("taken", slug=slug, kind=kind))
        return Name(kind, slug)
    made = free_slug(name, taken)
    if not made:
        raise UsageError(sentence("no-slug", name=name))
    return Name(kind, made)


def _one_line(text: str) -> str:
    """Return an answer on one line. Raises `UsageError` for what no file may hold."""
    line = " ".join(text.split())
    unpaired = any(unicodedata.category(character) == "Cs" for character in line)
    if unpaired or FORBIDDEN_CHARACTER.search(line):
        raise UsageError(sentence("bad-character", value=ascii(line)))
    return line


def _joined(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
