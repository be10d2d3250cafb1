"""One good plan for two studios, and many plans that differ from it at one place, each caught by its own rule alone.

Day by day (all 2027; a range names its last day)::

    a+b  saga/main    build 11 to 13, shoot 14 to 20, strike 21 January; a clear day on each
    a    pilot/film   shoot 25 to 27 January; the set stands; pilot/more shoot 4 and 5 February
    b    booked by others 25 to 31 January; drama/main from 3 to 10 February, by a lock
    c    crew/main    working days from Thursday 7 to Wednesday 13 January (11 January is Coming of Age Day)
    c    fair/main    two shoot days 20 and 21 January, late by 3 days for the release of its title
    x, y quest/main   on two stages of the other studio, 12 to 16 January, five days because of y
    d    idle; closed 1 to 5 February, out of service from the 16th
    lost              no place: nobody has a tank
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from planning.audit.written import LOT, broken, lease, plan_of, portfolio, put, stage
from stagehold.domain.editing import set_field
from stagehold.planning.audit import audit
from stagehold.planning.plan import Placement, Terms, UnplacedProduction

FACTS = portfolio(
    studios=[LOT, {"id": "yard", "name": "Yard", "country": "JP", "city": "Chofu"}],
    spaces=[
        stage("a", area="800 m2 gross", clear_height="12 m", features=["grid"], joins=["b"], turnover_after=1),
        stage("b", area="700 m2 gross", clear_height="11 m", features=["desk"], turnover_after=1),
        stage("c", area="500 m2 gross", clear_height="10 m", features=["desk"]),
        stage("d", area="1600 m2 gross", clear_height="8 m", features=["grid", "desk"], in_service="../2027-02-15"),
        {"id": "x", "studio": "yard", "kind": "stage", "features": ["desk"], "turnover_before": 2},
        {"id": "y", "studio": "yard", "kind": "stage"},
        {"id": "shop", "studio": "lot", "kind": "workshop", "features": ["desk"]},
    ],
    leases=[
        lease("l-lot", "a b c d shop", "2027-01-14/2027-02-28", access="2027-01-11", builds_in_access=True),
        lease("l-c", "c", "2027-01-04/2027-02-28"),
        lease("l-yard", "x y", "2027-01-10/2027-01-20", options=[{"kind": "extend", "adds": "P5D"}]),
        lease("l-all", "a b c d x y", "2026-01-01/..", is_total_of=["l-lot", "l-yard"]),
    ],
    closures=[{"id": "floor", "space": "d", "from": "2027-02-01", "to": "2027-02-05"}],
    bookings=[
        {
            "id": "others",
            "party": "them",
            "lines": [{"space": "b", "days": "2027-01-25/2027-01-31", "state": "confirmed"}],
        }
    ],
    titles=[{"id": "fair-1", "name": "Fair", "release": "2027-02-08", "post_days": 20}],
    productions=[
        {
            "id": "saga",
            "ready": "2027-01-11",
            "window": "2027-01-11/2027-01-31",
            "due": "2027-01-22",
            "priority": "2.5",
            "needs": [
                {
                    "id": "main",
                    "min_area": "1400 m2",
                    "min_height": "11 m",
                    "features": ["grid"],
                    "phases": {"build": 3, "shoot": 7, "strike": 1},
                    "phase_windows": {"shoot": "2027-01-14/2027-01-31"},
                }
            ],
        },
        {
            "id": "pilot",
            "needs": [
                {"id": "film", "phases": {"shoot": 3}, "allowed": ["a", "d"]},
                {
                    "id": "more",
                    "phases": {"shoot": 2},
                    "after": [{"need": "film", "min_days": 5, "max_days": 10, "keep": True}],
                },
            ],
        },
        {"id": "drama", "needs": [{"id": "main", "days_on": {"b": 8}}], "due": "2027-02-11"},
        {"id": "crew", "calendar": "working", "needs": [{"id": "main", "phases": {"build": 1, "shoot": 3}}]},
        {
            "id": "fair",
            "titles": ["fair-1"],
            "ready": "2027-01-18",
            "priority": 2,
            "needs": [
                {
                    "id": "main",
                    "phases": {"shoot": 2},
                    "features": ["desk"],
                    "phase_windows": {"shoot": "../2027-02-20"},
                }
            ],
        },
        {
            "id": "quest",
            "window": "2027-01-12/2027-01-18",
            "needs": [{"id": "main", "stages": 2, "phases": {"shoot": 4}, "days_on": {"y": 5}}],
        },
        {"id": "lost", "drop_cost": 12, "needs": [{"id": "main", "phases": {"shoot": 1}, "features": ["tank"]}]},
    ],
    locks=[{"id": "star", "production": "drama", "need": "main", "start": "2027-02-03"}],
)
GOOD = {
    "saga/main": put("saga/main", "a+b", "2027-01-11", ("build", 3), ("shoot", 7), ("strike", 1)),
    "pilot/film": put("pilot/film", "a", "2027-01-25", days=3),
    "pilot/more": put("pilot/more", "a", "2027-02-04", days=2),
    "drama/main": put("drama/main", "b", "2027-02-03", days=8),
    "crew/main": put("crew/main", "c", "2027-01-07", ("build", 1), ("shoot", 6)),
    "fair/main": put("fair/main", "c", "2027-01-20", days=2),
    "quest/main": put("quest/main", "x y", "2027-01-12", days=5),
}


def test_the_good_plan_passes() -> None:
    plan = plan_of(FACTS, list(GOOD.values()))
    assert audit(FACTS, plan) == ()
    assert plan.terms == Terms(unplaced=Decimal(12), late=Decimal(6))


Change = Callable[[Placement], Placement]


def by(days: int) -> Change:
    """The whole stay so many days later."""
    step = timedelta(days=days)
    return lambda item: replace(
        item,
        start=item.start + step,
        end=item.end + step,
        phases=tuple(replace(phase, start=phase.start + step, end=phase.end + step) for phase in item.phases),
    )


def to(*stages: str) -> Change:
    return lambda item: replace(item, stages=stages)


def again(*phases: tuple[str, int], start: str = "", stages: str = "") -> Change:
    """The need put anew, on the same day and stages unless told."""

    def change(item: Placement) -> Placement:
        need = f"{item.production}/{item.need}"
        return put(need, stages or " ".join(item.stages), start or item.start.isoformat(), *phases)

    return change


BROKEN: list[tuple[str, Change, str]] = [
    ("saga/main", to("a"), "too-small"),
    ("saga/main", to("d"), "too-low"),
    ("saga/main", to("b+a"), "not-in-order"),
    ("saga/main", again(("build", 3), ("shoot", 8)), "phases"),
    ("saga/main", again(("build", 3), ("shoot", 7)), "length"),
    ("pilot/film", by(-3), "turnover"),
    ("pilot/film", by(3), "after"),
    ("pilot/more", to("c"), "keep"),
    ("drama/main", by(1), "lock"),
    ("drama/main", to("c"), "no-length"),
    ("crew/main", by(-2), "length"),
    ("crew/main", again(("build", 4), ("shoot", 3), start="2027-01-09"), "rest-day"),
    ("crew/main", again(("build", 2), ("shoot", 5)), "phases"),
    ("fair/main", by(-4), "before-ready"),
    ("fair/main", again(("shoot", 2), start="2027-02-20"), "phase-window"),
    ("fair/main", again(("shoot", 2), start="2027-02-08", stages="a"), "lacks"),
    ("fair/main", again(("shoot", 2), start="2027-02-12", stages="a+b"), "needless-join"),
    ("fair/main", again(("shoot", 2), start="2027-02-12", stages="b+d"), "not-joined"),
    ("fair/main", again(("shoot", 2), start="2027-02-04", stages="d"), "closed"),
    ("fair/main", again(("shoot", 2), start="2027-02-15", stages="d"), "out-of-service"),
    ("fair/main", again(("shoot", 2), start="2027-01-28", stages="b"), "booked"),
    ("fair/main", to("b"), "overlap"),
    ("fair/main", to("x"), "off-lease"),
    ("fair/main", to("shop"), "not-a-stage"),
    ("fair/main", to("e"), "unknown-stage"),
    ("fair/main", lambda item: replace(item, need="second"), "unknown-need"),
    ("fair/main", lambda item: replace(item, end=item.start), "no-days"),
    ("quest/main", by(-1), "out-of-window"),
    ("quest/main", to("y"), "stage-count"),
    ("quest/main", to("y", "y"), "stage-twice"),
    ("quest/main", again(("shoot", 5), start="2027-01-14", stages="c y"), "apart"),
    ("quest/main", again(("shoot", 4)), "length"),
]


@pytest.mark.parametrize(("name", "change", "rule"), BROKEN, ids=[f"{name} {rule}" for name, _, rule in BROKEN])
def test_a_plan_broken_at_one_place_is_caught_by_that_rule_alone(name: str, change: Change, rule: str) -> None:
    changed = {**GOOD, name: change(GOOD[name])}
    rules = set(broken(FACTS, *changed.values()))
    if rule in ("unknown-need", "unknown-stage", "no-days"):
        # What cannot be read has no place, so that lateness or the whole production is missing as well.
        assert rule in rules
    else:
        assert rules == {rule}


def test_stages_that_a_need_does_not_allow_are_caught() -> None:
    on_c = {name: to("c")(GOOD[name]) for name in ("pilot/film", "pilot/more")}
    assert broken(FACTS, *{**GOOD, **on_c}.values()) == ["not-allowed"]


def test_shooting_before_the_term_is_caught() -> None:
    changed = set_field(FACTS, "fair.ready", None)
    early = put("fair/main", "d", "2027-01-12", days=2)
    assert broken(changed, *{**GOOD, "fair/main": early}.values()) == ["access"]


def test_a_finding_names_production_field_days_and_what_is_allowed() -> None:
    plan = plan_of(FACTS, list({**GOOD, "pilot/film": by(-3)(GOOD["pilot/film"])}.values()))
    (finding,) = audit(FACTS, plan)
    assert str(finding) == (
        "error: pilot.needs.film.stages: turnover: "
        "found 'a: 0 days between 2027-01-11/2027-01-21 and 2027-01-22/2027-02-05 (saga/main)'; "
        "allowed: at least 1 day: 1 after a stay and 0 before one"
    )


def claims(**fields: Any) -> set[str]:
    plan = plan_of(FACTS, list(GOOD.values()))
    return {finding.rule for finding in audit(FACTS, replace(plan, **fields))}


def test_every_production_is_accounted_for_once_and_wholly() -> None:
    plan = plan_of(FACTS, list(GOOD.values()))
    without_more = tuple(item for item in plan.placements if item.need != "more")
    assert claims(placements=without_more) == {"partly-placed"}
    assert claims(placements=(*plan.placements, plan.placements[0])) == {"placed-twice"}
    assert claims(unplaced=()) == {"unaccounted", "terms"}
    both = (*plan.unplaced, UnplacedProduction(production="pilot"))
    assert claims(unplaced=both) == {"placed-and-unplaced", "terms"}
