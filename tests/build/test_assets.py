"""The names of what built pages load: a hash of the content, so that nothing newer is met."""

from __future__ import annotations

import hashlib
import posixpath
import re
import shutil
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from relais.assets import FIXED, SEARCH, is_lasting
from tests.conftest import AS_OF
from tests.pages import asset, html_files, parse_page
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

HASHED = re.compile(r"\.([0-9a-f]{16})\.\w+$")
MADE_FROM = re.compile(r"assets/(cards|icons|pictures)/.*[0-9a-f]{8,16}.*\.\w+$")
"""Pictures are named before they are made, by the hash of all that they are made from."""
PIECES = re.compile(rf"{SEARCH}/((fragment|index|filter)/|pagefind\.)\w+_[0-9a-f]+\.pf_\w+$")
READER = re.compile(rf"{SEARCH}/(pagefind\.js|wasm\.\w+\.pagefind)$")


def own_overrides(project: Project) -> None:
    """Give a project templates, stylesheets and scripts that it may change."""
    project.path("overrides").unlink()
    shutil.copytree(REPOSITORY / "overrides", project.path("overrides"))


def files(site: Path) -> dict[str, str]:
    """Return the hash of each file of a site, by path."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file()
    }


def loaded(site: Path, page: Path) -> set[str]:
    """Return the files of the site that a page loads, by path."""
    found = set()
    for element in parse_page(page).elements:
        names = {"link": "href", "script": "src", "img": "src"}
        address = element.attributes.get(names.get(element.tag, ""), "")
        if address and element.attributes.get("rel") not in {"canonical", "alternate", "manifest"}:
            whole = posixpath.join("/", page.parent.relative_to(site).as_posix(), address)
            found.add(posixpath.normpath(urlsplit(whole).path).lstrip("/"))
    return found


def test_every_name_tells_the_content(real_site: Path, tracked_site: Path) -> None:
    """What lies in assets/ has the hash of its bytes in its name, but for a list with reasons."""
    for site in (real_site, tracked_site):
        seen = set()
        for path, digest in files(site).items():
            if not path.startswith("assets/") or path in FIXED:
                continue
            if named := HASHED.search(path):
                seen.add(path.rpartition(".")[2])
                assert digest.startswith(named[1]), path
            else:
                assert any(form.match(path) for form in (MADE_FROM, PIECES, READER)), path
        assert seen == {"css", "js", "svg", "woff2"}
        for path in FIXED:
            assert (site / path).is_file() or path == "assets/visit.txt"


def test_what_pages_load_is_there_and_lasting(tracked_site: Path) -> None:
    """Every stylesheet, script, font and picture that a page names exists and may be kept."""
    for page in html_files(tracked_site):
        paths = loaded(tracked_site, page)
        assert any(path.startswith("assets/site.") for path in paths), page
        for path in paths:
            assert (tracked_site / path).is_file(), (page, path)
            assert is_lasting(path), (page, path)


def test_scripts_and_styles_name_files_that_are_there(tracked_site: Path) -> None:
    """Films import the very script of the choice that pages load, fonts and the search too."""
    films = (tracked_site / asset(tracked_site, "embed.js")).read_text("utf-8")
    (choice,) = re.findall(r'from "\./([^"]+)"', films)
    assert f"assets/{choice}" == asset(tracked_site, "choice.js")
    search = (tracked_site / asset(tracked_site, "search.js")).read_text("utf-8")
    (reader,) = re.findall(r'import\("\./([^"]+)"\)', search)
    assert (tracked_site / "assets" / reader).is_file()
    style = (tracked_site / asset(tracked_site, "site.css")).read_text("utf-8")
    fonts = re.findall(r'url\("([^"]+)"\)', style)
    assert len(fonts) > 3
    assert all((tracked_site / "assets" / font).is_file() for font in fonts)


def test_own_count_is_imported_by_its_name(real_site: Path, tracked_site: Path) -> None:
    """The script that counts visits is named by the choice's, and asks for a name that stays."""
    module = (real_site / asset(real_site, "choice.js")).read_text("utf-8")
    (own,) = re.findall(r'const own = "\./([^"]+)";', module)
    assert f"assets/{own}" == asset(real_site, "visits.js")
    assert '"./visit.txt"' in (real_site / "assets" / own).read_text("utf-8")
    module = (tracked_site / asset(tracked_site, "choice.js")).read_text("utf-8")
    assert 'const own = "";' in module


def test_changed_stylesheet_changes_its_name_and_the_pages(project: Project) -> None:
    """Nothing else of the site is another file, and a second build gives the same bytes."""
    own_overrides(project)
    first = files(project.build("--as-of", AS_OF))
    assert files(project.build("--as-of", AS_OF)) == first
    before = asset(project.root / "site", "site.css")
    with project.path("overrides/stylesheets/card.css").open("a") as style:
        style.write("\n.card { border-width: 3px; }\n")
    site = project.build("--as-of", AS_OF)
    second, after = files(site), asset(site, "site.css")
    assert before != after
    assert first.keys() ^ second.keys() == {before, after}
    changed = {path for path in first.keys() & second.keys() if first[path] != second[path]}
    pages = {path.relative_to(site).as_posix() for path in html_files(site)}
    assert pages <= changed
    assert changed <= pages | {"_headers"}


def test_page_of_the_release_before_finds_all_that_it_loads(
    project: Project, tmp_path: Path
) -> None:
    """After a second publication with another design, the first one's files are as they were."""
    own_overrides(project)
    live = tmp_path / "live/current"

    def publish(*arguments: str) -> None:
        done = project.relais("publish", str(tmp_path / "live"), "--as-of", AS_OF, *arguments)
        assert done.returncode == 0, done.stdout + done.stderr

    publish()
    names = set().union(*(loaded(live, page) for page in html_files(live)))
    forms = {f"{name}{form}" for name in names for form in ("", ".br", ".gz")}
    before = {name: (live / name).read_bytes() for name in forms if (live / name).is_file()}
    assert {name.rpartition(".")[2] for name in before} >= {"css", "js", "br", "gz", "woff2"}
    for name in ("stylesheets/card.css", "assets/search.css"):
        with project.path(f"overrides/{name}").open("a") as style:
            style.write("\n.card { border-width: 3px; }\n")
    for name in ("scripts/list.js", "assets/share.js"):
        with project.path(f"overrides/{name}").open("a") as script:
            script.write("\nconsole.log(1);\n")
    publish()
    after = set().union(*(loaded(live, page) for page in html_files(live)))
    assert {name.split(".")[0] for name in after - names} == {
        "assets/site",
        "assets/search",
        "assets/list",
        "assets/share",
    }
    assert {name: (live / name).read_bytes() for name in before} == before
    publish("--carry", "0")  # at once, though nothing else has changed
    gone = {name for name in before if not (live / name).is_file()}
    assert {name for name in gone if name in names} == names - after
