"""How a card looks: words on paper at the left, the portrait or the weave at the right.

Drawing is quick because little is drawn twice: what many cards share is drawn once and copied, and
flat colours are kept as a small palette, in which a card is a tenth of its size in full colours.
"""

from __future__ import annotations

import io
from dataclasses import astuple, dataclass, replace
from functools import lru_cache
from itertools import pairwise
from math import hypot
from typing import TYPE_CHECKING, Final

from relais import tile
from relais.fonts import SANS, SERIF
from relais.lettering import Manner, Style, fit, font_of, is_settable

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
_FINER: Final = {True: (1, 6), False: (3, 4)}
"""Lines are drawn this much wider and higher and then reduced, which makes their edges smooth.
Below initials they are so level that only the height matters."""
_SHADES: Final = 20
"""Steps from one colour of the palette to another, for the edges of letters."""
_COMPRESSION: Final = 3
"""zlib's level: above it, PNG takes twice the time for a tenth of the bytes."""
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
        return astuple(self)


def draw(words: Words, seed: str, colours: Colours, portrait: Image.Image | None) -> bytes:
    """Return a card: JPEG with a portrait of 504 x 630 pixels, else PNG.

    `seed` is the slug from which the weave is drawn. Neither file carries any metadata.
    """
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    panel = PERSON_PANEL if portrait or words.initials else OTHER_PANEL
    if not is_settable(words.title, TITLE):
        words = replace(words, title=words.foundation, foundation="")
    ground, top, bottom = _ground(words.label, words.foundation, panel, colours)
    card = ground.copy()
    width = text_width(panel)
    for block, block_top, colour in _set(words, width, top, bottom):
        _write(card, block, (MARGIN, block_top, width), getattr(colours, colour))
    if portrait:
        card.paste(portrait, (WIDTH - panel, 0))
        return _jpeg(card)
    card.paste(_panel(words.initials, seed, panel, colours), (WIDTH - panel, 0))
    buffer = io.BytesIO()
    chosen, shown = _palettes(colours)
    flat = card.quantize(palette=chosen, dither=Image.Dither.NONE)
    flat.putpalette(shown)
    flat.save(buffer, "PNG", compress_level=_COMPRESSION)
    return buffer.getvalue()


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
) -> tuple[Image.Image, int, int]:
    """Return what many cards share, and from where to where the other words have room.

    That is the paper, the label, the rule and the foundation's name.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    ground = Image.new("RGB", (WIDTH, HEIGHT), colours.paper)
    pen = ImageDraw.Draw(ground)
    width = text_width(panel)
    top = MARGIN
    if block := fit(label, LABEL, width - 2 * _LABEL_PADDING, _LABEL_HEIGHT):
        right = block.width
        box = (MARGIN, MARGIN, MARGIN + right + 2 * _LABEL_PADDING, MARGIN + _LABEL_HEIGHT)
        pen.rounded_rectangle(box, 5, colours.accent_ground)
        middle = MARGIN + (_LABEL_HEIGHT - block.height) // 2 - 1
        _write(ground, block, (MARGIN + _LABEL_PADDING, middle, right), colours.accent)
        top += _LABEL_HEIGHT + _LABEL_GAP
    bottom = _FOOT_BOTTOM
    if block := fit(foundation, FOUNDATION, width, _FOOT_ROOM):
        bottom -= block.height
        _write(ground, block, (MARGIN, bottom, width), colours.ink)
        bottom -= _RULE_GAP
    rule = (MARGIN, bottom - _RULE[1], MARGIN + _RULE[0] - 1, bottom - 1)
    pen.rectangle(rule, colours.primary)
    return ground, top, bottom - _RULE[1] - _FOOT_GAP


def _write(card: Image.Image, block: Block, place: tuple[int, int, int], colour: str) -> None:
    """Write a block; whatever marks a letter may have, nothing is drawn outside of its room.

    `place` is left, top and width.
    """
    from PIL import ImageDraw  # noqa: PLC0415 - see above

    left, top, width = place
    room = card.crop((left, top, left + width, top + block.height))
    pen = ImageDraw.Draw(room)
    font = font_of(block.style, block.size)
    for line, x, base in block.placed():
        pen.text((x, base), line, colour, font, anchor="ls")
    card.paste(room, (left, top))


@lru_cache(maxsize=8)
def _panel(initials: str, seed: str, width: int, colours: Colours) -> Image.Image:
    """Return the tile of a person, or without initials a weave over its whole height."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - see above

    block = fit(initials, INITIALS, width - 2 * _GUTTER, 280)
    top = HEIGHT // 2 if block else 0
    wider, higher = _FINER[block is not None]
    fine = Image.new("RGB", (width * wider, (HEIGHT - top) * higher), colours.band)
    pen = ImageDraw.Draw(fine)
    across, down = width / tile.WIDTH, (HEIGHT - top) / (tile.HEIGHT // 2)
    strokes = (colours.primary, colours.accent, colours.control_line)
    for points, colour in zip(tile.weave(seed), strokes, strict=True):
        line = [(x * across, (y - tile.HEIGHT // 2) * down) for x, y in points]
        edge = outline(line, _LINE_WIDTH * HEIGHT / tile.HEIGHT, beyond=_LINE_WIDTH)
        pen.polygon([(x * wider, y * higher) for x, y in edge], colour)
    panel = Image.new("RGB", (width, HEIGHT), colours.band)
    panel.paste(fine.reduce((wider, higher)), (0, top))
    if block:
        font = font_of(block.style, block.size)
        middle = (width // 2, round(HEIGHT * 215 / tile.HEIGHT))
        ImageDraw.Draw(panel).text(middle, block.lines[0], colours.ink, font, anchor="ms")
    return panel


def outline(
    line: Sequence[tuple[float, float]], width: float, beyond: float, steps: int = _STEPS
) -> list[tuple[float, float]]:
    """Return the outline of a thick smooth line through points, level at each of them.

    It goes on level for `beyond` before the first one and behind the last one.
    """
    points = [line[0]]
    for (x1, y1), (x2, y2) in pairwise(line):
        middle = (x1 + x2) / 2
        for step in range(1, steps + 1):
            t, s = step / steps, 1 - step / steps
            x = s**3 * x1 + 3 * s * t * middle + t**3 * x2
            y = (s**3 + 3 * s * s * t) * y1 + (3 * s * t * t + t**3) * y2
            points.append((x, y))
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
def _palettes(colours: Colours) -> tuple[Image.Image, list[int]]:
    """Return the colours of a card: each pair that touches, with the shades between them.

    The first palette is the one that Pillow chooses from, the second the one that is shown. Pillow
    is quick because it chooses roughly; in the second one its choices for plain colours are exact.
    """
    from PIL import Image, ImageColor  # noqa: PLC0415 - see above

    pairs = [
        *((colours.paper, colour) for colour in (colours.ink, colours.ink_soft, colours.primary)),
        (colours.accent_ground, colours.accent),
        (colours.paper, colours.accent_ground),
        (colours.band, colours.ink),
        *((colours.band, c) for c in (colours.primary, colours.accent, colours.control_line)),
        (colours.primary, colours.accent),
        (colours.primary, colours.control_line),
        (colours.accent, colours.control_line),
    ]
    shades = dict.fromkeys(
        tuple(round(a + (b - a) * step / _SHADES) for a, b in zip(*ends, strict=True))
        for ends in ((ImageColor.getrgb(one), ImageColor.getrgb(other)) for one, other in pairs)
        for step in range(_SHADES + 1)
    )
    values = [value for shade in shades for value in shade]
    palette = Image.new("P", (1, 1))
    palette.putpalette(values)
    for colour in {colour for pair in pairs for colour in pair}:
        sample = Image.new("RGB", (1, 1), colour)
        index = sample.quantize(palette=palette, dither=Image.Dither.NONE).tobytes()[0]
        values[3 * index : 3 * index + 3] = ImageColor.getrgb(colour)
    return palette, values


def _jpeg(card: Image.Image) -> bytes:
    for quality, coarse in _QUALITIES:
        buffer = io.BytesIO()
        card.save(
            *(buffer, "JPEG"), quality=quality, subsampling=coarse, optimize=True, progressive=True
        )
        if buffer.tell() <= MAX_BYTES:
            break
    return buffer.getvalue()
