"""What the commands that write say: the sentences of `desk_en` and `desk_fr`."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@cache
def _sentences(language: str) -> Mapping[str, str]:
    module = importlib.import_module(f"relais.messages.desk_{language}")
    sentences: Mapping[str, str] = module.SENTENCES
    return sentences


def tell(language: str, code: str, details: Mapping[str, str] | None = None) -> str:
    """Return the sentence `code` in a language."""
    return _sentences(language)[code].format_map(details or {})
