"""What `relais publish`, `rollback` and `releases` do, for any kind of target."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final, Protocol

from relais import locking
from relais.building import build_locked, output_lock
from relais.diagnostics import has_errors
from relais.errors import OperationError
from relais.messages import sentence
from relais.output import SITE_MARK
from relais.publishing.folder import FolderTarget
from relais.publishing.release import CARRIED_FOR, KEPT
from relais.stages import Log
from relais.verification import PAGE_BUDGET, rules_of, verify

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date
    from pathlib import Path

    from relais.diagnostics import Diagnostic
    from relais.publishing.folder import Check, Published
    from relais.publishing.release import Release


_REMOTE: Final = re.compile(r"[\w.-]+@[\w.-]+:|[A-Za-z][A-Za-z0-9+.-]+:/")
"""What is meant for another computer: user@host:path, https://…; a drive has one letter only."""


class NotVerifiedError(OperationError):
    """The site must not be seen."""

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        self.problems = tuple(problems)
        super().__init__(code="not-verified", count=len(self.problems))


class Target(Protocol):
    """Where releases go."""

    def releases(self) -> list[Release]:
        """Return the complete releases, oldest first."""

    def live(self) -> str | None:
        """Return the id of the live release."""

    def before(self) -> str | None:
        """Return the id of the release that was live before."""

    def publish(self, site: Path, check: Check, keep: int = KEPT) -> Published:
        """Make a release of the site in a folder, and let it be live."""

    def roll_back(self, to: str | None = None, *, again: bool = False) -> Release:
        """Let an earlier release be live again."""


@dataclass(frozen=True)
class Settings:
    """How a project is published."""

    root: Path
    as_of: date | None = None
    keep: int = KEPT
    page_budget: int = PAGE_BUDGET
    wait: float = locking.WAIT
    lasting: float = CARRIED_FOR
    endpoint: str | None = None
    """The address of a bucket's service, where it is not Amazon's."""
    log: Log = field(default_factory=Log)


def target_of(name: str, settings: Settings) -> Target:
    """Return the target of that name: a folder, or s3://bucket/prefix.

    Raises `OperationError` for anything else, and where credentials or an address are wrong.
    """
    target: Target
    if name.startswith("s3://"):
        from relais.publishing.bucket import open_bucket  # noqa: PLC0415 - needs boto3

        target = open_bucket(name, settings.log, settings.lasting, endpoint=settings.endpoint)
    elif _REMOTE.match(name):
        raise OperationError(code="remote-target", target=name)
    else:
        from pathlib import Path  # noqa: PLC0415 - used here only

        folder = Path(name).absolute()
        target = FolderTarget(
            folder, settings.root, settings.log, settings.wait, time.time, settings.lasting
        )
    settings.log.live = lambda: _what_is_live(target, settings.log.language)
    return target


def publish_project(settings: Settings, target: Target, site: Path | None = None) -> Published:
    """Build the project, unless `site` is a built one; verify it; let it be live.

    Raises `OperationError` when the build stops, when the site must not be seen
    (`NotVerifiedError`), and as targets do. What is live then stays.
    """
    output = (site or settings.root / "site").absolute()
    log = settings.log
    with output_lock(settings.root, output, settings.wait, log.wait) as lock:
        if site is None:
            with log.stage("build") as counts:
                counts["pages"] = build_locked(
                    settings.root, output, settings.as_of, log.language, lock
                )
        elif not (output / SITE_MARK).is_file():
            raise OperationError(code="no-site", folder=site)
        return target.publish(output, partial(_check, settings), settings.keep)


def _check(settings: Settings, folder: Path, carried: Collection[str]) -> Collection[str]:
    """Return which of the files that a release only carries hold what is not public any more."""
    with settings.log.stage("verify") as counts:
        rules = rules_of(settings.root, settings.as_of, settings.page_budget)
        result = verify(folder, rules)
        counts |= {"files": result.files, "pages": result.pages}
        leaks = {item.path for item in result.problems if item.code == "not-public"}
        dropped = leaks & set(carried)
        problems = [item for item in result.problems if item.path not in dropped]
        if has_errors(problems):
            raise NotVerifiedError(problems)
    return dropped


def _what_is_live(target: Target, language: str) -> str:
    try:
        live = target.live()
    except (OSError, OperationError):
        return sentence(language, "live-unknown")
    return sentence(language, "still-live", id=live) if live else sentence(language, "nothing-live")
