"""The web app manifest: what a system shows when somebody puts the site on a home screen.

One per language (https://www.w3.org/TR/appmanifest/), so that the site opens in the language in
which it was kept.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from relais import icons, localisation
from relais.addresses import Addresses, relative

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relais.colours import Colours
    from relais.publication import PublicCatalog

NAME: Final = "site.webmanifest"


def path(catalog: PublicCatalog, language: str) -> str:
    """Return where the manifest of a language stands in the site."""
    return f"{Addresses(catalog).root(language)}{NAME}"


def files(catalog: PublicCatalog, colours: tuple[Colours, Colours]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each language's manifest."""
    for language in catalog.site.languages:
        text = json.dumps(_manifest(catalog, language, colours), ensure_ascii=False, indent=1)
        yield path(catalog, language), text.encode()


def _manifest(
    catalog: PublicCatalog, language: str, colours: tuple[Colours, Colours]
) -> dict[str, Any]:
    site, own = catalog.site, path(catalog, language)
    name = site.name.get(language, site.name[site.default_language])
    light, _ = colours  # a manifest has no dark colours yet
    return {
        "name": name,
        "short_name": name,
        "description": site.tagline.get(language, site.tagline[site.default_language]),
        "lang": language,
        "dir": localisation.direction(language),
        "start_url": "./",
        "scope": relative(own, ""),
        "display": "minimal-ui",
        "background_color": light.paper,
        "theme_color": light.surface,
        "icons": [
            {
                "src": relative(own, icons.path(icon, colours)),
                "sizes": f"{icon.size}x{icon.size}",
                "type": "image/png",
                "purpose": icon.purpose,
            }
            for icon in icons.MANIFEST
        ],
    }
