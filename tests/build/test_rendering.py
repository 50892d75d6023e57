"""Shortcuts in making pages: whatever is shared or done side by side, the bytes stay the same."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import jinja2  # noqa: TID251 - what Jinja itself makes is compared
import pytest
from markupsafe import Markup

import templates
from relais import cards
from relais.errors import BuildFailedError
from relais.making import CARDS, FOLDER, Making
from relais.presentation import Presenter
from relais.project import prepare
from relais.shelf import Shelf
from relais.views import In
from rendering import Renderer, making
from templates import environment
from tests.corpus import write_interviews
from tests.projects import REPOSITORY, make_project

if TYPE_CHECKING:
    from collections.abc import Callable

    from relais.project import PublicProject

SITE_URL = "https://lantern.example/below/"


@pytest.fixture(scope="module", params=["small", "own", "large"])
def project(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> PublicProject:
    """Return a project with every kind of page, this repository's own, and one with many pages."""
    root = tmp_path_factory.mktemp(request.param) / "project"
    made = make_project(root, REPOSITORY) if request.param == "own" else make_project(root)
    if request.param == "large":
        write_interviews(root, 120)
    return prepare(made.root)


@pytest.mark.parametrize("site_url", [SITE_URL, ""])
def test_shared_parts_are_those_of_each_page(
    project: PublicProject, site_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page with parts that were made for other pages equals the page made all by itself."""
    renderer = Renderer(project, site_url, environment(project.root))
    shared = [renderer.render(page) for page in project.pages]

    def each_time(_: Presenter, _name: str, *_key: str, caller: Callable[[], Markup]) -> Markup:
        return caller()

    monkeypatch.setattr(Presenter, "once", each_time)
    for page, html in zip(project.pages, shared, strict=True):
        assert renderer.render(page) == html, page.path
    assert project.parts


def stock(root: Path) -> jinja2.Environment:
    """Return the environment of a project's templates as Jinja itself compiles them."""
    found = environment(root)
    found.bytecode_cache = None
    found.code_generator_class = jinja2.Environment.code_generator_class
    return found


def test_pages_are_those_that_jinja_itself_makes(project: PublicProject) -> None:
    """A page of templates that were compiled to plainer Python equals the one that Jinja makes."""
    ours = Renderer(project, SITE_URL, environment(project.root))
    theirs = Renderer(project, SITE_URL, stock(project.root))
    for page in project.pages:
        assert ours.render(page) == theirs.render(page), page.path


class Thing(NamedTuple):
    """Something that a template shows."""

    title: object
    of: tuple[str, ...] = ("<i>", "b")

    def joined(self, *values: object, by: str = " & ", **more: object) -> str:
        """Return what a template calls with values of all kinds."""
        return by.join(map(str, (*values, *more.items())))


@pytest.mark.parametrize(
    "template",
    [
        "{{ thing.title }}{{ thing.of }}{{ thing.of[0] }}{{ thing.of | join('&') }}",
        "{{ thing.joined() }}{{ thing.joined(1, thing.title, by='<') }}",
        "{{ thing.joined(*thing.of, **{'by': '>'}) }}{{ thing.joined(**{'class': 1}) }}",
        "{{ thing.joined(class='&') }}{{ (thing if true else none).title }}{{ (1).real }}",
        "{% autoescape false %}{{ thing.title }}{% endautoescape %}{{ thing.title ~ '<' }}",
        (
            "{% macro shown(a, b='<') %}{{ a }}{{ b }}{{ caller() }}{{ varargs }}{% endmacro %}"
            "{% call shown(thing.title, '&', 3) %}{{ thing.title }}{% endcall %}"
        ),
        "{% set all %}{{ thing.title }}<{% endset %}{{ all }}{{ all | upper }}",
        "{% for one in thing.of %}{{ loop.index }}{{ loop.cycle('<', '>') }}{{ one }}{% endfor %}",
        "{% block all %}{{ thing.title }}{% endblock %}{{ self.all() }}",
        "{{ namespace(found=thing.title).found }}{{ range(3) | list }}{{ none }}{{ 1.5 }}",
    ],
)
@pytest.mark.parametrize("title", ["plain", '<a & "b">\'', Markup("<b>"), In("l’<i> : !", "fr"), 3])
def test_templates_show_what_jinja_itself_shows(
    template: str, title: object, tmp_path: Path
) -> None:
    """Whatever a designer may write and whatever it shows, it is that of Jinja's own code."""
    shown = [
        found.from_string(template).render(thing=Thing(title))
        for found in (environment(tmp_path), stock(tmp_path))
    ]
    assert shown[0] == shown[1]


def test_misspelt_name_is_told(project: PublicProject, tmp_path: Path) -> None:
    """A template that asks for what a thing does not have stops the build with that name."""
    page = project.pages[0]
    (tmp_path / "overrides").mkdir()
    (tmp_path / "overrides" / f"{page.kind}.html").write_text("{{ description.titel }}")
    renderer = Renderer(project, SITE_URL, environment(tmp_path))
    with pytest.raises(BuildFailedError, match=rf"{page.kind}.html.* has no attribute 'titel'"):
        renderer.render(page)


def test_processes_make_what_one_makes(project: PublicProject, tmp_path: Path) -> None:
    """Two processes make the same files as one, and find the same scripts and texts."""
    found = []
    for processes in (1, 2):
        shutil.rmtree(project.root / FOLDER, ignore_errors=True)
        output = tmp_path / str(processes)
        made = making(project, SITE_URL, output, processes)
        made.begin()
        texts = {each.path: (each.digest, each.read()) for each in made.documents()}
        scripts = made.make()
        made.wait()
        files = {
            str(path.relative_to(output)): path.read_bytes()
            for path in output.rglob("*")
            if path.is_file()
        }
        found.append((texts, scripts, files))
    assert found[0] == found[1]
    assert {page.output for page in project.pages} <= found[0][2].keys()


def test_cards_are_drawn_once(
    project: PublicProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When all pages are made again, only cards that were damaged meanwhile are drawn again."""
    drawn: list[str] = []
    draw = cards.draw

    def noted(root: Path, card: cards.Card) -> bytes:
        drawn.append(card.path)
        return draw(root, card)

    def built() -> dict[str, bytes]:
        shutil.rmtree(project.root / FOLDER, ignore_errors=True)
        shutil.rmtree(tmp_path / "site", ignore_errors=True)
        drawn.clear()
        made = making(project, SITE_URL, tmp_path / "site", 1)
        made.begin()
        made.documents()
        made.make()
        made.wait()
        made.keep()
        return {path.name: path.read_bytes() for path in (tmp_path / "site").rglob("cards/*")}

    monkeypatch.setattr(cards, "draw", noted)
    shutil.rmtree(project.root / CARDS, ignore_errors=True)
    first = built()
    assert {Path(path).name for path in drawn} == first.keys()
    assert len(drawn) == len(first)
    one = min(drawn)
    assert built() == first
    assert drawn == []
    file = tmp_path / "site" / one  # the same file as on the shelf
    file.write_bytes(file.read_bytes()[:-1])
    assert built() == first
    assert drawn == [one]


def test_failure_in_a_process_is_told(project: PublicProject, tmp_path: Path) -> None:
    """A template that fails stops the build with its reason, in whatever process it fails."""
    shutil.rmtree(project.root / FOLDER, ignore_errors=True)
    templates = tmp_path / "overrides"
    templates.mkdir()
    for page in project.pages:
        (templates / f"{page.kind}.html").write_text("{{ nothing.at_all }}")
    renderer = Renderer(project, SITE_URL, environment(tmp_path))
    made = Making(project, SITE_URL, tmp_path / "site", renderer.render, 2, Shelf(tmp_path))
    made.documents()
    with pytest.raises(BuildFailedError, match="'nothing' is undefined"):
        made.make()


def test_compiled_templates_are_those_of_their_texts(tmp_path: Path) -> None:
    """What another project compiled is taken only for the same text, and damage is overwritten."""
    name = "compiled-test.html"
    folder = Path(templates.__file__).parent / "__pycache__"
    pattern = f"templates-*/*{hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest()}*"
    shown = []
    for number, text in enumerate(("{{ 1 }}", "{{ 2 }}", "{{ 1 }}", "{{ 1 }}")):
        (tmp_path / str(number) / "overrides").mkdir(parents=True)
        (tmp_path / str(number) / "overrides" / name).write_text(text)
        if number == 3:
            next(folder.glob(pattern)).write_bytes(b"no bytecode")
        shown.append(environment(tmp_path / str(number)).get_template(name).render())
    for path in folder.glob(pattern):
        path.unlink()
    assert shown == ["1", "2", "1", "1"]


def test_templates_are_compiled_where_nothing_can_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a folder that nobody may write, pages are made all the same."""
    (tmp_path / "__pycache__").write_text("no folder")
    (tmp_path / "templates.py").touch()
    monkeypatch.setattr(templates, "__file__", str(tmp_path / "templates.py"))
    assert environment(tmp_path).bytecode_cache is None
