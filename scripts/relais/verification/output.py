"""The folder that is verified: which files it has, and where an address in one of them leads."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

from relais.diagnostics import Span

if TYPE_CHECKING:
    from pathlib import Path

ELSEWHERE: Final = "elsewhere"
"""The target of an address at another host."""
NOWHERE: Final = "nowhere"
"""The target of an address of this site at which there is nothing."""
NO_PAGE: Final = ""
"""The target of what is no web address at all: mail, telephone, data."""
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]+)"')
_PLAIN_SCHEMES: Final = frozenset({"mailto", "tel", "data", "blob"})


@dataclass(frozen=True)
class Output:
    """A site's folder with the names of all its files."""

    root: Path
    files: frozenset[str]
    """Paths relative to the root, with forward slashes."""
    base: str
    """The full address of the root, with a slash at its end; empty where no page tells it."""

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        return (self.root / path).read_bytes()

    def target(self, source: str, address: str) -> str:
        """Return the file to which `address` in the file `source` leads, or a constant above."""
        parts = urlsplit(address.strip())
        if parts.scheme in _PLAIN_SCHEMES:
            return NO_PAGE
        path = parts.path
        if parts.scheme or parts.netloc:
            if not self.base or not f"{address.strip()}/".startswith(self.base):
                return ELSEWHERE
            path = parts.path or "/"
        if not path:
            return source
        if path.startswith("/"):
            folder = urlsplit(self.base).path or "/"
            if not f"{path}/".startswith(folder):
                return NOWHERE
            joined = path[len(folder) :]
        else:
            joined = posixpath.join(posixpath.dirname(source), path)
        return self._file(unquote(joined))

    def _file(self, joined: str) -> str:
        plain = posixpath.normpath(joined) if joined else "."
        if plain in self.files and not joined.endswith("/"):
            return plain
        index = posixpath.normpath(posixpath.join(plain, "index.html"))
        return index if index in self.files else NOWHERE


def read_output(root: Path) -> Output:
    """Return what lies in the folder `root`."""
    found = []
    for folder, _, names in os.walk(root):
        below = os.path.relpath(folder, root).replace(os.sep, "/")
        found += [name if below == "." else f"{below}/{name}" for name in names]
    home = root / "index.html"
    text = home.read_text("utf-8", "replace") if home.is_file() else ""
    canonical = _CANONICAL.search(text)
    return Output(root, frozenset(found), canonical[1] if canonical else "")


def place(text: str, passage: str) -> tuple[Span, str]:
    """Return where `passage` stands in `text`, and that line; the beginning if it does not."""
    at = text.find(passage)
    if at < 0:
        return Span(), ""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    line = text[start : end if end >= 0 else len(text)]
    return Span(text.count("\n", 0, at) + 1, at - start + 1, len(passage)), line
