"""The design of overrides/assets/icon.svg in the sizes and forms that systems ask for.

Browsers that know SVG take that file. These are for home screens, old browsers, and whatever asks
for /favicon.ico without being told to.
"""

from __future__ import annotations

import importlib.metadata
import io
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from relais.bends import course
from relais.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PIL import Image

    from relais.colours import Colours

FOLDER: Final = "assets/icons"
FAVICON: Final = "favicon.ico"
"""At the root of the site, where browsers look for it."""

# The design, in the units of icon.svg.
SIDE: Final = 64
CORNER: Final = 10
STROKE: Final = 7
LINES: Final = (((10, 46), (38, 18)), ((26, 46), (54, 18)))
"""Where the two lines start and end; each leaves and arrives level."""
_STEPS: Final = 100
"""Straight pieces in which a line is drawn."""
_FINER: Final = 4
"""Icons are drawn this much larger and then reduced, which makes their edges smooth."""
_VERSION: Final = 2
"""To be raised when this module draws differently, so that the names change."""


@dataclass(frozen=True, slots=True)
class Icon:
    """One published size of the icon."""

    size: int
    """Width and height in pixels."""
    purpose: str = "any"
    """As in web app manifests: `maskable` icons fill the square and keep away from its edges."""
    scale: float = 1.0
    """How large the lines are drawn, in parts of the design's size."""


LARGE: Final = Icon(512)
MANIFEST: Final = (Icon(192), LARGE, Icon(512, "maskable", 0.8))
"""What the web app manifest names; the safe zone of a maskable icon is a circle of 80 %
(https://www.w3.org/TR/appmanifest/#icon-masks)."""
TOUCH: Final = Icon(180, "maskable", 0.9)
"""For the home screen of an iPhone, which rounds the corners itself."""
_SMALL: Final = Icon(32)


def path(icon: Icon, colours: tuple[Colours, Colours]) -> str:
    """Return where an icon stands in the site; the name changes with the picture."""
    key = key_of("icon", _VERSION, repr(icon), repr(colours))[:8]
    name = "icon" if icon.purpose == "any" else icon.purpose
    return f"{FOLDER}/{name}-{icon.size}.{key}.png"


def files(root: Path, colours: tuple[Colours, Colours]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every icon, from the cache where it has them."""
    cache, pillow = Cache(root), importlib.metadata.version("pillow")
    for icon in (*MANIFEST, TOUCH, _SMALL):
        name, form = (FAVICON, "ICO") if icon is _SMALL else (path(icon, colours), "PNG")
        key = key_of("icon", _VERSION, pillow, repr(icon), repr(colours), form)
        yield name, cache.fetch(key, partial(_file, icon, colours, form))


def draw(icon: Icon, colours: tuple[Colours, Colours]) -> Image.Image:
    """Return an icon; what is outside of its corners is transparent."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - takes 60 ms

    light, dark = colours
    side = icon.size * _FINER
    unit = side / SIDE
    square = Image.new("RGBA", (side, side), light.primary)
    pen = ImageDraw.Draw(square)
    middle, radius = SIDE / 2, STROKE / 2 * icon.scale * unit
    for line, colour in zip(LINES, (light.paper, dark.accent), strict=True):
        points = [
            tuple((middle + (value - middle) * icon.scale) * unit for value in point)
            for point in line
        ]
        pen.polygon(outline([(x, y) for x, y in points], 2 * radius, unit / 10, _STEPS), colour)
        for x, y in points:
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    if icon.purpose == "any":
        corners = Image.new("L", (side, side), 0)
        ImageDraw.Draw(corners).rounded_rectangle((0, 0, side, side), CORNER * unit, 255)
        square.putalpha(corners)
        return square.reduce(_FINER)
    return square.convert("RGB").reduce(_FINER)


def outline(
    line: Sequence[tuple[float, float]], width: float, beyond: float, steps: int
) -> list[tuple[float, float]]:
    """Return the outline of a thick smooth line through points, level at each of them.

    It goes on level for `beyond` before the first one and behind the last one.
    """
    points = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        for x_part, y_part in (course(step / steps) for step in range(1, steps + 1)):
            points.append((x1 + (x2 - x1) * x_part, y1 + (y2 - y1) * y_part))
    (first, first_y), (last, last_y) = line[0], line[-1]
    points = [(first - beyond, first_y), *points, (last + beyond, last_y)]
    above, below = [], []
    around = zip(points[:1] + points[:-1], points, [*points[1:], points[-1]], strict=True)
    for before, (x, y), after in around:
        across, down = after[0] - before[0], after[1] - before[1]
        scale = width / 2 / hypot(across, down)
        above.append((x + down * scale, y - across * scale))
        below.append((x - down * scale, y + across * scale))
    return above + below[::-1]


def _file(icon: Icon, colours: tuple[Colours, Colours], form: str) -> bytes:
    picture = draw(icon, colours)
    buffer = io.BytesIO()
    options = {"sizes": [picture.size]} if form == "ICO" else {"optimize": True}
    picture.save(buffer, form, **options)
    return buffer.getvalue()
