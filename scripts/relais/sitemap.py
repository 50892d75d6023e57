"""The sitemap, and robots.txt, which names it (https://www.sitemaps.org/protocol.html, RFC 9309).

A page's `lastmod` is the day on which it was published, where the content gives it; nothing is said
of the others, since the day of the build is not the day on which a page changed. The first page of
each list stands in it, but none of its further pages.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from relais.addresses import absolute

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relais.project import PublicProject
    from relais.views import PageDescription

MOST_PAGES: Final = 50_000
"""Most pages of one file, by the protocol."""
MOST_BYTES: Final = 50 * 1024 * 1024
"""Largest file, by the protocol, before it is compressed."""
_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_OPEN: Final = (
    f'{_DECLARATION}<urlset xmlns="{_NAMESPACE}" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_CLOSE: Final = "</urlset>\n"


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield robots.txt, and the sitemap where the site's address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if site_url:
        yield from sitemaps(project, site_url)
        lines += ["", f"Sitemap: {urljoin(site_url, 'sitemap.xml')}"]
    yield "robots.txt", "".join(f"{line}\n" for line in lines).encode()


def sitemaps(
    project: PublicProject,
    site_url: str,
    most_pages: int = MOST_PAGES,
    most_bytes: int = MOST_BYTES,
) -> Iterator[tuple[str, bytes]]:
    """Yield sitemap.xml; if it would be too large, an index of that name and its parts."""
    default = project.catalog.site.default_language
    days = _days(project)
    entries = (
        _entry(page, site_url, default, days.get(page.path))
        for page in project.pages
        if page.kind != "not-found" and not _continues(page)
    )
    parts = list(_parts(entries, most_pages, most_bytes - len(_OPEN) - len(_CLOSE)))
    if len(parts) == 1:
        yield "sitemap.xml", parts[0]
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    locations = (escape(urljoin(site_url, name)) for name in names)
    places = (f"  <sitemap><loc>{location}</loc></sitemap>" for location in locations)
    index = f'<sitemapindex xmlns="{_NAMESPACE}">'
    yield (
        "sitemap.xml",
        "\n".join((f"{_DECLARATION}{index}", *places, "</sitemapindex>\n")).encode(),
    )
    yield from zip(names, parts, strict=True)


def _continues(page: PageDescription) -> bool:
    """Tell whether a page is a further one of a list.

    It says nothing of its own, is linked from the first one, and what it lists stands in the
    sitemap itself.
    """
    return page.number > 1


def _days(project: PublicProject) -> Mapping[str, str]:
    """Return the day of the last dated change of each page that has one, by its path."""
    return {
        page.path: day.isoformat()
        for page in project.pages
        if (day := page.updated_on or page.published_on)
    }


def _parts(entries: Iterator[bytes], most_pages: int, most_bytes: int) -> Iterator[bytes]:
    """Yield whole files, each with as many entries as fit."""
    held: list[bytes] = []
    size = 0
    for entry in entries:
        if held and (len(held) == most_pages or size + len(entry) > most_bytes):
            yield _file(held)
            held, size = [], 0
        held.append(entry)
        size += len(entry)
    yield _file(held)


def _file(entries: list[bytes]) -> bytes:
    return b"".join((_OPEN.encode(), *entries, _CLOSE.encode()))


def _entry(page: PageDescription, site_url: str, default: str, day: str | None) -> bytes:
    """Return one page with all its languages, itself included, as each of them must have it."""
    lines = [f"    <loc>{escape(absolute(site_url, page.path))}</loc>"]
    if day:
        lines.append(f"    <lastmod>{day}</lastmod>")
    for language, path in (*page.alternates.items(), ("x-default", page.alternates[default])):
        href = escape(absolute(site_url, path))
        lines.append(f'    <xhtml:link rel="alternate" hreflang="{language}" href="{href}"/>')
    return "\n".join(("  <url>", *lines, "  </url>\n")).encode()
