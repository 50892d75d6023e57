"""Thick smooth lines, drawn by FreeType as if they were letters.

A line bends from one height to another and is level at both ends. Nothing that is at hand draws
such a shape as exactly and as fast as what draws letters: it knows how much of each pixel a shape
covers. So a font is made whose only letter is a bend, with as little in it as FreeType asks for:
https://learn.microsoft.com/typography/opentype/spec/otff. A bend looks the same upside down, so
only the half before its middle is drawn.
"""

from __future__ import annotations

import io
import struct
from functools import lru_cache
from math import hypot
from operator import sub
from typing import Any, Final, NamedTuple

_SIZE: Final = 64
_UNITS: Final = 32
"""Parts of a pixel in which the font's points are given; a glyph may be a thousand pixels wide."""
_STEPS: Final = 6
"""Curves that make up each side of half a bend."""
_LETTER: Final = "A"


class Bend(NamedTuple):
    """The first half of a bend as it is drawn: how much of each pixel it covers."""

    core: Any
    """Pillow's own form of a mask, as wide as the half."""
    top: int
    """Where it begins, below the height at which the line starts; mostly less than nothing."""


def course(t: float) -> tuple[float, float]:
    """Return how far a bend has come, across and down, after the part `t` of its way.

    It is the Bézier curve whose two middle points stand halfway across, level with its ends.
    """
    return 1.5 * t * (1 - t) + t**3, 3 * (1 - t) * t * t + t**3


def bend(width: int, height: int, thickness: float) -> Bend:
    """Return the first half of a bend so many pixels wide, an even number, and high.

    A negative height leads up.
    """
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    core, top = half = _leading_down(width, abs(height), thickness)
    if height >= 0:
        return half
    return Bend(core.transpose(Image.Transpose.FLIP_TOP_BOTTOM), -top - core.size[1])


@lru_cache(maxsize=1024)
def _leading_down(width: int, height: int, thickness: float) -> Bend:
    from PIL import ImageFont  # noqa: PLC0415 - see above

    file = io.BytesIO(_FONT + _glyph(*_contour(width, height, thickness)))
    font = ImageFont.FreeTypeFont(file, _SIZE, layout_engine=ImageFont.Layout.BASIC)
    core, (left, top) = font.getmask2(_LETTER, "L", anchor="ls")
    # Where it is steep, the end of one side lies behind the middle: see `_contour`.
    half, (right, below) = width // 2, core.size
    if (left, right) != (0, half):
        core = core.crop((-int(left), 0, half - int(left), below))
    return Bend(core, int(top))


def turned(core: Any) -> Any:  # noqa: ANN401 - Pillow's own form of a mask
    """Return the second half of a bend: its first one upside down."""
    from PIL import Image  # noqa: PLC0415 - see above

    return core.transpose(Image.Transpose.ROTATE_180)


@lru_cache(maxsize=1)
def _samples() -> list[tuple[float, float, float, float]]:
    """Return the course at the ends and the middle of each step, and how fast it goes there."""
    parts = [place / (4 * _STEPS) for place in range(2 * _STEPS + 1)]
    return [(*course(t), 1.5 * (1 - 2 * t) + 3 * t * t, 6 * t * (1 - t)) for t in parts]


def _contour(width: int, height: int, thickness: float) -> tuple[list[int], list[int]]:
    """Return the outline of half a bend in the font's units, upwards.

    Each second point is not on the outline but controls a quadratic curve, but for both points in
    the middle of the bend: there it ends upright, so that its other half goes on in the next
    column. It is straight there, so what is cut off or added follows the slope.
    """
    scale, wide, high = _UNITS * thickness / 2, _UNITS * width, -_UNITS * height
    rows: list[list[float]] = [[], [], [], []]
    above_xs, above_ys, below_xs, below_ys = rows
    for across, down, fast_across, fast_down in _samples():
        speed_across, speed_down = wide * fast_across, high * fast_down
        part = scale / hypot(speed_across, speed_down)
        x, y = wide * across, high * down
        shift, lift = speed_down * part, speed_across * part
        above_xs.append(x - shift)
        above_ys.append(y + lift)
        below_xs.append(x + shift)
        below_ys.append(y - lift)
    for row in rows:
        ends, middles = row[::2], row[1::2]
        row[1::2] = [
            2 * middle - (one + other) / 2
            for middle, one, other in zip(middles, ends, ends[1:], strict=False)
        ]
    steep = scale * hypot(1, speed_down / speed_across)
    xs = [*above_xs, wide / 2, wide / 2, *reversed(below_xs)]
    ys = [*above_ys, high / 2 + steep, high / 2 - steep, *reversed(below_ys)]
    return list(map(round, xs)), list(map(round, ys))


_ON: Final = bytes([*[1, 0] * _STEPS, 1, 1])
_FLAGS: Final = _ON + _ON[::-1]
"""Which points of `_contour` are on the outline."""
_POINTS: Final = len(_FLAGS)
_DESCRIPTION: Final = struct.Struct(f">5hHH{_POINTS}s{_POINTS}h{_POINTS}h")


def _glyph(xs: list[int], ys: list[int]) -> bytes:
    """Return a glyph of one contour, whose points are given relative to the one before."""
    right, up = map(sub, xs, [0, *xs]), map(sub, ys, [0, *ys])
    box = min(xs), min(ys), max(xs), max(ys)
    return _DESCRIPTION.pack(1, *box, _POINTS - 1, 0, _FLAGS, *right, *up)


_NOTHING: Final = bytes.fromhex("b000 21") * 3
"""Instructions that push a zero and drop it again, three times. Had the font less than eight bytes
of them, FreeType would move its points to whole pixels by rules of its own."""


def _font() -> bytes:
    """Return all of a font of one letter but its glyph, which comes last and is always as long."""
    length = _DESCRIPTION.size
    head = *(0x10000, 0, 0, 0x5F0F3CF5), 0, _SIZE * _UNITS, *[0] * 6, 0, 8, 2, 1, 0
    profile = 0x10000, 2, _POINTS, 1, 0, 0, 1, *[0] * 4, 1, 0, 0, 0
    tables = {
        b"cmap": struct.pack(">4HI6H", 0, 1, 3, 1, 12, 6, 12, 0, ord(_LETTER), 1, 1),
        b"head": struct.pack(">4I2H2Q4h2H3h", *head),
        b"hhea": struct.pack(">I15hH", 0x10000, *[0] * 15, 1),
        b"hmtx": bytes(6),
        b"loca": struct.pack(">3I", 0, 0, length),
        b"maxp": struct.pack(">I14H", *profile),
        b"prep": _NOTHING,
    }
    start = struct.pack(">I4H", 0x10000, len(tables) + 1, 0, 0, 0)
    at = len(start) + 16 * (len(tables) + 1)
    places, body = {}, b""
    for tag, data in tables.items():
        places[tag] = at + len(body), len(data)
        body += data + bytes(-len(data) % 4)
    places[b"glyf"] = at + len(body), length
    entries = (struct.pack(">4s3I", tag, 0, *place) for tag, place in sorted(places.items()))
    return start + b"".join(entries) + body


_FONT: Final = _font()
