"""Mending a plan: what comes out keeps every rule of the changed question, and little else has changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

from planning.asking import lease, need, portfolio, production, stage
from planning.compiled.test_search import drawn, keeps_locks, plan_of
from stagehold.domain.edtf import day
from stagehold.domain.errors import InvalidPortfolio
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.answer import answer_of
from stagehold.planning.audit import audit
from stagehold.planning.build import build_question
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.replanning import Replanner


def first_plan(problem: Problem) -> Solution:
    compiled = compile_problem(problem)
    assert compiled is not None
    return Search(problem, compiled, 0).best


def slipped(random: Random, facts: Portfolio) -> Portfolio:
    """One production is ready later, or not at all any more wanted as much."""
    productions = dict(facts.productions)
    chosen = random.choice([item for item in productions.values() if item.needs])
    assert chosen.ready is not None
    later = day(chosen.ready.first + timedelta(days=random.randint(1, 6)))
    changes: dict[str, object] = random.choice([{"ready": later}, {"priority": chosen.priority + 2}])
    productions[chosen.id] = replace(chosen, **changes)  # type: ignore[arg-type]
    return replace(facts, productions=productions)


def test_a_mended_plan_keeps_every_rule_of_the_changed_question(count, seed) -> None:
    mended = 0
    for number, case, question in drawn(range(seed, seed + count(60, 1_000))):
        problem = question.problem
        plan = first_plan(problem)
        facts = slipped(Random(number), case.portfolio)
        try:
            after = build_question(facts, party=case.party, baseline=case.baseline)
        except InvalidPortfolio:
            continue
        result = Replanner(problem, plan).after(after.problem, steps=200)
        answer = answer_of(after.problem, result.solution)
        assert Fraction(answer.terms.total) == result.cost, number
        if keeps_locks(after.problem, result.solution):
            made = plan_of(after.problem, result.solution)
            assert audit(after.facts.portfolio, made, party=case.party, baseline=case.baseline) == (), number
            mended += 1
    assert mended > 40


def questions(length: int) -> tuple[Problem, Problem]:
    """Eight productions on two stages; then the first of them takes ``length`` days."""

    def facts(days: int) -> Portfolio:
        rows = [
            production(f"p{at}", need(days if at == 0 else 10), ready="2027-01-04", due=f"2027-0{2 + at // 3}-01")
            for at in range(8)
        ]
        ids = ("a", "b")
        leases = [lease(f"l-{id_}", id_, "2027-01-04/2027-12-31") for id_ in ids]
        return portfolio(spaces=[stage(id_) for id_ in ids], leases=leases, productions=rows)

    before, after = (build_question(facts(days), party="us").problem for days in (10, length))
    return before, after


def test_a_longer_stay_pushes_aside_what_it_meets() -> None:
    before, after = questions(25)
    plan = first_plan(before)
    same = replace(before, needs=(after.needs[0], *before.needs[1:]))  # everything else is the very same record
    result = Replanner(before, plan).after(same, steps=500)
    assert len(result.solution) == 8
    by_stage: dict[str, list[tuple[int, int]]] = {"a": [], "b": []}
    for index, stay in result.solution.items():
        by_stage[stay.units[0].id].append((stay.start, stay.start + (25 if index == 0 else 10)))
    for stays in by_stage.values():
        assert all(end <= start for (_, end), (start, _) in pairwise(sorted(stays)))
    assert Fraction(answer_of(same, result.solution).terms.total) == result.cost


def test_the_same_change_and_seed_give_the_same_plan() -> None:
    before, after = questions(25)
    plan = first_plan(before)
    results = [Replanner(before, plan, seed=3).after(after, steps=300) for _ in range(2)]
    assert results[0].solution == results[1].solution
    assert results[0].cost == results[1].cost


def test_nothing_changes_when_nothing_has_changed() -> None:
    before, _ = questions(10)
    plan = first_plan(before)
    result = Replanner(before, plan).after(before, steps=0)
    assert result.changed == ()
    assert result.solution == plan
