"""The bar above each page of the preview: what day it shows, who sees the page, what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from markupsafe import Markup, escape

from relais.diagnostics import Severity, format_text, printable, summary
from relais.localisation import day as day_in_words
from relais.messages import words

if TYPE_CHECKING:
    from relais.preview.state import Preview, Shown

FOLDER: Final = "_preview"
"""The addresses below which the preview's own files stand; no page can."""
FILES: Final = {name: Path(__file__).with_name(name).read_bytes() for name in ("bar.css", "bar.js")}
_BODY: Final = re.compile(r"<body[^>]*>")


def with_bar(page: str, path: str, preview: Preview, language: str, failure: str = "") -> str:
    """Return a page with the bar on top and the script that shows changes at once."""
    head = Markup(
        '<link rel="stylesheet" href="/{0}/bar.css">'
        '<script type="module" src="/{0}/bar.js" data-version="{1}" data-marks="{2}"></script>'
    ).format(FOLDER, preview.version, json.dumps(_marks(preview.shown, language)))
    page = page.replace("</head>", f"{head}</head>", 1)
    bar = _bar(path, preview, language, failure or preview.failure)
    return _BODY.sub(lambda body: f"{body[0]}{bar}", page, count=1)


def alone(preview: Preview, language: str, failure: str = "") -> str:
    """Return a page that holds only the bar, for when nothing can be shown."""
    return with_bar(
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f"<title>Relais</title></head><body></body></html>",
        "",
        preview,
        language,
        failure,
    )


def _marks(shown: Shown | None, language: str) -> dict[str, str]:
    """Return what stands beside links to pages that visitors do not see."""
    if shown is None:
        return {}
    return {
        f"/{path}": words(language).message(f"state-{state}", {})
        for path, state in shown.states.items()
    }


def _bar(path: str, preview: Preview, language: str, failure: str) -> Markup:
    text = words(language)
    lines = []
    if preview.shown:
        as_of = day_in_words(preview.shown.project.catalog.as_of, language)
        lines.append(Markup("<p>{}</p>").format(text.message("preview-note", {"day": as_of})))
        if state := preview.shown.states.get(path):
            reason = text.message(f"state-{state}", {})
            note = text.message("preview-hidden", {"reason": reason})
            lines.append(Markup("<p><strong>{}</strong></p>").format(note))
    if failure:
        shown = "\n".join(map(printable, failure.splitlines()))
        lines.append(Markup("<pre>{}</pre>").format(shown))
    if preview.problems:
        # Every mistake; of the warnings, which may be many, those about this very page.
        here = preview.shown.folder(path) if preview.shown else ""
        texts = [
            format_text(problem, language)
            for problem in preview.problems
            if problem.severity is Severity.ERROR or (here and problem.path.startswith(here))
        ]
        lines.append(
            Markup("<details{}><summary>{}</summary><pre>{}</pre></details>").format(
                Markup(" open") if preview.is_behind else "",
                summary(preview.problems, language),
                "\n\n".join(texts) or text.message("preview-elsewhere", {}),
            )
        )
    if preview.is_behind and preview.shown:
        lines.append(Markup("<p>{}</p>").format(text.message("preview-behind", {})))
    kind = " preview-wrong" if preview.is_behind else ""
    label = escape(text.message("preview", {}))
    return Markup('<aside class="preview{}" lang="{}" aria-label="{}">{}</aside>').format(
        kind, language, label, Markup("").join(lines)
    )
