"""Futures pushed through the plan of a set, each counted by itself; the draws and the repair are those of risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.compiled.tables import LATE, LEASE, LEASES, MISSED, NEVER, WIDTH, new_totals
from stagehold.advising.model import risk_model
from stagehold.advising.month_stays import Floats, Ints
from stagehold.advising.outcomes import Outcomes
from stagehold.advising.repair import Pusher, RiskModel, Rule
from stagehold.domain.advice import DemandScenario

if TYPE_CHECKING:
    from stagehold.advising.verifier import SetPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """How futures are drawn and repaired."""

    rule: Rule
    seed: int

    def outcomes(self, problem: AdviceProblem, scenario: DemandScenario, made: SetPlan, futures: range) -> Outcomes:
        """What the plan comes to in these futures, in their order."""
        question, solution = made.planned.question, made.planned.solution
        if not solution:
            return nothing_placed(made, len(futures))
        model = risk_model(question, solution, seed=self.seed, leased=made.leased)
        late, missed, over, spot_days = self._rows(model, futures)
        windowed = _windowed(model)
        productions = question.problem.productions
        number = {id_: row for row, id_ in enumerate(model.productions)}
        count = len(futures)
        points_late, points_out = np.zeros(count), np.zeros(count)
        on_time, days, discounted = np.zeros(count), np.zeros(count), 0.0
        by_year: dict[int, Floats] = {}
        for item in productions:
            weight, drop = float(question.problem.costs.late * item.weight), float(item.drop_cost)
            row = number.get(item.id)
            out = np.zeros(count, dtype=bool) if row is None else missed[row] != 0
            lost = np.ones(count, dtype=bool) if row is None else out & bool(windowed[row])
            delay = np.zeros(count) if row is None else np.maximum(0, late[row]).astype(np.float64)
            costs = np.where(lost, drop, weight * delay)
            points_late += np.where(lost, 0.0, costs)
            points_out += np.where(lost, costs, 0.0)
            discounted += made.factors[item.id] * float(costs.mean())
            bad = lost | out | (delay > 0)
            on_time += np.where(bad, 0.0, made.weights[item.id])
            days += delay
            by_year[made.years[item.id]] = by_year.get(made.years[item.id], np.zeros(count)) + bad
        return Outcomes(
            late=points_late,
            dropped=points_out,
            spot=self._money(problem, scenario, made, spot_days, over),
            spot_days=spot_days + over,
            on_time=on_time,
            late_days=days,
            late_by_year=by_year,
            discounted=discounted,
        )

    def _rows(self, model: RiskModel, futures: range) -> tuple[Ints, Ints, Floats, Floats]:
        """Late days and missed windows by production; days held over, and days on offer, all by future."""
        count, productions = len(futures), len(model.productions)
        late, missed = np.zeros((productions, count), np.int64), np.zeros((productions, count), np.int64)
        over, spot = np.zeros(count), np.zeros(count)
        pusher = Pusher.of(model, self.rule)
        leases = int(model.facts.size[LEASES])
        for first in range(0, count, WIDTH):
            live = min(WIDTH, count - first)
            pusher.push(new_totals(model.facts), futures[first], futures[first] + live)
            room, at = pusher.block.room, pusher.block.at
            here = slice(first, first + live)
            late[:, here] = room[at[LATE] : at[LATE] + productions, :live]
            missed[:, here] = room[at[MISSED] : at[MISSED] + productions, :live]
            over[here] = room[at[LEASE] : at[LEASE] + leases, :live].sum(axis=0)
            spot[here] = room[at[LEASE] + leases, :live]
        return late, missed, over, spot

    def _money(
        self, problem: AdviceProblem, scenario: DemandScenario, made: SetPlan, spot_days: Floats, over: Floats
    ) -> Floats:
        """Money for days on offer as planned, for more or fewer of them, and for days held over.

        Days that a repair adds cost the dearest rate of the scenario, days that it saves the cheapest.
        """
        rates = [float(rate) for rate in problem.rates(scenario)] or [0.0]
        more = spot_days - made.spot_days
        holdover = problem.holdover(scenario)
        changed: Floats = np.where(more > 0, max(rates), min(rates)) * more
        result: Floats = np.maximum(0.0, made.spot + changed) + float(holdover or 0) * over
        return result


def _windowed(model: RiskModel) -> NDArray[np.bool_]:
    """Which productions have a window: who misses it is lost; who misses the most days of a link is not on time."""
    found = np.zeros(len(model.productions), dtype=bool)
    for row in model.facts.stay:
        found[int(row.production)] |= int(row.window) < NEVER
    return found


def nothing_placed(made: SetPlan, futures: int) -> Outcomes:
    """Every future of a plan that places nothing: all drop costs."""
    productions = made.planned.question.problem.productions
    drop = sum(float(item.drop_cost) for item in productions)
    by_year: dict[int, Floats] = {}
    for item in productions:
        by_year[made.years[item.id]] = by_year.get(made.years[item.id], np.zeros(futures)) + 1
    none = np.zeros(futures)
    return Outcomes(
        late=none,
        dropped=np.full(futures, drop),
        spot=none,
        spot_days=none,
        on_time=none,
        late_days=none,
        late_by_year=by_year,
        discounted=sum(float(item.drop_cost) * made.factors[item.id] for item in productions),
    )
