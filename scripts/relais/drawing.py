"""How a card looks: words on paper at the left, the portrait or the weave at the right.

Drawing is quick because little is drawn twice: what many cards share is drawn once and copied, and
all is drawn in numbers of a small palette, as which it is also published.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import floor, hypot
from typing import TYPE_CHECKING, Final

from relais import flat_png, tile
from relais.flat_png import Beginning
from relais.fonts import SANS, SERIF
from relais.ink import ink_of
from relais.lettering import Manner, Style, fit, font_of, is_settable
from relais.palette import looked_up, palette_of, weight

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PIL import Image

    from relais.colours import Colours
    from relais.lettering import Block

WIDTH: Final = 1200
HEIGHT: Final = 630
"""The size that networks ask for: 1.91 to 1, sharp on dense screens."""
MAX_BYTES: Final = 100 * 1024
"""Some messengers show no picture that is much larger."""

PERSON_PANEL: Final = 504
"""Width of the panel of a person: 4:5, as on the page."""
OTHER_PANEL: Final = 360
MARGIN: Final = 72
_GUTTER: Final = 56
"""Between the words and the panel."""
_LABEL_HEIGHT: Final = 48
_LABEL_PADDING: Final = 18
_LABEL_GAP: Final = 8
"""Between the label and the title."""
_FOOT_BOTTOM: Final = HEIGHT - 52
_FOOT_ROOM: Final = 88
"""For the foundation's name, in one line or two."""
_RULE: Final = (96, 6)
"""Width and thickness of the line over the foundation's name."""
_RULE_GAP: Final = 12
"""Between this line and the name."""
_FOOT_GAP: Final = 26
"""At least between this line and the words above it."""
_TITLE_GAP: Final = 10
_TITLE_LEAST: Final = 152
"""Room that the lines below always leave for the title."""

_SERIF: Final = Style(SERIF, 600)
_SANS: Final = Style(SANS, 400)
_SANS_BOLD: Final = Style(SANS, 600)
TITLE: Final = Manner(
    (_SERIF, _SANS_BOLD), (116, 108, 100, 92, 84, 78, 72, 66, 60, 55, 50, 46, 42), 1.06
)
FIRST_LINE: Final = Manner((_SANS, Style(SERIF, 400)), (34, 31, 28, 26, 24), 1.25)
SECOND_LINE: Final = Manner((_SANS_BOLD, _SERIF), (34, 31, 28, 26, 24), 1.25)
LABEL: Final = Manner((_SANS_BOLD, _SERIF), (28, 25, 22), 1.2)
FOUNDATION: Final = Manner((_SERIF, _SANS_BOLD), (36, 33, 30, 27, 24), 1.2)
INITIALS: Final = Manner((Style(SERIF, 400), _SANS), (190, 160, 130, 100, 70), 1.0)

_LINE_WIDTH: Final = 14
"""Of a line of the weave, in the tile's units."""
_STEPS: Final = 28
"""Straight pieces in which half a line is drawn."""
_FINER: Final = {True: (1, 5), False: (3, 4)}
"""Lines are drawn this much wider and higher and then reduced, which makes their edges smooth.
Below initials they are so level that only the height matters."""
_ONE_BYTE: Final = 256
"""How many different numbers a pixel of one byte can hold."""
_ANYTHING: Final = [0, *[255] * 255]
"""From how much of a pixel is covered to whether anything is."""
_QUALITIES: Final = ((88, 0), (80, 0), (70, 0), (60, 2), (40, 2), (20, 2))
"""JPEG's quality and how coarse its colours are (0: not at all), from what is wished for to what a
picture that is all noise needs. Coarse colours would blur the words."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a card says, from top to bottom; an empty text is left out."""

    label: str = ""
    title: str = ""
    first_line: str = ""
    second_line: str = ""
    foundation: str = ""
    initials: str = ""
    """What stands over the weave, where that stands for a person."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything, in order."""
        first, second = self.first_line, self.second_line
        return self.label, self.title, first, second, self.foundation, self.initials


def draw(words: Words, seed: str, colours: Colours, portrait: Image.Image | None) -> bytes:
    """Return a card: JPEG with a portrait of 504 x 630 pixels, else PNG.

    `seed` is the slug from which the weave is drawn. Neither file carries any metadata.
    """
    panel = PERSON_PANEL if portrait or words.initials else OTHER_PANEL
    if not is_settable(words.title, TITLE):
        words = replace(words, title=words.foundation, foundation="")
    ground, likely, top, bottom = _ground(words.label, words.foundation, panel, colours)
    card, palette = ground.copy(), palette_of(colours)
    width = text_width(panel)
    for block, block_top, colour in _set(words, width, top, bottom):
        ramp = palette.ramp(colours.paper, getattr(colours, colour))
        _write(card, block, (MARGIN, block_top, width), ramp)
    if portrait is None:
        card.paste(_panel(words.initials, seed, panel, colours), (WIDTH - panel, 0))
        return flat_png.encode(card, palette.values, likely)
    card.putpalette(palette.values)
    photograph = card.convert("RGB")
    photograph.paste(portrait, (WIDTH - panel, 0))
    return _jpeg(photograph)


def text_width(panel: int) -> int:
    """Return the room for words beside a panel, in pixels."""
    return WIDTH - panel - MARGIN - _GUTTER


def _set(words: Words, width: int, top: int, bottom: int) -> Iterator[tuple[Block, int, str]]:
    """Yield the title and the lines below it, each with its top and colour."""
    room = bottom - top - _TITLE_LEAST - _TITLE_GAP
    second = fit(words.second_line, SECOND_LINE, width, room * 2 // 5)
    first = fit(words.first_line, FIRST_LINE, width, room - (second.height if second else 0))
    lines = ((first, "ink_soft"), (second, "primary"))
    below = [(block, colour) for block, colour in lines if block]
    taken = sum(block.height for block, _ in below) + (_TITLE_GAP if below else 0)
    if title := fit(words.title, TITLE, width, bottom - top - taken):
        yield title, top, "ink"
        top += title.height + _TITLE_GAP
    for block, colour in below:
        yield block, top, colour
        top += block.height


@lru_cache(maxsize=32)
def _ground(
    label: str, foundation: str, panel: int, colours: Colours
) -> tuple[Image.Image, Beginning, int, int]:
    """Return what many cards share, and from where to where the other words have room.

    That is the paper, the label, the rule and the foundation's name, in numbers of the palette, and
    the rows above the other words, packed.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - takes 60 ms

    palette = palette_of(colours)
    ground = Image.new("L", (WIDTH, HEIGHT), palette.number(colours.paper))
    pen = ImageDraw.Draw(ground)
    pen.rectangle((WIDTH - panel, 0, WIDTH, HEIGHT), palette.number(colours.band))
    width = text_width(panel)
    top = MARGIN
    if block := fit(label, LABEL, width - 2 * _LABEL_PADDING, _LABEL_HEIGHT):
        right = block.width
        box = (MARGIN, MARGIN, MARGIN + right + 2 * _LABEL_PADDING, MARGIN + _LABEL_HEIGHT)
        pen.rounded_rectangle(box, 5, palette.number(colours.accent_ground))
        middle = MARGIN + (_LABEL_HEIGHT - block.height) // 2 - 1
        ramp = palette.ramp(colours.accent_ground, colours.accent)
        _write(ground, block, (MARGIN + _LABEL_PADDING, middle, right), ramp)
        top += _LABEL_HEIGHT + _LABEL_GAP
    bottom = _FOOT_BOTTOM
    if block := fit(foundation, FOUNDATION, width, _FOOT_ROOM):
        bottom -= block.height
        ramp = palette.ramp(colours.paper, colours.ink)
        _write(ground, block, (MARGIN, bottom, width), ramp)
        bottom -= _RULE_GAP
    rule = (MARGIN, bottom - _RULE[1], MARGIN + _RULE[0] - 1, bottom - 1)
    pen.rectangle(rule, palette.number(colours.primary))
    return ground, Beginning.of(ground, top), top, bottom - _RULE[1] - _FOOT_GAP


def _write(
    card: Image.Image, block: Block, place: tuple[int, int, int], ramp: Sequence[int]
) -> None:
    """Write a block; whatever marks a letter may have, nothing is drawn outside of its room.

    `place` is left, top and width; `ramp` is the number for each degree to which a letter covers
    a pixel.
    """
    left, top, width = place
    font = font_of(block.style, block.size)
    for line, x, base in block.placed():
        ink = ink_of(font, line)
        across, down = x + ink.left, base + ink.top
        cut = (max(0, -across), max(0, -down))
        right = max(cut[0], min(ink.mask.width, width - across))
        bottom = max(cut[1], min(ink.mask.height, block.height - down))
        mask = ink.mask.crop((*cut, right, bottom))
        _lay(card, mask, (left + across + cut[0], top + down + cut[1]), ramp)


def _lay(card: Image.Image, mask: Image.Image, place: tuple[int, int], ramp: Sequence[int]) -> None:
    """Lay what a mask covers on a card; the rest of the card stays."""
    card.paste(looked_up(mask, ramp), place, looked_up(mask, _ANYTHING))


@lru_cache(maxsize=8)
def _panel(initials: str, seed: str, width: int, colours: Colours) -> Image.Image:
    """Return the tile of a person, or without initials a weave over its whole height."""
    from PIL import Image  # noqa: PLC0415 - see above

    palette = palette_of(colours)
    block = fit(initials, INITIALS, width - 2 * _GUTTER, 280)
    top = HEIGHT // 2 if block else 0
    panel = Image.new("L", (width, HEIGHT), palette.number(colours.band))
    panel.paste(_weave(seed, (width, HEIGHT - top), _FINER[block is not None], colours), (0, top))
    if block:
        font, line = font_of(block.style, block.size), block.lines[0]
        ink = ink_of(font, line)
        left = width // 2 - floor(font.getlength(line) / 2 + 0.5)
        place = (left + ink.left, round(HEIGHT * 215 / tile.HEIGHT) + ink.top)
        _lay(panel, ink.mask, place, palette.ramp(colours.band, colours.ink))
    return panel


def _weave(
    seed: str, size: tuple[int, int], finer: tuple[int, int], colours: Colours
) -> Image.Image:
    """Return the lines of a slug, in numbers of the palette.

    Where lines cross, the mean of a pixel's samples says how many of them are of which line.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    (width, height), (wider, higher) = size, finer
    samples = wider * higher
    strokes = (colours.primary, colours.accent, colours.control_line)
    mixtures = palette_of(colours).mixtures(samples, colours.band, *strokes)
    fine = Image.new("L" if len(mixtures) <= _ONE_BYTE else "I", (width * wider, height * higher))
    pen = ImageDraw.Draw(fine)
    across, down = width / tile.WIDTH, height / (tile.HEIGHT // 2)
    for place, points in enumerate(tile.weave(seed)):
        line = [(x * across, (y - tile.HEIGHT // 2) * down) for x, y in points]
        edge = outline(line, _LINE_WIDTH * HEIGHT / tile.HEIGHT, beyond=_LINE_WIDTH)
        pen.polygon([(x * wider, y * higher) for x, y in edge], weight(samples, place))
    return looked_up(fine.reduce(finer), mixtures)


def outline(
    line: Sequence[tuple[float, float]], width: float, beyond: float, steps: int = _STEPS
) -> list[tuple[float, float]]:
    """Return the outline of a thick smooth line through points, level at each of them.

    It goes on level for `beyond` before the first one and behind the last one.
    """
    points = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        for x_part, y_part in _curve(steps):
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


@lru_cache(maxsize=4)
def _curve(steps: int) -> list[tuple[float, float]]:
    """Return how far a line has come, across and down, after each step from a point to the next."""
    return [
        (1.5 * t * (1 - t) + t**3, 3 * (1 - t) * t * t + t**3)
        for t in (step / steps for step in range(1, steps + 1))
    ]


def _jpeg(card: Image.Image) -> bytes:
    for quality, coarse in _QUALITIES:
        buffer = io.BytesIO()
        card.save(
            *(buffer, "JPEG"), quality=quality, subsampling=coarse, optimize=True, progressive=True
        )
        if buffer.tell() <= MAX_BYTES:
            break
    return buffer.getvalue()
