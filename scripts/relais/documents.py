"""A file that was read and understood: its tree, its model and the way back to a place in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Generic, TypeVar

from pydantic import BaseModel

from relais.diagnostics import WHOLE_FILE, Diagnostic, Severity, Span
from relais.front_matter import parse_markdown
from relais.tree import MappingNode, locate, parse
from relais.validation import validate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from relais.files import SourceFile
    from relais.validation import Location

ModelType = TypeVar("ModelType", bound=BaseModel)

_CONFLICT: Final = ("<<<<<<< ", ">>>>>>> ")
"""How Git begins and ends what it could not merge by itself."""


class Parsed:
    """A file's fields, before they are held against a model. Each is equal to itself alone."""

    __slots__ = ("_root", "source")

    def __init__(self, source: SourceFile, root: MappingNode | Callable[[], MappingNode]) -> None:
        self.source = source
        self._root = root

    @property
    def root(self) -> MappingNode:
        """The fields with their places; read again only now if the model was known already."""
        if not isinstance(self._root, MappingNode):
            self._root = self._root()
        return self._root

    def problem(  # noqa: PLR0913 - each is one word of the sentence
        self,
        code: str,
        location: Location = (),
        details: Mapping[str, str] | None = None,
        *,
        suggestion: str = "",
        severity: Severity = Severity.ERROR,
        key: bool = False,
        words: str = "",
    ) -> Diagnostic:
        """Return a diagnostic for the value at `location`, or for `words` inside it.

        Without a location it is about the file as a whole, and no line is quoted.
        """
        if not location:
            return Diagnostic(
                self.source.path, WHOLE_FILE, code, details or {}, severity, suggestion
            )
        span = locate(self.root, location, key=key)
        if words:
            span = self._find(words, span)
        found = self.source.problem(code, span, details, suggestion)
        return replace(found, severity=severity)

    def _find(self, words: str, span: Span) -> Span:
        """Return the place of `words` at or after `span`; `span` if a line break divides them."""
        for number in range(span.line, len(self.source.lines) + 1):
            start = span.column - 1 if number == span.line else 0
            if (at := self.source.line(number).find(words, start)) >= 0:
                return Span(number, at + 1, len(words))
        return span


class Document(Parsed, Generic[ModelType]):
    """A file with its model."""

    __slots__ = ("model",)

    def __init__(
        self,
        source: SourceFile,
        root: MappingNode | Callable[[], MappingNode],
        model: ModelType,
    ) -> None:
        super().__init__(source, root)
        self.model = model


def parse_file(source: SourceFile) -> tuple[Parsed | None, list[Diagnostic]]:
    """Return the fields of a YAML or Markdown file, or what is wrong with it."""
    # Without its space a mark is found much faster: most letters exclude it.
    if any(mark.rstrip() in source.text for mark in _CONFLICT):
        for number, line in enumerate(source.lines, start=1):
            if line.startswith(_CONFLICT):
                return None, [source.problem("merge-conflict", Span(number, 1, 7))]
    markdown = source.path.endswith(".md")
    root, diagnostics = parse_markdown(source) if markdown else parse(source)
    return (None if root is None else Parsed(source, root)), diagnostics


def understand(
    parsed: Parsed, model: type[ModelType]
) -> tuple[Document[ModelType] | None, list[Diagnostic]]:
    """Return the document of a parsed file, or every problem that keeps it from being one."""
    value, diagnostics = validate(model, parsed.root, parsed.source)
    if value is None:
        return None, diagnostics
    return Document(parsed.source, parsed.root, value), diagnostics
