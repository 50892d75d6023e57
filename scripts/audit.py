#!/usr/bin/env python3
"""Ask whether weaknesses are known in the packages that are locked. Needs nothing but Python.

The exit status is 0 if every package was looked up and nothing is known, 1 if something is known,
and 3 if the question could not be asked: then nothing is said about the packages. pip-audit itself
ends with 0 and "No known vulnerabilities found" where the service knows none of the packages, so
its answer is read here package by package. It runs in an environment that is thrown away.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parent.parent
LOCKS: Final = ("requirements.lock", "tests/requirements.lock")
TOOL: Final = "pip-audit==2.10.1"
SERVICES: Final = ("osv", "pypi")
"""Who is asked, one after the other, until one answers for every package."""
CLEAN, KNOWN, NOT_ASKED = 0, 1, 3


def judge(answer: str) -> tuple[int, list[str]]:
    """Return the status of an answer of pip-audit in JSON, with a line for each thing to know."""
    try:
        packages: list[dict[str, Any]] = json.loads(answer)["dependencies"]
        skipped = [
            f"{item['name']}: {item['skip_reason']}" for item in packages if "skip_reason" in item
        ]
        known = [
            f"{item['name']} {item['version']}: {', '.join([weak['id'], *weak.get('aliases', [])])}"
            f"; mended in {', '.join(weak['fix_versions']) or 'no version yet'}"
            for item in packages
            for weak in item.get("vulns", ())
        ]
    except (ValueError, KeyError, TypeError):
        return NOT_ASKED, ["the service gave no answer that can be read"]
    if known:
        return KNOWN, known
    if skipped or not packages:
        return NOT_ASKED, [f"{len(skipped)} packages could not be looked up", *skipped[:3]]
    return CLEAN, [f"{len(packages)} packages, nothing known"]


def audit(python: str, lock: str) -> int:
    """Look up the packages of a lock file and say what is known; return the status."""
    status, lines = NOT_ASKED, ["no service was asked"]
    for service in SERVICES:
        command = [python, "-m", "pip_audit", "--require-hashes", "--disable-pip", "-r", lock]
        command += ["-s", service, "-f", "json", "--progress-spinner", "off"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        status, lines = judge(done.stdout)
        if status != NOT_ASKED:
            break
    word = {CLEAN: "clean", KNOWN: "WEAKNESSES ARE KNOWN", NOT_ASKED: "NOT ASKED"}[status]
    sys.stdout.write(f"{lock}: {word}\n" + "".join(f"  {line}\n" for line in lines))
    return status


def main() -> int:
    """Look up all locks; return the gravest status."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        python = str(place / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))
        install = [python, "-m", "pip", "--disable-pip-version-check", "-q", "install", TOOL]
        for command in ([sys.executable, "-m", "venv", folder], install):
            if subprocess.run(command, check=False).returncode:  # noqa: S603 - our own words
                sys.stdout.write("NOT ASKED: the tool that asks could not be installed.\n")
                return NOT_ASKED
        found = {audit(python, lock) for lock in LOCKS}
    return next(status for status in (KNOWN, NOT_ASKED, CLEAN) if status in found)


if __name__ == "__main__":
    sys.exit(main())
