"""The colours of a card as numbers: a picture of numbers is a third of the work of one of colours.

Few colours touch each other on a card. Each pair of them has its shades, for the edges of letters
and lines, and what is drawn becomes a number by looking up how much of it covers a pixel.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PIL import Image

    from relais.colours import Colours

_SHADES: Final = 20
"""Steps from one colour to another: more than 12 pairs of colours leave no room for in 256 numbers.
"""
_ALL: Final = 255
"""What a mask says of a pixel that is covered whole."""
Rgb = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Palette:
    """Colours by number."""

    shades: tuple[Rgb, ...]
    """The colour that each number stands for."""
    numbers: dict[Rgb, int]

    @property
    def values(self) -> list[int]:
        """All colours in the form that Pillow wants."""
        return [value for shade in self.shades for value in shade]

    def number(self, colour: str) -> int:
        """Return the number of one of the design's colours."""
        return self.numbers[_rgb(colour)]

    @lru_cache(maxsize=64)  # noqa: B019 - there is one palette for each design
    def ramp(self, ground: str, colour: str) -> list[int]:
        """Return the number for each degree to which `colour` covers `ground`, from 0 to 255."""
        ends = _rgb(ground), _rgb(colour)
        steps = [self.numbers[_mixed(ends, step)] for step in range(_SHADES + 1)]
        return [steps[round(degree * _SHADES / _ALL)] for degree in range(_ALL + 1)]

    def nearest(self, wanted: Sequence[float]) -> int:
        """Return the number of the colour that is most like another one."""
        red, green, blue = wanted
        distances = [(r - red) ** 2 + (g - green) ** 2 + (b - blue) ** 2 for r, g, b in self.shades]
        return distances.index(min(distances))

    @lru_cache(maxsize=16)  # noqa: B019 - see above
    def mixtures(self, samples: int, ground: str, *colours: str) -> list[int]:
        """Return the number for each way in which colours can share a pixel of so many samples.

        A way's place in the list is the mean of `weight` over the samples. The list is as long as
        Pillow wants it to look up pixels of one byte or of more.
        """
        rgb = [_rgb(colour) for colour in (ground, *colours)]
        largest = weight(samples, len(colours) - 1)
        found = [0] * (256 if largest < 256 else 65_536)  # noqa: PLR2004 - one byte, two bytes
        for counts in product(range(samples + 1), repeat=len(colours)):
            if (rest := samples - sum(counts)) < 0:
                continue
            key = sum(n * weight(samples, place) for place, n in enumerate(counts)) // samples
            parts = list(zip((rest, *counts), rgb, strict=True))
            mixture = [sum(n * c[band] for n, c in parts) / samples for band in range(3)]
            found[key] = self.nearest(mixture)
        return found


def looked_up(picture: Image.Image, table: Sequence[int]) -> Image.Image:
    """Return a picture with each number replaced by what stands at its place in a table.

    Pillow's `Image.point` checks each entry each time, which takes longer than everything else.
    """
    from PIL import Image  # noqa: PLC0415 - takes 60 ms

    return Image.Image()._new(picture.im.point(table, "L"))  # noqa: SLF001 - as `point` does


def weight(samples: int, place: int) -> int:
    """Return what a sample of the colour at `place` counts, so that each mean is another mixture.

    The ground counts nothing.
    """
    return int(samples * (samples + 1) ** place)


@lru_cache(maxsize=4)
def palette_of(colours: Colours) -> Palette:
    """Return the colours of a card: each pair that touches, with the shades between them."""
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
        _mixed((_rgb(one), _rgb(other)), step)
        for one, other in pairs
        for step in range(_SHADES + 1)
    )
    return Palette(tuple(shades), {shade: number for number, shade in enumerate(shades)})


def _mixed(ends: tuple[Rgb, Rgb], step: int) -> Rgb:
    """Return the colour so many steps from the first to the second."""
    return tuple(round(a + (b - a) * step / _SHADES) for a, b in zip(*ends, strict=True))


def _rgb(colour: str) -> Rgb:
    """Return red, green and blue of `#rrggbb`."""
    return tuple(bytes.fromhex(colour.removeprefix("#")))
