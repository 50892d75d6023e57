"""A real S3 server on loopback, and a connection to it that can be cut."""

from __future__ import annotations

import contextlib
import socket
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

from moto.server import ThreadedMotoServer

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def s3_server() -> Iterator[int]:
    """Run an empty S3 server; yield its port."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        yield server.get_host_and_port()[1]
    finally:
        server.stop()


class CuttingProxy:
    """Passes bytes on until a given number was sent, then breaks every connection."""

    def __init__(self, port: int) -> None:
        self.upstream = port
        self.left: float = float("inf")
        self.sent = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = int(self.listener.getsockname()[1])
        self.threads: list[threading.Thread] = []
        self._start(self._accept)

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self.threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            if self.left <= 0:
                client.close()
                continue
            server = socket.create_connection(("127.0.0.1", self.upstream))
            self._start(self._pass, client, server)
            self._start(self._pass, server, client, "back")

    def _pass(self, source: socket.socket, target: socket.socket, way: str = "there") -> None:
        with contextlib.suppress(OSError), source, target:
            while data := source.recv(4096):
                if way == "there":
                    self.sent += len(data)
                    self.left -= len(data)
                if self.left <= 0:
                    for each in (source, target):
                        each.shutdown(socket.SHUT_RDWR)
                    return
                target.sendall(data)
            target.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Stop passing anything on."""
        self.left = 0
        with contextlib.suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
