"""What was worked out about each entry, kept between runs, so that only changes are worked out.

Values are kept by name in a few files, of which a change rewrites one. Like everything of
`relais.cache` they may be deleted at any time; a file that is damaged, or that another version of
the program wrote, counts as absent. Only what the last run asked for is kept, so that the files
do not outgrow the project.

The values are pickled. To unpickle must not be a way in: nothing is made but plain values and the
classes of the content model, and `relais.cache.refuse_committed` sees to it that nobody can commit
such files.
"""

from __future__ import annotations

import io
import pickle
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from relais import cache

if TYPE_CHECKING:
    from pathlib import Path

_PARTS: Final = 32
"""Files over which values are spread by their name."""
_OF_OURS: Final = frozenset(
    {
        *("relais.content", "relais.diagnostics", "relais.fields", "relais.register"),
        *("relais.schema", "relais.decoding", "relais.pictures", "relais.making", "relais.shelf"),
    }
)
"""Modules of which any class may be kept."""
_OTHERS: Final = frozenset({("datetime", "date"), ("decimal", "Decimal")})


@dataclass
class Memory:
    """Values by name, in a folder of `.relais`."""

    folder: Path
    version: str
    """What tells one version of the code that made the values from another."""
    _values: dict[str, Any] = field(default_factory=dict)
    _kept: set[str] = field(default_factory=set)
    """The names that were asked for or put since the last `save`."""
    _changed: set[int] = field(default_factory=set)
    """The files that differ from what is on disk."""

    @classmethod
    def read(cls, folder: Path, version: str) -> Memory:
        """Return what is kept in `folder`; nothing if that is of another version."""
        memory = cls(folder, version)
        for number in range(_PARTS):
            memory._values.update(_read(memory._path(number), version))
        return memory

    def get(self, name: str) -> Any:  # noqa: ANN401 - whoever put it knows what it is
        """Return the value of a name, or None."""
        self._kept.add(name)
        return self._values.get(name)

    def put(self, name: str, value: object) -> None:
        """Keep a value, which must not be changed afterwards."""
        self._kept.add(name)
        self._values[name] = value
        self._changed.add(_part(name))

    def save(self) -> None:
        """Write what changed, and forget what nobody asked for."""
        for path, data in self.pack():
            cache.write(path, data)

    def pack(self) -> list[tuple[Path, bytes]]:
        """Forget what nobody asked for; return the files that are to be written, as `save` does."""
        for name in self._values.keys() - self._kept:
            del self._values[name]
            self._changed.add(_part(name))
        self._kept.clear()
        if not self._changed:
            return []
        parts: dict[int, dict[str, Any]] = {number: {} for number in self._changed}
        for name, value in self._values.items():
            if (number := _part(name)) in parts:
                parts[number][name] = value
        self._changed.clear()
        return [
            (self._path(number), pickle.dumps((self.version, values), pickle.HIGHEST_PROTOCOL))
            for number, values in parts.items()
        ]

    def _path(self, number: int) -> Path:
        return self.folder / f"{number:02}"


def _part(name: str) -> int:
    return zlib.crc32(name.encode()) % _PARTS


def _read(path: Path, version: str) -> dict[str, Any]:
    data = cache.read(path)
    if data is None:
        return {}
    try:
        written_by, values = _Unpickler(io.BytesIO(data)).load()
    except Exception:  # noqa: BLE001 - whatever is wrong with it, it is made again
        return {}
    return values if written_by == version and isinstance(values, dict) else {}


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:  # noqa: ANN401 - as the base class
        """Return a class that values are made of; raise `UnpicklingError` for anything else."""
        found = super().find_class(module, name) if (module, name) in _OTHERS else None
        if module in _OF_OURS:
            found = super().find_class(module, name)
            if not isinstance(found, type) or found.__module__ != module:
                found = None
        if found is None:
            message = f"{module}.{name} is never kept"
            raise pickle.UnpicklingError(message)
        return found
