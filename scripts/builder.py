"""The builder that `relais build` starts: MkDocs' own command, with content being read meanwhile.

python scripts/builder.py build ...   (what `mkdocs` is told)
"""

from __future__ import annotations

import gc

gc.disable()  # see `mkdocs_hooks.on_startup`

import runpy
from pathlib import Path

from relais import loading, processors

if processors.count() > 1:
    loading.begin_ahead(Path.cwd())
runpy.run_module("mkdocs", run_name="__main__", alter_sys=True)
