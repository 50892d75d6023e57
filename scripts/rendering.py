"""Pages through the templates of overrides/: knows Jinja, and nothing of MkDocs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import jinja2

from relais.presentation import Presenter

if TYPE_CHECKING:
    from pathlib import Path

    from relais.project import PublicProject
    from relais.views import PageDescription


def environment(root: Path) -> jinja2.Environment:
    """Return an environment of its own for the templates of the project at `root`."""
    return prepare(jinja2.Environment(loader=jinja2.FileSystemLoader(root / "overrides")))  # noqa: S701 - see prepare


def prepare(environment: jinja2.Environment) -> jinja2.Environment:
    """Escape everything by default and let a misspelt name fail instead of showing nothing."""
    environment.autoescape = True
    environment.undefined = jinja2.StrictUndefined
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment


def template(page: PageDescription) -> str:
    """Return the name of the template of a page."""
    return f"{page.kind}.html"


def context(project: PublicProject, page: PageDescription, site_url: str) -> dict[str, Any]:
    """Return a page's description and the means to show it."""
    return {
        "description": page,
        "content": page.content,
        "site": project.catalog.site,
        "show": Presenter(project, page, site_url),
    }
