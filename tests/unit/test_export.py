"""The exported catalog: what its schema says, all that is public, and nothing else."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError

from relais import export, exported
from relais.exporter import Exporter, interview_line, line
from tests import strategies
from tests.companions import ADDRESS, is_absolute, public, saying
from tests.projects import ADA

if TYPE_CHECKING:
    from relais.project import PublicProject
    from tests.projects import Project


def made(project: PublicProject) -> dict[str, Any]:
    """Return the exported files by the last part of their path."""
    files = dict(export.files(project, ADDRESS))
    return {path.removeprefix("data/"): json.loads(content) for path, content in files.items()}


def validator(files: dict[str, Any]) -> Draft202012Validator:
    """Return what holds files against the exported schema."""
    Draft202012Validator.check_schema(files["schema.json"])
    return Draft202012Validator(files["schema.json"])


def test_every_file_is_what_the_schema_says(small_project: PublicProject) -> None:
    """Each file names the schema and is valid against it."""
    files = made(small_project)
    check = validator(files)
    assert files.keys() == {
        *("interviews.json", "programs.json", "organisations.json", "themes.json"),
        *("populations.json", "schema.json"),
    }
    for name, content in files.items():
        if name != "schema.json":
            assert content["$schema"] == files["schema.json"]["$id"] == f"{ADDRESS}data/schema.json"
            check.validate(content)


@pytest.mark.parametrize("change", [{"extra": 1}, {"id": None}, {"attribution": "invented"}])
def test_schema_refuses_what_is_something_else(
    small_project: PublicProject, change: dict[str, Any]
) -> None:
    """The schema is strict: an unknown field, a missing id or another value is not valid."""
    files = made(small_project)
    files["interviews.json"]["items"][0].update(change)
    with pytest.raises(ValidationError):
        validator(files).validate(files["interviews.json"])


def test_every_field_of_the_schema_is_explained(small_project: PublicProject) -> None:
    """Each field of each part has a description, for those who reuse the content."""
    for name, part in made(small_project)["schema.json"]["$defs"].items():
        for field, schema in part.get("properties", {}).items():
            assert "description" in schema, f"{name}.{field}"


def test_interview_is_whole(small_project: PublicProject) -> None:
    """An interview has its person, whose words they are, and each edition in two forms."""
    ada, bruno = made(small_project)["interviews.json"]["items"]
    assert ada["urls"] == {
        "en": f"{ADDRESS}partners/ada-example/",
        "fr": f"{ADDRESS}fr/partenaires/ada-example/",
    }
    assert (ada["person"], ada["attribution"], ada["published_on"]) == (
        *("Ada Example", "verbatim", "2024-05-01"),
    )
    answer = ada["editions"]["en"]["answers"][0]["answer"]
    assert f'<a href="{ADDRESS}programs/open-doors/">Open Doors</a>' in answer["html"]
    assert answer["text"] == (
        "We light seven lamps each night, and we never count the moon.\n\nMore about it at "
        "Open Doors."
    )
    assert ada["editions"]["fr"]["role"] == "Gardienne"
    assert ada["programs"] == ["open-doors"]  # the other one is not public
    assert bruno["editions"].keys() == {"fr"}
    gazette = "La Gazette de la Lanterne"
    assert bruno["sources"] == [{"title": {"en": gazette, "fr": gazette}, "url": None}]


def test_portrait_is_exported_only_where_the_release_covers_it(
    small_project: PublicProject,
) -> None:
    """Ada's pictures are there with their words; Bruno agreed to the text only."""
    ada, bruno = made(small_project)["interviews.json"]["items"]
    assert ada["portrait"]["alt"].keys() == {"en", "fr"}
    assert ada["portrait"]["credit"] == "Nobody"
    assert {image["media_type"] for image in ada["portrait"]["images"]} == {
        *("image/avif", "image/webp", "image/jpeg")
    }
    assert all(is_absolute(image["url"]) for image in ada["portrait"]["images"])
    assert bruno["portrait"] is None


def test_program_keeps_its_figures_with_date_and_source(small_project: PublicProject) -> None:
    """A number comes with its unit, what it counts, its date and its source, in each language."""
    (doors,) = made(small_project)["programs.json"]["items"]
    (figure,) = doors["figures"]
    source = {"en": "The Lantern Gazette", "fr": "The Lantern Gazette"}
    assert figure == {
        "qualifier": "more-than",
        "value": 1200.5,
        "unit": {"en": "doors", "fr": "portes"},
        "label": {"en": "opened in all", "fr": "ouvertes en tout"},
        "date": "2010/2015",
        "source": {"title": source, "url": None},
    }
    assert doors["series"][0]["points"][1] == {"date": "2011-06", "value": 20}
    assert doors["places"][0]["name"] == {"en": "Fiction-upon-Sea", "fr": "Fiction-sur-Mer"}


def test_nothing_is_exported_that_is_not_public(small_project: PublicProject) -> None:
    """No draft, no organisation or population that only drafts have, no release, no record."""
    whole = json.dumps(made(small_project))
    for secret in ("UNPUBLISHED", "FUTURE-ONLY", "Secret Society", "R-0001", "signed"):
        assert secret not in whole
    slugs = [item["slug"] for item in made(small_project)["organisations.json"]["items"]]
    assert slugs == ["harbour-house"]


def test_population_that_only_a_draft_has_is_not_exported(project: Project) -> None:
    """A word of the vocabulary is exported when something public uses it."""
    project.edit("content/populations.yml", "night-owls:", "larks: {en: Larks, fr: x}\nnight-owls:")
    files = made(public(project.root, "2026-11-01"))
    assert [item["slug"] for item in files["populations.json"]["items"]] == ["night-owls"]


def test_id_outlives_a_new_slug(project: Project, small_project: PublicProject) -> None:
    """The id is made of the oldest alias."""
    project.edit(ADA, "aliases: [ada]", "aliases: [ada, ada-elder]")
    before = made(small_project)["interviews.json"]["items"][0]["id"]
    assert made(public(project.root, "2026-11-01"))["interviews.json"]["items"][0]["id"] == before


@pytest.mark.parametrize("text", ["]]></script>", "\x00\u2028", '"}', "<b>", "\u202eאב"], ids=ascii)
def test_hostile_words_stay_words(small_project: PublicProject, text: str) -> None:
    """Whatever a title says, the file is valid and says it."""
    files = made(saying(small_project, text))
    validator(files).validate(files["interviews.json"])
    assert files["interviews.json"]["items"][0]["editions"]["en"]["title"] == text


def plain_values() -> st.SearchStrategy[Any]:
    """Return values of JSON without fractions."""
    leaves = st.one_of(strategies.texts(), st.integers(), st.booleans(), st.none())
    return st.recursive(
        leaves,
        lambda inner: st.lists(inner) | st.dictionaries(strategies.texts(), inner, max_size=4),
        max_leaves=10,
    )


@given(st.dictionaries(strategies.texts(), plain_values(), max_size=6))
def test_line_of_an_interview_is_as_any_other(item: Any) -> None:  # noqa: ANN401 - whatever it has
    """The quick way to write an item gives the same bytes as the plain one."""
    assert interview_line(item) == line(item)


def test_each_interview_has_its_line(small_project: PublicProject) -> None:
    """Interviews are written as other items are."""
    plain = [
        line(Exporter(small_project, ADDRESS).interview(slug))
        for slug in small_project.catalog.interviews
    ]
    (path, data), *_ = export.files(small_project, ADDRESS)
    assert path == "data/interviews.json"
    assert data.endswith(b"[\n" + b",\n".join(plain) + b"\n]}\n")


def test_fields_stand_in_the_order_of_the_form(small_project: PublicProject) -> None:
    """An item is written in the order in which its form describes it."""
    files = made(small_project)
    forms = {
        "interviews.json": (exported.Entry, exported.Interview),
        "programs.json": (exported.Entry, exported.Program),
        "organisations.json": (exported.Organisation,),
        "themes.json": (exported.Term,),
    }
    for name, described in forms.items():
        fields = dict.fromkeys(field for form in described for field in form.__annotations__)
        assert all(list(item) == list(fields) for item in files[name]["items"])
