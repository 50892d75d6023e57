"""The JSON Schema of what is exported, data/schema.json: see `relais.exported`."""

from __future__ import annotations

from typing import Any, Final, Literal

from pydantic import ConfigDict, Field
from pydantic.json_schema import models_json_schema
from typing_extensions import get_original_bases, is_typeddict

from relais import exported
from relais.exported import Interview, Organisation, Program, Term, Texts
from relais.json_schema import explanations
from relais.schema import Model


class File(Model):
    """What all files have in common."""

    model_config = ConfigDict(populate_by_name=True)

    schema_address: str = Field(alias="$schema")
    """Where this schema stands."""
    version: Literal[1]
    """The version of this form: fields may be added to it, but none is renamed or taken away."""
    publisher: Texts
    """Whose content it is, by language."""


class InterviewsFile(File):
    """The file data/interviews.json."""

    kind: Literal["interviews"]
    """What the file holds."""
    items: list[Interview]
    """All of them, sorted by slug."""


class ProgramsFile(File):
    """The file data/programs.json."""

    kind: Literal["programs"]
    """What the file holds."""
    items: list[Program]
    """All of them, sorted by slug."""


class OrganisationsFile(File):
    """The file data/organisations.json."""

    kind: Literal["organisations"]
    """What the file holds."""
    items: list[Organisation]
    """All of them, sorted by slug."""


class ThemesFile(File):
    """The file data/themes.json."""

    kind: Literal["themes"]
    """What the file holds."""
    items: list[Term]
    """All of them, sorted by slug."""


class PopulationsFile(File):
    """The file data/populations.json."""

    kind: Literal["populations"]
    """What the file holds."""
    items: list[Term]
    """All of them, sorted by slug."""


FILES: Final = (
    InterviewsFile,
    ProgramsFile,
    OrganisationsFile,
    ThemesFile,
    PopulationsFile,
)


def schema(address: str) -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of every file of data/."""
    _, definitions = models_json_schema([(model, "serialization") for model in FILES])
    models = {**vars(exported), **{model.__name__: model for model in FILES}}
    for name, form in definitions["$defs"].items():
        for field, text in _explanations(models[name]).items():
            written = field if field in form["properties"] else "$schema"
            described = {**form["properties"][written], "description": text}
            form["properties"][written] = dict(sorted(described.items()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address,
        "title": "The public catalog of a site made with Relais",
        "oneOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in FILES],
        **definitions,
    }


def _explanations(form: type) -> dict[str, str]:
    """Return what stands below each field of a form, its own and those it inherits."""
    found: dict[str, str] = {}
    for base in get_original_bases(form):  # of which a dictionary's `__mro__` does not know
        found |= _explanations(base) if is_typeddict(base) else {}
    return found | explanations(form)
