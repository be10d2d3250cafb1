"""Compiled loops against plain Python, an independent audit of futures, and what a repair may not know."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np

from advising.risk_cases import always, draw_risky, either, own, three, with_risks
from stagehold.advising.compiled.tables import NEVER
from stagehold.advising.future_audit import wrong_in
from stagehold.advising.model import risk_model
from stagehold.advising.plain import PlainShift
from stagehold.advising.repair import RiskModel, Rule, push, realise
from stagehold.benching.generator import Shape, generate
from stagehold.benching.own import first_plan
from stagehold.benching.risk.causes import with_causes
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import Risk
from stagehold.planning.build import Question, build_question
from stagehold.planning.problem import Solution

Count = Callable[[int, int], int]
FUTURES = 4


def test_compiled_and_plain_agree_on_every_stay_of_drawn_plans(count: Count, seed: int) -> None:
    looked_at = 0
    for case in range(count(60, 4_000)):
        risky = draw_risky(seed + case)
        if risky is None:
            continue
        model = risky[1]
        looked_at += 1
        compiled = realise(model, Rule.SHIFT, 0, FUTURES)
        plain = PlainShift(model)
        for future in range(FUTURES):
            found = plain.future(future)
            said = f"case {seed + case}, future {future}"
            assert [stay.start for stay in found.stays] == compiled.start[:, future].tolist(), said
            assert [stay.end for stay in found.stays] == compiled.end[:, future].tolist(), said
            assert [stay.done for stay in found.stays] == compiled.done[:, future].tolist(), said
            late = [-NEVER if value is None else value for value in found.late]
            assert late == compiled.late[:, future].tolist(), said
            assert [int(value) for value in found.missed] == compiled.missed[:, future].tolist(), said
            assert found.held == compiled.held[:, future].tolist(), said
            again = {
                number: tuple(row[future].tolist()) for number, row in enumerate(compiled.again) if row[future, 0] >= 0
            }
            assert found.again == again, said
    assert looked_at > 15


def test_drawn_futures_pass_the_audit_under_both_rules(count: Count, seed: int) -> None:
    moved = looked_at = 0
    for case in range(count(60, 4_000)):
        risky = draw_risky(seed + 10_000 + case)
        if risky is None:
            continue
        made, model = risky
        looked_at += 1
        for rule in Rule:
            realised = realise(model, rule, 0, FUTURES)
            wrong = list(wrong_in(made.question, made.solution, model, rule, realised))
            assert wrong == [], f"case {seed + 10_000 + case}, {rule}"
            moved += int((realised.taken[:, :, 0] >= 0).sum())
    assert looked_at > 15
    assert moved > 5


def crowded(seed: int, *risks: Risk, productions: int = 40, stages: int = 10) -> tuple[Question, Solution]:
    """A drawn plan with closures, bookings of others, needs of several stages and joined ones."""
    facts: Portfolio = generate(
        Shape(productions=productions, stages=stages, load=0.8, seed=seed, years=2, qualifying=6)
    )
    facts = with_risks(facts, *risks) if risks else with_causes(facts)
    question = build_question(facts)
    return question, first_plan(question.problem, 0)[0]


def test_futures_of_a_crowded_plan_pass_the_audit(count: Count, seed: int) -> None:
    moved = 0
    for case in range(count(4, 60)):
        question, solution = crowded(seed + case)
        model = risk_model(question, solution, seed=case, keep_all=True)
        for rule in Rule:
            realised = realise(model, rule, 0, 40)
            assert list(wrong_in(question, solution, model, rule, realised)) == [], f"case {seed + case}, {rule}"
            moved += int((realised.taken[:, :, 0] >= 0).sum())
    assert moved > 50


def test_the_audit_sees_a_stay_moved_by_a_day(seed: int) -> None:
    question, solution = crowded(seed)
    model = risk_model(question, solution, keep_all=True)
    realised = realise(model, Rule.SHIFT, 0, 4)
    lines = [stay.stages for stay in model.stays]
    behind = next(at for at in range(len(lines) - 1, 0, -1) if lines[at] in lines[:at])
    realised.start[behind, 2] = model.stays[behind].start - 1
    assert [wrong.future for wrong in wrong_in(question, solution, model, Rule.SHIFT, realised)][:1] == [2]


def per_production(random: Random, ids: list[str]) -> dict[str, tuple[int, str]]:
    return {id_: (random.choice([0, 0, 0, 5, 15, 40]), random.choice(["1", "1", "1.2", "1.6", "0.8"])) for id_ in ids}


def settled(ids: dict[str, tuple[int, str]]) -> list[Risk]:
    """Causes that fix the future of each production."""
    ready = [own(f"r-{id_}", productions=(id_,), ready_shift=always(shift)) for id_, (shift, _) in ids.items()]
    factor = [own(f"f-{id_}", productions=(id_,), phase_factor=always(times)) for id_, (_, times) in ids.items()]
    return [*ready, *factor]


def changed_after(
    random: Random, question: Question, model: RiskModel, ids: dict[str, tuple[int, str]], day: int
) -> dict[str, tuple[int, str]]:
    """The same up to ``day``: who is not ready by then is so at another time, who has not left stays longer."""
    found = realise(model, Rule.REPLACE, 0, 1)
    ready = {item.id: item.ready for item in question.problem.productions}
    ends: dict[str, int] = {}
    for at, stay in enumerate(model.stays):
        ends[stay.production] = max(ends.get(stay.production, 0), int(found.end[at, 0]))
    other = {}
    for id_, known in ids.items():
        shift, times = known
        if id_ in ready and ready[id_] + shift > day:
            shift = max(day + 1 - ready[id_], shift) + random.choice([0, 3, 30])
        if id_ in ends and ends[id_] > day:
            times = str(float(times) + random.choice([0, 0.5, 1]))
        other[id_] = (shift, times)
    return other


def test_no_decision_knows_what_comes_later(count: Count, seed: int) -> None:
    """Whatever changes after a day, the stays begun by that day stand where and since when they did."""
    compared = moved = 0
    for case in range(count(12, 300)):
        random = Random(f"{seed}/{case}")
        facts = generate(Shape(productions=30, stages=8, load=0.85, seed=seed + case, years=2, qualifying=6))
        ids = per_production(random, list(facts.productions))
        question, solution = crowded_of(facts, settled(ids))
        model = risk_model(question, solution, keep_all=True)
        found = realise(model, Rule.REPLACE, 0, 1)
        day = int(random.choice(found.start[:, 0].tolist())) + random.randint(0, 20)
        other = changed_after(random, question, model, ids, day)
        question_2, _ = crowded_of(facts, settled(other))
        model_2 = risk_model(question_2, solution, keep_all=True)
        found_2 = realise(model_2, Rule.REPLACE, 0, 1)
        begun = found.start[:, 0] <= day
        assert (found_2.start[begun, 0] == found.start[begun, 0]).all(), f"case {case}, day {day}"
        assert (found_2.taken[begun, 0, 0] == found.taken[begun, 0, 0]).all(), f"case {case}, day {day}"
        assert ((found_2.start[:, 0] <= day) == begun).all(), f"case {case}, day {day}"
        compared += int(begun.sum())
        moved += int((found.taken[begun, 0, 0] >= 0).sum())
    assert compared > 100
    assert moved > 5


def crowded_of(facts: Portfolio, risks: list[Risk]) -> tuple[Question, Solution]:
    question = build_question(with_risks(facts, *risks))
    return question, first_plan(question.problem, 0)[0]


def test_moving_helps(seed: int) -> None:
    """On a crowded plan re-place leaves fewer late days than shift."""
    question, solution = crowded(seed, own(ready_shift=three(0, 5, 60)), productions=60, stages=20)
    model = risk_model(question, solution)
    late = {rule: int(push(model, rule, 0, 500).sums[0, 1]) for rule in Rule}
    assert late[Rule.REPLACE] < 0.96 * late[Rule.SHIFT]


def test_without_any_delay_every_future_is_the_plan(seed: int) -> None:
    question, solution = crowded(seed, own(ready_shift=either((0, 1))))
    model = risk_model(question, solution, keep_all=True)
    planned = np.array([stay.start for stay in model.stays])
    for rule in Rule:
        found = realise(model, rule, 0, 2)
        kept = found.taken[:, 0, 0] < 0
        assert (found.start[kept, 0] == planned[kept]).all()
        if rule is Rule.SHIFT:
            assert kept.all()


_PROGRAM = """
import json, sys
from advising.test_risk_agreement import crowded
from stagehold.advising.model import risk_model
from stagehold.advising.repair import Rule, push
question, solution = crowded(7, productions=16, stages=6)
model = risk_model(question, solution, seed=3)
found = {rule.value: push(model, rule, 10, 30) for rule in Rule}
print(json.dumps({rule: [totals.sums.tolist(), totals.finish.nonzero()[1].tolist()] for rule, totals in found.items()}))
"""


def test_compiled_and_uncompiled_loops_give_the_same_bits(project: Path) -> None:
    outputs = []
    for disable in ("0", "1"):
        path = os.pathsep.join([str(project / "tests"), str(project / "src")])
        world = {**os.environ, "NUMBA_DISABLE_JIT": disable, "PYTHONPATH": path}
        ended = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, env=world)
        assert ended.returncode == 0, ended.stderr
        outputs.append(json.loads(ended.stdout))
    assert outputs[0] == outputs[1]
