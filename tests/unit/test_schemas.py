"""The schemas that editors' programs read: the models', and useful while somebody types."""

from __future__ import annotations

import itertools
import json
import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator
from referencing import Registry, Resource

from relais import json_schema, schema_files
from relais.content import read
from relais.documents import parse_file, understand
from relais.files import SourceFile
from relais.rules import note
from relais.schema import InterviewSource, ProgramSource
from relais.validation import validate
from tests import strategies
from tests.language_server import Editor, editor
from tests.projects import ADA, REPOSITORY, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.projects import Project

SETTINGS: dict[str, Any] = json.loads((REPOSITORY / ".vscode/settings.json").read_text())
INTERVIEW = "content/partners/sophie-roche/index.en.yml"
REAL = (REPOSITORY / INTERVIEW).read_text("utf-8")
NUMBERS = itertools.count()


class Yaml12(yaml.SafeLoader):
    """Reads YAML 1.2's core schema, as editors' language servers do."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - PyYAML's own way


for _tag, _pattern, _first in (
    ("bool", "true|false", "tf"),
    ("int", "[-+]?[0-9]+", "-+0123456789"),
    ("float", r"[-+]?[0-9]+\.[0-9]*", "-+0123456789"),
    ("null", "~|null|", ["~", "n", ""]),
):
    Yaml12.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(rf"^(?:{_pattern})$"), list(_first)
    )


Yaml12.add_constructor("tag:yaml.org,2002:int", lambda _, node: int(node.value))  # 010 is ten


def committed() -> dict[str, dict[str, Any]]:
    """Return the schemas of this repository by file name."""
    folder = REPOSITORY / schema_files.FOLDER
    return {path.name: json.loads(path.read_text("utf-8")) for path in folder.glob("*.json")}


SCHEMAS = committed()
REGISTRY: Registry[Any] = Registry().with_resources(
    (name, Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)


def complaints(kind: str, text: str) -> list[str]:
    """Return what a schema has against a YAML text."""
    validator = Draft7Validator(SCHEMAS[f"{kind}.json"], registry=REGISTRY)
    data = yaml.load(text, Yaml12)  # noqa: S506 - built on the safe one
    return [f"{list(error.path)}: {error.message}" for error in validator.iter_errors(data)]


def files_of(root: Path) -> Iterator[tuple[str, str, str]]:
    """Yield each content file's path, kind and YAML."""
    content = read(root, note)
    documents: list[tuple[str, SourceFile]] = []
    for kind, entries in (
        ("interview", content.interviews),
        ("program", content.programs),
        ("page", content.pages),
    ):
        for entry in entries.values():
            documents.append((kind, entry.source.source))
            translations = entry.translations.values()
            documents += [(f"{kind}-translation", each.source) for each in translations]
    documents += [("organisation", each.source) for each in content.organisations.values()]
    names = {"theme": "themes", "population": "populations"}
    documents += [(names[kind], each.source) for kind, each in content.vocabularies.items()]
    documents += [("site", content.site.source)] if content.site else []
    documents += [("cookies", content.register.source)] if content.register else []
    for kind, source in documents:
        markdown = source.path.endswith(".md")
        yield source.path, kind, source.text.split("---\n")[1] if markdown else source.text


FILES = [*files_of(REPOSITORY), *files_of(SMALL)]


# The files


def test_committed_schemas_are_the_models() -> None:
    """Whoever changes a model runs `relais schema`; what only the content changes is no failure."""
    stale = schema_files.compare(REPOSITORY, read(REPOSITORY, note))
    assert stale.models == (), "run: relais schema"


def test_every_field_is_explained() -> None:
    """Each field of each schema has a text to hover over."""
    for name, schema in SCHEMAS.items():
        for part in (schema, *schema.get("definitions", {}).values()):
            for field, form in part.get("properties", {}).items():
                assert form["description"], f"{name}: {field}"


def test_settings_lead_to_schemas_that_are_there() -> None:
    """The editor's settings name schemas and files that exist."""
    for schema, pattern in SETTINGS["yaml.schemas"].items():
        assert (REPOSITORY / schema).is_file()
        assert list(REPOSITORY.glob(pattern)), pattern


def test_first_lines_lead_to_schemas_that_are_there() -> None:
    """Where a content file names its schema, it is its own kind's."""
    named = 0
    for path, kind, text in FILES:
        if found := re.match(r"# yaml-language-server: \$schema=(\S+)\n", text):
            schema = (REPOSITORY / path).parent / found[1]
            assert schema.resolve() == REPOSITORY / "schemas" / f"{kind}.json"
            named += 1
    assert named >= 6


def test_new_organisation_is_said_and_no_failure(project: Project) -> None:
    """`relais schema --check` says what editors do not offer yet, with exit status 0."""
    assert project.relais("schema").returncode == 0
    project.write(
        "content/organisations/new-house.yml", "name: New\nsummary: {en: New., fr: Neuf.}\n"
    )
    done = project.relais("schema", "--check")
    assert (done.returncode, done.stderr) == (0, "")
    assert "organisation: new-house" in done.stdout
    assert "`relais schema`" in done.stdout
    assert project.relais("schema").stdout == "Written: schemas/slugs.json\n"
    assert project.relais("schema", "--check").stdout == ""


def test_changed_schema_is_a_failure(project: Project) -> None:
    """A schema that does not say what the models say ends the check with status 1."""
    project.relais("schema")
    project.edit("schemas/themes.json", "The themes", "Themes")
    done = project.relais("schema", "--check")
    assert done.returncode == 1
    assert done.stdout.startswith("schemas/themes.json does not say what Relais reads")


# What they take


@pytest.mark.parametrize(("path", "kind", "text"), FILES, ids=[f"{f[1]}:{f[0]}" for f in FILES])
def test_what_relais_accepts_the_schema_accepts(path: str, kind: str, text: str) -> None:
    """No content that is right is marked in an editor."""
    del path
    assert complaints(kind, text) == []


@settings(max_examples=60)
@given(
    st.fixed_dictionaries(
        {},
        optional={
            "publish_on": strategies.days().map(str),
            "since": strategies.moments(),
            "themes": st.lists(strategies.slugs(), max_size=3),
            "title": strategies.words(),
            "countries": st.lists(st.sampled_from(["FR", "NO", "SN"]), max_size=2),
            "aliases": st.none(),
            "figures": st.lists(
                st.fixed_dictionaries(
                    {
                        "id": strategies.slugs(),
                        "value": strategies.numbers(),
                        "label": strategies.words(),
                        "date": strategies.moments(),
                        "source": st.fixed_dictionaries({"title": strategies.words()}),
                    }
                ),
                max_size=2,
            ),
        },
    )
)
def test_schema_is_never_stricter_than_the_model(fields: dict[str, Any]) -> None:
    """Whatever program the model accepts, the schema accepts."""
    written = {"title": "x", "summary": "y", "status": "draft", **fields}
    text = "".join(f"{name}: {_flow(value)}\n" for name, value in written.items())
    source = SourceFile("content/programs/a/index.en.md", f"---\n{text}---\nz\n")
    parsed, _ = parse_file(source)
    if parsed is None or validate(ProgramSource, parsed.root, source)[1]:
        return
    assert complaints("program", text) == []


def _flow(value: object) -> str:
    """Return a value as an editor writes it on one line, plain where that is possible."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_flow(each)}" for name, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return "" if value is None else str(value)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("status: published", "status: publishd"),
        ("title: Ada", "titel: Ada"),
        ("countries: [FR, NO]", "countries: [France]"),
        ("publish_on: 2024-05-01", "publish_on: 1 May 2024"),
        ("themes: [light, warmth]", "themes: light"),
        ("x: 0.5", "x: 50"),
    ],
)
def test_slips_are_marked_while_typing(old: str, new: str) -> None:
    """What Relais refuses for its form, the schema refuses too."""
    text = (SMALL / ADA).read_text("utf-8").replace(old, new)
    parsed, _ = parse_file(SourceFile(ADA, text))
    assert parsed is not None
    assert understand(parsed, InterviewSource)[1]
    assert complaints("interview", text)


# A real language server


@pytest.fixture(scope="module")
def vscode() -> Iterator[Editor]:
    """Return an editor in this repository, with its settings."""
    schemas = {
        (REPOSITORY / name).resolve().as_uri(): pattern
        for name, pattern in SETTINGS["yaml.schemas"].items()
    }
    with editor(REPOSITORY, schemas) as client:
        yield client


def opened(client: Editor, old: str = "", new: str = "") -> tuple[Path, list[dict[str, Any]]]:
    """Open the real interview, changed, as a new file; return its path and what is marked."""
    assert not old or REAL.count(old) == 1
    path = REPOSITORY / f"content/partners/new-{next(NUMBERS)}/index.en.yml"
    return path, client.open(path, REAL.replace(old, new) if old else REAL)


def place_of(text: str, words: str) -> tuple[int, int]:
    """Return the line and the column behind `words`, counted from 1."""
    before = text[: text.index(words) + len(words)]
    return before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1


def test_right_file_has_no_marks(vscode: Editor) -> None:
    """The real interview is right for the editor, too."""
    assert opened(vscode)[1] == []


def test_wrong_status_is_marked_in_its_place(vscode: Editor) -> None:
    """A misspelt status is marked where it stands, with the choices."""
    _, marks = opened(vscode, "status: published", "status: publishd")
    line, _ = place_of(REAL, "status: ")
    assert [(mark["range"]["start"], mark["range"]["end"]) for mark in marks] == [
        ({"line": line - 1, "character": 8}, {"line": line - 1, "character": 16})
    ]
    assert '"published"' in marks[0]["message"]


def test_unknown_field_is_marked(vscode: Editor) -> None:
    """A field that Relais does not know is marked at its name."""
    _, marks = opened(vscode, "attribution:", "atribution:")
    assert any("atribution" in mark["message"] for mark in marks)


def test_existing_themes_are_offered(vscode: Editor) -> None:
    """In the list of themes the editor offers the project's themes, with their names."""
    path, _ = opened(vscode)
    line, column = place_of(REAL, "themes: [")
    offered = vscode.at("completion", path, line, column)["items"]
    assert "childhood-cancer" in {item["label"] for item in offered}


def test_field_is_explained(vscode: Editor) -> None:
    """Hovering over a field shows what it is for."""
    path, _ = opened(vscode)
    line, column = place_of(REAL, "attribut")
    shown = vscode.at("hover", path, line, column)["contents"]["value"]
    assert "Whether the answers are verbatim, edited or a summary" in shown


def test_settings_alone_lead_to_the_schema(vscode: Editor) -> None:
    """A new interview that names no schema is completed and checked all the same."""
    path = REPOSITORY / "content/partners/somebody-new/index.en.yml"
    marks = vscode.open(path, "title: x\nstatus: publishd\n")
    assert any('"published"' in mark["message"] for mark in marks)


def test_choices_are_sorted_and_named() -> None:
    """The file of choices offers slugs in order, each with its name."""
    made = json_schema.choices({"theme": {"b": "Bees", "a": "Ants"}}, {"FR": "France"})
    offer = made["definitions"]["theme"]["anyOf"][0]
    assert offer == {"enum": ["a", "b"], "enumDescriptions": ["Ants", "Bees"]}
