#!/usr/bin/env python3
"""Cut the fonts of scripts/relais/typefaces from their packages; run by hand, seldom.

    .venv/bin/python scripts/prepare_fonts.py            (writes what changed)
    .venv/bin/python scripts/prepare_fonts.py --check    (1 if something would change)

To be run when `relais.fonts` names other faces, weights or characters, and when one of the packages
fontpkg-source-serif-4, fontpkg-public-sans, fonttools or brotli is locked in another version. Same
versions give the same bytes. What is cut carries a name of ours, because the SIL Open Font License
reserves the original's ("Source"); its own copyright and licence entries stay in it.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from importlib.metadata import distribution
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import fontpkg
from fontTools import subset, ttLib
from fontTools.varLib import instancer

from relais.fonts import FACES, LETTERS, NARROW_SPACE, NO_BREAK_HYPHEN, RANGES, Face

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPEFACES: Final = Path(__file__).parent / "relais" / "typefaces"
_NARROW_SPACE_WIDTH: Final = 0.2
"""Width of a narrow no-break space that a font lacks, in em; CLDR's French wants it before ; ! ?"""
_LICENCE_NAMES: Final = ("LICENSE", "OFL.txt", "LICENSE.txt")


def prepared() -> dict[str, bytes]:
    """Return every file of the folder by its name."""
    originals = {face: fontpkg.path(face.original, style=face.style).read_bytes() for face in FACES}
    cut = {
        face.file(name): data
        for face, original in originals.items()
        for name, data in _cut(face, original).items()
    }
    letters = {face.slug: list(_letters(original)) for face, original in originals.items()}
    lines = ",\n".join(f" {json.dumps(slug)}: {json.dumps(runs)}" for slug, runs in letters.items())
    return {**cut, LETTERS: f"{{\n{lines}\n}}\n".encode(), **dict(_licences())}


def _licences() -> Iterator[tuple[str, bytes]]:
    """Yield the licence text of each original family."""
    for face in {face.package: face for face in FACES}.values():
        for file in distribution(face.package).files or ():
            if file.name in _LICENCE_NAMES:
                yield face.licence, file.read_binary()
                break


def _letters(original: bytes) -> Iterator[tuple[int, int]]:
    """Yield the characters that a font has as runs: the first and the last of each."""
    with ttLib.TTFont(io.BytesIO(original), lazy=True) as font:
        characters = sorted(font.getBestCmap())
    for _, run in groupby(enumerate(characters), lambda pair: pair[1] - pair[0]):
        members = [character for _, character in run]
        yield members[0], members[-1]


def _cut(face: Face, original: bytes) -> dict[str, bytes]:
    """Return the face's font file for each range."""
    font = ttLib.TTFont(io.BytesIO(original), recalcTimestamp=False)
    everything = frozenset().union(*RANGES.values())
    _subset(font, everything)
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
        _subset(part, characters)
        part.flavor = "woff2"
        buffer = io.BytesIO()
        part.save(buffer)
        files[name] = buffer.getvalue()
    return files


def _subset(font: ttLib.TTFont, characters: frozenset[int]) -> None:
    options = subset.Options()
    options.layout_features = ["kern", "liga", "lnum", "tnum", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(characters))
    subsetter.subset(font)


def _add_missing_spaces(font: ttLib.TTFont) -> None:
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


def _rename(font: ttLib.TTFont, face: Face) -> None:
    """Give the font our name; its copyright and licence entries stay."""
    names = font["name"]
    compact = face.family.replace(" ", "")
    for number, text in ((1, face.family), (3, compact), (4, face.family), (6, compact)):
        names.setName(text, number, 3, 1, 0x409)
    names.names = [name for name in names.names if name.nameID not in (16, 17, 21, 22, 25)]


def main(arguments: list[str]) -> int:
    """Write the files, or tell with `--check` which of them differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a file differs")
    options = parser.parse_args(arguments)
    fresh = prepared()
    there = {path.name: path.read_bytes() for path in TYPEFACES.glob("*")}
    differing = [name for name in sorted({*fresh, *there}) if fresh.get(name) != there.get(name)]
    for name in differing:
        sys.stdout.write(f"{name}\n")
        if options.check:
            continue
        TYPEFACES.mkdir(exist_ok=True)
        if name in fresh:
            (TYPEFACES / name).write_bytes(fresh[name])
        else:
            (TYPEFACES / name).unlink()
    return 1 if options.check and differing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
