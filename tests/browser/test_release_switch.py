"""A page that is open in a real browser while the release behind it is switched."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from playwright.sync_api import expect

from tests.browsing import chromium
from tests.conftest import AS_OF
from tests.projects import REPOSITORY, make_project
from tests.servers import nginx
from tests.trackers import add_trackers

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Route

    from tests.projects import Project

BORDER = "getComputedStyle(document.querySelector('main')).borderTopWidth"
REDESIGN = {
    "stylesheets/layout.css": "\nmain { border-top: 7px solid; }\n",
    "assets/search.css": "\nmain { border-top: 7px solid; }\n",
    "assets/search.js": "\nwindow.later = true;\n",
    "scripts/list.js": "\nwindow.later = true;\n",
    "scripts/choice.js": "\nwindow.later = true;\n",
    "scripts/embed.js": "\nwindow.later = true;\n",
}


def publish(project: Project, target: Path) -> None:
    """Let the project's present state be live."""
    done = project.relais("publish", str(target), "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr


def test_open_pages_keep_their_design_until_they_are_left(tmp_path: Path) -> None:
    """After the switch an open page searches, lists and plays as before; the next page is new."""
    project, target = make_project(tmp_path / "project"), tmp_path / "live"
    add_trackers(project)
    project.path("overrides").unlink()
    shutil.copytree(REPOSITORY / "overrides", project.path("overrides"))
    publish(project, target)
    with nginx(target / "current", tmp_path) as address, chromium() as browser:
        context = browser.new_context(base_url=address)
        failures: list[str] = []
        context.on("response", lambda r: failures.append(r.url) if r.status >= 400 else None)
        context.on("weberror", lambda error: failures.append(str(error.error)))
        search, listed, late = (context.new_page() for _ in range(3))
        search.goto("/search/")
        search.click("[data-consent-refuse]")
        listed.goto("/partners/")
        # A page whose scripts and styles are asked for only after the switch.
        held: list[Route] | None = []

        def hold(route: Route) -> None:
            if held is None:
                route.continue_()
            else:
                held.append(route)

        late.route("**/assets/**", hold)
        late.goto("/partners/ada-example/", wait_until="commit")
        late.wait_for_timeout(300)
        assert held

        for name, more in REDESIGN.items():
            with project.path(f"overrides/{name}").open("a") as file:
                file.write(more)
        publish(project, target)

        waiting, held = held, None
        for route in waiting:
            route.continue_()
        late.wait_for_load_state("networkidle")
        assert late.locator("[data-embed-once]").is_visible()
        search.fill("main [name=q]", "lamp")
        expect(search.locator(".result mark").first).to_be_visible()
        for page in (late, search, listed):
            assert page.evaluate(BORDER) == "0px"
            assert page.evaluate("window.later") is None

        listed.locator("main summary").first.click()
        listed.locator("[data-list-way] a").first.click()
        listed.wait_for_function(f"() => {BORDER} === '7px' && window.later")
        late.reload()
        late.wait_for_function(f"() => {BORDER} === '7px' && window.later")
        assert failures == []
        context.close()
