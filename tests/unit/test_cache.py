"""The cache: made once, checked when read, never in the way."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest

from relais.cache import FOLDER, KEPT_FOR, Cache, key_of

if TYPE_CHECKING:
    from pathlib import Path


def forbidden() -> bytes:
    """Fail: the cache should have had it."""
    pytest.fail("made again")


def entries(root: Path) -> list[Path]:
    """Return the files of a cache."""
    return [path for path in (root / FOLDER).glob("*/*") if path.is_file()]


def test_what_was_made_is_not_made_again(tmp_path: Path) -> None:
    """The second time nothing is made."""
    assert Cache(tmp_path).fetch(key_of("a"), lambda: b"made") == b"made"
    assert Cache(tmp_path).fetch(key_of("a"), forbidden) == b"made"


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 100])
def test_damaged_entry_counts_as_absent(tmp_path: Path, damage: bytes) -> None:
    """A truncated, emptied or foreign file is made anew."""
    cache = Cache(tmp_path)
    cache.fetch(key_of("a"), lambda: b"first")
    (entry,) = entries(tmp_path)
    entry.write_bytes(damage)
    assert cache.fetch(key_of("a"), lambda: b"second") == b"second"
    assert cache.fetch(key_of("a"), forbidden) == b"second"


def test_keys_tell_parts_apart() -> None:
    """Other parts, another order or other borders give another key."""
    keys = {
        key_of("a", "b"),
        key_of("b", "a"),
        key_of("ab"),
        key_of("a", b"b", 1),
        key_of("ab", ""),
    }
    assert len(keys) == 5


def test_cache_that_cannot_be_written_costs_only_time(tmp_path: Path) -> None:
    """A file in the place of the folder does not stop the work."""
    (tmp_path / ".relais").write_text("in the way")
    assert Cache(tmp_path).fetch(key_of("a"), lambda: b"made") == b"made"


def test_old_entries_are_deleted_and_used_ones_kept(tmp_path: Path) -> None:
    """What nobody has asked for in a month goes; asking for it counts."""
    cache = Cache(tmp_path)
    for name in ("used", "unused"):
        cache.fetch(key_of(name), lambda: b"made")
    old = time.time() - KEPT_FOR - 60
    for entry in entries(tmp_path):
        os.utime(entry, (old, old))
    cache.fetch(key_of("used"), forbidden)
    cache.prune()
    assert len(entries(tmp_path)) == 1
    assert cache.fetch(key_of("used"), forbidden) == b"made"
