"""The feeds: valid, whole, dated by the content alone."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import feedparser
import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais import feeds
from relais.news import LONGEST, has_news
from tests.companions import (
    ADDRESS,
    ATOM,
    LANGUAGE,
    breaks_of_atom,
    breaks_of_json_feed,
    is_timestamp,
    parse_xml,
    public,
    saying,
)
from tests.corpus import write_interviews
from tests.projects import ADA, DOORS
from tests.strategies import days, texts

if TYPE_CHECKING:
    from relais.project import PublicProject
    from tests.projects import Project

BRUNO = "content/partners/bruno-sample/index.fr.yml"


def made(project: PublicProject, address: str = ADDRESS) -> dict[str, bytes]:
    """Return the feeds of a project."""
    return dict(feeds.files(project, address))


def items(project: PublicProject, path: str = "feed.json") -> list[dict[str, Any]]:
    """Return the items of a JSON feed."""
    found: list[dict[str, Any]] = json.loads(made(project)[path])["items"]
    return found


def test_each_language_has_both_feeds(small_project: PublicProject) -> None:
    """Atom and JSON Feed stand at the root of each language."""
    assert list(made(small_project)) == ["feed.xml", "feed.json", "fr/feed.xml", "fr/feed.json"]


def test_feeds_keep_the_rules_of_their_standards(small_project: PublicProject) -> None:
    """No MUST of RFC 4287 and no rule of JSON Feed 1.1 is broken."""
    for path, document in made(small_project).items():
        if path.endswith(".xml"):
            assert breaks_of_atom(document) == []
        else:
            assert breaks_of_json_feed(json.loads(document)) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<updated>2024-05-01T", b"<updated>2024-05-01 "),
        (b"</title>", b"</title><title>again</title>"),
        (b"<name>Lantern Fund</name>", b""),
        (b'href="https://lantern.example/feed.xml"', b'href="feed.xml"'),
        (b"urn:uuid:", b"uuid-"),
        (b'term="light" ', b""),
    ],
)
def test_rules_of_atom_are_really_checked(
    small_project: PublicProject, old: bytes, new: bytes
) -> None:
    """The checker that these tests rely on finds what is wrong."""
    document = made(small_project)["feed.xml"]
    assert old in document
    assert breaks_of_atom(document.replace(old, new))


def test_feed_reader_understands_the_feed(small_project: PublicProject) -> None:
    """A reader's own parser finds no mistake, the newest entry first and its full text."""
    read = feedparser.parse(made(small_project)["fr/feed.xml"])
    assert not read.bozo
    assert read.feed.title == "Fonds Lanterne\u00a0: les nouveautés"
    assert read.feed.language == "fr"
    assert [entry.title for entry in read.entries] == [
        "Ada Example garde la lumière",
        "Bruno Sample écoute la mer",
        "Portes ouvertes",
    ]
    ada = read.entries[0]
    assert ada.link == f"{ADDRESS}fr/partenaires/ada-example/"
    assert ada.published == "2024-05-01T00:00:00+02:00"
    assert [tag.label for tag in ada.tags] == ["Lumière", "Chaleur"]
    assert "Chaque nuit, nous allumons <strong>sept lampes</strong>" in ada.content[0].value


def test_full_text_says_what_the_page_says(small_project: PublicProject) -> None:
    """Attribution, questions, answers, portrait, sources and figures are there, in words."""
    ada, bruno, doors = (item["content_html"] for item in items(small_project))
    assert "<p>These are the person’s own words.</p>" in ada
    assert "<h2>Lamps: how many?</h2>" in ada
    assert f'<a href="{ADDRESS}programs/open-doors/">Open Doors</a>' in ada
    assert f'<img src="{ADDRESS}assets/pictures/ada-example-' in ada
    assert 'alt="A pattern of coloured squares, since nobody is pictured in tests"' in ada
    assert "<p>Photo: Nobody</p>" in ada
    assert '<a href="https://gazette.example/ada?page=1&amp;part=2">' in ada
    assert "<p>This page is not available in English yet. It is shown in French.</p>" in bruno
    assert '<h2 lang="fr" dir="ltr">Que dit la mer' in bruno
    assert "<img" not in bruno
    assert "more than 1,200.5 doors opened in all (2010–2015. Source: The Lantern Gazette)" in doors
    assert f'href="{ADDRESS}partners/ada-example/#lamps"' in doors
    assert "<li>June 2011: 20 doors</li>" in doors


def test_text_in_another_language_is_marked(small_project: PublicProject) -> None:
    """The English feed names the language of a title that is French."""
    feed = parse_xml(made(small_project)["feed.xml"])
    titles = {
        entry.findtext(f"{ATOM}title"): entry.find(f"{ATOM}title")
        for entry in feed.iter(f"{ATOM}entry")
    }
    bruno = titles["Bruno Sample écoute la mer"]
    assert bruno is not None
    assert bruno.get(LANGUAGE) == "fr"
    assert feed.get(LANGUAGE) == "en"
    assert items(small_project)[1]["language"] == "fr"


def test_picture_is_only_there_where_the_release_covers_it(small_project: PublicProject) -> None:
    """Ada's item has an image; Bruno's, who agreed to the text only, has none."""
    ada, bruno, doors = items(small_project)
    assert ada["image"].endswith(".jpg")
    assert "image" not in bruno
    assert "image" not in doors


def test_entry_without_a_date_is_left_out_and_said(project: Project) -> None:
    """No date is invented: the feeds leave the entry out, and its editor is warned."""
    project.edit(BRUNO, "publish_on: 2023-02-01\n", "")
    found = [(item.path, item.span.line, item.code) for item in project.new_diagnostics()]
    assert found == [(BRUNO, 10, "no-publish-on")]
    slugs = [item["url"] for item in items(public(project.root, "2026-11-01"))]
    assert [url.split("/")[-2] for url in slugs] == ["ada-example", "open-doors"]


@pytest.mark.parametrize("status", ["draft", "review", "withdrawn"])
def test_only_what_is_published_needs_a_date(project: Project, status: str) -> None:
    """A draft without a date is no problem."""
    project.edit(BRUNO, "publish_on: 2023-02-01\n", "")
    project.edit(BRUNO, "status: published", f"status: {status}")
    assert project.new_diagnostics() == []


def test_without_any_date_there_are_no_feeds(project: Project) -> None:
    """A feed needs a date; where there is none, there is no feed and no link to one."""
    project.edit(BRUNO, "publish_on: 2023-02-01\n", "")
    project.edit(ADA, "publish_on: 2024-05-01\n", "")
    project.edit(DOORS, "publish_on: 2022-11-30\n", "")
    ready = public(project.root, "2026-11-01")
    assert not has_news(ready.catalog)
    assert made(ready) == {}


def test_renamed_entry_keeps_its_id(project: Project, small_project: PublicProject) -> None:
    """With its old slug among the aliases an entry stays the same one for feed readers."""
    before = {item["title"]: item["id"] for item in items(small_project)}
    for old, new in (("ada-example", "ada-sample"), ("bruno-sample", "bruno-example")):
        folder = project.path(f"content/partners/{old}")
        folder.rename(folder.with_name(new))
    project.edit(BRUNO.replace("sample", "example"), "status:", "aliases: [bruno-sample]\nstatus:")
    project.edit(ADA.replace("example", "sample"), "[ada]", "[ada, ada-example]")
    project.edit("content/site.yml", "featured: ada-example", "featured: ada-sample")
    project.edit("content/site.yml", "{en: partners,", "{en: people,")
    project.edit(DOORS, "interview:ada-example", "interview:ada-sample")
    project.edit(DOORS.replace(".en.", ".fr."), "interview:ada-example", "interview:ada-sample")
    after = items(public(project.root, "2026-11-01"))
    assert {item["title"]: item["id"] for item in after} == before
    assert after[0]["url"] == f"{ADDRESS}people/ada-sample/"


def test_ids_differ_between_entries_languages_and_sites(small_project: PublicProject) -> None:
    """No two entries, languages or hosts share an id; http and https do."""
    found = [
        item["id"]
        for address in (ADDRESS, "https://other.example/", f"{ADDRESS}below/")
        for path in ("feed.json", "fr/feed.json")
        for item in json.loads(made(small_project, address)[path])["items"]
    ]
    assert len(found) == len(set(found)) == 3 * 2 * 3
    plain = json.loads(made(small_project, "http://lantern.example/")["feed.json"])["items"]
    assert [item["id"] for item in plain] == [item["id"] for item in items(small_project)]


def test_feed_holds_the_newest_entries_only(project: Project) -> None:
    """Of many interviews a feed has the latest fifty, the newest first."""
    write_interviews(project.root, LONGEST + 10)
    found = items(public(project.root, "2026-11-01"))
    dates = [item["date_published"] for item in found]
    assert len(found) == LONGEST
    assert dates == sorted(dates, reverse=True)
    assert not any("fiction-00000" in item["url"] for item in found)


def test_feed_is_dated_by_its_newest_entry(small_project: PublicProject) -> None:
    """The feed's own date is that of its first entry, whatever day the site is built on."""
    feed = parse_xml(made(small_project)["feed.xml"])
    assert feed.findtext(f"{ATOM}updated") == "2024-05-01T00:00:00+02:00"


def test_two_makings_are_equal(project: Project, small_project: PublicProject) -> None:
    """The same content gives the same bytes in another folder and on another day."""
    assert made(public(project.root, "2026-11-20")) == made(small_project)


def test_nothing_unreleased_is_in_a_feed(project: Project) -> None:
    """Drafts, entries of later days and withdrawn ones are in no feed."""
    project.edit(BRUNO, "status: published", "status: withdrawn")
    whole = b"".join(made(public(project.root, "2026-11-01")).values())
    for secret in (b"UNPUBLISHED-DRAFT", b"FUTURE-ONLY", b"Bruno", b"Quiet Hours UNP"):
        assert secret not in whole


HOSTILE = [
    *("]]>", "</title>", "<![CDATA[x]]>", "<!--", "&amp;&lt;", "\x00\x08\x0b\x1f"),
    *("\ufffe\uffff", "👩‍👩‍👧 emoji", "שלום \u202e עולם", "<script>alert(1)</script>", "\\u0000"),
]

ODD = "\x00\x08\x0b\x1f\ufffe\uffff"
"""What XML cannot hold."""


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_hostile_words_stay_words(small_project: PublicProject, text: str) -> None:
    """Whatever a title or an answer says, the feeds stay well formed and say it."""
    found = made(saying(small_project, text))
    title = parse_xml(found["feed.xml"]).findtext(f"{ATOM}entry/{ATOM}title")
    shown = "".join("\ufffd" if sign in ODD else sign for sign in text)
    assert title == shown
    assert json.loads(found["feed.json"])["items"][0]["title"] == shown


@given(texts())
def test_any_words_make_valid_feeds(small_project: PublicProject, text: str) -> None:
    """Any text in titles, questions and answers leaves feeds that keep their rules."""
    found = made(saying(small_project, text))
    assert breaks_of_atom(found["feed.xml"]) == []
    assert breaks_of_json_feed(json.loads(found["feed.json"])) == []


@given(days(), st.sampled_from(["Europe/Paris", "Pacific/Kiritimati", "Asia/Kolkata", "UTC"]))
def test_any_day_has_a_timestamp(day: date, zone: str) -> None:
    """Each day of the calendar begins at midnight at the foundation, in the form of RFC 3339."""
    text = feeds.timestamp(day, zone)
    assert is_timestamp(text)
    assert text.startswith(f"{day.isoformat()}T00:00:00")
    if day.year > 1975:  # since then clocks differ by whole minutes
        moment = datetime.fromisoformat(text)
        if day < date.max - timedelta(days=1):
            assert moment.astimezone(UTC).astimezone(ZoneInfo(zone)).date() == day
