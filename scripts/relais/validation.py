"""From a located tree to a typed model, with every problem at its place.

pydantic finds the problems; this module finds where each stands in the file, says it with the codes
of `relais.messages`, and adds what the editor probably meant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, TypeVar, get_args

from pydantic import BaseModel, RootModel, ValidationError

from relais.diagnostics import Span
from relais.fields import KnownSlug, Slug
from relais.front_matter import BODY
from relais.meanings import meant_word, slug_of
from relais.messages import words
from relais.tree import ListNode, MappingNode, Scalar, locate, plain
from relais.yaml_errors import GLUED, NO_BREAK_SPACES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

    from relais.diagnostics import Diagnostic
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
    places = _unknown_empty(model, root, source)
    empty = [_unknown(model, root, source, place) for place in places]
    try:
        value = model.model_validate(plain(root))
    except ValidationError as error:
        problems = _join_misspelt(error.errors(include_url=False), model, root)
        return None, [*empty, *(_diagnose(problem, model, root, source) for problem in problems)]
    return (None if empty else value), empty


def _unknown_empty(
    model: type[BaseModel], node: Node, source: SourceFile, location: Location = ()
) -> Iterator[Location]:
    """Yield the places of unknown fields without a value, which pydantic does not get to see."""
    if isinstance(node, ListNode):
        for index, item in enumerate(node.items):
            yield from _unknown_empty(model, item, source, (*location, index))
    elif isinstance(node, MappingNode):
        for name, (key, value) in node.entries.items():
            if not isinstance(value, Scalar):
                yield from _unknown_empty(model, value, source, (*location, name))
            elif value.is_null:
                known = _fields(model, location)
                if name not in known and (known or _stands_alone(source, key.span)):
                    yield (*location, name)


def _stands_alone(source: SourceFile, key: Span) -> bool:
    """Tell whether a "field" in braces is what follows a comma, without a colon of its own."""
    line = source.line(key.line)
    return not line[key.column - 1 + key.length :].lstrip().startswith(":")


def _join_misspelt(
    problems: list[ErrorDetails], model: type[BaseModel], root: MappingNode
) -> Iterator[ErrorDetails]:
    """Yield the problems with "titel is unknown" and "title is missing" as one: it is one slip."""
    missing = {problem["loc"] for problem in problems if problem["type"] == "missing"}
    explained: set[Location] = set()
    for problem in problems:
        if problem["type"] == "extra_forbidden":
            *parent, name = problem["loc"]
            meant = (*parent, meant_word(str(name), _absent_fields(model, root, tuple(parent))))
            if meant in missing - explained:
                explained.add(meant)
                problem["type"] = "misspelt-field"
    for problem in problems:
        if problem["type"] != "missing" or problem["loc"] not in explained:
            yield problem


def _unknown(
    model: type[BaseModel],
    root: MappingNode,
    source: SourceFile,
    location: Location,
    code: str = "unknown-field",
) -> Diagnostic:
    """Say that the field at `location` is not known, and which one was probably meant."""
    parent, name = location[:-1], str(location[-1])
    span = locate(root, location, key=True)
    if name.isdecimal() and (number := _cut_number(root, parent, name)):
        return source.problem("comma-in-number", span, {"value": name}, number)
    if at := _no_break_space(source, span):
        return source.problem("no-break-space", at)
    if glued := GLUED.match(name):
        at = Span(span.line, span.column + glued.end() - 1, 1)
        return source.problem("no-space-after-colon", at)
    if code == "unknown-field" and (whole := _cut_text(root, source, location)):
        return source.problem("comma-in-text", span, {"value": name, "whole": whole})
    choices = _fields(model, parent)
    meant = meant_word(name, _absent_fields(model, root, parent)) or meant_word(name, choices)
    details = {"field": name, "choices": ", ".join(choices), "meant": meant}
    return source.problem(code, span, details, meant)


def _cut_number(root: MappingNode, parent: Location, name: str) -> str:
    """Return the number whose decimals a comma in braces made a field: `{latitude: 48,857}`."""
    node = _field_node(root, parent)
    if not isinstance(node, MappingNode):
        return ""
    names = list(node.entries)
    before = node.entries[names[names.index(name) - 1]][1]
    whole = before.text if isinstance(before, Scalar) else ""
    return f"{whole}.{name}" if whole.removeprefix("-").isdecimal() else ""


def _no_break_space(source: SourceFile, span: Span) -> Span | None:
    """Return the place of a no-break space in a word, where nobody sees it."""
    word = source.line(span.line)[span.column - 1 : span.column - 1 + span.length]
    found = [place for place, letter in enumerate(word) if letter in NO_BREAK_SPACES]
    return Span(span.line, span.column + found[0], 1) if found else None


def _cut_text(root: MappingNode, source: SourceFile, location: Location) -> str:
    """Return the text in braces that a comma cut: `{en: For you, and me, fr: …}`."""
    node = _field_node(root, location[:-1])
    value = _field_node(root, location)
    if not isinstance(node, MappingNode) or not (isinstance(value, Scalar) and value.is_null):
        return ""
    names = list(node.entries)
    place = names.index(str(location[-1]))
    if not place or not _stands_alone(source, node.entries[names[place]][0].span):
        return ""
    before = node.entries[names[place - 1]][1]
    return f"{before.text}, {names[place]}" if isinstance(before, Scalar) and before.text else ""


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
        if location == (BODY,) and field is not None:
            code = "no-body"
        return source.problem(code, span, {"field": name})
    if kind in ("extra_forbidden", "misspelt-field"):
        code = "unknown-field" if kind == "extra_forbidden" else "misspelt-field"
        return _unknown(model, root, source, location, code)
    span = locate(root, location, key=on_key)
    details = {"field": _field_name(location), "value": _shown(root, location), **context}
    code = _CODES.get(kind, kind)
    if slip := _hidden_slip(code, source, span, details["value"]):
        return slip
    if code == "not-allowed":
        choices = re.findall(r"'([^']*)'", context["expected"])
        details["choices"] = ", ".join(choices)
        suggestion = meant_word(details["value"], choices)
    elif code == "expected-list":
        is_mapping = isinstance(_field_node(root, location), MappingNode)
        code = "expected-items" if is_mapping else code
        details["value"] = _as_list(details["value"], _annotation(model, location))
    elif code == "expected-fields":
        details["choices"] = ", ".join(_fields(model, location)) or "en, fr"
    if not words("en").knows(code):
        details["reason"] = problem["msg"]
        code = "invalid"
    return source.problem(code, span, details, suggestion)


def _hidden_slip(code: str, source: SourceFile, span: Span, written: str) -> Diagnostic | None:
    """Return what is said instead where a space is missing, or is no space."""
    if code == "not-allowed" and (at := _no_break_space(source, span)):
        return source.problem("no-break-space", at)
    if code == "expected-fields" and (glued := GLUED.match(written)):
        at = Span(span.line, span.column + glued.end() - 1, 1)
        return source.problem("no-space-after-colon", at)
    return None


def _as_list(written: str, annotation: object) -> str:
    """Return as values of a list what was written as one text: `access to care, housing`."""
    parts = [part.strip() for part in written.split(",")]
    if annotation in (list[Slug], list[KnownSlug]):
        parts = [slug_of(part) for part in parts]
    return ", ".join(filter(None, parts))


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
    last = _model_in(_annotation(model, parent))
    if last is None or issubclass(last, RootModel):
        return []
    return [field.alias or name for name, field in last.model_fields.items()]


def _annotation(model: type[BaseModel], place: Location) -> Any:  # noqa: ANN401 - any type
    """Return the type of what stands at a place, or None where nothing may stand."""
    annotation: Any = model
    for step in place:
        here = _model_in(annotation)
        if here is None:
            return None
        if isinstance(step, int):
            continue
        by_name = {field.alias or name: field for name, field in here.model_fields.items()}
        if step not in by_name:
            return None
        annotation = by_name[step].annotation
    return annotation


def _model_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - any type expression
    """Return the model that a type expression holds: `list[Question]`, `Portrait | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    found = (_model_in(argument) for argument in get_args(annotation))
    return next((model for model in found if model), None)
