"""The words of the site's interface, one file per language: overrides/languages/en.yml."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relais import files
from relais.diagnostics import WHOLE_FILE, Diagnostic
from relais.tree import Scalar, parse
from relais.typography import typeset

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

FOLDER = "overrides/languages"


@dataclass(frozen=True, slots=True)
class Interface:
    """The words of one language."""

    language: str
    words: Mapping[str, str]
    _typeset: dict[str, str] = field(default_factory=dict, repr=False, compare=False)

    def say(self, name: str, /, **details: object) -> str:
        """Return a phrase with its places filled in. Raises KeyError if there is no such phrase."""
        return self.words[name].format_map(details)

    def show(self, name: str, /, **details: object) -> str:
        """Return a phrase with the spaces of its language; raises as `say` does."""
        if details:
            return typeset(self.say(name, **details), self.language)
        phrase = self._typeset.get(name)
        if phrase is None:  # without places, it is the same on all pages
            phrase = self._typeset[name] = typeset(self.say(name), self.language)
        return phrase


def load(root: Path, languages: Sequence[str]) -> tuple[dict[str, Interface], list[Diagnostic]]:
    """Return the words of each language, all with the same names, or what is wrong with them."""
    interfaces: dict[str, Interface] = {}
    diagnostics: list[Diagnostic] = []
    reference: dict[str, set[str]] = {}
    for language in languages:
        path = f"{FOLDER}/{language}.yml"
        source = files.read_text(root, path)
        if isinstance(source, Diagnostic):
            nothing = Diagnostic(path, WHOLE_FILE, "no-interface", {"language": language})
            diagnostics.append(source if os.path.lexists(root / path) else nothing)
            continue
        tree, problems = parse(source)
        diagnostics += problems
        if tree is None:
            continue
        phrases = {
            name: value for name, (_, value) in tree.entries.items() if isinstance(value, Scalar)
        }
        reference = reference or {name: _places(value.text) for name, value in phrases.items()}
        for name, places in reference.items():
            if name not in phrases:
                diagnostics.append(Diagnostic(path, WHOLE_FILE, "no-phrase", {"name": name}))
            elif wrong := _places(phrases[name].text) - places:
                details = {"places": ", ".join(sorted(wrong)), "right": ", ".join(sorted(places))}
                diagnostics.append(source.problem("wrong-place", phrases[name].span, details))
        words = {name: value.text for name, value in phrases.items()}
        interfaces[language] = Interface(language, words)
    return interfaces, diagnostics


def _places(phrase: str) -> set[str]:
    """Return what stands in braces in a phrase: `{name}`; a brace left open counts as one."""
    found = set(re.findall(r"\{[^{}]*\}", phrase))
    rest = re.sub(r"\{[^{}]*\}", "", phrase)
    return found | {brace for brace in "{}" if brace in rest}
