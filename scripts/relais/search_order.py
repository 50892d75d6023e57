"""A search index in one order: Pagefind writes filters in the order of its hash tables.

So that the same texts give the same bytes, those lists are sorted, and the files get names by their
new content. They are CBOR (RFC 8949) behind a mark, packed with gzip; Pagefind 1.5's list of all
parts is `[version, pages, words, filters, sorts, metadata]`.
"""

from __future__ import annotations

import gzip
import hashlib
import json
from typing import TYPE_CHECKING, Any, Final

import cbor2

if TYPE_CHECKING:
    from pathlib import Path

ENTRY: Final = "pagefind-entry.json"
"""The file from which a search begins: it names the list of all parts of each language."""
_MARK: Final = b"pagefind_dcd"
_FILTERS: Final = 3
"""The place of the filters in the list of all parts: pairs of a name and a file's name."""
_FILTER_DIGITS: Final = 7
_LIST_DIGITS: Final = 10


def put_in_order(index: Path) -> None:
    """Sort what Pagefind wrote into a folder in the order of a hash table."""
    entry = json.loads((index / ENTRY).read_text("utf-8"))
    entry["languages"] = dict(sorted(entry["languages"].items()))
    for language, known in entry["languages"].items():
        path = index / f"pagefind.{known['hash']}.pf_meta"
        parts = _read(path)
        parts[_FILTERS] = sorted(_sorted_filter(index, *pair) for pair in parts[_FILTERS])
        path.unlink()
        data = _MARK + cbor2.dumps(parts)
        known["hash"] = f"{language}_{_digest(data, _LIST_DIGITS)}"
        _write(index / f"pagefind.{known['hash']}.pf_meta", data)
    (index / ENTRY).write_text(json.dumps(entry, separators=(",", ":")), "utf-8")


def _sorted_filter(index: Path, name: str, file: str) -> list[str]:
    """Sort the values of a filter; return its name and its file's new name."""
    path = index / "filter" / f"{file}.pf_filter"
    known, values = _read(path)
    path.unlink()
    data = _MARK + cbor2.dumps([known, sorted(values)])
    renamed = f"{file.partition('_')[0]}_{_digest(data, _FILTER_DIGITS)}"
    _write(path.with_name(f"{renamed}.pf_filter"), data)
    return [name, renamed]


def _read(path: Path) -> list[Any]:
    parts: list[Any] = cbor2.loads(gzip.decompress(path.read_bytes()).removeprefix(_MARK))
    return parts


def _write(path: Path, data: bytes) -> None:
    path.write_bytes(gzip.compress(data, mtime=0))


def _digest(data: bytes, digits: int) -> str:
    return hashlib.sha256(data).hexdigest()[:digits]
