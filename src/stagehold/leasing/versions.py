"""The versions of a lease: as signed, and anew from each of its events on.

An event on the first day of a period comes before that day's payment. A price set by an event holds for periods that
start on its day or later: what is paid for already is not paid for again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from stagehold.domain import edtf
from stagehold.domain.days import through
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.errors import NotSupported
from stagehold.domain.lease import EventKind, LeaseEvent, LeaseTerms, OptionKind, RentKind, RentLine
from stagehold.leasing.agreed import Agreed
from stagehold.leasing.line import Move
from stagehold.leasing.missing import missing, pin, wrong
from stagehold.leasing.payment import PaymentKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What is agreed from ``since`` on.

    Parameters
    ----------
    event
        Position of the event that made it; None for the lease as signed.
    changed
        Whether the event changed anything: a move of the index between two reviews does not, nor does a separate right.
    separate
        The right that the event adds as a lease of its own.
    """

    since: date
    agreed: Agreed
    event: int | None = None
    changed: bool = True
    separate: tuple[LeaseTerms, ...] = ()


def versions_of(signed: Agreed) -> tuple[Version, ...]:
    """The versions in order of their days, the first as signed; events of one day in the order they are written.

    Raises
    ------
    MissingFacts, InputError, NotSupported
        If an event lacks what its kind needs, or contradicts the lease as it stands then.
    """
    lease = signed.lease
    events = sorted(((_day(lease, index, event), index, event) for index, event in enumerate(lease.events)), key=_order)
    versions = [Version(since=date.min, agreed=signed)]
    for day, index, event in events:
        now = versions[-1].agreed
        if not signed.start < day < now.expected_end:
            last = now.expected_end - timedelta(days=1)
            allowed = f"a day after {signed.start}, when the lease begins, up to {last}, when it ends"
            raise wrong(lease, "event-outside-term", f"events.{index}.on", event.on, allowed)
        versions.append(_RULES[event.kind](now, day, index, event))
    return tuple(versions)


def _order(item: tuple[date, int, LeaseEvent]) -> tuple[date, int]:
    return item[0], item[1]


def _day(lease: LeaseTerms, index: int, event: LeaseEvent) -> date:
    if not event.on.is_day:
        path = f"events.{index}.on"
        raise missing(lease, pin(lease, path, f"{event.on} names no day", str(event.on.first)))
    return event.on.first


def _reassessed(now: Agreed, day: date, index: int, event: LeaseEvent) -> Version:
    lease = now.lease
    if event.option is None or event.option >= len(lease.options):
        found = "none" if event.option is None else event.option
        allowed = f"the position of one of the {len(lease.options)} options of the lease, counted from 0"
        raise wrong(lease, "no-such-option", f"events.{index}.option", found, allowed)
    if event.reasonably_certain is None:
        path = f"events.{index}.reasonably_certain"
        raise missing(lease, pin(lease, path, "a reassessment says whether the option will be exercised", "true"))
    if lease.options[event.option].kind is OptionKind.EXPAND:
        raise NotSupported(
            f"{lease.id}.events.{index}: an option to expand adds nothing to this lease before it is exercised; "
            "write the exercise as a modification with the spaces it adds"
        )
    then = now.with_option(event.option, certain=event.reasonably_certain)
    if then.expected_end <= day:
        allowed = f"an option whose exercise leaves the lease running on {day}"
        raise wrong(lease, "ends-before-event", f"events.{index}.option", event.option, allowed)
    return Version(since=day, agreed=then, event=index)


def _indexed(now: Agreed, day: date, index: int, event: LeaseEvent) -> Version:
    lease = now.lease
    path = f"events.{index}"
    for name, value in (("from", event.from_), ("to", event.to)):
        if value is None:
            raise missing(
                lease, pin(lease, f"{path}.{name}", "a move of the index says from and to which value", "125")
            )
        if value <= 0:
            raise wrong(lease, "index-not-positive", f"{path}.{name}", value, "a value above 0")
    if event.rate is not None:
        allowed = "no rate: a move of the index leaves the discount rate as it is"
        raise wrong(lease, "rate-on-index", f"{path}.rate", event.rate, allowed)
    assert event.from_ is not None
    assert event.to is not None
    following = [line.number for line in now.lines if line.indexed]
    if following:
        moved = [line.number for line in now.lines if line.is_review(day)]
    else:
        moved = [line.number for line in now.lines if line.kind is PaymentKind.RENT]
    if not moved:
        return Version(since=day, agreed=now, event=index, changed=False)
    move = Move(day=day, factor=Fraction(event.to) / Fraction(event.from_))
    return Version(since=day, agreed=now.moved(move, moved), event=index)


def _modified(now: Agreed, day: date, index: int, event: LeaseEvent) -> Version:
    lease = now.lease
    path = f"events.{index}"
    if all(item is None for item in (event.spaces, event.area, event.term, event.amount, event.rate)):
        raise wrong(lease, "modifies-nothing", path, "none", "one of spaces, area, term, amount, rate")
    if event.separate:
        return Version(since=day, agreed=now, event=index, changed=False, separate=(_separate(now, day, index, event),))
    then = now
    if event.term is not None:
        if now.certain:
            raise NotSupported(
                f"{lease.id}.{path}.term: an option is reasonably certain, and the event states the term anew; state "
                f"the term with the option in it, and reassess options.{min(now.certain)} on the day before"
            )
        then = then.until(max(day, _end(lease, f"{path}.term", event.term)))
    if event.amount is not None:
        then = then.with_rent(day, event.amount, f"{path}.amount")
    return Version(since=day, agreed=then, event=index)


def _end(lease: LeaseTerms, path: str, term: EdtfInterval) -> date:
    """The day after the last of a stated term."""
    last = term.end
    if not isinstance(last, edtf.EdtfDate) or not last.is_day:
        raise missing(lease, pin(lease, f"{path}.end", "the new term names no last day", "2036-12-31"))
    return through(last.first, last.first).end


def _separate(now: Agreed, day: date, index: int, event: LeaseEvent) -> LeaseTerms:
    """The right that is added, as a lease of its own (IFRS 16.44, ASC 842-10-25-8), paid like the first rent."""
    lease = now.lease
    path = f"events.{index}"
    if event.spaces is None and event.area is None:
        allowed = "the spaces or the area that the separate right adds"
        raise wrong(lease, "separate-adds-nothing", f"{path}.separate", "true", allowed)
    needed = [
        pin(lease, f"{path}.{name}", why, example)
        for name, value, why, example in (
            ("amount", event.amount, "a separate right has a rent of its own", "30000"),
            ("rate", event.rate, "a separate right is discounted at the rate of its own day", "0.05"),
        )
        if value is None
    ]
    rents = [line for line in lease.rent if line.kind is RentKind.RENT]
    if not rents:
        needed.append(pin(lease, "rent", "a separate right is paid as often as the rent", "[…]"))
    if needed:
        raise missing(lease, *needed)
    assert event.amount is not None
    end = now.expected_end if event.term is None else _end(lease, f"{path}.term", event.term)
    last = end - timedelta(days=1)
    if last < day:
        raise wrong(lease, "no-day-left", f"{path}.term", event.term, f"a term that runs on {day}")
    accounting = lease.accounting
    return replace(
        lease,
        id=f"{lease.id}.{path}",
        spaces=event.spaces or (),
        space_count=None,
        area=event.area,
        access=None,
        term=EdtfInterval(f"{day}/{last}", edtf.day(day), edtf.day(last)),
        rent_from=None,
        rent=(RentLine(from_=edtf.day(day), amount=event.amount, every=rents[0].every, when=rents[0].when),),
        options=(),
        events=(),
        fit_out=None,
        accounting=None
        if accounting is None
        else replace(
            accounting, rate=event.rate, initial_direct_costs=None, incentives=None, restoration=None, short_term=None
        ),
    )


_RULES: dict[EventKind, Callable[[Agreed, date, int, LeaseEvent], Version]] = {
    EventKind.REASSESS: _reassessed,
    EventKind.INDEX: _indexed,
    EventKind.MODIFY: _modified,
}
