"""The compiled search by itself: its plans keep every rule, and plain Python finds the very same ones."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from planning.asking import lease, need, portfolio, production, stage
from planning.brute_force import best
from planning.drawn_cases import Case, draw_case
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.bound import StageBound
from stagehold.planning.budget import Budget
from stagehold.planning.build import Question, build_question
from stagehold.planning.certificate import proven
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, UnplacedProduction
from stagehold.planning.problem import Problem, Solution


def searched(problem: Problem, steps: int = 1000, seed: int = 1) -> Search:
    compiled = compile_problem(problem)
    assert compiled is not None
    search = Search(problem, compiled, seed)
    search.improve(Budget(seconds=None, iterations=steps, workers=1))
    return search


def keeps_locks(problem: Problem, solution: Solution) -> bool:
    return all(item.need in solution for item in problem.fixed)


def plan_of(problem: Problem, solution: Solution) -> Plan:
    answer = answer_of(problem, solution)
    return Plan(
        party=problem.party,
        status=PlanStatus.FEASIBLE,
        objective=answer.terms.total,
        bound=Decimal(0),
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(LateProduction(production=id_, days=days) for id_, days in answer.late.items()),
        unplaced=tuple(UnplacedProduction(production=id_) for id_ in answer.unplaced),
    )


def drawn(cases: range) -> Iterator[tuple[int, Case, Question]]:
    """The cases that can be asked at all: records of a few contradict each other."""
    for seed in cases:
        case = draw_case(seed)
        try:
            yield seed, case, build_question(case.portfolio, party=case.party, baseline=case.baseline)
        except InvalidPortfolio:
            continue


def test_its_plans_pass_the_audit_and_cost_what_it_says(count, seed) -> None:
    audited = reached = 0
    for number, case, question in drawn(range(seed, seed + count(60, 1_000))):
        problem = question.problem
        optimum = best(case).objective
        search = searched(problem)
        if optimum is None or not keeps_locks(problem, search.best):
            continue
        plan = plan_of(problem, search.best)
        assert audit(question.facts.portfolio, plan, party=case.party, baseline=case.baseline) == (), number
        compiled = compile_problem(problem)
        assert compiled is not None
        assert Fraction(search.cost, compiled.scale) == Fraction(plan.terms.total), number
        assert plan.terms.total >= optimum, number
        audited += 1
        reached += plan.terms.total == optimum
    assert audited >= 45
    assert reached >= 0.8 * audited


def test_whatever_is_drawn_no_plan_breaks_a_rule_and_no_bound_lies_above_it(count, seed) -> None:
    cases = count(60, 10_000)
    looked = bounded = 0
    for number, case, question in drawn(range(seed, seed + cases)):
        problem = question.problem
        search = searched(problem, steps=150, seed=number)
        if not keeps_locks(problem, search.best):
            continue
        plan = plan_of(problem, search.best)
        assert audit(question.facts.portfolio, plan, party=case.party, baseline=case.baseline) == (), number
        looked += 1
        compiled = compile_problem(problem)
        assert compiled is not None
        bound = StageBound.of(problem, compiled.scale)
        if bound is not None:
            bound.climb(search.cost, lambda: False, most=40)
            assert bound.value <= plan.terms.total, number
            assert proven(problem, bound.certificate, compiled.scale) >= bound.value, number
            bounded += bound.value > 0
    assert looked >= 0.7 * cases
    assert bounded >= 0.1 * cases


def test_a_search_that_begins_at_a_plan_never_ends_with_a_dearer_one(seed) -> None:
    for number, _, question in drawn(range(seed, seed + 30)):
        problem = question.problem
        compiled = compile_problem(problem)
        assert compiled is not None
        first = searched(problem, steps=200)
        again = Search(problem, compiled, 5)
        again.start_from(first.best)
        assert again.best == first.best, number
        again.improve(Budget(seconds=None, iterations=200, workers=1))
        assert again.cost <= first.cost, number


def rules(id_: str) -> Portfolio:
    """One rule each that the arrays must carry."""
    pair = [stage("a", area="500 m2", joins=["b"]), stage("b", area="500 m2"), stage("c", area="900 m2")]
    kept = [need(4), need(4, after=[{"need": "m", "max_days": 9, "keep": True, "min_days": 3}]) | {"id": "n"}]
    back = [need(4), need(4, after=[{"need": "m", "min_days": 3, "same_stages": True}]) | {"id": "n"}]
    productions = {
        "one stage": [production(f"p{n}", need(3 + n % 3), due="2027-01-15") for n in range(6)],
        "several stages": [production(f"p{n}", need(5, stages=2), due="2027-01-12") for n in range(4)],
        "joined wholes": [production(f"p{n}", need(5, min_area="900 m2"), due="2027-01-12") for n in range(4)],
        "working calendar": [production(f"p{n}", need(5), calendar="working", due="2027-01-12") for n in range(6)],
        "keep": [production(f"p{n}", *kept, due="2027-01-20") for n in range(4)],
        "same stages": [production(f"p{n}", *back, due="2027-01-20") for n in range(4)],
        "lengths by stage": [
            production(f"p{n}", need(5, days_on={"a": 9, "c": 2}, stages=2), due="2027-01-14") for n in range(4)
        ],
    }[id_]
    if id_ == "one stage":
        pair = pair[2:]
    leases = [lease(f"l-{item['id']}", item["id"], "2027-01-04/2027-12-31") for item in pair]
    return portfolio(spaces=pair, leases=leases, productions=productions)


RULES = ["one stage", "several stages", "joined wholes", "working calendar", "keep", "same stages", "lengths by stage"]


@pytest.mark.parametrize("rule", RULES)
def test_the_arrays_carry(rule: str) -> None:
    question = build_question(rules(rule), party="us")
    search = searched(question.problem)
    plan = plan_of(question.problem, search.best)
    assert plan.unplaced == ()
    assert audit(question.facts.portfolio, plan, party="us") == ()


def test_costs_that_do_not_fit_64_bits_are_left_to_the_exact_solver() -> None:
    facts = portfolio(
        spaces=[stage("a")],
        leases=[lease("l-a", "a")],
        productions=[production("p", drop_cost="1000000000000"), production("q", priority="0.00000001")],
    )
    assert compile_problem(build_question(facts, party="us").problem) is None


def report(first: int) -> dict[str, object]:
    """Plans and bounds of a few small questions, as plain data."""
    found: dict[str, object] = {}
    questions = [(rule, build_question(rules(rule), party="us")) for rule in RULES]
    questions += [(str(seed), question) for seed, _, question in drawn(range(first, first + 8))]
    for name, question in questions:
        search = searched(question.problem, steps=400, seed=7)
        stays = {
            need_: [stay.start, stay.table, *(unit.id for unit in stay.units)] for need_, stay in search.best.items()
        }
        compiled = compile_problem(question.problem)
        bound = None if compiled is None else StageBound.of(question.problem, compiled.scale)
        if bound is not None:
            bound.climb(search.cost, lambda: False, most=40)
        found[name] = [search.cost, stays, None if bound is None else str(bound.value)]
    return found


PRINTED = "import json; from planning.compiled.test_search import report; print(json.dumps(report({first})))"


def test_plain_python_finds_the_same_plans_and_bounds_as_compiled_code(seed) -> None:
    folder = str(Path(__file__).parent.parent.parent)
    printed = subprocess.run(
        [sys.executable, "-c", PRINTED.format(first=seed)],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHONPATH": folder, "NUMBA_DISABLE_JIT": "1", "PATH": ""},
    ).stdout
    assert json.loads(printed) == json.loads(json.dumps(report(seed)))
