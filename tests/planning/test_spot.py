"""Offers as supply: when a plan hires a stage, for which days, and what it says they cost."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from planning.asking import need, placed, plan, portfolio, production
from planning.audit.written import broken, lease, put, stage
from planning.rules.asked_of_both import costs, lot, verdict
from stagehold.domain.errors import MissingFacts
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Terms
from stagehold.planning.rules import hiring

RATES = {"build": 2, "shoot": 5, "standing": 1, "strike": 2}


def offer(id_: str, space: str, **fields: Any) -> dict[str, Any]:
    """All of February 2027 unless told otherwise."""
    days = {"from": "2027-02-01", "to": "2027-02-28"}
    return {"id": id_, "space": space, "rate": RATES, "currency": "JPY", **days, **fields}


def hired(*productions: dict[str, Any], weight: str = "1", **tables: Any) -> Portfolio:
    """Stage a leased in January 2027, stage b on no lease, and what is on offer."""
    tables.setdefault("spaces", [stage("a"), stage("b")])
    tables.setdefault("leases", [lease("l", "a", "2027-01-04/2027-01-31")])
    tables.setdefault("offers", [offer("o", "b")])
    tables.setdefault("settings", {"weights": {"spot": weight}})
    return lot(*productions, **tables)


def asked(facts: Portfolio, on: str, start: str, *phases: tuple[str, int]) -> Fraction | None:
    """What three days of shooting (or these phases) from a day cost, None where they may not be; both agree."""
    placement = put("p/m", on, start, *phases)
    return costs(facts, placement) if verdict(facts, placement) else None


def test_without_a_weight_for_money_nothing_is_hired() -> None:
    facts = hired(production("p", ready="2027-02-01"), settings={})
    assert asked(facts, "b", "2027-02-01") is None
    assert [item.production for item in plan(facts).unplaced] == ["p"]


def test_a_stage_that_is_only_on_offer_is_hired_for_its_rate_by_phase() -> None:
    phases = {"id": "m", "phases": {"build": 2, "shoot": 3, "standing": 4, "strike": 1}}
    facts = hired(production("p", phases, ready="2027-02-01"), weight="0.5")
    made = plan(facts)
    assert placed(made) == {"p/m": ("b", "2027-02-01", "2027-02-10")}
    assert made.terms == Terms(spot=Decimal("0.5") * (2 * 2 + 3 * 5 + 4 * 1 + 2))


def test_an_offer_holds_from_its_first_day_through_its_last() -> None:
    facts = hired()
    assert asked(facts, "b", "2027-02-01") == 15
    assert asked(facts, "b", "2027-01-31") is None
    assert asked(facts, "b", "2027-02-26") == 15
    assert asked(facts, "b", "2027-02-27") is None


def test_a_coarse_offer_is_read_as_supply() -> None:
    facts = hired(offers=[offer("o", "b", **{"from": "2027-02", "to": "2027-04"})])
    assert asked(facts, "b", "2027-02-27") is None
    assert asked(facts, "b", "2027-02-28") == 15
    assert asked(facts, "b", "2027-03-30") == 15
    assert asked(facts, "b", "2027-03-31") is None


def test_a_season_on_offer_must_be_pinned() -> None:
    facts = hired(offers=[offer("o", "b", **{"from": "2026-22"})])
    with pytest.raises(MissingFacts, match=r"o\.from"):
        plan(facts)
    with pytest.raises(MissingFacts, match=r"o\.from"):
        broken(facts, put("p/m", "b", "2027-02-01"))


def test_leased_days_are_never_paid_and_join_those_on_offer() -> None:
    facts = hired(offers=[offer("o", "a", **{"from": "2027-01-01"})])
    assert asked(facts, "a", "2027-01-20") == 0
    assert asked(facts, "a", "2027-01-30") == 5  # the 30th and 31st are leased
    assert asked(facts, "a", "2027-02-01") == 15


def test_builds_on_days_of_access_are_not_paid_and_other_phases_are() -> None:
    leases = [lease("l", "a", "2027-02-10/2027-02-28", access="2027-02-01", builds_in_access=True)]
    facts = hired(
        production("p", {"id": "m", "phases": {"build": 2, "shoot": 3}}), leases=leases, offers=[offer("o", "a")]
    )
    assert asked(facts, "a", "2027-02-08", ("build", 2), ("shoot", 3)) == 0
    assert asked(facts, "a", "2027-02-06", ("build", 2), ("shoot", 3)) == 10  # 8 and 9 February
    without = hired(production("p", {"id": "m", "phases": {"build": 2, "shoot": 3}}), leases=leases, offers=[])
    assert asked(without, "a", "2027-02-06", ("build", 2), ("shoot", 3)) is None


def test_days_kept_for_reinstatement_are_leased_and_cannot_be_hired() -> None:
    leases = [lease("l", "a", "2027-01-04/2027-01-31", reinstate=4)]
    facts = hired(leases=leases, offers=[offer("o", "a", **{"from": "2027-01-01"})])
    assert asked(facts, "a", "2027-01-25") == 0
    assert asked(facts, "a", "2027-01-26") is None
    assert asked(facts, "a", "2027-01-31") is None
    assert asked(facts, "a", "2027-02-01") == 15


def test_the_cheapest_offer_of_each_day_counts_and_of_equal_ones_that_with_the_least_minimum() -> None:
    cheap = offer("z", "b", rate={"shoot": 3}, **{"from": "2027-02-10"})
    dear = offer("c", "b", min_days=9)
    facts = hired(offers=[dear, offer("o", "b", min_days=1), cheap])
    assert asked(facts, "b", "2027-02-08") == 5 + 5 + 3
    assert asked(hired(offers=[dear]), "b", "2027-02-08") == 45


def test_minimum_days_are_paid_at_the_highest_rate_used_by_every_stay() -> None:
    facts = hired(
        production("p", {"id": "m", "phases": {"build": 1, "shoot": 2}}), offers=[offer("o", "b", min_days=5)]
    )
    assert asked(facts, "b", "2027-02-01", ("build", 1), ("shoot", 2)) == 2 + 5 + 5 + 2 * 5
    two = hired(production("p"), production("q"), offers=[offer("o", "b", min_days=5)])
    assert costs(two, put("p/m", "b", "2027-02-01"), put("q/m", "b", "2027-02-04")) == 50


def test_a_phase_without_a_rate_cannot_be_hired() -> None:
    facts = hired(
        production("p", {"id": "m", "phases": {"build": 1, "shoot": 2}}), offers=[offer("o", "b", rate={"shoot": 5})]
    )
    assert asked(facts, "b", "2027-02-01", ("build", 1), ("shoot", 2)) is None
    joined = hired(
        production("p", {"id": "m", "phases": {"build": 1, "shoot": 2}}),
        offers=[offer("o", "a", rate={"shoot": 5})],
    )
    assert asked(joined, "a", "2027-01-31", ("build", 1), ("shoot", 2)) == 10
    assert asked(joined, "a", "2027-02-01", ("build", 1), ("shoot", 2)) is None


KEPT = {"id": "n", "phases": {"shoot": 2}, "after": [{"need": "m", "keep": True}]}


def test_a_kept_set_pays_for_the_days_it_waits() -> None:
    facts = hired(production("p", need(3), KEPT))
    first = put("p/m", "b", "2027-02-01")
    assert costs(facts, first, put("p/n", "b", "2027-02-04", days=2)) == 25
    assert costs(facts, first, put("p/n", "b", "2027-02-10", days=2)) == 25 + 6  # 4 to 9 February


def test_the_days_a_set_waits_owe_the_minimum_by_themselves() -> None:
    facts = hired(production("p", need(3), KEPT), offers=[offer("o", "b", min_days=4)])
    first = put("p/m", "b", "2027-02-01")
    assert costs(facts, first, put("p/n", "b", "2027-02-04", days=2)) == 20 + 20
    assert costs(facts, first, put("p/n", "b", "2027-02-06", days=2)) == 20 + 20 + 4
    assert costs(facts, first, put("p/n", "b", "2027-02-10", days=2)) == 20 + 20 + 6


def test_a_set_does_not_wait_where_the_offer_has_no_rate_for_it() -> None:
    facts = hired(production("p", need(3), KEPT), offers=[offer("o", "b", rate={"shoot": 5})])
    first = put("p/m", "b", "2027-02-01")
    assert verdict(facts, first, put("p/n", "b", "2027-02-04", days=2))
    assert not verdict(facts, first, put("p/n", "b", "2027-02-05", days=2))


def test_a_set_waits_across_the_end_of_a_lease() -> None:
    facts = hired(production("p", need(3), KEPT), offers=[offer("o", "a")])
    assert costs(facts, put("p/m", "a", "2027-01-20"), put("p/n", "a", "2027-02-03", days=2)) == 2 * 1 + 2 * 5


@pytest.mark.parametrize(("party", "free"), [("them", True), ("third", False), (None, False), ("us", False)])
def test_an_exclusive_lease_of_another_comes_before_an_offer_of_anybody_else(party: str | None, free: bool) -> None:
    theirs = {**lease("x", "b", "2027-01-01/2027-12-31"), "lessee": "them"}
    offers = [offer("o", "b", **({"party": party} if party else {}))]
    facts = hired(leases=[lease("l", "a"), theirs], offers=offers)
    assert (asked(facts, "b", "2027-02-01") is not None) is free
    told = [(item.record, item.field) for item in plan(facts).findings if item.rule == "offer-under-lease"]
    assert told == ([("o", "party")] if party in ("third", None) else [])


def test_a_coarse_lease_of_another_takes_all_the_days_it_can_mean() -> None:
    theirs = {**lease("x", "b", "2027-02-10/2027-03"), "lessee": "them"}
    offers = [offer("o", "b", to="2027-04-30")]
    facts = hired(leases=[lease("l", "a"), theirs], offers=offers)
    assert asked(facts, "b", "2027-02-07") == 15
    assert asked(facts, "b", "2027-02-08") is None
    assert asked(facts, "b", "2027-03-31") is None
    assert asked(facts, "b", "2027-04-01") == 15


def test_closures_bookings_and_turnover_hold_on_offers_too() -> None:
    theirs = {
        "id": "k",
        "party": "them",
        "lines": [{"space": "b", "days": "2027-02-10/2027-02-12", "state": "confirmed"}],
    }
    facts = hired(
        spaces=[stage("a"), stage("b", turnover_after=1)],
        closures=[{"id": "c", "space": "b", "from": "2027-02-20", "to": "2027-02-21"}],
        bookings=[theirs],
    )
    assert asked(facts, "b", "2027-02-06") == 15
    assert asked(facts, "b", "2027-02-07") is None
    assert asked(facts, "b", "2027-02-13") is None
    assert asked(facts, "b", "2027-02-14") == 15
    assert asked(facts, "b", "2027-02-17") == 15
    assert asked(facts, "b", "2027-02-18") is None


def test_every_member_of_a_joined_whole_pays_on_its_own_offer() -> None:
    spaces = [stage("a", area="300 m2", joins=["b"]), stage("b", area="300 m2")]
    facts = hired(production("p", need(min_area="500 m2")), spaces=spaces, offers=[offer("o", "b")])
    assert asked(facts, "a+b", "2027-01-31") is None
    facts = hired(
        production("p", need(min_area="500 m2")),
        spaces=spaces,
        offers=[offer("o", "b", **{"from": "2027-01-20"}), offer("q", "a", rate={"shoot": 1})],
    )
    assert asked(facts, "a+b", "2027-01-25") == 15
    assert asked(facts, "a+b", "2027-01-31") == 15 + 2


def test_among_plans_of_equal_cost_the_one_with_fewer_days_on_offer_is_taken() -> None:
    free = {"shoot": 0, "standing": 0}
    facts = hired(production("p", ready="2027-01-20"), offers=[offer("o", "b", rate=free, **{"from": "2027-01-01"})])
    assert placed(plan(facts)) == {"p/m": ("a", "2027-01-20", "2027-01-22")}
    later = hired(
        production("p", window="2027-01-15/2027-01-31", ready="2027-01-15"),
        leases=[lease("l", "a", "2027-01-24/2027-01-31")],
        offers=[offer("o", "b", rate=free, **{"from": "2027-01-01"})],
    )
    assert placed(plan(later)) == {"p/m": ("a", "2027-01-24", "2027-01-26")}


def test_a_plan_weighs_money_against_late_days() -> None:
    def start(weight: str) -> str:
        facts = hired(
            production("p", ready="2027-02-01", due="2027-02-04"),
            leases=[lease("l", "a", "2027-02-08/2027-03-31")],
            weight=weight,
        )
        return placed(plan(facts))["p/m"][0]

    assert start("0.4") == "b"  # 15 · 0.4 = 6 against 7 days late
    assert start("0.5") == "a"


def test_money_of_another_currency_is_converted_at_the_latest_dated_rate() -> None:
    dollars = offer("o", "b", currency="USD", rate={"shoot": "1.25"})
    rates = [
        {"id": "old", "from": "USD", "to": "JPY", "date": "2026-01-01", "rate": 100},
        {"id": "new", "from": "USD", "to": "JPY", "date": "2027-01-01", "rate": 150},
    ]
    settings = {"weights": {"spot": "1"}, "units": {"currency": "JPY"}}
    facts = hired(offers=[dollars], exchange_rates=rates, settings=settings)
    assert asked(facts, "b", "2027-02-01") == 3 * 188  # 187.5 yen a day, to the even yen
    inverse = [{"id": "r", "from": "JPY", "to": "USD", "date": "2027-01-01", "rate": "0.008"}]
    facts = hired(offers=[dollars], exchange_rates=inverse, settings=settings)
    assert asked(facts, "b", "2027-02-01") == 3 * 156  # 1.25 / 0.008 = 156.25


def test_money_is_never_added_without_a_rate() -> None:
    dollars = offer("q", "b", currency="USD", rate={"shoot": 1})
    both = hired(offers=[offer("o", "a"), dollars])
    with pytest.raises(MissingFacts, match=r"settings\.units\.currency"):
        plan(both)
    settings = {"weights": {"spot": "1"}, "units": {"currency": "JPY"}}
    with pytest.raises(MissingFacts, match=r"q\.currency"):
        plan(hired(offers=[dollars], settings=settings))
    with pytest.raises(MissingFacts, match=r"offer q.*between USD and JPY"):
        broken(hired(offers=[dollars], settings=settings), put("p/m", "b", "2027-02-01"))


def test_what_cannot_be_hired_or_checked_is_a_finding() -> None:
    shop = {"id": "shop", "studio": "lot", "kind": "workshop"}
    facts = hired(spaces=[stage("a"), stage("b"), shop], offers=[offer("o", "b", lead_days=21), offer("w", "shop")])
    told = {(item.rule, item.record, item.field) for item in plan(facts).findings}
    assert {("lead-days-not-checked", "o", "lead_days"), ("offer-not-used", "w", "space")} <= told


def test_an_assumption_on_an_offer_counts_as_used() -> None:
    pin = {"id": "quote", "of": "o.rate.shoot", "value": 4, "why": "by telephone"}
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("l", "a", "2027-01-04/2027-01-31")],
        productions=[production("p", ready="2027-02-01")],
        offers=[offer("o", "b")],
        settings={"weights": {"spot": 1}},
        assumptions=[pin],
    )
    made = plan(facts)
    assert made.terms.spot == 12
    assert made.assumptions == ("quote",)


def test_a_lock_may_stand_on_an_offer() -> None:
    locks = [{"id": "k", "production": "p", "need": "m", "stages": ["b"], "start": "2027-02-05"}]
    made = plan(hired(locks=locks))
    assert placed(made) == {"p/m": ("b", "2027-02-05", "2027-02-07")}
    assert made.objective == made.bound == 15


def test_a_lease_without_end_covers_every_later_day() -> None:
    facts = hired(
        production("p", due="2027-01-12"),
        leases=[lease("l", "a", "2027-01-04/..")],
        offers=[offer("o", "a", to="2030-12-31")],
    )
    assert costs(facts, put("p/m", "a", "2027-01-12")) == 3
    assert broken(facts, put("p/m", "a", "2029-01-20")) == []
    assert plan(facts).terms.spot == 0


@pytest.mark.parametrize("most", [400, 0])
def test_very_many_different_costs_are_the_same_costs(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(hiring, "MOST_STEPS", most)
    facts = hired(
        production("p", {"id": "m", "phases": {"build": 2, "shoot": 3, "strike": 1}}),
        offers=[offer("o", "a", min_days=4), offer("q", "a", rate={"shoot": 3}, **{"from": "2027-02-10"})],
        leases=[lease("l", "a", "2027-01-04/2027-01-31"), lease("m", "a", "2027-02-15/2027-03-31")],
    )
    for day in range(24, 32):
        assert asked(facts, "a", f"2027-01-{day}", ("build", 2), ("shoot", 3), ("strike", 1)) is not None
    for day in range(1, 16):
        assert asked(facts, "a", f"2027-02-{day:02}", ("build", 2), ("shoot", 3), ("strike", 1)) is not None
