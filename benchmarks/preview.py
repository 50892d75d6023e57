"""Measure live preview: from saving a file to the browser showing it, in Chromium.

    .venv/bin/python benchmarks/preview.py [--runs 9] [COUNT ...]   (200 and 1300 unless told)

Starts `relais serve` on COUNT fictional interviews, opens one of them, changes its title again and
again, and prints the median and the longest time until the page shows it.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.build import relais_project, texts
from tests.browser.test_preview import previewing
from tests.browsing import chromium
from tests.projects import Project


def main() -> None:
    """Read the command's words and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[200, 1300])
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    for count in options.counts:
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            root = relais_project(Path(folder) / "project", texts(count))
            times = measure(Project(root), options.runs)
        shown = f"{statistics.median(times):.2f} s, at most {max(times):.2f} s"
        print(f"{count:,} interviews: saved to seen {shown} ({len(times)} changes)", flush=True)


def measure(project: Project, runs: int) -> list[float]:
    """Return how many seconds each change takes to be seen."""
    path = project.path("content/partners/fiction-00001/index.en.yml")
    text = path.read_text("utf-8")
    times = []
    with previewing(project) as address, chromium() as browser:
        page = browser.new_page()
        page.goto(address + "partners/fiction-00001/")
        for number in range(runs + 1):
            page.wait_for_timeout(1500)
            title = f"Changed for the time {number}"
            started = time.perf_counter()
            path.write_text(text.replace("title: Fictional interview 1", f"title: {title}", 1))
            page.get_by_role("heading", level=1, name=title, exact=True).wait_for()
            times.append(time.perf_counter() - started)
    return times[1:]


if __name__ == "__main__":
    main()
