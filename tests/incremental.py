"""Random edits of a project, whose site is made in one process: carried over, or from scratch.

An edit is what an editor or an engineer may do to files. It may leave the project with errors: then
both ways must say the same.
"""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from hypothesis import strategies as st

from relais import consent_record, pictures, replaced
from relais.day import AS_OF_VARIABLE
from relais.errors import ContentError
from relais.making import FOLDER as MADE
from relais.project import prepare
from relais.replaced import NOTHING
from relais.shelf import Shelf
from rendering import making
from tests.projects import REPOSITORY, SMALL
from tests.trackers import add_trackers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


ADDRESS: Final = "https://lantern.example/"
DAYS: Final = ("2026-11-01", "2027-02-01", "2024-01-01", "2031-01-01")
_WORDS: Final = st.sampled_from(["lamp", "phare", "«lumière»", "a & b", "bread <b>", "x" * 40])


@dataclass
class Workshop:
    """A project that is edited, and the day on which it is looked at."""

    root: Path
    day: str = DAYS[0]
    _saved: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def make(cls, root: Path, caches: Path) -> Workshop:
        """Return a copy of the small site with trackers and templates of its own."""
        root.mkdir(parents=True)
        for name in ("content", "docs"):
            shutil.copytree(SMALL / name, root / name)
        shutil.copytree(REPOSITORY / "overrides", root / "overrides")
        shutil.copy(REPOSITORY / "mkdocs.yml", root)
        shutil.copytree(caches, root / ".relais")
        add_trackers_to(root)
        return cls(root)

    def save(self) -> None:
        """Remember every file as it is, for `take_back`."""
        self._saved = {
            str(path.relative_to(self.root)): path.read_bytes()
            for folder in ("content", "docs", "overrides")
            for path in (self.root / folder).rglob("*")
            if path.is_file()
        }

    def take_back(self) -> None:
        """Bring back what `save` remembered."""
        for folder in ("content", "docs", "overrides"):
            shutil.rmtree(self.root / folder)
        for name, data in self._saved.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)

    def replace(self, name: str, pattern: str, text: str) -> None:
        """Replace the first match of a pattern, if the file is there."""
        path = self.root / name
        if path.is_file():
            before = path.read_text("utf-8")
            path.write_text(re.sub(pattern, lambda _: text, before, count=1), "utf-8")

    def interviews(self) -> list[Path]:
        """Return the folders of the interviews."""
        return sorted(path for path in (self.root / "content/partners").iterdir())


def add_trackers_to(root: Path) -> None:
    """Let the register name a tracker, so that there is one to be changed."""
    from tests.projects import Project  # noqa: PLC0415 - it would be a circle otherwise

    add_trackers(Project(root))


Edit = tuple[str, str, int]
"""What is done, with which word, and to which of several."""


def edits() -> st.SearchStrategy[list[Edit]]:
    """Return lists of edits."""
    kinds = st.sampled_from(sorted(_EDITS))
    return st.lists(st.tuples(kinds, _WORDS, st.integers(0, 3)), min_size=1, max_size=5)


def apply(workshop: Workshop, edit: Edit) -> None:
    """Do an edit."""
    kind, word, number = edit
    _EDITS[kind](workshop, word, number)


def _chosen(workshop: Workshop, number: int) -> Path | None:
    folders = workshop.interviews()
    return folders[number % len(folders)] if folders else None


def _in_interview(pattern: str, text: str) -> Callable[[Workshop, str, int], None]:
    def edit(workshop: Workshop, word: str, number: int) -> None:
        folder = _chosen(workshop, number)
        for path in sorted(folder.glob("index.*.yml")) if folder else ():
            name = str(path.relative_to(workshop.root))
            workshop.replace(name, pattern, text.format(word=word))

    return edit


def _in_file(name: str, pattern: str, text: str) -> Callable[[Workshop, str, int], None]:
    def edit(workshop: Workshop, word: str, number: int) -> None:
        del number
        workshop.replace(name, pattern, text.format(word=word))

    return edit


def _add(workshop: Workshop, word: str, number: int) -> None:
    folder = workshop.root / f"content/partners/new-{number}"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(SMALL / "content/partners/ada-example", folder)
    for path in folder.glob("index.*.yml"):
        name = str(path.relative_to(workshop.root))
        workshop.replace(name, r"(?m)^title: .*$", f"title: 'Somebody new: {word}'")
        workshop.replace(name, r"(?m)^aliases: .*$\n", "")


def _delete(workshop: Workshop, _word: str, number: int) -> None:
    if folder := _chosen(workshop, number):
        shutil.rmtree(folder)


def _rename(workshop: Workshop, _word: str, number: int) -> None:
    if (folder := _chosen(workshop, number)) and not folder.with_name("renamed").exists():
        folder.rename(folder.with_name("renamed"))
        workshop.replace("content/site.yml", f"featured: {folder.name}", "featured: renamed")


def _look_on_another_day(workshop: Workshop, _word: str, number: int) -> None:
    workshop.day = DAYS[number]


def _touch(workshop: Workshop, _word: str, number: int) -> None:
    if folder := _chosen(workshop, number):
        for path in folder.iterdir():
            os.utime(path)


def _meddle(workshop: Workshop, word: str, number: int) -> None:
    """Change by hand what the next site may be begun with."""
    last = max((workshop.root / replaced.FOLDER).iterdir())
    for page in sorted(last.rglob("*.html"))[number::5]:
        if number == 0:  # its link on the shelf changes, too
            page.write_text(word)
            continue
        page.unlink()
        if number == 1:
            page.mkdir()
        elif number == 2:
            page.with_name(f"{len(word)}.html").write_text(word)
        else:
            page.symlink_to("elsewhere")


_EDITS: Final[dict[str, Callable[[Workshop, str, int], None]]] = {
    "add an interview": _add,
    "delete an interview": _delete,
    "rename an interview": _rename,
    "touch an interview": _touch,
    "look on another day": _look_on_another_day,
    "take everything back": lambda workshop, _word, _number: workshop.take_back(),
    "change a title": _in_interview(r"(?m)^title: .*$", "title: '{word}'"),
    "change a role": _in_interview(r"role: [^,}\n]*", "role: '{word}'"),
    "change an answer": _in_interview(r"(?m)^( +a: \|\n +)", "    a: |\n      {word} "),
    "refer to another": _in_interview(
        r"(?m)^( +a: \|\n +)", "    a: |\n      [{word}](interview:bruno-sample) "
    ),
    "withdraw": _in_interview(r"(?m)^status: .*$", "status: withdrawn"),
    "publish": _in_interview(r"(?m)^status: .*$", "status: published"),
    "take another theme": _in_interview(r"(?m)^themes: .*$", "themes: [warmth]"),
    "take no program": _in_interview(r"(?m)^programs: .*$\n", ""),
    "have no portrait": _in_interview(r"covers: \[[^\]]*\]", "covers: [text]"),
    "break it": _in_interview(r"(?m)^summary: .*$\n", ""),
    "name a theme": _in_file("content/themes.yml", r"Warmth", "{word}"),
    "name an organisation": _in_file(
        "content/organisations/harbour-house.yml", r"(?m)^name: .*$", "name: '{word}'"
    ),
    "name a program": _in_file(
        "content/programs/open-doors/index.en.md", r"(?m)^title: .*$", "title: '{word}'"
    ),
    "name the site": _in_file("content/site.yml", r"Lantern Fund", "{word}"),
    "feature nobody": _in_file("content/site.yml", r"(?m)^featured: .*$\n", ""),
    "move the interviews": _in_file("content/site.yml", r"en: partners", "en: voices"),
    "write a page": _in_file("docs/about.md", r"\Z", "\n{word}\n"),
    "ask otherwise": _in_file("content/cookies.yml", r"(?<=en: )[A-Z][^,}]*", "'{word}'"),
    "change a template": _in_file("overrides/interview.html", "<article>", "<article data-new>"),
    "change a card": _in_file("overrides/partials/interview-cards.html", r"\A", "<!-- new -->"),
    "change a style": _in_file("overrides/stylesheets/card.css", r"\Z", "\n.new {{ margin: 0; }}"),
    "meddle with an earlier site": _meddle,
    "change a phrase": _in_file("overrides/languages/en.yml", "(?m)^search: .*$", "search: Seek"),
}


def made(root: Path, day: str, output: Path, processes: int = 1) -> dict[str, bytes] | str:
    """Return every file of the site, and what its search index is made of, or what is wrong.

    A folder without a file is told, too.
    """
    fresh = output.with_name("fresh")
    with patch.dict(os.environ, {AS_OF_VARIABLE: day, "CHROMIUM": ""}):
        try:
            project = prepare(root)
        except ContentError as error:
            return "\n".join(map(repr, error.diagnostics))
        shelf = Shelf(root, Shelf(root).look_over())
        is_first = not list((root / replaced.FOLDER).glob("*"))
        claimed, _ = replaced.claim(root, fresh)
        with patch.object(replaced, "_MOST", 1):  # the small site has more files of its own
            last = replaced.look_through(root, claimed, shelf.seen)
        standing = replaced.begin(fresh, claimed, last) if last else NOTHING
        assert is_first or standing.files
        fresh.mkdir(exist_ok=True)
        pages = making(project, ADDRESS, fresh, processes, shelf, standing)
        pages.begin()
        documents = pages.documents()
        for name, data in project.files(ADDRESS):
            (fresh / name).parent.mkdir(parents=True, exist_ok=True)
            (fresh / name).write_bytes(data)
        with patch.object(consent_record, "write"):  # it is kept outside of the site
            scripts = pages.make()
            pages.wait()
            project.finish(fresh, scripts)
        pages.keep()
    replaced.lay_aside(root, output)
    fresh.rename(output)
    found = {
        str(path.relative_to(output)): path.read_bytes() if path.is_file() else b"a folder"
        for path in output.rglob("*")
        if path.is_file() or not any(path.iterdir())
    }
    texts = {f"document of {each.path}": repr(each.read()).encode() for each in documents}
    return found | texts


def slow_caches(root: Path) -> Path:
    """Return a folder of caches that holds only pictures, which take long to make."""
    project_root = root / "seed"
    workshop = Workshop.make(project_root, _empty(root / "empty"))
    with patch.dict(os.environ, {AS_OF_VARIABLE: DAYS[0]}):
        project = prepare(workshop.root)
    list(pictures.encode_all(workshop.root, list(project.pictures())))
    for name in (MADE, ".relais/shelf", ".relais/read"):
        shutil.rmtree(workshop.root / name, ignore_errors=True)
    return workshop.root / ".relais"


def _empty(folder: Path) -> Path:
    folder.mkdir(parents=True)
    return folder
