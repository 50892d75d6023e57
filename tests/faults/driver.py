"""Runs an operation of Relais and kills itself, as `kill -9` would, before one of its steps.

A step is anything that changes names or opens a file: what Python reports to audit hooks. So a test
can end a process before each of them, and not only when chance would have it.

    python -m tests.faults.driver STEP publish TARGET SITE
    python -m tests.faults.driver STEP rollback TARGET
    python -m tests.faults.driver STEP build PROJECT VERSION

prints how many steps there were. STEP 0 kills nobody.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

STEPS = frozenset(
    {
        *("open", "os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
        *("os.symlink", "os.truncate", "os.utime", "shutil.rmtree", "subprocess.Popen"),
    }
)

FAKE_BUILDER = """
import sys
from pathlib import Path
site = Path(sys.argv[sys.argv.index("--site-dir") + 1])
(site / "assets").mkdir(parents=True)
(site / "assets/made-by-relais.txt").write_text("Relais made this folder.")
for number in range(10):
    (site / f"{number}.html").write_text("VERSION" * 100)
"""


class Steps:
    """Counts steps, and ends the process before a chosen one."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self.last = last
        self.counting = False

    def hook(self, event: str, arguments: tuple[object, ...]) -> None:
        """Take part in every audited event."""
        name = str(arguments[0]) if arguments else ""
        if not self.counting or event not in STEPS or name.endswith((".py", ".pyc")):
            return
        self.count += 1
        if self.count == self.last:
            os.kill(os.getpid(), signal.SIGKILL)


def main(arguments: list[str]) -> None:
    """Run one operation."""
    from relais import building  # noqa: PLC0415 - imports are no steps

    last, operation, where = int(arguments[0]), arguments[1], Path(arguments[2])
    steps = Steps(last)
    sys.addaudithook(steps.hook)
    if operation == "build":
        script = FAKE_BUILDER.replace("VERSION", arguments[3])
        building._builder = lambda root: [sys.executable, "-c", script]  # noqa: ARG005, SLF001
    else:
        from tests.releases import accept, quiet_target  # noqa: PLC0415
    steps.counting = True
    if operation == "publish":
        quiet_target(where).publish(Path(arguments[3]), accept, keep=2)
    elif operation == "rollback":
        quiet_target(where).roll_back()
    else:
        building.build_site(where, where / "site", None, "en")
    steps.counting = False
    print(steps.count)  # noqa: T201 - it is the answer


if __name__ == "__main__":
    main(sys.argv[1:])
