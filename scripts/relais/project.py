"""A whole project, ready for a site builder: pages, words, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Final

from relais import (
    browser_scripts,
    cards,
    colours,
    companions,
    consent_record,
    figures_file,
    fonts,
    icons,
    manifest,
    pictures,
    search_documents,
    search_index,
    stylesheets,
)
from relais.addresses import Addresses
from relais.checking import examine
from relais.consent import in_use
from relais.diagnostics import has_errors
from relais.errors import ContentError
from relais.headers import security_headers
from relais.pages import describe, menus_of
from relais.publication import select, today
from relais.redirects import redirects
from relais.servers import ServerRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from markupsafe import Markup

    from relais.cards import Card
    from relais.catalog import Catalog
    from relais.colours import Colours
    from relais.consent import Consent
    from relais.diagnostics import Diagnostic
    from relais.fonts import FontFile
    from relais.interface import Interface
    from relais.pictures import Variant
    from relais.publication import PublicCatalog
    from relais.search_index import SearchIndex
    from relais.views import Menus, PageDescription


SITE_MARK: Final = "assets/made-by-relais.txt"
"""A file by which a folder is known to be a site that may be replaced."""


@dataclass(frozen=True)
class PublicProject:
    """Everything that a builder needs to make the site of one day."""

    root: Path
    catalog: PublicCatalog
    pages: list[PageDescription]
    interfaces: dict[str, Interface]
    """The words of the interface, by language."""
    menus: dict[str, Menus]
    """The header and the footer, by language."""
    warnings: tuple[Diagnostic, ...]

    fonts: tuple[FontFile, ...]
    consent: Consent
    """What visitors are asked."""
    colours: tuple[Colours, Colours]
    """The design's light and dark colours."""
    cards: dict[str, Card]
    """The picture for sharing of each page, by the page's path."""

    @property
    def preloads(self) -> list[str]:
        """The paths of the files that every page asks for at once."""
        return fonts.preloads(self.fonts)

    @cached_property
    def parts(self) -> dict[tuple[str | None, ...], Markup]:
        """Parts of pages that were made already: see `Presenter.once`."""
        return {}

    @cached_property
    def sections(self) -> frozenset[str]:
        """The paths below which other pages stand: of the home pages and the sections."""
        return frozenset(
            link.path for menus in self.menus.values() for link in menus.trail.values()
        )

    def page_at(self, path: str) -> PageDescription:
        """Return the page with this path."""
        return self.pages_by_path[path]

    @cached_property
    def pages_by_path(self) -> dict[str, PageDescription]:
        """All pages by their path."""
        return {page.path: page for page in self.pages}

    def files(self, site_url: str = "") -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site that are not pages: their path and content.

        What needs full addresses is left out where `site_url` is not known.
        """
        yield from pictures.encode_all(self.root, list(self.pictures()))
        yield from cards.draw_all(self.root, self.cards.values())
        yield from self.texts(site_url)

    def texts(self, site_url: str = "") -> Iterator[tuple[str, bytes]]:
        """Yield the files that are neither pictures nor cards."""
        yield from self.assets()
        yield from companions.files(self, site_url)

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that pages load or offer, apart from pictures."""
        yield SITE_MARK, b"Relais made this folder and replaces it as a whole.\n"
        css = f"{fonts.stylesheet(self.fonts)}\n{stylesheets.bundle(self.root)}"
        yield "assets/site.css", css.encode()
        yield from ((f"{fonts.FOLDER}/{font.name}", font.data) for font in self.fonts)
        yield from fonts.licences()
        yield "assets/list.js", browser_scripts.read(self.root, "list").encode()
        yield from self.consent.files(self.root).items()
        yield from icons.files(self.colours)
        yield from manifest.files(self.catalog, self.colours)
        yield from figures_file.files(self.pages, self.interfaces)

    def start_search(self) -> SearchIndex:
        """Start making the search index, which takes its time beside everything else."""
        return search_index.start(self.root, search_documents.documents(self.pages, self.catalog))

    def finish(self, output: Path, inline_scripts: set[str]) -> None:
        """Write what can only be known when all pages are built; `inline_scripts` are their hashes.

        Keeps a record of what visitors are asked, outside of the site.
        """
        addresses = Addresses(self.catalog)
        roots = {language: addresses.root(language) for language in self.catalog.site.languages}
        headers = security_headers(self.consent, inline_scripts)
        moved = [(redirect.source, redirect.target) for redirect in redirects(self.catalog)]
        rules = ServerRules(headers, [root for root in roots.values() if root], moved)
        for path, text in rules.files().items():
            (output / path).parent.mkdir(exist_ok=True)
            (output / path).write_text(text, "utf-8")
        pages = {language: output / root / "index.html" for language, root in roots.items()}
        consent_record.write(self.root, output, pages, self.consent, self.catalog.as_of)

    def pictures(self) -> Iterator[Variant]:
        """Yield every form in which a picture is published."""
        for slug, interview in self.catalog.interviews.items():
            if interview.portrait:
                yield from pictures.variants(interview.portrait, slug)
        for entry in self.catalog.entries():
            for media in entry.source.media:
                if media.still:
                    still = entry.stills[media.still.src]
                    yield from pictures.variants(still, f"{entry.slug}-{media.id}")


def prepare(root: Path, choose: Callable[[Catalog, date], PublicCatalog] = select) -> PublicProject:
    """Return the project at `root` as it is public today, or on SOURCE_DATE_EPOCH's day.

    `choose` selects what is shown: a preview shows more than what is public. Raises `ContentError`
    with every diagnostic if the content has errors, and `SetupError` if SOURCE_DATE_EPOCH is not a
    number of seconds.
    """
    whole, interfaces, diagnostics = examine(root)
    if whole is None or has_errors(diagnostics):
        raise ContentError(diagnostics)
    catalog = choose(whole, today(whole.site))
    menus = {language: menus_of(catalog, language) for language in catalog.site.languages}
    pages, both = describe(catalog), colours.read(root)
    return PublicProject(
        root,
        catalog,
        pages=pages,
        interfaces=interfaces,
        menus=menus,
        warnings=tuple(diagnostics),
        fonts=fonts.read_all(),
        consent=in_use(catalog),
        colours=both,
        cards=cards.cards_of(pages, catalog, interfaces, both[0]),
    )
