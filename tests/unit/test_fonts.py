"""The fonts: cut to what pages use, named as the licence asks, with French spaces."""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys

import fontpkg
import pytest
from fontTools.ttLib import TTFont

from relais import fonts
from relais.fonts import FontFile
from tests.projects import REPOSITORY

Fonts = tuple[FontFile, ...]
TYPEFACES = REPOSITORY / "scripts/relais/typefaces"


@pytest.fixture(scope="module")
def cut() -> Fonts:
    """Return the site's fonts."""
    return fonts.read_all()


def test_kept_files_are_what_the_script_cuts() -> None:
    """From the locked packages the script makes, byte for byte, what is kept."""
    done = subprocess.run(
        [sys.executable, REPOSITORY / "scripts/prepare_fonts.py", "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_names_change_with_the_content(cut: Fonts) -> None:
    """A font's name ends in a hash of all its bytes, so that it may be kept for ever."""
    for font in cut:
        digest = hashlib.sha256(font.data).hexdigest()[:16]
        assert font.name == f"{font.face.slug}-{font.range}.{digest}.woff2"


def test_a_file_is_kept_for_each_face_and_range_and_nothing_else(cut: Fonts) -> None:
    """Every face has all ranges, beside the licence of its family; nothing is left over."""
    assert {(font.face, font.range) for font in cut} == {
        (face, name) for face in fonts.FACES for name in fonts.RANGES
    }
    expected = {font.face.file(font.range) for font in cut} | {fonts.LETTERS}
    expected |= {font.face.licence for font in cut}
    assert {path.name for path in TYPEFACES.iterdir()} == expected


def test_a_font_has_no_letters_beyond_its_range(cut: Fonts) -> None:
    """What a style sheet says of a file is what it holds; weights are those that pages use."""
    for font in cut:
        opened = TTFont(io.BytesIO(font.data))
        assert set(opened.getBestCmap()) <= fonts.RANGES[font.range]
        weights = list(opened["fvar"].axes) if "fvar" in opened else []
        assert [(axis.axisTag, axis.minValue, axis.maxValue) for axis in weights] == (
            [("wght", *font.face.weights)] if len(set(font.face.weights)) > 1 else []
        )


@pytest.mark.parametrize("face", fonts.FACES, ids=lambda face: face.slug)
def test_kept_list_of_letters_is_that_of_the_original(face: fonts.Face) -> None:
    """Which letters can be drawn is known without opening a font."""
    with TTFont(fontpkg.path(face.original, style=face.style), lazy=True) as original:
        assert fonts.letters_of(face) == set(original.getBestCmap())


def test_making_a_site_needs_nothing_that_cuts_fonts() -> None:
    """Neither reading the fonts nor drawing a card loads the library that takes fonts apart."""
    program = (
        "import sys; from pathlib import Path; from relais import colours, drawing, fonts, project;"
        "fonts.read_all(); light, _ = colours.read(Path(sys.argv[1]));"
        "drawing.draw(drawing.Words(title='Ada'), 'ada', light, None);"
        "print([name for name in sys.modules if name.lower().startswith('fonttools')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, REPOSITORY], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_fonts_have_what_english_and_french_need(cut: Fonts) -> None:
    """Both families have accents, Œ, Ÿ, typographic quotes and a narrow no-break space."""
    for font in cut:
        characters = set(TTFont(io.BytesIO(font.data)).getBestCmap())
        if font.range == "latin":
            assert characters >= set(map(ord, "aZé9ÇçŒœŸ«»’“”–…€\u00a0\u202f\u2011"))
        else:
            assert characters >= set(map(ord, "łŁžşőŵ"))


def test_narrow_space_is_narrow(cut: Fonts) -> None:
    """The narrow no-break space takes less room than the ordinary space."""
    for font in cut:
        if font.range == "latin":
            opened = TTFont(io.BytesIO(font.data))
            characters, widths = opened.getBestCmap(), opened["hmtx"]
            assert 0 < widths[characters[0x202F]][0] < widths[characters[0x20]][0]


def test_fonts_are_small(cut: Fonts) -> None:
    """What every page loads is at most 52 KB."""
    first = {f"{fonts.FOLDER}/{font.name}": len(font.data) for font in cut}
    assert sum(first[path] for path in fonts.preloads(cut)) <= 52 * 1024


def test_cut_fonts_do_not_carry_the_reserved_name(cut: Fonts) -> None:
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


def test_pages_load_only_the_letters_that_they_have(cut: Fonts) -> None:
    """Each rule names its characters, and no character stands in two files of a face."""
    css = fonts.stylesheet(cut)
    assert css.count("@font-face") == css.count("unicode-range:U+") == len(cut)
    assert set(re.findall(r"fonts/([^\"]+)", css)) == {font.name for font in cut}
    assert not fonts.RANGES["latin"] & fonts.RANGES["latin-extended"]
