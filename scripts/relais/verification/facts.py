"""What one file of the output says of itself: its problems, and what others must agree with.

Files are read side by side by several processes; whatever concerns two files at once is decided
afterwards from these facts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relais.diagnostics import Diagnostic
from relais.verification.output import place

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass
class Facts:
    """What was found in one file."""

    path: str
    problems: list[Diagnostic] = field(default_factory=list)
    ids: frozenset[str] = frozenset()
    anchors: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each address with an anchor: the file that it leads to, and the anchor."""
    address: str = ""
    """A page's full address, as it gives it itself."""
    alternates: dict[str, str] = field(default_factory=dict)
    """The full addresses of a page in other languages, by language."""
    scripts: frozenset[str] = frozenset()
    """The CSP sources of a page's inline scripts."""
    external: frozenset[str] = frozenset()
    """The addresses of other hosts that visitors may follow."""
    own_bytes: int = 0
    """The size of the page itself."""
    loads: frozenset[str] = frozenset()
    """The files that a browser needs to show the page."""
    passages: list[tuple[str, int]] = field(default_factory=list)
    """What may be a passage of something that is not public: the words, the passage's number."""


@dataclass
class Reading:
    """A text file while it is read."""

    facts: Facts
    text: str

    def problem(self, code: str, passage: str, details: Mapping[str, str] | None = None) -> None:
        """Note an error at `passage`."""
        span, line = place(self.text, passage)
        self.facts.problems.append(
            Diagnostic(self.facts.path, span, code, details or {}, source_line=line)
        )
