"""What is known of one stage before a day is counted: leases, closures, bookings and stays, each as spans of days."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from stagehold.domain.days import Span
from stagehold.domain.quantities import Area
from stagehold.domain.studio import PhaseKind

Spans = tuple[Span, ...]


class Basis(StrEnum):
    """What a stay rests on: a confirmed booking, or a plan. The two are never added."""

    ACTUAL = "actual"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """Days in one phase on one stage.

    Parameters
    ----------
    user
        The production, or the booking where it names none.
    phase
        None where nothing says what happens on these days.
    """

    user: str
    party: str
    stage: str
    days: Span
    phase: PhaseKind | None = None
    need: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeasedDays:
    """The days of one lease on one stage; ``reinstate`` are those at its end that no stay may take."""

    lease: str
    party: str
    days: Spans
    reinstate: Spans = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyDays:
    """Days on which a party holds or has booked the stage, by booking ``booking``."""

    party: str
    booking: str
    days: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class StageFacts:
    """One stage; ``in_service`` are spans over all time, the others as stated, none of them cut to a period."""

    stage: str
    studio: str
    market: str
    area: Area | None = None
    in_service: Spans = ()
    closed: Spans = ()
    turnover_before: int = 0
    turnover_after: int = 0
    leases: tuple[LeasedDays, ...] = ()
    confirmed: tuple[PartyDays, ...] = ()
    holds: tuple[PartyDays, ...] = ()


def settled(stays: Iterable[Stay]) -> tuple[Stay, ...]:
    """The stays with every stage-day in one of them only.

    Where two share a day, it stays with the one that begins first; of several with the first user, need and phase in
    the order of their letters.
    """
    until: dict[str, date] = {}
    found = []
    for stay in sorted(stays, key=_order):
        start = max(stay.days.start, until.get(stay.stage, date.min))
        if start < stay.days.end:
            found.append(replace(stay, days=Span(start, stay.days.end)))
            until[stay.stage] = stay.days.end
    return tuple(found)


def _order(stay: Stay) -> tuple[str, date, str, str, str, date]:
    return stay.stage, stay.days.start, stay.user, stay.need, stay.phase or "", stay.days.end
