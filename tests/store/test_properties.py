"""Whatever is written, in whatever batches: tables and journal say the same, at every moment."""

from __future__ import annotations

from random import Random

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stagehold.desk.event import Event, Put
from stagehold.desk.records import Line
from stagehold.domain.booking import LineState
from stagehold.store import Overlap, Store, Written, differences, schema
from stagehold.store.copying import empty_tables
from stagehold.store.reading import fold
from store.drawn_events import event_sequences, lines
from store.made import moment, written

# The database stays, its rows go: to make one for each case would take most of the time.
fewer = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=max(25, settings().max_examples // 4),
)


def emptied(store: Store) -> None:
    """Removes all but the numbers of spaces, which an open store remembers."""
    with store.engine.begin() as connection:
        spaces = [row._asdict() for row in connection.execute(sa.select(schema.space))]
        empty_tables(connection, schema.metadata.sorted_tables)
        connection.execute(sa.insert(schema.head).values(id=1, number=0, restored=0))
        if spaces:
            connection.execute(sa.insert(schema.space), spaces)


def in_batches(events: list[Event], sizes: list[int]) -> list[list[Event]]:
    """The events cut into batches of these sizes, over and over."""
    batches, start = [], 0
    while start < len(events):
        size = sizes[len(batches) % len(sizes)]
        batches.append(events[start : start + size])
        start += size
    return batches


@given(events=event_sequences(), sizes=st.lists(st.integers(1, 4), min_size=1, max_size=3), choice=st.randoms())
@fewer
def test_tables_and_journal_say_the_same(store: Store, events: list[Event], sizes: list[int], choice: Random) -> None:
    emptied(store)
    for batch in in_batches(events, sizes):
        written(store, *batch)
    expected = fold(iter(events))
    loaded = store.load()
    assert list(store.events()) == events
    assert differences(loaded, expected) == []
    assert (loaded.number, loaded.at) == (expected.number, expected.at)
    assert [*loaded.bookings] == [*expected.bookings]
    assert [*loaded.challenges] == [*expected.challenges]
    at = choice.choice([event.at for event in events] or [moment(0)])
    assert differences(store.desk_at(at), fold(event for event in events if event.at <= at)) == []
    told = [notice for event in events for notice in event.notices]
    for party in {notice.party for notice in told}:
        assert [item.notice for item in store.outbox.inbox(party)] == [item for item in told if item.party == party]


def overlap(some: list[Line]) -> bool:
    """Whether two of these lines are confirmed on the same day of a space."""
    booked = [line for line in some if line.state is LineState.CONFIRMED]
    return any(
        one.space == other.space and one.span.overlap(other.span)
        for place, one in enumerate(booked)
        for other in booked[:place]
    )


@given(batches=st.lists(st.lists(lines(st.sampled_from(LineState), near=True), min_size=1, max_size=3), max_size=8))
@fewer
def test_a_batch_is_refused_exactly_when_confirmed_lines_would_overlap(store: Store, batches: list[list[Line]]) -> None:
    emptied(store)
    kept: dict[str, Line] = {}
    number = 0
    for batch in batches:
        after = {**kept, **{line.id: line for line in batch}}
        puts = tuple(Put(kind="line", record=line) for line in batch)
        event = Event(number=number + 1, at=moment(number), by="ann", what="hold", changes=puts)
        refused = False
        try:
            with store.append() as tail:
                tail.write([Written(event)])
        except Overlap:
            refused = True
        assert refused == overlap(list(after.values()))
        if not refused:
            kept, number = after, number + 1
    with store.reading() as connection:
        assert set(connection.scalars(sa.select(schema.line.c.id))) == kept.keys()
    assert store.number() == number
