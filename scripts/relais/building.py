"""Running the site builder, so that a failed build changes nothing.

The builder is a program beside this package and is only ever started, never imported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relais.cache import Cache
from relais.errors import BuildFailedError, SetupError
from relais.publication import epoch_of

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made."""

    pages: int
    seconds: float


def build_site(root: Path, output: Path, as_of: date | None, language: str) -> BuildResult:
    """Build the project at `root` into `output`, which changes only if the build succeeds.

    Raises `BuildFailedError` when the builder fails: it has said why by then. Raises `SetupError`
    when `output` holds something that is not a site.
    """
    started = time.monotonic()
    output = output.absolute()
    _refuse_to_replace(root, output)
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{output.name}.", dir=output.parent) as folder:
        fresh = Path(folder, "new")
        command = [*_builder(), "build", "--strict", "--quiet", "--site-dir", str(fresh)]
        done = subprocess.run(  # noqa: S603 - our own words and paths
            command, cwd=root, env=_environment(as_of, language), check=False
        )
        if done.returncode:
            message = f"The build stopped. {output.name}/ is as it was."
            raise BuildFailedError(message)
        pages = sum(1 for _ in fresh.rglob("*.html"))
        _swap(fresh, output, Path(folder, "old"))
    Cache(root).prune()
    return BuildResult(pages, time.monotonic() - started)


def serve_site(root: Path, port: int, as_of: date | None, language: str) -> int:
    """Preview the project at `root` until Ctrl+C; return the exit status.

    Where the system can, the builder takes this process's place, so that whoever ends the one ends
    the other.
    """
    command = [*_builder(), "serve", "--livereload", "--dev-addr", f"127.0.0.1:{port}"]
    if os.name == "posix":
        os.chdir(root)
        os.execve(command[0], command, _environment(as_of, language))  # noqa: S606 - our own words
    try:
        done = subprocess.run(  # noqa: S603 - our own words and paths
            command, cwd=root, env=_environment(as_of, language), check=False
        )
    except KeyboardInterrupt:
        return 0
    return done.returncode


def _builder() -> list[str]:
    return [sys.executable, "-m", "mkdocs"]


def _environment(as_of: date | None, language: str) -> dict[str, str]:
    environment = {**os.environ, "RELAIS_LANG": language, "NO_MKDOCS_2_WARNING": "1"}
    if as_of:
        environment["SOURCE_DATE_EPOCH"] = str(epoch_of(as_of))
    return environment


def _refuse_to_replace(root: Path, output: Path) -> None:
    """Raise `SetupError` if there is nothing to build, or if that would delete what is no site."""
    if not (root / "mkdocs.yml").is_file():
        message = f"There is no mkdocs.yml in {root}: this is not a Relais project."
        raise SetupError(message)
    if output == root or output in root.parents:
        message = f"The site cannot be built into {output}: the project itself is there."
        raise SetupError(message)
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        message = f"The site cannot be built into {output}: it is not an ordinary folder."
        raise SetupError(message)
    if output.is_dir() and any(output.iterdir()) and not (output / "index.html").is_file():
        message = f"{output} holds files that are not a site. Empty it, or choose another folder."
        raise SetupError(message)


def _swap(fresh: Path, output: Path, old: Path) -> None:
    """Put `fresh` in the place of `output`; if that fails, put the old one back."""
    fresh.chmod(0o755)
    had_one = output.exists()
    if had_one:
        output.rename(old)
    try:
        fresh.rename(output)
    except OSError:
        if had_one:
            old.rename(output)
        raise
    shutil.rmtree(old, ignore_errors=True)
