"""Files as objects of a bucket: their names, their headers, and the order in which they are put.

Text is stored compressed. Since a content that is text at one path may be none at another, the name
of what is stored says which it is.
"""

from __future__ import annotations

import mimetypes
from pathlib import PurePosixPath
from typing import Final

from relais.assets import FOLDER as ASSETS
from relais.assets import cache_control, is_lasting
from relais.precompression import ENDINGS
from relais.servers import FOLDER, TYPES

PACKED: Final = ".gz"
"""Ends the name of a stored content that is compressed."""
_NOT_SENT: Final = frozenset({"_headers", "_redirects", ".nojekyll"})
"""Files for other kinds of hosts."""
_TYPES: Final = {".avif": "image/avif", ".webp": "image/webp", ".woff2": "font/woff2"}


def content_type(path: str) -> str:
    """Return the kind of a file, as a browser must be told it."""
    pure = PurePosixPath(path)
    kind = TYPES.get(pure.name) or _TYPES.get(pure.suffix)
    kind = kind or mimetypes.guess_type(path)[0] or "application/octet-stream"
    if kind.startswith("text/") or kind == "application/javascript":
        kind += "; charset=utf-8"
    return kind


def rank(path: str) -> int:
    """Return when a file is put in place: assets first, entry points last."""
    if is_lasting(path):
        return 0
    if path.startswith(f"{ASSETS}/"):
        return 1
    if PurePosixPath(path).name in {"sitemap.xml", "feed.xml", "feed.json", "robots.txt"}:
        return 3
    return 3 if path.endswith("index.html") and path.count("/") <= 1 else 2


def stored_name(digest: str, *, packed: bool) -> str:
    """Return the name of a stored content; one that is text and one that is not may be equal."""
    return f"{digest}{PACKED}" if packed else digest


def is_text(path: str) -> bool:
    """Tell whether a file may be stored compressed."""
    return PurePosixPath(path).suffix in ENDINGS


def is_sent(path: str) -> bool:
    """Tell whether a bucket needs a file: not those for other kinds of servers."""
    return path not in _NOT_SENT and not path.startswith(f"{FOLDER}/")


def headers(path: str, *, packed: bool) -> dict[str, str]:
    """Return what is said of an object, as the parameters of a request."""
    encoding = {"ContentEncoding": "gzip"} if packed else {}
    kind, kept = content_type(path), cache_control(path)
    return {"ContentType": kind, "CacheControl": kept, **encoding}
