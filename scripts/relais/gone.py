"""A neutral page where an interview or a program was withdrawn.

The address must answer, and an address holds the slug, so mostly a person's name. It therefore
stands nowhere in the site's bytes: the page is the same at each such address, and the servers'
rules recognise one by the file beside it, not by a list. What remains is the folder's name, which
only somebody who knows the address comes across.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from relais.addresses import GONE, GONE_MARK, Addresses
from relais.presentation import Presenter
from relais.redirects import redirects
from relais.views import NotFoundContent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.project import PublicProject

_PAGE: Final = Markup("""\
<!doctype html>
<html lang="{language}" dir="{direction}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>{heading} – {site}</title>
    <meta name="robots" content="noindex">
    <meta name="color-scheme" content="light dark">
    <link rel="stylesheet" href="{stylesheet}">
    <link rel="icon" href="{icon}" type="image/svg+xml">
  </head>
  <body class="moved-page">
    <main class="column-text page_opening">
      <h1>{heading}</h1>
      <p class="lead">{sentence}</p>
      <ul class="ways">{ways}</ul>
    </main>
  </body>
</html>
""")
_WAY: Final = Markup('<li><a href="{}"{}>{}</a></li>')


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield each language's neutral page, and its copies at the addresses of what is gone."""
    catalog = project.catalog
    addresses = Addresses(catalog)
    taken = {page.path for page in project.pages}
    taken |= {redirect.source for redirect in redirects(catalog)}
    for language in catalog.site.languages:
        page = _page(project, language, site_url).encode()
        yield f"{addresses.root(language)}{GONE}", page
        for section, slug in sorted(catalog.gone):
            address = addresses.section(section, language, slug)
            if address not in taken:
                yield f"{address}index.html", page
                yield f"{address}{GONE_MARK}", b"This address answers 410 Gone.\n"


def _page(project: PublicProject, language: str, site_url: str) -> str:
    not_found = project.page_at(Addresses(project.catalog).not_found(language))
    # As the page for wrong addresses it has full links, since it stands at any depth.
    show = Presenter(project, not_found, site_url)
    ways = not_found.content.ways if isinstance(not_found.content, NotFoundContent) else ()
    return _PAGE.format(
        language=language,
        direction=show.direction(language),
        heading=show.say("gone-title"),
        sentence=show.say("gone-text"),
        site=show.site_name,
        stylesheet=show.asset("site.css"),
        icon=show.asset("icon.svg"),
        ways=Markup().join(
            _WAY.format(show.link(way.path), show.lang(way.title), way.title) for way in ways
        ),
    )
