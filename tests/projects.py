"""Small projects that tests may change: real files, checked and built by the real package."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relais.day import AS_OF_VARIABLE
from relais.loading import load
from relais.publication import select

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from relais.diagnostics import Diagnostic
    from relais.views import PageDescription

REPOSITORY = Path(__file__).resolve().parent.parent
SMALL = REPOSITORY / "tests" / "sites" / "small"

ADA = "content/partners/ada-example/index.en.yml"
ADA_FRENCH = "content/partners/ada-example/index.fr.yml"
DOORS = "content/programs/open-doors/index.en.md"


@dataclass(frozen=True)
class Project:
    """A project's folder."""

    root: Path

    def path(self, name: str) -> Path:
        """Return a file's path."""
        return self.root / name

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file, with its folders."""
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        data = content.encode() if isinstance(content, str) else content
        path.write_bytes(data)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a passage that must occur exactly once."""
        text = self.path(name).read_text("utf-8")
        assert text.count(old) == 1, f"{old!r} occurs {text.count(old)} times in {name}"
        self.path(name).write_text(text.replace(old, new), "utf-8")

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Return everything that is wrong."""
        return load(self.root).diagnostics

    def new_diagnostics(self) -> list[Diagnostic]:
        """Return what is wrong beyond the warnings that the small site has on purpose."""
        known = {"no-translation", "stale", "not-shown-status", "heading-jump"}
        return [item for item in self.diagnostics() if item.code not in known]

    def pages(self, as_of: date) -> dict[str, PageDescription]:
        """Return the described pages by path."""
        from relais.pages import describe  # noqa: PLC0415 - few tests need it

        catalog = load(self.root).catalog
        assert catalog is not None
        return {page.path: page for page in describe(select(catalog, as_of))}

    def relais(
        self, *arguments: str, environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run the command `relais` in this project."""
        return run_relais(arguments, self.root, environment)

    def build(self, *arguments: str) -> Path:
        """Build the site and return its folder."""
        done = self.relais("build", *arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return self.root / "site"


def run_relais(
    arguments: Sequence[str], folder: Path, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run the command `relais` in a folder, in English and without an inherited day."""
    days = {"SOURCE_DATE_EPOCH", AS_OF_VARIABLE}
    clean = {key: value for key, value in os.environ.items() if key not in days}
    return subprocess.run(
        [sys.executable, "-m", "relais", *arguments],
        cwd=folder,
        # Without a Chromium the record of consent has no picture, which would take two seconds.
        env={**clean, "RELAIS_LANG": "en", "CHROMIUM": "", **(environment or {})},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def make_project(folder: Path, content: Path = SMALL) -> Project:
    """Copy a site's content into `folder`; its templates and scripts are this repository's."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("content", "docs"):
        shutil.copytree(content / name, folder / name)
    for name in ("overrides", "scripts"):
        (folder / name).symlink_to(REPOSITORY / name, target_is_directory=True)
    shutil.copy(REPOSITORY / "mkdocs.yml", folder)
    # What was made once, such as cards, is made once for all projects of a run.
    common = REPOSITORY / ".relais/cache"
    common.mkdir(parents=True, exist_ok=True)
    (folder / ".relais").mkdir()
    (folder / ".relais/cache").symlink_to(common, target_is_directory=True)
    return Project(folder)
