"""A program that ends with whoever started it, however that ends.

Nobody can clean up after `kill -9`, so somebody else has to watch. Between the two stands a small
process, this file, whose standard input is a pipe that the starter holds open and never writes to.
The system closes it when the starter ends, and the program is killed.

Linux could do it without a process (PR_SET_PDEATHSIG), but the signal comes when the thread that
started the program ends, which in a preview is one of many; it has to be asked for between fork and
exec, where code in a process with threads may wait for ever; and other systems have nothing alike.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def start(
    command: list[str], folder: Path | None = None, environment: Mapping[str, str] | None = None
) -> subprocess.Popen[bytes]:
    """Start a program; what it says on standard error is for the caller to read.

    Its folder and environment are this process's, unless told.

    It ends when the returned process's standard input is closed, see `end`. That process has the
    program's exit status, or 128 and its signal's number.
    """
    return subprocess.Popen(  # noqa: S603 - our own words and paths
        [sys.executable, "-I", "-S", __file__, *command],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=environment,
    )


def wait(process: subprocess.Popen[bytes]) -> tuple[int, str]:
    """Wait until the program has ended; return its status and what it said."""
    assert process.stderr is not None  # noqa: S101 - see `start`
    try:
        said = process.stderr.read()
    except ValueError:  # another thread has ended it
        said = b""
    end(process)
    return process.returncode, said.decode("utf-8", "replace")


def end(process: subprocess.Popen[bytes]) -> None:
    """End the program, if it has not ended; safe while another thread waits for it."""
    if process.stdin:
        process.stdin.close()
    process.wait()
    if process.stderr:
        process.stderr.close()


def _main(command: list[str]) -> int:
    # A Ctrl+C reaches the starter too, and that is enough.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    program = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 - as above

    def watch() -> None:
        os.read(0, 1)  # nothing is ever written: this ends when the other end is closed
        program.kill()

    threading.Thread(target=watch, daemon=True).start()
    status = program.wait()
    return status if status >= 0 else 128 - status


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
