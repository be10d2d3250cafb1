"""What a plan costs, to the day: the solver's sum and the audit's are the same."""

from __future__ import annotations

from fractions import Fraction

from planning.asking import need, production
from planning.audit.written import plan_of, put
from planning.rules.asked_of_both import costs, lot
from stagehold.planning.plan import Placement


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
