"""Running a command with a bound on its time, its memory and what it waits for."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SECONDS: Final = 5
"""Most time that hostile input may take: of a processor, so that a busy machine is no failure."""
MEGABYTES: Final = 500
"""Most memory that it may take."""
_STUCK: Final = 60
"""Seconds after which a command that waits for something is ended."""


@dataclass(frozen=True)
class Done:
    """A command that ended."""

    status: int
    stdout: str
    stderr: str
    seconds: float
    """Of a processor, together with the commands that it ran."""
    megabytes: int
    """The most that it, or one of these, held at once."""

    def is_bounded(self) -> bool:
        """Tell whether it kept within the bounds, and fail with the figures otherwise."""
        assert "Traceback" not in self.stderr + self.stdout, self.stderr
        assert self.status in (0, 1, 2), (self.status, self.stderr)
        assert self.seconds < SECONDS, self.seconds
        assert self.megabytes < MEGABYTES, self.megabytes
        return True


def run_bounded(arguments: Sequence[str], folder: Path) -> Done:
    """Run the command `relais` in a folder, in English, and measure it."""
    return run_python(["-m", "relais", *arguments], folder)


def run_python(arguments: Sequence[str], folder: Path) -> Done:
    """Run Python, and end it when it takes far longer than it may."""
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env={**clean, "RELAIS_LANG": "en", "CHROMIUM": ""},
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
        )
        watch = threading.Timer(_STUCK, process.kill)
        watch.start()
        _, status, used = os.wait4(process.pid, 0)  # knows what this very child used
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode("utf-8", "replace"))
    return Done(
        process.returncode, *texts, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    )
