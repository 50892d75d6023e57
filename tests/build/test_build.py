"""The build: whole, reproducible, and without harm when it fails."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from relais import atomic
from tests.corpus import write_interviews
from tests.projects import ADA, Project, make_project

if TYPE_CHECKING:
    from pathlib import Path


def contents(site: Path) -> dict[str, str]:
    """Return a digest of every file of a site."""
    return {
        str(path.relative_to(site)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def mkdocs(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run MkDocs itself, as any user of it would."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", *arguments],
        cwd=project.root,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_both_editions_of_the_interview_are_there(real_site: Path) -> None:
    """Sophie Roche's interview is readable in English and in French."""
    english = (real_site / "partners/sophie-roche/index.html").read_text("utf-8")
    french = (real_site / "fr/partenaires/sophie-roche/index.html").read_text("utf-8")
    assert "Which projects is Convergence France working on?" in english
    assert "Sur quels projets Convergence France travaille-t-elle" in french


def test_only_our_files_are_published(small_site: Path) -> None:
    """Nothing of the theme's own and nothing of the sources reaches the site."""
    endings = {path.suffix for path in small_site.rglob("*") if path.is_file()}
    assert endings == {
        *(".html", ".css", ".svg", ".js", ".woff2", ".txt", ".avif", ".webp", ".jpg", ".png"),
        *(".csv", ".ico", ".xml", ".json", ".webmanifest"),
        *(".pagefind", ".pf_meta", ".pf_fragment", ".pf_index", ".pf_filter"),
        *(".conf", ""),  # _headers, _redirects and Caddyfile have no ending
    }
    assert not list(small_site.rglob("*.yml"))


def test_plain_mkdocs_builds_the_same_site(project: Project) -> None:
    """`mkdocs build --strict` gives what `relais build` gives."""
    ours = contents(project.build())
    done = mkdocs(project, "build", "--strict", "--site-dir", "plain")
    assert done.returncode == 0, done.stderr
    assert contents(project.root / "plain") == ours


def test_error_stops_the_build_and_leaves_the_old_site(project: Project) -> None:
    """With a broken entry the command fails, names every problem, and site/ stays as it was."""
    before = contents(project.build())
    project.edit(ADA, "status: published", "status: publishd")
    project.edit("content/themes.yml", "en: Warmth", "en: [Warmth")
    done = project.relais("build")
    assert done.returncode == 1
    assert f'{ADA}:12:9: error: status "publishd" is not allowed' in done.stderr
    assert "content/themes.yml:5:7: error:" in done.stderr
    assert "Traceback" not in done.stderr
    assert contents(project.root / "site") == before
    assert sorted(path.name for path in project.root.iterdir()) == [
        *(".relais", "content", "docs", "mkdocs.yml", "overrides", "scripts", "site")
    ]


def test_plain_mkdocs_leaves_the_old_site_too(project: Project) -> None:
    """An error in content ends `mkdocs build` before it empties its folder."""
    before = contents(project.build())
    project.edit(ADA, "status: published", "status: publishd")
    assert mkdocs(project, "build", "--strict").returncode == 1
    assert contents(project.root / "site") == before


def test_failing_template_leaves_the_old_site(project: Project) -> None:
    """A mistake in a template fails the build without touching site/."""
    before = contents(project.build())
    real = (project.root / "overrides").resolve()
    (project.root / "overrides").unlink()
    project.root.joinpath("overrides").mkdir()
    for path in real.rglob("*"):
        if path.is_file():
            name = f"overrides/{path.relative_to(real)}"
            project.write(name, path.read_bytes())
    project.write("overrides/program.html", "{{ no_such_thing }}")
    project.edit(ADA, "Ada Example keeps", "Ida Example keeps")
    done = project.relais("build")
    assert done.returncode == 1
    assert "no_such_thing" in done.stderr
    assert contents(project.root / "site") == before
    assert not list(project.root.glob(".relais/search/making-*"))


def test_what_was_left_beside_another_site_stays(project: Project) -> None:
    """The name of a folder is a name, whatever its characters mean in patterns."""
    names = (".site1.new-7/index.html", ".site[1].new-7/index.html")
    for name in names:
        project.write(name, "of a build that was ended")
    done = project.relais("build", "--output", "site[1]")
    assert done.returncode == 0, done.stderr
    assert [project.path(name).exists() for name in names] == [True, False]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--output", "."),
        ("--output", ".."),
        ("--root", ".", "--output", "."),
        ("--output", "content"),
        ("--output", "content/new"),
        ("--output", "docs"),
        ("--output", "elsewhere"),
        ("--output", "other-site"),
        ("--output", "elsewhere/precious.txt"),
        ("--output", "/dev/null/site"),
        ("--output", "x" * 300),
    ],
    ids=" ".join,
)
def test_build_refuses_to_replace_what_it_did_not_make(
    project: Project, arguments: tuple[str, ...]
) -> None:
    """A folder that Relais did not make is never emptied, even if it looks like a site."""
    project.write("index.html", "a page of somebody else")
    project.write("elsewhere/precious.txt", "mine")
    project.write("other-site/index.html", "mine")
    project.write("other-site/.git/HEAD", "mine")
    done = project.relais("build", *arguments)
    assert done.returncode in (1, 2)
    assert "Traceback" not in done.stderr
    assert (project.root / "elsewhere/precious.txt").read_text() == "mine"
    assert (project.root / "other-site/.git/HEAD").read_text() == "mine"
    assert project.path(ADA).exists()
    assert not list(project.root.glob(".*.new-*"))


def test_site_that_a_killed_build_left_aside_comes_back(project: Project) -> None:
    """A build that was killed between its two renames loses nothing."""
    before = contents(project.build())
    (project.root / "site").rename(project.root / ".site.old")
    (project.root / ".site.new-999999999").mkdir()
    project.edit(ADA, "status: published", "status: publishd")
    assert project.relais("build").returncode == 1
    assert contents(project.root / "site") == before
    assert not list(project.root.glob(".site.*"))


def test_what_was_published_once_is_not_there_again(project: Project) -> None:
    """A site is begun with an earlier one, and has nothing of it but what it has itself."""
    first = contents(project.build())
    project.edit(ADA, "status: published", "status: review")
    without = [contents(project.build()) for _ in range(3)]
    assert [path for path in first if "ada-example" in path]
    assert not [path for path in without[0] if "ada-example" in path]
    assert without[0] == without[1] == without[2]
    project.edit(ADA, "status: review", "status: published")
    assert contents(project.build()) == contents(project.build()) == first
    assert not list(project.root.glob(".site.*"))


def test_only_the_last_replaced_site_is_there(project: Project) -> None:
    """It is out of sight, and the next site is begun with it, also after a build that fails."""
    folders = [project.build().stat().st_ino]
    left = []
    for _ in range(3):
        project.edit(ADA, "status: published", "status: publishd")
        assert project.relais("build").returncode == 1
        project.edit(ADA, "status: publishd", "status: published")
        folders.append(project.build().stat().st_ino)
        left.append([path.name for path in project.path(".relais/replaced").iterdir()])
    assert [len(names) for names in left] == [1, 1, 1]
    assert len({name for names in left for name in names}) == 3
    assert folders[:2] == folders[2:]
    assert not list(project.root.glob(".site.*"))


def test_interrupted_swap_puts_the_old_site_back(tmp_path: Path) -> None:
    """Whatever ends the swap after the old site was moved aside, the old site is put back."""
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text("old")
    with pytest.raises(FileNotFoundError):
        atomic.put_in_place(tmp_path / "missing", site, tmp_path / ".site.old")
    assert (site / "index.html").read_text() == "old"


def test_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    """Two builds in other folders, time zones, locales and hash seeds are equal."""
    sites = []
    for number, (zone, language) in enumerate((("Pacific/Auckland", "C"), ("UTC", "fr_FR.UTF-8"))):
        project = make_project(tmp_path / str(number) / "project")
        project.path(".relais/cache").unlink()  # nothing that another build kept
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": language,
            "PYTHONHASHSEED": str(number),
            "SOURCE_DATE_EPOCH": "1790000000",
        }
        assert project.relais("build", environment=environment).returncode == 0
        sites.append(contents(project.root / "site"))
    assert sites[0] == sites[1]


def test_page_size_does_not_grow_with_the_site(tmp_path: Path) -> None:
    """The page of an interview is as large among 1,000 as among ten."""
    sizes = []
    for count in (10, 1000):
        project = make_project(tmp_path / str(count))
        write_interviews(project.root, count)
        site = project.build()
        page = site / "partners/fiction-00003/index.html"
        sizes.append(page.stat().st_size)
        assert len(list(site.glob("partners/*/index.html"))) >= count
    few, many = sizes
    assert abs(many - few) < 200  # the related interviews' names differ
