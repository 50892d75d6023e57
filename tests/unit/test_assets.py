"""Names with hashes, what scripts call each other, and how long a file may be kept."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.assets import FIXED, FRESH, IMMUTABLE, SEARCH, Assets, cache_control, name_with_hash
from relais.errors import SetupError
from relais.publishing.objects import headers, rank
from relais.servers import ServerRules, lasting_patterns


def test_name_holds_the_beginning_of_the_hash() -> None:
    """The hash stands before the ending, after everything else."""
    digest = hashlib.sha256(b"x").hexdigest()[:16]
    assert name_with_hash("assets/site.css", b"x") == f"assets/site.{digest}.css"
    assert name_with_hash("assets/a.b/c.min.js", b"x") == f"assets/a.b/c.min.{digest}.js"


def test_script_names_another_by_its_published_name() -> None:
    """What is imported is the file with the hash, in whatever order they are given."""
    assets = Assets(
        {
            "a.js": b'import "./c.js"; import("./search/reader.js"); "./c.js and more"; "../c.js"',
            "sub/b.js": b'import "./../c.js"; import "./d.js"',
            "c.js": b"export {}",
            "sub/d.js": b"",
        },
        {"search/reader.js": "assets/search/1/reader.js"},
    )
    found = dict(assets.files())
    third = assets.path("c.js").removeprefix("assets/")
    fourth = assets.path("sub/d.js").removeprefix("assets/sub/")
    expected = f'import "./{third}"; import("./search/1/reader.js"); "./c.js and more"; "../c.js"'
    assert found[assets.path("a.js")].decode() == expected
    expected = f'import "./../{third}"; import "./{fourth}"'
    assert found[assets.path("sub/b.js")].decode() == expected
    for path, data in found.items():
        assert path.split(".")[-2] == hashlib.sha256(data).hexdigest()[:16]


def test_change_reaches_the_names_of_those_who_import_it() -> None:
    """A changed script changes its own name and that of each that imports it, and no other."""

    def paths(third: bytes) -> list[str]:
        sources = {"a.js": b'import "./b.js"', "b.js": b'import "./c.js"', "c.js": third, "d": b""}
        assets = Assets(sources)
        return [assets.path(name) for name in ["a.js", "b.js", "c.js", "d"]]

    same = [old == new for old, new in zip(paths(b"1"), paths(b"2"), strict=True)]
    assert same == [False, False, False, True]


def test_pictures_are_left_as_they_are() -> None:
    """Only scripts and stylesheets name others: the bytes of any other file stay."""
    data = b'\xff\xfe "./nowhere.js"'
    assert dict(Assets({"a.png": data}).files()) == {name_with_hash("assets/a.png", data): data}


def test_unknown_name_is_said() -> None:
    """Who names a file that is not there learns which."""
    with pytest.raises(SetupError, match=r"There is no b\.js among"):
        Assets({"a.js": b'import "./b.js"'})
    with pytest.raises(SetupError, match=r"There is no logo\.png among"):
        Assets({}).path("logo.png")


def test_scripts_cannot_import_each_other() -> None:
    """Neither could hold the other's hash."""
    with pytest.raises(SetupError, match=r"a\.js and b\.js name each other"):
        Assets({"a.js": b'import "./b.js"', "b.js": b'import "./a.js"'})


def test_only_what_pages_load_is_kept_for_good() -> None:
    """Pages, feeds and data are asked for again, and so are the files with a fixed name."""
    for path in ("index.html", "feed.xml", "data/interviews.json", "favicon.ico", *FIXED):
        assert cache_control(path) == FRESH
        assert headers(path, packed=False)["CacheControl"] == FRESH
    for path in ("assets/site.0123456789abcdef.css", f"{SEARCH}/pagefind.js"):
        assert cache_control(path) == IMMUTABLE
        assert headers(path, packed=False)["CacheControl"] == IMMUTABLE
        assert rank(path) == 0


NAMES = st.sampled_from([*FIXED, "assets/a.css", "assets/fonts/b.woff2", "assets/cards/c.png"])
OTHERS = st.from_regex(r"assets/([ab]/){0,3}[cd]\.png", fullmatch=True)


@given(st.sets(NAMES | OTHERS).map(sorted))
def test_patterns_fit_what_is_lasting_and_nothing_else(paths: list[str]) -> None:
    """Each lasting file fits exactly one pattern, each other file none, whatever there is."""
    patterns = lasting_patterns(paths)
    for path in paths:
        fitting = [
            pattern
            for pattern in patterns
            if (path.startswith(pattern[:-1]) if pattern.endswith("*") else path == pattern)
        ]
        assert len(fitting) == (0 if path in FIXED else 1), path


def test_headers_file_names_each_path_once() -> None:
    """Hosts differ in what two rules for one path mean: no rule fits what another one fits."""
    rules = ServerRules({"X": "y"}, [], (), [*FIXED, "assets/a.css", "assets/cards/c.png"])
    text = rules.files()["_headers"]
    assert text == (
        f"/*\n  X: y\n/assets/a.css\n  Cache-Control: {IMMUTABLE}\n"
        f"/assets/cards/*\n  Cache-Control: {IMMUTABLE}\n"
    )
