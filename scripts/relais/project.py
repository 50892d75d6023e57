"""A whole project, ready for a site builder: pages, words, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from relais import figures_file, fonts, interface, pictures, stylesheets
from relais.diagnostics import has_errors
from relais.errors import ContentError
from relais.loading import load
from relais.pages import describe, menus_of
from relais.publication import select, today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relais.catalog import Catalog
    from relais.diagnostics import Diagnostic
    from relais.fonts import FontFile
    from relais.interface import Interface
    from relais.publication import PublicCatalog
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

    @property
    def preloads(self) -> list[str]:
        """The paths of the files that every page asks for at once."""
        return fonts.preloads(self.fonts)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site that are not pages: their path and content."""
        yield SITE_MARK, b"Relais made this folder and replaces it as a whole.\n"
        css = f"{fonts.stylesheet(self.fonts)}\n{stylesheets.bundle(self.root)}"
        yield "assets/site.css", css.encode()
        yield from ((f"{fonts.FOLDER}/{font.name}", font.data) for font in self.fonts)
        yield from fonts.licences()
        yield from figures_file.files(self.pages, self.interfaces)
        portraits = [
            variant
            for slug, interview in self.catalog.interviews.items()
            if interview.portrait
            for variant in pictures.variants(interview.portrait, slug)
        ]
        yield from pictures.encode_all(self.root, portraits)


def check(root: Path) -> list[Diagnostic]:
    """Return everything that is wrong in the project at `root`, in file order."""
    return _examine(root)[2]


def prepare(root: Path) -> PublicProject:
    """Return the project at `root` as it is public today, or on SOURCE_DATE_EPOCH's day.

    Raises `ContentError` with every diagnostic if the content has errors, and `SetupError` if
    SOURCE_DATE_EPOCH is not a number of seconds.
    """
    whole, interfaces, diagnostics = _examine(root)
    if whole is None or has_errors(diagnostics):
        raise ContentError(diagnostics)
    catalog = select(whole, today(whole.site))
    menus = {language: menus_of(catalog, language) for language in catalog.site.languages}
    return PublicProject(
        root,
        catalog,
        pages=describe(catalog),
        interfaces=interfaces,
        menus=menus,
        warnings=tuple(diagnostics),
        fonts=tuple(fonts.cut_all(root)),
    )


def _examine(root: Path) -> tuple[Catalog | None, dict[str, Interface], list[Diagnostic]]:
    loaded = load(root)
    if loaded.catalog is None or not (root / interface.FOLDER).is_dir():
        # Without the site's own file there are no languages; content may also be checked alone.
        return loaded.catalog, {}, list(loaded.diagnostics)
    interfaces, problems = interface.load(root, loaded.catalog.site.languages)
    return loaded.catalog, interfaces, [*loaded.diagnostics, *problems]
