"""Numbers over time as a line."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from relais.charts import draw
from relais.fields import Moment

numbers = st.lists(st.decimals(-(10**9), 10**9, places=2), min_size=4, max_size=30)


def series(values: list[Decimal]) -> list[tuple[Moment, Decimal]]:
    """Return one value a year."""
    return [(Moment(2000 + year), value) for year, value in enumerate(values)]


def test_few_numbers_need_no_line() -> None:
    """Three numbers are read in their table."""
    assert draw(series([Decimal(1), Decimal(2), Decimal(3)])) is None


@given(numbers)
def test_chart_is_inside_its_drawing(values: list[Decimal]) -> None:
    """Whatever the numbers, negative ones and equal ones too, every point is inside."""
    chart = draw(series(values))
    assert chart is not None
    assert all(0 <= dot.x <= 100 and 0 <= dot.y <= 100 for dot in chart.dots)
    assert 0 <= chart.zero <= 100
    assert [dot.value for dot in chart.dots] == values


@given(numbers)
def test_larger_numbers_stand_higher(values: list[Decimal]) -> None:
    """The line rises and falls as the numbers do, and zero is never cut off."""
    chart = draw(series(values))
    assert chart is not None
    for one, other in pairwise(sorted(chart.dots, key=lambda dot: dot.value)):
        assert one.y >= other.y
    for dot in chart.dots:
        assert dot.value >= 0 or dot.y >= chart.zero
        assert dot.value <= 0 or dot.y <= chart.zero


@given(numbers)
def test_first_and_last_number_are_told(values: list[Decimal]) -> None:
    """The ends of the line tell their number, and no two numbers are close together."""
    chart = draw(series(values))
    assert chart is not None
    told = [dot for dot in chart.dots if dot.label]
    assert told[0] == chart.dots[0]
    assert told[-1] == chart.dots[-1]
    assert all(other.x - one.x >= 19.9 for one, other in pairwise(told))


def test_time_runs_evenly() -> None:
    """Ten years take ten times the room of one."""
    dates = [Moment(2000), Moment(2001), Moment(2011), Moment(2021)]
    chart = draw([(date, Decimal(1)) for date in dates])
    assert chart is not None
    first, second, third, _ = (dot.x for dot in chart.dots)
    assert 9.5 < (third - second) / (second - first) < 10.5


def test_numbers_of_one_day_give_a_chart() -> None:
    """Dates that are all the same are strange, and no reason to fail."""
    assert draw([(Moment(2000), Decimal(0))] * 5) is not None
