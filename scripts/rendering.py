"""Pages through the templates of overrides/: knows Jinja, and nothing of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jinja2

from relais.errors import BuildFailedError
from relais.making import Making
from relais.presentation import Presenter

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from relais.project import PublicProject
    from relais.views import PageDescription


def environment(root: Path, *, follow: bool = False) -> jinja2.Environment:
    """Return the environment of the templates of the project at `root`.

    It escapes everything by default, and a misspelt name fails instead of showing nothing. With
    `follow` it looks for changes of a template whenever that is used.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        autoescape=True,
        auto_reload=follow,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


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


def making(project: PublicProject, site_url: str, output: Path, processes: int) -> Making:
    """Return the pages of a project, to be made for the site in `output`."""
    templates = environment(project.root)
    templates.context_class = PlainContext
    renderer = Renderer(project, site_url, templates)
    return Making(project, site_url, output, renderer.render, processes)
