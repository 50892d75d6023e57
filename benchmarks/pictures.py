"""Compare publishing portraits to a plain loop over Pillow's own encoders in two processes.

    python3 scripts/bootstrap.py test --version                       (once: sets up .venv)
    .venv/bin/python benchmarks/pictures.py [--pictures 200] [--runs 3] [--progressive]

Makes fictional portraits of 3,000 x 4,000 pixels: soft shapes, fine structure and a sensor's noise,
no two the same. Relais checks each, then makes what it publishes of it, through its cache. The
loop opens each, cuts the same part out, and saves it in the same widths, formats and qualities; it
has no limits, no cache and no check. Both write the files. Runs alternate, since times move on a
shared machine. Prints medians as a table: seconds, how many processors were busy on average, the
most memory of one process, and how many files were encoded.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))

from PIL import Image, ImageChops, ImageDraw

from relais import pictures
from relais.pictures import OPTIONS, QUALITIES, WIDTHS, Picture

SIZE = (3000, 4000)
PROCESSES = 2
OCTAVES = ((250, 90), (32, 20), (4, 6), (1, 8))
"""How coarse each layer of a portrait is, in pixels, and how strong."""


@dataclass
class Measured:
    """What a run took."""

    seconds: float
    busy: float
    """Processors, on average."""
    megabytes: int
    encoded: int


def write_portraits(folder: Path, count: int, *, progressive: bool) -> None:
    """Write portraits: each has the same detail in other places."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    band = Image.new("L", SIZE, 128)
    for coarse, strength in OCTAVES:
        noise = Image.effect_noise((SIZE[0] // coarse, SIZE[1] // coarse), strength)
        band = ImageChops.add(band, noise.resize(SIZE, Image.Resampling.BICUBIC), 1, -128)
    turned = [band, band.transpose(Image.Transpose.FLIP_TOP_BOTTOM)]
    turned.append(band.transpose(Image.Transpose.FLIP_LEFT_RIGHT))
    whole = Image.merge("RGB", turned)
    for number in range(count):
        portrait = ImageChops.offset(whole, chance.randrange(SIZE[0]), chance.randrange(SIZE[1]))
        left, top = chance.randrange(600, 1000), chance.randrange(700, 1100)
        face = tuple(chance.randrange(90, 230) for _ in range(3))
        ImageDraw.Draw(portrait).ellipse(
            (left, top, left + 1300, top + 1700), outline=face, width=9
        )
        path = folder / f"portrait-{number:03}.jpg"
        portrait.save(path, quality=92, progressive=progressive)


def with_relais(root: Path, output: Path) -> int:
    """Check and publish as a build does; return how many files were encoded."""
    encoded = 0
    encode = pictures._encode  # noqa: SLF001 - only to count

    def counted(*arguments: object) -> bytes:
        nonlocal encoded
        encoded += 1
        return encode(*arguments)  # type: ignore[arg-type]

    pictures._encode = counted  # noqa: SLF001
    found = pictures.inspect_all(root, sorted(path.name for path in root.glob("*.jpg")))
    variants = [
        variant
        for name, picture in found.items()
        if isinstance(picture, Picture)
        for variant in pictures.variants(picture, name.removesuffix(".jpg"))
    ]
    for path, data in pictures.encode_all(root, variants):
        (output / path.rpartition("/")[2]).write_bytes(data)
    return encoded


def plain(job: tuple[Path, Path]) -> int:
    """Publish one portrait as a plain script would; return how many files were encoded."""
    source, output = job
    with Image.open(source) as opened:
        box = pictures.crop_box(Picture(source.name, "", *opened.size))
        part = opened.convert("RGB").crop(box)
    for width in WIDTHS:
        small = part.resize((width, width * 5 // 4), Image.Resampling.LANCZOS, reducing_gap=3.0)
        for form, quality in QUALITIES.items():
            path = output / f"{source.stem}-{width}.{form}"
            small.save(path, form.upper(), quality=quality, **OPTIONS[form])
    return len(WIDTHS) * len(QUALITIES)


def with_pillow(root: Path, output: Path) -> int:
    """Publish all in two processes; return how many files were encoded."""
    jobs = [(path, output) for path in sorted(root.glob("*.jpg"))]
    with multiprocessing.get_context("fork").Pool(PROCESSES) as pool:
        encoded = sum(pool.imap_unordered(plain, jobs))
        pool.close()
        pool.join()
    return encoded


WAYS = {"pillow": with_pillow, "relais": with_relais}


def measure(way: str, root: Path) -> Measured:
    """Run a way in this process, and say what it and the processes that it began took."""
    with tempfile.TemporaryDirectory(dir=root) as output:
        started = time.perf_counter()
        encoded = WAYS[way](root, Path(output))
        seconds = time.perf_counter() - started
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    processor = sum(used.ru_utime + used.ru_stime for used in both)
    most = max(used.ru_maxrss for used in both) // 1024
    return Measured(seconds, processor / seconds, most, encoded)


def run(way: str, root: Path) -> Measured:
    """Measure a way in a process of its own."""
    command = [sys.executable, __file__, "--only", way, "--folder", str(root)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


def compare(root: Path, runs: int) -> None:
    """Measure in turn and print a table."""
    took: dict[str, list[Measured]] = {}
    for _ in range(runs):
        shutil.rmtree(root / ".relais", ignore_errors=True)
        for name, way in (
            ("Plain loop over Pillow", "pillow"),
            ("Relais, no cache", "relais"),
            ("Relais, nothing changed", "relais"),
        ):
            took.setdefault(name, []).append(run(way, root))
    base = statistics.median(one.seconds for one in took["Plain loop over Pillow"])
    print("\n| | seconds | of the loop | processors busy | MB | files encoded |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for name, all_runs in took.items():
        middle = {
            key: statistics.median(getattr(one, key) for one in all_runs)
            for key in asdict(all_runs[0])
        }
        print(
            f"| {name} | {middle['seconds']:.2f} | {middle['seconds'] / base:.2f}"
            f" | {middle['busy']:.2f} | {middle['megabytes']:.0f} | {middle['encoded']:.0f} |",
            flush=True,
        )


def main() -> None:
    """Read the command's words and compare."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--progressive", action="store_true", help="portraits as progressive JPEG")
    parser.add_argument("--only", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.only:
        print(json.dumps(asdict(measure(options.only, options.folder))))
        return
    with tempfile.TemporaryDirectory() as folder:
        write_portraits(Path(folder), options.pictures, progressive=options.progressive)
        weight = sum(path.stat().st_size for path in Path(folder).glob("*.jpg"))
        print(f"{options.pictures} portraits of {SIZE[0]:,} x {SIZE[1]:,} pixels, ", end="")
        print(f"{weight / options.pictures / 1e6:.1f} MB each, medians of {options.runs}")
        compare(Path(folder), options.runs)


if __name__ == "__main__":
    main()
