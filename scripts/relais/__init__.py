"""Relais: partner interviews and program descriptions to a public, bilingual, accessible site.

The package is the domain: content in, page descriptions out. It knows nothing of the site builder,
so that content and rules outlive it. Names load when they are first used, so that a command that
needs few of them starts fast.
"""

from __future__ import annotations

import importlib
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from relais.catalog import Catalog
    from relais.diagnostics import Diagnostic
    from relais.errors import BuildFailedError, ContentError, RelaisError, SetupError
    from relais.loading import Loaded, load
    from relais.pages import describe
    from relais.publication import PublicCatalog, select, today
    from relais.views import PageDescription

__version__ = "0.1.0"

# Pydantic would look through all installed packages for plugins whenever a program starts.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

__all__ = [
    "BuildFailedError",
    "Catalog",
    "ContentError",
    "Diagnostic",
    "Loaded",
    "PageDescription",
    "PublicCatalog",
    "RelaisError",
    "SetupError",
    "__version__",
    "describe",
    "load",
    "select",
    "today",
]

_HOMES = {
    "BuildFailedError": "errors",
    "Catalog": "catalog",
    "ContentError": "errors",
    "Diagnostic": "diagnostics",
    "Loaded": "loading",
    "PageDescription": "views",
    "PublicCatalog": "publication",
    "RelaisError": "errors",
    "SetupError": "errors",
    "describe": "pages",
    "load": "loading",
    "select": "publication",
    "today": "publication",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
