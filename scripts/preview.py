"""The preview that `relais serve` starts: brings together what is shown and the templates.

python scripts/preview.py ROOT PORT LANGUAGE
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

import rendering
from relais.diagnostics import Severity, format_text, summary
from relais.errors import SetupError
from relais.messages import words
from relais.preview.server import HOST, Server
from relais.preview.state import Preview

if TYPE_CHECKING:
    from relais.project import PublicProject
    from relais.views import PageDescription

WATCHED = ("content", "docs", "overrides")


def main(root: Path, port: int, language: str) -> None:
    """Serve the preview and follow what is saved until Ctrl+C."""
    preview = Preview(root, f"http://{HOST}:{port}/")
    environment = rendering.environment(root)

    def render(project: PublicProject, page: PageDescription, site_url: str) -> str:
        template = environment.get_template(rendering.template(page))
        return template.render(rendering.context(project, page, site_url))

    preview.refresh()
    told: set[tuple[object, ...]] = set()
    say = words(language).message
    try:
        server = Server(port, preview, render, language)
    except OSError:
        raise SetupError(say("preview-port", {"port": str(port)})) from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    _report(preview, language, told)
    print(say("preview-at", {"address": preview.site_url}), flush=True)
    folders = [root / name for name in WATCHED if (root / name).is_dir()]
    try:
        for _ in watchfiles.watch(*folders, debounce=100, step=20, rust_timeout=1000):
            preview.refresh()
            _report(preview, language, told)
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        preview.close()


def _report(preview: Preview, language: str, told: set[tuple[object, ...]]) -> None:
    """Say every mistake each time, and each warning when it appears."""
    for problem in preview.problems:
        if problem.severity is Severity.ERROR or problem.sort_key not in told:
            print(format_text(problem, language), file=sys.stderr)
    told.clear()
    told.update(problem.sort_key for problem in preview.problems)
    if preview.failure:
        print(preview.failure, file=sys.stderr)
    took = words(language).message("preview-took", {"seconds": f"{preview.seconds:.2f}"})
    print(f"{took} {summary(preview.problems, language)}", flush=True)


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except SetupError as error:
        sys.exit(str(error))
