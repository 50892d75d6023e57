"""The files beside the pages: made without a build, and held against the standards they follow."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from relais.day import AS_OF_VARIABLE
from relais.markup import compile_markdown
from relais.project import prepare
from relais.views import In, InterviewContent

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from relais.project import PublicProject

ADDRESS = "https://lantern.example/"
ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def public(root: Path, as_of: str) -> PublicProject:
    """Return the project at `root` as it is public on a day."""
    with patch.dict(os.environ, {AS_OF_VARIABLE: as_of}):
        return prepare(root)


def saying(project: PublicProject, text: str) -> PublicProject:
    """Return the project with `text` in every title, summary, question and answer."""
    return replace(project, pages=[replace(page, **_changes(page, text)) for page in project.pages])


def _changes(page: Any, text: str) -> dict[str, Any]:  # noqa: ANN401 - a page and its new fields
    said = In(text, page.language)
    changes: dict[str, Any] = {"title": said, "summary": said}
    if isinstance(page.content, InterviewContent):
        answers = tuple(
            answer._replace(question=said, answer=In(compile_markdown(text).html, "en"))
            for answer in page.content.answers
        )
        card = page.content.card._replace(title=said, summary=said, name=text)
        changes["described"] = page.content._replace(card=card, answers=answers)
    return changes


def parse_xml(document: bytes) -> ET.Element:
    """Return the root of an XML document of ours."""
    return ET.fromstring(document)  # noqa: S314 - made by the code under test, without entities


# RFC 4287


def breaks_of_atom(document: bytes) -> list[str]:
    """Return each MUST of RFC 4287 that a feed breaks."""
    feed = parse_xml(document)
    if feed.tag != f"{ATOM}feed":
        return [f"the root is {feed.tag}"]
    found = [*_counts(feed, {"id", "title", "updated"}, {"subtitle", "generator", "icon"})]
    entries = feed.findall(f"{ATOM}entry")
    if feed.find(f"{ATOM}author") is None:
        found.append("4.1.1 a feed without author")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        found.append("4.2.6 an id occurs twice")
    for entry in entries:
        found += _counts(entry, {"id", "title", "updated"}, {"published", "summary", "content"})
        if entry.find(f"{ATOM}content") is None and not _alternates(entry):
            found.append("4.1.2 neither content nor an alternate")
    for element in feed.iter():
        found += _element(element)
    return found


def _counts(parent: ET.Element, once: set[str], at_most: set[str]) -> Iterator[str]:
    for name in once | at_most:
        number = len(parent.findall(ATOM + name))
        if number > 1 or (name in once and number == 0):
            yield f"4.1 {parent.tag}: {number} times {name}"
    alternates = _alternates(parent)
    if len(alternates) != len(set(alternates)):
        yield "4.1 two alternates of one type and language"


def _alternates(parent: ET.Element) -> list[tuple[str | None, str | None]]:
    return [
        (link.get("type"), link.get("hreflang"))
        for link in parent.findall(f"{ATOM}link")
        if link.get("rel", "alternate") == "alternate"
    ]


def _element(element: ET.Element) -> Iterator[str]:
    name, text = element.tag.removeprefix(ATOM), element.text or ""
    if name in {"updated", "published"} and not is_timestamp(text):
        yield f"3.3 {name} {text!r}"
    if name in {"id", "uri", "icon"} and not is_absolute(text):
        yield f"4.2 {name} {text!r} is no absolute address"
    if name == "link" and not is_absolute(element.get("href", "")):
        yield f"4.2.7.1 {element.attrib}"
    if name == "category" and not element.get("term"):
        yield "4.2.2.1 a category without term"
    if name == "author" and len(element.findall(f"{ATOM}name")) != 1:
        yield "3.2.1 an author without name"
    if name in {"title", "subtitle", "summary"} and element.get("type", "text") != "text":
        yield f"3.1.1 {name} of type {element.get('type')}"
    if name in {"title", "subtitle", "summary", "content", "id"} and len(element):
        yield f"3.1.1 {name} has children"
    if not element.tag.startswith(ATOM):
        yield f"{element.tag} is not Atom"


# JSON Feed 1.1


def breaks_of_json_feed(feed: dict[str, Any]) -> list[str]:
    """Return each rule of https://www.jsonfeed.org/version/1.1/ that a feed breaks."""
    found = []
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        found.append("version")
    found += [name for name in ("home_page_url", "feed_url") if not is_absolute(feed[name])]
    found += ["authors" for author in feed["authors"] if not author.get("name")]
    if not isinstance(feed["title"], str) or not isinstance(feed["language"], str):
        found.append("title or language")
    ids = [item["id"] for item in feed["items"]]
    if len(ids) != len(set(ids)) or not all(isinstance(name, str) and name for name in ids):
        found.append("ids")
    for item in feed["items"]:
        if not isinstance(item.get("content_html"), str):
            found.append("content_html")
        found += [name for name in ("url", "image") if name in item and not is_absolute(item[name])]
        if not is_timestamp(item["date_published"]):
            found.append("date_published")
        if not all(isinstance(tag, str) for tag in item["tags"]):
            found.append("tags")
    return found


def is_timestamp(text: str) -> bool:
    """Tell whether a text is a date and time of RFC 3339 in the form that RFC 4287 asks for."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    offset = moment.utcoffset()
    return "T" in text and len(text) in {20, 25} and offset is not None


def is_absolute(address: str) -> bool:
    """Tell whether an address has a scheme, and a host if it is one of the web."""
    parts = urlsplit(address)
    return bool(parts.scheme == "urn" or (parts.scheme in {"http", "https"} and parts.netloc))
