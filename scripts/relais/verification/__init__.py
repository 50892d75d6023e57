"""The output read back before anybody sees it.

Whoever wrote it, a template, a library or a hand, what is published must hold: links and anchors
lead somewhere, nothing foreign is loaded, no markup is forbidden, the policy fits the scripts,
pictures tell nothing, and what is not public stands nowhere. Every problem is a diagnostic whose
path is that of the file in the output.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from relais.consent import in_use
from relais.diagnostics import WHOLE_FILE, Diagnostic
from relais.errors import SetupError
from relais.verification import policy
from relais.verification.output import ELSEWHERE, NO_PAGE, NOWHERE, place, read_output
from relais.verification.reading import Reader, read_all
from relais.verification.secrets import NONE, Secrets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from relais.publication import PublicCatalog
    from relais.verification.facts import Facts
    from relais.verification.output import Output

PAGE_BUDGET: Final = 500
"""KB that a page may weigh: itself, its stylesheets, scripts and fonts, and the pictures that are
not loaded later. On a slow telephone connection (1.6 Mbit/s) these are two and a half seconds."""
MOST_OF_A_KIND: Final = 200
"""Problems of one kind that are told; a slip in a template is on every page."""


@dataclass(frozen=True)
class Rules:
    """What the output is held to besides what holds for every site."""

    secrets: Secrets = NONE
    hosts: frozenset[str] = frozenset()
    """Other hosts from which pages may load: those of the register."""
    page_budget: int = PAGE_BUDGET


@dataclass(frozen=True)
class Verified:
    """The result."""

    problems: list[Diagnostic]
    files: int
    pages: int
    external: Mapping[str, str]
    """Each address of another host that visitors may follow, with a page on which it stands."""


def rules_of(root: Path, as_of: date | None = None, page_budget: int = PAGE_BUDGET) -> Rules:
    """Return the rules for the project at `root` as it is public today, or on `as_of`."""
    from relais.interface import load as load_interface  # noqa: PLC0415 - see `read_page`
    from relais.loading import load  # noqa: PLC0415
    from relais.publication import select, today  # noqa: PLC0415
    from relais.verification.secrets import secrets_of  # noqa: PLC0415

    catalog = load(root).catalog
    if catalog is None:
        message = f"The content of {root} cannot be read: relais check says why."
        raise SetupError(message)
    public = select(catalog, as_of or today(catalog.site))
    interfaces, _ = load_interface(root, catalog.site.languages)
    spoken = [text for interface in interfaces.values() for text in interface.words.values()]
    return Rules(secrets_of(catalog, public, spoken), _hosts(public), page_budget)


def _hosts(public: PublicCatalog) -> frozenset[str]:
    trackers = in_use(public).trackers
    named = {host for tracker in trackers for host in tracker.hosts}
    return frozenset(named | {urlsplit(t.script).netloc for t in trackers if t.script})


def verify(folder: Path, rules: Rules) -> Verified:
    """Return everything that is wrong with the site in `folder`, in the order of its files.

    Raises `SetupError` if there is no site.
    """
    output = read_output(folder)
    if "index.html" not in output.files:
        message = f"There is no site in {folder}: it has no index.html."
        raise SetupError(message)
    kept = replace(rules.secrets, public="")  # processes need not carry it
    facts = list(read_all(Reader(output, kept, rules.hosts)))
    pages = [each for each in facts if each.path.endswith(".html")]
    problems = [
        *(problem for each in facts for problem in each.problems),
        *_anchors(output, facts),
        *_alternates(output, pages),
        *policy.check(output, pages),
        *_weights(output, pages, rules.page_budget),
        *_leaks(output, facts, rules.secrets),
    ]
    external: dict[str, str] = {}
    for page in pages:
        for address in sorted(page.external):
            external.setdefault(address, page.path)
    problems.sort(key=lambda problem: problem.sort_key)
    return Verified(_bounded(problems), len(facts), len(pages), external)


def _bounded(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    counts = Counter[str]()
    kept = []
    for problem in problems:
        counts[problem.code] += 1
        if counts[problem.code] <= MOST_OF_A_KIND:
            kept.append(problem)
    for code, count in sorted(counts.items()):
        if count > MOST_OF_A_KIND:
            details = {"count": str(count - MOST_OF_A_KIND), "code": code}
            kept.append(Diagnostic(".", WHOLE_FILE, "more-of-these", details))
    return kept


def _anchors(output: Output, facts: Iterable[Facts]) -> Iterator[Diagnostic]:
    facts = list(facts)
    ids = {each.path: each.ids for each in facts}
    for each in facts:
        for address, (target, anchor) in each.anchors.items():
            if target.endswith(".html") and anchor not in ids[target] and anchor != "top":
                text = output.read(each.path).decode("utf-8", "replace")
                span, line = place(text, address)
                details = {"address": address, "anchor": anchor, "file": target}
                yield Diagnostic(each.path, span, "anchor-nowhere", details, source_line=line)


def _alternates(output: Output, pages: Iterable[Facts]) -> Iterator[Diagnostic]:
    """Each page that names others in other languages is named by them, and by itself."""
    pages = list(pages)
    by_path = {page.path: page for page in pages}
    for page in pages:
        for language, address in page.alternates.items():
            target = output.target(page.path, address)
            other = by_path.get(target)
            details = {"language": language, "address": address}
            if target in {NOWHERE, ELSEWHERE, NO_PAGE} or other is None:
                yield _at(output, page.path, address, "alternate-nowhere", details)
            elif page.address not in other.alternates.values():
                yield _at(output, page.path, address, "alternate-one-way", details)


def _at(
    output: Output, path: str, passage: str, code: str, details: Mapping[str, str]
) -> Diagnostic:
    span, line = place(output.read(path).decode("utf-8", "replace"), passage)
    return Diagnostic(path, span, code, details, source_line=line)


def _weights(output: Output, pages: Iterable[Facts], budget: int) -> Iterator[Diagnostic]:
    sizes: dict[str, int] = {}
    for page in pages:
        for path in page.loads:
            if path not in sizes:
                sizes[path] = (output.root / path).stat().st_size
        weight = (page.own_bytes + sum(sizes[path] for path in page.loads)) // 1024
        if weight > budget:
            details = {"size": str(weight), "limit": str(budget)}
            yield Diagnostic(page.path, WHOLE_FILE, "page-too-heavy", details)


def _leaks(output: Output, facts: Iterable[Facts], secrets: Secrets) -> Iterator[Diagnostic]:
    secret: dict[int, bool] = {}
    for each in facts:
        for shown, number in each.passages:
            if number not in secret:
                secret[number] = secrets.is_secret(number)
            if secret[number]:
                text = output.read(each.path).decode("utf-8", "replace")
                span, line = place(text, shown)
                details = {"passage": shown, "entry": secrets.passages[number].entry}
                yield Diagnostic(each.path, span, "not-public", details, source_line=line)
