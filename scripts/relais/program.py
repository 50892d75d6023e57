"""What tells one version of the program from another, which does not use what that one kept."""

from __future__ import annotations

import hashlib
import os
import sys
import sysconfig
from functools import cache
from pathlib import Path


@cache
def version() -> str:
    """Return a name for our code, the installed packages and Python; the same on each computer."""
    digest = hashlib.sha256(sys.version.encode())
    folder = str(Path(__file__).parents[1])
    for path in sorted(_files_below(folder)):
        digest.update(os.fsencode(path.removeprefix(folder)))
        with open(path, "rb") as file:  # noqa: PTH123 - 200 files, read whenever a command starts
            digest.update(file.read())
    for packages in sorted({sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}):
        # The folders of installed packages' descriptions carry their versions.
        for name in sorted(os.listdir(packages)):  # noqa: PTH208 - names are all that is needed
            if name.endswith(".dist-info"):
                digest.update(name.encode())
    return digest.hexdigest()


def _files_below(folder: str) -> list[str]:
    """Return our code, and the maps and typefaces that it reads."""
    return [
        os.path.join(where, name)  # noqa: PTH118 - see above
        for where, _, names in os.walk(folder)
        if not where.endswith("__pycache__")
        for name in names
        if not name.startswith(".")  # what editors keep beside a file
    ]
