"""Running the site builder, so that a failed build changes nothing.

The builder is a program beside this package and is only ever started, never imported.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relais.cache import Cache
from relais.day import AS_OF_VARIABLE
from relais.errors import BuildFailedError, SetupError
from relais.project import SITE_MARK

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_PREVIEW: Final = "scripts/preview.py"
"""The program that shows a preview; it knows the templates, which this package does not."""
SOURCE_FOLDERS: Final = ("content", "docs", "overrides", "scripts", "tests", ".git")
"""What a project is made of: a site is never built into these."""


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
    root, output = root.resolve(), output.absolute()
    _refuse_to_replace(root, output)
    output.parent.mkdir(parents=True, exist_ok=True)
    old = output.parent / f".{output.name}.old"
    _recover(output, old)
    fresh = output.parent / f".{output.name}.new-{os.getpid()}"
    try:
        command = [*_builder(), "build", "--strict", "--quiet", "--site-dir", str(fresh)]
        done = subprocess.run(  # noqa: S603 - our own words and paths
            command, cwd=root, env=_environment(as_of, language), check=False
        )
        if done.returncode:
            message = f"The build stopped. {output.name}/ is as it was."
            raise BuildFailedError(message)
        pages = sum(1 for _ in fresh.rglob("*.html"))
        _swap(fresh, output, old)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
    Cache(root).prune()
    return BuildResult(pages, time.monotonic() - started)


def serve_site(root: Path, port: int, as_of: date | None, language: str) -> int:
    """Preview the project at `root` until Ctrl+C; return the exit status.

    Where the system can, the builder takes this process's place, so that whoever ends the one ends
    the other.
    """
    command = [sys.executable, str(root / _PREVIEW), str(root), str(port), language]
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
    if not environment.get("SOURCE_DATE_EPOCH"):  # empty means unset to us, but not to MkDocs
        environment.pop("SOURCE_DATE_EPOCH", None)
    if as_of:
        environment[AS_OF_VARIABLE] = as_of.isoformat()
    return environment


def _refuse_to_replace(root: Path, output: Path) -> None:
    """Raise `SetupError` if there is nothing to build, or if that would delete what is no site."""
    if not (root / "mkdocs.yml").is_file():
        message = f"There is no mkdocs.yml in {root}: this is not a Relais project."
        raise SetupError(message)
    real = output.resolve()
    sources = [root / name for name in SOURCE_FOLDERS]
    if real == root or real in root.parents or any(real.is_relative_to(path) for path in sources):
        message = f"The site cannot be built into {output}: the project's own files are there."
        raise SetupError(message)
    if output.is_symlink() or (output.exists() and not output.is_dir()):
        message = f"The site cannot be built into {output}: it is not an ordinary folder."
        raise SetupError(message)
    if output.is_dir() and any(output.iterdir()) and not (output / SITE_MARK).is_file():
        message = (
            f"{output} holds files that Relais did not make. Empty it, or choose another folder."
        )
        raise SetupError(message)


def _recover(output: Path, old: Path) -> None:
    """Clear away what a killed build left; bring the old site back if it was killed in the swap."""
    if old.exists() and not output.exists():
        old.rename(output)
    shutil.rmtree(old, ignore_errors=True)
    for leftover in output.parent.glob(f".{output.name}.new-*"):
        if not _is_running(leftover.name.rpartition("-")[2]):
            shutil.rmtree(leftover, ignore_errors=True)


def _is_running(process: str) -> bool:
    if os.name != "posix" or not process.isdigit():
        return True  # cannot be told without harm, so it is left alone
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _swap(fresh: Path, output: Path, old: Path) -> None:
    """Put `fresh` in the place of `output`; whatever goes wrong, the old one is put back."""
    if output.exists():
        output.rename(old)
    try:
        fresh.rename(output)
    finally:
        if old.exists() and not output.exists():
            old.rename(output)
    shutil.rmtree(old, ignore_errors=True)
