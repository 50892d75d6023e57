"""A site is begun with what was replaced, and nothing is left there that does not belong to it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import pytest

from relais import replaced
from relais.errors import BuildFailedError
from relais.replaced import NOTHING, Standing
from relais.shelf import FOLDER, Kept, Shelf

MEMORY = Path("/dev/shm")  # noqa: S108 - another file system than that of temporary files
PAGES = {
    "index.html": b"home",
    "a/index.html": b"first",
    "a/b/index.html": b"second",
    "d.html": b"d",
}


def shelved(root: Path, pages: dict[str, bytes]) -> dict[str, Kept]:
    """Put files on the shelf."""
    shelf = Shelf(root)
    return {path: shelf.put(data) for path, data in pages.items()}


def make_site(root: Path, pages: dict[str, bytes]) -> Path:
    """Make a site of links to the shelf, and one file of its own."""
    site = root / "site"
    for path, file in shelved(root, pages).items():
        Shelf(root).place(file, f"{site}/{path}")
    (site / "robots.txt").write_bytes(b"own")
    return site


def content(site: Path) -> dict[str, bytes | None]:
    """Return the bytes of each file, and nothing for each folder."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else None
        for path in site.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def begun(root: Path, output: Path) -> Standing:
    """Begin a site at `output` with the one that was replaced last, as a build does."""
    claimed, _ = replaced.claim(root, output)
    standing = replaced.look_through(root, claimed, Shelf(root).look_over())
    return replaced.begin(output, claimed, standing) if standing else NOTHING


def kept(root: Path, wanted: dict[str, Kept]) -> tuple[Path, dict[str, Kept]]:
    """Begin a site and keep what is wanted; return it and what is missing there."""
    fresh = root / "fresh"
    return fresh, begun(root, fresh).keep(fresh, wanted)


def waiting(root: Path) -> list[Path]:
    """Return the sites that were replaced and that nobody has taken."""
    return sorted((root / replaced.FOLDER).iterdir())


def test_same_files_stay(tmp_path: Path) -> None:
    """What the next site has, too, is neither linked again nor read; what is not its own goes."""
    site = make_site(tmp_path, PAGES)
    number = (site / "a/index.html").stat().st_ino
    replaced.lay_aside(tmp_path, site)
    fresh, missing = kept(tmp_path, shelved(tmp_path, PAGES))
    assert missing == {}
    assert content(fresh) == PAGES
    assert (fresh / "a/index.html").stat().st_ino == number
    assert not site.exists()
    assert waiting(tmp_path) == []


def test_other_files_make_way(tmp_path: Path) -> None:
    """A page that changed and one that went away are deleted, with the folders that are empty."""
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    wanted = shelved(tmp_path, {"index.html": b"home", "a/index.html": b"changed", "c.html": b"c"})
    fresh, missing = kept(tmp_path, wanted)
    assert missing == {path: wanted[path] for path in ("a/index.html", "c.html")}
    assert content(fresh) == {"index.html": b"home"}
    assert [path.name for path in fresh.iterdir()] == ["index.html"]


@pytest.mark.parametrize("spoilt", ["copy", "link", "folder", "more", "empty"])
def test_what_somebody_changed_there_is_not_kept(tmp_path: Path, spoilt: str) -> None:
    """Only links to the shelf are kept, whatever else is in their place or beside them."""
    site = make_site(tmp_path, PAGES)
    page = site / "a/index.html"
    if spoilt in {"copy", "link", "folder"}:
        page.unlink()
    if spoilt == "copy":
        page.write_bytes(b"first")
    elif spoilt == "link":
        page.symlink_to("../index.html")
    elif spoilt == "folder":
        page.mkdir()
    elif spoilt == "more":
        (site / "a/more.html").write_bytes(b"more")
    elif spoilt == "empty":
        (site / "empty/inside").mkdir(parents=True)
    replaced.lay_aside(tmp_path, site)
    wanted = shelved(tmp_path, PAGES)
    fresh, missing = kept(tmp_path, wanted)
    assert missing.keys() == (set() if spoilt in {"more", "empty"} else {"a/index.html"})
    for path, file in missing.items():
        Shelf(tmp_path).place(file, f"{fresh}/{path}")
    assert content(fresh) == PAGES


def test_parts_are_looked_after_apart(tmp_path: Path) -> None:
    """What one part does not want is deleted by that part alone."""
    pages = {**PAGES, "assets/search/one": b"1", "assets/search/in/two": b"2", "assets/x": b"x"}
    replaced.lay_aside(tmp_path, make_site(tmp_path, pages))
    fresh = tmp_path / "fresh"
    rest, search = begun(tmp_path, fresh).divided("assets/search")
    wanted = shelved(tmp_path, {path: PAGES[path] for path in ("index.html", "a/index.html")})
    assert rest.keep(fresh, wanted) == {}
    assert set(content(fresh)) == {*wanted, "assets/search/one", "assets/search/in/two"}
    assert search.keep(fresh, shelved(tmp_path, {"assets/search/one": b"1"})) == {}
    assert set(content(fresh)) == {*wanted, "assets/search/one"}


def test_last_site_is_claimed_by_one(tmp_path: Path) -> None:
    """Each build gets the latest site that is left, and what it is to delete nobody begins with."""
    for number in range(3):
        replaced.lay_aside(tmp_path, make_site(tmp_path, {**PAGES, f"{number}.html": b"number"}))
    one, outdated = replaced.claim(tmp_path, tmp_path / "one")
    left = {page.name for path in outdated for page in path.glob("[0-9].html")}
    assert left == {"0.html", "1.html"}
    two, also_outdated = replaced.claim(tmp_path, tmp_path / "two")
    assert also_outdated == outdated
    looks = Shelf(tmp_path).look_over()
    standing = replaced.look_through(tmp_path, one, looks)
    assert standing is not None
    assert "2.html" in standing.files
    assert replaced.look_through(tmp_path, two, looks) is None


def test_build_that_ends_early_gives_it_back(tmp_path: Path) -> None:
    """A mistake in the content does not cost the next build what it could begin with."""
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    fresh = tmp_path / "fresh"
    claimed, _ = replaced.claim(tmp_path, fresh)
    replaced.look_through(tmp_path, claimed, Shelf(tmp_path).look_over())
    assert waiting(tmp_path) == []
    replaced.give_back(tmp_path, claimed)
    replaced.give_back(tmp_path, claimed)
    assert len(waiting(tmp_path)) == 1
    assert kept(tmp_path, shelved(tmp_path, PAGES))[1] == {}


def test_nothing_was_replaced(tmp_path: Path) -> None:
    """A first build begins with nothing, and so does one into a folder that is there."""
    fresh = tmp_path / "fresh"
    assert begun(tmp_path, fresh) is NOTHING
    assert NOTHING.keep(fresh, {}) == {}
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    fresh.mkdir()
    assert begun(tmp_path, fresh) is NOTHING
    assert list(fresh.iterdir()) == []


def test_folder_of_other_permissions_is_no_beginning(tmp_path: Path) -> None:
    """What somebody allowed or denied in a built site does not come back with a later one."""
    site = make_site(tmp_path, PAGES)
    (site / "a").chmod(0o700)
    replaced.lay_aside(tmp_path, site)
    fresh = tmp_path / "fresh"
    assert begun(tmp_path, fresh) is NOTHING
    assert not fresh.exists()


def test_site_that_has_little_of_the_shelf_is_no_beginning(tmp_path: Path) -> None:
    """Nobody waits until most of a site was deleted; that is done while others work."""
    site = make_site(tmp_path, PAGES)
    for name in ("a/index.html", "a/b/index.html"):
        (site / name).unlink()
        (site / name).write_bytes(b"own")
    replaced.lay_aside(tmp_path, site)
    fresh = tmp_path / "fresh"
    assert begun(tmp_path, fresh) is NOTHING
    assert {path.name for path in tmp_path.iterdir()} == {".relais", "fresh.last"}


@pytest.mark.skipif(not MEMORY.is_dir(), reason="needs a second file system")
@pytest.mark.parametrize("elsewhere", ["site", "output", "shelf"])
def test_other_disks_are_no_beginning(tmp_path: Path, elsewhere: str) -> None:
    """Numbers of files mean nothing on another disk; a site that is replaced there is deleted."""
    with tempfile.TemporaryDirectory(dir=MEMORY) as name:
        other = Path(name)
        site, output = make_site(tmp_path, PAGES), tmp_path / "fresh"
        if elsewhere == "site":
            shutil.move(site, other / "site")
            site = other / "site"
        elif elsewhere == "output":
            output = other / "fresh"
        else:
            shutil.move(tmp_path / FOLDER, other / "shelf")
            (tmp_path / FOLDER).symlink_to(other / "shelf")
        replaced.lay_aside(tmp_path, site)
        assert not site.exists()
        assert begun(tmp_path, output) is NOTHING
        assert not output.exists()


def test_what_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    """A file that is not there any more is no reason for a traceback."""
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    fresh = tmp_path / "fresh"
    standing = begun(tmp_path, fresh)
    (fresh / "d.html").unlink()
    with pytest.raises(BuildFailedError, match="earlier site cannot be deleted"):
        standing.keep(fresh, {})
