"""Policies: cancellation ladders that climb, and rates in a currency."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.rents import small_change
from stagehold.domain.portfolio import Portfolio


def policy_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every policy by itself."""
    for policy in portfolio.policies.values():
        subject = Subject("policy", policy.id)
        steps = sorted(enumerate(policy.cancellation), key=lambda step: -step[1].days_before)
        for (_, farther), (index, nearer) in pairwise(steps):
            field = f"cancellation.{index}"
            same = farther.days_before == nearer.days_before and farther.working_days == nearer.working_days
            if same:
                found = f"{nearer.days_before} days before, twice"
                yield subject.error("step-twice", f"{field}.days_before", found, "one share for a number of days")
            elif nearer.share < farther.share:
                found = (
                    f"{nearer.share} from {nearer.days_before} days, {farther.share} from {farther.days_before} days"
                )
                allowed = "a share that does not fall as the day comes nearer"
                yield subject.warning("ladder-falls", f"{field}.share", found, allowed)
        amounts = [(f"rates.{phase}", amount) for phase, amount in policy.rates.items()]
        if policy.overtime is not None:
            amounts.append(("overtime", policy.overtime))
        if amounts and policy.currency is None:
            yield subject.error("no-currency", "currency", "", "a code of ISO 4217 for the rates of the policy")
        elif policy.currency is not None:
            yield from small_change(subject, policy.currency, amounts)
