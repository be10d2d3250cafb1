"""Closures and offers: a first day that is not after the last, and rates that can be paid."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.rents import small_change
from stagehold.domain.portfolio import Portfolio


def period_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Closures take all days they can mean, offers only those they certainly mean."""
    for closure in portfolio.closures.values():
        if closure.to.last < closure.from_.first:
            allowed = f"a day on or after {closure.from_}: it names the last day closed"
            yield Subject("closure", closure.id).error("ends-before-it-starts", "to", closure.to, allowed)
    for offer in portfolio.offers.values():
        subject = Subject("offer", offer.id)
        if offer.to.last < offer.from_.first:
            allowed = f"a day on or after {offer.from_}: it names the last day on offer"
            yield subject.error("ends-before-it-starts", "to", offer.to, allowed)
        elif offer.to.first < offer.from_.last:
            found = f"{offer.from_} to {offer.to}, read from {offer.from_.last} to {offer.to.first}"
            yield subject.error("no-day-left", "to", found, "days that leave one when read conservatively")
        if not offer.rate:
            yield subject.warning("no-rate", "rate", "", "money per stage-day, as {build: 100000, shoot: 180000}")
        rates = [(f"rate.{phase}", amount) for phase, amount in offer.rate.items()]
        yield from small_change(subject, offer.currency, rates)
