"""Pages through the templates of overrides/: knows Jinja, and nothing of MkDocs."""

from __future__ import annotations

import multiprocessing
import os
import traceback
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import jinja2

from relais.errors import BuildFailedError
from relais.headers import inline_hashes
from relais.presentation import Presenter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from multiprocessing.connection import Connection
    from multiprocessing.context import ForkProcess
    from pathlib import Path

    from relais.project import PublicProject
    from relais.views import PageDescription

MANY = 100
"""From so many pages on, two processes are faster than one."""


def environment(root: Path) -> jinja2.Environment:
    """Return the environment of the templates of the project at `root`.

    It escapes everything by default, and a misspelt name fails instead of showing nothing.
    """
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(root / "overrides"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@dataclass(frozen=True, slots=True)
class Renderer:
    """Shows the pages of a project."""

    project: PublicProject
    site_url: str
    environment: jinja2.Environment

    def render(self, page: PageDescription) -> str:
        """Return a page as HTML."""
        template = self.environment.get_template(f"{page.kind}.html")
        return template.render(
            description=page,
            content=page.content,
            site=self.project.catalog.site,
            show=Presenter(self.project, page, self.site_url),
        )

    def write(self, pages: Sequence[PageDescription], output: Path) -> set[str]:
        """Write pages below `output`; return the hashes of the scripts inside them."""
        hashes: set[str] = set()
        for page in pages:
            html = self.render(page)
            hashes |= inline_hashes(html)
            path = output / page.output
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(html, "utf-8")
        return hashes


@dataclass(slots=True)
class Writing:
    """Pages that are being written, by other processes where there are many."""

    renderer: Renderer
    pages: Sequence[PageDescription]
    output: Path
    _workers: list[tuple[ForkProcess, Connection]] = field(default_factory=list)

    def start(self, processes: int) -> None:
        """Let other processes begin, where the system can branch off a copy of this one."""
        if processes < 2 or len(self.pages) < MANY or not hasattr(os, "fork"):  # noqa: PLR2004
            return
        context = multiprocessing.get_context("fork")
        for number in range(processes):
            here, there = context.Pipe(duplex=False)
            share = self.pages[number::processes]
            worker = context.Process(target=self._work, args=(share, there), daemon=True)
            worker.start()
            there.close()
            self._workers.append((worker, here))

    def finish(self) -> set[str]:
        """Wait for the pages, or write them now; return the hashes of the scripts inside them.

        Raises `BuildFailedError` if a page could not be made.
        """
        if not self._workers:
            return self.renderer.write(self.pages, self.output)
        hashes: set[str] = set()
        for worker, here in self._workers:
            try:
                found = here.recv()
            except EOFError:
                found = "The process that wrote pages was ended."
            worker.join()
            if isinstance(found, str):
                raise BuildFailedError(found)
            hashes |= found
        return hashes

    def _work(self, share: Sequence[PageDescription], there: Connection) -> None:
        try:
            there.send(self.renderer.write(share, self.output))
        except Exception:  # noqa: BLE001 - whatever a template does is told to whoever waits
            there.send(traceback.format_exc())


def writing(project: PublicProject, site_url: str, output: Path, processes: int) -> Writing:
    """Start writing all pages of a project."""
    renderer = Renderer(project, site_url, environment(project.root))
    started = Writing(renderer, project.pages, output)
    started.start(processes)
    return started
