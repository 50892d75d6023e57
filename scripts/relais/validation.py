"""From a located tree to a typed model, with every problem at its place.

pydantic finds the problems; this module finds where each stands in the file, says it with the codes
of `relais.messages`, and adds what the editor probably meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from relais.diagnostics import Diagnostic, closest
from relais.messages import words
from relais.tree import ListNode, MappingNode, Scalar, locate, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from relais.files import SourceFile
    from relais.tree import Node

ModelType = TypeVar("ModelType", bound=BaseModel)
Location = tuple[str | int, ...]

_CODES: Final = {
    "list_type": "expected-list",
    "dict_type": "expected-fields",
    "model_type": "expected-fields",
    "model_attributes_type": "expected-fields",
    "enum": "not-allowed",
    "literal_error": "not-allowed",
    "too_short": "too-few",
}
"""pydantic's own kinds of errors in our codes; the others are ours already (`relais.fields`)."""


def validate(
    model: type[ModelType], root: MappingNode, source: SourceFile
) -> tuple[ModelType | None, list[Diagnostic]]:
    """Return the model of a file, or every problem that keeps it from being one."""
    try:
        return model.model_validate(plain(root)), []
    except ValidationError as error:
        problems = _join_misspelt(error.errors(include_url=False), model, root)
        return None, [_diagnose(problem, model, root, source) for problem in problems]


def _join_misspelt(
    problems: list[ErrorDetails], model: type[BaseModel], root: MappingNode
) -> Iterator[ErrorDetails]:
    """Yield the problems without "title is missing" where `titel` is unknown: it is one slip."""
    explained = set()
    for problem in problems:
        if problem["type"] == "extra_forbidden":
            *parent, name = problem["loc"]
            meant = closest(str(name), _absent_fields(model, root, tuple(parent)))
            explained.add((*parent, meant))
    for problem in problems:
        if problem["type"] != "missing" or problem["loc"] not in explained:
            yield problem


def _diagnose(
    problem: ErrorDetails, model: type[BaseModel], root: MappingNode, source: SourceFile
) -> Diagnostic:
    location = problem["loc"]
    on_key = location[-1:] == ("[key]",)
    if on_key:
        location = location[:-1]
    name = str(location[-1]) if location else ""
    context = {key: str(value) for key, value in problem.get("ctx", {}).items()}
    suggestion = context.pop("suggestion", "")
    kind = problem["type"]
    if kind == "missing":
        field = _field_node(root, location)
        span = locate(root, location, key=True)
        code = "missing-field" if field is None else "empty-field"
        return source.problem(code, span, {"field": name})
    if kind == "extra_forbidden":
        parent = location[:-1]
        span = locate(root, location, key=True)
        choices = _fields(model, parent)
        meant = closest(name, _absent_fields(model, root, parent)) or closest(name, choices)
        details = {"field": name, "choices": ", ".join(choices)}
        return source.problem("unknown-field", span, details, meant)
    span = locate(root, location, key=on_key)
    details = {"field": _field_name(location), "value": _shown(root, location), **context}
    code = _CODES.get(kind, kind)
    if code == "not-allowed":
        choices = re.findall(r"'([^']*)'", context["expected"])
        details["choices"] = ", ".join(choices)
        suggestion = closest(details["value"], choices)
    if not words("en").knows(code):
        details["reason"] = problem["msg"]
        code = "invalid"
    return source.problem(code, span, details, suggestion)


def _field_name(location: Location) -> str:
    """Return the name of the field that a place lies in."""
    names = [step for step in location if isinstance(step, str)]
    return names[-1] if names else ""


def _shown(root: MappingNode, location: Location) -> str:
    node = _field_node(root, location)
    return node.text.strip() if isinstance(node, Scalar) else ""


def _field_node(root: MappingNode, location: Location) -> Node | None:
    """Return the value at a place, or None where there is none."""
    node: Node | None = root
    for step in location:
        if isinstance(node, MappingNode):
            node = node.get(str(step))
        elif isinstance(node, ListNode) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
        else:
            return None
    return node


def _absent_fields(model: type[BaseModel], root: MappingNode, parent: Location) -> list[str]:
    """Return the fields that the mapping at `parent` may have and does not."""
    node = _field_node(root, parent)
    present = node.entries if isinstance(node, MappingNode) else {}
    return [name for name in _fields(model, parent) if name not in present]


def _fields(model: type[BaseModel], parent: Location) -> list[str]:
    """Return the names of the fields that the mapping at `parent` may have."""
    annotation: Any = model
    for step in parent:
        here = _model_in(annotation)
        if here is None:
            return []
        if isinstance(step, int):
            continue
        by_name = {field.alias or name: field for name, field in here.model_fields.items()}
        if step not in by_name:
            return []
        annotation = by_name[step].annotation
    last = _model_in(annotation)
    return [field.alias or name for name, field in last.model_fields.items()] if last else []


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    """Return the model that a type expression holds: `list[Question]`, `Portrait | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)
