"""A still copy of the desk stays as it was while the desk goes on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from stagehold.desk.deciding import decide
from stagehold.desk.importing import as_portfolio
from stagehold.desk.requests import Import
from stagehold.desk.state import Desk
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.days import Span
from stagehold.domain.edtf import parse
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Party, Space, SpaceKind, Studio

AT = datetime(2027, 1, 4, tzinfo=UTC)
YEAR = Span(AT.date(), AT.date() + timedelta(days=365))


def booking(id_: str, days: str, state: LineState = LineState.HOLD) -> Booking:
    return Booking(id=id_, party="us", lines=(BookingLine(space="a", days=parse(days), state=state, rank=1),))


def take_in(desk: Desk, *bookings: Booking) -> None:
    facts = [
        Party(id="us", name="Us"),
        Studio(id="lot", name=Name("Lot"), country="JP", time_zone="Asia/Tokyo"),
        Space(id="a", studio="lot", kind=SpaceKind.STAGE),
    ]
    decide(desk, Import(portfolio=Portfolio.of([*facts, *bookings])), at=AT, by="test")


def test_what_happens_later_is_not_in_a_still_copy() -> None:
    desk = Desk()
    take_in(desk, booking("b1", "2027-03-01/2027-03-05"), booking("b2", "2027-03-04/2027-03-09"))
    still = desk.still()
    then = as_portfolio(desk)
    take_in(desk, booking("b3", "2027-02-01/2027-05-01"))
    assert (as_portfolio(still), still.number) == (then, 1)
    assert [line.booking for line in still.standing("a", YEAR)] == ["b1", "b2"]
    assert [line.booking for line in desk.standing("a", YEAR)] == ["b3", "b1", "b2"]
    assert [line.id for line in still.lines_of("b3")] == []


def test_what_happens_to_a_still_copy_is_not_at_the_desk() -> None:
    desk = Desk()
    take_in(desk, booking("b1", "2027-03-01/2027-03-05"))
    take_in(desk.still(), booking("b2", "2027-04-01/2027-04-05"))
    assert (list(desk.bookings), list(desk.lines), desk.number) == (["b1"], ["b1.1"], 1)
    assert [line.booking for line in desk.standing("a", YEAR)] == ["b1"]
