"""The fonts: cut to what pages use, named as the licence asks, with French spaces."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from fontTools.ttLib import TTFont

from relais import fonts
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from relais.fonts import FontFile


@pytest.fixture(scope="module")
def cut() -> list[FontFile]:
    """Return the site's fonts."""
    return fonts.cut_all(REPOSITORY)


def test_fonts_have_what_english_and_french_need(cut: list[FontFile]) -> None:
    """Both families have accents, Œ, Ÿ, typographic quotes and a narrow no-break space."""
    for font in cut:
        characters = set(TTFont(io.BytesIO(font.data)).getBestCmap())
        if font.range == "latin":
            assert characters >= set(map(ord, "aZé9ÇçŒœŸ«»’“”–…€\u00a0\u202f\u2011"))
        else:
            assert characters >= set(map(ord, "łŁžşőŵ"))


def test_narrow_space_is_narrow(cut: list[FontFile]) -> None:
    """The narrow no-break space takes less room than the ordinary space."""
    for font in cut:
        if font.range == "latin":
            opened = TTFont(io.BytesIO(font.data))
            characters, widths = opened.getBestCmap(), opened["hmtx"]
            assert 0 < widths[characters[0x202F]][0] < widths[characters[0x20]][0]


def test_fonts_are_small(cut: list[FontFile]) -> None:
    """What every page loads is at most 52 KB."""
    first = {f"{fonts.FOLDER}/{font.name}": len(font.data) for font in cut}
    assert sum(first[path] for path in fonts.preloads(cut)) <= 52 * 1024


def test_cut_fonts_do_not_carry_the_reserved_name(cut: list[FontFile]) -> None:
    """No name of a cut font is the original's; the copyright and licence entries remain."""
    for font in cut:
        names = TTFont(io.BytesIO(font.data))["name"]
        for number in (1, 3, 4, 6, 16):
            assert "Source" not in (names.getDebugName(number) or "")
        assert "Open Font License" in names.getDebugName(13)


def test_licences_are_published() -> None:
    """The licence text of each family is a file of the site."""
    found = dict(fonts.licences())
    assert sorted(found) == [
        "assets/fonts/public-sans-licence.txt",
        "assets/fonts/source-serif-4-licence.txt",
    ]
    assert all(b"SIL OPEN FONT LICENSE" in text for text in found.values())


def test_pages_load_only_the_letters_that_they_have(cut: list[FontFile]) -> None:
    """Each rule names its characters, and no character stands in two files of a face."""
    css = fonts.stylesheet(cut)
    assert css.count("@font-face") == css.count("unicode-range:U+") == len(cut)
    assert not fonts.RANGES["latin"] & fonts.RANGES["latin-extended"]
