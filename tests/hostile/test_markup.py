"""Hostile words in every field come out as words, in every place where they are shown."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browsing import chromium, serving
from tests.pages import asset, html_files, parse_page
from tests.projects import make_project

if TYPE_CHECKING:
    from pathlib import Path

TITLE = (
    """<script>hit()</script>"'><img src=x onerror=hit()></title>"""
    """<b onclick=hit()>&lt;i&gt;"""
)
"""A text that tries to leave an element, an attribute in either quotes and the head's title."""

BODY = r"""
<script>hit()</script>
<img src=x onerror=hit()><svg onload=hit()><math><mtext><style><img src=x onerror=hit()></style>
<a href="javascript:hit()">one</a> [two](javascript:hit()) [three](JaVaScRiPt&#58;hit())
[four](<data:text/html,<script>hit()</script>>) <a href=" &#14; javascript:hit()">five</a>
<iframe srcdoc="<script>hit()</script>"></iframe>
<form action="javascript:hit()"><button>six</button>
<p onclick="hit()" id="page_content" class="skip" style="position:fixed">seven
[eight](https://safe.example/?a="onmouseover="hit()) <https://safe.example/'onclick='hit()>
![nine](x" onerror="hit()) <base href="https://evil.example/">
<meta http-equiv=refresh content=0>
<b>unclosed <em>tags </div></main></body></html> <!-- <script>hit()</script> --!> after
"""

INTERVIEW = f"""\
title: >-
  {TITLE}
summary: >-
  {TITLE}
person:
  name: >-
    {TITLE}
  role: >-
    {TITLE}
organisation: harbour-house
programs: [open-doors]
themes: [light]
status: published
release: {{basis: signed, covers: [text, portrait], signed_on: 2024-01-01, record: R-1}}
attribution: verbatim
portrait:
  src: portrait.jpg
  alt: >-
    {TITLE}
  credit: >-
    {TITLE}
questions:
  - id: hostile
    q: >-
      {TITLE}
    a: |
{"".join(f"      {line}" for line in BODY.splitlines(keepends=True))}
  - id: quoted
    q: Quoted?
    a: |
      Words & more words, as they stand.
quotes:
  - {{from: quoted, text: "Words & more words"}}
sources:
  - title: >-
      {TITLE}
    url: https://safe.example/?q=%22%3E%3Cscript%3E
"""

PROGRAM = f"""\
---
title: >-
  {TITLE}
summary: >-
  {TITLE}
organisations: [harbour-house]
status: published
places:
  - name: >-
      {TITLE}
    country: FR
    latitude: 0
    longitude: 0
figures:
  - id: one
    value: 1
    unit: >-
      {TITLE}
    label: >-
      {TITLE}
    date: 2020
    source:
      title: >-
        {TITLE}
---
{BODY}
"""


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a built site whose every text is hostile."""
    project = make_project(tmp_path_factory.mktemp("hostile") / "project")
    picture = project.path("content/partners/ada-example/portrait.jpg").read_bytes()
    project.write("content/partners/hostile/index.en.yml", INTERVIEW)
    project.write("content/partners/hostile/portrait.jpg", picture)
    project.write("content/programs/hostile/index.en.md", PROGRAM)
    project.write("docs/hostile.md", f"---\ntitle: >-\n  {TITLE}\nsummary: x\n---\n{BODY}\n")
    project.edit("content/site.yml", "en: Lantern Fund", f"en: >-\n    {TITLE}")
    project.edit("content/themes.yml", "en: Light", f"en: >-\n    {TITLE}")
    project.edit(
        "content/organisations/harbour-house.yml", "name: Harbour House", f"name: >-\n  {TITLE}"
    )
    project.edit("content/site.yml", "featured: ada-example", "featured: hostile")
    return project.build("--as-of", "2026-11-01")


def test_no_element_or_attribute_of_the_author_survives(hostile_site: Path) -> None:
    """No page holds a script, a handler, a frame, a form or an address that runs."""
    pages = html_files(hostile_site)
    assert len(pages) > 20
    ours = {
        hostile_site / asset(hostile_site, f"{name}.js") for name in ("share", "search", "list")
    }
    for path in pages:
        for element in parse_page(path).elements:
            if element.attributes.get("type") == "application/ld+json":  # data, which never runs
                assert element.attributes == {"type": "application/ld+json"}
                assert json.loads(element.text)["@context"] == "https://schema.org"
                assert not set(element.text) & set("<>&")
            elif element.tag == "script":  # the only other ones are ours
                assert element.text == ""
                assert (path.parent / element["src"]).resolve() in ours
            elif element.tag == "form":  # ours, for searching
                assert element["role"] == "search"
            assert element.tag not in {"iframe", "base", "style", "math", "object"}
            assert not [name for name in element.attributes if name.startswith("on")]
            if element.attributes.get("http-equiv") == "refresh":  # ours, at a former address
                assert re.fullmatch(r"0; url=[a-z0-9./-]+", element["content"])
                continue
            assert not element.attributes.keys() & {"style", "srcdoc", "http-equiv"}
            address = element.attributes.get("href", element.attributes.get("src", ""))
            assert urlsplit(address).scheme in {"", "http", "https", "mailto", "tel"}


def test_hostile_words_are_shown_as_words(hostile_site: Path) -> None:
    """The title reads on the page and in its head exactly as the author wrote it."""
    page = parse_page(hostile_site / "partners/hostile/index.html")
    assert page.one("h1").text == TITLE
    assert page.one("title").text.startswith(TITLE)
    assert page.one("meta", name="description")["content"] == TITLE
    assert page.one("meta", property="og:title")["content"] == TITLE
    assert page.one("img", fetchpriority="high")["alt"] == TITLE
    assert page.one("h2", id="hostile").text.endswith(TITLE)
    assert page.one("blockquote").text.strip() == "Words & more words"
    data = json.loads(page.one("script", type="application/ld+json").text)
    assert [node["headline"] for node in data["@graph"] if "headline" in node] == [TITLE]
    home = parse_page(hostile_site / "index.html")
    assert TITLE in home.text


def test_page_stays_whole_around_unclosed_markup(hostile_site: Path) -> None:
    """What comes after a hostile answer still stands where it belongs."""
    page = parse_page(hostile_site / "partners/hostile/index.html")
    assert "Words & more words" in page.one("main").text
    assert len(page.all("main")) == len(page.all("body")) == len(page.all("footer")) == 1
    assert len(page.all("div", id="page_content")) == 0
    assert "seven" in page.one("main").text


def test_nothing_runs_in_a_browser(hostile_site: Path) -> None:
    """Chromium runs no script and asks no other host, without any help from a security policy."""
    hits: list[str] = []
    hosts: set[str] = set()
    with serving(hostile_site) as address, chromium() as browser:
        page = browser.new_page()
        page.expose_function("hit", lambda: hits.append(page.url))
        page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
        for path in html_files(hostile_site):
            url = f"{address}/{path.relative_to(hostile_site)}"
            page.goto(url, wait_until="load")
            if 'http-equiv="refresh"' in path.read_text("utf-8"):  # it leads on
                expect(page).not_to_have_url(url, timeout=30_000)
        assert hits == []
        assert hosts == {urlsplit(address).netloc}
