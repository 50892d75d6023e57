"""The security policy: only what the register names, and each host only for what it is for."""

from __future__ import annotations

import base64
import hashlib

import pytest

from relais.consent import Consent
from relais.headers import (
    FIXED,
    content_security_policy,
    inline_hashes,
    security_headers,
)
from relais.register import Purpose, Tracker

WORDS = {"en": "x", "fr": "x"}

SCRIPT = Tracker.model_validate(
    {
        "id": "stats",
        "purpose": "audience",
        "adapter": "script",
        "name": "Stats",
        "provider": "Stats",
        "controller": "Fund",
        "policy": "https://policy.example/privacy",
        "script": "https://code.stats.example:8443/a/b.js?c=d",
        "hosts": ["collect.stats.example"],
        "data": WORDS,
        "kept": "1 month",
    }
)
EMBED = Tracker.model_validate(
    {
        **SCRIPT.model_dump(mode="json"),
        "id": "films",
        "purpose": "films",
        "adapter": "embed",
        "script": None,
        "hosts": ["films.example", "player.films.example"],
    }
)
OWN = Tracker.model_validate(
    {
        **SCRIPT.model_dump(mode="json"),
        "id": "own",
        "adapter": "own",
        "policy": None,
        "script": None,
        "hosts": [],
    }
)
PURPOSES = tuple(
    Purpose.model_validate({"id": name, "label": WORDS, "description": WORDS})
    for name in ("audience", "films")
)

KNOWN_SCRIPT = "alert('Hello, world.');"
KNOWN_HASH = "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
"""As the W3C's recommendation (CSP Level 3, section 8.3) and MDN give it."""

NOTHING_ELSE = {
    "default-src": ["'none'"],
    "script-src": ["'self'", "'wasm-unsafe-eval'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "frame-src": ["'none'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}


def policy(*trackers: Tracker, hashes: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Return the sources of each directive of the policy with these trackers."""
    text = content_security_policy(Consent(PURPOSES, trackers), hashes)
    parts = [part.split() for part in text.split("; ")]
    found = {name: sources for name, *sources in parts}
    assert len(found) == len(parts), "a browser passes over a directive's second mention"
    return found


def test_site_without_trackers_reaches_nobody() -> None:
    """Without trackers a page loads only from its own site."""
    assert policy() == NOTHING_ELSE
    assert policy(OWN) == NOTHING_ELSE


def test_script_runs_from_its_host_and_reports_to_its_hosts() -> None:
    """A measuring script may load from its origin, and reach that and its hosts, nothing more."""
    contacts = ["'self'", "https://code.stats.example:8443", "https://collect.stats.example"]
    assert policy(SCRIPT) == {
        **NOTHING_ELSE,
        "script-src": ["'self'", "'wasm-unsafe-eval'", "https://code.stats.example:8443"],
        "img-src": contacts,
        "connect-src": contacts,
    }


def test_embed_may_only_be_framed() -> None:
    """The hosts of an embed stand only where frames may come from."""
    assert policy(EMBED) == {
        **NOTHING_ELSE,
        "frame-src": ["https://films.example", "https://player.films.example"],
    }


@pytest.mark.parametrize("trackers", [(SCRIPT, EMBED), (EMBED, SCRIPT), (EMBED, OWN, SCRIPT)])
def test_trackers_do_not_get_each_others_rights(trackers: tuple[Tracker, ...]) -> None:
    """With several trackers, in any order, each host stands only in its own directives."""
    assert policy(*trackers) == {
        **policy(SCRIPT),
        "frame-src": policy(EMBED)["frame-src"],
    }


def test_host_of_the_privacy_policy_is_not_contacted() -> None:
    """Where a provider explains itself is linked to, not loaded from."""
    assert "policy.example" not in content_security_policy(Consent(PURPOSES, (SCRIPT, EMBED)), ())


def test_nothing_is_unsafe() -> None:
    """No directive has a star, a scheme, unencrypted hosts or more than what the search needs."""
    sources = {one for many in policy(SCRIPT, EMBED, hashes=(KNOWN_HASH,)).values() for one in many}
    hosts = sources - {"'self'", "'none'", KNOWN_HASH, "'wasm-unsafe-eval'"}
    assert all(host.startswith("https://") and "*" not in host for host in hosts)
    assert hosts == {
        "https://code.stats.example:8443",
        "https://collect.stats.example",
        "https://films.example",
        "https://player.films.example",
    }


def test_hashes_allow_scripts_only() -> None:
    """The hashes of the scripts inside pages stand in script-src alone, sorted."""
    found = policy(hashes=("'sha256-b'", "'sha256-a'"))
    scripts = [*NOTHING_ELSE["script-src"], "'sha256-a'", "'sha256-b'"]
    assert found == {**NOTHING_ELSE, "script-src": scripts}


def test_hash_is_the_one_that_browsers_compute() -> None:
    """The hash of a known script is the one that the specification gives for it."""
    assert inline_hashes(f"<p><script>{KNOWN_SCRIPT}</script>") == {KNOWN_HASH}


@pytest.mark.parametrize("script", ["", " \n", "é=`\n«`", "if(a<b&&c>d){}"])
def test_hash_is_of_the_script_as_it_stands(script: str) -> None:
    """Spaces, line ends and letters of any script count, in UTF-8."""
    digest = base64.b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    assert inline_hashes(f"<head><script>{script}</script></head>") == {f"'sha256-{digest}'"}


def test_each_script_has_its_hash() -> None:
    """Two scripts have two hashes, the same one twice has one, data and files have none."""
    page = (
        "<script>a()</script><script>b()</script><script>a()</script>"
        '<script type="application/ld+json">{}</script><script src="c.js"></script>'
    )
    hashes = inline_hashes(page)
    assert hashes == inline_hashes("<script>b()</script>") | inline_hashes("<script>a()</script>")
    assert len(hashes) == 2


def test_script_ends_where_browsers_end_it() -> None:
    """A script goes on until the first end tag, and one without is none."""
    (found,) = inline_hashes("</script><script>a<script>b</script>c</script><script>d")
    assert {found} == inline_hashes("<script>a<script>b</script>")
    assert found != next(iter(inline_hashes("<script>b</script>")))


def test_headers_are_one_line_each() -> None:
    """Every answer carries the policy and the fixed headers, and no value can break its line."""
    headers = security_headers(Consent(PURPOSES, (SCRIPT, EMBED)), [KNOWN_HASH])
    assert headers == {"Content-Security-Policy": headers["Content-Security-Policy"], **FIXED}
    assert all(value.isprintable() and '"' not in value for value in headers.values())
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
