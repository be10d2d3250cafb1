"""What follows from verified sets: worth of a candidate and the highest rent, value of options and of waiting, the spot
price at which signing pays, the cheapest change. All on the futures of comparison, so differences are not chance of the
draw alone."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

import numpy as np

from stagehold.advising.advice import Advice, BreakEven, OptionValue, Verified, Waiting, Worth
from stagehold.advising.advice_problem import Response
from stagehold.advising.lease_sets import LeaseSet
from stagehold.advising.least_set import LeastSet
from stagehold.domain import money

if TYPE_CHECKING:
    from stagehold.advising.advising import Adviser

LOWEST, HIGHEST = 1 / 64, 64.0  # multiples of the spot rates that are tried
HALVINGS = 12  # by months
CHECKS = 6  # multiples at which the planner plans both sets again
NEAR = 1.1  # the sides are near enough at a tenth


def _money_of(adviser: Adviser, amount: float) -> Decimal:
    return money.to_minor_units(Decimal(repr(amount)), adviser.problem.purse.currency)


def _cost_in(adviser: Adviser, chosen: LeaseSet, responses: Mapping[str, Response]) -> dict[str, Decimal]:
    """Expected cost of one set by scenario, leases included."""
    found = {}
    for scenario in adviser.problem.scenarios:
        outcomes = adviser.verifier.outcomes(chosen, responses[scenario.id], scenario, adviser.compared)
        worth = float(adviser.problem.point)
        mean = float(np.mean(outcomes.spot + worth * (outcomes.late + outcomes.dropped)))
        leases = adviser.problem.money(chosen, responses[scenario.id]).plain
        found[scenario.id] = _money_of(adviser, mean) + leases
    return found


def worths(adviser: Adviser, advice: Advice) -> tuple[Worth, ...]:
    """Each candidate by itself, its first choice: in every scenario, and expected over all."""
    problem, found = adviser.problem, []
    without = _cost_in(adviser, advice.today.chosen, advice.today.responses)
    for item in advice.sets:
        if item.changes != 1 or adviser.stop():
            continue
        index = next(number for number, choice in enumerate(item.chosen) if choice >= 0)
        if any(other.changes == 1 and other.chosen[index] >= 0 and other.chosen < item.chosen for other in advice.sets):
            continue  # only the first choice
        with_it = _cost_in(adviser, item.chosen, item.responses)
        rows = []
        for scenario in problem.scenarios:
            paid = problem.money(item.chosen, item.responses[scenario.id])
            rows.append(
                Worth(
                    candidate=problem.offered.candidates[index].id,
                    scenario=scenario.id,
                    without=without[scenario.id],
                    with_it=with_it[scenario.id] - paid.plain,
                    money=paid.plain,
                    rent=paid.rent,
                )
            )
        found += [*rows, _expected(adviser, rows)]
    return tuple(found)


def _expected(adviser: Adviser, rows: list[Worth]) -> Worth:
    shares = {scenario.id: scenario.probability for scenario in adviser.problem.scenarios}
    currency = adviser.problem.purse.currency

    def mean(name: str) -> Decimal:
        with money.exactly():
            total = sum((shares[row.scenario] * getattr(row, name) for row in rows), Decimal(0))
            return money.to_minor_units(total, currency)

    return Worth(
        candidate=rows[0].candidate,
        scenario="",
        without=mean("without"),
        with_it=mean("with_it"),
        money=mean("money"),
        rent=mean("rent"),
    )


def option_values(adviser: Adviser, advice: Advice) -> tuple[OptionValue, ...]:
    """Each option of the cheapest set that has any: what its rule saves over never exercising it."""
    problem = adviser.problem
    for item in advice.sets:
        options = [
            (index, option)
            for index, choice in enumerate(item.chosen)
            if choice >= 0
            for option in range(len(problem.offered.candidates[index].options))
        ]
        if options:
            return tuple(_option_value(adviser, item, index, option) for index, option in options)
    return ()


def _option_value(adviser: Adviser, item: Verified, index: int, option: int) -> OptionValue:
    problem, choice = adviser.problem, item.chosen[index]
    candidate = problem.offered.candidates[index].id
    early = problem.early[index, choice]
    if option in early:  # decided with the lease: the same choice without it
        plain = next(
            number
            for number, other in enumerate(problem.offered.choices[index])
            if other is problem.offered.choices[index][choice] and problem.early[index, number] == early - {option}
        )
        chosen = (*item.chosen[:index], plain, *item.chosen[index + 1 :])
        never = adviser.verify(chosen, item.responses)
        exercised = tuple(scenario.id for scenario in problem.scenarios)
    else:
        exercised = tuple(id_ for id_, response in item.responses.items() if option in response.get(index, frozenset()))
        responses = {
            id_: {**response, index: response.get(index, frozenset()) - {option}}
            for id_, response in item.responses.items()
        }
        never = adviser.verify(item.chosen, responses) if exercised else item
    return OptionValue(candidate=candidate, option=option, value=never.cost - item.cost, exercised_in=exercised)


def waiting(adviser: Adviser, advice: Advice) -> Waiting | None:
    """The cheapest verified set now, and in each scenario by itself."""
    if len(adviser.problem.scenarios) < 2 or adviser.stop():
        return None
    costs = {item.chosen: _cost_in(adviser, item.chosen, item.responses) for item in advice.sets}
    best = {
        scenario.id: min(costs, key=lambda chosen: (costs[chosen][scenario.id], chosen))
        for scenario in adviser.problem.scenarios
    }
    with money.exactly():
        now = min(
            sum((item.probability * costs[chosen][item.id] for item in adviser.problem.scenarios), Decimal(0))
            for chosen in costs
        )
        then = sum((item.probability * costs[best[item.id]][item.id] for item in adviser.problem.scenarios), Decimal(0))
        currency = adviser.problem.purse.currency
        return Waiting(now=money.to_minor_units(now, currency), then=money.to_minor_units(then, currency), best=best)


def cheapest_change(advice: Advice) -> Verified | None:
    """The smallest step from today's footprint to the highest target that any set reaches."""
    met = [point for point in advice.points if point.best is not None]
    if not met:
        return None
    highest = max(met, key=lambda point: -point.target if advice.assurance.value == "tail" else point.target)
    enough = [item for item in advice.sets if advice.assurance.meets(item.limit, highest.target)]
    return min(enough, key=lambda item: (item.changes, item.cost, item.chosen), default=highest.best)


# --- the spot price at which signing pays ----------------------------------------------------------------------------


def break_even(adviser: Adviser, advice: Advice) -> BreakEven | None:
    """Where the cheapest set with something signed costs what nothing signed does; None without spot stages."""
    signed = next((item for item in advice.sets if item.changes), None)
    if signed is None or not adviser.problem.base.spot_classes or adviser.stop():
        return None
    by_months = _where_by_months(adviser, advice.today, signed)
    below, above = _sides(adviser, advice.today, signed, 1.0 if by_months is None else by_months)
    always = ""
    if below is None or above is None:
        always = "signing is cheaper" if below is None else "signing nothing is cheaper"
    return BreakEven(
        chosen=signed.chosen,
        by_months=by_months,
        below=None if below is None else below[0],
        above=None if above is None else above[0],
        saved_below=None if below is None else below[1],
        saved_above=None if above is None else above[1],
        always=always,
    )


def _where_by_months(adviser: Adviser, today: Verified, signed: Verified) -> float | None:
    """The multiple at which both cost alike by the months; None where that is nowhere."""

    def saved(factor: float) -> float:
        return _by_months(adviser, today.chosen, factor) - _by_months(adviser, signed.chosen, factor)

    low, high = LOWEST, HIGHEST
    if saved(low) >= 0 or saved(high) <= 0:
        return None
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        if saved(middle) > 0:
            high = middle
        else:
            low = middle
    return float((low * high) ** 0.5)


def _by_months(adviser: Adviser, chosen: LeaseSet, factor: float) -> float:
    """Expected cost by months in a few futures, with the spot rates multiplied."""
    samples = {
        item.scenario.id: item.dearer(factor).sample(range(min(4, adviser.effort.search)))
        for item in adviser.verifier.months
    }
    return LeastSet(adviser.problem, samples).weigh(chosen).cost


Side = tuple[float, Decimal]  # multiple, and what signing saves there


def _sides(adviser: Adviser, today: Verified, signed: Verified, first: float) -> tuple[Side | None, Side | None]:
    """The nearest multiples found at which the planner has nothing signed cheaper, and at which signing is.

    From the multiple of the months a step outwards, then to the end of what is tried, then halved in between.
    """
    below: Side | None = None
    above: Side | None = None
    factor = first
    for number in range(CHECKS):
        if adviser.stop():
            break
        saved = _saved(adviser, today, signed, factor)
        if saved > 0:
            above = (factor, saved)
        else:
            below = (factor, saved)
        if below is not None and above is not None:
            if above[0] / below[0] <= NEAR:
                break
            factor = (below[0] * above[0]) ** 0.5
            continue
        if factor in (LOWEST, HIGHEST):
            break
        if number:
            factor = LOWEST if saved > 0 else HIGHEST
        else:
            factor = max(LOWEST, factor / NEAR) if saved > 0 else min(HIGHEST, factor * NEAR)
    return below, above


def _saved(adviser: Adviser, today: Verified, signed: Verified, factor: float) -> Decimal:
    dearer = adviser.with_spot_rates(factor)
    without = dearer.verify(today.chosen, today.responses)
    return without.cost - dearer.verify(signed.chosen, signed.responses).cost
