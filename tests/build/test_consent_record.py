"""The record of what visitors were asked: whole, written once, and without harm to the build."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from relais import consent_record
from relais.consent import in_use
from relais.loading import load
from tests.conftest import AS_OF
from tests.projects import Project, make_project
from tests.trackers import HOST, add_trackers

if TYPE_CHECKING:
    from pathlib import Path

    from relais.consent import Consent

COOKIES = "content/cookies.yml"


def consent_of(project: Project) -> Consent:
    """Return what is in use on a site."""
    catalog = load(project.root).catalog
    assert catalog is not None
    return in_use(catalog)


def records(project: Project) -> list[Path]:
    """Return the files of the record."""
    return sorted((project.root / consent_record.FOLDER).glob("*"))


def read(path: Path) -> dict[str, Any]:
    """Return what a record says."""
    record = json.loads(path.read_text("utf-8"))
    assert isinstance(record, dict)
    return record


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a site with trackers that was built once; tests only read it."""
    project = make_project(tmp_path_factory.mktemp("recorded") / "project")
    add_trackers(project)
    project.build("--as-of", AS_OF)
    return project


def write(built: Project, root: Path, consent: Consent, day: date) -> Path | None:
    """Write a record about the built site below `root`."""
    site = built.root / "site"
    pages = {"en": site / "index.html", "fr": site / "fr/index.html"}
    return consent_record.write(root, site, pages, consent, day)


def test_record_holds_the_banner_in_both_languages(built: Project) -> None:
    """The record has the words that visitors read, line by line, in each language."""
    (path,) = records(built)
    banner = read(path)["banner"]
    assert list(banner) == ["en", "fr"]
    assert "Audience measurement. We count visits." in banner["en"]
    assert "Mesure d’audience. Nous comptons les visites." in banner["fr"]
    for lines in banner.values():
        assert any("Lantern Fund" in line and "Lantern Films" in line for line in lines)
        assert all(line and line == " ".join(line.split()) for line in lines)
        assert not any("<" in line or "&amp;" in line for line in lines)
    assert not set(banner["en"]) & set(banner["fr"]) - {"Films"}


def test_record_holds_all_buttons(built: Project) -> None:
    """Accepting, refusing and choosing are in the record as visitors see them."""
    (path,) = records(built)
    english = read(path)["banner"]["en"]
    assert {"Accept", "Refuse", "Choose"} <= set(english)


def test_record_holds_the_register_and_the_revision(built: Project) -> None:
    """The record has every purpose and tracker in use, the day, and the choice's revision."""
    (path,) = records(built)
    record, consent = read(path), consent_of(built)
    assert record["revision"] == consent.revision
    assert record["first_asked_on"] == AS_OF
    assert path.name.startswith(f"{AS_OF}-")
    assert [item["id"] for item in record["purposes"]] == ["audience", "films"]
    snowplow, player = record["trackers"]
    assert (snowplow["id"], snowplow["kept"], snowplow["hosts"]) == ("snowplow", "6 months", [HOST])
    assert snowplow["cookies"][0]["lifetime"] == "2 years"
    assert player["provider"] == {"": "Lantern Films"}


def test_record_is_not_in_the_site(built: Project) -> None:
    """The record is the operator's: no file of it is delivered."""
    (path,) = records(built)
    assert not list((built.root / "site").rglob(path.name))
    assert not (built.root / "site/records").exists()


def test_second_build_writes_nothing(built: Project, tmp_path: Path) -> None:
    """A build that asks the same again, on whichever day, leaves the record as it is."""
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root, symlinks=True)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in records(project)}
    project.build("--as-of", "2026-11-02")
    after = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in records(project)}
    assert after == before


def test_changed_purpose_writes_a_second_record(built: Project, tmp_path: Path) -> None:
    """Another wording has a record of its own beside the first one, which stays as it is."""
    project = Project(tmp_path / "project")
    shutil.copytree(built.root, project.root, symlinks=True)
    (first,) = records(project)
    before = first.read_bytes()
    project.edit(COOKIES, "en: We count visits.", "en: We count all visits.")
    project.build("--as-of", "2026-11-02")
    (second,) = set(records(project)) - {first}
    assert first.read_bytes() == before
    record = read(second)
    assert record["first_asked_on"] == "2026-11-02"
    assert record["revision"] != read(first)["revision"]
    assert "Audience measurement. We count all visits." in record["banner"]["en"]


def test_site_without_register_asks_nothing(small_site: Path) -> None:
    """Without a register there is no record, no banner in any page, and no script for it."""
    assert not (small_site.parent / "records").exists()
    assert not list(small_site.rglob("choice.*"))
    for page in small_site.rglob("*.html"):
        text = page.read_text("utf-8")
        assert "data-consent-banner" not in text, page
        assert "data-consent-open" not in text, page
        assert "relais_consent" not in text, page


def test_build_passes_without_the_chromium_that_is_named(project: Project) -> None:
    """Where CHROMIUM is no program, the record is written without pictures."""
    add_trackers(project)
    done = project.relais(
        "build", "--as-of", AS_OF, environment={"CHROMIUM": "/nowhere/no-such-chromium"}
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.suffix for path in records(project)] == [".json"]


@pytest.mark.parametrize("script", ["#!/bin/sh\nexit 3\n", "no program at all"])
def test_chromium_that_fails_leaves_the_record(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str
) -> None:
    """A browser that ends at once or cannot be run costs the picture, not the record."""
    program = tmp_path / "chromium"
    program.write_text(script, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    path = write(built, tmp_path / "root", consent_of(built), date(2026, 11, 1))
    assert path is not None
    assert list(path.parent.iterdir()) == [path]


def test_chromium_that_hangs_is_given_up(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A browser that never ends is left behind after its time, and the record is written."""
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    monkeypatch.setattr(consent_record, "_TIME_LIMIT", 0.2)
    path = write(built, tmp_path / "root", consent_of(built), date(2026, 11, 1))
    assert path is not None
    assert list(path.parent.iterdir()) == [path]


def test_same_wording_has_one_record(
    built: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The day is not part of what was asked: the first record is the only one."""
    monkeypatch.setenv("CHROMIUM", "")
    consent = consent_of(built)
    first = write(built, tmp_path, consent, date(2026, 11, 1))
    assert first is not None
    assert write(built, tmp_path, consent, date(2027, 1, 1)) is None
    assert list(first.parent.iterdir()) == [first]


@pytest.mark.skipif(shutil.which("chromium") is None, reason="there is no Chromium")
def test_pictures_show_the_banner(project: Project) -> None:
    """With a Chromium the record has a picture for each language that shows something."""
    chromium = shutil.which("chromium")
    assert chromium is not None
    subprocess.run([chromium, "--version"], check=True, capture_output=True, timeout=60)
    add_trackers(project)
    done = project.relais("build", "--as-of", AS_OF, environment={"CHROMIUM": chromium})
    assert done.returncode == 0, done.stdout + done.stderr
    (record,) = [path for path in records(project) if path.suffix == ".json"]
    pictures = [record.with_suffix(f".{language}.png") for language in ("en", "fr")]
    assert records(project) == sorted([record, *pictures])
    shown = []
    for path in pictures:
        with Image.open(path) as picture:
            assert picture.format == "PNG"
            pixels = picture.convert("RGB")
        # The banner is at the bottom of the window; all of one colour, it would not be there.
        bottom = pixels.crop((0, pixels.height // 2, *pixels.size))
        colours = bottom.getcolors(bottom.width * bottom.height)
        assert colours is not None
        assert len(colours) > 20
        shown.append(pixels.tobytes())
    assert shown[0] != shown[1], "each language has its own words"
