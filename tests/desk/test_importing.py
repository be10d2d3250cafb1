"""Portfolios go into the desk and come out as they were; what has happened since is in them."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import reduce

from hypothesis import event, given
from hypothesis import strategies as st

import drawn
from desk.playing import Playing, portfolio
from stagehold.desk.deciding import decide
from stagehold.desk.importing import as_portfolio
from stagehold.desk.refusal import Refused
from stagehold.desk.requests import Confirm, Import, Release
from stagehold.desk.state import Desk
from stagehold.domain.booking import Booking, BookingLine, Condition, LineState
from stagehold.domain.edtf import parse
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Source

NOW = datetime(2027, 3, 1, 1, tzinfo=UTC)


BOOKINGS = drawn.records(Booking, drawn.IDS, st.uuids().map(str))


@given(drawn.portfolios(), st.lists(BOOKINGS, max_size=3))
def test_any_portfolio_leaves_the_desk_as_it_came(facts: Portfolio, bookings: list[Booking]) -> None:
    stated = reduce(Portfolio.put, bookings, facts)
    desk = Desk()
    refused = _refused(desk, stated)
    event(refused or f"{len(stated.bookings)} bookings")
    assert refused in ("", "no-change", "taken", "unpinned", "unknown-space", "unknown-party")
    assert as_portfolio(desk) == (Portfolio() if refused else stated)


def _refused(desk: Desk, stated: Portfolio) -> str:
    """Take a portfolio in; the rule that says no, if one does."""
    try:
        decide(desk, Import(portfolio=stated), at=NOW, by="owner")
    except Refused as refused:
        return refused.refusal.rule
    return ""


def _stated() -> Portfolio:
    line = BookingLine(space="a", days=parse("2027-05-01/2027-05-10"), rank=2)
    month = BookingLine(space="b", days=parse("2027-06"), state=LineState.CONFIRMED, group="x")
    bookings = [
        Booking(
            id="theirs",
            party="p",
            lines=(line, month),
            conditions=(Condition(kind="deposit", deadline="2027-04-01"),),
            made="2027-01-05T10:00:00+09:00",
            expires="2027-04-20",
            source=("book",),
            note="by telephone",
        ),
        Booking(id="ours", party="q", lines=(BookingLine(space="a", days=parse("2027-05-05/2027-05-20"), rank=1),)),
    ]
    return portfolio(None, Source(id="book", publisher="The lot"), *bookings)


def test_ranks_stated_elsewhere_order_the_queue() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Import(portfolio=_stated()))
    assert [play.rank("theirs"), play.rank("ours")] == [2, 1]
    assert as_portfolio(play.desk) == _stated()


def test_a_coarse_booking_stands_on_every_day_it_can_mean() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Import(portfolio=_stated()))
    assert play.standing("theirs")[1] == ("b", "2027-06-01", "2027-06-30", "confirmed")


def test_what_happened_at_the_desk_is_in_the_portfolio_that_leaves_it() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Import(portfolio=_stated()))
    play.ask(Release(booking="ours"))
    play.ask(Confirm(booking="theirs"))
    left = as_portfolio(play.desk)
    assert [line.state for line in left.bookings["ours"].lines] == [LineState.RELEASED]
    first, month = left.bookings["theirs"].lines
    assert (first.state, first.rank, str(first.days)) == (LineState.CONFIRMED, None, "2027-05-01/2027-05-10")
    assert month == _stated().bookings["theirs"].lines[1]
    assert left.bookings["theirs"].note == "by telephone"


def test_importing_twice_changes_nothing() -> None:
    play = Playing(portfolio(), "2027-03-01 10:00")
    play.ask(Import(portfolio=_stated()))
    assert play.refused(Import(portfolio=_stated())).rule == "no-change"


def test_two_confirmed_bookings_of_the_same_days_are_refused_with_both_named() -> None:
    days = parse("2027-05-01/2027-05-10")
    line = BookingLine(space="a", days=days, state=LineState.CONFIRMED)
    both = [Booking(id=id_, party="p", lines=(line,)) for id_ in ("one", "two")]
    play = Playing(portfolio(), "2027-03-01 10:00")
    refusal = play.refused(Import(portfolio=portfolio(None, *both)))
    assert refusal.rule == "taken"
    assert "one" in refusal.says
    assert "two" in refusal.says
