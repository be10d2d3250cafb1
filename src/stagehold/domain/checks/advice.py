"""Demand scenarios, spot classes and the shares of lots: whether advice can be given on them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from stagehold.domain import money
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.rents import small_change
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import Portfolio

_LOWEST_RATE = Decimal("-0.5")
_HIGHEST_RATE = Decimal(1)


def advice_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Everything that advice reads and other commands do not."""
    yield from _scenarios(portfolio)
    yield from _spot_classes(portfolio)
    yield from _lots(portfolio)
    yield from _settings(portfolio)


def _scenarios(portfolio: Portfolio) -> Iterator[Located]:
    scenarios = portfolio.demand_scenarios.values()
    total = sum((item.probability for item in scenarios), Decimal(0))
    states = {state.state for item in portfolio.spot_classes.values() for state in item.states}
    for scenario in scenarios:
        subject = Subject("demand_scenario", scenario.id)
        if total != 1:
            found = f"{scenario.probability}; all demand scenarios together {total}"
            yield subject.error("probabilities-not-one", "probability", found, "together exactly 1")
            total = Decimal(1)  # said once
        for id_ in scenario.productions:
            production = portfolio.productions.get(id_)
            if production is not None and not production.needs:
                allowed = "productions with needs: the others ask for no stage"
                yield subject.error("production-without-needs", "productions", id_, allowed)
        for year in scenario.per_year:
            if not (year.isascii() and year.isdigit() and len(year) == 4):
                yield subject.error("not-a-year", "per_year", year, "a year of four digits, as 2028")
        if scenario.market is not None and states and scenario.market not in states:
            close = nearest(scenario.market, states)
            yield subject.error("unknown-market-state", "market", scenario.market, ", ".join(sorted(states)), close)


def _spot_classes(portfolio: Portfolio) -> Iterator[Located]:
    for item in portfolio.spot_classes.values():
        subject = Subject("spot_class", item.id)
        if not item.states:
            yield subject.warning("no-state", "states", "", "a state of the market with stages and rate")
        names = [state.state for state in item.states]
        for name in dict.fromkeys(name for name in names if names.count(name) > 1):
            yield subject.error("state-twice", "states", name, "each state of the market once")
        rates = [(f"states.{index}.rate", state.rate) for index, state in enumerate(item.states)]
        yield from small_change(subject, item.currency, rates)


def _lots(portfolio: Portfolio) -> Iterator[Located]:
    for candidate in portfolio.candidate_leases.values():
        subject = Subject("candidate_lease", candidate.id)
        for lot in candidate.lot_shares:
            if lot not in candidate.lots:
                allowed = ", ".join(candidate.lots) or "a lot of this candidate; it has none"
                yield subject.error("unknown-lot", "lot_shares", lot, allowed, nearest(lot, candidate.lots))
        if candidate.lot_shares and set(candidate.lot_shares) == set(candidate.lots):
            total = sum(candidate.lot_shares.values(), Decimal(0))
            if total != 1:
                yield subject.error("shares-not-one", "lot_shares", total, "shares that add up to exactly 1")
        elif candidate.lot_shares:
            missing = ", ".join(lot for lot in candidate.lots if lot not in candidate.lot_shares)
            if missing:
                yield subject.error("lot-without-share", "lot_shares", missing, "a share for every lot, or for none")
        taken: dict[str, str] = {}
        for lot, spaces in candidate.lots.items():
            if not spaces:
                yield subject.error("empty-lot", f"lots.{lot}", "", "at least one space")
            for space in spaces:
                other = taken.setdefault(space, lot)
                if other != lot:
                    yield subject.error(
                        "space-in-two-lots", f"lots.{lot}", space, f"each space in one lot; {other} has it"
                    )


def _settings(portfolio: Portfolio) -> Iterator[Located]:
    terms = portfolio.settings.advice
    subject = Subject("settings", "settings")
    if terms.rate is not None and not _LOWEST_RATE <= terms.rate <= _HIGHEST_RATE:
        allowed = f"a yearly rate from {_LOWEST_RATE} to {_HIGHEST_RATE}, as 0.04 for 4 %"
        yield subject.error("not-a-rate", "advice.rate", terms.rate, allowed)
    if (
        terms.point is not None
        and terms.currency is not None
        and not money.fits_minor_units(terms.point, terms.currency)
    ):
        places = money.minor_units(terms.currency)
        yield subject.warning(
            "below-minor-unit", "advice.point", terms.point, f"{terms.currency} with {places} decimals"
        )
