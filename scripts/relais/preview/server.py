"""The preview over HTTP, for the browser on the same computer."""

from __future__ import annotations

import logging
import mimetypes
import re
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Final
from urllib.parse import quote, unquote, urlsplit

from relais.addresses import NOT_FOUND
from relais.preview.bar import FILES, FOLDER, alone, with_bar
from relais.preview.state import is_search
from relais.servers import TYPES

if TYPE_CHECKING:
    from relais.preview.state import Preview, Render

HOST: Final = "127.0.0.1"
"""Drafts are nobody else's business: only this computer can ask."""
_OWN_HOST: Final = re.compile(r"(127\.0\.0\.1|localhost)(:[0-9]{1,5})?", re.IGNORECASE)
"""How a browser on this computer names the preview; the port may be another one that leads here."""
_ALWAYS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HEARTBEAT: Final = 15
"""Seconds after which a waiting browser is told that the preview is still there."""

_log = logging.getLogger("relais.preview")


class Server(ThreadingHTTPServer):
    """Answers with the pages of a preview."""

    daemon_threads = True

    def __init__(self, port: int, preview: Preview, render: Render, language: str) -> None:
        self.preview, self.render, self.language = preview, render, language
        super().__init__((HOST, port), _Handler)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that closes while it is answered."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        """Answer with a page, a file, or the news that something was saved."""
        hosts = self.headers.get_all("Host", [])
        if len(hosts) != 1 or not _OWN_HOST.fullmatch(hosts[0]):
            # Another site's page could otherwise read drafts by a name that leads to this computer.
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"")
            return
        path = unquote(urlsplit(self.path).path).removeprefix("/")
        if path == f"{FOLDER}/events":
            self._tell()
        elif path.startswith(f"{FOLDER}/"):
            data = FILES.get(path.removeprefix(f"{FOLDER}/"))
            self._send_file(path, data)
        elif path.startswith("assets/") or "." in path.rpartition("/")[2]:
            self._send_file(path, self._file(path))
        else:
            self._send_page(path)

    def end_headers(self) -> None:
        """Let no other site's page load or frame what is shown, whatever the answer is."""
        for name, value in _ALWAYS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class
        """Keep the terminal for what is wrong in the content."""

    def _file(self, path: str) -> bytes | None:
        preview = self.server.preview
        if is_search(path):
            return preview.search_file(path)
        return preview.shown.file(path) if preview.shown else None

    def _send_page(self, path: str) -> None:
        server, preview = self.server, self.server.preview
        shown = preview.shown
        if shown is None:
            text = alone(preview, server.language)
            self._send(HTTPStatus.SERVICE_UNAVAILABLE, "text/html", text.encode())
            return
        if path and not path.endswith("/"):
            self.send_response(HTTPStatus.MOVED_PERMANENTLY)
            # Quoted, so that it neither ends the header nor names another host.
            self.send_header("Location", f"/{quote(path.lstrip('/'))}/")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        page, status = shown.page(path), HTTPStatus.OK
        if page is None and (moved := shown.file(f"{path}index.html")):
            self._send(HTTPStatus.OK, "text/html", moved)
            return
        if page is None:
            language = path.partition("/")[0]
            page = shown.page(f"{language}/{NOT_FOUND}") or shown.page(NOT_FOUND)
            status = HTTPStatus.NOT_FOUND
        if page is None:
            self._send(status, "text/plain", b"")
            return
        try:
            text = server.render(shown.project, page, shown.site_url)
        except Exception as error:  # noqa: BLE001 - a template being written may do anything
            _log.exception("The page %s could not be made.", path or "/")
            text = alone(preview, server.language, f"{type(error).__name__}: {error}")
            self._send(HTTPStatus.INTERNAL_SERVER_ERROR, "text/html", text.encode())
            return
        self._send(status, "text/html", with_bar(text, path, preview, server.language).encode())

    def _send_file(self, path: str, data: bytes | None) -> None:
        if data is None:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        name = path.rpartition("/")[2]
        kind = TYPES.get(name) or mimetypes.guess_type(name)[0] or "application/octet-stream"
        self._send(HTTPStatus.OK, kind, data)

    def _send(self, status: HTTPStatus, kind: str, data: bytes) -> None:
        text = kind.startswith("text/") or kind.endswith(("xml", "json", "javascript"))
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(data)

    def _tell(self) -> None:
        """Tell the browser each version, as the HTML standard's server-sent events."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        version = -1
        while True:
            latest = self.server.preview.wait(version, _HEARTBEAT)
            line = ":\n\n" if latest == version else f"data: {latest}\n\n"
            version = latest
            try:
                self.wfile.write(line.encode())
                self.wfile.flush()
            except OSError:  # the page was left
                return
