"""Runs of days in numbers."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stagehold.desk.free import Days, Held, Runs, deeper, in_both, runs_without

NUMBERS = range(1, 60)
SPANS = st.lists(st.tuples(st.integers(1, 50), st.integers(1, 12)).map(lambda item: (item[0], item[0] + item[1])))
HELD = st.lists(
    st.tuples(st.integers(1, 50), st.integers(1, 12), st.integers(0, 4)).map(
        lambda item: Held(item[0], item[0] + item[1], item[2])
    )
)


def days_of(runs: Runs) -> set[int]:
    """The days of runs, which neither touch nor overlap."""
    pairs = list(zip(runs.starts, runs.ends, strict=True))
    assert all(first < past for first, past in pairs)
    assert all(before[1] < after[0] for before, after in pairwise(pairs))
    return {day for day in NUMBERS if any(first <= day < past for first, past in pairs)}


def inside(spans: list[Days]) -> set[int]:
    return {day for day in NUMBERS if any(first <= day < past for first, past in spans)}


@given(SPANS)
def test_days_that_no_span_takes_are_left(spans: list[Days]) -> None:
    assert days_of(runs_without(sorted(spans))) == set(NUMBERS) - inside(spans)


@given(SPANS, SPANS)
def test_days_in_both_are_those_that_neither_takes(one: list[Days], other: list[Days]) -> None:
    both = in_both(runs_without(sorted(one)), runs_without(sorted(other)))
    assert {day for day in NUMBERS if any(a <= day < b for a, b in zip(*both, strict=True))} == set(NUMBERS) - inside(
        [*one, *other]
    )


@given(HELD, st.integers(0, 3))
def test_days_held_deeper_have_more_different_places(held: list[Held], than: int) -> None:
    found = deeper(held, than)
    assert found == sorted(found)
    assert inside(found) == {
        day for day in NUMBERS if len({hold.place for hold in held if hold.start <= day < hold.end}) > than
    }


@given(SPANS, st.integers(1, 8), st.integers(1, 50), st.integers(1, 40), st.integers(0, 30))
def test_starts_are_found_as_by_trying_each(spans: list[Days], days: int, liked: int, first: int, more: int) -> None:
    runs, last = runs_without(sorted(spans)), first + more
    free = set(range(1, 200)) - {day for low, high in spans for day in range(low, high)}
    fits = [day for day in range(1, 120) if all(day + number in free for number in range(days))]
    allowed = [day for day in fits if first <= day <= last]
    nearest = min(allowed, key=lambda day: (abs(day - liked), day), default=None)
    assert runs.nearest(days, liked, (first, last)) == nearest
    assert runs.before(days, liked, first) == max((day for day in fits if first <= day < liked), default=None)
    assert runs.after(days, liked, last) == min((day for day in fits if liked < day <= last), default=None)
    around = runs.around((first, last + days))
    assert around.nearest(days, liked, (first, last)) == nearest
