"""What Git knows of a file: the text that a translation once translated.

Git only reads here, and only where the project is in a work tree and git is installed. Everything
that could go wrong with it means: not known.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Final

from relais import limits
from relais.diagnostics import Diagnostic
from relais.documents import parse_file, understand
from relais.editions import fingerprint
from relais.files import decode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relais.desk.units import Source

MOST_VERSIONS: Final = 300
"""Versions of a file that are looked at, the newest first."""
_SECONDS: Final = 20


def source_at(root: Path, path: str, wanted: str, model: type[Source]) -> Source | None:
    """Return the newest version of a source edition with the fingerprint `wanted`, or None."""
    for name, commit in _versions(root, path):
        data = _git(root, "cat-file", "blob", f"{commit}:{name}")
        if data is None or len(data) > limits.MAX_FILE_BYTES:
            continue
        source = decode(path, data)
        if isinstance(source, Diagnostic):
            continue
        parsed, _ = parse_file(source)
        document = understand(parsed, model)[0] if parsed else None
        if document is not None and fingerprint(document.model) == wanted:
            return document.model
    return None


def _versions(root: Path, path: str) -> Iterator[tuple[str, str]]:
    """Yield each version's path in the repository and its commit, across renamings."""
    arguments = ("--follow", "--format=%x00%H", "--name-only", "-z", f"-{MOST_VERSIONS}")
    found = _git(root, "-c", "core.quotePath=false", "log", *arguments, "--", path)
    words = [word.strip() for word in (found or b"").decode("utf-8", "replace").split("\0")]
    commit = ""
    for word in filter(None, words):
        if len(word) in (40, 64) and "/" not in word:
            commit = word
        elif commit:
            yield word, commit


def knows(root: Path) -> bool:
    """Tell whether Git has a history of the project."""
    return _git(root, "rev-parse", "--verify", "HEAD") is not None


def _git(root: Path, *arguments: str) -> bytes | None:
    program = shutil.which("git")
    if not program:
        return None
    # Nothing that the repository's settings name is run: no pager, no watcher of files.
    command = [program, "--no-pager", "-c", "core.fsmonitor=false", *arguments]
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C",
    }
    try:
        done = subprocess.run(  # noqa: S603 - our own words; what is a path stands behind --
            command,
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
