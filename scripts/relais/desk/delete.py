"""An entry goes, if nothing refers to it any more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relais.desk.entries import FOLDERS, VOCABULARIES, Desk, Name
from relais.desk.outcome import Outcome, RefusalError, sentence
from relais.desk.references import mentions
from relais.desk.rename import KINDS, refuse_unclear
from relais.desk.writing import Changes
from relais.schema import Status

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Deletion:
    """What would be deleted: shown before it is done."""

    desk: Desk
    name: Name
    files: tuple[str, ...]
    published: bool


def plan_deletion(root: Path, name: str) -> Deletion:
    """Return what deleting an entry would delete.

    Raises `UsageError` for an unknown name, and `RefusalError` with the places that refer to it.
    """
    desk = Desk.open(root)
    found = desk.find(name, KINDS)
    refuse_unclear(desk, found)
    inside = f"{found.path}/"
    places = [
        mention for mention in mentions(desk.content, found) if not mention.path.startswith(inside)
    ]
    if places:
        more = [sentence("place", path=place.path, line=place.line) for place in places]
        raise RefusalError(sentence("still-mentioned", slug=found.slug), more=more)
    files = [path for path in desk.content.paths if path.startswith(inside) or path == found.path]
    entry = getattr(desk.content, f"{found.kind}s", {}).get(found.slug)
    published = found.kind in FOLDERS and entry and entry.source.model.status is Status.PUBLISHED
    return Deletion(desk, found, tuple(sorted(files)), bool(published))


def delete(deletion: Deletion) -> Outcome:
    """Delete what was planned. Git still knows it."""
    desk, name = deletion.desk, deletion.name
    steps = (sentence("next-check"),)
    if name.kind in VOCABULARIES:
        draft = desk.draft(name.path)
        draft.remove_field(name.slug)
        change = (desk.read[name.path], draft.data())
        Changes(desk.root, replaced={name.path: change}).apply(desk.verify)
        return Outcome(name.slug, written=(name.path,), steps=steps)
    Changes(desk.root, deleted=[name.path]).apply(desk.verify)
    return Outcome(
        name.slug, deleted=deletion.files, notes=(sentence("deleted-in-git"),), steps=steps
    )
