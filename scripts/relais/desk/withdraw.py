"""An interviewee takes back the agreement: what was public is to be so no longer.

Nobody is asked for a reason and none is kept: taking consent back must be as easy as giving it
(GDPR, article 7(3)).
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from relais.desk import history
from relais.desk.entries import Desk
from relais.desk.outcome import Outcome, RefusalError, sentence
from relais.desk.references import mentions
from relais.desk.writing import Changes
from relais.diagnostics import Diagnostic
from relais.files import read_text
from relais.schema import Status

if TYPE_CHECKING:
    from pathlib import Path

    from relais.desk.entries import Name
    from relais.desk.outcome import Sentence


def withdraw(root: Path, name: str) -> Outcome:
    """Set an interview to `withdrawn`, and say where else the person still stands.

    The next build has a neutral page at its addresses and nothing else of it. Raises `UsageError`
    or `RefusalError`.
    """
    desk = Desk.open(root)
    found = desk.find(name, ("interview",))
    entry = desk.content.interviews.get(found.slug)
    if entry is None:
        desk.refuse_errors([found.path])
        raise RefusalError(sentence("no-source", path=found.path))
    path, model = entry.source.source.path, entry.source.model
    draft = desk.draft(path)
    rest = tuple(_rest(desk, found, model.person.name))
    steps = (
        sentence("next-build"),
        *(sentence(code, path=found.path) for code in ("erase-history", "erase-elsewhere")),
    )
    if model.status is Status.WITHDRAWN:
        already = sentence("withdrawn-already", slug=found.slug)
        return Outcome(found.slug, notes=(already, *rest), steps=steps)
    draft.replace(("status",), str(Status.WITHDRAWN))
    Changes(root, replaced={path: (desk.read[path], draft.data())}).apply(desk.verify)
    return Outcome(found.slug, written=(path,), notes=(sentence("withdrawn"), *rest), steps=steps)


def _rest(desk: Desk, name: Name, person: str) -> list[Sentence]:
    """Say where the person's name or a link to the interview stands in other texts, and in Git."""
    found = {(place.path, place.line) for place in mentions(desk.content, name)}
    wanted = _folded(person)
    for path in sorted(desk.content.paths - desk.content.unopened):
        if path.endswith((".yml", ".md")):
            source = read_text(desk.root, path)
            if not isinstance(source, Diagnostic):
                lines = enumerate(source.lines, start=1)
                found |= {(path, number) for number, line in lines if wanted in _folded(line)}
    inside = f"{name.path}/"
    places = sorted(place for place in found if not place[0].startswith(inside))
    rest = [sentence("place", path=path, line=line) for path, line in places]
    if rest:
        rest.insert(0, sentence("named-elsewhere"))
    rest.append(sentence("still-in-folder", path=name.path))
    if history.knows(desk.root):
        rest.append(sentence("still-in-git"))
    return rest


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
