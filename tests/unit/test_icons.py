"""Icons and the web app manifest."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from relais import colours, icons, manifest
from relais.loading import load
from relais.publication import select
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from relais.publication import PublicCatalog
    from tests.projects import Project

COLOURS = colours.read(REPOSITORY)


@pytest.fixture
def catalog(project: Project) -> PublicCatalog:
    """Return what is public of the small site."""
    loaded = load(project.root).catalog
    assert loaded is not None
    return select(loaded, date(2026, 11, 1))


def test_drawn_design_is_that_of_the_svg() -> None:
    """Square, lines and colours are the ones of overrides/assets/icon.svg."""
    text = (REPOSITORY / "overrides/assets/icon.svg").read_text("utf-8")
    drawing = ET.fromstring(text)  # noqa: S314 - our own file
    space = {"svg": "http://www.w3.org/2000/svg"}
    square = drawing.find("svg:rect", space)
    group = drawing.find("svg:g", space)
    assert square is not None
    assert group is not None
    assert drawing.get("viewBox") == f"0 0 {icons.SIDE} {icons.SIDE}"
    assert (square.get("rx"), square.get("fill")) == (str(icons.CORNER), COLOURS[0].primary)
    assert group.get("stroke-width") == str(icons.STROKE)
    paths = group.findall("svg:path", space)
    assert [path.get("stroke") for path in paths] == [COLOURS[0].paper, COLOURS[1].accent]
    for path, ((x1, y1), (x2, y2)) in zip(paths, icons.LINES, strict=True):
        middle = (x1 + x2) // 2
        numbers = [int(number) for number in re.findall(r"\d+", path.get("d", ""))]
        assert numbers == [x1, y1, middle, y1, middle, y2, x2, y2]


def test_icons_have_the_sizes_that_they_are_asked_for(tmp_path: Path) -> None:
    """Each PNG has its size, and the favicon is an ICO of 32 pixels, all without metadata."""
    files = dict(icons.files(tmp_path, COLOURS))
    for icon in (*icons.MANIFEST, icons.TOUCH):
        with Image.open(io.BytesIO(files[icons.path(icon, COLOURS)])) as picture:
            assert (picture.format, picture.size) == ("PNG", (icon.size, icon.size))
            assert not picture.info
    with Image.open(io.BytesIO(files[icons.FAVICON])) as picture:
        assert (picture.format, picture.size) == ("ICO", (32, 32))


def test_maskable_icons_fill_the_square_and_keep_to_the_safe_zone() -> None:
    """Nothing is transparent, and outside of the middle 80 % there is only the ground."""
    for icon in icons.MANIFEST:
        if icon.purpose != "maskable":
            continue
        picture = icons.draw(icon, COLOURS)
        assert picture.mode == "RGB"
        ground = picture.getpixel((0, 0))
        safe = (icon.size * 0.4) ** 2
        for x in range(0, icon.size, 4):
            for y in range(0, icon.size, 4):
                if (x - icon.size / 2) ** 2 + (y - icon.size / 2) ** 2 > safe:
                    assert picture.getpixel((x, y)) == ground


def test_ordinary_icons_have_round_corners() -> None:
    """Outside of the corners an icon is transparent."""
    picture = icons.draw(icons.LARGE, COLOURS)
    assert picture.getpixel((0, 0))[3] == 0  # type: ignore[index]
    assert picture.getpixel((256, 4))[3] == 255  # type: ignore[index]


def test_name_of_an_icon_changes_with_its_colours() -> None:
    """Other colours give another address, so that an icon may be kept for ever."""
    assert icons.path(icons.LARGE, COLOURS) != icons.path(icons.LARGE, COLOURS[::-1])


def test_each_language_has_its_manifest(catalog: PublicCatalog, tmp_path: Path) -> None:
    """Names, language and start are those of the language; icons and scope lead to the root."""
    files = {path: json.loads(text) for path, text in manifest.files(catalog, COLOURS)}
    assert sorted(files) == ["fr/site.webmanifest", "site.webmanifest"]
    english, french = files["site.webmanifest"], files["fr/site.webmanifest"]
    assert (english["name"], english["lang"], english["scope"]) == ("Lantern Fund", "en", "./")
    assert (french["name"], french["lang"], french["scope"]) == ("Fonds Lanterne", "fr", "../")
    assert english["background_color"] == COLOURS[0].paper
    published = dict(icons.files(tmp_path, COLOURS))
    for entry in english["icons"]:
        assert entry["src"] in published
    assert [entry["src"] for entry in french["icons"]] == [
        f"../{entry['src']}" for entry in english["icons"]
    ]
    assert {(e["sizes"], e["purpose"]) for e in english["icons"]} == {
        *(("192x192", "any"), ("512x512", "any"), ("512x512", "maskable"))
    }
