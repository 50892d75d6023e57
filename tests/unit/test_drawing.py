"""The look of cards: the right size, light, bare, and nothing outside of its place."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from relais import colours, drawing
from relais.drawing import HEIGHT, MARGIN, OTHER_PANEL, PERSON_PANEL, WIDTH, Words, draw
from tests import strategies
from tests.projects import REPOSITORY

LIGHT, _ = colours.read(REPOSITORY)
PLAIN = Words("Interview", "Ada Example", "Keeper", "Harbour House", "Lantern Fund", "AE")


def opened(data: bytes) -> Image.Image:
    """Return a card's pixels."""
    with Image.open(io.BytesIO(data)) as card:
        return card.convert("RGB")


def photograph(seed: int = 0) -> Image.Image:
    """Return a picture that is hard to compress: noise."""
    data = random.Random(seed).randbytes(PERSON_PANEL * HEIGHT * 3)  # noqa: S311 - not for secrets
    return Image.frombytes("RGB", (PERSON_PANEL, HEIGHT), data)


def is_paper(card: Image.Image, box: tuple[int, int, int, int]) -> bool:
    """Tell whether nothing is drawn in a part of a card."""
    part = card.crop(box)
    ground = Image.new("RGB", part.size, LIGHT.paper)
    return ImageChops.difference(part, ground).getbbox() is None


def around_the_words(panel: int) -> list[tuple[int, int, int, int]]:
    """Return the parts beside which the words stand."""
    right, edge = MARGIN + drawing.text_width(panel), WIDTH - panel
    return [(0, 0, MARGIN, HEIGHT), (right, 0, edge, HEIGHT), (0, 0, edge, MARGIN)]


@pytest.mark.parametrize(("portrait", "form"), [(None, "PNG"), (photograph(), "JPEG")])
def test_card_is_what_networks_ask_for(portrait: Image.Image | None, form: str) -> None:
    """A card has 1200 x 630 pixels, at most 100 KB, and no metadata of any kind."""
    data = draw(PLAIN, "ada-example", LIGHT, portrait)
    assert len(data) <= drawing.MAX_BYTES
    with Image.open(io.BytesIO(data)) as card:
        assert (card.format, card.size) == (form, (WIDTH, HEIGHT))
        assert not card.getexif()
        assert not {"icc_profile", "exif", "comment", "xmp", "dpi", "Software"} & set(card.info)


def test_flat_colours_are_kept_exactly() -> None:
    """The small palette has the design's own colours, so that nothing is tinted."""
    card = opened(draw(PLAIN, "ada-example", LIGHT, None))
    found = {colour for _, colour in card.getcolors(maxcolors=256) or []}
    for colour in (LIGHT.paper, LIGHT.band, LIGHT.ink, LIGHT.primary, LIGHT.accent_ground):
        assert tuple(bytes.fromhex(colour[1:])) in found


def test_a_design_of_one_ground_shows_all_words() -> None:
    """Paper, band and the ground of labels may be the same colour: everything is still there."""
    plain = replace(LIGHT, band=LIGHT.paper, accent_ground=LIGHT.paper)
    card = opened(draw(PLAIN, "ada-example", plain, None))
    usual = opened(draw(PLAIN, "ada-example", LIGHT, None))
    ink = tuple(bytes.fromhex(LIGHT.ink[1:]))
    for box in ((0, 0, WIDTH - PERSON_PANEL, HEIGHT), (WIDTH - PERSON_PANEL, 0, WIDTH, HEIGHT)):
        found, expected = (
            {colour: count for count, colour in part.getcolors(256) or []}
            for part in (card.crop(box), usual.crop(box))
        )
        assert found[ink] == expected[ink] > 1000


def test_portrait_is_shown_whole() -> None:
    """The portrait fills the right of the card, in its place."""
    gradient = Image.linear_gradient("L").resize((PERSON_PANEL, HEIGHT)).convert("RGB")
    card = opened(draw(PLAIN, "ada-example", LIGHT, gradient))
    shown = card.crop((WIDTH - PERSON_PANEL, 0, WIDTH, HEIGHT))
    difference = ImageChops.difference(shown, gradient).convert("L")
    assert max(difference.tobytes()) <= 24


@settings(max_examples=60)
@given(st.lists(strategies.lines(60), min_size=6, max_size=6))
def test_no_text_leaves_its_place(texts: list[str]) -> None:
    """Any texts at all leave the margins and the gap before the panel empty."""
    words = Words(*texts)
    card = opened(draw(words, "ada-example", LIGHT, None))
    panel = PERSON_PANEL if words.initials else OTHER_PANEL
    assert all(is_paper(card, box) for box in around_the_words(panel))


@pytest.mark.parametrize(
    "words",
    [
        Words("L" * 200, "T" * 200, "F" * 200, "S" * 200, "N" * 200, "MM"),
        Words("Ẳg " * 20, "Ẳg " * 60, "Ẳg " * 60, "Ẳg " * 60, "Ẳg " * 30, "ẲẲ"),
        Words(*["e" + "\u0301" * 40] * 6),
        Words(title="Abcdefghij" * 8, foundation="Lantern Fund"),
    ],
    ids=["endless", "tall", "stacked marks", "one word"],
)
def test_extreme_texts_leave_their_places_too(words: Words) -> None:
    """Endless, tall and stacked letters stay where text belongs."""
    card = opened(draw(words, "ada-example", LIGHT, None))
    panel = PERSON_PANEL if words.initials else OTHER_PANEL
    assert all(is_paper(card, box) for box in around_the_words(panel))


def test_name_is_never_squeezed_out_by_what_stands_below() -> None:
    """A long role and a long organisation leave room for a long name, whole."""
    name = "Marie-Antoinette de la Rochefoucauld-Doudeauville Montmorency"
    words = Words("Entretien", name, "Directrice adjointe " * 20, "Fédération " * 20, "Fonds", "MM")
    _, _, top, bottom = drawing._ground("Entretien", "Fonds", PERSON_PANEL, LIGHT)  # noqa: SLF001
    width = drawing.text_width(PERSON_PANEL)
    blocks = list(drawing._set(words, width, top, bottom))  # noqa: SLF001
    assert " ".join(blocks[0][0].lines).replace("- ", "-") == name
    ends = [block_top + block.height for block, block_top, _ in blocks]
    assert all(end <= start for end, (_, start, _) in zip(ends, blocks[1:], strict=False))
    assert ends[-1] <= bottom


def test_name_in_letters_that_no_font_has_gives_way_to_the_foundation() -> None:
    """A card for a name in Arabic shows the foundation's, and no empty boxes."""
    arabic = Words("مقابلة", "محمد علي", "", "", "Lantern Fund", "مع")
    plain = Words("", "Lantern Fund", "", "", "", "مع")
    assert draw(arabic, "ada", LIGHT, None) == draw(plain, "ada", LIGHT, None)


def test_weave_belongs_to_the_slug_and_initials_stand_over_it() -> None:
    """Another slug gives other lines, other initials other letters; else a card stays the same."""
    one = draw(PLAIN, "ada-example", LIGHT, None)
    assert draw(PLAIN, "ada-example", LIGHT, None) == one
    assert draw(PLAIN, "bea-example", LIGHT, None) != one
    title = Words(title="Open Doors", foundation="Lantern Fund")
    assert draw(title, "a", LIGHT, None) != draw(title, "b", LIGHT, None)
