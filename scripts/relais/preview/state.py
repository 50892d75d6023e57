"""What the preview shows at this moment, and what it held before a mistake."""

from __future__ import annotations

import logging
import shutil
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from relais import cards, companions, export, pictures, tether
from relais.addresses import Addresses
from relais.assets import SEARCH
from relais.diagnostics import has_errors
from relais.errors import ContentError, RelaisError
from relais.overview import State, overview
from relais.project import prepare
from relais.publication import select_for_preview
from relais.views import InterviewContent, ProgramContent, WrittenContent

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from datetime import date

    from relais.catalog import Catalog
    from relais.diagnostics import Diagnostic
    from relais.project import PublicProject
    from relais.publication import PublicCatalog
    from relais.views import PageDescription

    Render = Callable[[PublicProject, PageDescription, str], str]

_QUIET: Final = 2.0
"""Seconds without a change after which the search index is made: pages come first."""

_log = logging.getLogger("relais.preview")


@dataclass(frozen=True)
class Shown:
    """A project that could be read, with all that its pages and files need."""

    project: PublicProject
    site_url: str
    states: Mapping[str, State]
    """How entries that visitors do not see stand, by the paths of their pages."""

    def folder(self, path: str) -> str:
        """Return the beginning of the paths of the files in which a page is written."""
        page = self.page(path)
        content = page.content if page else None
        catalog = self.project.catalog
        if isinstance(content, InterviewContent):
            return catalog.interviews[content.card.slug].path.rpartition("/")[0] + "/"
        if isinstance(content, ProgramContent):
            return catalog.programs[content.card.slug].path.rpartition("/")[0] + "/"
        if isinstance(content, WrittenContent):
            return catalog.pages[content.name].path.partition(".")[0] + "."
        return "content/site.yml"

    def page(self, path: str) -> PageDescription | None:
        """Return the page at a path of the site."""
        return self.project.pages_by_path.get(path)

    def file(self, path: str) -> bytes | None:
        """Return a file of the site that is no page, made now if it takes long to make."""
        root = self.project.root
        if path in self._assets:
            return self._assets[path]
        if variant := self._variants.get(path):
            group = [each for each in self._variants.values() if each.picture == variant.picture]
            return dict(pictures.encode_all(root, group))[path]
        if card := self._cards.get(path):
            return cards.fetch(root, card)
        return self._companions.get(path)

    @cached_property
    def _assets(self) -> dict[str, bytes]:
        return dict(self.project.assets())

    @cached_property
    def _companions(self) -> dict[str, bytes]:
        # Feeds and data of all entries take their time, and few pages ask for them.
        project, site_url = self.project, self.site_url
        data = dict(export.files(project, site_url))
        return data | dict(companions.files(project, site_url))

    @cached_property
    def _variants(self) -> dict[str, pictures.Variant]:
        return {variant.path: variant for variant in self.project.pictures()}

    @cached_property
    def _cards(self) -> dict[str, cards.Card]:
        return {card.path: card for card in self.project.cards.values()}


@dataclass
class Preview:
    """Follows the files of a project. Other threads read it while one refreshes it."""

    root: Path
    site_url: str
    shown: Shown | None = None
    """What could be read last; kept while a mistake stands."""
    problems: tuple[Diagnostic, ...] = ()
    """What is wrong in the files as they are now."""
    failure: str = ""
    """Why nothing could be read at all, where that is no problem of a file."""
    seconds: float = 0.0
    """How long the last refresh took."""
    version: int = 0
    """Changes with each refresh."""
    _changed: threading.Condition = field(default_factory=threading.Condition)
    _search: Path | None = None
    _index_in_making: subprocess.Popen[bytes] | None = None
    _indexer: threading.Thread | None = None
    _closed: bool = False
    _search_lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_behind(self) -> bool:
        """Whether a mistake keeps the latest changes from being shown."""
        return bool(self.failure) or has_errors(self.problems)

    def refresh(self) -> None:
        """Read the project again; what cannot be read leaves what is shown as it is."""
        started = time.monotonic()
        self._abandon_index()  # it is of before, and pages come first
        shown, failure = self.shown, ""
        problems: tuple[Diagnostic, ...] = ()
        whole: list[tuple[Catalog, date]] = []

        def choose(catalog: Catalog, as_of: date) -> PublicCatalog:
            whole.append((catalog, as_of))
            return select_for_preview(catalog, as_of)

        try:
            project = prepare(self.root, choose)
            shown = Shown(project, self.site_url, _states(project, *whole[0]))
            problems = project.warnings
        except ContentError as error:
            problems = error.diagnostics
        except (RelaisError, OSError) as error:
            failure = str(error)
        with self._changed:
            self.shown, self.problems, self.failure = shown, problems, failure
            self.seconds = time.monotonic() - started
            self.version += 1
            self._changed.notify_all()
        if not self.is_behind and shown:
            work = (self.version,)
            self._indexer = threading.Thread(target=self._index, args=work, daemon=True)
            self._indexer.start()

    def wait(self, version: int, seconds: float) -> int:
        """Wait until the version is another one than `version`, or some seconds; return it."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != version, seconds)
            return self.version

    def search_file(self, path: str) -> bytes | None:
        """Return a file of the search index, which follows the pages a moment later."""
        with self._search_lock:
            if self._search is None or ".." in path:
                return None
            try:
                return (self._search / path).read_bytes()
            except (OSError, ValueError):  # no such file, or no name that a file could have
                return None

    def _index(self, version: int) -> None:
        if self.wait(version, _QUIET) != version:
            return  # something else was saved, whose index follows
        folder = Path(tempfile.mkdtemp(prefix="relais-search-"))
        program = tether.start(
            [sys.executable, "-m", "relais.preview.indexing", str(self.root), str(folder)]
        )
        self._index_in_making = program
        if self._closed or self.version != version:  # in the meantime
            tether.end(program)
        status, said = tether.wait(program)
        made = not status and any(folder.iterdir())
        with self._search_lock:
            old = self._search if made else folder
            if made:
                self._search = folder
        if old:
            shutil.rmtree(old, ignore_errors=True)
        if status and not self._closed and self.version == version:
            _log.warning("%s", said.strip())

    def close(self) -> None:
        """Clear away the search index, also one that is not ready."""
        self._closed = True
        self._abandon_index()
        if self._indexer:
            self._indexer.join(_QUIET)
        with self._search_lock:
            if self._search:
                shutil.rmtree(self._search, ignore_errors=True)
                self._search = None

    def _abandon_index(self) -> None:
        if self._index_in_making:
            tether.end(self._index_in_making)


def is_search(path: str) -> bool:
    """Tell whether a path is of the search index."""
    return path.startswith(f"{SEARCH}/")


def _states(project: PublicProject, catalog: Catalog, as_of: date) -> dict[str, State]:
    """Return the state of each page that visitors do not see."""
    hidden = {
        (row.kind, row.slug): row.state
        for row in overview(catalog, as_of)
        if row.state is not State.PUBLIC
    }
    addresses = Addresses(project.catalog)
    return {
        addresses.section(f"{kind}s", language, slug): state
        for (kind, slug), state in hidden.items()
        for language in project.catalog.site.languages
        if kind in ("interview", "program")
    }
