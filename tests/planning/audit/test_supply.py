"""Leased days, days open and in service, day by day."""

from __future__ import annotations

from typing import Any

import pytest

from planning.audit.written import broken, lease, one_stage, portfolio, put, stage
from stagehold.domain.errors import MissingFacts


def leased(term: str = "2027-01-04/2027-01-10", need: dict[str, Any] | None = None, **fields: Any):
    return one_stage(need, leases=[lease("l", "a", term, **fields)])


def test_a_stay_fits_between_the_first_and_the_last_day_of_the_term() -> None:
    facts = leased()
    assert broken(facts, put("p/m", "a", "2027-01-04")) == []
    assert broken(facts, put("p/m", "a", "2027-01-08")) == []  # 8, 9 and 10 January
    assert broken(facts, put("p/m", "a", "2027-01-03")) == ["off-lease"]
    assert broken(facts, put("p/m", "a", "2027-01-09")) == ["off-lease"]


def test_a_coarse_term_starts_on_its_last_first_day_and_ends_on_its_first_last_day() -> None:
    facts = leased("2027-01/2027-03")  # 31 January to 1 March
    assert broken(facts, put("p/m", "a", "2027-01-31")) == []
    assert broken(facts, put("p/m", "a", "2027-02-27")) == []
    assert broken(facts, put("p/m", "a", "2027-01-30")) == ["off-lease"]
    assert broken(facts, put("p/m", "a", "2027-02-28")) == ["off-lease"]


def test_a_term_without_an_end_grants_every_later_day() -> None:
    assert broken(leased("2027-01-04/.."), put("p/m", "a", "2049-01-01")) == []


def test_a_term_with_an_unknown_end_gives_no_verdict() -> None:
    with pytest.raises(MissingFacts, match=r"l\.term\.end"):
        broken(leased("2027-01-04/"), put("p/m", "a", "2027-01-04"))


def test_two_leases_that_meet_carry_one_stay() -> None:
    facts = one_stage(leases=[lease("l", "a", "2027-01-04/2027-01-10"), lease("m", "a", "2027-01-11/2027-01-20")])
    assert broken(facts, put("p/m", "a", "2027-01-09")) == []


@pytest.mark.parametrize(
    "fields",
    [{"lessee": "them"}, {"kind": "first-call"}, {"kind": "days"}, {"is_total_of": ["other"]}, {"spaces": []}],
    ids=str,
)
def test_a_lease_of_others_or_of_another_kind_or_a_total_grants_nothing(fields: dict[str, Any]) -> None:
    other = lease("other", "a", "2028-01-01/2028-12-31")
    facts = one_stage(leases=[{**lease("l", "a"), **fields}, other])
    assert broken(facts, put("p/m", "a", "2027-01-10")) == ["off-lease"]


def test_an_extension_counts_once_it_is_exercised() -> None:
    late = put("p/m", "a", "2027-01-12")  # the term ends on the 10th, P4D adds the 11th to the 14th
    assert broken(leased(options=[{"kind": "extend", "adds": "P4D"}]), late) == ["off-lease"]
    assert broken(leased(options=[{"kind": "extend", "adds": "P4D", "exercised": True}]), late) == []
    beyond = put("p/m", "a", "2027-01-13")
    assert broken(leased(options=[{"kind": "extend", "adds": "P4D", "exercised": True}]), beyond) == ["off-lease"]


def test_an_exercised_break_ends_the_lease_on_its_day() -> None:
    facts = leased(options=[{"kind": "break", "from": "2027-01-08", "exercised": True}])
    assert broken(facts, put("p/m", "a", "2027-01-05")) == []
    assert broken(facts, put("p/m", "a", "2027-01-06")) == ["off-lease"]


def test_an_exercised_expansion_adds_its_stage_from_its_day() -> None:
    option = {"kind": "expand", "spaces": ["b"], "from": "2027-01-06", "exercised": True}
    facts = one_stage(spaces=[stage("a"), stage("b")], leases=[lease("l", "a", options=[option])])
    assert broken(facts, put("p/m", "b", "2027-01-06")) == []
    assert broken(facts, put("p/m", "b", "2027-01-05")) == ["off-lease"]


def test_days_of_access_carry_builds_only_and_only_where_the_lease_says_so() -> None:
    need = {"phases": {"build": 3, "shoot": 2}}
    build_early = put("p/m", "a", "2027-01-01", ("build", 3), ("shoot", 2))
    shoot_early = put("p/m", "a", "2026-12-31", ("build", 3), ("shoot", 2))
    open_to_builds = leased(need=need, access="2026-12-20", builds_in_access=True)
    assert broken(open_to_builds, build_early) == []
    assert broken(open_to_builds, shoot_early) == ["access"]
    assert broken(leased(need=need, access="2026-12-20"), build_early) == ["off-lease"]


def test_a_stay_and_its_turnover_leave_the_reinstatement_days_free() -> None:
    def facts(reinstate: int):
        stages = [stage("a", turnover_after=1)]
        return one_stage(spaces=stages, leases=[lease("l", "a", "2027-01-04/2027-01-20", reinstate=reinstate)])

    assert broken(facts(2), put("p/m", "a", "2027-01-15")) == []  # 15 to 17, turnover 18, reinstatement 19 and 20
    assert broken(facts(2), put("p/m", "a", "2027-01-16")) == ["off-lease"]
    assert broken(facts(0), put("p/m", "a", "2027-01-18")) == []  # turnover may lie outside the term


def test_no_day_of_a_stay_is_a_day_of_a_closure() -> None:
    facts = one_stage(closures=[{"id": "c", "space": "a", "from": "2027-01-13", "to": "2027-01-14"}])
    assert broken(facts, put("p/m", "a", "2027-01-10")) == []
    assert broken(facts, put("p/m", "a", "2027-01-15")) == []
    assert broken(facts, put("p/m", "a", "2027-01-11")) == ["closed"]


def test_a_coarse_closure_takes_all_its_days() -> None:
    facts = one_stage(closures=[{"id": "c", "space": "a", "from": "2027-02", "to": "2027-02"}])
    assert broken(facts, put("p/m", "a", "2027-01-29")) == []
    assert broken(facts, put("p/m", "a", "2027-02-26")) == ["closed"]


def test_no_stay_lies_outside_the_days_in_service() -> None:
    facts = one_stage(spaces=[stage("a", in_service="2027-01-10/2027-01-20")])
    assert broken(facts, put("p/m", "a", "2027-01-10")) == []
    assert broken(facts, put("p/m", "a", "2027-01-09")) == ["out-of-service"]
    assert broken(facts, put("p/m", "a", "2027-01-19")) == ["out-of-service"]


OFFER = {"id": "o", "space": "a", "from": "2027-04-01", "to": "2027-04-10", "currency": "JPY", "rate": {"shoot": 7}}


def test_a_day_on_an_offer_needs_a_weight_for_money() -> None:
    placement = put("p/m", "a", "2027-03-31")  # one leased day, two on the offer
    assert broken(one_stage(offers=[OFFER]), placement) == ["off-lease"]
    assert broken(one_stage(offers=[OFFER], settings={"weights": {"spot": "0.5"}}), placement) == []
    assert broken(one_stage(settings={"weights": {"spot": "0.5"}}), placement) == ["off-lease"]


def test_an_offer_without_a_rate_for_the_phase_does_not_serve_it() -> None:
    facts = one_stage({"phases": {"build": 1, "shoot": 2}}, offers=[OFFER], settings={"weights": {"spot": 1}})
    assert broken(facts, put("p/m", "a", "2027-03-31", ("build", 1), ("shoot", 2))) == []
    assert broken(facts, put("p/m", "a", "2027-04-01", ("build", 1), ("shoot", 2))) == ["off-lease"]


def test_offers_in_two_currencies_need_one_to_count_in() -> None:
    dollars = {**OFFER, "id": "o2", "currency": "USD", "from": "2027-04-02", "rate": {"shoot": 1}}
    facts = one_stage(offers=[OFFER, dollars], settings={"weights": {"spot": 1}})
    with pytest.raises(MissingFacts, match=r"o2.*settings\.units\.currency.*JPY"):
        broken(facts, put("p/m", "a", "2027-04-01"))


def test_supply_is_that_of_the_party_the_plan_is_for() -> None:
    facts = portfolio(
        spaces=[stage("a")],
        leases=[lease("l", "a"), lease("m", "a", "2028-01-01/2028-12-31", lessee="them")],
        productions=[{"id": "p", "needs": [{"id": "m", "phases": {"shoot": 3}}]}],
    )
    assert broken(facts, put("p/m", "a", "2027-01-10")) == []
    assert broken(facts, put("p/m", "a", "2028-01-10")) == ["off-lease"]
