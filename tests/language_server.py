"""The language server that editors run, spoken to as an editor does (LSP 3.17, over a pipe)."""

from __future__ import annotations

import json
import shutil
import subprocess
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PROGRAM = REPOSITORY / "tests/node_modules/yaml-language-server/bin/yaml-language-server"


class Editor:
    """An editor that has one server and opens files in it."""

    def __init__(self, server: subprocess.Popen[bytes], schemas: dict[str, str]) -> None:
        assert server.stdin is not None
        assert server.stdout is not None
        self._in: IO[bytes] = server.stdin
        self._out: IO[bytes] = server.stdout
        self._number = 0
        self._diagnostics: dict[str, list[dict[str, Any]]] = {}
        self._settings = {
            "yaml": {
                "schemas": schemas,
                "schemaStore": {"enable": False},
                "validate": True,
                "hover": True,
                "completion": True,
            }
        }

    def start(self, root: Path) -> None:
        """Shake hands."""
        self.ask(
            "initialize",
            {
                "processId": None,
                "rootUri": root.as_uri(),
                "workspaceFolders": [{"uri": root.as_uri(), "name": "project"}],
                "capabilities": {
                    "workspace": {"configuration": True, "workspaceFolders": True},
                    "textDocument": {"hover": {"contentFormat": ["markdown", "plaintext"]}},
                },
            },
        )
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": self._settings})

    def open(self, path: Path, text: str) -> list[dict[str, Any]]:
        """Open a file with a text that need not be on the disk; return what is marked in it."""
        document = {"uri": path.as_uri(), "languageId": "yaml", "version": 1, "text": text}
        self._diagnostics.pop(path.as_uri(), None)
        self._tell("textDocument/didOpen", {"textDocument": document})
        while path.as_uri() not in self._diagnostics:
            self._take(self._read())
        return self._diagnostics[path.as_uri()]

    def at(self, method: str, path: Path, line: int, column: int) -> Any:  # noqa: ANN401 - JSON
        """Ask for something at a place, counted from 1 as Relais does."""
        return self.ask(
            f"textDocument/{method}",
            {
                "textDocument": {"uri": path.as_uri()},
                "position": {"line": line - 1, "character": column - 1},
            },
        )

    def ask(self, method: str, parameters: Any) -> Any:  # noqa: ANN401 - JSON
        """Send a request and return its answer."""
        self._number += 1
        number = self._number
        self._send({"id": number, "method": method, "params": parameters})
        while True:
            message = self._read()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message.get("result")
            self._take(message)

    def _tell(self, method: str, parameters: Any) -> None:  # noqa: ANN401 - JSON
        self._send({"method": method, "params": parameters})

    def _take(self, message: dict[str, Any]) -> None:
        """Note what the server says by itself, and answer what it asks."""
        if message.get("method") == "textDocument/publishDiagnostics":
            self._diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        elif "id" in message and "method" in message:
            result = None
            if message["method"] == "workspace/configuration":
                items = message["params"]["items"]
                result = [self._settings.get(item.get("section", "")) for item in items]
            self._send({"id": message["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._in.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
        self._in.flush()

    def _read(self) -> dict[str, Any]:
        length = 0
        while (line := self._out.readline()) != b"\r\n":
            assert line, "the language server ended"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        message: dict[str, Any] = json.loads(self._out.read(length))
        return message


@contextmanager
def editor(root: Path, schemas: dict[str, str] | None = None) -> Iterator[Editor]:
    """Start the language server for a project; `schemas` are an editor's own settings."""
    node = shutil.which("node")
    assert node is not None
    with subprocess.Popen(
        [node, str(PROGRAM), "--stdio"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        # Whatever it would fetch it would fetch from a port on which nobody listens.
        env={"PATH": "", "HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9"},
    ) as server:
        try:
            client = Editor(server, schemas or {})
            client.start(root)
            yield client
        finally:
            server.kill()
