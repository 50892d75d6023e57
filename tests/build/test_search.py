"""What the search index of a built site holds, and when it is made anew."""

from __future__ import annotations

import json
import subprocess
from html import escape
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

import pagefind_bin
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from relais import cache, search_format, search_index
from relais.assets import SEARCH
from relais.errors import BuildFailedError
from relais.search_format import ENTRY, Parts, unpacked
from relais.search_reading import Document
from relais.search_vocabulary import PLAIN
from relais.shelf import FOLDER as SHELF
from relais.shelf import Shelf
from tests.appearances import fragments
from tests.projects import ADA

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.projects import Project

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - for a folder that nobody foresees
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


def test_index_is_the_same_where_pages_were_carried_over(project: Project) -> None:
    """What was made of pages is kept, what the search finds in them is found again."""
    first = files(project.build("--as-of", "2026-11-01") / SEARCH)
    rmtree(project.root / ".relais/search")
    assert files(project.build("--as-of", "2026-11-01") / SEARCH) == first


def test_settings_of_pagefind_do_not_count(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is found does not depend on files and variables that are no part of the content."""
    first = files(project.build("--as-of", "2026-11-01") / SEARCH)
    rmtree(project.root / ".relais/search")
    project.write("pagefind.yml", "exclude_selectors: [p]\n")
    monkeypatch.setenv("PAGEFIND_EXCLUDE_SELECTORS", "p")
    assert files(project.build("--as-of", "2026-11-01") / SEARCH) == first


def start(root: Path, documents: dict[str, bytes]) -> search_index.SearchIndex:
    """Start making the index of documents by their path."""
    pages = [Document.of(path, data.decode()) for path, data in documents.items()]
    return search_index.start(Shelf(root), pages)


@pytest.mark.parametrize("damage", [b"", b"not an index", None])
def test_damaged_index_is_made_anew(tmp_path: Path, damage: bytes | None) -> None:
    """A truncated or foreign file in the cache counts as absent."""
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "one")
    (kept,) = (tmp_path / ".relais/search").iterdir()
    first, whole = cache.read(kept), kept.read_bytes()
    assert first
    kept.write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    start(tmp_path, {"a/index.html": DOCUMENT}).finish(tmp_path / "two")
    assert files(tmp_path / "one") == files(tmp_path / "two")
    again = cache.read(kept)
    assert again
    assert json.loads(again) == json.loads(first)


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


@pytest.mark.skipif(not MEMORY.is_dir(), reason="needs another file system")
def test_file_systems_give_the_same_bytes(tmp_path: Path) -> None:
    """Pagefind numbers pages as a file system lists them, which is not the same everywhere."""
    documents = {f"{number}/index.html": DOCUMENT + b"%d" % number for number in range(30)}
    with TemporaryDirectory(dir=MEMORY) as other:
        for root in (tmp_path, Path(other)):
            start(root, documents).finish(root / "site")
        assert files(tmp_path / "site") == files(Path(other, "site"))


def test_only_a_few_indexes_are_kept(tmp_path: Path) -> None:
    """The cache does not grow with every change."""
    for number in range(14):
        document = DOCUMENT + str(number).encode()
        start(tmp_path, {"a.html": document}).finish(tmp_path / "site")
    assert len(list((tmp_path / ".relais/search").iterdir())) == 12


WORDS: Final = (
    *("lamp", "lamps", "lantern", "light", "night", "keeper", "harbour", "warmth", "Ada", "42"),
    *("médecin", "medecin", "médecins", "Noël", "cœur", "l'été", "ete", "été", "naïve", "o’clock"),
)
"""Some that mean the same to the search, and some with other ways to write them."""
FEW: Final = st.sampled_from(WORDS)
ODD_WORDS: Final = (
    *("AT&T", "<b>", "WebView", "fooBar-baz", "light-house", "lamp-lamp", "www.lamp.fr"),
    *("bougie…", "nuit—jour", "2020–2021", "“lampe”", "«phare»", "l’île", "d'été", "aujourd’hui"),
    *("étudiant·e·s", "Œuvre", "ŒUVRE", "CO²", "n°5", "1,5", "(port)", "$5", "fin'", '"so"', "#1"),
    *("🌦️", "a👋b", "x\u00ady", "e\u0301te", "ﬁn", "İstanbul", "straße", "__x__", "-", "–", "…"),
    *("a\u00a0b", "b\u202fc", "日本語", "Δelta", "ⅷ", "a\u200db", "a.b.c.d.e.f.g.h.i.j.k.l.m.n"),
)
"""Signs of all kinds, and words that are found by several others."""


@st.composite
def a_document(draw: st.DrawFn, word: st.SearchStrategy[str] = FEW) -> bytes:
    """Return a document of few words, so that it shares most of them with others."""
    words = st.lists(word, min_size=1, max_size=8).map(" ".join).map(escape)
    language = draw(st.sampled_from(["en", "en", "fr"]))
    facts = "".join(
        f'<meta data-pagefind-{kind}="{fact}[content]" content="{escape(draw(word))}">'
        for kind in ("meta", "filter")
        for fact in draw(st.sets(st.sampled_from(["about", "name", "theme"])))
    )
    page = (
        f'<!doctype html><html lang="{language}"><body data-pagefind-body><h1>{draw(words)}</h1>'
        f'{facts}<p>{draw(words)}</p><p data-pagefind-weight="0.5">{draw(words)}</p></body></html>'
    )
    return page.encode()


BLOCKS: Final = (
    *("<p>{}</p>", "<p>{}\n</p>", "<p>{}<br>{}</p>", "<p></p>", "<h3>{}</h3>", "<h6>{}</h6>"),
    *("<ul>\n<li>{}</li>\n<li>{}<ul><li>{}</li></ul></li>\n</ul>", "<ol><li>{}</li></ol>"),
    *("<blockquote>\n<p>{}</p>\n</blockquote>", "<hr><p>{}</p>", "<pre><code>{}\n{}</code></pre>"),
    '<p><a href="https://a.example/?b&amp;c" title="a > b">{}</a>, <em>{}<b>{}</b></em></p>',
    *('<h2 id="one">{} <em>{}</em></h2>', '<h2 id="two">{}\n  {}</h2><p>{}</p>', "{}"),
    "<table><tbody><tr><td>{}</td><td>{}</td></tr></tbody></table>",
)
"""What authors' texts become, with room for words."""


@st.composite
def an_odd_document(draw: st.DrawFn) -> bytes:
    """Return a document of words and elements of all kinds."""
    letters = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs"]), min_size=1, max_size=6)
    word = st.sampled_from(ODD_WORDS + WORDS) | letters
    words = st.lists(word, min_size=1, max_size=4).map(" ".join).map(escape)
    blocks = draw(st.lists(st.sampled_from(BLOCKS), max_size=6))
    filled = "\n".join(
        block.format(*(draw(words) for _ in range(block.count("{}")))) for block in blocks
    )
    return draw(a_document(word)).replace(b"</body>", f"\n{filled}</body>".encode())


PATHS: Final = st.sampled_from([f"{name}/index.html" for name in "abcdefgh"])
SEVERAL: Final = st.dictionaries(PATHS, a_document(), min_size=5)
CHANGES: Final = st.lists(
    st.dictionaries(PATHS, a_document() | st.none(), min_size=1, max_size=2), min_size=1, max_size=3
)


@settings(max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(SEVERAL, CHANGES)
def test_index_of_changed_documents_is_that_of_new_ones(
    documents: dict[str, bytes], changes: list[dict[str, bytes | None]]
) -> None:
    """However documents came, changed and went, the index is the same as one made from scratch."""
    documents["index.html"] = DOCUMENT  # so that one is left
    now: dict[str, bytes | None] = {**documents}
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(search_index, "_FEW", 1)  # there are few documents
        start(Path(folder), documents).finish(Path(folder, "site"))
        for change in changes:
            now |= change
            left = {path: document for path, document in now.items() if document}
            rmtree(Path(folder, "site"))
            start(Path(folder), left).finish(Path(folder, "site"))
            start(Path(folder, "other"), left).finish(Path(folder, "clean"))
            assert files(Path(folder, "site")) == files(Path(folder, "clean"))
            rmtree(Path(folder, "clean"))
            rmtree(Path(folder, "other"))


def known_words(read: Callable[[str], bytes], language: str) -> dict[tuple[str, ...], object]:
    """Return what an index says of each word on each page, by the pages' addresses."""
    name = json.loads(read(ENTRY))["languages"][language]["hash"]
    parts = Parts(*unpacked(read(f"pagefind.{name}.pf_meta")))
    files = [f"fragment/{file}.pf_fragment" for file, _ in parts.pages]
    addresses = [search_format.fragment(read(file))["url"] for file in files]

    def named(places: list[int]) -> list[object]:
        return [place if place >= 0 else parts.fields[-1 - place] for place in places]

    return {
        (word.word, spelling, addresses[number]): (places, named(fields))
        for *_, file in parts.chunks
        for word in search_format.words(read(f"index/{file}.pf_index"))
        for spelling, postings in {"": word.postings, **word.spellings}.items()
        for number, places, fields in postings
    }


def known_pages(read: Callable[[str], bytes], language: str) -> dict[str, dict[str, Any]]:
    """Return what results show of each page, by its address."""
    name = json.loads(read(ENTRY))["languages"][language]["hash"]
    parts = Parts(*unpacked(read(f"pagefind.{name}.pf_meta")))
    shown = [search_format.fragment(read(f"fragment/{f}.pf_fragment")) for f, _ in parts.pages]
    assert [words for _, words in parts.pages] == [page["word_count"] for page in shown]
    return {page["url"]: page for page in shown}


def plainly(document: bytes) -> bytes:
    """Return a document as Pagefind is asked: it cuts words at ASCII's signs only."""
    return document.decode().translate(PLAIN_IN_HTML).encode()


PLAIN_IN_HTML: Final = {code: escape(plain) for code, plain in PLAIN.items()}


@settings(max_examples=25, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.dictionaries(PATHS, a_document() | an_odd_document(), min_size=3))
def test_index_says_what_pagefind_says(documents: dict[str, bytes]) -> None:
    """However pages are numbered, each word is at the same places, and results show the same."""
    with TemporaryDirectory() as name:
        folder, made = Path(name), Path(name, "made")
        for path, document in documents.items():
            source = folder / "documents" / path
            source.parent.mkdir(parents=True, exist_ok=True)
            source.write_bytes(plainly(document))
        program = [str(pagefind_bin.get_executable()), "--silent", "--output-path", str(made)]
        subprocess.run([*program, "--site", str(folder / "documents")], check=True)
        start(folder, documents).finish(folder)
        for language in {"fr" if b'lang="fr"' in data else "en" for data in documents.values()}:
            sides = [
                (known_words(read, language), known_pages(read, language))
                for read in (
                    lambda file: (made / file).read_bytes(),
                    lambda file: (folder / SEARCH / file).read_bytes(),
                )
            ]
            (their_words, their_pages), (our_words, our_pages) = sides
            assert our_words == their_words
            shown = json.dumps(our_pages, ensure_ascii=False).translate(PLAIN_IN_JSON)
            our_pages = json.loads(shown)
            assert our_pages.keys() == their_pages.keys()
            for url, page in our_pages.items():
                for said in page:
                    assert page[said] == their_pages[url][said], (url, said)


PLAIN_IN_JSON: Final = {code: json.dumps(plain)[1:-1] for code, plain in PLAIN.items()}


@pytest.mark.parametrize("mark", ["WEIGHT___0", "AUTO_WEIGHT___9", "ANCHOR___h2:0:x", "x"])
def test_marks_of_pagefind_shift_no_words(tmp_path: Path, mark: str) -> None:
    """Each word stands at its place, whatever an author writes before it."""
    text = f"<p>lantern ___PAGEFIND_{mark} ___END_PAGEFIND_WEIGHT___ ___ keeper</p>"
    page = f'<html lang="en"><body data-pagefind-body>{text}</body></html>'.encode()
    start(tmp_path, {"a.html": page}).finish(tmp_path)
    words = known_words(lambda file: (tmp_path / SEARCH / file).read_bytes(), "en")
    assert words["lantern", "", "/a.html"] == ([-25, 0], [])
    assert words["keeper", "", "/a.html"] == ([-25, 4], [])


def test_page_without_words_is_left_out(tmp_path: Path) -> None:
    """Nobody can look for it, as with Pagefind."""
    documents = {f"{number}.html": DOCUMENT + b"%d" % number for number in range(5)}
    start(tmp_path, documents).finish(tmp_path / "one")
    documents["empty.html"] = b'<html lang="en"><body data-pagefind-body><h1>-</h1></body></html>'
    start(tmp_path, documents).finish(tmp_path / "two")
    assert files(tmp_path / "two") == files(tmp_path / "one")
    start(tmp_path / "new", documents).finish(tmp_path / "three")
    assert files(tmp_path / "three") == files(tmp_path / "one")


def test_failure_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pagefind does not answer, the build stops with its words and leaves nothing."""
    program = tmp_path / "pagefind"
    program.write_text("#!/bin/sh\necho no room >&2\nexit 3\n")
    program.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: program)
    index = start(tmp_path, {"a/index.html": DOCUMENT})
    with pytest.raises(BuildFailedError, match="search index: no room"):
        index.finish(tmp_path / "site")
    assert not list((tmp_path / ".relais/search").iterdir())
