"""The public catalog for other programs: data/*.json, with its JSON Schema in data/schema.json.

The texts come from the page descriptions, so nothing is exported that no page shows, and a portrait
only where the release covers it. `relais.exported` holds the form, `relais.exporter` fills it and
`relais.export_schema` describes it; they are asked only for what is not kept from an earlier build.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin

import brotli

from relais.cache import Cache, key_of
from relais.program import version

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from relais.fields import Localised
    from relais.project import PublicProject

FOLDER: Final = "data"
SCHEMA: Final = f"{FOLDER}/schema.json"
_OTHERS: Final = ("programs", "organisations", "themes", "populations")


def files(
    project: PublicProject, site_url: str, interviews: Mapping[str, bytes] | None = None
) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Yield the files of data/ in pieces: sorted items, and the schema that describes them.

    `interviews` are items that are known already, by slug: see `interview`.
    """
    slugs = project.catalog.interviews
    packed = (interviews[s] if interviews else interview(project, site_url, s) for s in slugs)
    items = map(brotli.decompress, packed)
    yield f"{FOLDER}/interviews.json", _file(project, site_url, "interviews", items)
    kept = Cache(project.root).fetch(_state(project, site_url), lambda: _others(project, site_url))
    names = (*(f"{FOLDER}/{name}.json" for name in _OTHERS), SCHEMA)
    yield from zip(names, ([file] for file in kept.split(b"\0")), strict=True)


def interview(project: PublicProject, site_url: str, slug: str) -> bytes:
    """Return an interview as it stands in its file, packed: there may be thousands.

    Brotli packs as closely as zlib at its fastest, in half the time.
    """
    from relais.exporter import Exporter, interview_line  # noqa: PLC0415 - most builds change few

    item = Exporter(project, site_url).interview(slug)
    return bytes(brotli.compress(interview_line(item), quality=0))


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
    made = [b"".join(_file(project, site_url, name, map(line, items[name]))) for name in _OTHERS]
    described = json.dumps(schema(urljoin(site_url, SCHEMA)), ensure_ascii=False, indent=1)
    return b"\0".join((*made, f"{described}\n".encode()))


def _populations(project: PublicProject) -> dict[str, Localised]:
    """Return the populations that something public names."""
    catalog = project.catalog
    used = {slug for entry in catalog.entries() for slug in entry.source.populations}
    return {slug: labels for slug, labels in catalog.populations.items() if slug in used}


def _file(
    project: PublicProject, site_url: str, name: str, items: Iterable[bytes]
) -> Iterator[bytes]:
    publisher = project.catalog.site.name
    head = {"$schema": urljoin(site_url, SCHEMA), "version": 1, "publisher": publisher}
    start = json.dumps({**head, "kind": name}, ensure_ascii=False)[:-1]
    yield f'{start}, "items": ['.encode()
    for number, item in enumerate(items):
        yield b",\n" if number else b"\n"
        yield item
    yield b"\n]}\n"
