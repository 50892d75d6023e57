"""Switching releases while visitors read: a real nginx with our snippet delivers TARGET/current."""

from __future__ import annotations

import asyncio
import gzip
import re
import shutil
import signal
import subprocess
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.releases import accept, quiet_target, write_site
from tests.servers import nginx

if TYPE_CHECKING:
    from pathlib import Path

VISITORS = 8
_RELEASE = re.compile(rb"release-(\w+);")

WRK = """
local bad, pages = 0, 0
local threads = {}
function setup(thread) table.insert(threads, thread) end
function init(args) mixed = 0; wrong = 0; seen = 0 end
function response(status, headers, body)
  seen = seen + 1
  if status ~= 200 then wrong = wrong + 1 end
  local first = body:match("release%-(%w+);")
  for each in body:gmatch("release%-(%w+);") do
    if each ~= first then mixed = mixed + 1; break end
  end
end
function done(summary, latency, requests)
  local wrong, mixed, seen = 0, 0, 0
  for _, thread in ipairs(threads) do
    wrong = wrong + thread:get("wrong")
    mixed = mixed + thread:get("mixed")
    seen = seen + thread:get("seen")
  end
  local e = summary.errors
  print(string.format("RESULT seen=%d wrong=%d mixed=%d broken=%d", seen, wrong, mixed,
    e.connect + e.read + e.write + e.timeout))
end
"""


def write_marked_site(folder: Path, version: str) -> Path:
    """Write a site in which every line of every page tells its release."""
    write_site(folder, version, pages=2)
    for page in folder.rglob("*.html"):
        page.write_text(f"<p>release-{version};</p>\n" * 2000)
    return folder


async def read_pages(address: str, stop: asyncio.Event, counts: Counter[str]) -> None:
    """Be a visitor: ask for pages one after another until told to stop."""
    host = urlsplit(address)
    number = 0
    while not stop.is_set():
        number += 1
        path, form = ("/", "/page-1/")[number % 2], ("identity", "gzip")[number // 2 % 2]
        try:
            reader, writer = await asyncio.open_connection(host.hostname, host.port)
            request = f"GET {path} HTTP/1.1\r\nHost: x\r\nAccept-Encoding: {form}\r\n"
            writer.write(f"{request}Connection: close\r\n\r\n".encode())
            answer = await asyncio.wait_for(reader.read(), 20)
            writer.close()
            await writer.wait_closed()
        except (OSError, TimeoutError):
            counts["failed"] += 1
            continue
        head, _, body = answer.partition(b"\r\n\r\n")
        body = gzip.decompress(body) if b"Content-Encoding: gzip" in head else body
        lines = _RELEASE.findall(body)
        counts["pages"] += 1
        counts["failed"] += not head.startswith(b"HTTP/1.1 200") or len(lines) != 2000
        counts["mixed"] += len(set(lines)) != 1


async def switch_under_load(folder: Path, address: str, switches: int) -> Counter[str]:
    """Publish while visitors read; return what they saw."""
    counts, stop = Counter[str](), asyncio.Event()
    visitors = [asyncio.create_task(read_pages(address, stop, counts)) for _ in range(VISITORS)]
    for number in range(switches):
        site = write_marked_site(folder / "site", f"v{number}")
        await asyncio.to_thread(quiet_target(folder / "target").publish, site, accept, 2)
        shutil.rmtree(site)
        counts["switches"] += 1
    stop.set()
    await asyncio.gather(*visitors)
    return counts


def under_load(folder: Path, switches: int) -> Counter[str]:
    """Serve a target and switch its releases under load."""
    site = write_marked_site(folder / "site", "first")
    quiet_target(folder / "target").publish(site, accept)
    shutil.rmtree(site)
    (folder / "server").mkdir()
    with nginx(folder / "target/current", folder / "server") as address:
        return asyncio.run(switch_under_load(folder, address, switches))


def test_visitors_notice_no_switch(tmp_path: Path) -> None:
    """While releases change, no request fails and no page mixes two releases."""
    counts = under_load(tmp_path, 10)
    assert counts["switches"] == 10
    assert counts["pages"] > VISITORS
    assert (counts["failed"], counts["mixed"]) == (0, 0), counts


@pytest.mark.faults
def test_visitors_notice_none_of_a_hundred_switches(tmp_path: Path) -> None:
    """The same for a hundred."""
    counts = under_load(tmp_path, 100)
    print(dict(counts))  # noqa: T201 - shown with -s
    assert counts["switches"] == 100
    assert (counts["failed"], counts["mixed"]) == (0, 0), counts


@pytest.mark.faults
def test_wrk_notices_none_of_a_hundred_switches(tmp_path: Path) -> None:
    """The same, asked by wrk as fast as it can."""
    wrk = shutil.which("wrk")
    if not wrk:
        pytest.skip("wrk is not installed; the test before does the same, slower")
    (tmp_path / "check.lua").write_text(WRK)
    site = write_marked_site(tmp_path / "site", "first")
    target = quiet_target(tmp_path / "target")
    target.publish(site, accept)
    (tmp_path / "server").mkdir()
    with nginx(tmp_path / "target/current", tmp_path / "server") as address:
        command = [wrk, "-t2", "-c16", "-d600s", "-s", str(tmp_path / "check.lua"), f"{address}/"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as load:
            for number in range(100):
                shutil.rmtree(site)
                target.publish(write_marked_site(site, f"v{number}"), accept, keep=2)
            load.send_signal(signal.SIGINT)  # it stops and tells what it saw
            output, _ = load.communicate(timeout=120)
    print(output)  # noqa: T201 - shown with -s
    found = dict(re.findall(r"(\w+)=(\d+)", output))
    assert int(found["seen"]) > 1000
    assert (found["wrong"], found["mixed"], found["broken"]) == ("0", "0", "0"), output
