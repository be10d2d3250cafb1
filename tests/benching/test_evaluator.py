"""What is handed to other planners, and how their answers are read."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from stagehold.benching.evaluator import BrokenAnswer, value_of
from stagehold.benching.generator import Shape, generate
from stagehold.benching.instance import instance_of, stays_of
from stagehold.benching.own import BrokenPlan, audited, first_plan, run_own
from stagehold.domain.errors import NotSupported
from stagehold.planning.build import build_question
from stagehold.planning.problem import Before

STAGE = {"gap": 2, "days": [[0, 50], [60, 100]]}
CHOICES = [
    {"members": [0], "place": "lot", "length": 10, "starts": [[0, 40], [60, 90]]},
    {"members": [1], "place": "far", "length": 12, "starts": [[5, 38]]},
    {"members": [2], "place": "lot", "length": 10, "starts": [[0, 40]]},
]
INSTANCE: dict[str, Any] = {
    "scale": 2,
    "stages": [STAGE, STAGE, STAGE],
    "productions": [{"weight": 6, "drop": 200, "needs": [0]}, {"weight": 2, "drop": 100, "needs": [1]}],
    "needs": [
        {"production": 0, "count": 1, "due": 15, "choices": CHOICES},
        {"production": 1, "count": 2, "due": None, "choices": CHOICES},
    ],
}


def test_the_value_is_lateness_and_drop_costs_unscaled() -> None:
    assert value_of(INSTANCE, []) == (200 + 100) / 2
    assert value_of(INSTANCE, [(0, [0], 0)]) == 100 / 2
    assert value_of(INSTANCE, [(0, [0], 12), (1, [0, 2], 0)]) == 6 * 7 / 2


@pytest.mark.parametrize(
    ("stays", "rule"),
    [
        ([(0, [0], 0), (0, [1], 5)], "placed twice"),
        ([(0, [0, 2], 0)], "asks for 1 units"),
        ([(1, [0], 0)], "asks for 2 units"),
        ([(1, [0, 0], 0)], "asks for 2 units"),
        ([(0, [0], 41)], "cannot start on day 41"),
        ([(0, [1], 4)], "cannot start on day 4"),
        ([(0, [0], 11), (1, [0, 2], 0)], "stage 0: need 0 starts on day 11, need 1 ends on 10, gap 2"),
        ([(1, [0, 1], 5)], "production 1 lies at 2 places"),
    ],
)
def test_an_answer_that_breaks_a_rule_is_named(stays: list[Any], rule: str) -> None:
    with pytest.raises(BrokenAnswer, match=rule):
        value_of(INSTANCE, stays)


def test_the_end_of_a_stay_lies_on_days_of_its_stages_too() -> None:
    """The starts alone would allow it: the longer of two units governs."""
    choices = [CHOICES[0], {**CHOICES[2], "length": 20}]
    instance = {**INSTANCE, "needs": [INSTANCE["needs"][0], {**INSTANCE["needs"][1], "choices": choices}]}
    with pytest.raises(BrokenAnswer, match="stands on stage 0 on days 40 to 60"):
        value_of(instance, [(1, [0, 1], 40)])


def test_our_plan_costs_the_same_by_planner_audit_and_evaluator() -> None:
    question = build_question(generate(Shape(productions=80, stages=20, load=0.9, qualifying=10)))
    instance = json.loads(json.dumps(instance_of(question.problem)))
    solution, seconds = first_plan(question.problem, 0)
    value, unplaced = audited(question, solution)
    assert value == value_of(instance, stays_of(question.problem, solution))
    assert seconds > 0
    run = run_own(question, 0.5, workers=1, seed=0, stop=lambda: False, instance=instance)
    assert 0 <= run.bound <= run.value <= value
    assert run.curve[-1][1] == run.value
    assert run.time_to(run.value) is not None
    assert run.time_to(run.value - 1) is None
    assert unplaced < 80


def test_a_plan_that_breaks_a_rule_gives_no_figure() -> None:
    question = build_question(generate(Shape(productions=30, stages=10, qualifying=10)))
    solution, _ = first_plan(question.problem, 0)
    one, other = (need for need in list(solution)[:2])
    with pytest.raises(BrokenPlan, match="the audit found"):
        audited(question, {**solution, one: replace(solution[other], need=one)})


def test_what_the_models_of_others_do_not_hold_is_refused() -> None:
    problem = build_question(generate(Shape(productions=5, stages=10))).problem
    with pytest.raises(NotSupported, match="baseline"):
        instance_of(replace(problem, baseline={0: Before(stages=frozenset(), start=0)}))
