"""Requests at the counter: decided one after the other, written before they are answered, seen by all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desk.playing import days, portfolio, snapshot
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Book, Close, Hold, Import, Move, Release, Reopen, Wanted
from stagehold.domain.booking import LineState, Policy
from stagehold.domain.days import parse_duration
from stagehold.services.changes import ChangedMeanwhile, Seen
from stagehold.services.counter import Counter, KeyReused
from stagehold.store import differences, open_store


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2027, 3, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return str(tmp_path / "desk.sqlite")
    url: str = request.getfixturevalue("postgres_url")
    return url


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def counter(address: str, clock: Clock) -> Iterator[Counter]:
    with open_store(address) as store:
        opened = Counter(store, clock)
        opened.ask(Import(portfolio=portfolio(Policy(id="x", hold_expiry=parse_duration("P7D")))), by="owner").result(
            10
        )
        yield opened
        opened.close()
        assert differences(store.load(), store.rebuild()) == []
        assert snapshot(store.load()) == snapshot(opened.desk)


def hold(party: str, space: str, first: str, last: str) -> Hold:
    return Hold(party=party, lines=(Wanted(space=space, span=days(first, last)),))


def until(true: Callable[[], bool]) -> None:
    """Wait for what another thread or process does."""
    for _ in range(500):
        if true():
            return
        time.sleep(0.02)
    raise AssertionError("it did not happen within 10 s")


def test_of_many_who_saw_the_same_state_one_changes_it_and_the_others_are_told(counter: Counter) -> None:
    booking = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="p").result(10).made[0]
    other = counter.ask(hold("q", "b", "2027-05-01", "2027-05-10"), by="q").result(10).made[0]
    seen = Seen(kind="booking", id=booking, number=counter.desk.number)
    moves = [Move(line=f"{booking}.1", span=days("2027-05-01", f"2027-05-{last}")) for last in range(11, 31)]
    asked = [counter.ask(move, by="p", seen=seen) for move in moves]
    apart = counter.ask(Release(booking=other), by="q", seen=Seen(kind="booking", id=other, number=seen.number))
    refused = [future.exception(20) for future in asked]
    assert [type(error) for error in refused] == [type(None)] + [ChangedMeanwhile] * 19
    assert apart.exception(20) is None
    again = Seen(kind="booking", id=booking, number=counter.desk.number)
    assert counter.ask(Release(booking=booking), by="p", seen=again).result(20).what == "release"


def test_many_who_want_the_same_days_at_once_get_one_booking_and_each_other_one_its_reason(counter: Counter) -> None:
    def want(number: int) -> str:
        asked = Book(hold=hold("pqrs"[number % 4], "a", "2027-05-01", "2027-05-10"))
        try:
            counter.ask(asked, by=f"user-{number}").result(20)
        except Refused as refused:
            return refused.refusal.rule
        return "booked"

    with ThreadPoolExecutor(32) as pool:
        answers = list(pool.map(want, range(64)))
    assert sorted(set(answers)) == ["booked", "taken"]
    assert answers.count("booked") == 1
    confirmed = [line for line in counter.desk.lines.values() if line.state is LineState.CONFIRMED]
    assert len(confirmed) == 1


def test_the_same_key_does_a_request_once_and_refuses_another_one(counter: Counter) -> None:
    first = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="u", key="k").result(10)
    again = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="u", key="k").result(10)
    assert again == first
    with pytest.raises(KeyReused):
        counter.ask(hold("p", "b", "2027-05-01", "2027-05-10"), by="u", key="k").result(10)
    other = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="v", key="k").result(10)
    assert other.made != first.made


def test_a_refused_request_writes_nothing(counter: Counter) -> None:
    before = counter.desk.number
    with pytest.raises(Refused):
        counter.ask(Release(booking="nobody's"), by="u").result(10)
    assert counter.desk.number == before


def test_what_one_process_writes_another_one_sees_and_builds_on(counter: Counter, address: str, clock: Clock) -> None:
    with open_store(address) as store:
        other = Counter(store, clock)
        made = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="u").result(10).made[0]
        until(lambda: made in other.desk.bookings)
        with pytest.raises(Refused):
            other.ask(Book(hold=hold("q", "a", "2027-05-10", "2027-05-12")), by="v").result(10)
        more = other.ask(hold("q", "a", "2027-05-10", "2027-05-12"), by="v").result(10).made[0]
        until(lambda: more in counter.desk.bookings)
        other.close()


def test_clocks_end_without_a_request(counter: Counter, clock: Clock) -> None:
    made = counter.ask(hold("p", "a", "2027-05-01", "2027-05-10"), by="u").result(10).made[0]
    clock.now += timedelta(days=8)
    counter.ask(hold("q", "b", "2027-05-01", "2027-05-10"), by="u").result(10)
    assert [line.state for line in counter.desk.lines_of(made)] == [LineState.EXPIRED]


def test_a_request_that_meets_a_defect_is_no_reason_not_to_do_the_others(counter: Counter) -> None:
    broken = Hold(party="p", lines=(Wanted(space="a", span=None),))  # type: ignore[arg-type]
    futures = [counter.ask(asked, by="u") for asked in (broken, hold("p", "b", "2027-05-01", "2027-05-10"))]
    with pytest.raises(AttributeError):
        futures[0].result(10)
    assert futures[1].result(10).made


def test_what_was_done_under_a_key_is_known_whatever_became_of_it(counter: Counter) -> None:
    closed = Close(space="a", span=days("2027-05-01", "2027-05-10"))
    closure = counter.ask(closed, by="u", key="close").result(10).made[0]
    reopened = counter.ask(Reopen(closure=closure), by="u", key="reopen").result(10)
    assert counter.earlier(Reopen(closure=closure), by="u", key="reopen") == reopened
    assert counter.earlier(Reopen(closure=closure), by="v", key="reopen") is None
    assert counter.earlier(Reopen(closure=closure), by="u", key="other") is None
    with pytest.raises(KeyReused):
        counter.earlier(Reopen(closure="another"), by="u", key="reopen")
