"""A tracker that visitors may meet: Snowplow's own code, and the host that it reports to.

Everything is on loopback. Chromium is told that the hosts' names lead there, and accepts their
self-made certificate.
"""

from __future__ import annotations

import http.server
import ssl
import subprocess
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.projects import REPOSITORY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.projects import Project

HOST = "stats.lantern-tests.example"
SITE_HOST = "www.lantern-tests.example"
SNOWPLOW = REPOSITORY / "tests/node_modules/@snowplow/browser-tracker/dist/index.umd.min.js"
START = f"""
snowplowBrowserTracking.newTracker("sp", "https://{HOST}", {{
  appId: "lantern", eventMethod: "post", bufferSize: 1, cookieSecure: false,
}});
snowplowBrowserTracking.enableActivityTracking({{minimumVisitLength: 1, heartbeatDelay: 1}});
snowplowBrowserTracking.trackPageView();
"""

STAND_IN = b"window.started = document.currentScript.outerHTML;"
"""For services whose own script no package brings: it shows how it was loaded."""

OTHERS = f"""
purposes:
  - id: audience
    exempt: true
    label: {{en: Audience measurement, fr: Mesure d’audience}}
    description: {{en: We count visits., fr: Nous comptons les visites.}}
trackers:
  - id: counter
    purpose: audience
    adapter: ADAPTER
    name: Counter
    provider: Lantern Statistics
    controller: Lantern Fund
    policy: https://{HOST}/policy
    script: https://{HOST}/matomo.js
    attributes: {{data-domain: lantern.example}}
    site: "7"
    data: {{en: The pages., fr: Les pages.}}
    kept: 25 months
"""
"""A single service, exempt from consent, with an adapter to be filled in."""

REGISTER = f"""
purposes:
  - id: audience
    label: {{en: Audience measurement, fr: Mesure d’audience}}
    description: {{en: We count visits., fr: Nous comptons les visites.}}
  - id: films
    label: {{en: Films, fr: Films}}
    description: {{en: You see films of another host., fr: Vous voyez des films d’un autre hôte.}}
trackers:
  - id: snowplow
    purpose: audience
    adapter: script
    name: Snowplow
    provider: Lantern Statistics
    controller: Lantern Fund
    policy: https://{HOST}/policy
    script: https://{HOST}/sp.js
    hosts: [{HOST}]
    data: {{en: The pages., fr: Les pages.}}
    kept: 6 months
    cookies:
      - {{name: _sp_id.*, lifetime: 2 years, use: {{en: Visitor, fr: Visiteur}}}}
      - {{name: _sp_ses.*, lifetime: 30 minutes, use: {{en: Visit, fr: Visite}}}}
      - name: snowplowOutQueue_*
        kind: local-storage
        lifetime: unlimited
        use: {{en: Unsent, fr: Non envoyé}}
  - id: player
    purpose: films
    adapter: embed
    name: Lantern Player
    provider: Lantern Films
    controller: Lantern Films
    policy: https://{HOST}/policy
    hosts: [{HOST}]
    data: {{en: Your address., fr: Votre adresse.}}
    kept: 1 month
"""

FILM = f"""media:
  - id: film
    kind: video
    title: The film of the lamps
    tracker: player
    src: https://{HOST}/film
    link: https://{HOST}/watch
    transcript: The keeper lights **seven lamps**.
    still: {{src: portrait.jpg, alt: A lamp}}
"""


@dataclass
class Collector:
    """What reached the tracker's host."""

    port: int
    requests: list[str] = field(default_factory=list)

    @property
    def hits(self) -> list[str]:
        """The reports of the tracker."""
        return [path for path in self.requests if path.startswith("/com.snowplow")]


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of a browser that hangs up."""


@contextmanager
def collecting(folder: Path) -> Iterator[Collector]:
    """Run the tracker's host."""
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    request = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subject = ["-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}"]
    paths = ["-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *subject, *paths], check=True, capture_output=True)
    collector = Collector(0)

    class Handler(http.server.BaseHTTPRequestHandler):
        def answer(self) -> None:
            collector.requests.append(self.path)
            script = self.path.endswith(".js")
            body = STAND_IN if script else b"<p>Film</p>"
            if self.path == "/sp.js":
                body = SNOWPLOW.read_bytes() + START.encode()
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript" if script else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Access-Control-Allow-Origin", self.headers.get("Origin") or "*")
            self.send_header("Access-Control-Allow-Credentials", "true")
            self.send_header("Access-Control-Allow-Headers", "Content-Type, SP-Anonymous")
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = do_OPTIONS = answer  # noqa: N815 - the base class's names

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Say nothing."""

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with _Server(("127.0.0.1", 0), Handler) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        collector.port = server.server_port
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield collector
        finally:
            server.shutdown()
            thread.join()


def add_other(project: Project, adapter: str, *, exempt: bool) -> None:
    """Give a small site one measuring service with an adapter of its own."""
    register = OTHERS.replace("ADAPTER", adapter)
    register = register if exempt else register.replace("    exempt: true\n", "")
    _add(project, register, "counter")


def _add(project: Project, register: str, measurement: str) -> None:
    project.write("content/cookies.yml", register)
    project.edit("content/site.yml", "featured:", f"measurement: [{measurement}]\nfeatured:")
    project.edit("content/site.yml", "entries: [about,", "entries: [cookies, about,")
    page = "---\ntitle: Cookies\nsummary: What is kept.\n---\nThe register is below.\n"
    project.write("docs/cookies.md", page)


def add_trackers(project: Project) -> None:
    """Give a small site a tracker and a film that needs consent."""
    _add(project, REGISTER, "snowplow")
    film = "content/partners/ada-example/index.en.yml"
    text = project.path(film).read_text("utf-8")
    text = text.replace("covers: [text, portrait]", "covers: [text, portrait, video]")
    project.write(film, text + FILM)
