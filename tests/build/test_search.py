"""What the search index of a built site holds, and when it is made anew."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from relais import search_index
from relais.assets import SEARCH
from relais.errors import BuildFailedError
from relais.shelf import FOLDER as SHELF
from relais.shelf import Shelf
from tests.appearances import fragments
from tests.projects import ADA

if TYPE_CHECKING:
    from pathlib import Path

    from tests.projects import Project

DOCUMENT = b'<html lang="en"><body data-pagefind-body><h1>Lamps</h1><p>A lamp.</p></body></html>'


def files(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_content_is_found_and_chrome_is_not(small_site: Path) -> None:
    """Each page with content of its own is indexed with its filters, without menus and footers."""
    found = fragments(small_site)
    ada = found["/partners/ada-example/"]
    assert ada["filters"] == {
        "kind": ["interview"],
        "theme": ["light", "warmth"],
        "country": ["FR", "NO"],
        "program": ["open-doors"],
    }
    assert ada["meta"]["name"] == "Ada Example"
    assert (small_site / ada["meta"]["jpeg"]).is_file()
    assert (small_site / ada["meta"]["avif"]).is_file()
    assert {anchor["id"] for anchor in ada["anchors"]} >= {"lamps"}
    for address, fragment in found.items():
        assert "Skip to the content" not in fragment["content"], address
        assert "Privacy" not in fragment["content"], address
    kinds = {fragment["meta"]["kind"] for fragment in found.values()}
    assert kinds == {"interview", "program", "organisation", "page"}
    for address in ("/404.html", "/search/", "/partners/", "/fr/recherche/"):
        assert address not in found


def test_what_is_not_public_is_not_found(small_site: Path) -> None:
    """Dora's interview, which is not public yet, is in no part of the index."""
    for fragment in fragments(small_site).values():
        assert "Dora" not in json.dumps(fragment)


def test_index_is_made_once_and_again_when_a_text_changes(project: Project) -> None:
    """The same texts give the same bytes and no second run; a changed text gives another index."""
    first = files(project.build("--as-of", "2026-11-01") / SEARCH)
    (kept,) = (project.root / ".relais/search").iterdir()
    made = kept.stat().st_ino
    assert files(project.build("--as-of", "2026-11-01") / SEARCH) == first
    assert [path.stat().st_ino for path in (project.root / ".relais/search").iterdir()] == [made]
    project.edit(ADA, "Ada Example keeps the light on", "Ada Example keeps the lantern on")
    assert files(project.build("--as-of", "2026-11-01") / SEARCH) != first


def start(root: Path, documents: dict[str, bytes]) -> search_index.SearchIndex:
    """Start making the index of documents by their path."""
    shelf = Shelf(root)
    return search_index.start(root, [(path, shelf.put(data)) for path, data in documents.items()])


@pytest.mark.parametrize("damage", [b"", b"not an index", None])
def test_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    """A truncated or foreign file in the cache counts as absent."""
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "one")
    (kept,) = (tmp_path / ".relais/search").iterdir()
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    assert json.loads(kept.read_bytes()[:-32]) == json.loads(whole[:-32])


@pytest.mark.parametrize("damage", [b"", b"something else"])
def test_damaged_part_of_an_index_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    """A truncated or foreign file on the shelf is not published."""
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "one")
    whole = files(tmp_path / "one")
    for path in list((tmp_path / SHELF).rglob("*")):
        if path.is_file():
            path.unlink()  # the site's own file keeps its content
            path.write_bytes(damage)
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "two")
    assert files(tmp_path / "two") == whole == files(tmp_path / "one")


def test_languages_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    """Pagefind names languages in an order that changes from run to run; the index does not."""
    french = DOCUMENT.replace(b'"en"', b'"fr"')
    documents = {"a.html": DOCUMENT, "fr/a.html": french}
    made = []
    for number in range(6):
        root = tmp_path / str(number)
        start(root, documents).finish(root / "site")
        made.append(files(root / "site"))
    assert made == [made[0]] * 6


def test_only_a_few_indexes_are_kept(tmp_path: Path) -> None:
    """The cache does not grow with every change."""
    for number in range(14):
        document = DOCUMENT + str(number).encode()
        start(tmp_path, {"a.html": document}).finish(tmp_path / "site")
    assert len(list((tmp_path / ".relais/search").iterdir())) == 12


def test_failure_is_said(tmp_path: Path) -> None:
    """Where Pagefind finds nothing to read, the build stops with its words and leaves nothing."""
    index = start(tmp_path, {"a.txt": b"no page"})
    with pytest.raises(BuildFailedError, match="search index"):
        index.finish(tmp_path / "site")
    assert not list((tmp_path / ".relais/search").iterdir())
