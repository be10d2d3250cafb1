"""Spot space: days on offers, and what they cost (SPEC §2, *Objective*).

    spot = weight · Σ over hires: Σ over its days off lease: the least rate of an offer for that phase and day
         + weight · Σ over hires, offers used for fewer than ``min_days``: days short · highest rate used

Of offers at the same rate that with the least minimum counts, then the first id. A hire is a placement on one of its
stages, or the days that a kept set waits there before one. A day that a lease of the party covers is never a spot day,
whether stays may take it or not. Offers are no supply for the party that makes them, and not on days that an exclusive
lease of anybody else can mean, save of the one who offers. Money is counted in the reader's currency, or in that of the
offers used where none is stated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain import readings
from stagehold.domain.days import Span, through, union, without
from stagehold.domain.errors import MissingFacts
from stagehold.domain.exchange import exchanged
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Offer, PhaseKind
from stagehold.planning.audit.breach import stated
from stagehold.planning.audit.lettings import let_by_others
from stagehold.planning.audit.supply import Granted


def offered(portfolio: Portfolio, party: str, stage: str, phase: PhaseKind, supply: Granted) -> tuple[Span, ...]:
    """Days on which ``party`` can hire the stage for a phase; none without a weight for money."""
    if portfolio.settings.weights.spot is None:
        return ()
    days = union(span for offer in _open_to(portfolio, party, stage, phase) for span in _days(portfolio, party, offer))
    return without(days, supply.kept)


def _open_to(portfolio: Portfolio, party: str, stage: str, phase: PhaseKind) -> list[Offer]:
    return [
        offer
        for offer in portfolio.offers.values()
        if offer.space == stage and phase in offer.rate and offer.party != party
    ]


def _days(portfolio: Portfolio, party: str, offer: Offer) -> tuple[Span, ...]:
    """Supply: from the last day its start can mean through the first day its end can mean, where nobody else leases."""
    first = stated(offer.id, "from", offer.from_, readings.ready)
    last = stated(offer.id, "to", offer.to, readings.due)
    if last < first:
        return ()
    return without([through(first, last)], let_by_others(portfolio, offer.space, {party, offer.party}))


Hire = tuple[str, Sequence[tuple[PhaseKind, Span]], Granted]  # a stage, days by phase, what is leased there


def spot_cost(portfolio: Portfolio, party: str, hires: Iterable[Hire]) -> Decimal:
    """The unweighted money for days off lease.

    Raises
    ------
    MissingFacts
        If the money of offers in several currencies cannot be added.
    """
    money: list[tuple[Offer, Decimal]] = []
    rates = _Rates(portfolio)
    for stage, pieces, supply in hires:
        used: dict[str, list[Decimal]] = {}
        for phase, span in pieces:
            covered = [*supply.any_phase, *supply.kept, *(supply.builds if phase is PhaseKind.BUILD else ())]
            left = without([span], covered)
            offers = [
                (rates.of(offer, phase), offer.min_days, offer.id, _days(portfolio, party, offer))
                for offer in (_open_to(portfolio, party, stage, phase) if left else [])
            ]
            for day in _each_day(left):
                here = [offer[:3] for offer in offers if any(_holds(span, day) for span in offer[3])]
                if here:
                    rate, _, id_ = min(here)
                    used.setdefault(id_, []).append(rate)
        for id_, paid in used.items():
            offer = portfolio.offers[id_]
            money.append((offer, sum(paid) + max(paid) * max(0, offer.min_days - len(paid))))
    rates.require_one_currency(offer for offer, _ in money)
    return sum((amount for _, amount in money), Decimal(0))


class _Rates:
    """Day rates in the reader's currency, or as stated where there is none."""

    def __init__(self, portfolio: Portfolio) -> None:
        self._known = portfolio.exchange_rates.values()
        self._wanted = portfolio.settings.units.currency

    def of(self, offer: Offer, phase: PhaseKind) -> Decimal:
        money = exchanged(offer.rate[phase], offer.currency, self._wanted or offer.currency, self._known)
        if money is None:
            raise _no_rate(offer, f"an exchange rate between {offer.currency} and {self._wanted}")
        return money

    def require_one_currency(self, offers: Iterable[Offer]) -> None:
        by_currency = {offer.currency: offer for offer in offers}
        if self._wanted is None and len(by_currency) > 1:
            first, other = sorted(by_currency)[:2]
            raise _no_rate(by_currency[other], f"settings.units.currency, as another offer is in {first}")


def _no_rate(offer: Offer, allowed: str) -> MissingFacts:
    finding = Finding(rule="unpinned", record=offer.id, field="currency", found=offer.currency, allowed=allowed)
    return MissingFacts(f"the audit cannot add the money of offer {offer.id}: it needs {allowed}", [finding])


def _holds(span: Span, day: date) -> bool:
    return span.start <= day < span.end


def _each_day(spans: Iterable[Span]) -> Iterator[date]:
    return (span.start + timedelta(days=offset) for span in spans for offset in range(span.days))
