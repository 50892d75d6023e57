"""The public catalog for other programs: data/*.json, with its JSON Schema in data/schema.json.

The texts come from the page descriptions, so nothing is exported that no page shows, and a portrait
only where the release covers it. `relais.exported` holds the form, `relais.exporter` fills it and
`relais.export_schema` describes it; they are asked only for what is not kept from an earlier build
(`relais.export_file`).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

from relais.cache import Cache, key_of
from relais.program import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from relais.fields import Localised
    from relais.project import PublicProject

FOLDER: Final = "data"
SCHEMA: Final = f"{FOLDER}/schema.json"
INTERVIEWS: Final = f"{FOLDER}/interviews.json"
BETWEEN: Final = b",\n"
"""What stands between two items, each of which has a line of its own."""
_END: Final = b"\n]}\n"
_OTHERS: Final = ("programs", "organisations", "themes", "populations")


def files(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files of data/: sorted items, and the schema that describes them."""
    items = (interview(project, site_url, slug) for slug in project.catalog.interviews)
    yield INTERVIEWS, b"".join(whole(head(project, site_url), items))
    yield from others(project, site_url)


def others(project: PublicProject, site_url: str) -> Iterator[tuple[str, bytes]]:
    """Yield all files but that of the interviews."""
    kept = Cache(project.root).fetch(_state(project, site_url), lambda: _others(project, site_url))
    names = (*(f"{FOLDER}/{name}.json" for name in _OTHERS), SCHEMA)
    yield from zip(names, kept.split(b"\0"), strict=True)


def interview(project: PublicProject, site_url: str, slug: str) -> bytes:
    """Return an interview as it stands in its file."""
    from relais.exporter import Exporter, interview_line  # noqa: PLC0415 - most builds change few

    return interview_line(Exporter(project, site_url).interview(slug))


def head(project: PublicProject, site_url: str, kind: str = "interviews") -> bytes:
    """Return what stands before the first item of a file."""
    fields = {
        "$schema": urljoin(site_url, SCHEMA),
        "version": 1,
        "publisher": project.catalog.site.name,
        "kind": kind,
    }
    return f'{json.dumps(fields, ensure_ascii=False)[:-1]}, "items": [\n'.encode()


def whole(head: bytes, items: Iterable[bytes]) -> Iterator[bytes]:
    """Yield a file in pieces."""
    yield head
    for number, item in enumerate(items):
        if number:
            yield BETWEEN
        yield item
    yield _END


def _state(project: PublicProject, site_url: str) -> str:
    """Return what tells all from which the other files are made."""
    catalog = project.catalog
    return key_of(
        "export",
        version(),
        site_url,
        repr((catalog.site, catalog.themes, catalog.organisations)),
        repr(_populations(project)),
        *(entry.digest for entry in catalog.programs.values()),
        *(page.state for page in project.pages if page.kind in {"program", "organisation"}),
    )


def _others(project: PublicProject, site_url: str) -> bytes:
    from relais.export_schema import schema  # noqa: PLC0415 - see above
    from relais.exporter import Exporter, line  # noqa: PLC0415 - see above

    items = Exporter(project, site_url).others(_populations(project))
    made = [
        b"".join(whole(head(project, site_url, name), map(line, items[name]))) for name in _OTHERS
    ]
    described = json.dumps(schema(urljoin(site_url, SCHEMA)), ensure_ascii=False, indent=1)
    return b"\0".join((*made, f"{described}\n".encode()))


def _populations(project: PublicProject) -> dict[str, Localised]:
    """Return the populations that something public names."""
    catalog = project.catalog
    used = {slug for entry in catalog.entries() for slug in entry.source.populations}
    return {slug: labels for slug, labels in catalog.populations.items() if slug in used}
