"""The files that pages load, and the names under which they are published.

A name holds the beginning of its content's SHA-256, as `site.0a1b2c3d4e5f6071.css` does: another
content has another name. So browsers may keep such a file for good, and a page that was opened
before a release never gets a newer release's design or program. Whoever names one of these files
asks here, by the name that it has in `overrides/`.

How long any file of the site may be kept is decided here too: see `cache_control`.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from relais.errors import SetupError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER: Final = "assets"
HASH_LENGTH: Final = 16
"""Hexadecimal digits of a hash that stand in a name."""
SEARCH: Final = f"{FOLDER}/search/{version('pagefind-bin')}"
"""Where the search index stands. Its reader has a fixed name and is always the same for a version
of Pagefind; the pieces of the index carry hashes of Pagefind's own."""
IMMUTABLE: Final = "public, max-age=31536000, immutable"
"""For files whose name changes with their content."""
FRESH: Final = "no-cache"
"""For all others: kept, but asked for again each time, which costs a few bytes when unchanged."""

_FOR_PEOPLE: Final = "who asks under which terms something is used looks for it beside that thing"
FIXED: Final[Mapping[str, str]] = {
    f"{FOLDER}/made-by-relais.txt": "by it a folder is known as a site that may be replaced",
    f"{FOLDER}/visit.txt": "operators count requests for this name in their server's log",
    f"{FOLDER}/fonts/public-sans-licence.txt": _FOR_PEOPLE,
    f"{FOLDER}/fonts/source-serif-4-licence.txt": _FOR_PEOPLE,
    f"{SEARCH}/LICENCE.txt": _FOR_PEOPLE,
    f"{SEARCH}/pagefind-entry.json": "Pagefind's reader asks it for the names of all other pieces",
}
"""The only files of the folder whose name says nothing of their content, each with the reason."""

_NAMED: Final = re.compile(rf"{FOLDER}/.+\.([0-9a-f]{{{HASH_LENGTH}}})\.\w+")
_TEXTS: Final = frozenset({".css", ".js"})
_MENTION: Final = re.compile(r'(?<=")\./[^"\s]+(?=")')
"""How a script or a stylesheet names another file of the folder: `"./choice.js"`."""


def name_with_hash(path: str, data: bytes) -> str:
    """Return a path with the hash of the content before its ending."""
    pure = PurePosixPath(path)
    digest = hashlib.sha256(data).hexdigest()[:HASH_LENGTH]
    return str(pure.with_name(f"{pure.stem}.{digest}{pure.suffix}"))


def has_true_name(path: str, data: bytes) -> bool:
    """Tell whether a file is what the hash in its name says, if its name has one."""
    named = _NAMED.fullmatch(path)
    return not named or hashlib.sha256(data).hexdigest().startswith(named[1])


def is_lasting(path: str) -> bool:
    """Tell whether the name of a file of the site changes with its content."""
    return path.startswith(f"{FOLDER}/") and path not in FIXED


def cache_control(path: str) -> str:
    """Return how long a file of the site may be kept, in the words of RFC 9111 and RFC 8246."""
    return IMMUTABLE if is_lasting(path) else FRESH


@dataclass
class Assets:
    """Files by the names that templates and scripts know, each with its published path.

    Raises `SetupError` if a file names one that is not there, or two name each other: neither could
    then hold the other's hash.
    """

    sources: Mapping[str, bytes]
    """Contents by name: `site.css`."""
    others: Mapping[str, str] = field(default_factory=dict)
    """Published paths of what somebody else makes, by name."""
    _published: dict[str, tuple[str, bytes]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in sorted(self.sources):
            self._publish(name, ())

    def path(self, name: str) -> str:
        """Return where a file stands in the site. Raises `SetupError` if there is none."""
        if name in self._published:
            return self._published[name][0]
        if name in self.others:
            return self.others[name]
        message = f"There is no {name} among the site's stylesheets, scripts and overrides/assets."
        raise SetupError(message)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file's path in the site and its content, in the order of the names."""
        for name in sorted(self._published):
            yield self._published[name]

    def _publish(self, name: str, askers: tuple[str, ...]) -> None:
        if name in askers:
            message = f"{' and '.join(sorted({*askers, name}))} name each other: one must not."
            raise SetupError(message)
        if name in self._published or name not in self.sources:
            return
        data = self.sources[name]
        folder = posixpath.dirname(name)

        def published(mention: re.Match[str]) -> str:
            other = posixpath.normpath(posixpath.join(folder, mention[0]))
            self._publish(other, (*askers, name))
            return f"./{posixpath.relpath(self.path(other), posixpath.join(FOLDER, folder))}"

        if PurePosixPath(name).suffix in _TEXTS:
            data = _MENTION.sub(published, data.decode("utf-8")).encode()
        self._published[name] = name_with_hash(f"{FOLDER}/{name}", data), data
