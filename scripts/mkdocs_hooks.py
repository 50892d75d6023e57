"""The one file that knows MkDocs: it turns MkDocs' events into calls of `relais`.

MkDocs reads neither docs/ nor Markdown itself here. It gets the pages that `relais` describes,
renders each through a template of overrides/ and writes it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

# MkDocs has this folder on sys.path only while it loads this file; lazy imports come later.
sys.path.insert(0, str(Path(__file__).parent))

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

import rendering
from relais.diagnostics import format_text, summary
from relais.errors import ContentError, RelaisError
from relais.headers import inline_hashes
from relais.messages import preferred_language
from relais.project import PublicProject, prepare

if TYPE_CHECKING:
    from collections.abc import Sequence

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from relais.diagnostics import Diagnostic
    from relais.search_index import SearchIndex
    from relais.views import PageDescription

_project: PublicProject
"""What is being built. `mkdocs serve` keeps this module, so `on_config` sets it for every build."""
_search: SearchIndex
"""The search index of this build, which is made while pages are written."""
_inline_scripts: set[str] = set()
"""The hashes of the scripts inside the pages that were built."""


class _DescribedPage(Page):
    """A page of MkDocs whose content is a page description."""

    def __init__(self, description: PageDescription, file: File, config: MkDocsConfig) -> None:
        self.description = description
        super().__init__(str(description.title or ""), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Choose the template; there is no Markdown to read."""
        del config
        self.markdown = ""
        self.meta = {"template": rendering.template(self.description)}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave it to the template: the description's texts are HTML already."""
        del config, files
        self.content = ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check all content. A problem ends the build here, before anything is deleted."""
    global _project  # noqa: PLW0603 - MkDocs calls plain functions and keeps no object of ours
    try:
        _project = prepare(Path(config.config_file_path).parent)
    except ContentError as error:
        _say(error.diagnostics)
        _abort(summary(error.diagnostics, preferred_language()))
    except RelaisError as error:
        _abort(str(error))
    _say(_project.warnings)
    _inline_scripts.clear()
    # Relais has its own: a page for wrong addresses in each language, and a sitemap.
    config.theme.static_templates -= {"404.html", "sitemap.xml"}
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found in docs/ and in Material by the described pages and our assets."""
    global _search  # noqa: PLW0603 - see above
    _search = _project.start_search()
    assets = Path(config.theme.dirs[0], "assets")
    ours = [file for file in files if Path(file.abs_src_path or "").is_relative_to(assets)]
    described = Files(ours)
    for description in _project.pages:
        path = description.output
        file = File.generated(config, path, content="", inclusion=InclusionLevel.NOT_IN_NAV)
        file.dest_uri, file.url = path, description.path
        file.is_documentation_page = lambda: True  # type: ignore[method-assign]
        file.page = _DescribedPage(description, file, config)
        described.append(file)
    try:
        for path, content in _project.files(config.site_url or ""):
            described.append(File.generated(config, path, content=content))
    except RelaisError as error:
        _abort(str(error))
    return described


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Prepare MkDocs' environment like any other."""
    del config, files
    return rendering.prepare(env)


def on_page_context(
    context: TemplateContext, page: _DescribedPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give a page's template its description and the means to show it."""
    del nav
    return {**context, **rendering.context(_project, page.description, config.site_url or "")}


def on_post_page(output: str, page: _DescribedPage, config: MkDocsConfig) -> str:
    """Note the scripts inside a page: the security policy names them."""
    del page, config
    _inline_scripts.update(inline_hashes(output))
    return output


def on_post_build(config: MkDocsConfig) -> None:
    """Write what depends on all pages together."""
    _search.finish(Path(config.site_dir))
    _project.finish(Path(config.site_dir), _inline_scripts)


def _say(diagnostics: Sequence[Diagnostic]) -> None:
    # Not a log entry: in strict mode MkDocs counts those as failures, and a warning may pass.
    for diagnostic in diagnostics:
        print(format_text(diagnostic, preferred_language()), file=sys.stderr)  # noqa: T201


def _abort(sentence: str) -> NoReturn:
    raise Abort(sentence)
