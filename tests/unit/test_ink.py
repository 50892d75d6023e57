"""Lines put together from letters look as if they had been drawn at once."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from relais.drawing import TITLE
from relais.fonts import SANS, SERIF, letters_of
from relais.ink import Style, font_of, ink_of, width_of

STYLES = (Style(SERIF, 600), Style(SERIF, 400), Style(SANS, 400), Style(SANS, 600))
MOST = 64
"""Where letters overlap, they may be a little darker; a letter that is lost makes 255."""
LETTERS = "".join(
    character
    for character in map(chr, sorted(letters_of(SERIF) & letters_of(SANS)))
    if unicodedata.category(character)[0] in "LNP" or character == " "
)


def difference(style: Style, size: int, text: str) -> int:
    """Return how far the ink of a line is from what the font draws, in the worst case of a pixel.

    A letter may stand one pixel farther to the left or right.
    """
    font = font_of(style, size)
    ink = ink_of(style, size, text)
    core, (left, top) = font.getmask2(text, "L", anchor="ls")
    drawn = Image.Image()._new(core)  # noqa: SLF001 - as Pillow itself
    width = max(ink.mask.width, drawn.width) + 2
    height = max(ink.mask.height, drawn.height)
    assert width_of(style, size, text) == ink.mask.width
    assert (ink.left, ink.top, ink.mask.height) == (int(left), int(top), drawn.height)
    whole, other = Image.new("L", (width, height)), Image.new("L", (width, height))
    whole.paste(drawn, (1, 0))
    other.paste(ink.mask, (1, 0))
    near = Image.new("L", (width, height), 255)
    for shift in (-1, 0, 1):
        moved = ImageChops.offset(other, shift, 0)
        near = ImageChops.darker(near, ImageChops.difference(whole, moved))
    return max(near.tobytes(), default=0)


@pytest.mark.parametrize("style", STYLES, ids=lambda style: f"{style.face.slug}-{style.weight}")
@pytest.mark.parametrize(
    "text",
    [
        "Marie-Antoinette Lefèvre",
        "AVATAR To. LT Yö “W”",
        "ffi ffl fft ffj ff fi fl ft fj office afflux lift fjord fifth",
        "Łukasz Nguyễn Ştefan Ğ Ű",
        "g\u0303 M\u0303 e\u0301\u0300",
        "12 345,60 € (2026)",
    ],
)
@pytest.mark.parametrize("size", [24, 34, 116])
def test_a_line_looks_as_the_font_draws_it(style: Style, text: str, size: int) -> None:
    """Kerning, ligatures and marks are where they belong."""
    assert difference(style, size, text) <= MOST


@settings(max_examples=60)
@example("rù", STYLES[1])
@given(st.text(LETTERS, min_size=1, max_size=30), st.sampled_from(STYLES))
def test_any_letters_look_as_the_font_draws_them(text: str, style: Style) -> None:
    """Letters of any script that the fonts have are neither lost nor moved by more than a pixel."""
    if text.strip() and ink_of(style, TITLE.sizes[-1], text).mask.width:
        assert difference(style, TITLE.sizes[-1], text) <= MOST
