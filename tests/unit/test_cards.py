"""Which card stands for which page, and that each is drawn once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from relais import cards, colours, drawing
from relais.cards import Card
from relais.drawing import Words
from relais.errors import BuildFailedError
from relais.project import prepare
from tests.conftest import AS_OF
from tests.projects import ADA, ADA_FRENCH, REPOSITORY, Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LIGHT, DARK = colours.read(REPOSITORY)
CARD = Card(Words("Interview", "Ada Example", "Keeper"), "ada-example", None, LIGHT)


@pytest.fixture
def described(project: Project, monkeypatch: pytest.MonkeyPatch) -> Callable[[], dict[str, Card]]:
    """Return what gives the cards of the project by path, as they are on the tests' day."""
    monkeypatch.setenv("RELAIS_AS_OF", AS_OF)
    return lambda: prepare(project.root).cards


def test_interview_shows_the_person(described: Callable[[], dict[str, Card]]) -> None:
    """Name, role and organisation stand on the card, in the page's language."""
    found = described()
    assert found["partners/ada-example/"].words == Words(
        "Interview", "Ada Example", "Keeper", "Harbour House", "Lantern Fund"
    )
    assert found["fr/partenaires/ada-example/"].words == Words(
        "Entretien", "Ada Example", "Gardienne", "Harbour House", "Fonds Lanterne"
    )


def test_program_and_organisation_show_their_names(
    described: Callable[[], dict[str, Card]],
) -> None:
    """A program names those who carry it out, and both say what they are."""
    found = described()
    assert found["fr/programmes/open-doors/"].words == Words(
        "Programme", "Portes ouvertes", "", "Harbour House", "Fonds Lanterne"
    )
    assert found["organisations/harbour-house/"].words == Words(
        "Organisation", "Harbour House", "", "", "Lantern Fund"
    )


def test_other_pages_share_one_card_per_language(
    described: Callable[[], dict[str, Card]],
) -> None:
    """Lists, themes and hand-written pages have the site's card; the home page has its own."""
    found = described()
    shared = {found[path] for path in ("partners/", "programs/", "themes/light/", "about/")}
    assert len(shared) == 1
    assert shared.pop().words.title == "A fictional foundation for tests"
    assert found[""].words.title == "Keep the light on"
    assert found["fr/"].words.title == "Gardons la lumière"


def test_untranslated_page_shares_the_card_of_its_text(
    described: Callable[[], dict[str, Card]],
) -> None:
    """Where the English page shows the French text, its card is the French one."""
    found = described()
    assert found["partners/bruno-sample/"] == found["fr/partenaires/bruno-sample/"]


def test_only_a_covered_portrait_is_drawn(
    project: Project, described: Callable[[], dict[str, Card]]
) -> None:
    """Ada agreed to her portrait, Bruno did not; a release that is narrowed narrows the card."""
    found = described()
    assert found["partners/ada-example/"].picture
    assert found["partners/bruno-sample/"].picture is None
    assert found["partners/bruno-sample/"].words.initials == "BS"
    project.edit(ADA, "covers: [text, portrait]", "covers: [text]")
    narrowed = described()["partners/ada-example/"]
    assert narrowed.picture is None
    assert narrowed.path != found["partners/ada-example/"].path


def test_french_card_is_set_as_french_is(
    project: Project, described: Callable[[], dict[str, Card]]
) -> None:
    """Punctuation has the spaces of its language on cards, too."""
    project.edit(ADA_FRENCH, "role: Gardienne", "role: Qui garde ?")
    assert described()["fr/partenaires/ada-example/"].words.first_line == "Qui garde\u202f?"


@pytest.mark.parametrize(
    "other",
    [
        replace(CARD, words=replace(CARD.words, first_line="Painter")),
        replace(CARD, seed="bea-example"),
        replace(CARD, colours=DARK),
    ],
    ids=["words", "seed", "colours"],
)
def test_address_changes_with_what_is_drawn(other: Card) -> None:
    """A card may be kept for ever, since another drawing has another address."""
    assert replace(CARD).path == CARD.path
    assert other.path != CARD.path


def test_card_is_drawn_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build takes cards from the cache."""
    first = cards.fetch(tmp_path, CARD)
    monkeypatch.setattr(drawing, "draw", lambda *_: pytest.fail("drawn again"))
    assert cards.fetch(tmp_path, replace(CARD)) == first


def test_portrait_that_changes_during_the_build_stops_it(
    project: Project, described: Callable[[], dict[str, Card]]
) -> None:
    """A picture that was replaced after it was checked reaches no card."""
    card = described()["partners/ada-example/"]
    project.write("content/partners/ada-example/portrait.jpg", b"something else")
    moved = replace(card, seed="not-in-the-cache")
    with pytest.raises(BuildFailedError, match="changed while the site was built"):
        cards.fetch(project.root, moved)


def test_text_of_a_card_says_all_that_it_shows() -> None:
    """Who does not see the card is told its words, without empty ones."""
    assert CARD.text == "Interview, Ada Example, Keeper"
