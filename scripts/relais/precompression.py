"""Compressed forms of text files, made once so that no server compresses at each request.

The bytes depend on nothing but the content: gzip's header has no time and no name. What was
compressed once is found in the cache.
"""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from relais.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

ENDINGS: Final = frozenset(
    {".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".webmanifest", ".ics"}
)
LEAST_BYTES: Final = 1024
"""Below this an answer fits into the first packets anyway."""
_VERSION: Final = 1
"""To be raised when this module compresses differently."""


def worth_it(path: str, data: bytes) -> bool:
    """Tell whether a file gets compressed forms."""
    return PurePosixPath(path).suffix in ENDINGS and len(data) >= LEAST_BYTES


def compress(root: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the ending and the bytes of each compressed form that is smaller.

    `root` is the project whose cache is used. Safe in several threads.
    """
    for ending, pack in ((".br", _brotli), (".gz", _gzip)):
        key = key_of("compressed", _VERSION, ending, data)
        packed = Cache(root).fetch(key, lambda pack=pack: pack(data))  # type: ignore[misc]
        if len(packed) < len(data):
            yield ending, packed


def compress_all(
    root: Path, files: Iterable[tuple[str, bytes]]
) -> Iterator[tuple[str, bytes, list[tuple[str, bytes]]]]:
    """Yield each file with its compressed forms, several being made at once, in order."""

    def work(file: tuple[str, bytes]) -> tuple[str, bytes, list[tuple[str, bytes]]]:
        path, data = file
        return path, data, list(compress(root, data)) if worth_it(path, data) else []

    with ThreadPoolExecutor() as pool:  # both libraries let other threads run meanwhile
        yield from pool.map(work, files)


def _gzip(data: bytes) -> bytes:
    return gzip.compress(data, 9, mtime=0)


def _brotli(data: bytes) -> bytes:
    import brotli  # noqa: PLC0415 - only publishing needs it

    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11))
