"""The tile that stands in place of a portrait."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from markupsafe import Markup

from relais.tile import HEIGHT, WIDTH, initials, tile
from tests import strategies


class Reader(HTMLParser):
    """Reads a tile as a browser does."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.attributes: list[dict[str, str | None]] = []
        self.text = ""
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element that opens."""
        self.handle_startendtag(tag, attrs)
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append(tag)
        self.attributes.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        """Close the innermost element, which must be this one."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect the words."""
        self.text += data


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Sophie Roche", "SR"),
        ("Ana-Maria de la Cruz", "AC"),
        ("Jean  de  La Fontaine", "JF"),
        ("Sophie", "S"),
        ("sophie roche", "SR"),
        ("van der Berg", "B"),
        ("Émile Zola", "ÉZ"),
        ("O'Brien", "O"),
        ("Dr. Ada B. Lovelace", "DL"),
        ("Sophie Roche (ONG)", "SR"),
        ("Sophie 2 Roche", "SR"),
        ("👍 Ada Lovelace", "AL"),
        ("山田 太郎", "山太"),
        ("محمد علي", "مع"),
        ("", ""),
        ("   ", ""),
        ("\u00a0\u202f", ""),
        ("123 456", ""),
        ("— ’", ""),
        ("<script> & \"'", ""),
        ("\u202eAda", ""),
    ],
)
def test_initials_of_any_name(name: str, letters: str) -> None:
    """Initials are the first letters of the first and the last name, of any script, or none."""
    assert initials(name) == letters


@given(strategies.texts())
def test_initials_are_letters(name: str) -> None:
    """Whatever the name, at most two of its words give letters, and nothing else comes through."""
    letters = initials(name)
    assert letters == "" or any(character.isalpha() for character in letters)
    assert not set(letters) & set("<>&\"' \n")
    assert len(letters) <= 6


def test_initials_do_not_depend_on_the_unicode_form() -> None:
    """A name saved with accents of their own keeps the accents of its initials."""
    assert initials("E\u0301mile Zola") in {"ÉZ", "E\u0301Z"}


@pytest.mark.parametrize("name", ["Jeanne d'Arc", "Jeanne d’Arc", "Emma al-Masri"])
def test_family_name_with_a_small_beginning_counts(name: str) -> None:
    """A family name that is written with a small letter in front has an initial too."""
    assert len(initials(name)) == 2


@given(strategies.lines(), strategies.slugs())
def test_tile_is_a_sound_picture(name: str, slug: str) -> None:
    """Any name and slug give one well-formed picture, with the initials as its only text."""
    markup = tile(name, slug)
    assert isinstance(markup, Markup)
    reader = Reader(markup)
    assert reader.tags == ["svg", "rect", "path", "path", "path", "text"]
    assert reader.open == []
    assert reader.text == initials(name)
    assert reader.attributes[0]["aria-hidden"] == "true"
    assert {name for attributes in reader.attributes for name in attributes} <= {
        *("class", "viewbox", "aria-hidden", "focusable", "width", "height", "d", "x", "y"),
        "text-anchor",
    }


@given(strategies.slugs())
def test_lines_stay_inside_and_meet(slug: str) -> None:
    """The three lines cross the whole tile, stay inside it and meet in one point."""
    curves = [
        [int(number) for number in re.findall(r"[0-9]+", str(attributes["d"]))]
        for attributes in Reader(tile("Ada", slug)).attributes
        if "d" in attributes
    ]
    assert len(curves) == 3
    assert all(curve[0] == 0 and curve[-2] == WIDTH for curve in curves)
    assert all(0 <= x <= WIDTH for curve in curves for x in curve[::2])
    assert all(0 < y < HEIGHT for curve in curves for y in curve[1::2])
    assert len({tuple(curve[6:8]) for curve in curves}) == 1


def test_tile_belongs_to_the_person() -> None:
    """A person keeps the same tile; people differ, also when their initials are the same."""
    assert tile("Sophie Roche", "sophie-roche") == tile("Sophie Roche", "sophie-roche")
    tiles = {tile("Sophie Roche", f"sophie-roche-{number}") for number in range(100)}
    assert len(tiles) == 100


def test_lines_depend_on_the_slug_alone() -> None:
    """A corrected name changes the initials and nothing else."""
    one, other = str(tile("Ada Example", "ada")), str(tile("Bea Sample", "ada"))
    assert one.replace(">AE<", ">BS<") == other


@pytest.mark.parametrize("name", ["<script>alert(1)</script>", '" onload="alert(1)', "&lt;b&gt;"])
def test_hostile_name_gives_no_markup(name: str) -> None:
    """A name that tries to be markup leaves no trace of it."""
    markup = tile(name, "ada")
    assert "alert" not in markup
    assert "&lt;" not in markup
    assert Reader(markup).tags == Reader(tile("Ada", "ada")).tags
