"""From each former address to the present one, in every language.

Two forms stand in the site: `_redirects`, which Netlify and Cloudflare Pages read, and a page at
each former address for every other host. Cloudflare follows its rules first (and at most 2,000 of
them); Netlify prefers a file that is there, so that the page leads on. `redirects` is the list for
any further form.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markupsafe import Markup

from relais.addresses import FACETS, PAGE, Addresses
from relais.presentation import Presenter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.project import PublicProject
    from relais.publication import PublicCatalog

_PAGE = Markup("""\
<!doctype html>
<html lang="{language}" dir="{direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{heading} – {site}</title>
    <meta http-equiv="refresh" content="0; url={link}">
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    {canonical}<link rel="stylesheet" href="{stylesheet}">
    <link rel="icon" href="{icon}" type="image/svg+xml">
  </head>
  <body class="moved-page">
    <main class="column-text page_opening">
      <h1>{heading}</h1>
      <p class="lead">{sentence} <a href="{link}"{title_language}>{title}</a></p>
    </main>
  </body>
</html>
""")


@dataclass(frozen=True, slots=True)
class Redirect:
    """A former address and the one that took its place, both as paths in the site."""

    source: str
    """`fr/partenaires/ada/`"""
    target: str
    """`fr/partenaires/ada-example/`"""
    language: str


def redirects(catalog: PublicCatalog) -> list[Redirect]:
    """Return all redirects, sorted by their source.

    No two have the same source, and no source is the address of a page, whatever the aliases say:
    since every target is such an address, no redirect leads to another one.
    """
    addresses = Addresses(catalog)
    found: dict[str, Redirect] = {}
    for language in catalog.site.languages:
        live = set(_live(addresses, language))
        for section, slug, entry in catalog.publications():
            for alias in entry.aliases:
                source = addresses.section(section, language, alias)
                if source not in live and source not in found:
                    target = addresses.section(section, language, slug)
                    found[source] = Redirect(source, target, language)
    return [found[source] for source in sorted(found)]


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the redirects as files of the site; nothing where there are none."""
    known = redirects(project.catalog)
    if known:
        yield "_redirects", _rules(known, urlsplit(site_url).path or "/").encode()
    for redirect in known:
        yield f"{redirect.source}index.html", _page(project, redirect, site_url).encode()


def _live(addresses: Addresses, language: str) -> Iterator[str]:
    """Yield the addresses in a language that an alias could name.

    Those below which filtered lists and further pages stand are among them.
    """
    catalog = addresses.catalog
    for slug in catalog.pages:
        yield addresses.page(slug, language)
    for section, facets in FACETS.items():
        for word in (
            PAGE,
            *(getattr(catalog.site.sections, name).path[language] for name in facets),
        ):
            yield addresses.section(section, language, word)
    sections = {
        "interviews": catalog.interviews,
        "programs": catalog.programs,
        "organisations": catalog.organisations,
        "themes": catalog.themes,
    }
    for section, slugs in sections.items():
        for slug in chain([""], slugs):
            yield addresses.section(section, language, slug)


def _rules(known: list[Redirect], root: str) -> str:
    """Return the lines of `_redirects`. An address with a last slash and one without are two."""
    lines = (
        f"{root}{source} {root}{redirect.target} 301\n"
        for redirect in known
        for source in (redirect.source, redirect.source.rstrip("/"))
    )
    return "".join(lines)


def _page(project: PublicProject, redirect: Redirect, site_url: str) -> str:
    """Return the page at a former address: it leads on at once, and says so where it cannot."""
    target = project.page_at(redirect.target)
    show = Presenter(project, replace(target, path=redirect.source), site_url)
    canonical = Markup()
    if site_url:
        canonical = Markup('<link rel="canonical" href="{}">\n    ').format(
            show.absolute(redirect.target)
        )
    title = target.title
    return _PAGE.format(
        language=redirect.language,
        direction=show.direction(redirect.language),
        heading=show.say("moved-title"),
        sentence=show.say("moved-text"),
        site=show.site_name,
        link=show.link(redirect.target),
        canonical=canonical,
        stylesheet=show.asset("site.css"),
        icon=show.asset("icon.svg"),
        title=title,
        title_language=show.lang(title) if title else "",
    )
