"""The one file that knows MkDocs: it turns MkDocs' events into calls of `relais`.

MkDocs reads neither docs/ nor Markdown itself here. It asks for the pages that `relais.describe`
has described, renders each through a template of overrides/ and writes it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

# MkDocs has this folder on sys.path only while it loads this file; the package may be needed later.
sys.path.insert(0, str(Path(__file__).parent))

import jinja2
from markupsafe import Markup
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from relais import addresses, interface, localisation, pages, pictures, stylesheets
from relais.diagnostics import format_text, has_errors, summary
from relais.errors import RelaisError
from relais.loading import load
from relais.messages import preferred_language
from relais.publication import select, today
from relais.tile import tile

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2.runtime import Context
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.utils.templates import TemplateContext

    from relais.interface import Interface
    from relais.publication import PublicCatalog
    from relais.views import In, Link, PageDescription


@dataclass
class _Build:
    """What one build works on. `mkdocs serve` keeps this module, so every build makes its own."""

    root: Path
    catalog: PublicCatalog
    interfaces: dict[str, Interface]
    pages: list[PageDescription]
    menus: dict[tuple[str, str], list[tuple[str, Link]]] = field(default_factory=dict)

    def menu(self, name: str, language: str) -> list[tuple[str, Link]]:
        """Return the entries of the header or the footer in a language."""
        if (name, language) not in self.menus:
            entries = getattr(self.catalog.site, name)
            self.menus[name, language] = pages.menu(self.catalog, entries, language)
        return self.menus[name, language]


_build: _Build


class _DescribedPage(Page):
    """A page of MkDocs whose content is a page description."""

    def __init__(self, description: PageDescription, file: File, config: MkDocsConfig) -> None:
        self.description = description
        super().__init__(str(description.title or ""), file, config)

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the description's fields for front matter; there is no Markdown to read."""
        del config
        self.markdown = ""
        self.meta = {"template": f"{self.description.kind}.html"}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave it to the template: the description's texts are HTML already."""
        del config, files
        self.content = ""


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check all content. A problem ends the build here, before anything is deleted."""
    global _build  # noqa: PLW0603 - MkDocs calls plain functions and keeps no object of ours
    root = Path(config.config_file_path).parent
    loaded = load(root)
    languages = loaded.catalog.site.languages if loaded.catalog else []
    interfaces, problems = interface.load(root, languages)
    diagnostics = [*loaded.diagnostics, *problems]
    for diagnostic in diagnostics:
        # Not a log entry: in strict mode MkDocs counts those, and a warning of ours may pass.
        print(format_text(diagnostic, preferred_language()), file=sys.stderr)  # noqa: T201
    if loaded.catalog is None or has_errors(diagnostics):
        raise Abort(summary(diagnostics, preferred_language()))
    try:
        catalog = select(loaded.catalog, today(loaded.catalog.site))
    except RelaisError as error:
        raise Abort(str(error)) from error
    _build = _Build(root, catalog, interfaces, pages.describe(catalog))
    config.theme.static_templates -= {"404.html"}  # each language has its own
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Replace what MkDocs found in docs/ and in Material by the described pages and our assets."""
    assets = Path(config.theme.dirs[0], "assets")
    ours = [file for file in files if Path(file.abs_src_path or "").is_relative_to(assets)]
    described = Files(ours)
    for description in _build.pages:
        file = File.generated(
            config, description.output, content="", inclusion=InclusionLevel.NOT_IN_NAV
        )
        file.dest_uri, file.url = description.output, description.path
        file.is_documentation_page = lambda: True  # type: ignore[method-assign]
        file.page = _DescribedPage(description, file, config)
        described.append(file)
    css = stylesheets.bundle(_build.root)
    described.append(File.generated(config, "assets/site.css", content=css))
    for interview in _build.catalog.interviews.values():
        if portrait := interview.source.portrait:
            original = f"{interview.path.rpartition('/')[0]}/{portrait.src}"
            data = pictures.publishable(_build.root, original)
            path = addresses.portrait(interview)
            described.append(File.generated(config, path, content=data))
    return described


def on_env(env: jinja2.Environment, config: MkDocsConfig, files: Files) -> jinja2.Environment:
    """Escape everything by default, and give templates what CLDR knows in the page's language."""
    del files
    base = config.site_url or "/"
    env.autoescape = True
    env.undefined = jinja2.StrictUndefined
    env.trim_blocks = env.lstrip_blocks = True
    for name in ("number", "day", "moment", "period", "language_name"):
        env.filters[name] = _in_page_language(getattr(localisation, name))
    env.filters["countries"] = _in_page_language(_countries)
    env.filters["own_name"] = localisation.own_name
    env.filters["direction"] = localisation.direction
    env.filters["host"] = lambda url: (urlsplit(url).hostname or "").removeprefix("www.")
    env.filters["tile"] = tile
    env.filters["is_foreign"] = jinja2.pass_context(_is_foreign)
    env.filters["lang"] = jinja2.pass_context(_lang)
    env.globals["site_pages"] = _build.pages
    env.globals["absolute"] = lambda path: urljoin(base, path)
    return env


def on_page_context(
    context: TemplateContext, page: _DescribedPage, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Give a page's template its description and the ways to other pages."""
    del nav
    description = page.description
    language, site = description.language, _build.catalog.site

    def link(path: str) -> str:
        # A host shows the page "not found" at any depth, so that only full paths lead anywhere.
        if description.kind == "not-found":
            return urlsplit(urljoin(config.site_url or "/", path)).path
        return addresses.relative(description.path, path)

    return {
        **context,
        "description": description,
        "content": description.content,
        "page_language": language,
        "site": site,
        "site_name": site.name.get(language, site.name[site.default_language]),
        "site_url": config.site_url,
        "home_path": addresses.Addresses(_build.catalog).root(language),
        "header_menu": _build.menu("header", language),
        "footer_menu": _build.menu("footer", language),
        "words": _build.interfaces[language].say,
        "link": link,
    }


def _in_page_language(function: Callable[[Any, str], str]) -> Callable[[Context, Any], str]:
    @jinja2.pass_context
    def localised(context: Context, value: object) -> str:
        return function(value, context["page_language"])

    return localised


def _countries(codes: list[str], language: str) -> str:
    return ", ".join(sorted(localisation.country_name(code, language) for code in codes))


def _is_foreign(context: Context, text: In[Any]) -> bool:
    return bool(text.language != context["page_language"])


def _lang(context: Context, text: In[Any]) -> str:
    """Return the attributes that say in which language an element is, if not in the page's."""
    if not _is_foreign(context, text):
        return ""
    direction = localisation.direction(text.language)
    return Markup(' lang="{}" dir="{}"').format(text.language, direction)
