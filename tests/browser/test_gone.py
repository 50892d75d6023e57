"""What was withdrawn answers 410 behind a real nginx and a real Caddy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from relais.headers import FIXED
from tests.browser.test_accessibility import violations
from tests.browsing import chromium
from tests.conftest import AS_OF
from tests.pages import asset
from tests.projects import make_project
from tests.servers import ask, caddy, nginx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="module")
def gone_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the small site after Ada's withdrawal."""
    project = make_project(tmp_path_factory.mktemp("gone") / "project")
    assert project.relais("withdraw", "ada-example").returncode == 0
    return project.build("--as-of", AS_OF)


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def server(
    request: pytest.FixtureRequest, gone_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Serve that site by each server."""
    run = {"nginx": nginx, "caddy": caddy}[request.param]
    with run(gone_site, tmp_path_factory.mktemp("server")) as address:
        yield address


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/partners/ada-example/", "en"),
        ("/partners/ada-example", "en"),
        ("/partners/ada/", "en"),
        ("/fr/partenaires/ada-example/", "fr"),
        ("/fr/partenaires/ada", "fr"),
    ],
)
def test_former_addresses_are_gone(server: str, path: str, language: str) -> None:
    """Present and former addresses answer 410 with the neutral page of their language."""
    status, headers, text = ask(f"{server}{path}")
    assert status == 410
    assert f'<html lang="{language}"' in text
    assert 'class="moved-page"' in text
    for name, value in FIXED.items():
        assert headers[name] == value


def test_other_answers_are_as_they_were(server: str, gone_site: Path) -> None:
    """Pages answer 200, wrong addresses 404 in their language, the servers' rules 404."""
    for path in (
        "/",
        "/partners/",
        "/partners/bruno-sample/",
        "/fr/",
        f"/{asset(gone_site, 'site.css')}",
    ):
        assert ask(f"{server}{path}")[0] == 200, path
    for path in ("/nowhere/", "/fr/nulle-part/", "/partners/ada-exampl/", "/_server/nginx.conf"):
        status, _, text = ask(f"{server}{path}")
        assert status == 404, path
        assert 'class="moved-page"' not in text


def test_the_neutral_page_is_accessible(server: str) -> None:
    """The page holds axe-core's rules and its policy, in both languages."""
    with chromium() as browser:
        page = browser.new_page(base_url=server)
        for path in ("/partners/ada-example/", "/fr/partenaires/ada-example/"):
            page.goto(path)
            assert violations(page) == []
        page.click("a")
        assert page.url == f"{server}/fr/"
        page.close()
