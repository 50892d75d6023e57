"""The proof of what visitors were asked: a dated file for the operator, one for each wording.

Who relies on consent must be able to show what was consented to (GDPR article 7(1)). The record
holds the banner's words in each language and the register; where there is a Chromium, a picture of
the banner stands beside it. A build that asks the same again writes nothing, not even a picture
that was missed.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import subprocess
import tempfile
import threading
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relais import atomic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from relais.consent import Consent

FOLDER: Final = "records/consent"
_PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
_FLAGS: Final = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--window-size=390,700",
)
_TIME_LIMIT: Final = 30
"""Seconds after which a build goes on without the picture."""


def write(
    root: Path, site: Path, pages: Mapping[str, Path], consent: Consent, day: date
) -> Path | None:
    """Write the record of what the built `pages` ask, by language; return its file if it is new.

    `site` is the folder of the built site, `day` the one on which it is built.
    """
    if not consent.purposes:
        return None
    told = {
        "revision": consent.revision,
        "banner": {language: banner_text(page) for language, page in sorted(pages.items())},
        "purposes": [purpose.model_dump(mode="json") for purpose in consent.purposes],
        "trackers": [tracker.model_dump(mode="json") for tracker in consent.trackers],
    }
    digest = hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:12]
    folder = root / FOLDER
    if any(folder.glob(f"*-{digest}.json")):
        return None
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{day.isoformat()}-{digest}.json"
    record = {"first_asked_on": day.isoformat(), **told}
    atomic.write(path, json.dumps(record, ensure_ascii=False, indent=2).encode() + b"\n")
    with _served(site) as address:
        for language, page in pages.items():
            picture = path.with_suffix(f".{language}.png")
            _photograph(address + page.relative_to(site).as_posix(), picture)
    return path


def banner_text(page: Path) -> list[str]:
    """Return the banner's words in a built page, an item for each line that visitors see."""
    reader = _BannerReader()
    reader.feed(page.read_text("utf-8"))
    return [line for text in reader.lines if (line := " ".join(text.split()))]


@contextlib.contextmanager
def _served(folder: Path) -> Iterator[str]:
    """Serve a folder on loopback: a page that is opened as a file has no cookies to ask about."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    handler = functools.partial(Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def _photograph(address: str, picture: Path) -> None:
    """Take a picture of a page as a phone shows it, if there is a Chromium; else do nothing."""
    wanted = os.environ.get("CHROMIUM")
    names = _PROGRAMS if wanted is None else filter(None, [wanted])
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        return
    with tempfile.TemporaryDirectory() as profile, contextlib.suppress(OSError):
        target = Path(profile, "banner.png")
        command = [program, *_FLAGS, f"--user-data-dir={profile}", f"--screenshot={target}"]
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(  # noqa: S603 - our own words and paths
                [*command, address], check=False, capture_output=True, timeout=_TIME_LIMIT
            )
        if target.is_file():
            atomic.write(picture, target.read_bytes())


class _BannerReader(HTMLParser):
    """Collects the words of the banner, a line for each block."""

    _BLOCKS: Final = frozenset({"p", "li", "legend", "label", "button"})

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = [""]
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where the banner begins, and where a line does."""
        if self._depth:
            self._depth += tag == "section"
        elif "data-consent-banner" in dict(attrs):
            self._depth = 1
        if tag in self._BLOCKS:
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        """Note where the banner ends."""
        self._depth -= bool(self._depth) and tag == "section"
        if tag in self._BLOCKS:
            self.lines.append("")

    def handle_data(self, data: str) -> None:
        """Keep the words inside the banner."""
        if self._depth:
            self.lines[-1] += data
