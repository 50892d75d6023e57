"""Pages through the templates of overrides/: knows Jinja, and nothing of MkDocs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2

from relais.errors import BuildFailedError
from relais.making import Making
from relais.presentation import Presenter
from relais.replaced import NOTHING
from relais.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Callable

    from relais.project import PublicProject
    from relais.replaced import Standing
    from relais.views import PageDescription


_OPTIONS: Final[dict[str, Any]] = {
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}


def environment(root: Path, *, follow: bool = False) -> jinja2.Environment:
    """Return the environment of the templates of the project at `root`.

    It escapes everything by default, and a misspelt name fails instead of showing nothing. With
    `follow` it looks for changes of a template whenever that is used.
    """
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        autoescape=True,
        auto_reload=follow,
        bytecode_cache=_bytecode(),
        cache_size=-1,  # all: to keep the least used in mind takes longer
        **_OPTIONS,
    )
    found.context_class = PlainContext
    return found


def _bytecode() -> jinja2.BytecodeCache | None:
    """Return where compiled templates are kept: with Python's own bytecode, as they are code too.

    That is not below .relais/, of which a copy may come from elsewhere. None if nothing can be
    written there.
    """
    made_with = hashlib.sha256(f"{jinja2.__version__} {_OPTIONS}".encode()).hexdigest()[:16]
    folder = Path(__file__).parent / "__pycache__" / f"templates-{made_with}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Bytecode(str(folder))


class _Bytecode(jinja2.FileSystemBytecodeCache):
    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Return the same for a template of every project: its text is compared besides."""
        del filename
        return super().get_cache_key(name)


class PlainContext(jinja2.runtime.Context):
    """What a template knows, where no function of ours asks for the context itself.

    Jinja looks at each call whether the function wants to be given its context or environment
    (`jinja2.pass_context`), which takes longer than most of our functions.
    """

    def call(
        self, function: Callable[..., object], /, *values: object, **details: object
    ) -> object:
        """Return what a function returns, which a template calls."""
        details.pop("_block_vars", None)  # both are for functions that want the context
        details.pop("_loop_vars", None)
        return function(*values, **details)


@dataclass(frozen=True, slots=True)
class Renderer:
    """Shows the pages of a project."""

    project: PublicProject
    site_url: str
    environment: jinja2.Environment

    def render(self, page: PageDescription) -> str:
        """Return a page as HTML. Raises `BuildFailedError` if its template is not sound."""
        try:
            template = self.environment.get_template(f"{page.kind}.html")
            return template.render(
                description=page,
                content=page.content,
                site=self.project.catalog.site,
                show=Presenter(self.project, page, self.site_url),
            )
        except jinja2.TemplateError as error:
            place = getattr(error, "filename", None) or f"overrides/{page.kind}.html"
            message = f"{place}, for the page /{page.path}: {error}"
            raise BuildFailedError(message) from error


def making(  # noqa: PLR0913, PLR0917 - the last two have their usual values
    project: PublicProject,
    site_url: str,
    output: Path,
    processes: int,
    shelf: Shelf | None = None,
    standing: Standing = NOTHING,
) -> Making:
    """Return the pages of a project, to be made for the site in `output`.

    What is `standing` there already is either a part of that site or deleted.
    """
    render = Renderer(project, site_url, environment(project.root)).render
    shelf = shelf or Shelf(project.root)
    return Making(project, site_url, output, render, processes, shelf, standing)
