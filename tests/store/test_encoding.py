"""What is written as JSON reads back equal."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn import portfolios
from stagehold.desk.event import Event, Put
from stagehold.desk.records import Line
from stagehold.domain.booking import LineState
from stagehold.domain.portfolio import Portfolio
from stagehold.store.encoding import (
    DESK_KINDS,
    FACT_KINDS,
    changes_in,
    changes_out,
    ids_in,
    ids_out,
    notices_in,
    notices_out,
    record_in,
    record_out,
)
from stagehold.store.errors import Damaged
from store.drawn_events import event_sequences, lines, puts


@given(put=puts())
def test_a_record_reads_back_equal(put: Put) -> None:
    assert record_in(put.kind, record_out(put.kind, put.record)) == put.record


@given(line=lines(st.just(LineState.CONFIRMED)))
def test_a_price_keeps_its_places(line: Line) -> None:
    assert str(record_in("line", record_out("line", line)).price) == str(line.price)


@given(portfolio=portfolios())
def test_every_fact_of_a_portfolio_reads_back_equal(portfolio: Portfolio) -> None:
    facts = [(kind, record) for kind, record in portfolio.records() if kind != "booking"]
    assert [record_in(kind, record_out(kind, record)) for kind, record in facts] == [record for _, record in facts]
    assert record_in("settings", record_out("settings", portfolio.settings)) == portfolio.settings


@given(events=event_sequences())
def test_the_parts_of_an_event_read_back_equal(events: list[Event]) -> None:
    for event in events:
        data = [record_out(item.kind, item.record) if isinstance(item, Put) else None for item in event.changes]
        assert changes_in(changes_out(event.changes, data)) == event.changes
        assert notices_in(notices_out(event.notices)) == event.notices
        assert ids_in(ids_out(event.made)) == event.made


def test_a_record_of_an_earlier_version_takes_defaults_and_one_of_a_later_version_loses_what_is_unknown() -> None:
    plain = {"id": "1", "booking": "b", "space": "a", "span": {"start": "2027-01-05", "end": "2027-01-08"}, "new": 1}
    line = record_in("line", msgspec.json.encode(plain))
    assert (line.id, line.state, line.place) == ("1", LineState.HOLD, 0)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("line", "{}"), ("line", "x"), ("space", '{"id": "a"}'), ("settings", "[]"), ("submarine", "{}"), ("plan", "")],
)
def test_what_is_no_record_of_its_kind_is_damage(kind: str, text: str) -> None:
    with pytest.raises(Damaged, match=f"a stored {kind} cannot be read"):
        record_in(kind, text)


def test_every_kind_of_record_is_known_once() -> None:
    assert DESK_KINDS.keys() & FACT_KINDS.keys() == set()
