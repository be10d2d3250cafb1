"""Each cause by itself, with the days spelled out: what it does to a stay, its stage and those behind it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from advising.risk_cases import always, asked, need, one_stage, own, production, re_shoot, stoppage, three
from planning.asking import portfolio
from planning.audit.written import lease, stage
from stagehold.advising.model import risk_model
from stagehold.advising.repair import RiskModel, Rule, realise
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import CauseKind, Risk, SharedBy
from stagehold.domain.studio import PhaseKind
from stagehold.planning.planner import Planned
from stagehold.services.risking import without_offers


def stays(model: RiskModel, made: Planned, future: int = 0, rule: Rule = Rule.SHIFT) -> dict[str, tuple[str, str]]:
    """First and last day of each stay in one future."""
    found = realise(model, rule, future, future + 1)
    origin = made.question.problem.origin
    return {
        f"{stay.production}/{stay.need}": (
            str(origin + timedelta(days=int(found.start[at, 0]))),
            str(origin + timedelta(days=int(found.end[at, 0]) - 1)),
        )
        for at, stay in enumerate(model.stays)
    }


def came(facts: Portfolio, *risks: Risk, rule: Rule = Rule.SHIFT) -> dict[str, tuple[str, str]]:
    model, made = asked(facts, *risks)
    return stays(model, made, rule=rule)


def test_a_ready_shift_moves_the_start_and_what_stands_behind_it() -> None:
    facts = one_stage(production("p", need(10)), production("q", need(5), ready="2027-01-18"))
    assert came(facts, own(productions=("p",), ready_shift=always(7))) == {
        "p/m": ("2027-01-17", "2027-01-26"),
        "q/m": ("2027-01-27", "2027-01-31"),
    }


def test_a_stay_never_begins_before_its_planned_start() -> None:
    facts = one_stage(production("p", need(10)))
    assert came(facts, own(ready_shift=always(-5))) == {"p/m": ("2027-01-10", "2027-01-19")}


def test_a_shift_below_the_slack_between_ready_and_start_moves_nothing() -> None:
    facts = one_stage(production("p", need(10)), production("q", need(5), ready="2027-01-18"))
    found = came(facts, own(productions=("q",), ready_shift=always(2)))
    assert found["q/m"] == ("2027-01-20", "2027-01-24")


def test_a_factor_stretches_the_phases_it_names_halves_up_and_each_at_least_a_day() -> None:
    phases = {"build": 10, "shoot": 15, "strike": 1}
    facts = one_stage(production("p", {"id": "m", "phases": phases}))
    shoot = own(phase_factor=always("1.5"), phases=(PhaseKind.SHOOT,))  # 22.5 days
    assert came(facts, shoot) == {"p/m": ("2027-01-10", "2027-02-12")}  # 10 + 23 + 1 days
    strike = own(phase_factor=always("0.1"), phases=(PhaseKind.STRIKE,))
    assert came(facts, strike) == {"p/m": ("2027-01-10", "2027-02-04")}  # 26 days still
    both = own("two", phase_factor=always(2), phases=(PhaseKind.SHOOT,))
    assert came(facts, shoot, both) == {"p/m": ("2027-01-10", "2027-03-06")}  # 10 + 45 + 1


def test_standing_days_are_stretched_only_where_they_are_named() -> None:
    phases = [{"shoot": 10}, {"standing": 20}, {"shoot": 10}]
    facts = one_stage(production("p", {"id": "m", "phases": phases}))
    assert came(facts, own(phase_factor=always(2)))["p/m"] == ("2027-01-10", "2027-03-10")  # 20 + 20 + 20
    named = own(phase_factor=always(2), phases=(PhaseKind.STANDING,))
    assert came(facts, named)["p/m"] == ("2027-01-10", "2027-03-10")  # 10 + 40 + 10


def test_a_stoppage_holds_a_set_in_place_and_the_next_one_waits() -> None:
    """The stay loses exactly the days of stoppages that it meets, keeps its stage, and the next begins behind it."""
    facts = one_stage(production("p", need(40)), production("q", need(5), ready="2027-02-19"))
    model, made = asked(facts, stoppage(rate=1, length=always(30)))
    held = 0
    for future in range(64):
        found = stays(model, made, future)
        first, last = (date.fromisoformat(day) for day in found["p/m"])
        extra = (last - first).days + 1 - 40
        assert extra % 30 == 0
        assert first == date(2027, 1, 10) or extra == 0 or first > date(2027, 1, 10)
        assert date.fromisoformat(found["q/m"][0]) > last
        held += extra > 0
    assert held > 2


def test_a_standing_set_does_not_wait_for_a_stoppage() -> None:
    phases = [{"shoot": 1}, {"standing": 300}, {"shoot": 1}]
    facts = one_stage(production("p", {"id": "m", "phases": phases}), term="2027-01-01/2032-12-31")
    model, made = asked(facts, stoppage(rate=2, length=always(5)))
    longer = []
    for future in range(64):
        first, last = (date.fromisoformat(day) for day in stays(model, made, future)["p/m"])
        longer.append((last - first).days + 1 - 302)
    assert longer.count(0) > 50
    assert max(longer) <= 10


def test_a_stoppage_of_a_country_stops_its_stages_alone() -> None:
    studios = [
        {"id": "lot", "name": "Lot", "country": "JP", "city": "Tokyo"},
        {"id": "far", "name": "Far", "country": "KR", "city": "Seoul"},
    ]
    facts = portfolio(
        studios=studios,
        spaces=[stage("a"), {**stage("b"), "studio": "far"}],
        leases=[lease("la", "a", term="2027-01-01/2030-12-31"), lease("lb", "b", term="2027-01-01/2030-12-31")],
        productions=[production("p", need(100, allowed=["a"])), production("q", need(100, allowed=["b"]))],
    )
    model, made = asked(facts, stoppage(rate=3, length=always(20), countries=("KR",), shared_by=SharedBy.COUNTRY))
    rows = [stays(model, made, future) for future in range(40)]
    assert {row["p/m"] for row in rows} == {("2027-01-10", "2027-04-19")}
    assert len({row["q/m"] for row in rows}) > 2


def test_stoppages_of_studios_are_drawn_apart_and_of_one_group_together() -> None:
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", term="2027-01-01/2030-12-31"), lease("lb", "b", term="2027-01-01/2030-12-31")],
        productions=[production("p", need(100, allowed=["a"])), production("q", need(100, allowed=["b"]))],
    )
    for shared_by, alike in ((SharedBy.GROUP, True), (SharedBy.STUDIO, True), (SharedBy.PRODUCTION, False)):
        model, made = asked(facts, stoppage(rate=3, length=always(20), shared_by=shared_by))
        rows = [stays(model, made, future) for future in range(40)]
        assert all(row["p/m"] == row["q/m"] for row in rows) is alike, shared_by


def test_a_shared_factor_is_one_draw_for_all_it_covers() -> None:
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("la", "a", term="2027-01-01/2030-12-31"), lease("lb", "b", term="2027-01-01/2030-12-31")],
        productions=[production("p", need(100, allowed=["a"])), production("q", need(100, allowed=["b"]))],
    )
    shared = Risk(id="s", kind=CauseKind.SHARED, why="A test.", phase_factor=three("0.5", 1, 2))
    for risk, alike in ((shared, True), (own(phase_factor=three("0.5", 1, 2)), False)):
        model, made = asked(facts, risk)
        rows = [stays(model, made, future) for future in range(40)]
        assert all(row["p/m"] == row["q/m"] for row in rows) is alike
        assert len({row["p/m"] for row in rows}) > 20


def test_delays_travel_along_links() -> None:
    facts = one_stage(
        production(
            "p",
            {"id": "one", "phases": {"shoot": 10}},
            {"id": "two", "phases": {"shoot": 10}, "after": [{"need": "one", "min_days": 20}]},
        )
    )
    assert came(facts, own(ready_shift=always(15))) == {
        "p/one": ("2027-01-25", "2027-02-03"),
        "p/two": ("2027-02-24", "2027-03-05"),
    }


def test_a_kept_set_waits_on_its_stage_and_nobody_comes_between() -> None:
    facts = one_stage(
        production(
            "p",
            {"id": "one", "phases": {"shoot": 10}},
            {"id": "two", "phases": {"shoot": 10}, "after": [{"need": "one", "min_days": 20, "keep": True}]},
        ),
        production("q", need(5), ready="2027-02-19"),
    )
    for rule in Rule:
        found = came(facts, own(productions=("p",), ready_shift=always(15)), rule=rule)
        assert found == {
            "p/one": ("2027-01-25", "2027-02-03"),
            "p/two": ("2027-02-24", "2027-03-05"),
            "q/m": ("2027-03-06", "2027-03-10"),
        }, rule


def test_a_re_shoot_comes_back_a_year_later_and_pushes_who_has_not_begun() -> None:
    facts = one_stage(production("p", need(10)), production("q", need(20), ready="2028-01-18"))
    model, made = asked(facts, re_shoot(delay=365, days=10, productions=("p",)))
    for rule in Rule:
        found = realise(model, rule, 0, 1)
        origin = made.question.problem.origin
        ready, start, end = (str(origin + timedelta(days=int(value))) for value in found.again[0, 0])
        assert (ready, start, end) == ("2028-01-20", "2028-02-07", "2028-02-17"), rule
        assert stays(model, made, rule=rule)["q/m"] == ("2028-01-18", "2028-02-06")
    early = one_stage(production("p", need(10)), production("q", need(20), ready="2028-01-25"))
    model, made = asked(early, re_shoot(delay=365, days=10, productions=("p",)))
    for rule in Rule:
        assert stays(model, made, rule=rule)["q/m"] == ("2028-01-30", "2028-02-18"), rule


def test_a_closure_is_known_a_stay_that_would_meet_it_waits() -> None:
    facts = one_stage(
        production("p", need(10), ready="2027-01-10"),
        closures=[{"id": "c", "space": "a", "from": "2027-01-22", "to": "2027-01-31"}],
    )
    assert came(facts, own(ready_shift=always(2)))["p/m"] == ("2027-01-12", "2027-01-21")
    assert came(facts, own(ready_shift=always(3)))["p/m"] == ("2027-02-01", "2027-02-10")


def test_a_stay_that_has_begun_sits_a_closure_out_in_place() -> None:
    facts = one_stage(
        production("p", need(10), ready="2027-01-10"),
        closures=[{"id": "c", "space": "a", "from": "2027-01-22", "to": "2027-01-31"}],
    )
    assert came(facts, own(phase_factor=always("1.5")))["p/m"] == ("2027-01-10", "2027-02-03")


def test_turnover_lies_between_stays_however_late_they_are() -> None:
    facts = portfolio(
        spaces=[stage("a", turnover_after=2, turnover_before=1)],
        leases=[lease("l", "a", term="2027-01-01/2028-12-31")],
        productions=[production("p", need(10)), production("q", need(5), ready="2027-01-23")],
    )
    found = came(facts, own(productions=("p",), ready_shift=always(4)))
    assert found == {"p/m": ("2027-01-14", "2027-01-23"), "q/m": ("2027-01-27", "2027-01-31")}


def test_a_working_calendar_counts_working_days_in_every_future() -> None:
    facts = one_stage({**production("p", need(5), ready="2027-03-01"), "calendar": "working"})
    assert came(facts, own(ready_shift=always(5)))["p/m"] == ("2027-03-08", "2027-03-12")
    assert came(facts, own(phase_factor=always(2)))["p/m"] == ("2027-03-01", "2027-03-12")


def test_days_after_the_end_of_a_lease_are_held_over_and_counted() -> None:
    facts = one_stage(production("p", need(10), ready="2027-01-10"), term="2027-01-01/2027-01-21")
    model, _ = asked(facts, own(phase_factor=always("1.5")))
    assert model.leases == ("l",)
    assert realise(model, Rule.SHIFT, 0, 1).held[:, 0].tolist() == [3, 0]


def test_ids_key_the_draws_not_positions() -> None:
    """Another production, and another cause before it, change nothing for who was there."""
    risk = own(ready_shift=three(0, 10, 90))
    alone = one_stage(production("p", need(10)))
    second = {"spaces": [stage("a"), stage("b")]}
    crowd = portfolio(
        **second,
        leases=[lease("l", "a", term="2027-01-01/2030-12-31"), lease("m", "b", term="2027-01-01/2030-12-31")],
        productions=[production("o", need(10, allowed=["b"])), production("p", need(10, allowed=["a"]))],
    )
    one, other = asked(alone, risk), asked(crowd, own("before", ready_shift=always(0)), risk)
    for future in range(50):
        assert stays(*one, future)["p/m"] == stays(*other, future)["p/m"]


def test_another_seed_gives_other_futures() -> None:
    facts = one_stage(production("p", need(10)))
    risk = own(ready_shift=three(0, 30, 90))
    rows = []
    for seed in (0, 1):
        made = asked(facts, risk)[1]
        model = risk_model(made.question, made.solution, seed=seed, keep_all=True)
        rows.append([stays(model, made, future)["p/m"] for future in range(30)])
    assert rows[0] != rows[1]


def test_a_stay_that_would_be_late_takes_an_offer_where_money_is_weighed() -> None:
    """P is 20 days late on its stage, Q behind it would be too, and takes stage b by the day; under shift it waits."""
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("l", "a", term="2027-01-01/2028-12-31")],
        offers=[
            {
                "id": "o",
                "space": "b",
                "from": "2027-01-01",
                "to": "2027-12-31",
                "rate": {"shoot": 100},
                "currency": "JPY",
            }
        ],
        productions=[
            production("p", need(20, allowed=["a"]), due="2027-01-30"),
            production("q", need(10), ready="2027-01-30", due="2027-02-12"),
        ],
        settings={"weights": {"spot": 1}, "units": {"currency": "JPY"}},
    )
    made = asked(facts, own(productions=("p",), ready_shift=always(20)))[1]
    model = risk_model(made.question, made.solution, leased=without_offers(made.question), keep_all=True)
    assert stays(model, made, rule=Rule.SHIFT)["q/m"] == ("2027-02-19", "2027-02-28")
    assert stays(model, made, rule=Rule.REPLACE)["q/m"] == ("2027-01-30", "2027-02-08")
    found = realise(model, Rule.REPLACE, 0, 1)
    assert found.held[:, 0].tolist() == [0, 10]
    taken = found.taken[[stay.production for stay in model.stays].index("q"), 0, 0]
    assert model.options[int(taken)] == "b"
    slow = facts.put(replace(facts.offers["o"], lead_days=7))
    made = asked(slow, own(productions=("p",), ready_shift=always(20)))[1]
    model = risk_model(made.question, made.solution, leased=without_offers(made.question), keep_all=True)
    assert stays(model, made, rule=Rule.REPLACE)["q/m"] == ("2027-02-06", "2027-02-15")


def test_a_stay_moves_to_the_leased_stage_on_which_it_ends_first() -> None:
    facts = portfolio(
        spaces=[stage("a"), stage("b")],
        leases=[lease("l", "a", term="2027-01-01/2028-12-31"), lease("k", "b", term="2027-01-01/2028-12-31")],
        productions=[
            production("p", need(20, allowed=["a"]), due="2027-01-30"),
            production("r", need(40, allowed=["b"]), due="2027-02-19"),
            production("q", need(10, days_on={"b": 12}), ready="2027-01-30", due="2027-02-10"),
        ],
    )
    late = own(productions=("p",), ready_shift=always(40))
    assert came(facts, late, rule=Rule.SHIFT)["q/m"] == ("2027-03-11", "2027-03-20")
    assert came(facts, late, rule=Rule.REPLACE)["q/m"] == (
        "2027-01-30",
        "2027-02-08",
    )  # p is not there: the stage is free
    slow = own(productions=("p",), phase_factor=always(4))
    assert came(facts, slow, rule=Rule.SHIFT)["q/m"] == ("2027-03-31", "2027-04-09")
    # On 30 January p has not left as planned: it is expected to go any day, so q stays in line for its own stage.
    assert came(facts, slow, rule=Rule.REPLACE)["q/m"] == ("2027-03-31", "2027-04-09")
