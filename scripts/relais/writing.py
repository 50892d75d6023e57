"""Files that Relais writes into a project: beside, then renamed, so that none is half there."""

from __future__ import annotations

import tempfile
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write a text file with its folders; what stood there stays until the new one is whole."""
    write_bytes(path, text.encode())


def write_bytes(path: Path, data: bytes) -> None:
    """Write a file with its folders; what stood there stays until the new one is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(
        dir=path.parent, prefix=f".{path.name}.", delete=False
    ) as file:
        beside = Path(file.name)
        try:
            file.write(data)
            file.flush()
            beside.chmod(0o644)  # temporary files are for their maker alone
        except BaseException:
            beside.unlink(missing_ok=True)
            raise
    beside.replace(path)
