"""The exceptions of Relais.

    RelaisError
    ├── ContentError      the content has errors; carries every diagnostic
    ├── SetupError        the project itself is not usable: no content folder, a wrong option
    ├── BuildFailedError  the site builder failed for a reason that is not the content
    └── OperationError    a command cannot go on; speaks every language

Problems in content are never exceptions while they are collected: they are diagnostics. Only the
caller that cannot go on without valid content raises.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from relais.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from relais.diagnostics import Diagnostic


class RelaisError(Exception):
    """Base of everything that Relais raises on purpose."""


class ContentError(RelaisError):
    """The content has errors."""

    def __init__(self, diagnostics: Sequence[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__(f"{len(self.diagnostics)} problems in the content")


class SetupError(RelaisError):
    """The project cannot be used as it is: the message says what to do."""


class OperationError(RelaisError):
    """A command cannot go on: there is no project, or building or publishing stops.

    What is live is untouched.
    """

    def __init__(self, code: str, **details: object) -> None:
        self.code = code
        self.details = details
        super().__init__(self.sentence("en"))

    def sentence(self, language: str) -> str:
        """Return what went wrong, for a person."""
        return sentence(language, self.code, **self.details)


class BuildFailedError(RelaisError):
    """The site builder failed; what stood in the output folder is untouched."""
