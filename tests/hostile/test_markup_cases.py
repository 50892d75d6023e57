"""Every vector in cases/markup, in texts and in fields, as HTML parsers and a browser read it."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from selectolax.lexbor import LexborHTMLParser

from relais import limits
from relais.markup import compile_markdown, resolve
from tests.browsing import chromium, serving
from tests.hostile.markup_cases import every_vector, lines, vectors
from tests.pages import html_files

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

BARE = "bare.html"
"""A page of nothing but the HTML of all vectors, also of those that stop a build."""

INSPECT = """() => {
  const found = [];
  const ours = ["http:", "https:", "mailto:", "tel:", ":"]; // ":" is of what is no address
  for (const element of document.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on") || ["style", "srcdoc", "formaction"].includes(name)) {
        found.push(`${element.tagName} ${name}=${value}`);
      }
    }
    const leads = element.tagName === "A" && element.hasAttribute("href");
    if (leads && !ours.includes(element.protocol)) {
      found.push(element.outerHTML);
    }
    if (!/(1999.xhtml|2000.svg)$/.test(element.namespaceURI)) {
      found.push(element.tagName);
    }
  }
  for (const name of ["document", "location", "top", "history", "fetch", "consent", "cookie"]) {
    if (document.getElementById(name) || document.getElementsByName(name).length) found.push(name);
  }
  if (!(document.body instanceof HTMLBodyElement)) found.push("body");
  return found;
}"""
"""What a page holds that no author may bring in, as the browser itself sees it."""


@pytest.mark.parametrize("name", vectors())
def test_compiled_vector_holds_only_what_is_allowed(name: str) -> None:
    """An HTML5 parser finds only allowed elements, attributes and schemes in each vector."""
    for vector in vectors()[name]:
        compiled = compile_markdown(vector)
        for markup in (compiled.html, resolve(compiled, lambda _: "../x/"), compiled.html * 2):
            body = LexborHTMLParser(f"<!doctype html><body>{markup}").body
            assert body is not None
            for node in body.css("*"):
                if node.tag in ("body", "html", "tbody"):
                    continue
                assert node.tag in limits.ALLOWED_HTML, (vector, node.html)
                assert set(node.attributes) <= limits.ALLOWED_HTML[str(node.tag)], vector
                address = node.attributes.get("href") or ""
                scheme = re.match(r"[\x00-\x20]*([a-z][a-z0-9+.-]*):", address, re.IGNORECASE)
                allowed = limits.LINK_SCHEMES | limits.REFERENCE_SCHEMES
                assert scheme is None or scheme[1].lower() in allowed, vector


def test_nothing_of_the_cases_runs_in_a_browser(cases_site: Path) -> None:
    """Without any policy Chromium runs no script of theirs, asks no other host, sees no handler."""
    hits: list[str] = []
    hosts: set[str] = set()
    sections = "\n".join(f"<section>{compile_markdown(v).html}</section>" for v in every_vector())
    (cases_site / BARE).write_text(f"<!doctype html><meta charset=utf-8>{sections}", "utf-8")
    pages = [path for path in html_files(cases_site) if is_hostile(path)]
    assert len(pages) > len(vectors())
    with serving(cases_site) as address, chromium() as browser:
        page = browser.new_page()
        page.expose_function("hit", lambda *_: hits.append(page.url))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        page.on("dialog", lambda dialog: hits.append(dialog.message))
        for path in pages:
            page.goto(f"{address}/{path.relative_to(cases_site)}", wait_until="load")
            found = [one for one in page.evaluate(INSPECT) if not is_bare_reference(path, one)]
            assert found == [], path
        _search_for_everything(page, address)
    assert hits == []
    assert hosts == {urlsplit(address).netloc}


def is_hostile(path: Path) -> bool:
    """Tell whether a page shows a vector and stays where it is."""
    text = path.read_text("utf-8")
    return "hit()" in text and 'class="moved-page"' not in text


def is_bare_reference(path: Path, found: str) -> bool:
    """Tell whether a link is one from content to content, which a page would have resolved."""
    schemes = "|".join(limits.REFERENCE_SCHEMES)
    return (
        path.name == BARE and re.match(f'<a href="({schemes}):', found, re.IGNORECASE) is not None
    )


def _search_for_everything(page: Page, address: str) -> None:
    """Ask the search page for vectors, then for what finds the hostile titles, and open results."""
    asked = [found[0] for found in vectors().values()]
    for words in [*asked, "hit", "onerror", "javascript", "script"]:
        page.goto(f"{address}/search/?q={quote(words)}&kind={quote(words)}")
        page.wait_for_function(
            "() => document.querySelector('[data-search-said]').textContent.length > 0"
        )
        assert page.evaluate(INSPECT) == [], words
    page.wait_for_function("() => document.querySelectorAll('.result').length > 0")
    assert page.locator(".results script, .results img:not([src*='/assets/'])").count() == 0
    assert any("hit()" in text for text in page.locator(".result_title").all_text_contents())


def test_files_for_programs_hold_the_words_as_words(cases_site: Path) -> None:
    """Feeds, sitemap, manifest, structured data and llms.txt are well formed, words as written."""
    for path in cases_site.rglob("*.xml"):
        root = ET.parse(path).getroot()  # noqa: S314 - our own file
        assert root.tag.startswith("{")
    for pattern in ("*.json", "*.webmanifest"):
        for path in cases_site.rglob(pattern):
            json.loads(path.read_text("utf-8"))
    for path in cases_site.rglob("llms.txt"):
        assert "<script" not in re.sub(r"\\<", "", path.read_text("utf-8"))
    shown = 0
    for path in html_files(cases_site):
        text = path.read_text("utf-8")
        for block in re.findall(r'<script type="application/(?:ld\+)?json">(.*?)</script>', text):
            assert not set(block) & set("<>&")
            shown += "hit()" in json.dumps(json.loads(block))
    assert shown > 10


def test_spreadsheet_runs_no_cell(cases_site: Path) -> None:
    """No cell of text begins like a formula, whichever sign a spreadsheet takes to divide cells."""
    for path in cases_site.rglob("figures/*.csv"):
        text = path.read_bytes().decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
        assert len(rows) > len(lines())
        for row in rows:
            for number, cell in enumerate(row):
                parts = [cell] if number == 3 else re.split(r"[;\t|]", cell)  # 3: the value
                assert number == 3 or not any(
                    part.lstrip(" \"'").startswith(("=", "+", "-", "@"))
                    and not part.lstrip(' "').startswith("'")
                    for part in parts
                ), row


def test_servers_learn_no_rule_from_content(cases_site: Path, small_site: Path) -> None:
    """The rules for servers differ from those of a harmless site by nothing that content says."""

    def rules(site: Path) -> dict[str, str]:
        names = ("_headers", "_server/nginx.conf", "_server/Caddyfile")
        return {name: _without_policy((site / name).read_text("utf-8")) for name in names}

    assert rules(cases_site) == rules(small_site)
    for path in re.findall(r"(?m)^/(.+)$", (cases_site / "_headers").read_text("utf-8")):
        assert re.fullmatch(r"[*]|assets/([a-z]+/)*[a-z0-9_./-]*[*]?", path)
    assert "evil" not in (cases_site / "_headers").read_text("utf-8")


def _without_policy(text: str) -> str:
    """Return rules without what differs: hashes of scripts, and names that hold hashes."""
    text = re.sub(r"Content-Security-Policy.*", "", text)
    return re.sub(r"/assets/\S+[.][0-9a-z_]+\n  Cache-Control.*\n", "", text)


def test_sitemap_and_redirects_hold_only_our_addresses(cases_site: Path) -> None:
    """Addresses are made of slugs alone."""
    for line in (cases_site / "_redirects").read_text("utf-8").splitlines():
        assert re.fullmatch(r"/[a-z0-9/-]* /[a-z0-9/-]* 301", line)
