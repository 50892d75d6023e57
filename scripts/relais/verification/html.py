"""Reading one page: links, ids, what it loads, and what no page may hold."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from relais.headers import inline_hashes
from relais.verification import output as targets
from relais.verification.others import read_data

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selectolax.lexbor import LexborHTMLParser, LexborNode

    from relais.verification.facts import Facts, Reading
    from relais.verification.output import Output

LOADED: Final = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "iframe": ("src",),
    "frame": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "input": ("src",),
    "use": ("href", "xlink:href"),
    "image": ("href", "xlink:href"),
}
"""Elements that load by themselves, with the attributes that say what."""
LOADING_LINKS: Final = frozenset(
    {"stylesheet", "icon", "apple-touch-icon", "manifest", "preload", "modulepreload", "prefetch"}
    | {"preconnect", "dns-prefetch", "mask-icon"}
)
"""Kinds of `link` that make a browser ask a host."""
_WEIGHING: Final = frozenset({"stylesheet", "preload", "modulepreload"})
_SCRIPT_TYPES: Final = frozenset({"", "module", "text/javascript", "application/javascript"})
_SUSPECT: Final = re.compile(r"[\s\"'/](?:on[a-z]+|style|srcdoc)\s*=|<style", re.IGNORECASE)
"""Only a page in which this occurs is looked through element by element, which takes long."""
_SCRIPT_SCHEME: Final = re.compile("(?:javascript|vbscript):", re.IGNORECASE)
_IGNORED_IN_SCHEMES: Final = re.compile("[\x00-\x20]+")
"""What browsers leave out of a scheme (WHATWG URL, section 4.4)."""
_REFRESH: Final = re.compile(r"^\s*\d+\s*;\s*url\s*=\s*['\"]?([^'\"]+)", re.IGNORECASE)


def read_page(reading: Reading, output: Output, allowed: frozenset[str]) -> None:
    """Note the facts of a page. `allowed` holds the hosts from which pages may load."""
    from selectolax.lexbor import LexborHTMLParser as Parser  # noqa: PLC0415 - only verifying needs it

    tree = Parser(reading.text)
    facts = reading.facts
    facts.own_bytes = len(reading.text.encode())
    _read_ids(reading, tree)
    loads = set()
    external = set()
    for address, shown in _links(tree):
        target = _resolve(reading, output, address, shown)
        if target == targets.ELSEWHERE:
            external.add(address)
    for address, shown, weighs in _loads(tree):
        target = _resolve(reading, output, address, shown)
        host = urlsplit(address.strip()).netloc
        if target == targets.ELSEWHERE and host not in allowed:
            reading.problem("foreign-load", shown, {"address": address})
        elif weighs and target in output.files:
            loads.add(target)
    for node in tree.css('script[type="application/ld+json"]'):
        read_data(reading, output, node.text(deep=True))
    _read_head(facts, tree)
    _read_forbidden(reading, tree)
    facts.loads, facts.external = frozenset(loads), frozenset(external)
    facts.scripts = frozenset(_inline_scripts(tree))


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name: value or "" for name, value in node.attributes.items()}


def _read_ids(reading: Reading, tree: LexborHTMLParser) -> None:
    seen = set()
    for node in tree.css("[id]"):
        name = node.attributes.get("id") or ""
        if name in seen:
            reading.problem("duplicate-id", f'id="{name}"', {"id": name})
        seen.add(name)
    reading.facts.ids = frozenset(seen)


def _links(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """Yield each address that a visitor or a program may follow, and how it stands in the page."""
    seen = set()
    for node in tree.css("link[href]:not([hreflang])"):
        found = _attributes(node)
        if not set(found.get("rel", "").lower().split()) & LOADING_LINKS:
            yield found["href"], found["href"]
    for node in tree.css("a[href], area[href], form[action], meta[http-equiv]"):
        found = _attributes(node)
        address = found.get("href") or found.get("action") or ""
        if node.tag == "meta":
            refresh = _REFRESH.match(found.get("content", ""))
            if found["http-equiv"].lower() != "refresh" or not refresh:
                continue
            address = refresh[1]
        if address not in seen:
            seen.add(address)
            yield address, address
    for node in tree.css("[content]"):
        found = _attributes(node)
        if found.get("property", "").endswith((":image", ":url")):
            yield found["content"], found["content"]


def _loads(tree: LexborHTMLParser) -> Iterator[tuple[str, str, bool]]:
    """Yield what a page loads: the address, how it stands there, whether it counts as weight."""
    for node in tree.css(",".join(LOADED)):
        found = _attributes(node)
        for name in LOADED[node.tag or ""]:
            value = found.get(name)
            if not value or value.startswith("#"):
                continue
            lazy = found.get("loading") == "lazy"
            if name == "srcset":
                for candidate in value.split(","):
                    if words := candidate.split():
                        yield words[0], words[0], False
            else:
                yield value, value, not lazy
    for node in tree.css("link[href]"):
        found = _attributes(node)
        kinds = set(found.get("rel", "").lower().split())
        if kinds & LOADING_LINKS:
            yield found["href"], found["href"], bool(kinds & _WEIGHING)


def _resolve(reading: Reading, output: Output, address: str, shown: str) -> str:
    """Return where an address leads; note it if it leads nowhere, or to a script."""
    if _SCRIPT_SCHEME.match(_IGNORED_IN_SCHEMES.sub("", address)):
        reading.problem("script-address", shown, {"address": address})
        return targets.NO_PAGE
    try:
        target = output.target(reading.facts.path, address)
    except ValueError:
        target = targets.NOWHERE
    if target == targets.NOWHERE:
        written = shown if shown in reading.text else html.escape(shown)
        reading.problem("link-to-nowhere", written, {"address": address})
    elif target not in {targets.ELSEWHERE, targets.NO_PAGE} and "#" in address:
        anchor = unquote(address.partition("#")[2])
        if anchor and not anchor.startswith(":~:"):
            reading.facts.anchors[address] = (target, anchor)
    return target


def _read_head(facts: Facts, tree: LexborHTMLParser) -> None:
    for node in tree.css("link[rel][href]"):
        found = _attributes(node)
        kinds = found["rel"].lower().split()
        if "canonical" in kinds:
            facts.address = found["href"]
        if "alternate" in kinds and "hreflang" in found:
            facts.alternates[found["hreflang"]] = found["href"]


def _read_forbidden(reading: Reading, tree: LexborHTMLParser) -> None:
    if not _SUSPECT.search(reading.text):
        return
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            shown = f"{name}="
            if name.startswith("on"):
                reading.problem("inline-handler", shown, {"name": name})
            elif name == "style":
                reading.problem("inline-style", f'style="{value}"', {"style": value or ""})
            elif name == "srcdoc":
                reading.problem("inline-frame", shown)
        if node.tag == "style":
            reading.problem("inline-style", "<style", {"style": "<style>"})


def _inline_scripts(tree: LexborHTMLParser) -> Iterator[str]:
    """Yield the CSP source of each script inside a page, however its tag is written."""
    for node in tree.css("script"):
        found = _attributes(node)
        if "src" not in found and found.get("type", "").strip().lower() in _SCRIPT_TYPES:
            text = node.text(deep=True)
            yield from inline_hashes(f"<script>{text}</script>")
