"""What an operator's log says: one line for each stage, with its time and its counts.

Lines go to standard error, so that a command's answer can be read by itself. As JSON each line is
an object: `time`, `stage`, `outcome` (done or failed), `seconds`, `counts`, and for a failure
`reason` and `live`, which tells what visitors see now.
"""

from __future__ import annotations

import json
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TextIO

from relais.errors import OperationError
from relais.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from relais.locking import Holder


@dataclass
class Log:
    """Where and how stages are told."""

    language: str = "en"
    form: str = "text"
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    live: Callable[[], str] | None = None
    """Says in a sentence what is live: asked when a stage fails."""

    @contextmanager
    def stage(self, name: str) -> Iterator[dict[str, int]]:
        """Tell of a stage when it ends; what is put into the yielded counts is told with it."""
        counts: dict[str, int] = {}
        started = time.monotonic()
        try:
            yield counts
        except Exception as error:
            self._tell_failure(name, time.monotonic() - started, counts, error)
            raise
        seconds = time.monotonic() - started
        if self.form == "json":
            self._write_json(name, "done", seconds, counts)
            return
        words = (f", {self._named(name)} {count}" for name, count in counts.items())
        details = {"seconds": f"{seconds:.1f}", "counts": "".join(words)}
        stage = sentence(self.language, f"stage-{name}")
        self._write(sentence(self.language, "stage-done", stage=stage, **details))

    def wait(self, holder: Holder) -> None:
        """Tell who is waited for."""
        details = {"process": holder.process, "since": holder.since}
        if self.form == "json":
            self._write_json("wait", "waiting", 0.0, {}, **details)
        else:
            self._write(sentence(self.language, "waiting", **details))

    def _named(self, count: str) -> str:
        return sentence(self.language, f"count-{count}")

    def _tell_failure(
        self, name: str, seconds: float, counts: dict[str, int], error: Exception
    ) -> None:
        reason = error.sentence(self.language) if isinstance(error, OperationError) else str(error)
        live = self.live() if self.live else ""
        if self.form == "json":
            self._write_json(name, "failed", seconds, counts, reason=reason, live=live)
            return
        stage = sentence(self.language, f"stage-{name}")
        # The reason is what the command ends with: people need not read it twice.
        said = sentence(self.language, "stage-failed", stage=stage, seconds=f"{seconds:.1f}")
        self._write(f"{said} {live}".rstrip())

    def _write_json(
        self, stage: str, outcome: str, seconds: float, counts: dict[str, int], **more: str
    ) -> None:
        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        data = {"time": now, "stage": stage, "outcome": outcome, "seconds": round(seconds, 3)}
        self._write(json.dumps({**data, "counts": counts, **more}, ensure_ascii=False))

    def _write(self, line: str) -> None:
        print(line, file=self.stream, flush=True)
