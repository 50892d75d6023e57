"""Reading the files beside the pages: where their addresses lead, whether they can be read at all.

Stylesheets (CSS Syntax Level 3), scripts' imports, XML (sitemaps, feeds, SVG), JSON (feeds, data,
manifests).
"""

from __future__ import annotations

import html
import json
import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from relais.verification import output as targets

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.verification.facts import Reading
    from relais.verification.output import Output

_CSS: Final = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^"')\s]+))\s*\)|@import\s+(?:"([^"]*)"|'([^']*)')"""
)
_IMPORT: Final = re.compile(r"""(?:\bfrom\s*|\bimport\s*\(?\s*)(?:"([^"\n]+)"|'([^'\n]+)')""")
_XML: Final = re.compile(
    r"""<(?:loc|id|icon|logo)>\s*(https?://[^<\s]+)\s*</|\s(?:href|src)\s*=\s*"([^"]*)\""""
)
_IN_MANIFEST: Final = frozenset({"src", "start_url", "scope"})
"""Fields of a web app manifest whose value is an address relative to it."""


def read_other(reading: Reading, output: Output, allowed: frozenset[str]) -> None:
    """Note the problems of a text file that is no page."""
    ending = PurePosixPath(reading.facts.path).suffix
    if ending == ".css":
        for address in _matches(_CSS, reading.text):
            _check(reading, output, address, allowed)
    elif ending == ".js":
        for address in _matches(_IMPORT, reading.text):
            if address.startswith((".", "/", "http")):
                _check(reading, output, address, allowed)
    elif ending in {".xml", ".svg"}:
        _read_xml(reading, output, allowed if ending == ".svg" else None)
    elif ending in {".json", ".webmanifest"}:
        _read_json(reading, output, manifest=ending == ".webmanifest")


def read_data(reading: Reading, output: Output, text: str) -> None:
    """Note which addresses of this site in the JSON `text`, a part of a page, lead nowhere."""
    try:
        values = json.loads(text)
    except ValueError as error:
        reading.problem("unreadable-output", text[:40], {"reason": str(error)})
        return
    _check_json(reading, output, values, manifest=False)


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    for match in pattern.finditer(text):
        if address := next(filter(None, match.groups()), ""):
            yield address


def _check(
    reading: Reading, output: Output, address: str, allowed: frozenset[str] | None = None
) -> None:
    """Note an address that leads nowhere or, where `allowed` hosts are given, to another host."""
    if address.startswith("#"):
        return
    try:
        target = output.target(reading.facts.path, address)
    except ValueError:
        target = targets.NOWHERE
    if target == targets.NOWHERE:
        reading.problem("link-to-nowhere", address, {"address": address})
    elif target == targets.ELSEWHERE and allowed is not None and not _is_of(address, allowed):
        reading.problem("foreign-load", address, {"address": address})


def _is_of(address: str, hosts: frozenset[str]) -> bool:
    return urlsplit(address).netloc in hosts


def _read_xml(reading: Reading, output: Output, allowed: frozenset[str] | None) -> None:
    from xml.parsers.expat import ExpatError, ParserCreate  # noqa: PLC0415 - see `read_page`

    try:
        ParserCreate().Parse(reading.text.encode(), True)  # noqa: FBT003 - "this is all"
    except ExpatError as error:
        reading.problem("unreadable-output", "", {"reason": str(error)})
        return
    for address in dict.fromkeys(_matches(_XML, reading.text)):
        written = html.unescape(address)
        if written.startswith("tag:"):
            continue
        _check(reading, output, written, allowed)


def _read_json(reading: Reading, output: Output, *, manifest: bool) -> None:
    try:
        values = json.loads(reading.text)
    except ValueError as error:
        reading.problem("unreadable-output", "", {"reason": str(error)})
        return
    _check_json(reading, output, values, manifest=manifest)


def _check_json(reading: Reading, output: Output, values: object, *, manifest: bool) -> None:
    for name, value in _strings(values, ""):
        if name in {"$id", "$schema"}:
            continue  # the name of a thing need not be a page
        ours = bool(output.base) and value.startswith(output.base) and " " not in value
        if ours or (manifest and name in _IN_MANIFEST):
            _check(reading, output, value)


def _strings(value: object, name: str) -> Iterator[tuple[str, str]]:
    """Yield every text of a JSON value with the name of its field."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, dict):
        for key, each in value.items():
            yield from _strings(each, key)
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each, name)
