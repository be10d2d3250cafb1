"""Spot space: days on offers, and what they cost (SPEC §2, *Objective*).

    spot = weight · Σ over placements, stages, days off lease: the least rate of an offer for that phase and day
         + weight · Σ over placements, stages, offers used for fewer than ``min_days``: days short · highest rate used

A day that a lease covers is never a spot day. Money of one currency only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.days import Span, through, union, without
from stagehold.domain.errors import NotSupported
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Offer, PhaseKind
from stagehold.planning.audit.supply import Granted


def offered(portfolio: Portfolio, stage: str, phase: PhaseKind) -> tuple[Span, ...]:
    """Days on which offers have the stage for a phase; none without a weight for money."""
    if portfolio.settings.weights.spot is None:
        return ()
    return union(_days(offer) for offer in _open_to(portfolio, stage, phase))


def _open_to(portfolio: Portfolio, stage: str, phase: PhaseKind) -> list[Offer]:
    return [
        offer
        for offer in portfolio.offers.values()
        if offer.space == stage and phase in offer.rate and offer.from_.last <= offer.to.first
    ]


def _days(offer: Offer) -> Span:
    """Supply: from the last day its start can mean through the first day its end can mean."""
    return through(offer.from_.last, offer.to.first)


Stay = tuple[str, Sequence[tuple[PhaseKind, Span]], Granted]  # a stage, days by phase, what is leased there


def spot_cost(portfolio: Portfolio, stays: Iterable[Stay]) -> Decimal:
    """The unweighted money for days off lease; a stay is one placement on one of its stages.

    Raises
    ------
    NotSupported
        If offers in several currencies are used.
    """
    money = Decimal(0)
    currencies: set[str] = set()
    for stage, pieces, supply in stays:
        used: dict[str, list[Decimal]] = {}
        for phase, span in pieces:
            covered = (*supply.any_phase, *(supply.builds if phase is PhaseKind.BUILD else ()))
            for day in _each_day(without([span], covered)):
                offers = [offer for offer in _open_to(portfolio, stage, phase) if _holds(_days(offer), day)]
                if offers:
                    offer = min(offers, key=lambda item: (item.rate[phase], item.id))
                    used.setdefault(offer.id, []).append(offer.rate[phase])
        for id_, rates in used.items():
            offer = portfolio.offers[id_]
            currencies.add(offer.currency)
            money += sum(rates) + max(rates) * max(0, offer.min_days - len(rates))
    if len(currencies) > 1:
        raise NotSupported(f"spot space in several currencies: {', '.join(sorted(currencies))}")
    return money


def _holds(span: Span, day: date) -> bool:
    return span.start <= day < span.end


def _each_day(spans: Iterable[Span]) -> Iterable[date]:
    return (span.start + timedelta(days=offset) for span in spans for offset in range(span.days))
