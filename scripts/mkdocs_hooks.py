"""The one file that knows MkDocs: it turns MkDocs' events into calls of `relais`.

MkDocs reads neither docs/ nor Markdown itself here, and its own pages would cost more than ours: it
brings the configuration and the files; `rendering` writes the pages that `relais` describes.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

gc.disable()  # also while modules are loaded: see `on_startup`
# MkDocs has this folder on sys.path only while it loads this file; lazy imports come later.
sys.path.insert(0, str(Path(__file__).parent))

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files

from relais import processors, replaced
from relais.assets import SEARCH
from relais.atomic import flush_tree
from relais.diagnostics import format_text, summary
from relais.errors import ContentError, RelaisError
from relais.forks import aside
from relais.messages import preferred_language
from relais.project import PublicProject, begin
from relais.replaced import NOTHING
from relais.shelf import FOLDER as SHELF
from relais.shelf import Shelf
from rendering import making

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from mkdocs.config.defaults import MkDocsConfig

    from relais.diagnostics import Diagnostic
    from relais.making import Making
    from relais.replaced import Standing
    from relais.shelf import Look

_project: PublicProject
"""What is being built. `mkdocs serve` keeps this module, so `on_config` sets it for every build."""
_check: Callable[[], Sequence[Diagnostic]]
"""Checks it as a whole and returns the warnings."""
_seen: Callable[[], tuple[Standing | None, Mapping[str, Look]]]
"""Waits for what stands in the site to begin with, and for how the shelf's files look."""
_making: Making
"""The pages of this build, which are made beside other files."""
_inline_scripts: set[str]
"""The hashes of scripts inside these pages."""
_wait_for_clearing: Callable[[], None] | None = None
"""Waits until a site is deleted that this one could not be begun with."""
_builds_once = True


def on_startup(command: str, dirty: bool) -> None:  # noqa: FBT001 - MkDocs' own signature
    """Note whether this process builds once, or previews and has threads."""
    global _builds_once  # noqa: PLW0603 - MkDocs calls plain functions and keeps no object of ours
    del dirty
    _builds_once = command == "build"
    if not _builds_once:
        gc.enable()  # a build ends before there is anything to collect, and takes a fifth less


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read all content. A problem ends the build here, before anything is deleted."""
    global _check, _project, _seen  # noqa: PLW0603 - MkDocs calls plain functions and keeps no object of ours
    root = Path(config.config_file_path).parent
    is_first = not (root / SHELF).is_dir()
    _seen = aside(partial(_look_around, root), 1 if is_first else _processes())
    try:
        _project, _check = begin(root, processes=_processes())
        if not _claimed():  # else the folder is new: to check can wait until others are at work
            _say(_check())
    except RelaisError as error:
        _give_up(error)
    # Nothing of the theme's own is published: its 14,000 icons need not even be listed.
    config.theme.dirs[1:] = []
    # Relais has its own: a page for wrong addresses in each language, and a sitemap.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found in docs/ and in Material by our files; let pages be written."""
    global _inline_scripts, _making, _wait_for_clearing  # noqa: PLW0603 - see above
    del files
    described, search, there = Files([]), None, NOTHING
    site_url, output, claimed = config.site_url or "", Path(config.site_dir), _claimed()
    try:
        last, seen = _seen() if _builds_once else (None, {})
        there = replaced.begin(output, claimed, last) if claimed and last else NOTHING
        standing, standing_search = there.divided(SEARCH)
        shelf = Shelf(_project.root, seen)
        _making = making(_project, site_url, output, _processes(), shelf, standing)
        _making.begin()
        if claimed:
            _say(_check())
        documents = _making.documents()
        # While copies of this process make pages, loading modules included:
        from relais import search_index  # noqa: PLC0415

        search = search_index.start(shelf, documents, _processes())
        del documents  # each is let go as soon as it is read
        search.finish(output, standing_search)
        for path, content in _project.files(site_url):
            described.append(File.generated(config, path, content=content))
        _inline_scripts = _making.make()
        if claimed and claimed.exists():  # it was not begun with
            clear = partial(shutil.rmtree, claimed, ignore_errors=True)
            _wait_for_clearing = aside(clear, _processes())
    except RelaisError as error:
        if search:
            search.abandon()
        if claimed and there.folders:  # the next build can begin with it, too
            with contextlib.suppress(OSError):
                output.rename(claimed)
        _give_up(error)
    return described


def on_post_build(config: MkDocsConfig) -> None:
    """Write what depends on all pages together."""
    output = Path(config.site_dir)
    try:
        _making.wait()
        _project.finish(output, _inline_scripts)
        if _wait_for_clearing:
            _wait_for_clearing()
    except RelaisError as error:
        _give_up(error)
    with ThreadPoolExecutor() as pool:
        _making.keep(pool.submit(flush_tree, output).result)


def on_shutdown() -> None:
    """End at once: to take thousands of objects apart first takes a tenth of a second."""
    if _builds_once and sys.exc_info() == (None, None, None):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(0)


def _look_around(root: Path) -> tuple[Standing | None, Mapping[str, Look]]:
    shelved = Shelf(root).look_over()
    claimed = _claimed()
    return (replaced.look_through(root, claimed, shelved) if claimed else None), shelved


def _claimed() -> Path | None:
    """Return where a site may be to begin with; None if somebody else started the builder."""
    name = os.environ.get(replaced.VARIABLE)
    return Path(name) if name else None


def _processes() -> int:
    return processors.count() if _builds_once else 1


def _say(diagnostics: Sequence[Diagnostic]) -> None:
    # Not a log entry: in strict mode MkDocs counts those as failures, and a warning may pass.
    for diagnostic in diagnostics:
        print(format_text(diagnostic, preferred_language()), file=sys.stderr)  # noqa: T201


class _End(Abort):
    def show(self, *_: object, **__: object) -> None:
        """Say why the build ends where everything that is wrong is said."""
        print(self, file=sys.stderr)  # noqa: T201


def _give_up(error: RelaisError) -> NoReturn:
    if isinstance(error, ContentError):
        _say(error.diagnostics)
        raise _End(summary(error.diagnostics, preferred_language()))
    raise _End(str(error))
