"""Whether the pages of other sites to which ours lead are still there.

Asked politely: HEAD first, GET where a server refuses that, few at once, one after another at each
host, each answer remembered. A site that is down is not our fault, so what is found are warnings.
"""

from __future__ import annotations

import contextlib
import http.client
import json
import math
import time
import urllib.error
import urllib.request
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urldefrag, urlsplit

from relais import __version__, atomic
from relais.diagnostics import WHOLE_FILE, Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

CACHE: Final = ".relais/external-links.json"
SOUND: Final = "200"
_REFUSES_HEAD: Final = frozenset({403, 404, 405, 500, 501, 503})
_WORTH_ANOTHER_TRY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True)
class Limits:
    """How much is asked of others, and for how long."""

    in_all: int = 500
    """Addresses of one run; the others wait for the next one."""
    per_host: int = 50
    at_once: int = 8
    seconds: float = 10.0
    """For one answer."""
    tries: int = 3
    pause: float = 1.0
    """Seconds before a second try; each further one waits twice as long."""
    remember_good: float = 7 * 24 * 3600.0
    remember_bad: float = 3600.0


@dataclass
class Memory:
    """What was answered lately, by address: the time and the answer."""

    path: Path
    answers: dict[str, tuple[float, str]] = field(default_factory=dict)

    def load(self) -> None:
        """Read what was kept; a file that is no such memory counts as absent."""
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError):
            kept: Any = json.loads(self.path.read_text("utf-8"))
            self.answers = {
                str(address): (float(asked), str(answer))
                for address, (asked, answer) in kept.items()
            }

    def keep(self) -> None:
        """Write it beside and rename; a memory that cannot be written costs time only."""
        with contextlib.suppress(OSError):
            text = json.dumps(self.answers, indent=0, sort_keys=True)
            atomic.write(self.path, text.encode())


def check_links(
    links: Mapping[str, str],
    root: Path,
    limits: Limits = Limits(),
    clock: Callable[[], float] = time.time,
) -> list[Diagnostic]:
    """Return a warning for each address that does not answer well.

    `links` names for each address a page on which it stands.
    """
    memory = Memory(root / CACHE)
    memory.load()
    now = clock()
    hosts = defaultdict[str, list[str]](list)
    for address in sorted({urldefrag(link).url for link in links}):
        if urlsplit(address).scheme not in {"http", "https"}:
            continue
        asked, answer = memory.answers.get(address, (-math.inf, ""))
        lasting = limits.remember_good if answer == SOUND else limits.remember_bad
        if not 0 <= now - asked < lasting:
            hosts[urlsplit(address).netloc].append(address)
    left = limits.in_all
    rounds = []
    for host in sorted(hosts):
        rounds.append(hosts[host][: min(limits.per_host, left)])
        left -= len(rounds[-1])
    with ThreadPoolExecutor(limits.at_once) as pool:
        for answers in pool.map(lambda addresses: _ask_host(addresses, limits), rounds):
            memory.answers |= {address: (now, answer) for address, answer in answers.items()}
    memory.keep()
    found = []
    for link, page in sorted(links.items()):
        answer = memory.answers.get(urldefrag(link).url, (0.0, SOUND))[1]
        if answer != SOUND:
            details = {"address": link, "reason": answer}
            found.append(
                Diagnostic(page, WHOLE_FILE, "external-link", details, severity=Severity.WARNING)
            )
    return found


def _ask_host(addresses: Sequence[str], limits: Limits) -> dict[str, str]:
    """Ask one host for its addresses, one after another."""
    return {address: _ask(address, limits) for address in addresses}


def _ask(address: str, limits: Limits) -> str:
    """Return `SOUND`, or what was wrong: a status or the network's words."""
    answer = ""
    for number in range(limits.tries):
        if number:
            time.sleep(limits.pause * 2 ** (number - 1))
        answer = _try("HEAD", address, limits)
        if answer.isdigit() and int(answer) in _REFUSES_HEAD:
            answer = _try("GET", address, limits)
        if answer == SOUND or (answer.isdigit() and int(answer) not in _WORTH_ANOTHER_TRY):
            break
    return answer


def _try(method: str, address: str, limits: Limits) -> str:
    headers = {"User-Agent": f"relais/{__version__} (link check)", "Accept": "*/*"}
    request = urllib.request.Request(address, method=method, headers=headers)  # noqa: S310 - http(s) only, see `check_links`
    try:
        with urllib.request.urlopen(request, timeout=limits.seconds) as answer:  # noqa: S310
            status = answer.status
    except urllib.error.HTTPError as error:
        error.close()
        status = error.code
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        return str(getattr(reason, "strerror", None) or reason) or type(error).__name__
    return SOUND if status < HTTPStatus.BAD_REQUEST else str(status)
