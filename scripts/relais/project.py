"""A whole project, ready for a site builder: pages, words, and the files that go with them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relais import addresses, interface, pictures, stylesheets
from relais.diagnostics import has_errors
from relais.errors import ContentError
from relais.loading import load
from relais.pages import describe, menu
from relais.publication import select, today

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relais.catalog import Catalog
    from relais.diagnostics import Diagnostic
    from relais.interface import Interface
    from relais.publication import PublicCatalog
    from relais.views import Link, PageDescription


@dataclass(frozen=True)
class PublicProject:
    """Everything that a builder needs to make the site of one day."""

    root: Path
    catalog: PublicCatalog
    pages: list[PageDescription]
    interfaces: dict[str, Interface]
    """The words of the interface, by language."""
    menus: dict[tuple[str, str], list[tuple[str, Link]]] = field(default_factory=dict)
    """The entries of `header` and `footer`, by menu and language."""
    warnings: tuple[Diagnostic, ...] = ()

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of the site that are not pages: their path and content."""
        yield "assets/site.css", stylesheets.bundle(self.root).encode()
        for interview in self.catalog.interviews.values():
            if portrait := interview.source.portrait:
                original = f"{interview.path.rpartition('/')[0]}/{portrait.src}"
                yield addresses.portrait(interview), pictures.publishable(self.root, original)


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
    menus = {
        (name, language): menu(catalog, getattr(catalog.site, name), language)
        for name in ("header", "footer")
        for language in catalog.site.languages
    }
    return PublicProject(root, catalog, describe(catalog), interfaces, menus, tuple(diagnostics))


def _examine(root: Path) -> tuple[Catalog | None, dict[str, Interface], list[Diagnostic]]:
    loaded = load(root)
    if loaded.catalog is None or not (root / interface.FOLDER).is_dir():
        # Without the site's own file there are no languages; content may also be checked alone.
        return loaded.catalog, {}, list(loaded.diagnostics)
    interfaces, problems = interface.load(root, loaded.catalog.site.languages)
    return loaded.catalog, interfaces, [*loaded.diagnostics, *problems]
