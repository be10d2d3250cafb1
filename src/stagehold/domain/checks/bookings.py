"""Bookings: no two confirmed lines on one space and day, and days as precise as they must be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stagehold.domain import edtf
from stagehold.domain.booking import Booking, LineState
from stagehold.domain.checks.links import key_of, needs_by_key, unknown_need
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.rents import small_change
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.portfolio import Portfolio


def booking_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every booking by itself, then all confirmed lines of each space."""
    needs = needs_by_key(portfolio)
    confirmed: dict[str, list[tuple[date, date, str, str]]] = {}
    for booking in portfolio.bookings.values():
        subject = Subject("booking", booking.id)
        if booking.need is not None:
            if booking.production is None:
                allowed = "the production whose need it is, or no need"
                yield subject.error("need-without-production", "production", "", allowed)
            elif booking.production in portfolio.productions:
                key = key_of(booking.production, booking.need, needs)
                if key is None:
                    yield unknown_need(portfolio, subject, booking.production, booking.need, "need")
        yield from _lines(subject, booking)
        for index, line in enumerate(booking.lines):
            if line.state is LineState.CONFIRMED:
                first, last = _certain(line.days)
                if first is not None and last is not None and first <= last:
                    confirmed.setdefault(line.space, []).append((first, last, booking.id, f"lines.{index}"))
    for space, stays in confirmed.items():
        yield from _overlaps(space, stays)


def _lines(subject: Subject, booking: Booking) -> Iterator[Located]:
    for index, line in enumerate(booking.lines):
        field = f"lines.{index}.days"
        if booking.production is not None and not _is_exact(line.days):
            allowed = "days: the first and the last, as 2027-03-01/2027-04-15"
            yield subject.error("needs-days", field, line.days, allowed)
        elif edtf.first_day(line.days) is None or edtf.last_day(line.days) is None:
            yield subject.error("needs-days", field, line.days, "a start and an end")
    if booking.currency is not None:
        prices = [(f"lines.{index}.price", line.price) for index, line in enumerate(booking.lines)]
        known = [(path, price) for path, price in prices if price is not None]
        yield from small_change(subject, booking.currency, known)


def _is_exact(days: Edtf) -> bool:
    ends = (days.start, days.end) if isinstance(days, EdtfInterval) else (days,)
    return all(isinstance(end, EdtfDate) and end.is_day for end in ends)


def _certain(days: Edtf) -> tuple[date | None, date | None]:
    """The days that are taken however a coarse date is meant: nothing is overlapping that may not be."""
    if isinstance(days, EdtfDate):
        return days.last, days.first
    first = days.start.last if isinstance(days.start, EdtfDate) else None
    last = days.end.first if isinstance(days.end, EdtfDate) else None
    return first, last


def _overlaps(space: str, stays: list[tuple[date, date, str, str]]) -> Iterator[Located]:
    stays.sort()
    before = stays[0]
    for stay in stays[1:]:
        first, last, booking, field = stay
        if first <= before[1]:
            found = f"{space} from {first} to {min(last, before[1])}, as booking {before[2]} ({before[3]})"
            allowed = "one confirmed line on a space and day: move or release one of the two"
            yield Subject("booking", booking).error("double-booking", field, found, allowed)
        if last > before[1]:
            before = stay
