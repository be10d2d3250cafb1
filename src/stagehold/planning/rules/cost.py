"""Cost: the objective of SPEC §2 in whole numbers.

    sum_p drop_cost(p) · (1 - placed(p))  +  late · w(p) · max over needs max(0, done - due)
    +  spot · money for days on offers (rules.hiring)
    +  moved · [units differ from the baseline's]  +  shifted · |start - baseline start|

All weights are scaled by one factor that makes them whole, so no figure is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from math import lcm

from ortools.sat.python import cp_model

from stagehold.domain.errors import NotSupported
from stagehold.planning.problem import Before, Problem
from stagehold.planning.rules.hiring import Money, add_hiring
from stagehold.planning.variables import Variables

MOST = 2**60  # the solver adds in 64 bits


@dataclass(slots=True)
class Cost:
    """Terms with their exact weights; ``scale`` makes every weight a whole number."""

    terms: list[tuple[Fraction, cp_model.LinearExprT, int]] = field(default_factory=list)
    constant: Fraction = Fraction(0)

    def add(self, weight: Decimal, value: cp_model.LinearExprT, most: int) -> None:
        """Add ``weight`` times ``value``, which lies between 0 and ``most``."""
        if weight:
            self.terms.append((Fraction(weight), value, most))

    @property
    def scale(self) -> int:
        """The least common denominator of all weights.

        Raises
        ------
        NotSupported
            If the whole sum would not fit the solver's integers.
        """
        factor = lcm(self.constant.denominator, *(weight.denominator for weight, _, _ in self.terms))
        largest = sum(int(abs(weight) * factor) * most for weight, _, most in self.terms)
        if largest + int(abs(self.constant) * factor) >= MOST:
            raise NotSupported(
                "the weights, drop costs and priorities span too many digits to be added exactly; "
                f"their sum, counted in units of 1/{factor}, must stay below {MOST}"
            )
        return factor

    def expression(self) -> cp_model.LinearExprT:
        """The scaled sum."""
        factor = self.scale
        weights = [int(weight * factor) for weight, _, _ in self.terms]
        values = [value for _, value, _ in self.terms]
        return cp_model.LinearExpr.weighted_sum(values, weights) + int(self.constant * factor)


def add_cost(model: cp_model.CpModel, problem: Problem, variables: Variables) -> Cost:
    """Declare lateness and changes, and collect the objective."""
    cost = Cost()
    for production, placed in zip(problem.productions, variables.placed, strict=True):
        cost.constant += Fraction(production.drop_cost)
        cost.terms.append((-Fraction(production.drop_cost), placed, 1))
        weight = problem.costs.late * production.weight
        if weight:
            _add_lateness(model, problem, variables, production.needs, cost, weight)
    unit = problem.spot_unit
    for total, most in add_hiring(model, problem, variables, Money(problem.costs.spot, unit)):
        cost.terms.append((unit, total, most))
    for need, before in problem.baseline.items():
        _add_changes(model, problem, variables, need, cost, before)
    return cost


def _add_lateness(
    model: cp_model.CpModel,
    problem: Problem,
    variables: Variables,
    needs: tuple[int, ...],
    cost: Cost,
    weight: Decimal,
) -> None:
    dated = [(need, due) for need in needs if (due := problem.needs[need].due) is not None]
    most = max((_latest_done(problem, need) - due for need, due in dated), default=0)
    if most <= 0:
        return
    late = model.new_int_var(0, most, "late")
    for need, due in dated:
        item = variables.needs[need]
        model.add(late >= item.done - due).only_enforce_if(item.placed)
    cost.add(weight, late, most)


def _latest_done(problem: Problem, need: int) -> int:
    item = problem.needs[need]
    ends = [
        problem.bounds(need, table, starts[-1][1])[-1]
        for choice in item.choices
        for table, starts in enumerate(choice.starts)
        if starts
    ]
    return max(ends, default=0)


def _add_changes(
    model: cp_model.CpModel,
    problem: Problem,
    variables: Variables,
    need: int,
    cost: Cost,
    before: Before,
) -> None:
    item = variables.needs[need]
    if not problem.needs[need].choices:
        return
    moved = model.new_bool_var("moved")
    occupied = {problem.stages[stage].id: literal for stage, literal in item.on_stage.items()}
    if before.stages - occupied.keys():
        model.add(moved == 1).only_enforce_if(item.placed)
    for stage, literal in occupied.items():
        same = literal if stage in before.stages else literal.negated()
        model.add_bool_or([moved, same, item.placed.negated()])
    cost.add(problem.costs.moved, moved, 1)
    pairs = [pair for choice in problem.needs[need].choices for starts in choice.starts for pair in starts]
    reach = max((abs(day - before.start) for pair in pairs for day in pair), default=0)
    shifted = model.new_int_var(0, reach, "shifted")
    model.add(shifted >= item.start - before.start).only_enforce_if(item.placed)
    model.add(shifted >= before.start - item.start).only_enforce_if(item.placed)
    cost.add(problem.costs.shifted, shifted, reach)
