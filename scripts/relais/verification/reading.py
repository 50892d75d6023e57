"""Reading the whole output: every file once, by several processes where there are many."""

from __future__ import annotations

import gzip
import multiprocessing
import zlib
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Final

from relais import processors
from relais.assets import has_true_name
from relais.verification import pictures
from relais.verification.facts import Facts, Reading
from relais.verification.html import read_page
from relais.verification.others import read_other

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from relais.verification.output import Output
    from relais.verification.secrets import Secrets

FEW: Final = 1500
"""Files for which starting further processes takes longer than reading."""
MOST_BYTES: Final = 64 * 1024 * 1024
"""Largest unpacked text: more is no file of a site, but an attack or a mistake."""
COMPRESSED: Final = (".gz", ".br")
_FONTS: Final = frozenset({".woff", ".woff2", ".ttf", ".otf", ".ico", ".pdf", ".mp4", ".wasm"})
_GZIP: Final = b"\x1f\x8b"


@dataclass(frozen=True)
class Reader:
    """What is needed to read a file of the output."""

    output: Output
    secrets: Secrets
    allowed: frozenset[str]
    """The hosts from which pages may load."""

    def read(self, path: str) -> Facts:
        """Return the facts of one file."""
        facts = Facts(path)
        data = self.output.read(path)
        pure = PurePosixPath(path)
        if not has_true_name(path, data):
            Reading(facts, "").problem("stale-name", "", {})
        if pure.suffix in pictures.ENDINGS:
            self._read_picture(Reading(facts, ""), data)
            return facts
        if pure.suffix in _FONTS:
            return facts
        if pure.suffix in COMPRESSED and str(pure.with_suffix("")) in self.output.files:
            self._compare(Reading(facts, ""), data, str(pure.with_suffix("")))
            return facts  # the same text as in the file beside it
        reading = Reading(facts, "")
        try:
            reading.text = _unpacked(data).decode("utf-8", "replace")
        except (OSError, EOFError, zlib.error, ValueError) as error:
            reading.problem("unreadable-output", "", {"reason": str(error)})
            return facts
        if pure.suffix == ".html":
            read_page(reading, self.output, self.allowed)
        else:
            read_other(reading, self.output, self.allowed)
        if pure.suffix == ".svg" and (kinds := pictures.svg_metadata(reading.text)):
            reading.problem("picture-metadata", "", {"kinds": ", ".join(kinds)})
        for number in self.secrets.find(reading.text):
            facts.passages.append((self.secrets.passages[number].shown, number))
        return facts

    def _read_picture(self, reading: Reading, data: bytes) -> None:
        try:
            kinds = pictures.metadata(data)
        except ValueError as error:
            reading.problem("unreadable-output", "", {"reason": str(error)})
            return
        if kinds:
            reading.problem("picture-metadata", "", {"kinds": ", ".join(kinds)})

    def _compare(self, reading: Reading, data: bytes, plain: str) -> None:
        try:
            same = _unpacked(data, reading.facts.path) == self.output.read(plain)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            reading.problem("unreadable-output", "", {"reason": str(error)})
            return
        if not same:
            reading.problem("compressed-differs", "", {"file": plain})


def read_all(reader: Reader) -> Iterator[Facts]:
    """Yield the facts of every file, in the order of their paths."""
    paths = sorted(reader.output.files)
    workers = processors.count()
    if len(paths) < FEW or workers == 1:
        yield from map(reader.read, paths)
        return
    # Started afresh: a copy of a process that has threads, as a server's, may hang.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, context, _start, (reader,)) as pool:
        chunks = [paths[start : start + 200] for start in range(0, len(paths), 200)]
        for found in pool.map(_read_chunk, chunks):
            yield from found


_reader: Reader
"""In a process of `read_all`: what it was started with."""


def _start(reader: Reader) -> None:
    global _reader  # noqa: PLW0603 - how a pool's processes keep what all their tasks need
    _reader = reader


def _read_chunk(paths: Sequence[str]) -> list[Facts]:
    return [_reader.read(path) for path in paths]


def _unpacked(data: bytes, path: str = "") -> bytes:
    """Return what is in a compressed file, or the file itself; bounded."""
    if path.endswith(".br"):
        import brotli  # noqa: PLC0415 - see `read_page`

        try:
            return bytes(brotli.decompress(data))
        except brotli.error as error:
            raise ValueError(str(error)) from error
    if not data.startswith(_GZIP):
        return data
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    text = unpacker.decompress(data, MOST_BYTES)
    if not unpacker.eof:
        message = "the compressed file is cut short or too large"
        raise gzip.BadGzipFile(message)
    return text
