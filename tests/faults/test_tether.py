"""Pagefind and whoever started it: no way to end the one leaves the other behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from relais import search_index, tether
from relais.search_reading import Document
from relais.shelf import Shelf
from tests.conftest import AS_OF
from tests.projects import make_project

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills as POSIX systems do")

PATIENCE = 30
SLOW_PAGEFIND = """
from pathlib import Path
def get_executable():
    return Path(__file__).with_name("slow")
"""
BUSY = """
import sys
from itertools import count
from pathlib import Path
from relais import search_index
from relais.search_reading import Document
from relais.shelf import Shelf
shelf = Shelf(Path(sys.argv[1]))
page = '<html lang="en"><body data-pagefind-body><h1>{0}</h1><p>' + "lamp {0} " * 300
for turn in count():  # Pagefind is soon done: it is given other words until it was seen
    pages = [
        Document.of(f"{number}/index.html", page.format(f"{turn}x{number}"))
        for number in range(3000)
    ]
    search_index.start(shelf, pages).finish(Path(sys.argv[1], "site", str(turn)))
"""


def eventually(condition: Callable[[], object], what: str) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.02)


def running(words: str, parent: int | None = None) -> list[int]:
    """Return the processes whose command holds these words, all or those of a parent.

    One that has ended and waits for somebody to ask for its status is none.
    """
    listed = subprocess.run(
        ["/bin/ps", "-A", "-ww", "-o", "pid=,ppid=,stat=,args="],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    lines = (line.split(None, 3) for line in listed.splitlines())
    return [
        int(number)
        for number, above, state, command in lines
        if words in command and state[0] != "Z" and parent in {None, int(above)}
    ]


def test_killed_build_leaves_no_pagefind(tmp_path: Path) -> None:
    """After `kill -9` of a real build and its builder, Pagefind is gone; the next build works."""
    project = make_project(tmp_path / "project")
    # Stands before the real one and gives time: it is at work until somebody ends it.
    project.write("slow/pagefind_bin.py", SLOW_PAGEFIND)
    sleeping = f"sleep 600.{os.getpid()}"
    project.write("slow/slow", f"#!/bin/sh\ntouch {tmp_path}/pagefind\nexec {sleeping}\n")
    project.path("slow/slow").chmod(0o755)
    with subprocess.Popen(
        [sys.executable, "-m", "relais", "build", "--as-of", AS_OF],
        cwd=project.root,
        env={**os.environ, "PYTHONPATH": str(project.path("slow")), "CHROMIUM": ""},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as build:
        try:
            eventually((tmp_path / "pagefind").exists, "Pagefind does not run")
            (builder,) = running("--site-dir", build.pid)
            assert running(sleeping) != []
        finally:
            build.kill()
        os.kill(builder, signal.SIGKILL)
    eventually(lambda: not running(sleeping), "Pagefind was left behind")
    eventually(lambda: not running(str(project.root)), "something was left behind")
    assert (project.build("--as-of", AS_OF) / "index.html").is_file()


def test_real_pagefind_ends_with_a_killed_process(tmp_path: Path) -> None:
    """Also when its folder is deleted under it, in which case it would hang."""
    with subprocess.Popen([sys.executable, "-c", BUSY, str(tmp_path)]) as starter:
        try:
            eventually(lambda: len(running(str(tmp_path))) > 2, "Pagefind does not run")
        finally:
            starter.kill()
        shutil.rmtree(tmp_path / ".relais", ignore_errors=True)
    eventually(lambda: not running(str(tmp_path)), "Pagefind was left behind")


def test_abandoned_index_leaves_nothing(tmp_path: Path) -> None:
    """A preview that ends while an index is made ends Pagefind and clears its folder away."""
    document = '<html lang="en"><body data-pagefind-body><h1>Lamps</h1></body></html>'
    pages = [Document.of(f"{number}/index.html", document) for number in range(2000)]
    index = search_index.start(Shelf(tmp_path), pages)
    index.abandon()
    assert running(str(tmp_path)) == []
    assert not list((tmp_path / ".relais/search").iterdir())


def test_end_may_come_from_another_thread() -> None:
    """Who waits in one thread learns that another one ended the program."""
    for _ in range(20):
        process = tether.start(["sleep", "600"])
        threading.Thread(target=tether.end, args=(process,)).start()
        assert tether.wait(process)[0] == 128 + signal.SIGKILL


def test_status_and_words_are_the_programs() -> None:
    """What the program says and how it ends is known, and its standard input is empty."""
    process = tether.start(["sh", "-c", "cat; echo is wrong >&2; exit 3"])
    assert tether.wait(process) == (3, "is wrong\n")
    process = tether.start(["sh", "-c", "kill -9 $$"])
    assert tether.wait(process) == (137, "")


def test_starters_thread_may_end_first(tmp_path: Path) -> None:
    """The program outlives the thread that started it, as long as the process is there."""
    started: list[subprocess.Popen[bytes]] = []
    command = ["sh", "-c", f"sleep 0.5; echo done > {tmp_path}/done"]
    thread = threading.Thread(target=lambda: started.append(tether.start(command)))
    thread.start()
    thread.join()
    assert tether.wait(started[0]) == (0, "")
    assert Path(tmp_path, "done").read_text() == "done\n"
