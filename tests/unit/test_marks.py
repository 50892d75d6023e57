"""The circles on a map."""

from __future__ import annotations

import math
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.marks import Layout, Mark, Spot, arrange

ROOM = Layout(width=20, height=10, smallest=0.75, largest=1.25)

places = st.floats(0, 1)
programs = st.frozensets(st.sampled_from("abcdefgh"), min_size=1)


@st.composite
def spots(draw: st.DrawFn) -> list[Spot]:
    """Return places anywhere on a map, many of them close together."""
    drawn = draw(st.lists(st.tuples(places, places, programs), max_size=40))
    return [Spot(f"place-{i}", f"Town {i}", what, x, y) for i, (x, y, what) in enumerate(drawn)]


def centre(mark: Mark, layout: Layout = ROOM) -> tuple[float, float]:
    """Return where a circle stands, in em."""
    return mark.x * layout.width / 100, mark.y * layout.height / 100


@given(spots())
def test_no_circles_overlap(found: list[Spot]) -> None:
    """However close the places are, each circle is free to be hit and read."""
    for one, other in combinations(arrange(found, ROOM), 2):
        apart = math.dist(centre(one), centre(other))
        assert apart >= one.radius + other.radius - 0.05  # percent are rounded


@given(spots())
def test_every_place_is_in_one_circle(found: list[Spot]) -> None:
    """No place is lost, none is shown twice, and circles come in the order of the list."""
    marks = arrange(found, ROOM)
    names = [name for mark in marks for name in mark.names]
    assert sorted(names) == sorted(spot.name for spot in found)
    order = [int(mark.anchor.removeprefix("place-")) for mark in marks]
    assert order == sorted(order)
    by_name = {spot.name: spot for spot in found}
    for mark in marks:
        assert mark.anchor == by_name[mark.names[0]].anchor
        assert mark.count == len(set().union(*(by_name[n].programs for n in mark.names)))


@given(spots())
def test_circles_stay_on_the_map_and_can_be_hit(found: list[Spot]) -> None:
    """A circle is never smaller than a finger needs and hardly leaves the map."""
    for mark in arrange(found, ROOM):
        assert ROOM.smallest <= mark.radius <= ROOM.largest
        x, y = centre(mark)
        assert -mark.radius / 2 <= x <= ROOM.width + mark.radius / 2
        assert -mark.radius / 2 <= y <= ROOM.height + mark.radius / 2


@given(spots())
def test_same_places_give_the_same_circles(found: list[Spot]) -> None:
    """A layout depends on nothing but the places."""
    assert arrange(found, ROOM) == arrange(list(found), ROOM)


def test_places_that_nobody_could_tell_apart_are_one_circle() -> None:
    """Two names for one town are one circle, which counts a program once."""
    found = [
        Spot("lyon", "Lyon", frozenset("ab"), 0.5, 0.5),
        Spot("greater-lyon", "Greater Lyon", frozenset("bc"), 0.503, 0.5),
        Spot("far", "Far", frozenset("a"), 0.1, 0.1),
    ]
    lyon, far = arrange(found, ROOM)
    assert (lyon.names, lyon.count, lyon.anchor) == (("Lyon", "Greater Lyon"), 3, "lyon")
    assert far.names == ("Far",)


def test_neighbours_are_pushed_apart_and_point_to_their_place() -> None:
    """Close places keep circles of their own; one that had to move away tells from where."""
    found = [Spot(f"p{i}", f"P{i}", frozenset("a"), 0.5 + i * 0.03, 0.5) for i in range(3)]
    marks = arrange(found, ROOM)
    assert [mark.names for mark in marks] == [("P0",), ("P1",), ("P2",)]
    assert marks[0].origin == (50.0, 50.0)
    assert marks[0].x < 50
    assert arrange(found[:1], ROOM)[0].origin is None


def test_area_of_a_circle_is_as_the_number_of_programs() -> None:
    """Two programs have a circle of twice the area, as long as there is room for it."""
    found = [
        Spot("one", "One", frozenset("a"), 0.2, 0.5),
        Spot("two", "Two", frozenset("ab"), 0.5, 0.5),
    ]
    one, two = arrange(found, ROOM)
    assert two.radius**2 / one.radius**2 == pytest.approx(2, rel=0.02)
    crowd = frozenset(map(str, range(500)))
    small, large = arrange([found[0], Spot("many", "Many", crowd, 0.7, 0.5)], ROOM)
    assert (small.radius, large.radius) == (ROOM.smallest, ROOM.largest)


def test_label_stands_where_it_fits() -> None:
    """A name stands at the right, else at the left, and not at all where neither has room."""

    def side(*found: Spot) -> list[str | None]:
        return [mark.side for mark in arrange(found, ROOM)]

    middle = Spot("m", "Middle", frozenset("a"), 0.5, 0.5)
    assert side(middle) == ["right"]
    assert side(Spot("e", "Edge", frozenset("a"), 0.97, 0.5)) == ["left"]
    assert side(middle, Spot("r", "R", frozenset("a"), 0.6, 0.5))[0] == "left"
    assert side(Spot("l", "A name that is longer than any map", frozenset("a"), 0.5, 0.5)) == [None]


def test_map_without_places_has_no_circles() -> None:
    """Nothing gives nothing."""
    assert arrange([], ROOM) == ()
