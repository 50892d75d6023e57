"""Thick lines that bend, as FreeType draws them."""

from __future__ import annotations

from itertools import pairwise
from math import hypot

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageDraw

from relais import bends

WIDE = 18.0
FINER = 8
"""How much finer the pictures are drawn that bends are compared with."""
PIECES = 200


def drawn(width: int, height: int) -> Image.Image:
    """Return a whole bend, put together from its halves, on a picture with room around it."""
    bend = bends.bend(width, height, WIDE)
    picture = Image.new("L", (width, abs(height) + 60))
    first = 30 + max(0, -height)
    top, bottom = first + bend.top, first + height - bend.top
    _, high = bend.core.size
    picture.im.paste(bend.core, (0, top, width // 2, top + high))
    picture.im.paste(bends.turned(bend.core), (width // 2, bottom - high, width, bottom))
    return picture


def expected(width: int, height: int) -> Image.Image:
    """Return the same bend, drawn as many short lines many times finer and reduced."""
    size = width * FINER, (abs(height) + 60) * FINER
    fine = Image.new("L", size)
    pen = ImageDraw.Draw(fine)
    line = [
        (across * width * FINER, (30 + max(0, -height) + down * height) * FINER)
        for across, down in (bends.course(place / PIECES) for place in range(PIECES + 1))
    ]
    line = [(-FINER, line[0][1]), *line, (size[0] + FINER, line[-1][1])]
    radius = WIDE * FINER / 2
    for (x1, y1), (x2, y2) in pairwise(line):
        part = radius / hypot(x2 - x1, y2 - y1)
        x, y = (y2 - y1) * part, (x1 - x2) * part
        pen.polygon([(x1 + x, y1 + y), (x2 + x, y2 + y), (x2 - x, y2 - y), (x1 - x, y1 - y)], 255)
        pen.ellipse((x1 - radius, y1 - radius, x1 + radius, y1 + radius), 255)
    return fine.reduce(FINER)


@settings(max_examples=40, deadline=None)
@example(116, 288)
@given(st.integers(58, 175).map(lambda half: 2 * half), st.integers(-300, 300))
def test_a_bend_covers_what_a_thick_curve_covers(width: int, height: int) -> None:
    """However wide and high it is, it has the shape of a pen that follows the curve."""
    difference = ImageChops.difference(drawn(width, height), expected(width, height))
    amounts = difference.tobytes()
    # The finer picture's own edges are up to half of its pixels too wide.
    assert max(amounts) <= 80
    assert sum(amounts) / 255 <= (width + abs(height)) * 0.2


@pytest.mark.parametrize("height", [-120, -1, 0, 45, 300])
def test_edges_are_smooth_and_nothing_is_missing_between_halves(height: int) -> None:
    """Each column of a bend has one stretch, whole but for its ends, that moves on steadily."""
    picture = drawn(200, height)
    columns = [picture.crop((x, 0, x + 1, picture.height)).tobytes() for x in range(200)]
    sums = [sum(column) / 255 for column in columns]
    assert min(sums) >= WIDE - 0.1
    assert max(abs(one - other) for one, other in pairwise(sums)) < WIDE / 3
    for column in columns:
        stretch = column.strip(b"\0")
        assert b"\0" not in stretch
        whole = stretch.strip(bytes(range(1, 255)))
        assert set(whole) == {255}


def test_a_bend_that_leads_up_is_one_that_leads_down_in_a_mirror() -> None:
    """Lines look the same whether their end is higher or lower."""
    down, up = drawn(200, 90), drawn(200, -90)
    assert up.tobytes() == down.transpose(Image.Transpose.FLIP_TOP_BOTTOM).tobytes()
