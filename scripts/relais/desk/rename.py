"""Another slug for an entry, in its own files and in everything that refers to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from relais import limits
from relais.desk.entries import FOLDERS, VOCABULARIES, Desk, Name
from relais.desk.outcome import Outcome, Refusal, UsageError, sentence
from relais.desk.references import broken_mentions, link_to, mentions
from relais.desk.slugs import slug_of
from relais.desk.writing import Changes
from relais.diagnostics import Severity
from relais.fields import SLUG

if TYPE_CHECKING:
    from pathlib import Path

    from relais.desk.splice import Draft

KINDS: Final = ("interview", "program", "organisation", "theme", "population")


def rename(root: Path, name: str, new: str) -> Outcome:
    """Give an entry the slug `new`; its former address leads on if it is an interview or program.

    Either everything that refers to it is changed as well, or nothing. Raises `UsageError` or
    `Refusal`.
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
    """Raise `Refusal` if files with errors hold the slug: what they mean by it is not known."""
    errors = [item for item in desk.diagnostics if item.severity is Severity.ERROR]
    unclear = broken_mentions(desk.content, name, {item.path for item in errors})
    if unclear:
        found = [item for item in errors if item.path in unclear]
        raise Refusal(sentence("unclear-mentions", slug=name.slug), found)


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
        raise Refusal(sentence("taken", slug=new.slug, kind=old.kind))


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
    return drafts
