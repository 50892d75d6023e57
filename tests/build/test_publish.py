"""Publishing into a folder: all at once, kept apart, and back."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relais.errors import OperationError
from relais.messages import operations_en, operations_fr
from relais.publishing import staging
from relais.stages import Log
from tests.conftest import AS_OF
from tests.projects import make_project, run_relais
from tests.releases import accept, contents, leftovers, quiet_target, write_site

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from tests.projects import Project

DAY = 24 * 3600.0


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Return where releases go."""
    return tmp_path / "target"


def site(tmp_path: Path, version: str) -> Path:
    """Return a site of this version."""
    return write_site(tmp_path / f"site-{version}", version)


def live(target: Path) -> str:
    """Return the version that visitors see."""
    text = (target / "current/index.html").read_text()
    return text.split('content="')[1].split('"')[0]


def test_release_is_the_site_with_compressed_forms(tmp_path: Path, target: Path) -> None:
    """What is live is the site byte for byte, and smaller forms beside its larger text files."""
    source = site(tmp_path, "a")
    done = quiet_target(target).publish(source, accept)
    published = contents(target / "current")
    original = contents(source)
    assert {path: published[path] for path in original} == original
    extra = published.keys() - original.keys()
    assert extra == {f"page-{n}/index.html.{form}" for n in range(5) for form in ("br", "gz")}
    assert done.changed
    assert os.readlink(target / "current") == f"releases/{done.release.id}"  # noqa: PTH115
    assert leftovers(target) == []


def test_same_content_is_not_published_twice(tmp_path: Path, target: Path) -> None:
    """The second time nothing changes, and it is said."""
    source = site(tmp_path, "a")
    first = quiet_target(target).publish(source, accept)
    second = quiet_target(target).publish(source, accept)
    assert (second.changed, second.release.id) == (False, first.release.id)
    assert len(quiet_target(target).releases()) == 1
    assert leftovers(target) == []


def test_unchanged_files_are_shared_and_read_only(tmp_path: Path, target: Path) -> None:
    """A file that did not change is one file in both releases; nobody writes it by mistake."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    first = (target / "current").resolve()
    done = quiet_target(target).publish(site(tmp_path, "b"), accept)
    font = "assets/fonts/font.11111111.woff2"
    assert (first / font).stat().st_ino == (target / "current" / font).stat().st_ino
    assert (first / "index.html").stat().st_ino != (target / "current/index.html").stat().st_ino
    assert (target / "current" / font).stat().st_mode & 0o222 == 0
    assert done.written < len(done.release.files) + len(done.release.packed)


def test_edited_file_is_not_shared(tmp_path: Path, target: Path) -> None:
    """Who edits a release in place spoils that one, not those that come."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    name = "assets/fonts/font.11111111.woff2"
    (target / "current" / name).chmod(0o644)
    (target / "current" / name).write_text("edited")
    source = site(tmp_path, "b")
    quiet_target(target).publish(source, accept)
    assert (target / "current" / name).read_bytes() == (source / name).read_bytes()
    with pytest.raises(OperationError, match=f"{name} of the release .* was changed"):
        quiet_target(target).roll_back()
    assert live(target) == "b"


def test_changed_file_has_a_later_time(tmp_path: Path, target: Path) -> None:
    """Within one second, or with old sources, a changed file's validators still change."""
    first, second = site(tmp_path, "a"), site(tmp_path, "b")
    for folder, when in ((first, 2_000_000_000), (second, 1_000_000_000)):
        for path in folder.rglob("*"):
            os.utime(path, (when, when))
    quiet_target(target).publish(first, accept)
    before = (target / "current/index.html").stat().st_mtime
    quiet_target(target).publish(second, accept)
    assert (target / "current/index.html").stat().st_mtime == before + 1


def test_lasting_files_of_earlier_releases_stay_for_a_day(tmp_path: Path, target: Path) -> None:
    """A page that was opened before the switch finds its pictures; a day later they are gone."""
    picture = target / "current/assets/pictures/picture.a.png"
    for hours, version in enumerate("abc"):
        quiet_target(target, 3600.0 * hours).publish(site(tmp_path, version), accept)
    assert picture.read_text() == "picture a"
    assert not (target / "current/assets/pictures/picture.d.png").exists()
    quiet_target(target, 3600.0 + DAY).publish(site(tmp_path, "d"), accept)
    assert not picture.exists()
    assert (target / "current/assets/pictures/picture.b.png").exists()
    quiet_target(target, 10 * DAY, lasting=0.0).publish(site(tmp_path, "e"), accept)
    assert [path.name for path in (target / "current/assets/pictures").iterdir()] == [
        "picture.e.png"
    ]


def test_nothing_stays_of_what_is_not_shown_any_more(tmp_path: Path, target: Path) -> None:
    """Once a page is gone, no picture of it and nothing that may speak of it is carried."""
    sources = [site(tmp_path, version) for version in "ab"]
    for number, source in enumerate(sources):
        for path in ("search/1/fragment/en_1.pf_fragment", "cards/1.png", "site.1.css"):
            file = source / "assets" / path.replace("1.", f"{number}.")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{number}")
    gone = sources[0] / "assets/pictures/page-3-640.0123456789abcdef.avif"
    gone.write_text("page 3")
    (sources[1] / "page-3/gone.txt").write_text("410")
    for source in sources:
        quiet_target(target).publish(source, accept)
    here = target / "current/assets"
    assert {path.name for path in (here / "pictures").iterdir()} == {
        "picture.a.png",
        "picture.b.png",
    }
    assert [path.name for path in (here / "cards").iterdir()] == ["1.png"]
    assert [path.name for path in (here / "search/1/fragment").iterdir()] == ["en_1.pf_fragment"]
    assert {path.name for path in here.glob("*.css")} == {"site.css", "site.0.css", "site.1.css"}


def test_what_its_check_finds_in_carried_files_is_not_carried(tmp_path: Path, target: Path) -> None:
    """A release whose own files are right is published without them, compressed forms too."""
    sources = [site(tmp_path, version) for version in "ab"]
    (sources[0] / "assets/a.js").write_text("long " * 1000)
    quiet_target(target).publish(sources[0], accept)

    def check(folder: Path, carried: Collection[str]) -> Collection[str]:
        assert {"assets/a.js", "assets/a.js.gz", "assets/pictures/picture.a.png"} <= set(carried)
        assert (folder / "assets/a.js").is_file()
        return {"assets/a.js"}

    done = quiet_target(target).publish(sources[1], check)
    assert list(done.release.carried) == ["assets/pictures/picture.a.png"]
    assert not list((target / "current/assets").glob("a.js*"))


def test_mistyped_target_is_left_as_it_is(tmp_path: Path, target: Path) -> None:
    """Where nothing was published, a rollback says so and makes nothing."""
    for folder in (target, tmp_path / "empty"):
        with pytest.raises(OperationError, match="Nothing was ever published"):
            quiet_target(folder).roll_back()
        assert not folder.exists()


def test_rollback_shows_nothing_again_unless_told(tmp_path: Path, target: Path) -> None:
    """A page that was withdrawn since comes back only when somebody says that it may."""
    sources = [site(tmp_path, version) for version in "ab"]
    (sources[1] / "page-3/gone.txt").write_text("410")
    (sources[1] / "page-4/index.html").unlink()
    first, second = (quiet_target(target).publish(each, accept).release for each in sources)
    with pytest.raises(OperationError, match=r"2: /page-3/, /page-4/"):
        quiet_target(target).roll_back()
    assert quiet_target(target).live() == second.id
    assert quiet_target(target).roll_back(again=True).id == first.id
    assert quiet_target(target).roll_back(second.id).id == second.id


def test_compressed_forms_stay_with_their_file_and_never_without(
    tmp_path: Path, target: Path
) -> None:
    """What an open page asks for has its forms too; none outlives the file that it is a form of."""
    lasting, fixed = "assets/x.0123456789abcdef.css", "assets/fonts/public-sans-licence.txt"
    sources = [site(tmp_path, version) for version in "ab"]
    (sources[0] / lasting).write_text("a{}" * 1000)
    (sources[0] / fixed).write_text("long " * 1000)
    (sources[1] / fixed).write_text("short")
    for source in sources:
        quiet_target(target).publish(source, accept)
    forms = {f"{lasting}{form}" for form in ("", ".br", ".gz")}
    assert {path for path in forms if (target / "current" / path).is_file()} == forms
    assert [path.name for path in (target / "current/assets/fonts").glob("public*")] == [
        "public-sans-licence.txt"
    ]


def test_what_a_release_needed_until_now_stays_for_a_day(tmp_path: Path, target: Path) -> None:
    """After a way back and forth, the day begins when the file was needed last."""
    for hours, version in enumerate("ab"):
        quiet_target(target, 3600.0 * hours).publish(site(tmp_path, version), accept)
    quiet_target(target, 2 * 3600.0).roll_back()
    newest = quiet_target(target).releases()[-1].id
    quiet_target(target, 20 * 3600.0).roll_back(newest)
    quiet_target(target, 40 * 3600.0).publish(site(tmp_path, "c"), accept)
    assert (target / "current/assets/pictures/picture.a.png").read_text() == "picture a"


def test_rollback_leads_back_and_forth(tmp_path: Path, target: Path) -> None:
    """Without an id the one before is live again, with it any that is there."""
    ids = [quiet_target(target).publish(site(tmp_path, v), accept).release.id for v in "abc"]
    quiet_target(target).roll_back()
    assert live(target) == "b"
    quiet_target(target).roll_back()
    assert live(target) == "a"
    assert (target / "current/assets/pictures/picture.c.png").exists()
    assert (target / "current/assets/pictures/picture.b.png").exists()
    with pytest.raises(OperationError, match="There is no release before"):
        quiet_target(target).roll_back()
    quiet_target(target).roll_back(ids[2])
    assert live(target) == "c"
    with pytest.raises(OperationError, match="There is no release nonsense"):
        quiet_target(target).roll_back("nonsense")
    assert leftovers(target) == []
    quiet_target(target).publish(site(tmp_path, "d"), accept)
    assert live(target) == "d"


def test_only_the_last_releases_stay(tmp_path: Path, target: Path) -> None:
    """Older ones go, but never the live one nor the one before, wherever they stand."""
    first = quiet_target(target).publish(site(tmp_path, "a"), accept, keep=2).release.id
    for version in "bcd":
        quiet_target(target).publish(site(tmp_path, version), accept, keep=2)
    kept = quiet_target(target).releases()
    assert len(kept) == 2
    assert first not in {each.id for each in kept}
    back = quiet_target(target).roll_back().id
    quiet_target(target).publish(site(tmp_path, "e"), accept, keep=1)
    assert {each.id for each in quiet_target(target).releases()} == {
        back,
        quiet_target(target).live(),
    }
    assert leftovers(target) == []


def test_clock_that_was_set_back_changes_nothing(tmp_path: Path, target: Path) -> None:
    """Order, retention and lasting files do not depend on the clock running forward."""
    ids = []
    for when, version in ((10 * DAY, "a"), (2 * DAY, "b"), (2 * DAY, "c"), (0.0, "d")):
        done = quiet_target(target, when).publish(site(tmp_path, version), accept, keep=3)
        ids.append(done.release.id)
    assert live(target) == "d"
    assert [each.id for each in quiet_target(target).releases()] == ids[1:]
    assert (target / "current/assets/pictures/picture.a.png").exists()
    quiet_target(target).roll_back()
    assert live(target) == "c"
    again = quiet_target(target, 0.0)
    again.publish(site(tmp_path, "d"), accept)
    assert live(target) == "d"
    assert len({each.id for each in again.releases()}) == len(again.releases())


def test_site_that_is_refused_is_not_seen(tmp_path: Path, target: Path) -> None:
    """What fails its check leaves the live site and no trace."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    before = contents(target)

    def refuse(folder: Path, carried: Collection[str]) -> Collection[str]:
        del carried
        assert (folder / "index.html").exists()
        raise OperationError(code="not-verified", count=1)

    with pytest.raises(OperationError):
        quiet_target(target).publish(site(tmp_path, "b"), refuse)
    assert {path: d for path, d in contents(target).items() if path != ".lock"} == {
        path: d for path, d in before.items() if path != ".lock"
    }
    assert leftovers(target) == []


def test_site_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is written meanwhile stops the publication: it may be half of two sites."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    source = site(tmp_path, "b")
    place = staging.Staging.place

    def meddle(self: staging.Staging, path: str, data: bytes, changed: float) -> str:
        (source / "page-1/index.html").write_text("written meanwhile")
        return place(self, path, data, changed)

    monkeypatch.setattr(staging.Staging, "place", meddle)
    survey = staging._survey  # noqa: SLF001
    calls: list[int] = []

    def late(folder: Path) -> dict[str, tuple[int, int, int]]:
        calls.append(1)
        if len(calls) > 1:
            (source / "page-1/index.html").write_text("written meanwhile")
        return survey(folder)

    monkeypatch.setattr(staging, "_survey", late)
    with pytest.raises(OperationError, match=r"page-1/index.html changed while the site was read"):
        quiet_target(target).publish(source, accept)
    assert live(target) == "a"
    assert leftovers(target) == []


def test_links_and_pipes_are_not_published(tmp_path: Path, target: Path) -> None:
    """A site with a link to elsewhere is refused."""
    source = site(tmp_path, "a")
    (source / "passwords").symlink_to("/etc/passwd")
    with pytest.raises(OperationError, match="passwords is not an ordinary file"):
        quiet_target(target).publish(source, accept)


def test_folder_of_somebody_else_is_left_alone(tmp_path: Path, target: Path) -> None:
    """A target with other files, or with a real folder `current`, is refused."""
    (target / "current").mkdir(parents=True)
    (target / "current/precious.txt").write_text("mine")
    with pytest.raises(OperationError, match="holds files that Relais did not put there"):
        quiet_target(target).publish(site(tmp_path, "a"), accept)
    assert contents(target).keys() == {"current/precious.txt"}


@pytest.mark.parametrize(
    "others",
    [
        ["releases/2025/form.pdf"],
        ["releases/20260101/index.html", "releases/20260201/index.html", "shared/log"],
        ["releases/notes.txt"],
        ["releases/20261123T101500Z-1a2b3c4d/index.html", "budget/2026.txt"],
    ],
)
def test_folder_with_releases_of_somebody_else_is_left_alone(
    tmp_path: Path, target: Path, others: list[str]
) -> None:
    """Other programs and people have folders `releases` too; nothing in them is deleted."""
    for path in others:
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_text("mine")
    with pytest.raises(OperationError, match="holds files that Relais did not put there"):
        quiet_target(target).publish(site(tmp_path, "a"), accept)
    assert contents(target).keys() == set(others)


def test_files_beside_releases_stay(tmp_path: Path, target: Path) -> None:
    """Once something was published, an operator may keep notes beside it."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    (target / "notes.txt").write_text("mine")
    quiet_target(target).publish(site(tmp_path, "b"), accept)
    assert live(target) == "b"
    assert (target / "notes.txt").read_text() == "mine"


def test_root_of_the_server_is_no_target(tmp_path: Path, target: Path) -> None:
    """The message names the folder that was meant."""
    quiet_target(target).publish(site(tmp_path, "a"), accept)
    with pytest.raises(OperationError, match=f"publish into the folder above, {target}"):
        quiet_target(target / "current").publish(site(tmp_path, "b"), accept)


@pytest.mark.parametrize("name", ["me@host:/srv/site", "https://example.org/site", "s3:/bucket/x"])
def test_other_computers_are_no_target(project: Project, name: str) -> None:
    """Nor do they become folders of that name."""
    before = {path.name for path in project.root.iterdir()}
    done = project.relais("publish", name)
    assert done.returncode == 1
    assert f"{name} is neither a folder of this computer" in done.stderr
    assert {path.name for path in project.root.iterdir()} == before


def test_servers_can_read_whatever_the_umask(tmp_path: Path, target: Path) -> None:
    """Another user delivers what this one publishes."""
    umask = os.umask(0o077)
    try:
        quiet_target(target).publish(site(tmp_path, "a"), accept)
    finally:
        os.umask(umask)
    for path in (target, target / "releases", *(target / "releases").rglob("*")):
        wanted = 0o755 if path.is_dir() else 0o444
        assert path.stat().st_mode & wanted == wanted, path


def test_damaged_live_release_is_replaced(tmp_path: Path, target: Path) -> None:
    """What was deleted, changed or closed by hand comes back with the next publication."""
    source = site(tmp_path, "a")
    ids = [quiet_target(target).publish(source, accept).release.id]
    (target / "current/index.html").unlink()
    ids.append(quiet_target(target).publish(source, accept).release.id)
    shutil.rmtree(target / "current/page-1")
    ids.append(quiet_target(target).publish(source, accept).release.id)
    (target / "current/page-2").chmod(0o700)
    ids.append(quiet_target(target).publish(source, accept).release.id)
    assert len(set(ids)) == len(ids)
    assert contents(source).items() <= contents(target / "current").items()
    assert not quiet_target(target).publish(source, accept).changed


def test_unchanged_site_is_checked_too(tmp_path: Path, target: Path) -> None:
    """A day may have come on which it may not be seen any more."""
    source = site(tmp_path, "a")
    quiet_target(target).publish(source, accept)

    def refuse(folder: Path, carried: Collection[str]) -> Collection[str]:
        del folder, carried
        raise OperationError(code="not-verified", count=1)

    with pytest.raises(OperationError, match="not published"):
        quiet_target(target).publish(source, refuse)


def test_what_is_carried_goes_without_a_change_too(tmp_path: Path, target: Path) -> None:
    """Its time is over, or it must vanish at once, whether or not anything else changed."""
    old, new = (site(tmp_path, version) for version in "ab")
    carried = "current/assets/pictures/picture.a.png"
    for late, options in ((DAY + 1, {}), (60.0, {"lasting": 0.0})):
        quiet_target(target, 0.0).publish(old, accept)
        quiet_target(target, 0.0).publish(new, accept)
        assert (target / carried).exists()
        done = quiet_target(target, late, **options).publish(new, accept)
        assert not done.changed
        assert not (target / carried).exists()
        (live_one,) = (
            each for each in quiet_target(target).releases() if each.id == done.release.id
        )
        assert live_one.carried == {}


def test_fewer_releases_stay_without_a_change_too(tmp_path: Path, target: Path) -> None:
    """So that what was withdrawn leaves the disk when somebody says so."""
    for version in "abcd":
        quiet_target(target).publish(site(tmp_path, version), accept)
    quiet_target(target).publish(tmp_path / "site-d", accept, keep=1)
    assert len(quiet_target(target).releases()) == 2


def test_rollback_does_not_show_what_was_rolled_back(tmp_path: Path, target: Path) -> None:
    """A good, B bad, back to A, C bad: the one before is A again, not B."""
    for version in "ab":
        quiet_target(target).publish(site(tmp_path, version), accept)
    quiet_target(target).roll_back()
    quiet_target(target).publish(site(tmp_path, "c"), accept)
    quiet_target(target).roll_back()
    assert live(target) == "a"


@pytest.mark.parametrize("damage", ["missing", "dangling", "release", "manifest"])
def test_rollback_helps_where_nothing_is_live(tmp_path: Path, target: Path, damage: str) -> None:
    """Then the newest whole release is shown, or the one that is named."""
    ids = [quiet_target(target).publish(site(tmp_path, v), accept).release.id for v in "abc"]
    current = target / "current"
    if damage == "release":
        shutil.rmtree(target / "releases" / ids[2])
    elif damage == "manifest":
        (target / "manifests" / f"{ids[2]}.json").write_text("")
    else:
        current.unlink()
        if damage == "dangling":
            current.symlink_to("releases/nothing")
    quiet_target(target).roll_back()
    assert live(target) == ("b" if damage in {"release", "manifest"} else "c")
    quiet_target(target).roll_back(ids[0])
    assert live(target) == "a"


def test_rollback_shows_no_portrait_again_unless_told(tmp_path: Path, target: Path) -> None:
    """Somebody may have agreed to the words only."""
    sources = [site(tmp_path, version) for version in "ab"]
    (sources[0] / "assets/pictures/ada-320.12345678.jpg").write_text("ada")
    first, _ = (quiet_target(target).publish(each, accept).release for each in sources)
    with pytest.raises(OperationError, match=r"1: /assets/pictures/ada"):
        quiet_target(target).roll_back()
    assert quiet_target(target).roll_back(again=True).id == first.id


def test_rollback_names_first_who_was_withdrawn(tmp_path: Path, target: Path) -> None:
    """Lists that went with it matter less to whoever decides."""
    sources = [site(tmp_path, version) for version in "ab"]
    for number in range(12):
        (sources[0] / f"list-{number}").mkdir()
        (sources[0] / f"list-{number}/index.html").write_text("a")
    (sources[1] / "page-3/gone.txt").write_text("410")
    for each in sources:
        quiet_target(target).publish(each, accept)
    with pytest.raises(OperationError, match=r"13: /page-3/, /list-0/"):
        quiet_target(target).roll_back()


def test_releases_and_rollback_need_no_project(tmp_path: Path, target: Path) -> None:
    """At night the content may be in any state."""
    for version in "ab":
        quiet_target(target).publish(site(tmp_path, version), accept)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert "live" in run_relais(["releases", str(target)], elsewhere).stdout
    assert run_relais(["rollback", str(target)], elsewhere).returncode == 0
    assert live(target) == "a"


def test_stages_are_told_for_programs(tmp_path: Path, target: Path) -> None:
    """As JSON each stage is one object with its time and counts; a failure says what is live."""
    stream = io.StringIO()
    chosen = quiet_target(target)
    object.__setattr__(chosen, "log", Log(form="json", stream=stream, live=lambda: "Live is x."))
    chosen.publish(site(tmp_path, "a"), accept)

    def refuse(folder: Path, carried: Collection[str]) -> Collection[str]:
        del folder, carried
        with chosen.log.stage("verify"):
            raise OperationError(code="not-verified", count=2)

    with pytest.raises(OperationError):
        chosen.publish(site(tmp_path, "b"), refuse)
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["stage"], line["outcome"]) for line in lines] == [
        *(("copy", "done"), ("switch", "done"), ("clean", "done")),
        *(("copy", "done"), ("verify", "failed")),
    ]
    assert lines[0]["counts"]["files"] == 11
    assert lines[-1]["reason"] == "The site has 2 errors, so it was not published."
    assert lines[-1]["live"] == "Live is x."


def test_languages_say_the_same() -> None:
    """Each sentence for operators is there in both languages, with the same places."""
    english, french = operations_en.SENTENCES, operations_fr.SENTENCES
    assert list(english) == list(french)
    for code, text in english.items():
        assert sorted(part.split("}")[0] for part in text.split("{")[1:]) == sorted(
            part.split("}")[0] for part in french[code].split("{")[1:]
        ), code
        assert not any(f" {mark}" in french[code] for mark in ":;!?»"), code


def test_commands_publish_and_lead_back(project: Project, target: Path) -> None:
    """`publish`, `releases` and `rollback` work together, and speak French too."""
    first = project.relais("publish", str(target), "--as-of", AS_OF, "--log-format", "json")
    assert first.returncode == 0, first.stderr
    assert "Published the release" in first.stdout
    stages = [json.loads(line) for line in first.stderr.splitlines() if line.startswith("{")]
    assert [stage["stage"] for stage in stages] == ["build", "copy", "verify", "switch", "clean"]
    again = project.relais("publish", str(target), "--site", "site", "--as-of", AS_OF)
    assert "Nothing has changed since the release" in again.stdout
    project.edit("docs/about.md", "title: About", "title: Of")
    later = project.relais("publish", str(target), "--as-of", AS_OF, "--lang", "fr")
    assert "publiée\xa0:" in later.stdout, later.stderr
    assert "Construction\xa0:" in later.stderr
    listed = project.relais("releases", str(target), "--format", "json")
    found = json.loads(listed.stdout)
    assert [(each["live"], each["before"]) for each in found] == [(True, False), (False, True)]
    back = project.relais("rollback", str(target))
    assert found[1]["id"] in back.stdout
    shown = project.relais("releases", str(target), "--lang", "fr").stdout
    assert f"{found[1]['id']}" in shown.splitlines()[1]
    assert shown.splitlines()[1].endswith("en ligne")


def test_withdrawn_interview_goes_at_once(project: Project, target: Path) -> None:
    """The next publication shows nothing of it, not even what open pages may still ask for."""
    assert project.relais("publish", str(target), "--as-of", AS_OF).returncode == 0
    assert project.relais("withdraw", "ada-example").returncode == 0
    done = project.relais("publish", str(target), "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    verified = project.relais("verify", str(target / "current"), "--as-of", AS_OF)
    assert verified.returncode == 0, verified.stdout
    assert not list((target / "current/assets/pictures").glob("ada-example*"))
    back = project.relais("rollback", str(target))
    assert back.returncode == 1
    assert "/partners/ada-example/" in back.stderr
    assert "--again" in back.stderr


def test_portrait_that_is_not_covered_any_more_goes_at_once(project: Project, target: Path) -> None:
    """The interview's page stays, its portrait does not, whatever open pages may still ask for."""
    assert project.relais("publish", str(target), "--as-of", AS_OF).returncode == 0
    assert list((target / "current/assets/pictures").glob("ada-example*"))
    source = "content/partners/ada-example/index.en.yml"
    project.edit(source, "covers: [text, portrait]", "covers: [text]")
    done = project.relais("publish", str(target), "--as-of", AS_OF)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (target / "current/partners/ada-example/index.html").is_file()
    assert not list((target / "current/assets/pictures").glob("ada-example*"))


def test_faulty_site_is_not_published_and_the_live_one_is_named(
    project: Project, target: Path
) -> None:
    """What `verify` finds stops the publication: the problems are shown, and what is live."""
    assert project.relais("publish", str(target), "--as-of", AS_OF).returncode == 0
    before = contents(target / "current")
    page = project.root / "site/about/index.html"
    page.write_text(page.read_text().replace("</body>", "<p onclick='x()'>x</p></body>"))
    done = project.relais("publish", str(target), "--site", "site", "--as-of", AS_OF)
    assert done.returncode == 1
    assert "an element carries a script" in done.stdout
    assert "Verifying: failed after" in done.stderr
    assert "is still live." in done.stderr
    assert contents(target / "current") == before
    assert leftovers(target) == []


@pytest.mark.parametrize("command", ["verify", "publish", "rollback", "releases"])
def test_help_shows_an_example(tmp_path: Path, command: str) -> None:
    """Each command's help has an example of its use."""
    done = run_relais([command, "--help"], tmp_path)
    assert f"Example: relais {command}" in done.stdout


def test_second_build_waits_and_says_for_whom(tmp_path: Path) -> None:
    """Two builds at once come one after the other; one that may not wait says who works there."""
    project = make_project(tmp_path / "project")
    holder = """
import sys, time
from pathlib import Path
from relais.building import output_lock
root = Path(sys.argv[1])
with output_lock(root, root / "site", 0, lambda holder: None):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""
    command = [sys.executable, "-c", holder, str(project.root.resolve())]
    with subprocess.Popen([*command, "60"], stdout=subprocess.PIPE) as other:
        assert other.stdout
        assert other.stdout.readline() == b"held\n"
        refused = project.relais("build", "--wait", "0.2")
        assert refused.returncode == 1
        assert f"Waiting: process {other.pid} has been at work here since" in refused.stderr
        assert "Try again later" in refused.stderr
        french = project.relais("build", "--wait", "0", "--lang", "fr")
        assert f"Le processus {other.pid} travaille ici" in french.stderr
        other.kill()
    assert project.relais("build", "--wait", "0").returncode == 0  # the dead hold nothing
    with subprocess.Popen([*command, "2"], stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        waited = project.relais("build")
        assert waited.returncode == 0
        assert "Waiting: process" in waited.stderr
