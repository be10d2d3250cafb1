"""The lines of a space are found by their days as looking at each of them finds them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagehold.desk.records import Line
from stagehold.desk.row import Row
from stagehold.domain.days import Span

FIRST = date(2027, 1, 1)
spans = st.builds(
    lambda start, length: Span(FIRST + timedelta(days=start), FIRST + timedelta(days=start + length)),
    st.integers(0, 40),
    st.integers(1, 12),
)


def line(number: int, span: Span) -> Line:
    return Line(id=f"line-{number}", booking="b", space="a", span=span)


@given(st.lists(spans, max_size=12), st.sets(st.integers(0, 11)), spans)
def test_lines_on_some_days_are_all_that_stand_there_in_order(drawn: list[Span], gone: set[int], asked: Span) -> None:
    row, lines = Row(), [line(number, span) for number, span in enumerate(drawn)]
    for item in lines:
        row.add(item)
    for number in gone & set(range(len(lines))):
        row.remove(lines[number])
    standing = sorted(
        (item for number, item in enumerate(lines) if number not in gone), key=lambda item: (item.span.start, item.id)
    )
    assert len(row) == len(standing)
    assert row.overlapping(asked) == [item for item in standing if item.span.overlap(asked)]
    since = row.since(asked.start)
    assert since == standing[len(standing) - len(since) :]
    assert [item for item in standing if item.span.end > asked.start and item not in since] == []


def test_a_line_that_does_not_stand_there_cannot_be_taken_away() -> None:
    row, days = Row(), Span(FIRST, FIRST + timedelta(days=2))
    row.add(line(1, days))
    with pytest.raises(ValueError, match="line-2 does not stand on a"):
        row.remove(line(2, days))


def test_days_at_the_beginning_of_the_calendar_can_be_asked_for() -> None:
    row = Row()
    row.add(line(1, Span(FIRST, FIRST + timedelta(days=300))))
    assert row.overlapping(Span(date.min, date(1, 1, 2))) == []
