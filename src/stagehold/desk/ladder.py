"""What is owed for letting days go: the ladders of a policy, by how near the first day has come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_EVEN, Decimal

from stagehold.desk import clocks
from stagehold.desk.workdays import working_days_between
from stagehold.domain import money
from stagehold.domain.booking import CancellationStep, Policy
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.studio import Studio


@dataclass(frozen=True, slots=True, kw_only=True)
class Fee:
    """A share of a price that is owed.

    Parameters
    ----------
    amount
        In the currency of the price, without tax, rounded half to even to its minor units; None if it is not known, and
        then ``finding`` says why.
    share
        0 before the first step of the ladder; None if the step states none.
    days_left
        Days from the day of cancelling (at the studio) up to the first day, in the days that the ladder counts; 0 from
        the first day on.
    """

    amount: Decimal | None
    share: Decimal | None
    days_left: int | None
    step: CancellationStep | None = None
    finding: Finding | None = None


def cancellation_fee(
    policy: Policy,
    studio: Studio,
    price: Decimal | None,
    first_day: date,
    cancelled_at: datetime,
    *,
    confirmed: bool,
    currency: str | None = None,
) -> Fee | None:
    """What is owed for a line that is cancelled, if ``confirmed``, or for a hold that is let go.

    None where the policy has no ladder: letting a hold go is then free, and the fee for a booking is not stated.
    ``currency`` is that of the price, the policy's unless told. Of the steps that apply the one with the fewest days
    counts: with three days left, steps from 5 and from 3 days apply, and that from 3 counts; one from 2 does not yet.
    """
    name = "cancellation" if confirmed else "hold_cancellation"
    steps = policy.cancellation if confirmed else policy.hold_cancellation
    here = clocks.local(studio, cancelled_at).date()
    return _fee(Ladder(policy, name, steps, studio), price, here, first_day, currency or policy.currency)


def rebooking_fee(
    policy: Policy,
    studio: Studio,
    price: Decimal | None,
    first_day: date,
    moved_at: datetime,
    *,
    currency: str | None = None,
) -> Fee | None:
    """What is owed for moving a confirmed line to other days; ``first_day`` is the one it leaves. None: not stated."""
    here = clocks.local(studio, moved_at).date()
    ladder = Ladder(policy, "rebooking", policy.rebooking, studio)
    return _fee(ladder, price, here, first_day, currency or policy.currency)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps of one kind of fee at a studio."""

    policy: Policy
    name: str
    steps: tuple[CancellationStep, ...]
    studio: Studio

    def days_left(self, day: date, first_day: date) -> int:
        """Days from ``day`` up to, not including, ``first_day``, as the steps count them; 0 from the first day on.

        Raises
        ------
        NotSupported
            If they are working days, and the public holidays of the studio are not known.
        """
        if any(step.working_days for step in self.steps):
            return working_days_between(self.studio, day, first_day)
        return max((first_day - day).days, 0)

    def step_at(self, days_left: int) -> CancellationStep | None:
        """The step that counts with so many days left."""
        reached = [step for step in self.steps if step.days_before is None or step.days_before >= days_left]
        return min(reached, key=_days_before, default=None)

    def lacks(self, rule: str, allowed: str) -> Finding:
        """Why a fee is not known."""
        return Finding(rule=rule, severity=Severity.WARNING, record=self.policy.id, field=self.name, allowed=allowed)


def _days_before(step: CancellationStep) -> float:
    return float("inf") if step.days_before is None else step.days_before


def _fee(ladder: Ladder, price: Decimal | None, day: date, first_day: date, currency: str | None) -> Fee | None:
    if not ladder.steps:
        return None
    try:
        left = ladder.days_left(day, first_day)
    except NotSupported as unknown:
        return Fee(amount=None, share=None, days_left=None, finding=ladder.lacks("holidays-unknown", str(unknown)))
    step = ladder.step_at(left)
    share = Decimal() if step is None else step.share
    if share is None:
        finding = ladder.lacks("share-not-stated", "the share that is due from that day on")
        return Fee(amount=None, share=None, days_left=left, step=step, finding=finding)
    if price is None and share:
        finding = ladder.lacks("no-price", "a price of what is let go: rates in the policy, or a price on the line")
        return Fee(amount=None, share=share, days_left=left, step=step, finding=finding)
    return Fee(amount=_part(share, price or Decimal(), currency), share=share, days_left=left, step=step)


def _part(share: Decimal, price: Decimal, currency: str | None) -> Decimal:
    """A share of a price in the minor units of its currency; of an unknown one, with as many places as the price."""
    with money.exactly():
        if currency is not None:
            return money.to_minor_units(share * price, currency)
        return (share * price).quantize(price, rounding=ROUND_HALF_EVEN)
