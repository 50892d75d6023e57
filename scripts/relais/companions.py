"""The files that stand beside the pages for other programs: feeds, sitemap, redirects and so on.

Each module here takes the public project and the site's address and yields files. What cannot be
told without full addresses is left out where the site's address is not known. The export is beside
them (`relais.export`): it is made of what was made of the pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais import feeds, gone, llms, redirects, sitemap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.project import PublicProject


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the content of every such file but the export's."""
    yield from redirects.files(project, site_url)
    yield from gone.files(project, site_url)
    yield from sitemap.files(project, site_url)
    if site_url:
        for module in (feeds, llms):
            yield from module.files(project, site_url)
