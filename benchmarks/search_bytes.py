#!/usr/bin/env python3
"""Measure what searching costs a visitor: bytes over the network, on a site of many interviews.

    python3 scripts/bootstrap.py test --version      (once: sets up .venv with the browser's driver)
    .venv/bin/python benchmarks/search_bytes.py [COUNT]

Builds the tests' small site with COUNT generated interviews (1,000 unless told), serves it
compressed by nginx with the site's own rules, and counts in Chromium what each step transfers.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.browsing import chromium
from tests.corpus import write_interviews
from tests.projects import make_project
from tests.servers import nginx

COMPRESSION = """\
gzip on;
gzip_comp_level 6;
gzip_types text/css application/javascript text/javascript application/json image/svg+xml;"""


def main(count: int) -> None:
    """Build, search twice and print a table."""
    with tempfile.TemporaryDirectory() as folder:
        project = make_project(Path(folder) / "project")
        write_interviews(project.root, count)
        site = project.build("--as-of", "2026-11-01")
        conf = site / "_server" / "nginx.conf"
        conf.write_text(f"{COMPRESSION}\n{conf.read_text()}")
        with nginx(site, Path(folder)) as address, chromium() as browser:
            page = browser.new_page(base_url=address)
            session = page.context.new_cdp_session(page)
            session.send("Network.enable")
            received: list[float] = []
            session.on(
                "Network.loadingFinished", lambda event: received.append(event["encodedDataLength"])
            )

            def step(name: str) -> None:
                page.wait_for_load_state("networkidle")
                page.wait_for_timeout(500)
                print(f"{name:<45}{sum(received):>10,.0f} bytes {len(received):>4} requests")
                received.clear()

            print(f"{count:,} interviews")
            page.goto("/partners/fiction-00001/")
            step("an interview's page")
            page.goto("/search/")
            step("the search page, opened")
            page.fill("#search_words", "harbour")
            page.locator(".result").first.wait_for()
            step("first query, with its first results")
            page.fill("#search_words", "garden bridge")
            page.locator(".result").first.wait_for()
            step("second query")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
