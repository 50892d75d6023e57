"""A whole project, ready for a site builder: pages, words, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from relais import (
    browser_scripts,
    cards,
    checking,
    colours,
    consent_record,
    figures_file,
    fonts,
    icons,
    manifest,
    pictures,
    search_documents,
    stylesheets,
)
from relais.addresses import Addresses
from relais.assets import FOLDER as ASSETS
from relais.assets import SEARCH, Assets
from relais.cache import key_of
from relais.consent import COUNTED, in_use
from relais.diagnostics import has_errors
from relais.errors import ContentError
from relais.headers import security_headers
from relais.news import has_news
from relais.output import SITE_MARK, files_below
from relais.pages import describe, menus_of
from relais.program import version
from relais.publication import select, today
from relais.redirects import redirects
from relais.search_reading import Document
from relais.servers import ServerRules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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
    from relais.structured_parts import SiteFacts
    from relais.views import Menus, PageDescription


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
    published: Assets
    """The stylesheets, the scripts and the other files of the design, with their names."""
    colours: tuple[Colours, Colours]
    """The design's light and dark colours."""

    @property
    def preloads(self) -> list[str]:
        """The paths of the files that every page asks for at once."""
        return fonts.preloads(self.fonts)

    @cached_property
    def parts(self) -> dict[tuple[str | None, ...], dict[tuple[str, ...], Markup]]:
        """Parts of pages that were made already, by where they stand: see `Presenter.once`."""
        return {}

    @cached_property
    def facts(self) -> dict[tuple[str, str], SiteFacts]:
        """What all pages of a language say of the site, by its address and the language."""
        return {}

    @cached_property
    def sections(self) -> frozenset[str]:
        """The paths below which other pages stand: of the home pages and the sections."""
        return frozenset(
            link.path for menus in self.menus.values() for link in menus.trail.values()
        )

    def card(self, page: PageDescription) -> Card:
        """Return the picture for sharing of a page."""
        card = self._known_cards.get(page.path)
        if card is None:
            card = cards.card_of(page, self.catalog, self.interfaces, self.colours[0])
            self._known_cards[page.path] = card
        return card

    @cached_property
    def _known_cards(self) -> dict[str, Card]:
        return {}

    @cached_property
    def cards(self) -> dict[str, Card]:
        """The picture for sharing of each page, by the page's path."""
        return {page.path: self.card(page) for page in self.pages}

    def page_at(self, path: str) -> PageDescription:
        """Return the page with this path."""
        return self.pages_by_path[path]

    @cached_property
    def pages_by_path(self) -> dict[str, PageDescription]:
        """All pages by their path."""
        return {page.path: page for page in self.pages}

    def files(self, site_url: str = "") -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site that are made by themselves: their path and content.

        What needs full addresses is left out where `site_url` is not known.
        """
        from relais import companions  # noqa: PLC0415 - when others work meanwhile

        yield from pictures.encode_all(self.root, list(self.pictures()))
        yield from self.assets()
        yield from companions.files(self, site_url)

    def assets(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files that pages load or offer, apart from pictures."""
        yield SITE_MARK, b"Relais made this folder and replaces it as a whole.\n"
        yield from self.published.files()
        yield from ((f"{fonts.FOLDER}/{font.name}", font.data) for font in self.fonts)
        yield from fonts.licences()
        yield from self.consent.files().items()
        yield from icons.files(self.root, self.colours)
        yield from manifest.files(self.catalog, self.colours)
        yield from figures_file.files(self.pages, self.interfaces)

    def documents(self) -> list[Document]:
        """Return what can be found of each page that has content of its own."""
        return [
            Document.of(page.output, document)
            for page in self.pages
            if (document := search_documents.document(page, self.catalog))
        ]

    def look(self, site_url: str) -> str:
        """Return what tells all that pages have in common from what it is otherwise."""
        return key_of(site_url, self._in_common)

    @cached_property
    def _in_common(self) -> str:
        site, pages = self.catalog.site, self.catalog.pages
        addresses = Addresses(self.catalog)
        return key_of(
            version(),
            *_templates(self.root),
            *map(repr, (site, self.catalog.register, self.consent, self.menus, self.preloads)),
            repr(self.colours),
            self.published.path("site.css"),
            *(addresses.page(name, language) for name in pages for language in site.languages),
            has_news(self.catalog),
        )

    def finish(self, output: Path, inline_scripts: set[str]) -> None:
        """Write what can only be known when all pages are built.

        `inline_scripts` are the hashes of scripts inside pages. Keeps a record of what visitors are
        asked, outside of the site.
        """
        addresses = Addresses(self.catalog)
        roots = {language: addresses.root(language) for language in self.catalog.site.languages}
        headers = security_headers(self.consent, inline_scripts)
        moved = [(redirect.source, redirect.target) for redirect in redirects(self.catalog)]
        # The search index, which has rules of its own, may be there already.
        assets = files_below(output, ASSETS)
        names = sorted(name for name in assets if not name.startswith(f"{SEARCH}/"))
        rules = ServerRules(headers, [root for root in roots.values() if root], moved, names)
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


def _templates(root: Path) -> Iterator[str | bytes]:
    """Yield the name and the content of everything that pages are made with."""
    for path in sorted((root / "overrides").rglob("*")):
        if path.is_file():
            yield path.as_posix().removeprefix(root.as_posix())
            yield path.read_bytes()


def prepare(
    root: Path, choose: Callable[[Catalog, date], PublicCatalog] = select, processes: int = 1
) -> PublicProject:
    """Return the project at `root` as it is public today, or on SOURCE_DATE_EPOCH's day.

    `choose` selects what is shown: a preview shows more than what is public. `processes` share what
    takes long, where this one has no threads. Raises `ContentError` with every diagnostic if the
    content has errors, and `SetupError` if SOURCE_DATE_EPOCH is not a number of seconds.
    """
    project, check = begin(root, choose, processes)
    return replace(project, warnings=check())


def begin(
    root: Path, choose: Callable[[Catalog, date], PublicCatalog] = select, processes: int = 1
) -> tuple[PublicProject, Callable[[], tuple[Diagnostic, ...]]]:
    """Do the same, but return also what checks the content as a whole, and returns the warnings.

    Until it was called nothing may be shown to anybody. Either raises as `prepare` does.
    """
    reading, interfaces, wait = checking.begin(root, processes=processes)
    whole = reading.link()
    if whole is None:
        raise ContentError(wait())

    def check() -> tuple[Diagnostic, ...]:
        if has_errors(diagnostics := wait()):
            raise ContentError(diagnostics)
        return tuple(diagnostics)

    try:
        return _described(root, choose(whole, today(whole.site)), interfaces), check
    except Exception:
        check()  # mostly it is since the content has errors
        raise


def _described(
    root: Path, catalog: PublicCatalog, interfaces: dict[str, Interface]
) -> PublicProject:
    consent, cut = in_use(catalog), fonts.read_all()
    menus = {language: menus_of(catalog, language) for language in catalog.site.languages}
    pages, both = describe(catalog), colours.read(root)
    return PublicProject(
        root,
        catalog,
        pages=pages,
        interfaces=interfaces,
        menus=menus,
        warnings=(),
        fonts=cut,
        consent=consent,
        published=_publish(root, cut, consent),
        colours=both,
    )


def _publish(root: Path, cut: Sequence[FontFile], consent: Consent) -> Assets:
    """Return what pages load, with the names that it gets."""
    css = f"{fonts.stylesheet(cut)}\n{stylesheets.bundle(root)}"
    sources = {
        **browser_scripts.others(root),
        **consent.scripts(root),
        "list.js": browser_scripts.read(root, "list.js").encode(),
        "site.css": css.encode(),
    }
    others = {COUNTED: f"{ASSETS}/{COUNTED}", "search/pagefind.js": f"{SEARCH}/pagefind.js"}
    return Assets(sources, others)
