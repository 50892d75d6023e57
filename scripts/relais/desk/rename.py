"""Another slug for an entry, in its own files and in everything that refers to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

import yaml

from relais import limits
from relais.desk.entries import FOLDERS, VOCABULARIES, Desk, Name
from relais.desk.outcome import Outcome, RefusalError, UsageError, sentence
from relais.desk.references import broken_mentions, link_to, mentions
from relais.desk.slugs import slug_of
from relais.desk.splice import SpliceError
from relais.desk.writing import Changes
from relais.diagnostics import Diagnostic, Severity
from relais.documents import parse_file, understand
from relais.editions import fingerprint
from relais.fields import SLUG
from relais.files import decode

if TYPE_CHECKING:
    from pathlib import Path

    from relais.content import Editions
    from relais.desk.splice import Draft

KINDS: Final = ("interview", "program", "organisation", "theme", "population")


def rename(root: Path, name: str, new: str) -> Outcome:
    """Give an entry the slug `new`; its former address leads on if it is an interview or program.

    Either everything that refers to it is changed as well, or nothing. Raises `UsageError` or
    `RefusalError`.
    """
    desk = Desk.open(root)
    old = desk.find(name, KINDS)
    target = Name(old.kind, new.removeprefix(f"{old.kind}:"))
    _check_slug(desk, old, target)
    desk.refuse_errors([old.path])
    refuse_unclear(desk, old)
    drafts = _drafts(desk, old, target)
    replaced = {
        path: (desk.read[path], draft.data()) for path, draft in drafts.items() if draft.changed
    }
    moved = {} if old.kind in VOCABULARIES else {old.path: target.path}
    Changes(root, replaced=replaced, moved=moved).apply(desk.verify)
    here = f"{old.path}/"
    return Outcome(
        target.slug,
        written=tuple(
            f"{target.path}/{path.removeprefix(here)}" if path.startswith(here) else path
            for path in sorted(replaced)
        ),
        moved=tuple(moved.items()),
        notes=(sentence("renamed-alias" if old.kind in FOLDERS else "renamed-bare"),),
        steps=(sentence("next-check"),),
    )


def refuse_unclear(desk: Desk, name: Name) -> None:
    """Raise `RefusalError` if files with errors hold the slug: what they mean is not known."""
    errors = [item for item in desk.diagnostics if item.severity is Severity.ERROR]
    unclear = broken_mentions(desk.content, name, {item.path for item in errors})
    if unclear:
        found = [item for item in errors if item.path in unclear]
        raise RefusalError(sentence("unclear-mentions", slug=name.slug), found)


def _check_slug(desk: Desk, old: Name, new: Name) -> None:
    if new.slug == old.slug:
        raise UsageError(sentence("same-name", slug=new.slug))
    short = len(new.slug) <= limits.MAX_SLUG_LENGTH
    if not SLUG.fullmatch(new.slug) or not short or new.slug in limits.RESERVED_NAMES:
        meant = slug_of(new.slug)
        more = [sentence("did-you-mean", suggestion=meant)] if meant not in ("", new.slug) else []
        raise UsageError(sentence("bad-slug", slug=new.slug), more)
    own = set(_aliases(desk, old))
    if new.slug in desk.taken(old.kind) - own:
        raise RefusalError(sentence("taken", slug=new.slug, kind=old.kind))


def _aliases(desk: Desk, name: Name) -> list[str]:
    if name.kind not in FOLDERS:
        return []
    entry = getattr(desk.content, f"{name.kind}s").get(name.slug)
    return list(entry.source.model.aliases) if entry else []


def _drafts(desk: Desk, old: Name, new: Name) -> dict[str, Draft]:
    """Return the files that refer to the entry, and its own, with their changes."""
    drafts: dict[str, Draft] = {}

    def draft(path: str) -> Draft:
        if path not in drafts:
            drafts[path] = desk.draft(path)
        return drafts[path]

    in_texts = set()
    for mention in mentions(desk.content, old):
        if mention.location:
            draft(mention.path).replace(mention.location, new.slug)
        else:
            in_texts.add(mention.path)
    for path in sorted(in_texts):
        draft(path).substitute(link_to(old), rf"\g<1>{new.slug}")
    if old.kind in VOCABULARIES:
        draft(VOCABULARIES[old.kind]).rename_key(old.slug, new.slug)
    elif old.kind in FOLDERS:
        entry = getattr(desk.content, f"{old.kind}s")[old.slug]
        own, aliases = draft(entry.source.source.path), _aliases(desk, old)
        if new.slug in aliases:  # back to a former name
            own.replace(("aliases", aliases.index(new.slug)), old.slug)
        else:
            own.append(("aliases",), old.slug)
    _keep_fresh(desk, drafts)
    return drafts


def _keep_fresh(desk: Desk, drafts: dict[str, Draft]) -> None:
    """Let translations that said what the source says still do: only a link's target changed."""
    content = desk.content
    entries: list[Editions[Any, Any]] = [
        *content.interviews.values(),
        *content.programs.values(),
        *content.pages.values(),
    ]
    for entry in entries:
        source = entry.source
        if source.source.path not in drafts:
            continue
        was = fingerprint(source.model)
        now = fingerprint(_model(drafts[source.source.path], type(source.model)))
        if now == was:
            continue
        for path in _other_editions(desk, source.source.path):
            draft = drafts.get(path) or desk.draft(path)
            of = draft.find(("translation", "of"))
            if isinstance(of, yaml.ScalarNode) and of.value == was:
                draft.replace(("translation", "of"), now, style=of.style or '"')
                drafts[path] = draft


def _model(draft: Draft, model: type[Any]) -> Any:  # noqa: ANN401 - the model of any entry
    """Return what a changed file will say."""
    source = decode(draft.path, draft.data())
    parsed = None if isinstance(source, Diagnostic) else parse_file(source)[0]
    document = understand(parsed, model)[0] if parsed else None
    if document is None:
        raise SpliceError(draft.path)
    return document.model


def _other_editions(desk: Desk, path: str) -> list[str]:
    """Return the files of the same entry or page in the other languages."""
    folder, _, name = path.rpartition("/")
    stem = name.partition(".")[0]
    pattern = re.compile(rf"{re.escape(folder)}/{re.escape(stem)}(?:\.[a-z]{{2,3}})?\.(?:yml|md)")
    return sorted(
        other for other in desk.content.paths if other != path and pattern.fullmatch(other)
    )
