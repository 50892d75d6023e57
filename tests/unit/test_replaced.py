"""A site is begun with what was replaced, and nothing is left there that does not belong to it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from relais import replaced
from relais.errors import BuildFailedError
from relais.replaced import NOTHING
from relais.shelf import Kept, Shelf

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
    for path, kept in shelved(root, pages).items():
        Shelf(root).place(kept, f"{site}/{path}")
    (site / "robots.txt").write_bytes(b"own")
    return site


def content(site: Path) -> dict[str, bytes | None]:
    """Return the bytes of each file, and nothing for each folder."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else None
        for path in site.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }


def look_through_last(root: Path) -> replaced.LastSite | None:
    """Return the last site, if most of it is on the shelf."""
    return replaced.look_through_last(root, Shelf(root).look_over())


def begun(root: Path, wanted: dict[str, Kept]) -> tuple[Path, dict[str, Kept]]:
    """Begin a site with the one that was replaced; return it and what is missing there."""
    fresh = root / "fresh"
    standing = replaced.begin(fresh, look_through_last(root))
    return fresh, standing.keep(fresh, wanted)


def test_same_files_stay(tmp_path: Path) -> None:
    """What the next site has, too, is neither linked again nor read; what is not its own goes."""
    site = make_site(tmp_path, PAGES)
    number = (site / "a/index.html").stat().st_ino
    replaced.lay_aside(tmp_path, site)
    fresh, missing = begun(tmp_path, shelved(tmp_path, PAGES))
    assert missing == {}
    assert content(fresh) == PAGES
    assert (fresh / "a/index.html").stat().st_ino == number
    assert not site.exists()
    assert replaced.last_and_others(tmp_path) == (None, [])


def test_other_files_make_way(tmp_path: Path) -> None:
    """A page that changed and one that went away are deleted, with the folders that are empty."""
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    wanted = shelved(tmp_path, {"index.html": b"home", "a/index.html": b"changed", "c.html": b"c"})
    fresh, missing = begun(tmp_path, wanted)
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
    fresh, missing = begun(tmp_path, wanted)
    assert missing.keys() == (set() if spoilt in {"more", "empty"} else {"a/index.html"})
    for path, kept in missing.items():
        Shelf(tmp_path).place(kept, f"{fresh}/{path}")
    assert content(fresh) == PAGES


def test_parts_are_looked_after_apart(tmp_path: Path) -> None:
    """What one part does not want is deleted by that part alone."""
    pages = {**PAGES, "assets/search/one": b"1", "assets/search/in/two": b"2", "assets/x": b"x"}
    replaced.lay_aside(tmp_path, make_site(tmp_path, pages))
    fresh = tmp_path / "fresh"
    standing = replaced.begin(fresh, look_through_last(tmp_path))
    rest, search = standing.without("assets/search")
    wanted = shelved(tmp_path, {path: PAGES[path] for path in ("index.html", "a/index.html")})
    assert rest.keep(fresh, wanted) == {}
    assert set(content(fresh)) == {*wanted, "assets/search/one", "assets/search/in/two"}
    assert search.keep(fresh, shelved(tmp_path, {"assets/search/one": b"1"})) == {}
    assert set(content(fresh)) == {*wanted, "assets/search/one"}


def test_last_site_is_taken_once(tmp_path: Path) -> None:
    """Of two builds that saw it one gets it; the other one begins with nothing."""
    for number in range(3):
        site = make_site(tmp_path, {**PAGES, f"{number}.html": b"number"})
        replaced.lay_aside(tmp_path, site)
    seen = look_through_last(tmp_path)
    assert seen is not None
    assert "2.html" in seen[1].files
    assert replaced.begin(tmp_path / "one", seen) is seen[1]
    assert replaced.begin(tmp_path / "two", seen) is NOTHING
    assert len(replaced.last_and_others(tmp_path)[1]) == 1


def test_site_that_has_little_of_the_shelf_is_no_beginning(tmp_path: Path) -> None:
    """To delete a site's files one after the other would take longer than to begin with none."""
    site = make_site(tmp_path, PAGES)
    for name in ("a/index.html", "a/b/index.html"):
        (site / name).unlink()
        (site / name).write_bytes(b"own")
    replaced.lay_aside(tmp_path, site)
    assert look_through_last(tmp_path) is None
    assert replaced.last_and_others(tmp_path)[0]


def test_nothing_was_replaced(tmp_path: Path) -> None:
    """A first build begins with nothing."""
    assert look_through_last(tmp_path) is None
    assert replaced.begin(tmp_path / "fresh", None) is NOTHING
    assert NOTHING.keep(tmp_path / "fresh", {}) == {}


@pytest.mark.skipif(not MEMORY.is_dir(), reason="needs a second file system")
def test_site_of_another_disk_is_no_beginning(tmp_path: Path) -> None:
    """Numbers of files mean nothing on another disk; a site that is replaced there is deleted."""
    elsewhere = MEMORY / f"relais-test-{os.getpid()}"
    site = elsewhere / "site"
    site.mkdir(parents=True)
    try:
        replaced.lay_aside(tmp_path, site)
        assert not site.exists()
        replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
        seen = look_through_last(tmp_path)
        assert seen is not None
        assert replaced.begin(elsewhere / "fresh", seen) is NOTHING
    finally:
        elsewhere.rmdir()


def test_what_cannot_be_deleted_is_told(tmp_path: Path) -> None:
    """A file that went away, or that nobody may delete, is no reason for a traceback."""
    replaced.lay_aside(tmp_path, make_site(tmp_path, PAGES))
    seen = look_through_last(tmp_path)
    fresh = tmp_path / "fresh"
    standing = replaced.begin(fresh, seen)
    (fresh / "robots.txt").unlink()
    with pytest.raises(BuildFailedError, match="earlier site cannot be deleted"):
        standing.keep(fresh, {})
