"""Compressed forms beside text files: the same each time, and what real servers deliver."""

from __future__ import annotations

import gzip
import http.client
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import precompression
from relais.assets import FRESH, IMMUTABLE
from relais.headers import FIXED
from tests.pages import asset
from tests.releases import accept, quiet_target
from tests.servers import BROTLI, caddy, nginx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@given(st.binary(max_size=3000))
def test_forms_hold_the_same_and_are_smaller(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    """Whatever the content, each form unpacks to it, is smaller, and is the same each time."""
    folder = tmp_path_factory.getbasetemp()
    forms = dict(precompression.compress(folder, data * 2))
    assert forms == dict(precompression.compress(folder, data * 2))
    for ending, packed in forms.items():
        assert len(packed) < len(data * 2)
        unpacked = gzip.decompress(packed) if ending == ".gz" else brotli.decompress(packed)
        assert unpacked == data * 2


def test_gzip_says_neither_when_nor_what(tmp_path: Path) -> None:
    """The header of a gzip form has no time and no name (RFC 1952)."""
    packed = dict(precompression.compress(tmp_path, b"words " * 1000))[".gz"]
    assert packed[3:8] == bytes(5)


def test_only_larger_text_files_have_forms(tmp_path: Path) -> None:
    """Pictures, fonts and files below a kilobyte stay alone."""
    files = [("a.html", b"a" * 2000), ("b.html", b"b" * 1000), ("c.png", b"c" * 2000)]
    found = precompression.compress_all(tmp_path, files)
    assert {path for path, _, forms in found if forms} == {"a.html"}


def test_warm_compression_compresses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was compressed once is found again."""
    first = list(precompression.compress(tmp_path, b"words " * 1000))
    monkeypatch.setattr(precompression, "_brotli", None)
    monkeypatch.setattr(precompression, "_gzip", None)
    assert list(precompression.compress(tmp_path, b"words " * 1000)) == first


WITH_BROTLI = "nginx with its module for Brotli"


@pytest.fixture(
    scope="module",
    params=[
        "nginx",
        "caddy",
        pytest.param(
            WITH_BROTLI,
            marks=pytest.mark.skipif(
                not BROTLI.exists(), reason="needs libnginx-mod-http-brotli-static"
            ),
        ),
    ],
)
def served(
    request: pytest.FixtureRequest, small_site: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Publish the small site; serve what is live; yield the server's name and its address."""
    folder = tmp_path_factory.mktemp("served")
    quiet_target(folder / "target").publish(small_site, accept)
    (folder / "server").mkdir()
    where = (folder / "target/current", folder / "server")
    packs = request.param == WITH_BROTLI
    running = caddy(*where) if request.param == "caddy" else nginx(*where, brotli=packs)
    with running as address:
        yield request.param, address


def answer(address: str, accepted: str) -> tuple[http.client.HTTPResponse, bytes]:
    """Return an answer and its body as it was sent."""
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=10)
    connection.request("GET", parts.path, headers={"Accept-Encoding": accepted})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response, body


KINDS = {
    "site.css": {"text/css"},
    "list.js": {"text/javascript", "application/javascript"},
    "feed.xml": {"application/atom+xml"},
    "data/interviews.json": {"application/json"},
}


@pytest.mark.parametrize("path", ["", "partners/ada-example/", *KINDS])
def test_servers_deliver_the_forms(served: tuple[str, str], small_site: Path, path: str) -> None:
    """A browser that reads gzip or Brotli gets it, all others the plain file, with headers."""
    server, address = served
    kinds = KINDS.get(path, {"text/html"})
    path = asset(small_site, path) if path in {"site.css", "list.js"} else path
    file = small_site / path
    plain = (file / "index.html" if file.is_dir() else file).read_bytes()
    accepted = {"gzip": "gzip", "identity": None}
    if server != "nginx":  # which has no Brotli by itself: see its snippet
        accepted |= {"br, gzip": "br", "gzip, deflate, br, zstd": "br", "br;q=0, gzip": "gzip"}
    for asked, encoding in accepted.items():
        response, body = answer(f"{address}/{path}", asked)
        assert response.status == 200
        assert response.headers["Content-Encoding"] == encoding
        unpack = {"gzip": gzip.decompress, "br": brotli.decompress}.get(encoding or "", bytes)
        assert unpack(body) == plain
        if encoding:  # so that no cache gives it to somebody who cannot read it
            assert "Accept-Encoding" in response.headers["Vary"]
        for name, value in FIXED.items():
            assert response.headers[name] == value
        assert response.headers["Content-Type"].partition(";")[0] in kinds
        kept = IMMUTABLE if path.startswith("assets/") else FRESH
        assert response.headers["Cache-Control"] == kept
