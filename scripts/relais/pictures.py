"""Pictures of editors: what is wrong with one, and a copy that is safe to publish.

Originals never reach the site: they carry positions, cameras and names in their metadata, and are
far larger than a page needs.
"""

from __future__ import annotations

import io
import sys
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final

from relais import files, limits, processors
from relais.cache import Cache, key_of
from relais.decoding import PictureProblem, decoded, measured, small_part, upright_size
from relais.errors import BuildFailedError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from PIL import Image

ASPECT: Final = (4, 5)
"""Width to height of a published portrait."""
STILL_ASPECT: Final = (16, 9)
"""Width to height of the picture that stands for a video or a map."""
WIDTHS: Final = (320, 640, 960)
"""Widths that the layout asks for, in pixels: a card, a card or a phone's hero at double density,
the hero at double density."""
QUALITIES: Final = {"avif": 55, "webp": 74, "jpeg": 78}
"""Formats from the smallest to the one that every browser knows, with what looks alike in each."""
OPTIONS: Final[dict[str, dict[str, Any]]] = {
    "avif": {"speed": 7, "max_threads": 1},  # the pool already uses all processors
    "webp": {"method": 4},
    "jpeg": {"optimize": True, "progressive": True},
}
"""What else Pillow is told for each format."""
DEFAULT_FOCAL: Final = (0.5, 0.35)
"""Where a face mostly is: the upper middle."""
FOLDER: Final = "assets/pictures"
_AMPLE: Final = 2 * max(WIDTHS)
"""Pixels across from which the largest width can be made as well as from all that there are."""
_VERSION: Final = 3
"""To be raised when this module encodes differently, so that cached pictures are made anew."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A sound original."""

    path: str
    digest: str
    width: int
    """In pixels, upright."""
    height: int
    focal: tuple[float, float] = DEFAULT_FOCAL
    """The point that stays visible, as parts of width and height."""
    aspect: tuple[int, int] = ASPECT
    """Width to height of what is published of it."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One published size of a picture in one format."""

    picture: Picture
    form: str
    """A key of `QUALITIES`."""
    width: int
    height: int
    path: str
    """Where it stands in the site; the name changes with the content."""


def inspect(root: Path, path: str) -> Picture | PictureProblem:
    """Return a picture, or what is wrong with it."""
    data = files.read_bytes(root, path, limits.MAX_PICTURE_BYTES)
    if not isinstance(data, bytes):
        return PictureProblem(data.code, dict(data.details))
    size = measured(path, data)
    return size if isinstance(size, PictureProblem) else Picture(path, key_of(data), *size)


def inspect_all(root: Path, paths: Sequence[str]) -> dict[str, Picture | PictureProblem]:
    """Return the same for each path, with all processors."""
    if not paths:
        return {}
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only for pictures

    with ThreadPoolExecutor(processors.count()) as pool:
        return dict(zip(paths, pool.map(lambda path: inspect(root, path), paths), strict=True))


def variants(picture: Picture, name: str) -> list[Variant]:
    """Return what is published of a picture: each format at each width that it has."""
    left, top, right, bottom = crop_box(picture)
    widths = [width for width in WIDTHS if width <= right - left] or [max(1, right - left)]
    key = _key(picture)[:8]
    return [
        Variant(picture, form, width, height, f"{FOLDER}/{name}-{width}.{key}.{ending}")
        for form, ending in (("avif", "avif"), ("webp", "webp"), ("jpeg", "jpg"))
        for width in widths
        for height in [max(1, round(width * (bottom - top) / (right - left)))]
    ]


def _key(picture: Picture) -> str:
    """Return what tells a picture, and the part of it that is published, from all others."""
    return key_of("picture", _VERSION, picture.digest, repr((picture.focal, picture.aspect)))


def crop_box(picture: Picture) -> tuple[int, int, int, int]:
    """Return the largest part of its aspect around the focal point: left, top, right, bottom."""
    across, down = picture.aspect
    width = min(picture.width, picture.height * across // down)
    height = min(picture.height, picture.width * down // across)
    width, height = max(1, width), max(1, height)
    x, y = picture.focal
    left = round(min(max(picture.width * x - width / 2, 0), picture.width - width))
    top = round(min(max(picture.height * y - height / 2, 0), picture.height - height))
    return left, top, left + width, top + height


def encode_all(root: Path, wanted: Sequence[Variant]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of every variant, from the cache where it has them.

    Encoding uses all processors; a terminal sees a bar while it takes long.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - only for pictures

    import click  # noqa: PLC0415

    groups = [list(group) for _, group in groupby(wanted, lambda variant: variant.picture)]
    with ThreadPoolExecutor(processors.count()) as pool:
        work = pool.map(lambda group: _encode_group(root, group), groups)
        hidden = len(groups) < FEW or not sys.stderr.isatty()
        label = "Pictures"
        with click.progressbar(
            zip(groups, work, strict=True), len(groups), label, file=sys.stderr, hidden=hidden
        ) as done:
            for group, encoded in done:
                yield from zip((variant.path for variant in group), encoded, strict=True)


FEW: Final = 5
"""Pictures for which nobody needs a progress bar."""


def _encode_group(root: Path, group: Sequence[Variant]) -> list[bytes]:
    """Return the files of one picture's variants; the original is decoded once, if at all."""
    cache, sizes = Cache(root), _Sizes(root, group)
    return [
        cache.fetch(
            key_of(_key(variant.picture), variant.form, variant.width),
            lambda variant=variant: _encode(sizes.of(variant), variant),  # type: ignore[misc]
        )
        for variant in group
    ]


class _Sizes:
    """A picture in each published size, each made once and from the next larger one."""

    def __init__(self, root: Path, group: Sequence[Variant]) -> None:
        self._root = root
        self._picture = group[0].picture
        self._sizes = sorted({(variant.width, variant.height) for variant in group})
        self._made: dict[tuple[int, int], Image.Image] = {}

    def of(self, variant: Variant) -> Image.Image:
        """Return the picture in a variant's size."""
        return self._of((variant.width, variant.height))

    def _of(self, size: tuple[int, int]) -> Image.Image:
        if size not in self._made:
            larger = self._sizes[self._sizes.index(size) + 1 :]
            source = self._of(larger[0]) if larger else _part(self._root, self._picture, _AMPLE)
            self._made[size] = _scaled(source, size)
        return self._made[size]


def _part(root: Path, picture: Picture, least: int) -> Image.Image:
    """Return what is published of a picture; raise `BuildFailedError` if it is another one by now.

    It is upright, in sRGB, and not much wider than `least`.
    """
    data = files.read_bytes(root, picture.path, limits.MAX_PICTURE_BYTES)
    problem = data.code if not isinstance(data, bytes) else "it is another picture"
    if isinstance(data, bytes) and key_of(data) == picture.digest:
        left, _, right, _ = crop_box(picture)
        with decoded(picture.path, data, max(1, (right - left) // least)) as original:
            if not isinstance(original, PictureProblem):
                width, height = upright_size(original)
                smaller = replace(picture, width=width, height=height)
                return small_part(original, crop_box(smaller), least)
            problem = original.code
    message = f"{picture.path} changed while the site was built: {problem}"
    raise BuildFailedError(message)


def _encode(bare: Image.Image, variant: Variant) -> bytes:
    """Return a variant's file."""
    buffer = io.BytesIO()
    bare.save(
        buffer, variant.form.upper(), quality=QUALITIES[variant.form], **OPTIONS[variant.form]
    )
    return buffer.getvalue()


def cropped(root: Path, picture: Picture, size: tuple[int, int]) -> Image.Image:
    """Return a picture cropped around its focal point, for those who draw with it.

    `size` has the proportions of `ASPECT`. Raises `BuildFailedError` as `encode_all` does.
    """
    return _scaled(_part(root, picture, 2 * size[0]), size)


def _scaled(part: Image.Image, size: tuple[int, int]) -> Image.Image:
    """Return a picture in another size, without metadata."""
    from PIL import Image  # noqa: PLC0415 - takes 60 ms, and most content has no pictures

    small = part.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
    bare = Image.new("RGB", size)  # a new image has no metadata to carry along
    bare.paste(small)
    return bare
