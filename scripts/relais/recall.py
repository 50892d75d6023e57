"""What was read of files before, taken again as long as they are the same.

A file is the same if it looks the same to the file system, and did not change just before it was
looked at (`relais.found`). Otherwise its bytes decide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

from relais import files, limits
from relais.cache import key_of, refuse_committed
from relais.diagnostics import Diagnostic
from relais.found import is_settled, signature_of
from relais.memory import Memory
from relais.program import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from relais.found import Seen, Signature


FOLDER: Final = ".relais/read"
PICTURE: Final = "picture"
"""The context of what is read of a picture, which may be larger than a text."""


class Sight(NamedTuple):
    """Files as they were when they were looked at."""

    name: str
    """What is read from them, by which it is kept."""
    context: str
    """What else decides about what is read from them."""
    paths: tuple[str, ...]
    signatures: tuple[Signature, ...]
    at: int
    """Nanoseconds since 1970."""


class Recall:
    """What was read of the files of the project at `root`."""

    def __init__(self, root: Path) -> None:
        """Read what was kept. Raises `SetupError` if somebody committed it."""
        refuse_committed(root)
        self._root = root
        # Content that is read without a project around it is left as it was.
        self._keeps = (root / "mkdocs.yml").is_file()
        self._memory = Memory.read(root / FOLDER, version())

    def look(self, name: str, context: str, paths: Iterable[str], seen: Seen) -> Sight | None:
        """Return how some of the files looked that were seen; None if one was not there."""
        paths = tuple(paths)
        try:
            signatures = tuple([seen.signatures[path] for path in paths])
        except KeyError:
            return None
        return Sight(name, context, paths, signatures, seen.at)

    def find(self, sight: Sight) -> Any:  # noqa: ANN401 - what `keep` was given
        """Return what was read of the same files before, or None."""
        kept = self._memory.get(sight.name)
        if kept is None:
            return None
        signatures, at, key, value = kept
        same = signatures == sight.signatures and key[0] == sight.context
        if same and is_settled(signatures, at):
            return value
        if key != self._key(sight):
            return None
        self._memory.put(sight.name, (sight.signatures, sight.at, key, value))
        return value

    def keep(self, sight: Sight, value: object, digest: str | None = None) -> None:
        """Keep what was read, unless the files have changed in the meantime.

        `digest` is that of the files' bytes, where it is known. What could not be read is tried
        again the next time: a disk may have failed, or another program held a file.
        """
        key = self._key(sight) if digest is None else (sight.context, digest)
        if not key[1]:
            return
        try:
            now = tuple(signature_of(self._root, path) for path in sight.paths)
        except OSError:
            return
        if now == sight.signatures:
            self._memory.put(sight.name, (sight.signatures, sight.at, key, value))

    def save(self) -> None:
        """Keep it for other runs too."""
        if self._keeps:
            self._memory.save()

    def _key(self, sight: Sight) -> tuple[str, str]:
        limit = limits.MAX_PICTURE_BYTES if sight.context == PICTURE else limits.MAX_FILE_BYTES
        return sight.context, digest_of(read_files(self._root, sight.paths, limit))


def read_files(
    root: Path, paths: Sequence[str], limit: int = limits.MAX_FILE_BYTES
) -> dict[str, bytes | Diagnostic]:
    """Return the bytes of files by path, or why one cannot be read."""
    return {path: files.read_bytes(root, path, limit) for path in paths}


def digest_of(read: Mapping[str, bytes | Diagnostic]) -> str:
    """Return what tells files with these bytes from others; empty if one cannot be read now."""
    parts: list[str | bytes] = []
    for path, data in read.items():
        if isinstance(data, Diagnostic) and data.code == "unreadable":
            return ""
        parts += [path, data if isinstance(data, bytes) else repr(data)]
    return key_of(*parts)
