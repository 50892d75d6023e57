"""A picture that a file names is there, and can be used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.decoding import PictureProblem
from relais.diagnostics import closest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.content import Content
    from relais.diagnostics import Diagnostic
    from relais.documents import Parsed
    from relais.pictures import Picture
    from relais.validation import Location


def check_picture(
    content: Content,
    document: Parsed,
    location: Location,
    name: str,
    found: Picture | PictureProblem | None,
) -> Iterator[Diagnostic]:
    """Yield what is wrong with the picture `name` beside a file; `found` is what it was read as."""
    folder = document.source.path.rpartition("/")[0]
    if f"{folder}/{name}" not in content.paths:
        names = [path.rpartition("/")[2] for path in content.paths if path.startswith(f"{folder}/")]
        suggestion = closest(name, sorted(names))
        details = {"name": name, "folder": folder}
        yield document.problem("no-picture", location, details, suggestion=suggestion)
    elif isinstance(found, PictureProblem):
        yield document.problem(found.code, location, {"name": name, **found.details})
