"""When a translation is stale, and which edition carries the facts."""

from __future__ import annotations

import re
import unicodedata
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from relais.editions import FINGERPRINT_LENGTH, fingerprint, source_language
from relais.files import SourceFile
from relais.schema import InterviewSource, PageSource, ProgramSource
from relais.tree import MappingNode, parse
from tests import strategies

Fields = dict[str, Any]

INTERVIEW: Fields = {
    "title": "A keeper of lamps",
    "summary": "She lights seven lamps.",
    "person": {"name": "Ada Example", "role": "Keeper"},
    "organisation": "harbour-house",
    "status": "published",
    "release": {"basis": "public-source", "covers": ["text"]},
    "attribution": "verbatim",
    "portrait": {"src": "portrait.jpg", "alt": "A woman with a lamp"},
    "questions": [
        {"id": "lamps", "q": "How many lamps?", "a": "We light **seven** lamps.\n\nEach night."},
        {"id": "moon", "q": "And the moon?", "a": "It lights itself."},
    ],
    "quotes": [{"from": "lamps", "text": "seven lamps"}],
    "sources": [{"title": "The Gazette"}],
}

FIGURE: Fields = {
    "id": "people",
    "value": "120",
    "unit": "people",
    "label": "Helped each year",
    "date": "2020",
    "source": {"title": "Report"},
}

PROGRAM: Fields = {
    "title": "Open doors",
    "summary": "A house that is never closed.",
    "status": "published",
    "places": [{"name": "Lyon", "country": "FR", "latitude": "45.76", "longitude": "4.84"}],
    "since": "2019",
    "figures": [FIGURE],
    "series": [
        {
            "id": "nights",
            "label": "Nights",
            "unit": "a year",
            "points": [{"date": "2019", "value": "1"}, {"date": "2020", "value": "2"}],
            "source": {"title": "Report"},
        }
    ],
    "body": "The door is open.\n\nCome in.",
}

PAGE: Fields = {
    "title": "About",
    "summary": "Who we are.",
    "path": "about",
    "menu": "About us",
    "figures": [FIGURE],
    "body": "We are many.",
}

SOURCES: dict[str, tuple[type[InterviewSource | ProgramSource | PageSource], Fields]] = {
    "interview": (InterviewSource, INTERVIEW),
    "program": (ProgramSource, PROGRAM),
    "page": (PageSource, PAGE),
}

Path = tuple[str | int, ...]


def print_of(kind: str, path: Path = (), value: object = None) -> str:
    """Return the fingerprint of an edition with the value at `path` replaced."""
    model, fields = SOURCES[kind]
    changed = deepcopy(fields)
    if path:
        place: Any = changed
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
    return fingerprint(model.model_validate(changed))


TEXTS: list[tuple[str, Path, object]] = [
    ("interview", ("title",), "Another title"),
    ("interview", ("summary",), "She lights eight lamps."),
    ("interview", ("person", "role"), "Director"),
    ("interview", ("portrait", "alt"), "A man with a lamp"),
    ("interview", ("portrait",), None),
    ("interview", ("questions", 0, "q"), "How many lights?"),
    ("interview", ("questions", 0, "a"), "We light **eight** lamps.\n\nEach night."),
    ("interview", ("questions", 0, "a"), "We light seven lamps.\n\nEach night."),
    ("interview", ("questions", 0, "a"), "We light **seven** lamps. Each night."),
    ("interview", ("questions", 0, "a"), "we light **seven** lamps.\n\nEach night."),
    ("interview", ("questions", 0, "id"), "lights"),
    ("interview", ("questions",), INTERVIEW["questions"][:1]),
    ("interview", ("questions",), INTERVIEW["questions"][::-1]),
    ("interview", ("quotes", 0, "text"), "eight lamps"),
    ("interview", ("quotes", 0, "from"), "moon"),
    ("interview", ("quotes",), []),
    ("program", ("title",), "Closed doors"),
    ("program", ("summary",), "Another summary."),
    ("program", ("body",), "The door is closed.\n\nCome in."),
    ("program", ("figures", 0, "label"), "Helped each month"),
    ("program", ("figures", 0, "unit"), "families"),
    ("program", ("figures", 0, "id"), "families"),
    ("program", ("figures",), []),
    ("program", ("series", 0, "label"), "Days"),
    ("program", ("series", 0, "unit"), "a month"),
    ("page", ("title",), "Contact"),
    ("page", ("summary",), "Where we are."),
    ("page", ("body",), "We are few."),
    ("page", ("figures", 0, "label"), "Helped each month"),
]

FACTS: list[tuple[str, Path, object]] = [
    ("interview", ("status",), "withdrawn"),
    ("interview", ("publish_on",), "2021-03-01"),
    ("interview", ("unpublish_on",), "2031-03-01"),
    ("interview", ("aliases",), ["ada"]),
    ("interview", ("organisation",), "other-house"),
    ("interview", ("programs",), ["open-doors"]),
    ("interview", ("themes",), ["light"]),
    ("interview", ("populations",), ["night-owls"]),
    ("interview", ("countries",), ["NO"]),
    ("interview", ("release", "covers"), ["text", "portrait"]),
    ("interview", ("release",), None),
    ("interview", ("attribution",), "edited"),
    ("interview", ("person", "name"), "Ada B. Example"),
    ("interview", ("portrait", "src"), "other.jpg"),
    ("interview", ("portrait", "credit"), "Somebody"),
    ("interview", ("portrait", "focal"), {"x": "0.5", "y": "0.3"}),
    ("interview", ("sources",), []),
    ("program", ("status",), "draft"),
    ("program", ("since",), "2018-05"),
    ("program", ("organisations",), ["harbour-house"]),
    ("program", ("places",), []),
    ("program", ("figures", 0, "value"), "121"),
    ("program", ("figures", 0, "date"), "2021/2022"),
    ("program", ("figures", 0, "qualifier"), "nearly"),
    ("program", ("figures", 0, "source", "title"), "Another report"),
    ("program", ("series", 0, "points", 1, "value"), "3"),
    ("page", ("path",), "about-us"),
    ("page", ("sources",), [{"title": "Report"}]),
]


def test_fingerprint_is_short_and_hexadecimal() -> None:
    """A fingerprint can be copied by hand into a YAML file."""
    found = {kind: print_of(kind) for kind in SOURCES}
    assert all(re.fullmatch(rf"[0-9a-f]{{{FINGERPRINT_LENGTH}}}", each) for each in found.values())
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize(("kind", "path", "value"), TEXTS)
def test_changed_text_changes_the_fingerprint(kind: str, path: Path, value: object) -> None:
    """A change in what is translated makes translations stale."""
    assert print_of(kind, path, value) != print_of(kind)


@pytest.mark.parametrize(("kind", "path", "value"), FACTS)
def test_changed_fact_keeps_the_fingerprint(kind: str, path: Path, value: object) -> None:
    """A change in what is not translated leaves translations fresh."""
    assert print_of(kind, path, value) == print_of(kind)


@settings(max_examples=100)
@given(st.data(), strategies.paragraphs())
def test_layout_keeps_the_fingerprint(data: st.DataObject, text: list[list[str]]) -> None:
    """An answer or a text whose lines are broken elsewhere is the same text."""
    one, other = data.draw(strategies.layouts(text)), data.draw(strategies.layouts(text))
    for kind, path in (("interview", ("questions", 0, "a")), ("program", ("body",))):
        assert print_of(kind, path, one) == print_of(kind, path, other)


@given(strategies.paragraphs(), strategies.paragraphs())
def test_other_words_change_the_fingerprint(one: list[list[str]], other: list[list[str]]) -> None:
    """Texts that differ in a word or in their paragraphs have different fingerprints."""
    assume(one != other)
    written = ["\n\n".join(" ".join(words) for words in text) for text in (one, other)]
    path: Path = ("questions", 1, "a")
    assert print_of("interview", path, written[0]) != print_of("interview", path, written[1])


@given(st.lists(strategies.words(), min_size=1, max_size=9).map(" ".join))
def test_unicode_form_keeps_the_fingerprint(text: str) -> None:
    """A text saved with composed accents is the same as one saved with accents of their own."""
    for kind, path in (("interview", ("questions", 0, "a")), ("page", ("title",))):
        composed = print_of(kind, path, unicodedata.normalize("NFC", text))
        assert print_of(kind, path, unicodedata.normalize("NFD", text)) == composed


def test_moving_words_between_fields_changes_the_fingerprint() -> None:
    """The same words in another question's answer are another text."""
    questions = deepcopy(INTERVIEW["questions"])
    questions[0]["a"], questions[1]["a"] = questions[1]["a"], questions[0]["a"]
    assert print_of("interview", ("questions",), questions) != print_of("interview")


@pytest.mark.parametrize("place", ["figures", "series"])
def test_moving_words_from_label_to_unit_changes_the_fingerprint(place: str) -> None:
    """A label that gives its last words to the unit is another text to translate."""
    before = deepcopy(PROGRAM[place])
    before[0] |= {"label": "Nights a year", "unit": None}
    after = deepcopy(PROGRAM[place])
    after[0] |= {"label": "Nights", "unit": "a year"}
    assert print_of("program", (place,), before) != print_of("program", (place,), after)


def test_changed_name_in_menus_changes_the_fingerprint() -> None:
    """A page's name in menus is text that a translation carries too."""
    assert print_of("page", ("menu",), "Who we are") != print_of("page")


def editions(**texts: str) -> dict[str, MappingNode]:
    """Return parsed editions by language."""
    roots = {}
    for language, text in texts.items():
        root, _ = parse(SourceFile(f"content/index.{language}.yml", text))
        assert root is not None
        roots[language] = root
    return roots


SOURCE = "title: x\nstatus: draft\n"
TRANSLATION = "title: x\ntranslation: {of: 0123456789ab}\n"


@pytest.mark.parametrize(
    ("files", "default", "expected"),
    [
        ({"en": SOURCE, "fr": TRANSLATION}, "en", "en"),
        ({"en": TRANSLATION, "fr": SOURCE}, "en", "fr"),
        ({"en": SOURCE, "fr": SOURCE}, "en", "en"),
        ({"en": SOURCE, "fr": SOURCE}, "fr", "fr"),
        ({"fr": SOURCE, "ar": SOURCE}, "en", "ar"),
        ({"ar": SOURCE, "fr": SOURCE, "en": TRANSLATION}, "en", "ar"),
        ({"fr": SOURCE}, "en", "fr"),
        ({"en": "title: x\n", "fr": "title: x\ntranslation:\n"}, "fr", "en"),
        ({"en": TRANSLATION, "fr": TRANSLATION}, "en", None),
        ({}, "en", None),
    ],
)
def test_source_edition_is_the_one_that_translates_nothing(
    files: dict[str, str], default: str, expected: str | None
) -> None:
    """Facts come from the edition without `translation`; the default language's, if several."""
    assert source_language(editions(**files), default) == expected
