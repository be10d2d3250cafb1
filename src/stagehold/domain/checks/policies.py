"""Policies: cancellation ladders that climb, rates in a currency, and fields that say something only together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from stagehold.domain.booking import CancellationStep, ClockKind, Policy
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.rents import small_change
from stagehold.domain.portfolio import Portfolio


def policy_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every policy by itself."""
    for policy in portfolio.policies.values():
        subject = Subject("policy", policy.id)
        for name in ("cancellation", "hold_cancellation", "rebooking"):
            yield from _ladder(subject, name, getattr(policy, name))
        amounts = list(_amounts(policy))
        if amounts and policy.currency is None:
            yield subject.error("no-currency", "currency", "", "a code of ISO 4217 for the rates of the policy")
        elif policy.currency is not None:
            yield from small_change(subject, policy.currency, amounts)
        yield from _together(subject, policy)


def _amounts(policy: Policy) -> Iterator[tuple[str, Decimal]]:
    """Path and amount of all money of a policy."""
    yield from ((f"rates.{phase}", amount) for phase, amount in policy.rates.items())
    if policy.overtime is not None:
        yield "overtime", policy.overtime
    if policy.weekend_extra_amount is not None:
        yield "weekend_extra_amount", policy.weekend_extra_amount


def _ladder(subject: Subject, name: str, steps: Sequence[CancellationStep]) -> Iterator[Located]:
    if len({step.working_days for step in steps if step.days_before is not None}) > 1:
        found, allowed = "both kinds of days", "steps that all count calendar days, or all working days"
        yield subject.error("mixed-days", f"{name}.working_days", found, allowed)
    ordered = sorted(enumerate(steps), key=lambda step: _days_before(step[1]), reverse=True)
    for (_, farther), (index, nearer) in pairwise(ordered):
        if farther.days_before == nearer.days_before:
            found = f"{_from(nearer)}, twice"
            yield subject.error("step-twice", f"{name}.{index}.days_before", found, "one share for a number of days")
        elif nearer.share is not None and farther.share is not None and nearer.share < farther.share:
            found = f"{nearer.share} {_from(nearer)}, {farther.share} {_from(farther)}"
            allowed = "a share that does not fall as the day comes nearer"
            yield subject.warning("ladder-falls", f"{name}.{index}.share", found, allowed)
    for index, step in enumerate(steps):
        if step.share is None:
            allowed = "the share that is due; until it is stated no fee is computed"
            yield subject.warning("share-not-stated", f"{name}.{index}.share", "", allowed)


def _days_before(step: CancellationStep) -> float:
    return float("inf") if step.days_before is None else step.days_before


def _from(step: CancellationStep) -> str:
    return "from the beginning" if step.days_before is None else f"from {step.days_before} days"


def _together(subject: Subject, policy: Policy) -> Iterator[Located]:
    """Fields that say nothing, or two things, beside others."""
    if policy.clock is ClockKind.BUSINESS and policy.business_hours is None:
        allowed = "hours, as 09:00-18:00; without them all hours of a working day count"
        yield subject.warning("no-business-hours", "business_hours", "", allowed)
    if policy.weekend_extra is not None and policy.weekend_extra_amount is not None:
        found = f"{policy.weekend_extra} of the rate, and {policy.weekend_extra_amount}"
        yield subject.error("two-extras", "weekend_extra_amount", found, "a share of the rate, or an amount")
    lacking = (
        ("firm_answer_clock", policy.firm_answer_clock is not None, "firm_beats_holds", policy.firm_beats_holds),
        ("renewals", bool(policy.renewals), "hold_expiry", policy.hold_expiry is not None),
        (
            "confirm_clock_covers_conditions",
            policy.confirm_clock_covers_conditions,
            "confirm_clock",
            policy.confirm_clock is not None,
        ),
        ("tax_name", policy.tax_name is not None, "tax_rate", policy.tax_rate is not None),
    )
    for name, stated, other, given in lacking:
        if stated and not given:
            yield subject.warning("no-effect", name, getattr(policy, name), f"{other} beside it, or neither")
