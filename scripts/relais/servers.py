"""The site's headers and error pages in the words of the servers that deliver it.

These files stand in the site itself, because they belong to one build: the policy names the hashes
of that build's scripts.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Final

from relais.addresses import GONE, GONE_MARK, NOT_FOUND
from relais.assets import FIXED, FRESH, IMMUTABLE, is_lasting
from relais.assets import FOLDER as ASSETS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FOLDER: Final = "_server"
"""Where the snippets for one's own server stand. They are not delivered."""
TYPES: Final = {
    "feed.xml": "application/atom+xml",
    "feed.json": "application/feed+json",
    "site.webmanifest": "application/manifest+json",
}
"""Files whose kind servers do not know by their ending."""

_NGINX_GONE: Final = [
    f"    if (-f $request_filename/{GONE_MARK}) {{",
    "        return 410;",
    "    }",
]
"""What was withdrawn is known by a file at its address: the rules name nobody."""
_CADDY_FILES: Final = ("file_server {", "    precompressed br gzip", "}")
"""Compressed files that stand beside the others are delivered in their place."""


def lasting_patterns(paths: Sequence[str], folder: str = ASSETS) -> list[str]:
    """Return what fits the lasting files among `paths` below `folder`, and no other file.

    A folder that holds nothing else is one pattern, `assets/cards/*`; elsewhere each file is one.
    """
    if all(map(is_lasting, paths)):
        return [f"{folder}/*"] if paths else []
    found: dict[str, list[str]] = {}
    for path in sorted(paths):
        below, _, rest = path.removeprefix(f"{folder}/").partition("/")
        found.setdefault(f"{folder}/{below}" if rest else "", []).append(path)
    here = [path for path in found.pop("", []) if is_lasting(path)]
    return [*here, *chain.from_iterable(lasting_patterns(each, at) for at, each in found.items())]


@dataclass(frozen=True, slots=True)
class ServerRules:
    """What a server must know to deliver the site."""

    headers: Mapping[str, str]
    """For every answer."""
    roots: Sequence[str]
    """The paths below which each further language's pages stand, such as `fr/`."""
    redirects: Sequence[tuple[str, str]] = ()
    """Former addresses, each with the present one, as paths in the site."""
    assets: Sequence[str] = ()
    """The paths of all files that pages load."""

    def files(self) -> dict[str, str]:
        """Return the rules for each kind of server, by path in the site."""
        return {
            "_headers": self._headers_file(),
            f"{FOLDER}/nginx.conf": self._nginx(),
            f"{FOLDER}/Caddyfile": self._caddy(),
            ".nojekyll": "",  # GitHub Pages: deliver the folder as it is
        }

    def _headers_file(self) -> str:
        """Return the rules for Netlify and Cloudflare Pages."""
        lines = ["/*", *(f"  {name}: {value}" for name, value in self.headers.items())]
        # Hosts differ in what two rules for one path mean: none may fit what is not lasting.
        for pattern in lasting_patterns(self.assets):
            lines += [f"/{pattern}", f"  Cache-Control: {IMMUTABLE}"]
        return "\n".join(lines) + "\n"

    def _nginx(self) -> str:
        lines = [
            "# For nginx, made by Relais with this build. In the server block:",
            "#     root /path/to/site;",
            "#     include /path/to/site/_server/nginx.conf;",
            "# After `relais publish TARGET` the root is TARGET/current, a link that leads to the",
            "# live release. So leave disable_symlinks and open_file_cache off, as they are by",
            "# default: the one would refuse the link, the other remember where it once led.",
            "index index.html;",
            "charset utf-8;",
            "# Compressed files that stand beside the others. For Brotli, 15 % smaller, install",
            "# libnginx-mod-http-brotli-static, which nginx-light lacks, and uncomment its line.",
            "gzip_static on;",
            "gzip_vary on;",
            "# brotli_static on;",
            # nginx forbids folders without a page of their own; for visitors nothing is there.
            f"error_page 403 404 =404 /{NOT_FOUND};",
            f"error_page 410 /{GONE};",
            "location / {",
            *_NGINX_GONE,
            *self._nginx_headers(FRESH),
            "}",
        ]
        lines += [f"location /{ASSETS}/ {{", *self._nginx_headers(IMMUTABLE), "}"]
        for path in FIXED:
            lines += [f"location = /{path} {{", *self._nginx_headers(FRESH), "}"]
        for root in self.roots:
            lines += [f"location /{root} {{", f"    error_page 403 404 =404 /{root}{NOT_FOUND};"]
            lines += [f"    error_page 410 /{root}{GONE};", *_NGINX_GONE]
            lines += [*self._nginx_headers(FRESH), "}"]
        lines += [f"location /{FOLDER}/ {{", "    internal;", "}"]
        for old, new in self.redirects:
            lines += [f"location = /{old} {{", f"    return 301 /{new};"]
            lines += [*self._nginx_headers(FRESH), "}"]
        for name, kind in TYPES.items():
            lines += [f"location ~ /{name.replace('.', '[.]')}$ {{", "    types {}"]
            lines += [f"    default_type {kind};", *self._nginx_headers(FRESH), "}"]
        return "\n".join(lines) + "\n"

    def _nginx_headers(self, cache: str) -> list[str]:
        # nginx forgets outer headers where a location has its own, so each has all of them.
        headers = {**self.headers, "Cache-Control": cache}
        return [f'    add_header {name} "{value}" always;' for name, value in headers.items()]

    def _caddy_headers(self, cache: str) -> list[str]:
        lines = [f'    {name} "{value}"' for name, value in self.headers.items()]
        return ["header {", *lines, f'    {cache} "{FRESH}"', "    -Server", "}"]

    def _caddy(self) -> str:
        lines = [
            "# For Caddy, made by Relais with this build. In the site block:",
            "#     root * /path/to/site",
            "#     import /path/to/site/_server/Caddyfile",
            # The question mark: unless something more special has said it already.
            *self._caddy_headers("?Cache-Control"),
            "@immutable {",
            f"    path /{ASSETS}/*",
            "    not path " + " ".join(f"/{path}" for path in FIXED),
            "}",
            f'header @immutable Cache-Control "{IMMUTABLE}"',
            *(f"redir /{old} /{new} 301" for old, new in self.redirects),
            *chain.from_iterable(
                (f"@type{number} path */{name}", f"header @type{number} Content-Type {kind}")
                for number, (name, kind) in enumerate(TYPES.items())
            ),
            f"@hidden path /{FOLDER}/*",
            "error @hidden 404",
            f"@gone file {{path}}/{GONE_MARK}",
            "error @gone 410",
            *_CADDY_FILES,
            "handle_errors {",
            # Whatever was said of the file that is not there: it may be there in a moment.
            *(f"    {line}" for line in self._caddy_headers("Cache-Control")),
        ]
        others = " ".join(f"/{root}*" for root in self.roots)
        places = [
            (f"other{number}", f"path /{root}*", root) for number, root in enumerate(self.roots)
        ]
        places.append(("default", f"not path {others}" if others else "path *", ""))
        for name, place, root in places:
            for page, kind, sign in ((NOT_FOUND, "lost", "!="), (GONE, "gone", "==")):
                matcher = f"@{kind}-{name}"
                lines += [f"    {matcher} {{", f"        {place}"]
                lines += [f"        expression {{err.status_code}} {sign} 410", "    }"]
                lines += [f"    rewrite {matcher} /{root}{page}"]
        lines += [*(f"    {line}" for line in _CADDY_FILES), "}"]
        return "\n".join(lines) + "\n"
