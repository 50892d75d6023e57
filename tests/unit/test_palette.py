"""The colours of a card by number."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest

from relais.colours import read
from relais.palette import palette_of
from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from relais.colours import Colours

LIGHT, DARK = read(REPOSITORY)
STEPS = (0, 64, 128, 191, 255)
"""Degrees to which a line covers whole parts of a pixel."""


def colour(colours: Colours, number: int) -> tuple[int, ...]:
    """Return red, green and blue of a number."""
    return tuple(palette_of(colours).values[3 * number : 3 * number + 3])


def rgb(text: str) -> tuple[int, ...]:
    """Return red, green and blue of `#rrggbb`."""
    return tuple(bytes.fromhex(text[1:]))


def pixel(*degrees: int) -> tuple[int, ...]:
    """Return the colour of a pixel that the lines of the weave cover to such degrees."""
    strokes = palette_of(LIGHT).strokes
    return colour(LIGHT, sum(strokes[place][degree] for place, degree in enumerate(degrees)))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_a_ramp_leads_from_one_colour_to_the_other(colours: Colours) -> None:
    """What is not covered is the ground, what is covered whole the colour; between lie shades."""
    palette = palette_of(colours)
    assert len(palette.values) <= 3 * 256
    for (ground, ink), ramp in palette.ramps.items():
        assert len(ramp) == 256
        assert ramp == sorted(ramp)
        assert (colour(colours, ramp[0]), colour(colours, ramp[-1])) == (
            rgb(getattr(colours, ground)),
            rgb(getattr(colours, ink)),
        )
        light = [sum(colour(colours, number)) for number in ramp]
        assert light in (sorted(light), sorted(light, reverse=True))


def test_solid_colours_are_the_design_s_own() -> None:
    """Areas have exactly the colour that they are to have."""
    for name, number in palette_of(LIGHT).solid.items():
        assert colour(LIGHT, number) == rgb(getattr(LIGHT, name))


def test_a_line_over_others_hides_them() -> None:
    """Where a line covers a pixel whole, what is below it is not seen."""
    strokes = (LIGHT.primary, LIGHT.accent, LIGHT.control_line)
    assert pixel(0, 0, 0) == rgb(LIGHT.band)
    for one, other in product(STEPS, STEPS):
        assert pixel(one, other, 255) == rgb(strokes[2])
        assert pixel(one, 255, 0) == rgb(strokes[1])
    assert pixel(255, 0, 0) == rgb(strokes[0])


def test_lines_share_a_pixel_by_how_much_of_it_they_cover() -> None:
    """A quarter of a line is a quarter of its colour; lines that run side by side leave no gap."""
    band, first, last = map(rgb, (LIGHT.band, LIGHT.primary, LIGHT.control_line))
    for part, degree in enumerate(STEPS):
        mixed = [round((b * (4 - part) + f * part) / 4) for b, f in zip(band, first, strict=True)]
        assert pixel(degree, 0, 0) == tuple(mixed)
        over = [round((f * (4 - part) + c * part) / 4) for f, c in zip(first, last, strict=True)]
        assert pixel(255, 0, degree) == tuple(over)
        assert pixel(degree, degree, degree) == pixel(0, 0, degree)
