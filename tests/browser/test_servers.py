"""The site behind a real nginx and a real Caddy, with the snippets of its own build."""

from __future__ import annotations

import http.client
import time
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from relais.assets import FRESH, cache_control
from relais.headers import FIXED
from tests.browser.test_accessibility import KINDS, violations
from tests.browsing import chromium
from tests.pages import asset, html_files
from tests.servers import ask, caddy, nginx
from tests.trackers import HOST, collecting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

WATCH = """
window.broken = [];
document.addEventListener("securitypolicyviolation",
  event => window.broken.push(event.violatedDirective + " " + event.blockedURI));
"""


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, tracked_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve the small site with its tracker by each server."""
    run = {"nginx": nginx, "caddy": caddy}[request.param]
    with run(tracked_site, tmp_path_factory.mktemp("server")) as address:
        yield address


def watched(page: Page, path: str) -> list[str]:
    """Open a page; return the violations of its policy and what its console says of one."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(path, wait_until="networkidle")
    return [*page.evaluate("window.broken"), *(text for text in said if "Content Security" in text)]


def test_every_answer_carries_the_headers(server: str, tracked_site: Path) -> None:
    """Pages, files and errors have the security headers, each once."""
    style = f"/{asset(tracked_site, 'site.css')}"
    for path in ("/", "/fr/", style, "/nowhere/", "/fr/nowhere/"):
        _, headers, _ = ask(f"{server}{path}")
        for name, value in FIXED.items():
            assert headers[name] == value, path
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy.replace("'wasm-unsafe-eval'", "")
        assert "'sha256-" in policy


def test_errors_are_in_the_visitors_language(server: str) -> None:
    """A wrong address answers 404 with the page of its language."""
    wrong = [("/nowhere/", "en"), ("/fr/nulle-part/", "fr")]
    # Folders that have no page of their own, too.
    wrong += [("/assets/", "en"), ("/partners/themes/", "en"), ("/fr/partenaires/themes/", "fr")]
    for path, language in wrong:
        status, headers, text = ask(f"{server}{path}")
        assert status == 404, path
        assert f'<html lang="{language}"' in text
        assert headers["Cache-Control"] == FRESH


def test_snippets_are_not_delivered(server: str) -> None:
    """The server's own rules cannot be read from outside."""
    for name in ("nginx.conf", "Caddyfile"):
        status, _, text = ask(f"{server}/_server/{name}")
        assert status == 404
        assert "<html" in text


def test_former_addresses_lead_on(server: str) -> None:
    """An alias answers with a permanent redirect; feeds and the manifest say what they are."""
    connection = http.client.HTTPConnection(server.removeprefix("http://"), timeout=10)
    for old, new in (("/partners/ada/", "/partners/ada-example/"),):
        connection.request("GET", old)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 301
        assert urlsplit(answer.headers["Location"]).path == new
    connection.close()
    for path, kind in (
        ("/feed.xml", "application/atom+xml"),
        ("/fr/feed.json", "application/feed+json"),
        ("/site.webmanifest", "application/manifest+json"),
    ):
        status, headers, _ = ask(f"{server}{path}")
        assert status == 200
        assert headers["Content-Type"] == kind
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_what_changes_its_name_is_kept_for_good(server: str, tracked_site: Path) -> None:
    """Every file is kept as long as its name allows; what is not there is asked for again."""
    files = (path for path in tracked_site.rglob("*") if path.is_file())
    paths = sorted(path.relative_to(tracked_site).as_posix() for path in files)
    for path in (path for path in paths if not path.startswith(("_", "."))):
        status, headers, _ = ask(f"{server}/{path}")
        assert status == 200, path
        assert headers["Cache-Control"] == cache_control(path), path
    for path in ("", "fr/", "nowhere/", "assets/site.0123456789abcdef.css"):
        assert ask(f"{server}/{path}")[1]["Cache-Control"] == FRESH, path


def test_no_page_breaks_its_policy(
    server: str,
    tracked_site: Path,
    tmp_path_factory: pytest.TempPathFactory,
    request: pytest.FixtureRequest,
) -> None:
    """In dark mode, under the policy, pages have no violation, with and without consent."""
    # The policy is the same for all pages: some of each kind are asked for.
    step = 5 if "nginx" in request.node.name else 8
    folder = tmp_path_factory.mktemp("tracker")
    with (
        collecting(folder) as collector,
        chromium(f"--host-resolver-rules=MAP {HOST}:443 127.0.0.1:{collector.port}") as browser,
    ):
        context = browser.new_context(
            base_url=server, color_scheme="dark", ignore_https_errors=True
        )
        context.add_init_script(WATCH)
        page = context.new_page()
        found = {}
        for file in html_files(tracked_site)[::step]:
            path = f"/{file.relative_to(tracked_site)}"
            if broken := watched(page, path):
                found[path] = broken
        assert found == {}
        assert collector.requests == []
        for path in KINDS[:3]:
            page.goto(path)
            assert violations(page) == []
        page.goto("/partners/ada-example/")
        page.click("[data-consent-accept]")
        page.frame_locator("#media_film iframe").get_by_text("Film").wait_for()
        deadline = time.monotonic() + 20
        while not collector.hits:
            assert time.monotonic() < deadline
            page.wait_for_timeout(50)
        assert page.evaluate("window.broken") == []
        context.close()


def test_search_keeps_to_the_policy(server: str) -> None:
    """Under the policy a search runs and breaks no rule."""
    with chromium() as browser:
        page = browser.new_page(base_url=server)
        page.add_init_script(WATCH)
        page.goto("/search/?q=lamp")
        page.locator(".result mark").first.wait_for()
        assert page.evaluate("window.broken") == []
        page.close()


def test_policy_stops_what_is_not_registered(server: str) -> None:
    """A script, a frame or a request that the register does not name is refused."""
    with chromium() as browser:
        page = browser.new_page(base_url=server)
        page.add_init_script(WATCH)
        page.goto("/")
        page.evaluate("""() => {
          for (const [tag, name] of [["script", "src"], ["iframe", "src"], ["img", "src"]]) {
            const element = document.createElement(tag);
            element[name] = "https://elsewhere.example/x";
            document.body.append(element);
          }
          const inline = document.createElement("script");
          inline.textContent = "window.ran = true";
          document.body.append(inline);
          fetch("https://elsewhere.example/x").catch(() => {});
        }""")
        page.wait_for_timeout(500)
        broken = " ".join(page.evaluate("window.broken"))
        for directive in ("script-src-elem", "frame-src", "img-src", "connect-src"):
            assert directive in broken
        assert page.evaluate("window.ran") is None
        page.close()


def test_choice_is_secure_over_tls(tracked_site: Path, tmp_path: Path) -> None:
    """On https the cookie of the choice is never sent without encryption."""
    with collecting(tmp_path):  # makes the certificate
        pass
    paths = f"{tmp_path}/certificate.pem; ssl_certificate_key {tmp_path}/key.pem"
    with (
        nginx(tracked_site, tmp_path, f" ssl; ssl_certificate {paths}") as address,
        chromium() as browser,
    ):
        context = browser.new_context(base_url=address, ignore_https_errors=True)
        page = context.new_page()
        page.goto("/")
        page.click("[data-consent-refuse]")
        expect(page.locator("[data-consent-banner]")).to_be_hidden()
        assert context.cookies()[0]["secure"] is True
        context.close()
