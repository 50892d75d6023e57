"""The site's fonts: cut to the characters and weights that pages use, and self-hosted.

The originals come as Python packages under the SIL Open Font License. What is cut from them carries
a name of ours, because the licence reserves the original's ("Source"), and their licence texts are
published beside them. A font is downloaded only by a page that uses it, and the rare Latin letters
only by a page that has one.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from importlib.metadata import distribution
from typing import TYPE_CHECKING, Any, Final

from relais.assets import name_with_hash
from relais.cache import Cache, key_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

FOLDER: Final = "assets/fonts"
NARROW_SPACE: Final = 0x202F
NO_BREAK_HYPHEN: Final = 0x2011
_NARROW_SPACE_WIDTH: Final = 0.2
"""Width of a narrow no-break space that a font lacks, in em; CLDR's French wants it before ; ! ?"""
_VERSION: Final = 1
"""To be raised when this module cuts differently, so that cached fonts are made anew."""

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


def cut_all(root: Path) -> list[FontFile]:
    """Return every font of the site, from the project's cache where it has them."""
    cache = Cache(root)
    return [file for face in FACES for file in _files(face, cache)]


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
    for package in sorted({face.package for face in FACES}):
        for file in distribution(package).files or ():
            if file.name in ("LICENSE", "OFL.txt", "LICENSE.txt"):
                path = f"{FOLDER}/{package.removeprefix('fontpkg-')}-licence.txt"
                yield path, file.read_binary()
                break


def _files(face: Face, cache: Cache) -> Iterator[FontFile]:
    import fontpkg  # noqa: PLC0415 - only needed when the site is built

    original = fontpkg.path(face.original, style=face.style).read_bytes()
    made: dict[str, bytes] = {}

    def make(name: str) -> bytes:
        if not made:
            made.update(_cut(face, original))
        return made[name]

    for name, characters in RANGES.items():
        key = key_of("font", _VERSION, repr(face), repr(sorted(characters)), original)
        data = cache.fetch(key, lambda name=name: make(name))  # type: ignore[misc]
        yield FontFile(face, name, name_with_hash(f"{face.slug}-{name}.woff2", data), data)


def _cut(face: Face, original: bytes) -> dict[str, bytes]:
    """Return the face's font file for each range."""
    from fontTools import subset, ttLib  # noqa: PLC0415 - takes 0.2 s, and the cache mostly has it
    from fontTools.varLib import instancer  # noqa: PLC0415

    font = ttLib.TTFont(io.BytesIO(original), recalcTimestamp=False)
    everything = frozenset().union(*RANGES.values())
    _subset(subset, font, everything)
    lightest, boldest = face.weights
    axes: dict[str, Any] = dict(face.pinned)
    axes["wght"] = boldest if lightest == boldest else (lightest, boldest)
    instancer.instantiateVariableFont(font, axes, inplace=True)
    _add_missing_spaces(font)
    _rename(font, face)
    whole = io.BytesIO()
    font.save(whole)
    files = {}
    for name, characters in RANGES.items():
        part = ttLib.TTFont(io.BytesIO(whole.getvalue()), recalcTimestamp=False)
        _subset(subset, part, characters)
        part.flavor = "woff2"
        buffer = io.BytesIO()
        part.save(buffer)
        files[name] = buffer.getvalue()
    return files


def _subset(subset: Any, font: Any, characters: frozenset[int]) -> None:  # noqa: ANN401 - untyped
    options = subset.Options()
    options.layout_features = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)


def _add_missing_spaces(font: Any) -> None:  # noqa: ANN401 - fontTools has no types
    """Give the font a narrow no-break space and a no-break hyphen if it lacks them."""
    characters = font.getBestCmap()
    added = {}
    if NO_BREAK_HYPHEN not in characters:
        added[NO_BREAK_HYPHEN] = characters[ord("-")]
    if NARROW_SPACE not in characters:
        name = "narrow_no_break_space"
        space = characters[0x20]
        font.setGlyphOrder([*font.getGlyphOrder(), name])
        font["glyf"][name] = font["glyf"][space]
        font["hmtx"][name] = (round(font["head"].unitsPerEm * _NARROW_SPACE_WIDTH), 0)
        if "gvar" in font:
            font["gvar"].variations[name] = []
        if "HVAR" in font:
            del font["HVAR"]  # it does not know the new glyph; gvar says the same
        added[NARROW_SPACE] = name
        added.setdefault(0x2009, characters.get(0x2009, name))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update(added)


def _rename(font: Any, face: Face) -> None:  # noqa: ANN401 - fontTools has no types
    """Give the font our name; its copyright and licence entries stay."""
    names = font["name"]
    compact = face.family.replace(" ", "")
    for number, text in ((1, face.family), (3, compact), (4, face.family), (6, compact)):
        names.setName(text, number, 3, 1, 0x409)
    names.names = [name for name in names.names if name.nameID not in (16, 17, 21, 22, 25)]


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
