"""The security policy in the servers' files against the scripts that the pages really hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from relais.diagnostics import WHOLE_FILE, Diagnostic
from relais.servers import FOLDER
from relais.verification.output import place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relais.verification.facts import Facts
    from relais.verification.output import Output

FILES: Final = ("_headers", f"{FOLDER}/nginx.conf", f"{FOLDER}/Caddyfile")
_POLICY: Final = re.compile(r'Content-Security-Policy:?\s+"?(default-src [^"\n]+)')


def check(output: Output, pages: Iterable[Facts]) -> Iterator[Diagnostic]:
    """Yield what the policies allow too much or too little."""
    used = {page.path: page.scripts for page in pages}
    every = frozenset[str]().union(*used.values())
    known: set[str] = set()
    for path in FILES:
        if path not in output.files:
            yield Diagnostic(path, WHOLE_FILE, "policy-missing")
            continue
        text = output.read(path).decode("utf-8", "replace")
        policies = set(_POLICY.findall(text))
        if not policies:
            yield Diagnostic(path, WHOLE_FILE, "policy-missing")
        for policy in sorted(policies):
            yield from _check_policy(path, text, policy, every)
            known |= _hashes(policy)
            for page, scripts in used.items():
                for script in sorted(scripts - _hashes(policy)):
                    details = {"hash": script, "file": path}
                    yield Diagnostic(page, WHOLE_FILE, "unknown-script", details)


def _check_policy(path: str, text: str, policy: str, used: frozenset[str]) -> Iterator[Diagnostic]:
    for unsafe in sorted(set(re.findall(r"'unsafe-[a-z-]+'", policy))):
        span, line = place(text, unsafe)
        yield Diagnostic(path, span, "policy-unsafe", {"word": unsafe}, source_line=line)
    for left in sorted(_hashes(policy) - used):
        span, line = place(text, left)
        yield Diagnostic(path, span, "policy-too-wide", {"hash": left}, source_line=line)


def _hashes(policy: str) -> set[str]:
    return set(re.findall(r"'sha(?:256|384|512)-[^']+'", policy))
