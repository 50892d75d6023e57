"""The words of the site's interface, one file per language: overrides/languages/en.yml."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relais import files
from relais.diagnostics import WHOLE_FILE, Diagnostic
from relais.tree import Scalar, parse

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FOLDER = "overrides/languages"


@dataclass(frozen=True, slots=True)
class Interface:
    """The words of one language."""

    language: str
    words: Mapping[str, str]

    def say(self, name: str, /, **details: object) -> str:
        """Return a phrase with its places filled in. Raises KeyError if there is no such phrase."""
        return self.words[name].format_map(details)


def load(root: Path, languages: Sequence[str]) -> tuple[dict[str, Interface], list[Diagnostic]]:
    """Return the words of each language, all with the same names, or what is wrong with them."""
    interfaces: dict[str, Interface] = {}
    diagnostics: list[Diagnostic] = []
    reference: set[str] = set()
    for language in languages:
        path = f"{FOLDER}/{language}.yml"
        source = files.read_text(root, path)
        if isinstance(source, Diagnostic):
            diagnostics.append(Diagnostic(path, WHOLE_FILE, "no-interface", {"language": language}))
            continue
        tree, problems = parse(source)
        diagnostics += problems
        if tree is None:
            continue
        words = {
            name: value.text
            for name, (_, value) in tree.entries.items()
            if isinstance(value, Scalar)
        }
        reference = reference or set(words)
        diagnostics += [
            source.problem("no-phrase", WHOLE_FILE, {"name": name})
            for name in sorted(reference - set(words))
        ]
        interfaces[language] = Interface(language, words)
    return interfaces, diagnostics
