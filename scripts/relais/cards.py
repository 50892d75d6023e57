"""The picture that stands for a page where its link is shared.

Interviews, programs, organisations, lists of one value and the home page have cards of their own;
other pages share one per language. A card's address is made from all that it is drawn from, so that
it can be named before it is drawn, is drawn once, and may be kept by browsers for ever.

The first build of 1,300 interviews draws their cards in 3 s on two processors; later ones take
them from the cache in 0.1 s.
"""

from __future__ import annotations

import importlib.metadata
import os
import sys
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from functools import cache as cache_result
from functools import partial
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import wait
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
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from relais.colours import Colours
    from relais.interface import Interface
    from relais.pictures import Picture
    from relais.publication import PublicCatalog
    from relais.views import PageDescription

FOLDER: Final = "assets/cards"
MANY: Final = 64
"""Cards to draw from which on further processes are worth their start: drawing one takes about
3 ms, and Pillow draws in one thread at a time."""
_AT_ONCE: Final = 16
"""Cards that a process is given together; equal weaves stand beside each other."""
_VERSION: Final = 2
"""To be raised when cards are drawn differently, so that they are made anew."""


@dataclass(frozen=True, slots=True)
class Card:
    """All that a card is drawn from."""

    words: Words
    seed: str
    """The slug of what the page is about: it decides the weave."""
    picture: Picture | None
    """The person's portrait, where the release covers it."""
    colours: Colours

    @property
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


def cards_of(
    pages: Iterable[PageDescription],
    catalog: PublicCatalog,
    interfaces: Mapping[str, Interface],
    colours: Colours,
) -> dict[str, Card]:
    """Return the card of each page by the page's path."""
    return {page.path: _card(page, catalog, interfaces, colours) for page in pages}


def draw_all(root: Path, cards: Iterable[Card]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and content of each card, from the cache where it has them.

    Raises `BuildFailedError` if a portrait changed since it was checked. A terminal sees a bar
    while it takes long.
    """
    import click  # noqa: PLC0415 - only needed when the site is built

    ordered = sorted(set(cards), key=lambda card: (card.seed, card.path))
    cache = Cache(root)
    missing = [card for card in ordered if not cache.holds(card.key)]
    if len(missing) >= MANY:
        hidden = not sys.stderr.isatty()
        work = _draw_together(root, missing)
        with click.progressbar(work, len(missing), "Cards", file=sys.stderr, hidden=hidden) as done:
            for _ in done:
                pass
    for card in ordered:
        yield card.path, _fetch(root, card)


def _card(
    page: PageDescription,
    catalog: PublicCatalog,
    interfaces: Mapping[str, Interface],
    colours: Colours,
) -> Card:
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


def _fetch(root: Path, card: Card) -> bytes:
    return Cache(root).fetch(card.key, lambda: _draw(root, card))


def _draw(root: Path, card: Card) -> bytes:
    portrait = cropped(root, card.picture, (PERSON_PANEL, HEIGHT)) if card.picture else None
    return drawing.draw(card.words, card.seed, card.colours, portrait)


def _draw_together(root: Path, cards: list[Card]) -> Iterator[None]:
    """Put cards into the cache with all processors, and yield after each.

    Where processes cannot be started, what is missing is drawn by whoever fetches it.
    """
    # What cards share is drawn once, before copies of this process are made.
    _keep(root, cards[0])
    yield
    with (
        suppress(OSError, ImportError, NotImplementedError, BrokenProcessPool),
        ProcessPoolExecutor(
            mp_context=get_context(_way_to_start()), initializer=_watch_parent
        ) as pool,
    ):
        yield from pool.map(partial(_keep, root), cards[1:], chunksize=_AT_ONCE)


def _way_to_start() -> str:
    """Return how further processes are started.

    A copy of this one is ready at once, but may hang where there are threads, as in a preview.
    """
    alone = threading.active_count() == 1 and sys.platform != "darwin"
    return "fork" if alone and "fork" in get_all_start_methods() else "spawn"


def _watch_parent() -> None:
    """End this process when the one that it works for is ended.

    A copy would otherwise wait for work for ever, and with it the next build: it holds the same
    files open, the lock on the output among them.
    """

    def watch() -> None:
        if parent := parent_process():
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _keep(root: Path, card: Card) -> None:
    """Put a card into the cache without sending it from one process to the other."""
    _fetch(root, card)


@cache_result
def _drawn_with() -> tuple[str, ...]:
    """Return the versions of what decides about the bytes of a card."""
    from PIL import features  # noqa: PLC0415 - takes 60 ms

    packages = ("pillow", SERIF.package, SANS.package)
    versions = tuple(importlib.metadata.version(package) for package in packages)
    return (*versions, str(features.version("raqm")), str(features.version("freetype2")))
