"""How many processors this process may use: a host may have many more than a container gets."""

from __future__ import annotations

import contextlib
import math
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

_GROUPS: Final = Path("/sys/fs/cgroup")
_OWN: Final = Path("/proc/self/cgroup")


def count(groups: Path = _GROUPS, own: Path = _OWN) -> int:
    """Return the number of processors that may be used, at least 1.

    Those that the system lets this process run on, and no more than its control groups have time
    for (Linux, `cpu.max` of control groups v2, rounded up).
    """
    if hasattr(os, "sched_getaffinity"):
        found = len(os.sched_getaffinity(0))
    else:  # macOS and Windows
        found = os.cpu_count() or 1
    return max(1, min((found, *_quotas(groups, own))))


def _quotas(groups: Path, own: Path) -> Iterator[int]:
    """Yield what the process's own group and each above it have time for."""
    with contextlib.suppress(OSError, ValueError):
        (name,) = [line[3:] for line in own.read_text().splitlines() if line.startswith("0::")]
        group = PurePosixPath(name.lstrip("/"))
        for above in (group, *group.parents):
            with contextlib.suppress(OSError, ValueError, ZeroDivisionError):
                quota, period = (groups / above / "cpu.max").read_text().split()
                yield math.ceil(int(quota) / int(period))  # "max", without a limit, is no number
