"""llms.txt: what the site holds, as a short Markdown list for language models (llmstxt.org).

One file per language, at its root: a title, a summary, then links with a sentence each.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from relais.addresses import Addresses
from relais.presentation import Presenter

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relais.project import PublicProject

NAME: Final = "llms.txt"
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>#])")


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the file of each language."""
    addresses = Addresses(project.catalog)
    for language in project.catalog.site.languages:
        root = addresses.root(language)
        show = Presenter(project, project.page_at(root), site_url)
        yield f"{root}{NAME}", _file(project, show, addresses).encode()


def _file(project: PublicProject, show: Presenter, addresses: Addresses) -> str:
    catalog, language = project.catalog, show.page.language
    blocks = [f"# {_plain(show.site_name)}", f"> {_plain(show.page.summary or show.tagline)}"]
    for section, slugs in (("interviews", catalog.interviews), ("programs", catalog.programs)):
        title = project.page_at(addresses.section(section, language)).title
        paths = [addresses.section(section, language, slug) for slug in slugs]
        blocks += _section(project, show, str(title), paths)
    about = [addresses.page(name, language) for name in _menu_pages(show)]
    blocks += _section(project, show, show.say("footer-navigation"), about)
    return "\n\n".join(blocks) + "\n"


def _menu_pages(show: Presenter) -> Iterable[str]:
    """Return the names of the hand-written pages that the menus lead to, each once."""
    menus = show.menus
    entries = [*menus.header, *(entry for _, column in menus.footer for entry in column)]
    pages = show.project.catalog.pages
    return dict.fromkeys(entry.name for entry in entries if entry.name in pages)


def _section(
    project: PublicProject, show: Presenter, title: str, paths: Iterable[str]
) -> Iterator[str]:
    pages = [project.page_at(path) for path in paths]
    lines = [
        f"- [{_plain(page.title)}]({show.absolute(page.path)})"
        + (f": {_plain(page.summary)}" if page.summary else "")
        for page in pages
    ]
    if lines:
        yield f"## {_plain(title)}"
        yield "\n".join(lines)


def _plain(text: object) -> str:
    """Return a text as Markdown that shows it as it is, on one line."""
    return _MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))
