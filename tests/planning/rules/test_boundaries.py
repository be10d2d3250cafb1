"""At the boundary of each rule, with the days spelled out, the solver and the audit say the same.

One side asks the exact solver whether a plan with these very placements exists; the other asks the audit whether it
breaks a rule. They share no code.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from ortools.sat.python import cp_model

from planning.asking import lease, need, portfolio, production, stage
from planning.audit.written import broken, plan_of, put
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.build import Question, build_question
from stagehold.planning.exact import ExactModel
from stagehold.planning.plan import Placement, Plan


def solver_allows(facts: Portfolio, *placements: Placement) -> bool:
    """Whether the exact model has a plan with exactly these placements; units and days that it does not know: no."""
    return solver_cost(facts, *placements) is not None


def solver_cost(facts: Portfolio, *placements: Placement, baseline: Plan | None = None) -> Fraction | None:
    """The least cost of a plan with exactly these placements, None where there is none."""
    question = build_question(facts, party="us", baseline=baseline)
    exact = ExactModel(question.problem)
    scale = exact.minimise()
    wanted = {(item.production, item.need): item for item in placements}
    for index, item in enumerate(question.problem.needs):
        variables = exact.variables.needs[index]
        placement = wanted.get((question.problem.productions[item.production].id, item.id))
        if placement is None:
            exact.model.add(variables.placed == 0)
            continue
        units = {choice.unit.id for choice in item.choices}
        if not set(placement.stages) <= units or not starts(question, index, placement):
            return None
        exact.model.add(variables.placed == 1)
        exact.model.add(variables.start == question.problem.number(placement.start))
        for choice, chosen in zip(item.choices, variables.chosen, strict=True):
            exact.model.add(chosen == (1 if choice.unit.id in placement.stages else 0))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = int(solver.solve(exact.model))
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return None if status == cp_model.INFEASIBLE else Fraction(round(solver.objective_value), scale)


def starts(question: Question, need_: int, placement: Placement) -> bool:
    """Whether the start is one that some choice of the need offers at all."""
    day = question.problem.number(placement.start)
    choices = question.problem.needs[need_].choices
    return any(low <= day <= high for choice in choices for row in choice.starts for low, high in row)


def verdict(facts: Portfolio, *placements: Placement) -> bool:
    """What both say of a plan; a difference is a defect of one of them."""
    allowed = solver_allows(facts, *placements)
    rules = broken(facts, *placements)
    assert allowed == (rules == []), (allowed, rules)
    return allowed


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    """Stages as told, else a and b, leased 4 January to 31 March 2027."""
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions or [production("p")], **tables)


def test_occupancy_allows_a_gap_of_exactly_the_turnover_days() -> None:
    spaces = [stage("a", turnover_after=2, turnover_before=1)]
    facts = lot(production("p"), production("q"), spaces=spaces)
    first = put("p/m", "a", "2027-01-10")  # the 10th to the 12th, clear the 13th to the 15th
    assert verdict(facts, first, put("q/m", "a", "2027-01-16"))
    assert not verdict(facts, first, put("q/m", "a", "2027-01-15"))


def test_occupancy_asks_no_turnover_of_a_set_that_is_kept() -> None:
    spaces = [stage("a", turnover_after=2)]
    kept = need(3, after=[{"need": "m", "keep": True}]) | {"id": "n"}
    facts = lot(production("p", need(), kept), production("q"), spaces=spaces)
    first = put("p/m", "a", "2027-01-10")
    assert verdict(facts, first, put("p/n", "a", "2027-01-13"))
    pair = first, put("p/n", "a", "2027-01-25")  # the set stands from the 13th to the 24th
    assert verdict(facts, *pair)
    assert not verdict(facts, *pair, put("q/m", "a", "2027-01-18"))
    assert verdict(facts, *pair, put("q/m", "a", "2027-01-30"))
    assert not verdict(facts, *pair, put("q/m", "a", "2027-01-29"))


def test_occupancy_lets_a_set_stand_on_leased_days_only() -> None:
    kept = need(3, after=[{"need": "m", "keep": True}]) | {"id": "n"}
    for closed_on, allowed in (("2027-01-20", False), ("2027-01-28", True)):
        closed = [{"id": "roof", "space": "a", "from": closed_on, "to": closed_on}]
        facts = lot(production("p", need(), kept), closures=closed)
        assert verdict(facts, put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-25")) is allowed


def test_serving_holds_to_the_first_and_the_last_leased_day() -> None:
    facts = lot(production("p", ready="2027-01-01"))
    assert verdict(facts, put("p/m", "a", "2027-01-04"))
    assert not verdict(facts, put("p/m", "a", "2027-01-03"))
    assert verdict(facts, put("p/m", "a", "2027-03-29"))  # its last day is the 31st
    assert not verdict(facts, put("p/m", "a", "2027-03-30"))


def test_serving_holds_to_ready_and_the_last_day_of_the_window() -> None:
    facts = lot(production("p", window="2027-01-05/2027-01-20"))
    assert verdict(facts, put("p/m", "a", "2027-01-10"))
    assert not verdict(facts, put("p/m", "a", "2027-01-09"))
    assert verdict(facts, put("p/m", "a", "2027-01-18"))
    assert not verdict(facts, put("p/m", "a", "2027-01-19"))


def test_serving_holds_to_phase_windows() -> None:
    phases = {"id": "m", "phases": {"build": 2, "shoot": 3}, "phase_windows": {"shoot": "2027-01-20/2027-01-24"}}
    facts = lot(production("p", phases))

    def on(start: str) -> Placement:
        return put("p/m", "a", start, ("build", 2), ("shoot", 3))

    assert verdict(facts, on("2027-01-18"))  # shoots from the 20th
    assert not verdict(facts, on("2027-01-17"))
    assert verdict(facts, on("2027-01-20"))  # shoots to the 24th
    assert not verdict(facts, on("2027-01-21"))


def test_serving_lets_builds_and_nothing_else_stand_in_the_days_of_access() -> None:
    early = lease("l-a", "a", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True)
    facts = lot(production("p", {"id": "m", "phases": {"build": 5, "shoot": 3}}), leases=[early])

    def on(start: str) -> Placement:
        return put("p/m", "a", start, ("build", 5), ("shoot", 3))

    assert verdict(facts, on("2027-01-15"))  # shoots from the 20th, the first day of the term
    assert not verdict(facts, on("2027-01-14"))


def test_serving_lets_the_longest_stage_set_the_length() -> None:
    facts = lot(production("p", need(3, days_on={"b": 5}, stages=2)))
    assert verdict(facts, put("p/m", "a b", "2027-01-10", days=5))
    assert verdict(facts, put("p/m", "a b", "2027-03-27", days=5))  # to the 31st
    assert not verdict(facts, put("p/m", "a b", "2027-03-28", days=5))


def test_serving_asks_for_as_many_stages_as_the_need() -> None:
    facts = lot(production("p", need(stages=2)))
    assert verdict(facts, put("p/m", "a b", "2027-01-10"))
    assert not verdict(facts, put("p/m", "a", "2027-01-10"))


def test_serving_starts_on_working_days_and_counts_them() -> None:
    facts = lot(production("p", calendar="working"))
    assert verdict(facts, put("p/m", "a", "2027-01-12"))  # Tuesday to Thursday
    assert not verdict(facts, put("p/m", "a", "2027-01-11"))  # Coming of Age Day
    assert not verdict(facts, put("p/m", "a", "2027-01-16"))  # Saturday
    assert verdict(facts, put("p/m", "a", "2027-01-15", days=5))  # Friday, Monday, Tuesday


def test_serving_takes_every_member_of_a_joined_whole() -> None:
    spaces = [stage("a", area="500 m2", joins=["b"]), stage("b", area="400 m2"), stage("c", area="900 m2")]
    facts = lot(production("p", need(min_area="900 m2")), production("q"), spaces=spaces)
    whole = put("p/m", "a+b", "2027-01-10")
    assert verdict(facts, whole, put("q/m", "b", "2027-01-13"))
    assert not verdict(facts, whole, put("q/m", "b", "2027-01-12"))
    assert not verdict(facts, put("p/m", "a+c", "2027-01-10"))
    short = lot(production("p", need(min_area="900.1 m2")), spaces=spaces)
    assert not verdict(short, put("p/m", "a+b", "2027-01-10"))


@pytest.mark.parametrize(
    ("fields", "earliest", "latest"),
    [
        ({"min_days": 2, "max_days": 5}, "2027-01-15", "2027-01-18"),  # from the end, the 13th
        ({"min_days": 2, "max_days": 5, "from": "start"}, "2027-01-12", "2027-01-15"),
        ({"min_days": -4, "max_days": 0, "from": "start"}, "2027-01-06", "2027-01-10"),
    ],
)
def test_linking_allows_a_lag_of_exactly_min_and_exactly_max_days(fields: Any, earliest: str, latest: str) -> None:
    second = production("q", need(after=[{"need": "p/m", **fields}]), ready="2027-01-01")
    facts = lot(production("p"), second)
    first = put("p/m", "a", "2027-01-10")

    def day(text: str, by: int) -> Placement:
        return put("q/m", "b", f"{text[:8]}{int(text[8:]) + by:02d}")

    assert verdict(facts, first, day(earliest, 0))
    assert not verdict(facts, first, day(earliest, -1))
    assert verdict(facts, first, day(latest, 0))
    assert not verdict(facts, first, day(latest, 1))


def test_linking_returns_to_the_same_stages_which_are_free_in_between() -> None:
    back = need(3, after=[{"need": "m", "same_stages": True}]) | {"id": "n"}
    facts = lot(production("p", need(), back), production("q"))
    first = put("p/m", "a", "2027-01-10")
    assert verdict(facts, first, put("p/n", "a", "2027-01-16"), put("q/m", "a", "2027-01-13"))
    assert not verdict(facts, first, put("p/n", "b", "2027-01-16"))


def test_linking_places_nothing_behind_a_need_without_a_place() -> None:
    facts = lot(production("p"), production("q", need(after=[{"need": "p/m"}])))
    assert verdict(facts, put("p/m", "a", "2027-01-10"), put("q/m", "a", "2027-01-13"))
    assert not verdict(facts, put("q/m", "a", "2027-01-13"))


STUDIOS = [
    {"id": "lot", "name": "Lot", "country": "JP", "city": "Tokyo"},
    {"id": "near", "name": "Near", "country": "JP", "city": "Tokyo"},
    {"id": "far", "name": "Far", "country": "JP", "city": "Osaka"},
    {"id": "abroad", "name": "Abroad", "country": "KR", "city": "Paju"},
]


@pytest.mark.parametrize(
    ("together", "allowed"),
    [("studio", ""), ("city", "near"), ("country", "near far"), ("any", "near far abroad")],
)
def test_nearness_reaches_as_far_as_asked(together: str, allowed: str) -> None:
    spaces = [stage(f"s-{item['id']}", studio=item["id"]) for item in STUDIOS]
    facts = lot(production("p", need(stages=2), together=together), spaces=spaces, studios=STUDIOS)
    for studio in ("near", "far", "abroad"):
        pair = " ".join(sorted(["s-lot", f"s-{studio}"]))
        assert verdict(facts, put("p/m", pair, "2027-01-10")) is (studio in allowed.split())


def test_fixing_holds_to_the_locked_stage_and_day() -> None:
    locks = [{"id": "k", "production": "p", "need": "m", "stages": ["a"], "start": "2027-01-20"}]
    facts = lot(locks=locks)
    assert verdict(facts, put("p/m", "a", "2027-01-20"))
    assert not verdict(facts, put("p/m", "a", "2027-01-21"))
    assert not verdict(facts, put("p/m", "b", "2027-01-20"))
    assert not verdict(facts)


def test_capacity_counts_stages_and_not_more() -> None:
    """A rule that follows from occupancy: two stages carry two stays a day, and a third the day after."""
    facts = lot(production("p"), production("q"), production("r"))
    two = put("p/m", "a", "2027-01-10"), put("q/m", "b", "2027-01-10")
    assert verdict(facts, *two)
    assert verdict(facts, *two, put("r/m", "a", "2027-01-13"))
    assert not verdict(facts, *two, put("r/m", "a", "2027-01-12"))


def test_capacity_leaves_room_for_builds_in_the_days_of_access() -> None:
    leases = [
        lease("l-a", "a", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True),
        lease("l-b", "b", "2027-01-20/2027-03-31", access="2027-01-10", builds_in_access=True),
    ]
    needs = {"id": "m", "phases": {"build": 5, "shoot": 3}}
    facts = lot(production("p", needs), production("q", needs), leases=leases)
    both = [put(f"{id_}/m", on, "2027-01-15", ("build", 5), ("shoot", 3)) for id_, on in (("p", "a"), ("q", "b"))]
    assert verdict(facts, *both)


def costs(facts: Portfolio, *placements: Placement, baseline: Plan | None = None) -> Fraction:
    """What both say the placements cost."""
    by_audit = plan_of(facts, placements, baseline).terms.total
    assert solver_cost(facts, *placements, baseline=baseline) == by_audit
    return Fraction(by_audit)


def test_cost_counts_late_days_from_the_due_on() -> None:
    facts = lot(production("p", due="2027-01-15", priority="2.5", drop_cost=7))
    assert costs(facts, put("p/m", "a", "2027-01-12")) == 0  # done on the 15th
    assert costs(facts, put("p/m", "a", "2027-01-13")) == Fraction(5, 2)
    assert costs(facts) == 7


def test_cost_counts_the_latest_need_of_a_production_once() -> None:
    facts = lot(production("p", need(due="2027-01-13"), need() | {"id": "n"}, due="2027-01-20"))
    assert costs(facts, put("p/m", "a", "2027-01-15"), put("p/n", "b", "2027-01-20")) == 5
    assert costs(facts, put("p/m", "a", "2027-01-15"), put("p/n", "b", "2027-01-25")) == 8


def test_cost_counts_to_the_end_of_the_last_shoot_for_a_due_derived_from_a_release() -> None:
    titles = [{"id": "t", "name": "T", "kind": "live-action", "release": "2027-02-10", "post_days": 10}]
    phases = {"id": "m", "phases": {"shoot": 3, "strike": 4}}
    facts = lot(production("p", phases, titles=["t"]), titles=titles)

    def on(start: str) -> Placement:
        return put("p/m", "a", start, ("shoot", 3), ("strike", 4))

    assert costs(facts, on("2027-01-28")) == 0  # shot by the 31st, the day the post needs it
    assert costs(facts, on("2027-01-29")) == 1


def test_cost_counts_moves_and_shifts_from_a_baseline_for_what_both_plans_place() -> None:
    facts = lot(production("p"), production("q"))
    before = plan_of(facts, [put("p/m", "a", "2027-01-10")])
    q = put("q/m", "a", "2027-02-10")
    assert costs(facts, put("p/m", "a", "2027-01-10"), q, baseline=before) == 0
    assert costs(facts, put("p/m", "a", "2027-01-13"), q, baseline=before) == Fraction(3, 10)
    assert costs(facts, put("p/m", "b", "2027-01-10"), q, baseline=before) == 5
    assert costs(facts, q, baseline=before) == 1000
