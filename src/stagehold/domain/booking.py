"""The desk: bookings with their lines, and the policies that rule them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from stagehold.domain.days import Duration
from stagehold.domain.edtf import Edtf, EdtfDate
from stagehold.domain.fields import (
    Amount,
    Count,
    Currency,
    DayCount,
    Extra,
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
    """What a confirmation needs, by the policy's clock ``within`` so long; without it there is no deadline.

    ``share`` is the part of the price to pay, where it is a payment.
    """

    kind: str
    within: Duration | None = None
    share: Share | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CancellationStep:
    """From so many days before the first day on, this share of the price is due.

    Parameters
    ----------
    days_before
        Without it the step applies from the beginning, however far away the first day is.
    share
        Without it a fee is due, but how much is not stated.
    working_days
        Monday to Friday less the public holidays of the studio's country and region, in place of calendar days.
    """

    days_before: DayCount | None = None
    share: Share | None = None
    working_days: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy(Record):
    """How a studio takes holds and bookings, and what it charges. What is left out is not limited, or not charged.

    Parameters
    ----------
    holds_ahead
        The first day of a hold lies at most so far ahead.
    max_rank
        So many holds a day stand in the queue.
    hold_expiry
        A hold ends so long after it was made, in calendar days.
    renewals
        So often a hold may begin its ``hold_expiry`` anew; without it never.
    release_before
        All holds end so long before their first day: ``P7D`` is midnight seven days before.
    decide_before
        The first hold must be confirmed so long before its first day, or it ends and the next one is asked:
        ``P6DT12H`` is noon seven days before.
    clock, business_hours
        How the clocks that somebody answers by run: all hours, or business hours of working days only (without hours
        stated, all hours of working days). These are ``challenge_clock``, ``confirm_clock``, ``offer_clock``,
        ``firm_answer_clock`` and ``within`` of a condition.
    challenge_clock
        So long a challenged holder has to answer.
    challenge_conditions
        What a challenger must have met before it may challenge.
    confirm_clock
        So long a challenger has to confirm what it won.
    confirm_clock_covers_conditions
        Who won a challenge must meet its conditions too before the ``confirm_clock`` ends.
    offer_clock
        So long days that came free are offered to the new first of the queue alone.
    firm_beats_holds, firm_answer_clock
        Whether a firm booking goes before holds that rank higher, and how long those have to confirm first; without
        it they are told and not asked.
    after_confirm
        Whether the other holds of booked days are released, or wait behind the booking.
    first_refusal_days
        Whoever is booked goes first in the queue for so many days after its last day.
    conditions
        What a confirmation needs, or the booking lapses.
    cancellation
        The fee for cancelling a booking. Of the steps that apply, the one nearest to the first day counts; before the
        first of them nothing is due. Without steps the fee is not stated.
    hold_cancellation
        Likewise for letting a hold go; without steps that is free.
    rebooking
        Likewise for moving a booking to other days.
    turnover_before, turnover_after
        Clear days at least around every stay; those of a space count if they are more.
    rates
        Money per stage-day of each phase, without tax; a line without a phase is a shoot.
    hours, overtime
        Hours in a day of each phase, and money for every further hour.
    weekend_extra, weekend_extra_amount, holiday_extra
        On top on Saturdays and Sundays, as a share of the rate or as money, and on public holidays; a day that is both
        costs the greater of the two.
    quotation_valid
        A quotation holds so long, in calendar days.
    tax_name, tax_rate
        The tax added to the sum of a quotation.
    effective
        From when on the policy is in force, as its source says.
    """

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
    challenge_conditions: tuple[PolicyCondition, ...] = ()
    confirm_clock: Duration | None = None
    confirm_clock_covers_conditions: bool = False
    offer_clock: Duration | None = None
    firm_beats_holds: bool = False
    firm_answer_clock: Duration | None = None
    after_confirm: AfterConfirm = AfterConfirm.RELEASE
    first_refusal_days: DayCount = 0
    conditions: tuple[PolicyCondition, ...] = ()
    cancellation: tuple[CancellationStep, ...] = ()
    hold_cancellation: tuple[CancellationStep, ...] = ()
    rebooking: tuple[CancellationStep, ...] = ()
    turnover_before: DayCount | None = None
    turnover_after: DayCount | None = None
    currency: Currency | None = None
    rates: Mapping[PhaseKind, Amount] = field(default_factory=dict)
    hours: Mapping[PhaseKind, Amount] = field(default_factory=dict)
    overtime: Amount | None = None
    weekend_extra: Extra | None = None
    weekend_extra_amount: Amount | None = None
    holiday_extra: Extra | None = None
    quotation_valid: Duration | None = None
    tax_name: str | None = None
    tax_rate: Share | None = None
    effective: EdtfDate | None = None
