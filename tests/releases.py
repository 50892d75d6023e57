"""Small sites to publish, and what tests look at in a target."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

from relais.publishing.folder import FolderTarget
from relais.stages import Log

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path


SITE_MARK = "assets/made-by-relais.txt"
"""As in `relais.project`, which takes half a second to import."""


def write_site(folder: Path, version: str, pages: int = 5) -> Path:
    """Write a site whose pages and pictures all carry `version`; return its folder."""
    for number in range(pages):
        page = folder / f"page-{number}" / "index.html"
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(f'<meta name="release" content="{version}">' + f"<p>{number}</p>" * 200)
    files = {
        "index.html": f'<meta name="release" content="{version}">',
        SITE_MARK: "Relais made this folder.",
        f"assets/pictures/picture.{version}.png": f"picture {version}",
        "assets/fonts/font.11111111.woff2": "the same font each time",
        "assets/site.css": f"/* {version} */",
        "_server/nginx.conf": "index index.html;\n",
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


def contents(folder: Path) -> dict[str, str]:
    """Return a digest of every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def leftovers(target: Path) -> list[str]:
    """Return what lies in a target folder and belongs to no release."""
    manifests = {path.stem for path in (target / "manifests").glob("*")}
    known = {".lock", "current", "previous", "releases", "manifests"}
    found = [path.name for path in target.iterdir() if path.name not in known]
    folders = {path.name for path in (target / "releases").iterdir()}
    return sorted([*found, *(folders ^ manifests)])


def quiet_target(root: Path, clock: float | None = None, **options: object) -> FolderTarget:
    """Return a target folder that tells nobody what it does, with a clock that stands."""
    target = FolderTarget(root, root.parent, Log(stream=io.StringIO()), **options)  # type: ignore[arg-type]
    if clock is not None:
        object.__setattr__(target, "clock", lambda: clock)
    return target


def accept(folder: Path, carried: Collection[str]) -> Collection[str]:
    """Find nothing wrong."""
    del folder, carried
    return ()
