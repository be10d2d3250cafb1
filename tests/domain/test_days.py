"""Whole days: half-open spans, sets of days, and durations in calendar units."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagehold.domain.days import Span, add_months, parse_duration, through, union, without

DAY_ONE = date(2027, 1, 1)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 15)), max_size=8).map(
    lambda pairs: [Span(DAY_ONE + timedelta(first), DAY_ONE + timedelta(first + days)) for first, days in pairs]
)


def day_set(spans) -> set[date]:
    return {span.start + timedelta(number) for span in spans for number in range(span.days)}


@given(spans=SPANS)
def test_a_union_holds_the_same_days_in_spans_that_do_not_touch(spans: list[Span]) -> None:
    merged = union(spans)
    assert day_set(merged) == day_set(spans)
    assert all(one.end < other.start for one, other in pairwise(merged))


@given(spans=SPANS, taken=SPANS)
def test_days_without_others_are_the_difference_of_the_sets(spans: list[Span], taken: list[Span]) -> None:
    left = without(spans, taken)
    assert day_set(left) == day_set(spans) - day_set(taken)
    assert left == union(left)


def test_a_span_names_the_day_after_its_last() -> None:
    span = through(date(2027, 1, 5), date(2027, 1, 9))
    assert (span.end, span.days) == (date(2027, 1, 10), 5)


def test_two_spans_that_touch_share_no_day() -> None:
    one, other = through(DAY_ONE, date(2027, 1, 9)), through(date(2027, 1, 10), date(2027, 1, 12))
    assert one.overlap(other) is None
    assert one.overlap(through(date(2027, 1, 9), date(2027, 1, 30))) == through(date(2027, 1, 9), date(2027, 1, 9))


def test_a_span_without_a_day_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one day"):
        Span(DAY_ONE, DAY_ONE)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("P1M", "2027-01-31", "2027-02-28"),
        ("P1Y", "2028-02-29", "2029-02-28"),
        ("P5Y", "2027-01-05", "2032-01-05"),
        ("P18M", "2027-01-05", "2028-07-05"),
        ("P2W", "2027-01-05", "2027-01-19"),
        ("P1Y6M10D", "2027-01-05", "2028-07-15"),
        ("PT24H", "2027-01-05", "2027-01-05"),
    ],
)
def test_a_duration_ends_on_the_same_day_of_the_month_or_its_last(text: str, start: str, end: str) -> None:
    assert parse_duration(text).after(date.fromisoformat(start)) == date.fromisoformat(end)


@pytest.mark.parametrize("text", ["", "P", "PT", "5Y", "P5", "P1.5Y", "P-1Y", "P0D", "P1D2Y", "p5y", "PT30M", "P1Y "])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"duration|length"):
        parse_duration(text)


@given(start=st.dates(date(1900, 1, 1), date(2200, 12, 31)), months=st.integers(-600, 600))
def test_months_there_and_back_lose_at_most_the_end_of_a_month(start: date, months: int) -> None:
    there = add_months(start, months)
    assert (there.year * 12 + there.month) - (start.year * 12 + start.month) == months
    assert 0 <= (start - add_months(there, -months)).days <= 3
