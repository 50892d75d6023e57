"""Pictures that mean harm are refused at their place, or published bare, within bounds."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.hostile.bounds import run_bounded
from tests.hostile.pictures import CASES, MARK, PLACE
from tests.projects import make_project

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """\
title: Case
summary: A picture.
person: {{name: Case, role: Tester}}
organisation: harbour-house
status: published
publish_on: 2024-05-01
release: {{basis: signed, covers: [text, portrait], signed_on: 2024-04-01, record: R-1}}
attribution: summary
portrait: {{src: {name}, alt: A case}}
questions:
  - {{id: one, q: One?, a: One.}}
"""
SLOW = ("largest.jpg", "largest-palette.png", "largest-sixteen-bits.png", "five-hundred-scans.jpg")
"""Fine ones that are not published here: others of their size are."""


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    """Return the files."""
    return {name: make() for name, (make, _) in CASES.items()}


def test_each_picture_is_refused_or_fine(tmp_path: Path, made: dict[str, bytes]) -> None:
    """The whole lot is judged within bounds; each problem stands at the name of its file."""
    project = make_project(tmp_path / "project")
    for number, (name, data) in enumerate(made.items()):
        project.write(f"content/partners/case-{number:03}/index.en.yml", ENTRY.format(name=name))
        project.write(f"content/partners/case-{number:03}/{name}", data)
    done = run_bounded(["check", "--format", "json"], project.root)
    assert done.is_bounded(len(made) // 4)
    said = {name: set[str]() for name in made}
    for item in json.loads(done.stdout):
        parts = item["path"].split("/")
        if item["path"].startswith("content/partners/case-") and item["severity"] == "error":
            assert parts[3] != "index.en.yml" or item["line"] in (1, 9)
            said[list(made)[int(parts[2].removeprefix("case-"))]].add(item["code"])
    wrong = {}
    for name, (_, code) in CASES.items():
        right = said[name] == set() if code == "fine" else code in {*said[name], "any"}
        if not right:
            wrong[name] = (code, said[name])
    assert wrong == {}
    fine = [name for name in made if not said[name] and name not in SLOW]
    _publish_the_fine_ones(made, fine, tmp_path)


def _publish_the_fine_ones(made: dict[str, bytes], fine: list[str], folder: Path) -> None:
    """Build a site with the pictures that passed: each is encoded anew, within bounds."""
    project = make_project(folder / "fine")
    (project.root / ".relais/cache").unlink()  # nothing may come from a former run
    for number, name in enumerate(fine):
        project.write(f"content/partners/case-{number:03}/index.en.yml", ENTRY.format(name=name))
        project.write(f"content/partners/case-{number:03}/{name}", made[name])
    done = run_bounded(["build", "--as-of", "2026-11-01"], project.root)
    assert done.status == 0, done.stderr
    assert done.is_bounded(len(fine))
    published = [
        path
        for path in (project.root / "site/assets").rglob("*")
        if path.suffix in (".avif", ".webp", ".jpg", ".png")
    ]
    assert len(published) > 3 * len(fine)
    for path in published:
        data = path.read_bytes()
        assert MARK not in data
        assert PLACE not in data
        assert b"<script" not in data
        if path.parent.name != "pictures":
            continue
        with Image.open(io.BytesIO(data)) as opened:
            assert not opened.getexif()
            assert not opened.info.keys() & {"icc_profile", "comment", "xmp", "exif"}
            assert opened.mode == "RGB"
            assert getattr(opened, "n_frames", 1) == 1
