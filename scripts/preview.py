"""The preview that `relais serve` starts: brings together what is shown and the templates.

python scripts/preview.py ROOT PORT LANGUAGE
"""

from __future__ import annotations

import gc
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import watchfiles

import rendering
import templates
from relais.errors import SetupError
from relais.preview.server import HOST, Server
from relais.preview.state import Preview
from relais.preview.terminal import Terminal

if TYPE_CHECKING:
    from relais.project import PublicProject
    from relais.views import PageDescription

WATCHED = ("content", "docs", "overrides")


def main(root: Path, port: int, language: str) -> None:
    """Serve the preview and follow what is saved until Ctrl+C."""
    preview = Preview(root, f"http://{HOST}:{port}/")
    terminal = Terminal(preview, language)
    environment = templates.environment(root, follow=True)

    def render(project: PublicProject, page: PageDescription, site_url: str) -> str:
        return rendering.Renderer(project, site_url, environment).render(page)

    # A project is thousands of objects that stay: to look through them for garbage takes time.
    gc.set_threshold(100_000, 20, 100)
    # Whoever ends the program ends it as Ctrl+C does, so that nothing is left behind.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    preview.refresh()
    try:
        server = Server(port, preview, render, language)
    except OSError:
        raise SetupError(terminal.port_is_taken(port)) from None
    threading.Thread(target=server.serve_forever, daemon=True).start()
    terminal.report()
    terminal.welcome()
    folders = [root / name for name in WATCHED if (root / name).is_dir()]
    try:
        for _ in watchfiles.watch(*folders, debounce=100, step=20, rust_timeout=1000):
            preview.refresh()
            terminal.report()
    except KeyboardInterrupt:
        pass
    finally:
        server.shutdown()
        preview.close()


if __name__ == "__main__":
    try:
        main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
    except SetupError as error:
        sys.exit(str(error))
