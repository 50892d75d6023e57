"""JSON Schemas of the content files, for editors that complete, explain and check while typing.

They are made of the models: names, docstrings, choices and forms of values. The slugs that exist in
a project stand apart, in one file that the others refer to, because they change with the content:
an editor offers them, and takes every other slug, since only `relais check` knows what is there.

A schema is looser than `relais check` and never stricter, so that nothing is marked that is right.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
import types
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import MinLen
from pydantic import BaseModel, RootModel

from relais import fields
from relais.front_matter import BODY
from relais.register import Register
from relais.schema import (
    InterviewSource,
    InterviewTranslation,
    Organisation,
    PageSource,
    PageTranslation,
    ProgramSource,
    ProgramTranslation,
    Site,
    Vocabulary,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic.fields import FieldInfo

Schema = dict[str, Any]

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
"""The dialect that editors' language servers know best."""
SLUGS_FILE: Final = "slugs.json"

KINDS: Final[Mapping[str, tuple[type[BaseModel], str]]] = {
    "interview": (InterviewSource, "An interview: content/partners/NAME/index.LANGUAGE.yml"),
    "interview-translation": (InterviewTranslation, "An interview's text in another language"),
    "program": (ProgramSource, "The front matter of content/programs/NAME/index.LANGUAGE.md"),
    "program-translation": (ProgramTranslation, "The front matter in another language"),
    "organisation": (Organisation, "An organisation: content/organisations/NAME.yml"),
    "themes": (Vocabulary, "The themes: content/themes.yml"),
    "populations": (Vocabulary, "The populations: content/populations.yml"),
    "site": (Site, "The foundation and its site: content/site.yml"),
    "cookies": (Register, "What may be kept on a visitor's device: content/cookies.yml"),
    "page": (PageSource, "The front matter of a page of docs/"),
    "page-translation": (PageTranslation, "The front matter of a page in another language"),
}
"""The name of each schema to its model and what it is for."""

CHOICES: Final = {
    "organisation": "organisation",
    "organisations": "organisation",
    "programs": "program",
    "themes": "theme",
    "populations": "population",
    "featured": "interview",
    "header": "menu",
    "entries": "menu",
    "tracker": "tracker",
    "measurement": "tracker",
    "purpose": "purpose",
}
"""The fields that refer to something, and to what."""

_SCALAR: Final = ["string", "number", "boolean"]
"""What Relais reads as a text: also what YAML takes for a number."""
_SLUG: Final[Schema] = {"type": _SCALAR, "pattern": f"^{fields.SLUG.pattern}$"}
_LINE: Final[Schema] = {"type": _SCALAR}
_FORMS: Final[list[tuple[Any, Schema]]] = [
    (fields.Line, _LINE),
    (fields.Summary, {"type": "string", "maxLength": 200}),
    (fields.Markdown, {"type": _SCALAR}),
    (fields.Slug, _SLUG),
    (fields.KnownSlug, _SLUG),
    (fields.Flag, {"type": "boolean"}),
    (fields.Integer, {"type": "integer"}),
    (fields.Number, {"type": "number"}),
    (fields.Fraction, {"type": "number", "minimum": 0, "maximum": 1}),
    (fields.Latitude, {"type": "number", "minimum": -90, "maximum": 90}),
    (fields.Longitude, {"type": "number", "minimum": -180, "maximum": 180}),
    (
        fields.Day,
        {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
    ),
    (fields.PartialDate, {"type": ["string", "integer"], "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"}),
    (fields.DatePeriod, {"type": ["string", "integer"], "pattern": "^[0-9]{4}[0-9/-]*$"}),
    (fields.WebAddress, {"type": "string", "format": "uri", "pattern": "^https?://"}),
    (fields.HttpsAddress, {"type": "string", "format": "uri", "pattern": "^https://"}),
    (fields.Email, {"type": "string", "format": "email"}),
    (fields.FileName, {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._-]*$"}),
    (fields.LanguageCode, {"type": "string", "pattern": "^[a-z]{2,3}$"}),
    (fields.CountryCode, {"$ref": f"{SLUGS_FILE}#/definitions/country"}),
    (fields.TimeZone, {"type": "string"}),
    (fields.Lasting, {"type": "string"}),
    (fields.HostName, {"type": "string"}),
    (fields.DeviceName, {"type": _SCALAR}),
    (fields.DataAttribute, {"type": "string", "pattern": "^data-"}),
    (
        fields.LocalisableLine,
        {"anyOf": [_LINE, {"type": "object", "additionalProperties": _LINE}]},
    ),
]


def schemas() -> dict[str, Schema]:
    """Return the schemas of all kinds of files, by name; they depend on the models alone."""
    return {name: _Writer().file(*KINDS[name]) for name in KINDS}


@cache
def explanations(model: type) -> dict[str, str]:
    """Return the docstring below each field of a model, its own and those it inherits."""
    found: dict[str, str] = {}
    for base in reversed(model.__mro__):
        if not base.__module__.startswith("relais."):
            continue
        (written,) = ast.parse(textwrap.dedent(inspect.getsource(base))).body
        body = written.body if isinstance(written, ast.ClassDef) else []
        for field, below in pairwise(body):
            if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name):
                text = below.value if isinstance(below, ast.Expr) else None
                if isinstance(text, ast.Constant) and isinstance(text.value, str):
                    found[field.target.id] = " ".join(text.value.split())
    return found


def choices(known: Mapping[str, Mapping[str, str]], countries: Mapping[str, str]) -> Schema:
    """Return the schema of what the others refer to: slugs and codes, each with what it is."""
    definitions = {
        kind: _offered(dict(sorted(known.get(kind, {}).items())), _SLUG)
        for kind in sorted(set(CHOICES.values()))
    }
    # A pattern and no closed list: the codes are ISO's, and new ones come.
    code = {"type": "string", "pattern": "^[A-Z]{2}$"}
    definitions["country"] = _offered(dict(sorted(countries.items())), code)
    return {
        "$schema": DIALECT,
        "title": "What exists in this project. `relais schema` writes it anew.",
        "definitions": definitions,
    }


def _offered(names: Mapping[str, str], form: Schema) -> Schema:
    if not names:
        return form
    offer = {"enum": list(names), "enumDescriptions": list(names.values())}
    return {"anyOf": [offer, form]}


class _Writer:
    """Writes the schema of one file, with a definition for each model in it."""

    def __init__(self) -> None:
        self._definitions: dict[str, Schema] = {}

    def file(self, model: type[BaseModel], title: str) -> Schema:
        """Return the schema of a whole file."""
        if issubclass(model, RootModel):
            body = self._type(model.model_fields["root"].annotation)
            body["propertyNames"] = _SLUG
        else:
            body = self._object(model)
        head = {"$schema": DIALECT, "title": title}
        definitions = {"definitions": dict(sorted(self._definitions.items()))}
        return {**head, **body, **(definitions if self._definitions else {})}

    def _object(self, model: type[BaseModel]) -> Schema:
        hints = get_type_hints(model, include_extras=True)
        properties, required = {}, []
        for name, field in model.model_fields.items():
            written = field.alias or name
            if written == BODY:
                continue  # stands below the front matter
            explanation = explanations(model).get(name, "")
            properties[written] = self._property(written, hints[name], field, explanation)
            if field.is_required():
                required.append(written)
        return {
            "type": "object",
            "description": model.__doc__ or "",
            "properties": properties,
            "required": required,
            "additionalProperties": False,
        }

    def _property(
        self,
        name: str,
        hint: Any,  # noqa: ANN401 - any type
        field: FieldInfo,
        explanation: str,
    ) -> Schema:
        schema = self._type(hint)
        kind = CHOICES.get(name)
        offered = {"$ref": f"{SLUGS_FILE}#/definitions/{kind}"}
        if kind and schema == _SLUG:
            schema = offered
        elif kind and schema.get("items") == _SLUG:
            schema = {**schema, "items": offered}
        lengths = [mark.min_length for mark in field.metadata if isinstance(mark, MinLen)]
        if lengths:
            schema = {**schema, "minItems": lengths[0]}
        if not field.is_required():
            schema = _or_nothing(schema)
        if "$ref" in schema:
            schema = {"allOf": [schema]}  # in this dialect nothing beside $ref counts
        return {**schema, "description": explanation}

    def _type(self, hint: Any) -> Schema:  # noqa: ANN401, PLR0911 - one answer for each kind
        for known, form in _FORMS:
            if hint == known:
                return dict(form)
        origin, arguments = get_origin(hint), get_args(hint)
        if origin in (Union, types.UnionType):
            (inner,) = (argument for argument in arguments if argument is not type(None))
            return self._type(inner)
        if origin is list:
            return {"type": "array", "items": self._type(arguments[0])}
        if origin is dict:
            return {"type": "object", "additionalProperties": self._type(arguments[1])}
        if origin is Literal:
            return {"enum": list(arguments)}
        if isinstance(hint, type) and issubclass(hint, StrEnum):
            return {"enum": [str(member) for member in hint]}
        if isinstance(hint, type) and issubclass(hint, BaseModel):
            if hint.__name__ not in self._definitions:
                self._definitions[hint.__name__] = {}  # ends the recursion of models in models
                self._definitions[hint.__name__] = self._object(hint)
            return {"$ref": f"#/definitions/{hint.__name__}"}
        message = f"there is no JSON Schema for {hint}"
        raise TypeError(message)


def _or_nothing(schema: Schema) -> Schema:
    """Return a schema that also takes a field without a value, which counts as left out."""
    if isinstance(schema.get("type"), str):
        return {**schema, "type": [schema["type"], "null"]}
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [*schema["type"], "null"]}
    return {"anyOf": [schema, {"type": "null"}]}
