"""Bounds: never above the least cost, whatever the case; and what they rule out no better plan could have had."""

from __future__ import annotations

from fractions import Fraction

from planning.brute_force import best
from planning.compiled.test_search import drawn, plan_of
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.bound import StageBound
from stagehold.planning.budget import Budget
from stagehold.planning.compiled.arrays import cost_scale
from stagehold.planning.exact import solve_exactly
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.shaving import Shaver, under


def unlimited() -> Budget:
    return Budget(seconds=None, workers=1)


def cost_of(problem: Problem, solution: Solution) -> Fraction:
    return Fraction(answer_of(problem, solution).terms.total)


def test_the_bound_by_stage_never_lies_above_the_least_cost(count, seed) -> None:
    useful = met = 0
    for number, case, question in drawn(range(seed, seed + count(100, 2_000))):
        optimum = best(case).objective
        scale = cost_scale(question.problem)
        assert scale is not None
        bound = StageBound.of(question.problem, scale)
        if optimum is None or bound is None:
            continue
        assert bound.value <= optimum, number
        bound.climb(int(optimum * scale) + 1, lambda: False, most=400)
        assert bound.value <= optimum, number
        useful += bound.value > 0
        met += bound.value == optimum
    assert useful > 50
    assert met > 15


def test_starts_over_a_limit_are_in_no_plan_that_keeps_it(count, seed) -> None:
    for number, case, question in drawn(range(seed, seed + count(60, 1_000))):
        optimum = best(case).objective
        if optimum is None:
            continue
        outcome = solve_exactly(under(question.problem, Fraction(optimum)), {}, unlimited())
        assert outcome.solution is not None, number
        assert cost_of(question.problem, outcome.solution) == optimum, number


def test_proof_by_limits_ends_at_the_least_cost_from_a_plan_that_leaves_everything_out(count, seed) -> None:
    improved = 0
    for number, case, question in drawn(range(seed, seed + count(15, 500))):
        problem = question.problem
        optimum = best(case).objective
        scale = cost_scale(problem)
        assert scale is not None
        if optimum is None or problem.fixed:
            continue
        shaver = Shaver(problem, {}, int(cost_of(problem, {}) * scale), 0, scale)
        shaver.close(unlimited())
        assert shaver.closed, number
        assert Fraction(shaver.cost, scale) == cost_of(problem, shaver.solution) == optimum, number
        assert Fraction(shaver.bound, scale) == optimum, number
        plan = plan_of(problem, shaver.solution)
        assert audit(question.facts.portfolio, plan, party=case.party, baseline=case.baseline) == (), number
        improved += len(shaver.solution) > 0
    assert improved > 5
