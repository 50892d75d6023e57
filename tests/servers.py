"""Real web servers with the snippets that a build makes."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""Of the package libnginx-mod-http-brotli-static."""
NGINX = """
{module}
daemon off;
{user}
error_log stderr;
pid {folder}/nginx.pid;
events {{}}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port}{tls};
    root {site};
    include {snippet};
  }}
}}
"""
CADDY = """
{{
    admin off
    auto_https off
}}
http://127.0.0.1:{port} {{
    root * {site}
    import {site}/_server/Caddyfile
}}
"""


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _program(name: str) -> str:
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
    assert found, f"{name} is not installed"
    return found


@contextmanager
def nginx(site: Path, folder: Path, tls: str = "", *, brotli: bool = False) -> Iterator[str]:
    """Serve a site with nginx and its snippet; yield the address. `tls` holds its settings.

    For `brotli` the snippet's line about it is uncommented, as the snippet says.
    """
    port = _free_port()
    config = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # the tests' folders are closed to others
    snippet, module = site / "_server/nginx.conf", ""
    if brotli:
        text = snippet.read_text("utf-8")
        assert text.count("# brotli_static on;") == 1
        snippet, module = folder / "snippet.conf", f"load_module {BROTLI};"
        snippet.write_text(text.replace("# brotli_static on;", "brotli_static on;"), "utf-8")
    values = {"user": user, "folder": folder, "port": port, "site": site, "tls": tls}
    config.write_text(NGINX.format(**values, module=module, snippet=snippet))
    command = [_program("nginx"), "-c", str(config), "-p", str(folder)]
    with _running(command, port, folder):
        yield f"{'https' if tls else 'http'}://127.0.0.1:{port}"


@contextmanager
def caddy(site: Path, folder: Path) -> Iterator[str]:
    """Serve a site with Caddy and its snippet; yield the address."""
    port = _free_port()
    config = folder / "Caddyfile"
    config.write_text(CADDY.format(port=port, site=site))
    command = [_program("caddy"), "run", "--config", str(config), "--adapter", "caddyfile"]
    with _running(command, port, folder):
        yield f"http://127.0.0.1:{port}"


@contextmanager
def _running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    log = folder / "server.log"
    environment = {"HOME": str(folder), "PATH": "/usr/bin:/bin:/usr/sbin:/sbin"}
    with log.open("wb") as output:
        server = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        try:
            _wait_for(port, server, log)
            yield
        finally:
            server.terminate()
            server.wait(10)


def _wait_for(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=1):
                return
        except OSError:
            assert server.poll() is None, log.read_text()
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)


def ask(address: str) -> tuple[int, dict[str, str], str]:
    """Return the status, the headers and the text of an answer."""
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            return answer.status, dict(answer.headers), answer.read().decode("utf-8", "replace")
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read().decode("utf-8", "replace")
