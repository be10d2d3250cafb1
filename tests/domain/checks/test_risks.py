"""Causes of delay that contradict themselves are refused by name, with what is allowed."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import portfolio
from stagehold.domain.checks import check_portfolio

THREE = {"kind": "triangular", "low": 0, "mode": 5, "high": 20}
GOOD = {"id": "r", "kind": "own", "ready_shift": THREE, "why": "A test."}


def said(**fields: Any) -> list[tuple[str, str, str]]:
    """Rule, field and what is allowed, of a record that changes a good one; None takes a field away."""
    record = {key: value for key, value in {**GOOD, **fields}.items() if value is not None}
    found = check_portfolio(portfolio(productions=[{"id": "p", "milestones": [{"name": "start"}]}], risks=[record]))
    return [(item.rule, item.field, item.allowed) for item in found if item.record == "r"]


def fields(**changed: Any) -> list[tuple[str, str]]:
    return [row[:2] for row in said(**changed)]


def spread(**numbers: Any) -> list[tuple[str, str]]:
    return fields(ready_shift=numbers)


@pytest.mark.parametrize(
    "good",
    [
        GOOD,
        {
            "id": "r",
            "kind": "own",
            "phase_factor": {"kind": "uniform", "low": 1, "high": 2},
            "phases": ["shoot"],
            "why": "A test.",
        },
        {"id": "r", "kind": "own", "ready_shift": {"kind": "exponential", "mean": 9}, "correlation": 1, "why": "x"},
        {"id": "r", "kind": "shared", "shared_by": "country", "ready_shift": THREE, "why": "x"},
        {"id": "r", "kind": "stoppage", "rate": 0.2, "length": {**THREE, "low": 1}, "countries": ["JP"], "why": "x"},
        {"id": "r", "kind": "re-shoot", "probability": 0.1, "delay": THREE, "days": {**THREE, "low": 1}, "why": "x"},
        {"id": "r", "kind": "own", "fit": {"milestone": "start"}},
        {
            "id": "r",
            "kind": "own",
            "ready_shift": {"kind": "normal", "mean": 5, "sd": 9, "low": 0, "high": 60},
            "why": "x",
        },
        {
            "id": "r",
            "kind": "own",
            "ready_shift": {"kind": "discrete", "values": [0, 30], "weights": [3, 1]},
            "why": "x",
        },
    ],
)
def test_a_cause_that_says_what_its_kind_asks_for_is_right(good: dict[str, Any]) -> None:
    empty = dict.fromkeys(GOOD)
    assert said(**{**empty, **good}) == []


def test_a_cause_without_a_reason_is_refused_unless_it_is_fitted() -> None:
    assert fields(why=None) == [("no-reason", "why")]


def test_fields_of_another_kind_are_refused_by_name() -> None:
    assert fields(rate=1) == [("field-of-another-kind", "rate")]
    assert fields(kind="stoppage", rate=1, length={**THREE, "low": 1}) == [("field-of-another-kind", "ready_shift")]
    assert fields(shared_by="studio") == [("field-of-another-kind", "shared_by")]
    assert fields(kind="shared", shared_by="production") == [("not-shared", "shared_by")]


def test_a_kind_names_what_it_lacks() -> None:
    assert fields(ready_shift=None) == [("no-effect", "ready_shift")]
    assert fields(kind="stoppage", ready_shift=None) == [("missing-field", "rate"), ("missing-field", "length")]
    assert fields(kind="re-shoot", ready_shift=None, probability=0.5, delay=THREE) == [("missing-field", "days")]
    assert fields(phases=["shoot"]) == [("no-effect", "phases")]
    assert fields(fit={"milestone": "start"}) == [("given-twice", "fit")]
    assert fields(ready_shift=None, fit={"milestone": "strat"}) == [("unknown-milestone", "fit.milestone")]
    assert fields(ready_shift=None, fit={"milestone": "start", "kind": "pert"}) == [("cannot-be-fitted", "fit.kind")]
    assert fields(countries=["KR"]) == [("no-studio-there", "countries")]


def test_a_spread_has_the_numbers_of_its_form_and_no_others() -> None:
    assert spread(kind="triangular", low=0, high=9) == [("spread", "ready_shift.mode")]
    assert spread(**THREE, mean=4) == [("spread", "ready_shift.mean")]
    assert spread(kind="normal", mean=4, sd=2) == [("spread", "ready_shift.low"), ("spread", "ready_shift.high")]
    assert spread(kind="discrete") == [("spread", "ready_shift.values")]


def test_the_numbers_of_a_spread_leave_something_to_draw() -> None:
    assert spread(kind="uniform", low=5, high=4) == [("spread", "ready_shift.high")]
    assert spread(kind="pert", low=0, mode=30, high=20) == [("spread", "ready_shift.mode")]
    assert spread(kind="lognormal", mean=0, sd=3) == [("spread", "ready_shift.mean")]
    assert spread(kind="lognormal", mean=5, sd=0) == [("spread", "ready_shift.sd")]
    assert spread(kind="exponential", mean=3, low=3) == [("spread", "ready_shift.mean")]
    assert spread(kind="normal", mean=0, sd=1, low=50, high=60) == [("spread", "ready_shift.low")]
    assert spread(kind="uniform", low=0, high=99999) == [("spread", "ready_shift.high")]
    assert spread(kind="discrete", values=[0, 1], weights=[1]) == [("spread", "ready_shift.weights")]
    assert spread(kind="discrete", values=[0, 1], weights=[0, 0]) == [("spread", "ready_shift.weights")]
    assert spread(kind="discrete", values=[0, 1], weights=[1, 9999]) == [("spread", "ready_shift.weights")]
    assert fields(kind="stoppage", ready_shift=None, rate=1, length=THREE) == [("spread", "length.low")]
    assert fields(phase_factor={"kind": "uniform", "low": 0, "high": 1}) == [("spread", "phase_factor.low")]
