"""The desk: bookings with their lines, and the policies that rule them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from stagehold.domain.days import Duration
from stagehold.domain.edtf import Edtf, EdtfDate
from stagehold.domain.fields import (
    Amount,
    Count,
    Currency,
    DayCount,
    Id,
    PartyId,
    ProductionId,
    Share,
    SpaceId,
)
from stagehold.domain.hours import BusinessHours
from stagehold.domain.provenance import Record
from stagehold.domain.studio import PhaseKind


class LineState(StrEnum):
    """Where a line of a booking stands."""

    HOLD = "hold"
    CONFIRMED = "confirmed"
    RELEASED = "released"
    EXPIRED = "expired"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class AfterConfirm(StrEnum):
    """What becomes of overlapping holds once one is confirmed."""

    RELEASE = "release"
    WAIT = "wait"


class ClockKind(StrEnum):
    """Whether a clock runs all hours or business hours only."""

    WALL = "wall"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """Something to meet by a deadline for a confirmation to stand."""

    kind: str
    deadline: str | None = None
    met: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingLine:
    """One space for some days; ``days`` names its first and last day, ``rank`` its place in the queue."""

    space: SpaceId
    days: Edtf
    phase: PhaseKind | None = None
    state: LineState = LineState.HOLD
    rank: Count | None = None
    price: Amount | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Booking(Record):
    """A party's claim on spaces; ``need`` belongs to ``production``. ``one_of`` are alternatives, ``joint`` shares."""

    id: Id
    party: PartyId
    production: ProductionId | None = None
    need: str | None = None
    title: str | None = None
    lines: tuple[BookingLine, ...] = ()
    one_of: tuple[SpaceId, ...] = ()
    joint: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    currency: Currency | None = None
    made: str | None = None
    expires: str | None = None
    idempotency_key: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCondition:
    """What a confirmation needs, and how long after it."""

    kind: str
    within: Duration | None = None
    share: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationStep:
    """From so many days before the first day on, this share of the fee is due."""

    days_before: DayCount
    share: Share
    working_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """How a studio takes holds and bookings, and what it charges."""

    id: Id
    name: str | None = None
    holds_ahead: Duration | None = None
    max_rank: Count | None = None
    hold_expiry: Duration | None = None
    renewals: Count | None = None
    release_before: Duration | None = None
    decide_before: Duration | None = None
    clock: ClockKind = ClockKind.WALL
    business_hours: BusinessHours | None = None
    challenge_clock: Duration | None = None
    confirm_clock: Duration | None = None
    offer_clock: Duration | None = None
    firm_beats_holds: bool = False
    firm_answer_clock: Duration | None = None
    after_confirm: AfterConfirm = AfterConfirm.RELEASE
    first_refusal_days: DayCount = 0
    conditions: tuple[PolicyCondition, ...] = ()
    cancellation: tuple[CancellationStep, ...] = ()
    turnover_before: DayCount | None = None
    turnover_after: DayCount | None = None
    currency: Currency | None = None
    rates: Mapping[PhaseKind, Amount] = field(default_factory=dict)
    hours: Mapping[PhaseKind, Amount] = field(default_factory=dict)
    overtime: Amount | None = None
    weekend_extra: Decimal | None = None
    weekend_extra_amount: Amount | None = None
    holiday_extra: Decimal | None = None
    tentative_fee_from: DayCount | None = None
    quotation_valid: Duration | None = None
    tax_name: str | None = None
    tax_rate: Share | None = None
    effective: EdtfDate | None = None
