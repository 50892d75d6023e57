"""Where the programs work: the list, and the circles that stand for it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from relais.views import PlacesContent
from tests.projects import DOORS

if TYPE_CHECKING:
    from tests.projects import Project

DAY = date(2026, 11, 1)
PLACE = "  - {name: Fiction-upon-Sea, country: FR, latitude: 48.5, longitude: -1.5, since: 2001}\n"


def shown(project: Project, path: str = "places/") -> PlacesContent:
    """Return what the page of places shows."""
    content = project.pages(DAY)[path].content
    assert isinstance(content, PlacesContent)
    return content


def add_program(project: Project, slug: str, title: str, facts: str) -> None:
    """Add a public program that is only in English."""
    text = f"title: {title}\nsummary: Fictional.\nstatus: published\n{facts}"
    project.write(f"content/programs/{slug}/index.en.md", f"---\n{text}---\nNothing.\n")


def test_places_of_programs_are_on_the_closer_map(project: Project) -> None:
    """A town of France is a circle on the map of France and an entry of the list beside it."""
    [closer] = shown(project).closer
    [place] = closer.country.places
    assert str(place.name) == "Fiction-upon-Sea"
    assert [str(work.link.title) for work in place.works] == ["Open Doors"]
    assert [mark.anchor for mark in closer.map.wide] == [place.id] == ["place-fr-fiction-upon-sea"]
    assert closer.country.works == ()
    assert shown(project, "fr/lieux/").closer[0].country.places[0].id == "place-fr-fiction-sur-mer"


def test_place_of_two_programs_is_one_entry(project: Project) -> None:
    """Programs in one town share its entry, each with its own date."""
    facts = PLACE.replace("2001", "2010").replace("Upon", "upon")
    add_program(project, "shared", "Shared", f"places:\n{facts}")
    [place] = shown(project).closer[0].country.places
    assert [(str(work.link.title), str(work.since)) for work in place.works] == [
        ("Open Doors", "2001"),
        ("Shared", "2010"),
    ]
    assert shown(project).closer[0].map.narrow[0].count == 2
    assert shown(project).programs == 2


def test_towns_of_one_name_stay_apart(project: Project) -> None:
    """Two places of one name that are far from each other have an entry and an id each."""
    far = PLACE.replace("48.5", "44.0").replace("-1.5", "4.0").replace("2001", "2015")
    project.edit(DOORS, PLACE, PLACE + far)
    places = shown(project).closer[0].country.places
    assert [place.id for place in places] == [
        "place-fr-fiction-upon-sea",
        "place-fr-fiction-upon-sea-2",
    ]


def test_names_in_any_script_have_ids_of_their_own(project: Project) -> None:
    """Names without a Latin letter, or like another entry's id, never share an id."""
    names = ("داكار", "山", "Ville 2", "Ville", "ville", "Fr")
    lines = "".join(
        f"  - {{name: {name}, country: FR, latitude: {43 + i}, longitude: 2}}\n"
        for i, name in enumerate(names)
    )
    project.edit(DOORS, PLACE, lines)
    entry = shown(project).closer[0].country
    ids = [entry.id, *(place.id for place in entry.places)]
    assert len(set(ids)) == 7


def test_country_counts_each_program_once(project: Project) -> None:
    """A program that names a country and places in it counts once, and stands below its places."""
    add_program(project, "wide", "Wide", "countries: [FR, SN, BJ]\n")
    content = shown(project)
    france = content.closer[0].country
    assert france.count == 2
    assert [str(work.link.title) for work in france.works] == ["Wide"]
    assert [str(country.name) for country in content.countries] == ["Benin", "Senegal"]
    assert content.world is not None
    assert [(mark.names, mark.count) for mark in content.world.wide] == [
        (("France",), 2),
        (("Benin",), 1),
        (("Senegal",), 1),
    ]
    french = shown(project, "fr/lieux/").countries
    assert [str(country.name) for country in french] == ["Bénin", "Sénégal"]


def test_place_abroad_makes_its_country_known(project: Project) -> None:
    """A town of a country without a map of its own is listed, and its country has a circle."""
    project.edit(DOORS, PLACE, "  - {name: Ficta, country: SN, latitude: 14.7, longitude: -17.4}\n")
    content = shown(project)
    assert content.closer == ()
    names = {str(c.name): [str(p.name) for p in c.places] for c in content.countries}
    assert names == {"France": [], "Senegal": ["Ficta"]}


def test_place_outside_the_closer_map_is_in_the_list(project: Project) -> None:
    """An overseas town is listed below its country although the closer map ends before it."""
    overseas = "  - {name: Far, country: FR, latitude: 16.2, longitude: -61.5}\n"
    project.edit(DOORS, PLACE, PLACE + overseas)
    [closer] = shown(project).closer
    assert [str(place.name) for place in closer.country.places] == ["Far", "Fiction-upon-Sea"]
    assert [mark.label for mark in closer.map.wide] == ["Fiction-upon-Sea"]


def test_program_without_a_country_is_named(project: Project) -> None:
    """A program that works nowhere in particular is not lost."""
    add_program(project, "nowhere", "Nowhere", "")
    content = shown(project)
    assert [str(link.title) for link in content.elsewhere] == ["Nowhere"]
    assert content.programs == 1


def test_site_without_places_has_no_map(project: Project) -> None:
    """Without any country and place there is still a page."""
    project.edit(DOORS, PLACE, "")
    project.edit(DOORS, "places:\n", "")
    project.edit(DOORS, "countries: [FR]\n", "")
    content = shown(project)
    assert (content.world, content.closer, content.countries) == (None, (), ())
