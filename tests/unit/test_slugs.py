"""The word in an address that is made from a name."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import limits
from relais.desk.slugs import free_slug, slug_of
from relais.fields import SLUG


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zoë d’Œuvre", "zoe-d-oeuvre"),
        ("Jeanne d'Arc", "jeanne-d-arc"),
        ("Accès aux soins", "acces-aux-soins"),
        ("Groß & Söhne", "gross-sohne"),
        ("Anne-Marie  Lefèvre — Nguyễn", "anne-marie-lefevre-nguyen"),
        ("Łukasz Ørsted", "lukasz-orsted"),
        ("  ", ""),
        ("فاطمة", ""),
        ("٣ doors", "doors"),
        ("İstanbul", "istanbul"),
        ("ﬁnance", "finance"),
    ],
)
def test_slug_is_what_an_editor_would_write(name: str, slug: str) -> None:
    """Accents go, ligatures are spelt out, apostrophes and signs divide."""
    assert slug_of(name) == slug


@given(st.text(max_size=200))
def test_slug_is_always_allowed(name: str) -> None:
    """Whatever the name, its slug is empty or one that content accepts."""
    slug = free_slug(name, set())
    assert slug == "" or SLUG.fullmatch(slug)
    assert len(slug) <= limits.MAX_SLUG_LENGTH
    assert slug not in limits.RESERVED_NAMES


@given(st.text(max_size=60))
def test_unicode_forms_give_the_same_slug(name: str) -> None:
    """A name that is typed on another system gives the same address."""
    forms = {slug_of(unicodedata.normalize(form, name)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(st.text(min_size=1, max_size=100), st.integers(1, 20))
def test_clashes_are_numbered(name: str, count: int) -> None:
    """Entries of the same name get -2, -3 and so on, and never the same slug."""
    taken: list[str] = []
    for _ in range(count):
        if slug := free_slug(name, taken):
            assert slug not in taken
            taken.append(slug)


def test_names_of_devices_are_avoided() -> None:
    """What Windows keeps for devices cannot be a folder's name."""
    assert free_slug("Con", set()) == "con-2"
    assert free_slug("Con", {"con-2"}) == "con-3"
