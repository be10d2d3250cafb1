"""Labels of a time axis never touch, whatever the days, the width and the language."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stagehold.reports.axis import Axis, around
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language

STARTS = st.dates(date(1900, 1, 1), date(9000, 1, 1))


@given(STARTS, st.integers(1, 200_000), st.floats(150, 4000), st.sampled_from(Language))
def test_no_two_labels_overlap_and_none_leaves_the_axis(
    start: date, days: int, width: float, language: Language
) -> None:
    end = min(start + timedelta(days=days), date(9999, 12, 30))
    axis = Axis(start=start, end=end, left=100, right=100 + width, reader=Reader(language=language))
    for ticks in (axis.fine(), axis.coarse()):
        assert [tick for one, tick in pairwise(ticks) if one.x + one.width > tick.x] == []
        assert [tick for tick in ticks if tick.x < axis.left or tick.x + tick.width > axis.right] == []
        assert [tick.at for tick in ticks if not start <= tick.at < end] == []


def test_a_year_and_a_half_is_labelled_by_months_under_years() -> None:
    axis = Axis(start=date(2026, 12, 20), end=date(2028, 6, 1), left=0, right=1000, reader=Reader())
    assert [tick.label for tick in axis.fine()][:3] == ["Jan", "Feb", "Mar"]
    assert [tick.label for tick in axis.coarse()] == ["2027", "2028"]


def test_days_lie_in_order_and_days_outside_at_the_ends() -> None:
    axis = Axis(start=date(2027, 1, 1), end=date(2027, 1, 11), left=0, right=100, reader=Reader())
    assert [axis.x(date(2027, 1, day)) for day in (1, 2, 6)] == [0, 10, 50]
    assert (axis.x(date(2020, 1, 1)), axis.x(date(2030, 1, 1))) == (0, 100)


@given(st.lists(st.dates(), min_size=1, max_size=4))
def test_an_axis_around_days_holds_them_all(days: list[date]) -> None:
    start, end = around(days)
    assert start <= min(days)
    assert max(days) <= end
