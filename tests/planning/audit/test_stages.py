"""Which stages serve a need, how many, and which neighbours as one."""

from __future__ import annotations

from typing import Any

import pytest

from planning.audit.written import LOT, broken, lease, one_stage, put, stage

WHOLES = [
    stage("a", area="400 m2 gross", clear_height="10 m", features=["tank"], joins=["b"]),
    stage("b", area="500 m2 gross", clear_height="12 m", features=["grid"], joins=["c"]),
    stage("c", area="600 m2 gross", clear_height="14 m"),
    stage("d", area="900 m2 effective"),
    stage("e"),
]


def stands(need: dict[str, Any], stages: str, spaces: list[dict[str, Any]] = WHOLES) -> list[str]:
    return broken(one_stage(need, spaces=spaces), put("p/m", stages, "2027-01-10"))


@pytest.mark.parametrize(
    ("need", "right", "wrong", "rule"),
    [
        ({"min_area": 500}, "b", "a", "too-small"),
        ({"min_area": 500}, "d", "e", "too-small"),
        ({"min_area": "500 m2 gross"}, "b", "d", "too-small"),
        ({"min_area": "151.25 pyeong"}, "b", "a", "too-small"),
        ({"min_height": "12 m"}, "b", "a", "too-low"),
        ({"min_height": 9}, "a", "d", "too-low"),
        ({"features": ["grid"]}, "b", "a", "lacks"),
        ({"features": ["grid"]}, "b", "e", "lacks"),
        ({"allowed": ["a", "b"]}, "b", "c", "not-allowed"),
        ({"days_on": {"a": 3}, "only": True}, "a", "b", "not-allowed"),
        ({"days_on": {"a": 3}, "phases": []}, "a", "b", "no-length"),
        ({"stages": 2}, "a c", "a", "stage-count"),
        ({"stages": 1}, "a", "a c", "stage-count"),
        ({"stages": 2}, "a c", "a a", "stage-twice"),
        ({"stages": 2}, "a c", "c a", "not-in-order"),
        ({"min_area": 900}, "a+b", "b+a", "not-in-order"),
        ({"min_area": 900, "stages": 2}, "a+b d", "a+b b+c", "stage-twice"),
        ({"min_area": 1000}, "b+c", "a+c", "not-joined"),
        ({"min_area": 1000}, "b+c", "a+b", "too-small"),
        ({"min_area": 1000}, "b+c", "a+b+c", "needless-join"),
        ({"min_area": 1200}, "a+b+c", "b+c", "too-small"),
        ({"min_area": 450}, "b", "a+b", "needless-join"),
        ({}, "a", "a+b", "needless-join"),
        ({"min_area": 900, "min_height": 10}, "a+b", "d", "too-low"),
        ({"min_area": 900, "min_height": 11}, "b+c", "a+b", "too-low"),
        ({"min_area": 900, "features": ["tank", "grid"]}, "a+b", "b+c", "lacks"),
        ({"min_area": 900, "allowed": ["a", "b"]}, "a+b", "b+c", "not-allowed"),
    ],
    ids=str,
)
def test_a_stage_serves_only_the_needs_it_is_known_to_meet(
    need: dict[str, Any], right: str, wrong: str, rule: str
) -> None:
    assert stands(need, right) == []
    assert stands(need, wrong) == [rule]


def test_areas_of_two_bases_do_not_add() -> None:
    spaces = [stage("a", area="400 m2 gross"), stage("b", area="500 m2 effective", joins=["a"])]
    assert stands({"min_area": 800}, "a+b", spaces) == ["too-small"]


def test_a_workshop_carries_no_need() -> None:
    spaces = [stage("a"), {"id": "w", "studio": "lot", "kind": "workshop"}]
    assert stands({}, "w", spaces) == ["not-a-stage"]


def test_an_area_is_compared_exactly_over_units() -> None:
    tsubo = [stage("a", area="121 tsubo")]  # exactly 400 m2
    assert stands({"min_area": "400 m2"}, "a", tsubo) == []
    assert stands({"min_area": "400.0001 m2"}, "a", tsubo) == ["too-small"]


YARD = {"id": "yard", "name": "Yard", "country": "JP", "city": "Tokyo"}
FAR = {"id": "far", "name": "Far", "country": "JP"}
ABROAD = {"id": "abroad", "name": "Abroad", "country": "KR", "city": "Tokyo"}


@pytest.mark.parametrize(
    ("together", "near"),
    [("studio", ""), ("city", "yard"), ("country", "yard far"), ("any", "yard far abroad")],
)
def test_the_stages_of_a_production_lie_as_close_as_it_asks(together: str, near: str) -> None:
    studios = [LOT, YARD, FAR, ABROAD]
    spaces = [{"id": f"s-{item['id']}", "studio": item["id"], "kind": "stage"} for item in studios]
    facts = one_stage(
        {"stages": 2},
        studios=studios,
        spaces=spaces,
        leases=[lease("l", " ".join(str(item["id"]) for item in spaces))],
        p={"together": together},
    )
    for other in ("yard", "far", "abroad"):
        stages = " ".join(sorted(["s-lot", f"s-{other}"]))
        assert broken(facts, put("p/m", stages, "2027-01-10")) == ([] if other in near.split() else ["apart"])


def test_all_needs_of_a_production_lie_together() -> None:
    facts = one_stage(
        studios=[LOT, YARD],
        spaces=[stage("a"), {"id": "y", "studio": "yard", "kind": "stage"}],
        p={"needs": [{"id": "m", "phases": {"shoot": 3}}, {"id": "n", "phases": {"shoot": 3}}]},
    )
    assert broken(facts, put("p/m", "a", "2027-01-10"), put("p/n", "a", "2027-01-20")) == []
    assert broken(facts, put("p/m", "a", "2027-01-10"), put("p/n", "y", "2027-01-20")) == ["apart"]
