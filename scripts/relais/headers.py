"""The security headers of the site: what a page may load, and from whom.

The Content-Security-Policy (W3C CSP Level 3) has no `unsafe-inline` and no `unsafe-eval`: the few
scripts inside pages are named by their hash, other hosts only where the register names them.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from relais.consent import origin
from relais.register import Adapter

if TYPE_CHECKING:
    from collections.abc import Iterable

    from relais.consent import Consent

_OPENED: Final = "<script>"
_CLOSED: Final = "</script>"

FIXED: Final = {
    # A year; not for subdomains, which may not all be ours to decide about.
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope"),
            *("magnetometer", "microphone", "midi", "payment", "usb"),
        )
    ),
}
"""What every answer carries besides the policy."""


def inline_hashes(page: str) -> set[str]:
    """Return the CSP sources of the scripts inside a built page."""
    found, end = set[str](), 0
    while (start := page.find(_OPENED, end)) >= 0 and (end := page.find(_CLOSED, start)) >= 0:
        found.add(_hash(page[start + len(_OPENED) : end]))
    return found


@lru_cache(maxsize=100)
def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def content_security_policy(consent: Consent, hashes: Iterable[str]) -> str:
    """Return the policy for a site with these trackers and these inline scripts."""
    scripts, contacts, frames = set[str](), set[str](), set[str]()
    for tracker in consent.trackers:
        hosts = {f"https://{host}" for host in tracker.hosts}
        if tracker.adapter is Adapter.EMBED:
            frames |= hosts
            continue
        if tracker.script:
            scripts.add(origin(tracker.script))
        contacts |= hosts | scripts
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", "'wasm-unsafe-eval'", *sorted(hashes), *sorted(scripts)],
        "style-src": ["'self'"],
        "img-src": ["'self'", *sorted(contacts)],
        "font-src": ["'self'"],
        "connect-src": ["'self'", *sorted(contacts)],
        "frame-src": sorted(frames) or ["'none'"],
        "manifest-src": ["'self'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def security_headers(consent: Consent, hashes: Iterable[str]) -> dict[str, str]:
    """Return the headers that every answer carries."""
    return {"Content-Security-Policy": content_security_policy(consent, hashes), **FIXED}
