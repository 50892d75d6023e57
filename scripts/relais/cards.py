"""The picture that stands for a page where its link is shared.

Interviews, programs, organisations, lists of one value and the home page have cards of their own;
other pages share one per language. A card's address is made from all that it is drawn from, so that
it can be named before it is drawn, is drawn once, and may be kept by browsers for ever.
"""

from __future__ import annotations

import importlib.metadata
from dataclasses import dataclass
from functools import cache as cache_result
from functools import cached_property
from typing import TYPE_CHECKING, Final

from relais import drawing
from relais.cache import Cache, key_of
from relais.drawing import HEIGHT, PERSON_PANEL, Words
from relais.fonts import SANS, SERIF
from relais.pictures import cropped
from relais.tile import initials
from relais.typography import typeset
from relais.views import InterviewContent, ListContent, OrganisationContent, ProgramContent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from relais.colours import Colours
    from relais.interface import Interface
    from relais.pictures import Picture
    from relais.publication import PublicCatalog
    from relais.views import PageDescription

FOLDER: Final = "assets/cards"
_VERSION: Final = 5
"""To be raised when cards are drawn differently, so that they are made anew."""


@dataclass(frozen=True)
class Card:
    """All that a card is drawn from."""

    words: Words
    seed: str
    """The slug of what the page is about: it decides the weave."""
    picture: Picture | None
    """The person's portrait, where the release covers it."""
    colours: Colours

    @cached_property
    def key(self) -> str:
        """The name of this very drawing."""
        return key_of("card", _VERSION, *_drawn_with(), repr(self))

    @property
    def form(self) -> str:
        """The media type: flat colours are smallest as PNG, photographs as JPEG."""
        return "image/jpeg" if self.picture else "image/png"

    @property
    def path(self) -> str:
        """Where it stands in the site."""
        return f"{FOLDER}/{self.key[:16]}.{'jpg' if self.picture else 'png'}"

    @property
    def text(self) -> str:
        """What can be read on it, for those who do not see it."""
        words = self.words
        parts = (words.label, words.title, words.first_line, words.second_line, words.foundation)
        return ", ".join(part for part in parts if part)


def card_of(
    page: PageDescription,
    catalog: PublicCatalog,
    interfaces: Mapping[str, Interface],
    colours: Colours,
) -> Card:
    """Return the card of a page."""
    # A page that shows the text of another language shares that language's card.
    language = page.shown_instead or page.language
    say = interfaces[language].say
    site, content = catalog.site, page.content
    foundation = site.name.get(language, site.name[site.default_language])
    tagline = site.tagline.get(language, site.tagline[site.default_language])
    words, seed, picture = Words(title=tagline, foundation=foundation), "", None
    if isinstance(content, InterviewContent):
        card, seed = content.card, content.card.slug
        picture = catalog.interviews[card.slug].portrait
        words = Words(
            label=say("interview"),
            title=card.name,
            first_line=str(card.role),
            second_line=card.organisation,
            foundation=foundation,
            initials="" if picture else initials(card.name),
        )
    elif isinstance(content, ProgramContent):
        seed = content.card.slug
        carried_by = ", ".join(str(link.title) for link in content.organisations)
        words = Words(say("program"), str(page.title), "", carried_by, foundation)
    elif isinstance(content, OrganisationContent):
        seed = page.path.rstrip("/").rpartition("/")[2]
        words = Words(say("organisation"), str(page.title), "", "", foundation)
    elif isinstance(content, ListContent) and content.active:
        # One for all pages of a list.
        label, title = str(content.whole.title), str(content.active.title)
        seed, words = title, Words(label=label, title=title, foundation=foundation)
    elif page.kind == "home":
        words = Words(title=str(page.title), foundation=foundation)
    typeset_words = Words(*(typeset(text, language) for text in words.texts))
    return Card(typeset_words, seed, picture, colours)


def fetch(root: Path, card: Card) -> bytes:
    """Return a card, drawn now if the cache has it not.

    Raises `BuildFailedError` if a portrait changed since it was checked.
    """
    return Cache(root).fetch(card.key, lambda: draw(root, card))


def draw(root: Path, card: Card) -> bytes:
    """Return a card, drawn now. Raises as `fetch` does."""
    portrait = cropped(root, card.picture, (PERSON_PANEL, HEIGHT)) if card.picture else None
    return drawing.draw(card.words, card.seed, card.colours, portrait)


@cache_result
def _drawn_with() -> tuple[str, ...]:
    """Return the versions of what decides about the bytes of a card."""
    from PIL import features  # noqa: PLC0415 - takes 60 ms

    packages = ("pillow", "isal", SERIF.package, SANS.package)
    versions = tuple(importlib.metadata.version(package) for package in packages)
    return (*versions, str(features.version("raqm")), str(features.version("freetype2")))
