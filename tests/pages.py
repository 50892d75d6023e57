"""Reading built pages as a visitor's software does."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Element:
    """An element with its attributes and all the text inside it."""

    tag: str
    attributes: dict[str, str]
    text: str = ""

    def __getitem__(self, name: str) -> str:
        return self.attributes[name]


@dataclass
class ParsedPage:
    """All elements of a page, in document order."""

    elements: list[Element] = field(default_factory=list)

    def all(self, tag: str, **attributes: str) -> list[Element]:
        """Return the elements of a tag that have these attributes."""
        return [
            element
            for element in self.elements
            if element.tag == tag
            and all(element.attributes.get(name) == value for name, value in attributes.items())
        ]

    def one(self, tag: str, **attributes: str) -> Element:
        """Return the only element of a tag that has these attributes."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    @property
    def text(self) -> str:
        """The page's visible text, white space folded."""
        return " ".join(self.one("body").text.split())


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = ParsedPage()
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.page.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.page.elements.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open, f"</{tag}> closes nothing"
            assert self.open[-1].tag == tag, f"</{tag}> closes <{self.open[-1].tag}>"
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for element in self.open:
            element.text += data


def parse_page(path: Path) -> ParsedPage:
    """Return a built page; it must be well nested."""
    parser = _Parser()
    parser.feed(path.read_text("utf-8"))
    parser.close()
    assert not parser.open, f"{path} leaves {parser.open[-1].tag} open"
    return parser.page


def html_files(site: Path) -> list[Path]:
    """Return every HTML file of a site, also those at former addresses."""
    return sorted(site.rglob("*.html"))


def page_files(site: Path) -> list[Path]:
    """Return the files of a site's pages: what stands at a former address only leads on."""
    return [path for path in html_files(site) if 'class="moved-page"' not in path.read_text()]


def asset(site: Path, name: str) -> str:
    """Return the path in a built site of the file that templates call `name`, as `site.css`."""
    stem, ending = name.rsplit(".", 1)
    (found,) = (site / "assets").glob(f"{stem}.{'[0-9a-f]' * 16}.{ending}")
    return found.relative_to(site).as_posix()
