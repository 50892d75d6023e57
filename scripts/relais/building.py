"""Running the site builder, so that a failed build changes nothing.

The builder is a program beside this package and is only ever started, never imported.
"""

from __future__ import annotations

import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relais import replaced
from relais.atomic import flush_tree, put_in_place, recover
from relais.cache import Cache
from relais.day import AS_OF_VARIABLE
from relais.errors import OperationError, SetupError
from relais.locking import WAIT, held
from relais.output import SITE_MARK, count_pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from relais.locking import Holder

_BUILDER: Final = "scripts/builder.py"
"""The program that builds a site."""
_PREVIEW: Final = "scripts/preview.py"
"""The program that shows a preview; it knows the templates, which this package does not."""
SOURCE_FOLDERS: Final = ("content", "docs", "docs-editors", "overrides", "scripts", "tests", ".git")
"""What a project is made of: a site is never built into these."""

LOCKS: Final = ".relais/locks"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build made."""

    pages: int
    seconds: float


@contextmanager
def output_lock(
    root: Path, output: Path, wait: float, told: Callable[[Holder], None]
) -> Iterator[int]:
    """Hold the right to change `output`, or to read it while nobody changes it."""
    name = hashlib.sha256(os.fsencode(output.absolute())).hexdigest()[:16]
    with held(root / LOCKS / f"{name}.lock", wait, told) as lock:
        yield lock


def build_site(  # noqa: PLR0913 - the last two have their usual values
    root: Path,
    output: Path,
    as_of: date | None,
    language: str,
    *,
    wait: float = WAIT,
    told: Callable[[Holder], None] = lambda _: None,
) -> BuildResult:
    """Build the project at `root` into `output`, which changes only if the build succeeds.

    While another process builds there, waits for `wait` seconds. Raises `OperationError` when that
    is not enough, or when the builder fails: it has said why by then. Raises `SetupError` when
    `output` holds something that is not a site.
    """
    root, output = root.resolve(), output.absolute()
    _refuse_to_replace(root, output)
    with output_lock(root, output, wait, told) as lock:
        started = time.monotonic()
        pages = build_locked(root, output, as_of, language, lock)
    return BuildResult(pages, time.monotonic() - started)


def build_locked(root: Path, output: Path, as_of: date | None, language: str, lock: int) -> int:
    """Do the same for who holds `output_lock`; return the number of pages."""
    _refuse_to_replace(root, output)
    output.parent.mkdir(parents=True, exist_ok=True)
    aside = output.parent / f".{output.name}.old"
    recover(output, aside)
    # Whoever holds the lock is alone, so that these are of builds that were ended.
    ended = list(output.parent.glob(f".{glob.escape(output.name)}.new-*"))
    # In containers a process may have the number of one that was killed.
    fresh = output.parent / f".{output.name}.new-{os.getpid()}-{time.time_ns()}"
    claimed, others = replaced.claim(root, fresh)
    try:
        command = [*_builder(root), "build", "--strict", "--quiet", "--site-dir", str(fresh)]
        environment = {**_environment(as_of, language), replaced.VARIABLE: str(claimed)}
        # The builder holds the lock too: if only this process is killed, the next build waits for
        # the builder's end instead of working beside it.
        inherited = (lock,) if os.name == "posix" else ()
        with subprocess.Popen(  # noqa: S603 - our own words and paths
            command, cwd=root, env=environment, pass_fds=inherited
        ) as builder:
            try:
                for leftover in (*ended, *others):  # there is nothing else to do
                    shutil.rmtree(leftover, ignore_errors=True)
                builder.wait()
            except BaseException:
                builder.kill()
                raise
        if builder.returncode:
            raise OperationError(code="build-stopped", output=output.name)
        pages = count_pages(fresh)
        flush_tree(fresh)
        put_in_place(fresh, output, aside, lambda site: replaced.lay_aside(root, site))
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        replaced.give_back(root, claimed)
    Cache(root).prune()
    return pages


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


def _builder(root: Path) -> list[str]:
    return [sys.executable, str(root / _BUILDER)]


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
