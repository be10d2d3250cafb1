"""The planner and the repair rule as the judges of a set of leases in one scenario.

A set is planned as a plan is always made: searched, audited. Without risks that plan is what happens. With risks its
futures are drawn and pushed through it under the stated rule (``advising.repair``), and each is counted by itself:

- a late day costs its priority in points; a production that has no place, or misses its window, costs its drop cost;
  one that misses the most days of a link is not on time;
- days on offer cost their rate, those that a repair adds the dearest rate of the scenario; days on a stage without any
  right to it (the lease has ended, others are there) cost the rate of holdover.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from decimal import Decimal

import numpy as np

from stagehold.advising.advice_problem import AdviceProblem, Response
from stagehold.advising.lease_sets import LeaseSet
from stagehold.advising.outcomes import Outcomes
from stagehold.advising.pushed import Pushed
from stagehold.advising.repair import Rule
from stagehold.advising.scenario_months import ScenarioMonths
from stagehold.advising.set_planning import plan_set
from stagehold.domain.advice import DemandScenario
from stagehold.domain.errors import MissingFacts
from stagehold.domain.findings import Finding
from stagehold.planning.budget import Budget
from stagehold.planning.build import Question, question_of
from stagehold.planning.facts import Facts
from stagehold.planning.planner import Planned

Key = tuple[tuple[str, ...], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """A set planned in one scenario, and what the slate weighs.

    Parameters
    ----------
    leased
        The question with leases alone, where there are spot stages: a repair looks there first.
    weights
        Share of each production in the weight of the slate: its priority; all alike where none has any.
    years
        The year in which each production is ready.
    factors
        What money on the due day of each production (else its ready day) is worth on the first day of the horizon.
    """

    planned: Planned
    leased: Question | None
    weights: Mapping[str, float]
    years: Mapping[str, int]
    factors: Mapping[str, float]
    spot: float
    spot_days: int


@dataclass(slots=True, kw_only=True)
class Verifier:
    """Plans sets and counts their futures; everything is kept, so a set asked for twice costs nothing.

    ``pushed`` is None where the portfolio has no risks: then the plan is the one future.
    """

    problem: AdviceProblem
    months: tuple[ScenarioMonths, ...]
    rule: str
    seed: int
    budget: Budget
    pushed: Pushed | None
    _plans: dict[Key, SetPlan] = field(default_factory=dict)
    _outcomes: dict[tuple[Key, range], Outcomes] = field(default_factory=dict)

    @classmethod
    def begin(cls, problem: AdviceProblem, *, rule: str, seed: int, budget: Budget) -> Verifier:
        """Read every scenario, and what may slip.

        Raises
        ------
        MissingFacts
            If something may slip and nothing says what days without a right to the stage cost.
        """
        risky = bool(problem.base.risks)
        months = []
        for scenario in problem.scenarios:
            holdover = problem.holdover(scenario)
            if risky and holdover is None:
                raise missing_holdover(scenario.id)
            months.append(ScenarioMonths.of(problem, scenario, seed if risky else None, holdover or Decimal(0)))
        pushed = Pushed(rule=Rule(rule), seed=seed) if risky else None
        return cls(problem=problem, months=tuple(months), rule=rule, seed=seed, budget=budget, pushed=pushed)

    @property
    def certain(self) -> bool:
        """Whether nothing slips."""
        return self.pushed is None

    def futures(self, asked: int) -> int:
        """How many futures there are to draw: one where nothing slips."""
        return 1 if self.certain else asked

    def of(self, problem: AdviceProblem) -> Verifier:
        """The same judge of another question on the same portfolio."""
        return replace(self, problem=problem, _plans={}, _outcomes={})

    def outcomes(self, chosen: LeaseSet, response: Response, scenario: DemandScenario, futures: range) -> Outcomes:
        """What a set comes to in these futures of one scenario."""
        key = (self.problem.variants(chosen, response), scenario.id)
        if (key, futures) not in self._outcomes:
            made = self.plan(chosen, response, scenario)
            if self.pushed is None:
                self._outcomes[key, futures] = as_planned(made)
            else:
                self._outcomes[key, futures] = self.pushed.outcomes(self.problem, scenario, made, futures)
        return self._outcomes[key, futures]

    def plan(self, chosen: LeaseSet, response: Response, scenario: DemandScenario) -> SetPlan:
        """The audited plan of a set.

        Raises
        ------
        AuditFailed
            If the audit finds a breach.
        """
        key = (self.problem.variants(chosen, response), scenario.id)
        if key not in self._plans:
            leases = self.problem.leases(chosen, response)
            portfolio = self.problem.portfolio(scenario, leases)
            question = question_of(Facts.settled(portfolio), party=self.problem.party)
            self._plans[key] = set_plan(self.problem, plan_set(question, self._share()))
        return self._plans[key]

    def _share(self) -> Budget:
        """A tenth of the time left for one plan, where there is a limit; a number of steps holds for each."""
        budget, left = self.budget, self.budget.left
        seconds = None if left is None else budget.gone + max(0.5, left / 10)
        return replace(budget, seconds=seconds, seed=self.seed)

    def discounted(self, chosen: LeaseSet, responses: Mapping[str, Response], futures: range) -> float:
        """Expected money for spot days, late days and productions left out, at the stated rate.

        Late and left out count on the due day of the production, spot days as if spread evenly over the horizon.
        """
        total = 0.0
        for scenario in self.problem.scenarios:
            found = self.outcomes(chosen, responses[scenario.id], scenario, futures)
            mean = float(np.mean(found.spot)) * self._even() + float(self.problem.point) * found.discounted
            total += float(scenario.probability) * mean

        return total

    def _even(self) -> float:
        """The factor of money that is spread evenly over the horizon, taken at the middle of each of its months."""
        purse = self.problem.purse
        step = max(1, purse.horizon.days // 60)
        days = [purse.horizon.start + timedelta(days=day) for day in range(step // 2, purse.horizon.days, step)]
        return float(sum((purse.factor(day) for day in days), Decimal(0)) / max(1, len(days)))


def set_plan(problem: AdviceProblem, planned: Planned) -> SetPlan:
    """A plan with what the slate weighs."""
    question = planned.question
    productions = question.problem.productions
    weights = {item.id: float(item.weight) for item in productions}
    whole = sum(weights.values())
    if not whole:
        weights, whole = dict.fromkeys(weights, 1.0), float(len(weights) or 1)
    years, factors = {}, {}
    for number, item in enumerate(productions):
        demand = question.demand.productions[number]
        dues = [need.due for need in demand.needs if need.due is not None]
        years[item.id] = demand.ready.year
        factors[item.id] = float(problem.purse.factor(max(dues, default=demand.ready)))
    weight = question.problem.costs.spot
    money = planned.plan.terms.spot / weight if weight else Decimal(0)
    return SetPlan(
        planned=planned,
        leased=without_offers(question),
        weights={id_: value / whole for id_, value in weights.items()},
        years=years,
        factors=factors,
        spot=float(money),
        spot_days=sum(
            question.problem.hired(stay.need, unit, stay.table, stay.start).days
            for stay in planned.solution.values()
            for unit in stay.units
        ),
    )


def without_offers(question: Question) -> Question | None:
    """The same question with leases alone; None where nothing is on offer."""
    if not question.problem.uses_offers:
        return None
    known = question.facts.portfolio
    settings = replace(known.settings, weights=replace(known.settings.weights, spot=None))
    return question_of(Facts.settled(replace(known, settings=settings)), party=question.problem.party)


def as_planned(made: SetPlan) -> Outcomes:
    """The plan as the one future."""
    plan, problem = made.planned.plan, made.planned.question.problem
    late = {item.production: item.days for item in plan.late}
    out = {item.production for item in plan.unplaced}
    if plan.objective is None:  # locks that cannot stand: nothing is placed
        out = {item.id for item in problem.productions}
    points = {
        item.id: float(item.drop_cost)
        if item.id in out
        else float(problem.costs.late * item.weight) * late.get(item.id, 0)
        for item in problem.productions
    }
    by_year: dict[int, float] = {}
    for item in problem.productions:
        by_year[made.years[item.id]] = by_year.get(made.years[item.id], 0.0) + (item.id in late or item.id in out)
    return Outcomes(
        late=np.array([sum(points[id_] for id_ in points if id_ not in out)]),
        dropped=np.array([sum(points[id_] for id_ in points if id_ in out)]),
        spot=np.array([made.spot]),
        spot_days=np.array([float(made.spot_days)]),
        on_time=np.array([sum(made.weights[id_] for id_ in points if id_ not in late and id_ not in out)]),
        late_days=np.array([float(sum(late.values()))]),
        late_by_year={year: np.array([count]) for year, count in by_year.items()},
        discounted=sum(points[id_] * made.factors[id_] for id_ in points),
    )


def missing_holdover(scenario: str) -> MissingFacts:
    """Something may slip, and nobody says what it costs to stay where one may not."""
    finding = Finding(
        rule="unpinned",
        record="settings",
        field="advice.holdover",
        found=f"{scenario} has no spot stage whose rate could stand for it",
        allowed="settings: {advice: {holdover: 500000}}: money per stage-day on a stage whose lease has ended",
    )
    return MissingFacts("advice needs settings.advice.holdover: what a day held over costs", [finding])
