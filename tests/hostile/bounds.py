"""Running a command with a bound on its time, its memory and what it waits for."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
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

    def is_bounded(self, cases: int = 1) -> bool:
        """Tell whether it kept within the bounds, and fail with the figures otherwise.

        For a command that reads many cases at once the time is that of all together.
        """
        assert "Traceback" not in self.stderr + self.stdout, self.stderr
        assert self.status in (0, 1, 2), (self.status, self.stderr)
        assert self.seconds < SECONDS * cases, self.seconds
        assert self.megabytes < MEGABYTES, self.megabytes
        return True


def run_bounded(arguments: Sequence[str], folder: Path) -> Done:
    """Run the command `relais` in a folder, in English, and measure it."""
    return run_python(["-m", "relais", *arguments], folder)


_LAUNCHER: Final = """
import os, subprocess, sys
process = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(process.pid, 0)
seconds = used.ru_utime + used.ru_stime
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), seconds, used.ru_maxrss, file=file)
"""
"""Stands between, since a process counts as its own what its parent held when it was begun."""


def run_python(arguments: Sequence[str], folder: Path) -> Done:
    """Run Python, and end it when it takes far longer than it may."""
    clean = {key: value for key, value in os.environ.items() if key != "SOURCE_DATE_EPOCH"}
    with tempfile.TemporaryDirectory() as place:
        report = os.path.join(place, "report")  # noqa: PTH118 - a name for the launcher
        process = subprocess.Popen(
            [sys.executable, "-c", _LAUNCHER, report, sys.executable, *arguments],
            cwd=folder,
            env={**clean, "RELAIS_LANG": "en", "CHROMIUM": ""},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        try:
            out, err = process.communicate(timeout=_STUCK)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # the launcher and all that it began
            process.communicate()
            raise
        with open(report, encoding="ascii") as file:  # noqa: PTH123 - see above
            status, seconds, kilobytes = file.read().split()
    return Done(int(status), out, err, float(seconds), int(kilobytes) // 1024)
