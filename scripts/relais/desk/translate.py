"""Begin a translation, go on with it, and say that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

from relais.desk import history, notes
from relais.desk.entries import FOLDERS, Desk, Name
from relais.desk.outcome import Outcome, RefusalError, UsageError, sentence
from relais.desk.splice import Draft
from relais.desk.translation_file import Completion, Manner, new_file
from relais.desk.units import changed, units_of
from relais.desk.writing import Changes
from relais.editions import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

    from relais.content import Editions
    from relais.desk.outcome import Sentence
    from relais.desk.units import Unit
    from relais.tree import Plain

KINDS = ("interview", "program", "page")
_Editions: TypeAlias = "Editions[Any, Any]"


@dataclass(frozen=True, slots=True)
class Task:
    """A translation that somebody works on."""

    desk: Desk
    name: Name
    editions: _Editions
    path: str
    """The translation's file, which need not be there."""
    manner: Manner

    @property
    def units(self) -> list[Unit]:
        """What is to be translated."""
        return units_of(self.editions.source.model)

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the source text as it is."""
        return fingerprint(self.editions.source.model)

    @property
    def exists(self) -> bool:
        """Whether the translation has been begun."""
        return self.path in self.desk.content.paths


def translate(root: Path, name: str, language: str, speaking: str) -> Outcome:
    """Begin the translation of an entry, or bring what was begun up to date.

    What is translated stays. What is new gets its place; beside it, and beside what has changed in
    the source since, stands the source text. Raises `UsageError` or `RefusalError`.
    """
    task = _open(root, name, language, speaking)
    if not task.exists:
        text = new_file(task.path, task.name.kind, task.units, task.fingerprint, task.manner)
        Changes(root, created={task.path: text.encode()}).apply(task.desk.verify)
        return _outcome(task, [sentence("translation-new", count=len(task.units))], open_=True)
    return _update(task)


def finish(root: Path, name: str, language: str, speaking: str) -> Outcome:
    """Note that a translation says what the source says now, and take the source text away."""
    task = _open(root, name, language, speaking)
    if not task.exists:
        raise RefusalError(sentence("no-translation-yet", path=task.path))
    old, draft = _cleaned(task)
    completion = Completion(draft, task.units, task.manner)
    gaps = completion.gaps
    whole = [unit.name for unit in gaps if len(unit.path) == 1 and unit.name != "menu"]
    if whole:
        raise RefusalError(sentence("not-translated", path=task.path, what=", ".join(whole)))
    if gaps:
        completion.explain()
        completion.note_gaps(apart_from=())
    _record(draft, task.fingerprint)
    new = draft.data()
    remarks = [sentence("still-open", what=", ".join(unit.name for unit in gaps))] if gaps else []
    if new == old:
        return Outcome(task.name.slug, notes=(sentence("done-already", path=task.path), *remarks))
    Changes(root, replaced={task.path: (old, new)}).apply(task.desk.verify)
    return _outcome(task, [sentence("translation-done"), *remarks], open_=bool(gaps))


def _open(root: Path, name: str, language: str, speaking: str) -> Task:
    desk = Desk.open(root)
    if language not in desk.content.languages:
        choices = ", ".join(desk.content.languages)
        raise UsageError(sentence("no-language", language=language, choices=choices))
    found = desk.find(name, KINDS)
    folder = found.path if found.kind in FOLDERS else f"docs/{found.slug}"
    editions: _Editions | None = getattr(desk.content, f"{found.kind}s").get(found.slug)
    if editions is None:
        desk.refuse_errors([folder, *_page_paths(desk, found)])
        raise RefusalError(sentence("no-source", path=folder))
    if language == editions.language:
        raise UsageError(
            sentence("source-language", path=editions.source.source.path, language=language)
        )
    path = _path(desk, found, language)
    desk.refuse_errors([editions.source.source.path, path])
    return Task(desk, found, editions, path, Manner(editions.language, language, speaking))


def _path(desk: Desk, name: Name, language: str) -> str:
    if name.kind == "page":
        middle = "" if language == desk.content.languages[0] else f".{language}"
        return f"docs/{name.slug}{middle}.md"
    ending = "yml" if name.kind == "interview" else "md"
    return f"{name.path}/index.{language}.{ending}"


def _page_paths(desk: Desk, name: Name) -> list[str]:
    if name.kind != "page":
        return []
    return [_path(desk, name, language) for language in desk.content.languages]


def _cleaned(task: Task) -> tuple[bytes, Draft]:
    """Return a translation's file as it is, and a draft of it without the source text."""
    draft = task.desk.draft(task.path)
    notes.take_away(draft)
    return task.desk.read[task.path], Draft.read(task.path, draft.data())


def _update(task: Task) -> Outcome:
    old, draft = _cleaned(task)
    completion = Completion(draft, task.units, task.manner)
    gaps = completion.gaps
    recorded = getattr(draft.find(("translation", "of")), "value", "")
    nothing_yet = len(gaps) == sum(not unit.preset for unit in task.units)
    remarks: list[Sentence] = []
    if gaps or recorded != task.fingerprint:
        completion.explain()
    completion.drop_orphans()
    added = completion.add_missing()
    completion.note_gaps(apart_from=added)
    translated = [unit for unit in task.units if unit not in gaps and not unit.preset]
    if recorded != task.fingerprint and nothing_yet:
        _record(draft, task.fingerprint)  # what is translated from now on is the present text
    elif recorded != task.fingerprint:
        remarks += _note_changes(task, completion, translated, recorded)
    new = draft.data(lambda wished, now: _settled(wished) == _settled(now))
    if gaps:
        remarks.insert(0, sentence("to-translate", what=", ".join(unit.name for unit in gaps)))
    if new == old:
        fresh = () if remarks else (sentence("nothing-to-do", path=task.path),)
        return Outcome(task.name.slug, notes=(*remarks, *fresh))
    Changes(task.desk.root, replaced={task.path: (old, new)}).apply(task.desk.verify)
    return _outcome(task, remarks, open_=bool(remarks))


def _note_changes(
    task: Task, completion: Completion, translated: list[Unit], recorded: str
) -> list[Sentence]:
    """Mark what has changed in the source since it was translated; return what is known of it.

    One fingerprint stands for the whole text: which part of it has changed only Git can tell.
    """
    source = task.editions.source
    root, path = task.desk.root, source.source.path
    model = type(source.model)
    former = history.source_at(root, path, recorded, model) if recorded else None
    if former is None:
        for unit in translated:
            completion.note_source(unit)
        code = "changed-unknown" if recorded else "never-recorded"
        return [sentence(code, path=path, of=recorded)]
    texts = changed(former, source.model)
    for unit in translated:
        if unit.name in texts:
            completion.note_change(unit, texts[unit.name])
    gone = {unit.name for unit in units_of(former)} - {unit.name for unit in task.units}
    remarks = []
    if names := [unit.name for unit in translated if unit.name in texts]:
        remarks.append(sentence("changed-texts", what=", ".join(names)))
    if gone:
        remarks.append(sentence("gone-texts", what=", ".join(sorted(gone))))
    return remarks or [sentence("changed-little")]


def _record(draft: Draft, of: str) -> None:
    if draft.find(("translation", "of")) is not None:
        if getattr(draft.find(("translation", "of")), "value", "") != of:
            node = draft.find(("translation", "of"))
            draft.replace(("translation", "of"), of, style=getattr(node, "style", None) or '"')
        return
    text = f'translation: {{of: "{of}"}}'
    draft.insert_lines(draft.line_of((draft.first_field,)), [text])
    draft.wish_field("translation", {"of": of})


def _outcome(task: Task, remarks: list[Sentence], *, open_: bool) -> Outcome:
    steps = []
    if open_:
        steps.append(sentence("next-translate", path=task.path))
        name = str(task.name) if task.name.kind != "interview" else task.name.slug
        steps.append(sentence("next-done", slug=name, language=task.manner.target))
    steps.append(sentence("next-check"))
    return Outcome(task.name.slug, written=(task.path,), notes=tuple(remarks), steps=tuple(steps))


def _settled(value: Plain) -> Plain:
    """Return what a file says without the places that are still empty."""
    if isinstance(value, list):
        items = [_settled(item) for item in value]
        return [item for item in items if not _is_place(item)]
    if isinstance(value, dict):
        found = {name: _settled(item) for name, item in value.items()}
        return {name: item for name, item in found.items() if item not in (None, {}, [])}
    return value


def _is_place(item: Plain) -> bool:
    if not isinstance(item, dict):
        return False
    # A part that only says what it translates; a place's name is preset by Relais.
    return item.keys() <= {"id", "from"} or item.get("of") is not None
