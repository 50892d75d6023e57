"""The preview, whose bar quotes what is wrong, and whose server any page in the browser can ask."""

from __future__ import annotations

import itertools
import json
import re
import socket
import time
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from relais.assets import SEARCH
from relais.preview.bar import alone
from relais.preview.state import Preview
from tests.browser.test_preview import ADAS_PAGE, WAIT, bar, previewing
from tests.browsing import chromium
from tests.hostile.conftest import plant
from tests.hostile.markup_cases import lines
from tests.hostile.test_markup_cases import INSPECT
from tests.projects import ADA, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.projects import Project

ELEMENTS = {"ASIDE", "P", "STRONG", "DETAILS", "SUMMARY", "PRE"}
NAMES = (
    "<img src=x onerror=hit()>.md",
    "<script>hit()<\\script>.md",
    "\"'><svg onload=hit()>.md",
    "a\u202egnp.dm.md",
    "&lt;script&gt;{{ 7 * 7 }}{% raw %}.md",
    "a\nb<b>.md",
)
HEAD = "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
MARK = "in-jected"
HOSTS = (
    "evil.example",
    "evil.example:{port}",
    "127.0.0.1.evil.example:{port}",
    "localhost.evil.example:{port}",
    "evil.example@127.0.0.1:{port}:x",
    "127.0.0.1:{port}@evil.example",
    "127.1:{port}",
    "0.0.0.0:{port}",
    "[::1]:{port}",
    "127.0.0.1:{port}\r\nHost: evil.example",
    "evil.example\r\nHost: 127.0.0.1:{port}",
    "",
    "<script>:{port}",
)
PATHS = (
    "/<script>hit()</script>/",
    "/%3Cscript%3Ehit()%3C/script%3E",
    "/%0d%0aSet-Cookie:%20in-jected=1",
    "/%0aLocation:%20//in-jected.example",
    "//in-jected.example",
    "///in-jected.example/%2e%2e",
    "/%2fin-jected.example",
    "/%5c%5cin-jected.example",
    "/\\in-jected.example",
    "/javascript:hit()",
    "/../../../../etc/passwd",
    "/assets/../../content/site.yml",
    "/assets/%2e%2e/%2e%2e/content/site.yml",
    "/assets/..%2f..%2fcontent%2fsite.yml",
    "/assets/..%5c..%5ccontent%5csite.yml",
    "/assets/search/1/../../../../../etc/passwd",
    "/assets//etc/passwd",
    "/assets/%00.css",
    "/_preview/../bar.py",
    "/_preview/bar.py",
    "/_preview/%2e%2e/server.py",
    "/_preview/..%2fstate.py",
    "/content/site.yml",
    "/.git/config",
    "/\x80\xff/",
    "/%ff%fe%80/",
    "/%e2%80%ae/",
    "/" + "a" * 5000 + "/",
    "/assets/" + "a" * 5000 + ".css",
    f"/{SEARCH}/" + "a" * 5000,
    f"/{SEARCH}/../../../../../../etc/passwd",
    f"/{SEARCH}//etc/passwd",
    f"/{SEARCH}/%00",
    "/" + "a/" * 2000,
    "/" + "%25" * 2000,
    "http://in-jected.example/",
    "*",
    "",
)
BROKEN = (
    b"\r\n\r\n",
    b"GET\r\n\r\n",
    b"<script>hit()</script>\r\n\r\n",
    b"GET / <script>hit()</script>\r\n\r\n",
    b"GET / HTTP/9.9\r\n\r\n",
    b"<b>hit()</b> / HTTP/1.1\r\nHost: 127.0.0.1:1\r\n\r\n",
    b"POST / HTTP/1.1\r\nHost: 127.0.0.1:1\r\nContent-Length: 3\r\n\r\nx=1",
    b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 300 + b"\r\n",
    b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(40) + b"\r\n\r\n",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Yield the address of a preview that nobody changes."""
    with previewing(make_project(tmp_path_factory.mktemp("asked") / "project")) as found:
        deadline = time.monotonic() + 60
        while ask(found, f"/{SEARCH}/pagefind.js")[0] != HTTPStatus.OK:
            assert time.monotonic() < deadline
            time.sleep(0.1)
        yield found


def send(address: str, request: bytes) -> tuple[int, dict[str, str], str]:
    """Return the status, the headers and the body of the answer to these very bytes."""
    port = urlsplit(address).port
    assert port is not None
    answer = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        try:
            while part := connection.recv(1 << 16):
                answer += part
        except ConnectionError:  # it was closed before all was read, after the answer
            pass
    head, _, body = answer.partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    if not first.startswith("HTTP/"):
        return 0, {}, answer.decode("utf-8", "replace")  # as HTTP/0.9 wants it
    headers = dict(line.split(": ", 1) for line in rest)
    return int(first.split()[1]), headers, body.decode("utf-8", "replace")


def ask(address: str, path: str, host: str = "127.0.0.1:{port}") -> tuple[int, dict[str, str], str]:
    """Return the answer to a request for a path."""
    port = str(urlsplit(address).port)
    request = HEAD.format(path=path, host=host.replace("{port}", port))
    return send(address, request.encode("latin-1"))


def is_harmless(headers: dict[str, str], body: str) -> None:
    """See that an answer neither runs what was asked for nor leads away."""
    assert not {"set-cookie", "access-control-allow-origin"} & {name.lower() for name in headers}
    location = headers.get("Location", "/")
    assert re.match(r"/[^/\\]|/$", location), location
    assert not re.search(r"<(script|svg|img|b)>?[^>]*hit\(\)", body)
    assert "root:x:" not in body
    assert "default_language" not in body


@pytest.mark.parametrize("host", HOSTS)
def test_only_this_computers_names_are_answered(address: str, host: str) -> None:
    """A page of another host, whose name leads here, reads nothing: no page, file or news."""
    for path in ("/", "/" + ADAS_PAGE, "/feed.xml", "/_preview/bar.js", "/_preview/events"):
        status, headers, body = ask(address, path, host)
        assert (status, body) == (403, ""), path
        is_harmless(headers, body)
    for known in ("127.0.0.1:{port}", "localhost:{port}", "127.0.0.1", "LOCALHOST:1"):
        assert ask(address, "/", known)[0] == 200


@pytest.mark.parametrize("path", PATHS, ids=lambda path: ascii(path)[:40])
def test_hostile_address_has_a_harmless_answer(address: str, path: str) -> None:
    """Whatever is asked for, the answer is a page, an error or a way within the preview."""
    status, headers, body = ask(address, path)
    assert status in ({200, 301, 400, 404, 414} if path else {0})  # HTTP/0.9 knew no version
    is_harmless(headers, body)
    assert MARK not in "".join(f"{name}: {value}\n" for name, value in headers.items()) or (
        urlsplit(headers["Location"]).netloc == ""
    )
    assert ask(address, "/")[0] == 200


@pytest.mark.parametrize("request_", BROKEN, ids=lambda data: ascii(data[:30]))
def test_broken_request_has_a_harmless_answer(address: str, request_: bytes) -> None:
    """What is no request is refused with an error that holds none of it as markup."""
    status, headers, body = send(address, request_)
    assert status in {0, 400, 403, 414, 431, 501, 505}
    is_harmless(headers, body)
    assert ask(address, "/")[0] == 200


def test_answers_are_for_the_previews_own_pages(address: str) -> None:
    """No other site's page can load or frame what is shown, nor take it for another kind."""
    paths = ("/", "/feed.xml", "/nothing.css", "/nowhere/", "/_preview/bar.css", "/partners")
    for path in paths:
        _, headers, _ = ask(address, path)
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin", path
        assert headers["X-Frame-Options"] == "DENY", path


@pytest.fixture
def hostile(tmp_path: Path) -> Project:
    """Return a project whose every text and some file names mean harm, none of them an error."""
    project = make_project(tmp_path / "project")
    plant(project)
    return project


def look(page: Page) -> str:
    """See that a page and its bar hold nothing that an author may not bring in."""
    assert page.evaluate(INSPECT) == []
    shown = page.evaluate(
        "[...document.querySelectorAll('.preview, .preview *')].map(e => e.tagName)"
    )
    assert set(shown) <= ELEMENTS
    return bar(page)


def test_nothing_in_the_bar_runs(hostile: Project) -> None:
    """Titles, names and lines in which something is wrong are shown as words, whatever they are."""
    hits: list[str] = []
    with previewing(hostile) as address, chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(WAIT)
        page.expose_function("hit", lambda *_: hits.append(page.url))
        page.on("dialog", lambda dialog: hits.append(dialog.message))
        page.goto(address + ADAS_PAGE)
        look(page)
        for name in NAMES:
            hostile.write(f"docs/{name}", "x")
        words = itertools.islice((line for line in lines() if "hit()" in line), 25)
        for number, line in enumerate(words):
            text = json.dumps(line, ensure_ascii=False)
            hostile.write(
                f"content/organisations/case-{number}.yml", f"name: {text}\nkind: {text}\n"
            )
        hostile.edit(ADA, "status: published", 'status: "</pre></aside><script>hit()</script>"')
        expect(page.locator(".preview-wrong")).to_be_visible()
        page.wait_for_function(
            "() => document.querySelector('.preview').innerText.includes('case-24.yml')"
        )
        said = look(page)
        for part in ("</pre></aside><script>hit()</script>", "<img src=x onerror=hit()>.md"):
            assert part in said
        assert "\u202e" not in said
        for path in ("", "fr/", "nowhere/", "case-script/"):
            page.goto(address + path)
            look(page)
    assert hits == []


def test_failure_is_shown_as_words(tmp_path: Path) -> None:
    """What a template or the system says is escaped, without what turns or hides text."""
    said = '</pre><script>hit()</script>\n"\u202etxet\x1b[31m'
    page = alone(Preview(tmp_path, ""), "en", said)
    assert "&lt;/pre&gt;&lt;script&gt;hit()&lt;/script&gt;\n&#34;\ufffdtxet\ufffd[31m" in page
    assert page.count("<script") == 1
