"""Measure how long commands take to answer that people wait for.

    .venv/bin/python benchmarks/commands.py [--runs 9] [--python PATH] [COUNT ...]   (40 and 1300)

Checks one of COUNT fictional interviews: while nothing has changed, and just after that one was
edited. Beside them Python alone, which begins and ends. Steps alternate; prints medians.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.build import relais_program, relais_project, run, texts

STEPS = ("python -c pass", "relais --help", "relais check FILE", "the same after an edit of it")


def main() -> None:
    """Read the command's words and measure."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("counts", nargs="*", type=int, default=[40, 1300])
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--python", default=sys.executable)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        python = relais_program(Path(folder) / "ours", options.python)
        print(f"| medians of {options.runs}, in seconds | {' | '.join(STEPS)} |")
        print(f"| ---{' | ---:' * len(STEPS)} |")
        for count in options.counts:
            root = relais_project(Path(folder) / str(count), texts(count))
            took = measure(root, python, options.runs)
            cells = " | ".join(f"{statistics.median(times):.3f}" for times in took)
            print(f"| {count:,} interviews | {cells} |", flush=True)


def measure(root: Path, python: Path, runs: int) -> list[list[float]]:
    """Return how many seconds each step takes each time."""
    edited = root / "content/partners/fiction-00001/index.en.yml"
    text = edited.read_text("utf-8")
    check = [python, "-m", "relais", "check", edited]
    run(*check, cwd=root)
    took: list[list[float]] = [[] for _ in STEPS]
    for number in range(runs):
        commands = ([python, "-c", "pass"], [python, "-m", "relais", "--help"], check, check)
        for times, command in zip(took, commands, strict=True):
            if times is took[-1]:
                title = f"title: Edited for the time {number}"
                edited.write_text(text.replace("title: Fictional interview 1", title, 1), "utf-8")
            times.append(run(*command, cwd=root)[0])
    return took


if __name__ == "__main__":
    main()
