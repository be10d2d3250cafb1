"""What stands at the desk, and what happened there, as plain data: what ``stagehold desk … --json`` prints.

Days are half-open (``start``, ``end``), moments in UTC, money text with its decimals; a field without a value is null.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from stagehold.desk.event import Drop
from stagehold.desk.queue import rank
from stagehold.desk.records import Challenge, DeskBooking, Line, PublishedPlan, Requirement
from stagehold.domain.booking import LineState
from stagehold.domain.encoding import encode

if TYPE_CHECKING:
    from stagehold.desk.event import Change, Event
    from stagehold.desk.found import Found
    from stagehold.desk.quotation import Quotation
    from stagehold.desk.records import Notice, SpaceDays
    from stagehold.desk.refusal import Obstacle, Refusal
    from stagehold.desk.state import Desk
    from stagehold.domain.days import Span


def moment(value: datetime | None) -> str | None:
    """A moment in UTC, as ``2027-03-05T09:00:00Z``."""
    return None if value is None else value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def days(span: Span | None) -> dict[str, str | None]:
    """Half-open days; nulls where there are none."""
    return {
        "start": None if span is None else span.start.isoformat(),
        "end": None if span is None else span.end.isoformat(),
    }


def money(amount: Decimal | None) -> str | None:
    """An amount with its decimals: a number of JSON may lose some."""
    return None if amount is None else f"{amount:f}"


# --- what stands --------------------------------------------------------------------------------------------------


def line_as_data(desk: Desk, line: Line) -> dict[str, Any]:
    """A line; ``rank`` while it is held."""
    return {**_line(line), "rank": rank(desk, line) if line.state is LineState.HOLD else None}


def _line(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "booking": line.booking,
        "space": line.space,
        **days(line.span),
        "phase": line.phase,
        "state": line.state.value,
        "until": moment(line.until),
        "offered_until": moment(line.offered_until),
        "price": money(line.price),
        "group": line.group,
        "lease": line.lease,
    }


def standing_as_data(desk: Desk, line: Line) -> dict[str, Any]:
    """A line in a queue, without its rank, and whose it is: a first call is its lessee's."""
    booking, lease = desk.bookings.get(line.booking), desk.portfolio.leases.get(line.lease or "")
    party = lease.lessee if lease is not None else None if booking is None else booking.party
    return {**_line(line), "party": party}


def booking_as_data(desk: Desk, booking: DeskBooking) -> dict[str, Any]:
    """A booking with all its lines, in the order they were made."""
    return {**_booking(booking), "lines": [line_as_data(desk, line) for line in desk.lines_of(booking.id)]}


def _booking(booking: DeskBooking) -> dict[str, Any]:
    return {
        "id": booking.id,
        "party": booking.party,
        "production": booking.production,
        "need": booking.need,
        "title": booking.title,
        "one_of": list(booking.one_of),
        "joint": list(booking.joint),
        "conditions": [_requirement(item) for item in booking.conditions],
        "missed": [_requirement(item) for item in booking.missed],
        "currency": booking.currency,
        "made": moment(booking.made),
        "by": booking.by,
        "renewed": booking.renewed,
        "plan": booking.plan,
    }


def _requirement(item: Requirement) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "share": money(item.share),
        "deadline": moment(item.deadline),
        "met": moment(item.met),
    }


def challenge_as_data(challenge: Challenge) -> dict[str, Any]:
    """A challenge, and what became of each hold it names."""
    return {
        "id": challenge.id,
        "booking": challenge.booking,
        "state": challenge.state.value,
        "made": moment(challenge.made),
        "deadline": moment(challenge.deadline),
        "confirm_by": moment(challenge.confirm_by),
        "firm": challenge.firm,
        "days": [space_days_as_data(item) for item in challenge.days],
        "targets": [
            {
                "line": target.line,
                "booking": target.booking,
                "answer": target.answer,
                "answered": moment(target.answered),
                "settled": target.settled,
            }
            for target in challenge.targets
        ],
    }


def plan_as_line(plan: PublishedPlan) -> dict[str, Any]:
    """A published plan without its placements."""
    return {"id": plan.id, "number": plan.number, "party": plan.party, "made": moment(plan.made), "by": plan.by}


def state_as_data(desk: Desk) -> dict[str, Any]:
    """Everything at the desk but the facts of the portfolio."""
    return {
        "number": desk.number,
        "at": moment(desk.at) if desk.number else None,
        "bookings": [booking_as_data(desk, booking) for booking in desk.bookings.values()],
        "challenges": [challenge_as_data(item) for item in desk.challenges.values()],
        "plans": [plan_as_line(plan) for plan in desk.plans.values()],
    }


def space_days_as_data(item: SpaceDays) -> dict[str, Any]:
    """Days of one space."""
    return {"space": item.space, **days(item.span)}


# --- what happened ------------------------------------------------------------------------------------------------


def notice_as_data(notice: Notice) -> dict[str, Any]:
    """What a party is told."""
    return {
        "party": notice.party,
        "kind": notice.kind,
        "booking": notice.booking,
        "challenge": notice.challenge,
        "facts": dict(notice.facts),
        "ends": moment(notice.ends),
    }


def event_as_data(event: Event, *, whole: bool = True) -> dict[str, Any]:
    """An event of the journal; ``whole``: with the new version of every record it changed."""
    data: dict[str, Any] = {
        "number": event.number,
        "at": moment(event.at),
        "by": event.by,
        "what": event.what,
        "why": event.why,
        "studio": event.studio,
        "made": list(event.made),
    }
    if whole:
        data["changes"] = [_change(change) for change in event.changes]
    data["notices"] = [notice_as_data(notice) for notice in event.notices]
    return data


def _change(change: Change) -> dict[str, Any]:
    if isinstance(change, Drop):
        return {"drop": change.kind, "id": change.id}
    return {"put": change.kind, "record": _record(change.record)}


def _record(record: Any) -> Any:
    if isinstance(record, Line):
        return _line(record)
    if isinstance(record, DeskBooking):
        return _booking(record)
    if isinstance(record, Challenge):
        return challenge_as_data(record)
    if isinstance(record, PublishedPlan):
        return {**plan_as_line(record), "plan": record.plan}
    return _exact(encode(record))


def _exact(value: Any) -> Any:
    """Plain values as JSON holds them without loss: decimals as text."""
    if isinstance(value, Mapping):
        return {str(key): _exact(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_exact(item) for item in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def refusal_as_data(refusal: Refusal) -> dict[str, Any]:
    """Why not: the rule, what is in the way, and what is free instead."""
    return {
        "code": "refused",
        "message": refusal.says,
        "rule": refusal.rule,
        "obstacles": [obstacle_as_data(item) for item in refusal.obstacles],
        "nearest": [space_days_as_data(item) for item in refusal.nearest],
    }


def obstacle_as_data(obstacle: Obstacle) -> dict[str, Any]:
    """One thing in the way, and whom to ask."""
    return {
        "kind": obstacle.kind,
        "space": obstacle.space,
        **days(obstacle.span),
        "id": obstacle.id,
        "party": obstacle.party,
    }


# --- what could be ------------------------------------------------------------------------------------------------


def found_as_data(found: Found) -> dict[str, Any]:
    """What a search for free stages found; ``*_in_all`` count those beyond the ones listed too."""
    return {
        "free": [
            {
                "spaces": list(item.spaces),
                **days(item.span),
                "rank": item.rank,
                "book_only": item.book_only,
                "ahead": _obstacles(item.ahead),
                "before": _days_or_none(item.before),
                "after": _days_or_none(item.after),
                "rate": money(item.rate),
                "currency": item.currency,
            }
            for item in found.free
        ],
        "taken": [
            {
                "spaces": list(item.spaces),
                **days(item.span),
                "reason": item.reason.value,
                "obstacles": _obstacles(item.obstacles),
                "before": _days_or_none(item.before),
                "after": _days_or_none(item.after),
            }
            for item in found.taken
        ],
        "unfit": [
            {"space": why.stage, "reason": why.reason.value, "by": list(why.by), "detail": why.detail}
            for why in found.unfit
        ],
        "free_in_all": found.free_in_all,
        "taken_in_all": found.taken_in_all,
        "unfit_in_all": found.unfit_in_all,
    }


def _obstacles(items: Iterable[Obstacle]) -> list[dict[str, Any]]:
    return [obstacle_as_data(item) for item in items]


def _days_or_none(span: Span | None) -> dict[str, str | None] | None:
    return None if span is None else days(span)


def quotation_as_data(quoted: Quotation) -> dict[str, Any]:
    """A quotation of one studio."""
    return {
        "studio": quoted.studio,
        "policy": quoted.policy,
        "currency": quoted.currency,
        "lines": [
            {
                "line": line.line,
                "space": line.space,
                **days(line.span),
                "phase": line.phase.value,
                "items": [
                    {
                        "charge": item.charge.value,
                        "phase": item.phase.value,
                        "days": item.days,
                        "each": money(item.each),
                        "amount": money(item.amount),
                    }
                    for item in line.items
                ],
                "amount": money(line.amount),
            }
            for line in quoted.lines
        ],
        "subtotal": money(quoted.subtotal),
        "tax": None
        if quoted.tax is None
        else {"name": quoted.tax.name, "rate": money(quoted.tax.rate), "amount": money(quoted.tax.amount)},
        "total": money(quoted.total),
        "made": moment(quoted.made),
        "valid_until": moment(quoted.valid_until),
        "hours": {phase.value: money(hours) for phase, hours in quoted.hours.items()},
        "overtime": money(quoted.overtime),
        "findings": [finding.as_dict() for finding in quoted.findings],
    }
