"""What visitors are asked, and what may run once they have answered.

One choice, kept in one cookie of the site itself, holds a yes or no for each purpose. It is asked
anew after `KEPT_DAYS`, and when what visitors were told has changed: the revision is a hash of it.
GDPR articles 4(11) and 7; article 82 of the French data protection act; the CNIL's guidelines and
recommendation of 17 September 2020 (refusing as easy as accepting, six months for the choice).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from relais import browser_scripts
from relais.assets import FOLDER as ASSETS
from relais.register import Adapter

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relais.catalog import Catalog
    from relais.register import Purpose, Tracker

COOKIE: Final = "relais_consent"
KEPT_DAYS: Final = 182
"""Six months, for acceptance and refusal alike."""
REVISION_LENGTH: Final = 12
SCRIPT: Final = "choice.js"
EMBED_SCRIPT: Final = "embed.js"
OWN_SCRIPT: Final = "visits.js"
COUNTED: Final = "visit.txt"
"""What the last of them asks for. It keeps its name: operators count it in their server's log."""


@dataclass(frozen=True)
class Consent:
    """The purposes and trackers that are in use on the site."""

    purposes: tuple[Purpose, ...]
    trackers: tuple[Tracker, ...]

    def of(self, purpose: Purpose) -> tuple[Tracker, ...]:
        """Return the trackers of a purpose."""
        return tuple(tracker for tracker in self.trackers if tracker.purpose == purpose.id)

    @property
    def asked(self) -> tuple[Purpose, ...]:
        """The purposes that need a yes. An exempt one runs until the visitor objects."""
        return tuple(purpose for purpose in self.purposes if not purpose.exempt)

    @property
    def asks_at_once(self) -> bool:
        """Whether the banner shows on the first visit.

        Where only embedded media need consent, the question stands beside each of them.
        """
        asked = {purpose.id for purpose in self.asked}
        return any(t.purpose in asked and t.adapter is not Adapter.EMBED for t in self.trackers)

    @property
    def embeds(self) -> bool:
        """Whether there are embedded media."""
        return any(tracker.adapter is Adapter.EMBED for tracker in self.trackers)

    @property
    def controllers(self) -> tuple[Mapping[str, str], ...]:
        """Who decides what happens with the data, each once, in several languages."""
        found: list[Mapping[str, str]] = []
        for tracker in self.trackers:
            if tracker.controller not in found:
                found.append(tracker.controller)
        return tuple(found)

    @cached_property
    def revision(self) -> str:
        """The hash of all that visitors are told about the purposes and trackers in use."""
        told = [item.model_dump(mode="json") for item in (*self.purposes, *self.trackers)]
        canonical = json.dumps(told, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(canonical.encode()).hexdigest()[:REVISION_LENGTH]

    @property
    def pattern(self) -> str:
        """The one form that a valid choice has in the cookie, as a JavaScript expression.

        The day on which it was made, and for each purpose 1 for yes or 0 for no:
        `5ad0c1f7e3b2.2026-11-23.audience=1`. Anything else is no choice.
        """
        answers = "".join(rf"\.{purpose.id}=([01])" for purpose in self.purposes)
        return rf"{COOKIE}={self.revision}\.(\d{{4}}-\d\d-\d\d){answers}"

    @property
    def early_script(self) -> str:
        """The script in the head that decides, before anything is shown, whether to ask.

        It is small enough to be part of the page, so that no late file makes the page jump; it
        asks only a browser that can also run the module which takes the answer. It keeps hold of a
        click that comes before that module, and gives up where the module does not arrive.
        """
        need = "ask" if self.asks_at_once else "later"
        return (
            "(function(d,n){var r=d.documentElement,m,a=NaN;"
            f"try{{m=d.cookie.match(/(?:^|; ){self.pattern}(?=;|$)/)}}catch(e){{}}"
            "if(m)a=(Date.now()-Date.parse(m[1]))/864e5;"
            'r.setAttribute("data-consent",'
            '!n.cookieEnabled||!("noModule"in d.createElement("script"))?"off":'
            f'a>=-1&&a<{KEPT_DAYS + 1}?"given":'
            f'n.globalPrivacyControl?"refused":"{need}");'
            'd.addEventListener("click",function(e){'
            'var b=e.target.closest&&e.target.closest("[data-consent-banner] button");'
            'if(b)b.setAttribute("data-consent-early","")});'
            'd.addEventListener("error",function(e){'
            'if(e.target.id==="consent_script")r.setAttribute("data-consent","off")},true)'
            "})(document,navigator)"
        )

    @property
    def counts_itself(self) -> bool:
        """Whether the site counts visits in its own log."""
        return any(tracker.adapter is Adapter.OWN for tracker in self.trackers)

    def scripts(self, root: Path) -> dict[str, bytes]:
        """Return the scripts that the site needs, by name; none if nobody is asked."""
        if not self.purposes:
            return {}
        register = json.dumps(self._register(), ensure_ascii=True, separators=(",", ":"))
        register = register.replace("/", "\\/")  # so that nothing in it reads as a file's name
        own = f"./{OWN_SCRIPT}" if self.counts_itself else ""
        head = f'const register = {register};\nconst own = "{own}";\n'
        found = {SCRIPT: (head + browser_scripts.read(root, SCRIPT)).encode()}
        if self.embeds:
            found[EMBED_SCRIPT] = browser_scripts.read(root, EMBED_SCRIPT).encode()
        if self.counts_itself:
            found[OWN_SCRIPT] = browser_scripts.read(root, OWN_SCRIPT).encode()
        return found

    def files(self) -> dict[str, bytes]:
        """Return what these scripts ask for, by the path in the site."""
        if not self.counts_itself:
            return {}
        return {f"{ASSETS}/{COUNTED}": b"The site's own log counts requests for this file.\n"}

    def _register(self) -> dict[str, Any]:
        """Return what the module needs to know."""
        return {
            "cookie": COOKIE,
            "revision": self.revision,
            "days": KEPT_DAYS,
            "pattern": self.pattern,
            "purposes": [[purpose.id, purpose.exempt] for purpose in self.purposes],
            "trackers": [
                {
                    "id": tracker.id,
                    "purpose": tracker.purpose,
                    "adapter": tracker.adapter.value,
                    "script": tracker.script or "",
                    "attributes": tracker.attributes,
                    "site": tracker.site or "",
                    "keeps": [[item.kind, item.name] for item in tracker.cookies],
                }
                for tracker in self.trackers
            ],
        }


def in_use(catalog: Catalog) -> Consent:
    """Return what of the register is in use: what measures, and what the shown media need."""
    media = {item.tracker for entry in catalog.entries() for item in entry.source.media}
    wanted = {*catalog.site.measurement, *media}
    trackers = tuple(tracker for tracker in catalog.register.trackers if tracker.id in wanted)
    used = {tracker.purpose for tracker in trackers}
    purposes = tuple(purpose for purpose in catalog.register.purposes if purpose.id in used)
    return Consent(purposes, trackers)


def origin(address: str) -> str:
    """Return the scheme and host of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc.lower()}"
