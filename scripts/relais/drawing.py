"""How a card looks: words on paper at the left, the portrait or the weave at the right.

Drawing is quick because little is drawn twice: what many cards share is drawn once and copied, and
all is drawn in numbers of a small palette, as which it is also published. Letters and lines come
from FreeType, which knows how much of each pixel they cover.
"""

from __future__ import annotations

import io
import threading
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import floor
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from relais import bends, flat_png, tile
from relais.flat_png import Beginning, Sheet
from relais.fonts import SANS, SERIF
from relais.ink import Style, ink_of, length_of
from relais.lettering import Manner, fit, is_settable
from relais.palette import Palette, palette_of

if TYPE_CHECKING:
    from collections.abc import Iterator

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
_SERIF_PLAIN: Final = Style(SERIF, 400)
_SANS: Final = Style(SANS, 400)
_SANS_BOLD: Final = Style(SANS, 600)
TITLE: Final = Manner(
    (_SERIF, _SANS_BOLD), (116, 108, 100, 92, 84, 78, 72, 66, 60, 55, 50, 46, 42), 1.06
)
FIRST_LINE: Final = Manner((_SANS, _SERIF_PLAIN), (34, 31, 28, 26, 24), 1.25)
SECOND_LINE: Final = Manner((_SANS_BOLD, _SERIF), (34, 31, 28, 26, 24), 1.25)
LABEL: Final = Manner((_SANS_BOLD, _SERIF), (28, 25, 22), 1.2)
FOUNDATION: Final = Manner((_SERIF, _SANS_BOLD), (36, 33, 30, 27, 24), 1.2)
INITIALS: Final = Manner((_SERIF_PLAIN, _SANS), (190, 160, 130, 100, 70), 1.0)

_LINE_WIDTH: Final = 14
"""Of a line of the weave, in the tile's units."""
_WOVEN_FROM: Final = tile.HEIGHT // 2
"""The height on the tile below which its lines are."""
_GRID: Final = (24, 10)
"""Pixels across and down between the places where lines may begin, meet and end. Panels are a whole
number of steps wide, and a step across is a whole number of pixels when it is divided by two."""
_QUALITIES: Final = ((88, 0), (80, 0), (70, 0), (60, 2), (40, 2), (20, 2))
"""JPEG's quality and how coarse its colours are (0: not at all), from what is wished for to what a
picture that is all noise needs. Coarse colours would blur the words."""


Shades: TypeAlias = tuple[Palette, str, str]
"""A palette, and the names of a ground and of the colour of what is written on it."""


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
    card, palette = _desk().sheet, palette_of(colours)
    card.become(ground)
    width = text_width(panel)
    for block, block_top, colour in _set(words, width, top, bottom):
        place = (MARGIN, block_top, width)
        _write(card.picture, block, place, (palette, "paper", colour))
    if portrait is None:
        _decorate(card.picture, words.initials, seed, panel, palette)
        return flat_png.encode(card, palette.values, likely)
    numbers = card.picture.copy()
    numbers.putpalette(palette.values)
    photograph = numbers.convert("RGB")
    photograph.paste(portrait, (WIDTH - panel, 0))
    return _jpeg(photograph)


class _Desk(threading.local):
    """Where a thread draws its cards, one after the other: a new sheet for each takes longer."""

    def __init__(self) -> None:
        self.sheet = Sheet(WIDTH, HEIGHT)


@cache
def _desk() -> _Desk:
    return _Desk()


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
) -> tuple[Sheet, Beginning, int, int]:
    """Return what many cards share, and from where to where the other words have room.

    That is the paper, the label, the rule and the foundation's name, in numbers of the palette, and
    the rows above the other words, packed.
    """
    from PIL import ImageDraw  # noqa: PLC0415 - takes 60 ms

    palette, ground = palette_of(colours), Sheet(WIDTH, HEIGHT)
    pen = ImageDraw.Draw(ground.picture)
    pen.rectangle((0, 0, WIDTH, HEIGHT), palette.solid["paper"])
    pen.rectangle((WIDTH - panel, 0, WIDTH, HEIGHT), palette.solid["band"])
    width = text_width(panel)
    top = MARGIN
    if block := fit(label, LABEL, width - 2 * _LABEL_PADDING, _LABEL_HEIGHT):
        right = block.width
        box = (MARGIN, MARGIN, MARGIN + right + 2 * _LABEL_PADDING, MARGIN + _LABEL_HEIGHT)
        pen.rounded_rectangle(box, 5, palette.solid["accent_ground"])
        middle = MARGIN + (_LABEL_HEIGHT - block.height) // 2 - 1
        place = (MARGIN + _LABEL_PADDING, middle, right)
        _write(ground.picture, block, place, (palette, "accent_ground", "accent"))
        top += _LABEL_HEIGHT + _LABEL_GAP
    bottom = _FOOT_BOTTOM
    if block := fit(foundation, FOUNDATION, width, _FOOT_ROOM):
        bottom -= block.height
        _write(ground.picture, block, (MARGIN, bottom, width), (palette, "paper", "ink"))
        bottom -= _RULE_GAP
    rule = (MARGIN, bottom - _RULE[1], MARGIN + _RULE[0] - 1, bottom - 1)
    pen.rectangle(rule, palette.solid["primary"])
    return ground, Beginning.of(ground, top), top, bottom - _RULE[1] - _FOOT_GAP


def _write(card: Image.Image, block: Block, place: tuple[int, int, int], shades: Shades) -> None:
    """Write a block; whatever marks a letter may have, nothing is drawn outside of its room.

    `place` is left, top and width.
    """
    left, top, width = place
    for line, x, base in block.placed():
        core, across, down = _numbers(block.style, block.size, line, shades)
        across, down = across + x, down + base
        wide, high = core.size
        cut = (max(0, -across), max(0, -down))
        right = max(cut[0], min(wide, width - across))
        bottom = max(cut[1], min(high, block.height - down))
        if (*cut, right, bottom) != (0, 0, wide, high):
            core = core.crop((*cut, right, bottom))
        _lay(card, core, (left + across + cut[0], top + down + cut[1]))


@lru_cache(maxsize=128)
def _numbers(style: Style, size: int, line: str, shades: Shades) -> tuple[Any, int, int]:
    """Return a line in numbers of the palette, in Pillow's own form, and its left and top."""
    ink = ink_of(style, size, line)
    palette, ground, colour = shades
    return ink.mask.im.point(palette.ramps[ground, colour], "L"), ink.left, ink.top


def _lay(card: Image.Image, letters: Any, place: tuple[int, int]) -> None:  # noqa: ANN401
    """Lay letters on their ground; where others are already, the rest of them stays."""
    (left, top), (width, height) = place, letters.size
    box = (left, top, left + width, top + height)
    card.im.paste(card.im.crop(box).chop_lighter(letters), box)


def _decorate(card: Image.Image, initials: str, seed: str, width: int, palette: Palette) -> None:
    """Draw the tile of a person, or without initials a weave over the whole height."""
    edge, top = WIDTH - width, 0
    block = fit(initials, INITIALS, width - 2 * _GUTTER, 280)
    if block:
        top = HEIGHT // 2
    card.im.paste(_weave(seed, (width, HEIGHT - top), palette), (edge, top, WIDTH, HEIGHT))
    if block:
        style, size, line = block.style, block.size, block.lines[0]
        core, left, above = _numbers(style, size, line, (palette, "band", "ink"))
        left += edge + width // 2 - floor(length_of(style, line, size) / 2 + 0.5)
        _lay(card, core, (left, round(HEIGHT * 215 / tile.HEIGHT) + above))


@lru_cache(maxsize=8)
def _weave(seed: str, size: tuple[int, int], palette: Palette) -> Any:  # noqa: ANN401
    """Return the lines of a slug, in numbers of the palette and in Pillow's own form.

    They begin, meet and end on a grid that nobody sees, so that many cards have bends in common.
    """
    from PIL import Image  # noqa: PLC0415 - see above

    width, height = size
    scale = height / (tile.HEIGHT - _WOVEN_FROM)
    ways = []
    for points in tile.weave(seed):
        first, met, last = (
            _GRID[1] * round((y - _WOVEN_FROM) * scale / _GRID[1]) for _, y in points
        )
        middle = _GRID[0] * round(points[1][0] * width / tile.WIDTH / _GRID[0])
        ways += [(0, middle, first, met), (middle, width, met, last)]
    woven = Image.new("L", size, palette.solid["band"]).im
    for place, (left, right, first, last) in enumerate(ways):
        half, other, above = _halves(right - left, last - first, place // 2, palette)
        middle, high = (left + right) // 2, half.size[1]
        top, bottom = first + above, last - above
        for core, box in (
            (half, (left, top, middle, top + high)),
            (other, (middle, bottom - high, right, bottom)),
        ):
            # Nothing but the band is there yet where the first of the lines is drawn.
            woven.paste(woven.crop(box).chop_add_modulo(core) if place > 1 else core, box)
    return woven


@lru_cache(maxsize=512)
def _halves(width: int, height: int, place: int, palette: Palette) -> tuple[Any, Any, int]:
    """Return both halves of a line's bend in numbers of the palette, and the top of the first."""
    bend = bends.bend(width, height, _LINE_WIDTH * HEIGHT / tile.HEIGHT)
    half = bend.core.point(palette.strokes[place], "L")
    return half, bends.turned(half), bend.top


def _jpeg(card: Image.Image) -> bytes:
    for quality, coarse in _QUALITIES:
        buffer = io.BytesIO()
        card.save(
            *(buffer, "JPEG"), quality=quality, subsampling=coarse, optimize=True, progressive=True
        )
        if buffer.tell() <= MAX_BYTES:
            break
    return buffer.getvalue()
