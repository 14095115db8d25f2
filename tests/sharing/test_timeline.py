"""The bars of a timeline: what is added up in which, what is in none, and that nobody is lost or counted twice."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.sharing.pictures.shown import Shown, Toll
from reportedly.sharing.pictures.timeline import MOST_BARS, STEPS, Bar, Left, TooMany, bounds, timeline

MONDAY = datetime.date(2026, 3, 2)


def one(toll: Toll | None, start: int | None = 0, days: int = 1, *, reviewed: bool = True) -> Shown:
    """An incident that begins so many days after Monday, 2 March 2026."""
    if start is None:
        return Shown(reviewed=reviewed, killed=toll)
    first = MONDAY + datetime.timedelta(start)
    return Shown(reviewed=reviewed, killed=toll, days=(first, first + datetime.timedelta(days - 1)))


def test_a_bar_adds_up_the_best_the_lowest_and_the_highest() -> None:
    found = timeline([one(Toll(8, 11, 14)), one(Toll(2, 2, 2), reviewed=False), one(Toll(5, 5, 5), 1)], "day")
    tuesday = MONDAY + datetime.timedelta(1)
    assert found.bars == (
        Bar(MONDAY, MONDAY, incidents=2, low=10, best=13, high=16, unreviewed=2, open=0),
        Bar(tuesday, tuesday, incidents=1, low=5, best=5, high=5, unreviewed=0, open=0),
    )


def test_at_least_has_no_upper_bound() -> None:
    [bar] = timeline([one(Toll(12, 15, 15, open=True)), one(Toll(1, 1, 1))], "day").bars
    assert (bar.low, bar.best, bar.high, bar.open) == (13, 16, 16, 1)


def test_what_is_in_no_bar_is_counted_with_its_dead() -> None:
    found = timeline([one(None), one(Toll(3, 4, 5), None), one(Toll(6, 7, 8), 5, 4), one(Toll(0, 0, 0), 1, 2)], "week")
    assert [(bar.incidents, bar.best) for bar in found.bars] == [(1, 0)]  # reported zero is a figure
    assert (found.no_figure, found.no_day, found.wider) == (Left(1), Left(1, 4), Left(1, 7))


def test_the_finest_step_that_leaves_bars_to_be_seen() -> None:
    def step(days: int) -> str:
        return timeline([one(Toll(1, 1, 1)), one(Toll(1, 1, 1), days)]).step

    assert [step(days) for days in (0, 59, 60, 400, 1500, 9000)] == ["day", "day", "week", "week", "month", "year"]
    assert timeline([]).bars == ()


def test_more_bars_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(TooMany, match=r"^401 bars, one a day, can't be told apart \(choose a longer step"):
        timeline([one(Toll(1, 1, 1)), one(Toll(1, 1, 1), MOST_BARS)], "day")
    assert len(timeline([one(Toll(1, 1, 1)), one(Toll(1, 1, 1), MOST_BARS - 1)], "day").bars) == 2


def test_weeks_begin_on_monday_and_the_first_days_of_all_have_bounds() -> None:
    assert bounds(datetime.date(2026, 3, 8), "week") == (MONDAY, datetime.date(2026, 3, 8))
    assert bounds(datetime.date(2024, 2, 3), "month")[1] == datetime.date(2024, 2, 29)
    for day in (datetime.date.min, datetime.date.max):
        assert all(first <= day <= last for first, last in (bounds(day, step) for step in STEPS))


figures = st.integers(0, 50)
tolls = st.builds(
    lambda low, more, most, free: Toll(low, low + more, low + more + most, free), *[figures] * 3, st.booleans()
)
incidents = st.builds(
    one, st.none() | tolls, st.none() | st.integers(0, 300), st.integers(1, 40), reviewed=st.booleans()
)


@given(st.lists(incidents, max_size=12), st.sampled_from(STEPS))
def test_everybody_is_in_one_bar_or_counted_as_in_none(those: list[Shown], step: str) -> None:
    found = timeline(those, step)  # type: ignore[arg-type]
    apart = (found.no_day, found.wider, found.no_figure)
    assert sum(bar.incidents for bar in found.bars) + sum(left.incidents for left in apart) == len(those)
    total = sum(bar.best for bar in found.bars) + sum(left.best for left in apart)
    assert total == sum(each.killed.best for each in those if each.killed)
    assert all(bar.low <= bar.best <= bar.high and 0 <= bar.unreviewed <= bar.best for bar in found.bars)
    assert list(found.bars) == sorted(found.bars)
    assert timeline(those[::-1], step) == found  # type: ignore[arg-type]
