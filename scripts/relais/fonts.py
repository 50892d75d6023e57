"""The site's fonts: cut to the characters and weights that pages use, and self-hosted.

What is said here decides how scripts/prepare_fonts.py cuts them from their originals; the result is
kept in typefaces/ beside this module, with the licence texts that are published beside them. A font
is downloaded only by a page that uses it, and the rare Latin letters only by a page that has one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from relais.assets import name_with_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

FOLDER: Final = "assets/fonts"
NARROW_SPACE: Final = 0x202F
NO_BREAK_HYPHEN: Final = 0x2011
LETTERS: Final = "letters.json"
"""The file that says which characters the originals have."""

_PUNCTUATION: Final = (
    *(
        0x2009,
        NARROW_SPACE,
        NO_BREAK_HYPHEN,
        0x2013,
        0x2014,
        0x2018,
        0x2019,
        0x201A,
        0x201C,
        0x201D,
    ),
    *(0x201E, 0x2022, 0x2026, 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC, 0x2212, 0x2192),
)
RANGES: Final[Mapping[str, frozenset[int]]] = {
    # What English and French need, Œ œ Ÿ included, and most of western Europe's names.
    "latin": frozenset({*range(0x20, 0x7F), *range(0xA0, 0x100), 0x152, 0x153, 0x178})
    | frozenset(_PUNCTUATION),
    # Latin Extended-A and -B, and Vietnamese: the letters of other names.
    "latin-extended": frozenset({*range(0x100, 0x250), *range(0x1E00, 0x1F00)})
    - {0x152, 0x153, 0x178},
}


@dataclass(frozen=True, slots=True)
class Face:
    """A font that pages name in their styles."""

    family: str
    original: str
    """The family's name in its package."""
    package: str
    style: str
    weights: tuple[int, int]
    """The lightest and the boldest weight that stay available."""
    pinned: tuple[tuple[str, float], ...] = ()
    """Axes of the original that are fixed, such as the optical size in points."""

    @property
    def slug(self) -> str:
        """The face's name in files."""
        return (
            f"{self.family.lower().replace(' ', '-')}{'' if self.style == 'normal' else '-italic'}"
        )

    @property
    def licence(self) -> str:
        """The name of the file with its family's licence text."""
        return f"{self.package.removeprefix('fontpkg-')}-licence.txt"

    def file(self, name: str) -> str:
        """Return under which name the letters of a range are kept."""
        return f"{self.slug}-{name}.woff2"


SERIF: Final = Face(
    "Relais Serif",
    "Source Serif 4",
    "fontpkg-source-serif-4",
    "normal",
    (400, 600),
    (("opsz", 32),),
)
SANS: Final = Face("Relais Sans", "Public Sans", "fontpkg-public-sans", "normal", (400, 600))
SANS_ITALIC: Final = Face("Relais Sans", "Public Sans", "fontpkg-public-sans", "italic", (400, 400))
FACES: Final = (SERIF, SANS, SANS_ITALIC)
PRELOADED: Final = ((SERIF, "latin"), (SANS, "latin"))
"""What every page shows above the fold."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A cut font, ready to be served."""

    face: Face
    range: str
    name: str
    """Its file's name; it changes with its content, so that it may be cached for ever."""
    data: bytes
    """WOFF2."""


def read_all() -> tuple[FontFile, ...]:
    """Return every font of the site."""
    return tuple(_font(face, name) for face in FACES for name in RANGES)


def _font(face: Face, name: str) -> FontFile:
    data = _read(face.file(name))
    return FontFile(face, name, name_with_hash(f"{face.slug}-{name}.woff2", data), data)


@cache
def letters_of(face: Face) -> frozenset[int]:
    """Return the characters that a face's original has."""
    runs = json.loads(_read(LETTERS))[face.slug]
    return frozenset(character for first, last in runs for character in range(first, last + 1))


def stylesheet(fonts: Sequence[FontFile]) -> str:
    """Return the `@font-face` rules, with addresses relative to assets/.

    `optional` lets a browser use a font that is there within a tenth of a second, which a preloaded
    one mostly is, and otherwise show the fallback until the next page: nothing ever jumps.
    """
    return "\n".join(
        f'@font-face{{font-family:"{font.face.family}";font-style:{font.face.style};'
        f"font-weight:{_weights(font.face)};font-display:optional;"
        f'src:url("fonts/{font.name}") format("woff2");'
        f"unicode-range:{_unicode_range(RANGES[font.range])}}}"
        for font in fonts
    )


def preloads(fonts: Sequence[FontFile]) -> list[str]:
    """Return the paths of the fonts that a page asks for at once."""
    return [f"{FOLDER}/{font.name}" for font in fonts if (font.face, font.range) in PRELOADED]


def licences() -> Iterator[tuple[str, bytes]]:
    """Yield the licence text of each original family: its path in the site and its content."""
    for name in sorted({face.licence for face in FACES}):
        yield f"{FOLDER}/{name}", _read(name)


def _read(name: str) -> bytes:
    return (files("relais") / "typefaces" / name).read_bytes()


def _weights(face: Face) -> str:
    lightest, boldest = face.weights
    return str(lightest) if lightest == boldest else f"{lightest} {boldest}"


def _unicode_range(characters: frozenset[int]) -> str:
    """Return a set of characters in the form of CSS: `U+20-7E,U+A0-FF`."""
    runs: list[list[int]] = []
    for character in sorted(characters):
        if runs and character == runs[-1][1] + 1:
            runs[-1][1] = character
        else:
            runs.append([character, character])
    return ",".join(
        f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in runs
    )
