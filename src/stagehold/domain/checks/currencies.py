"""Currencies and exchange rates: rates that can be, and one wherever money of several currencies is added."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.portfolio import Portfolio


def currency_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Rates by themselves, then what has no rate."""
    pairs: set[frozenset[str]] = set()
    dated: dict[tuple[str, str, str], str] = {}
    for rate in portfolio.exchange_rates.values():
        subject = Subject("exchange_rate", rate.id)
        if rate.rate <= 0:
            yield subject.error("rate-not-positive", "rate", rate.rate, f"how many {rate.to} one {rate.from_} is")
        if rate.from_ == rate.to:
            yield subject.error("same-currency", "to", rate.to, f"another currency than {rate.from_}")
        key = (rate.from_, rate.to, rate.date.text)
        other = portfolio.exchange_rates.get(dated.setdefault(key, rate.id))
        if other is not None and other.rate != rate.rate:
            found = f"{rate.rate}, and {other.id} says {other.rate}"
            yield subject.error("rates-contradict", "rate", found, "one rate for two currencies and a date")
        pairs.add(frozenset((rate.from_, rate.to)))
    yield from _without_rate(portfolio, pairs)


def _without_rate(portfolio: Portfolio, pairs: set[frozenset[str]]) -> Iterator[Located]:
    """The first record in each currency that nothing converts: to the reader's, or else to that of the first offer."""
    wanted = portfolio.settings.units.currency
    used = [("offer", offer.id, offer.currency) for offer in portfolio.offers.values()]
    if wanted is not None:
        used += [("lease", lease.id, lease.currency) for lease in portfolio.leases.values() if lease.currency]
    told: set[str] = set()
    for kind, id_, currency in used:
        if wanted is None:
            wanted = currency
        if currency != wanted and currency not in told and frozenset((currency, wanted)) not in pairs:
            told.add(currency)
            allowed = f"an exchange rate between {currency} and {wanted}: money is never added without one"
            yield Subject(kind, id_).warning("no-exchange-rate", "currency", currency, allowed)
