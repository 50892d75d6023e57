"""Pages through the templates of overrides/: knows Jinja, and nothing of MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jinja2

from relais.errors import BuildFailedError
from relais.making import Making
from relais.presentation import Presenter
from relais.replaced import NOTHING
from relais.shelf import Shelf
from templates import environment

if TYPE_CHECKING:
    from pathlib import Path

    from relais.project import PublicProject
    from relais.replaced import Standing
    from relais.views import PageDescription


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
        except (jinja2.TemplateError, AttributeError) as error:
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
