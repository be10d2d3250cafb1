"""Absurd questions have a clear answer: a plan with reasons, or a refusal that names the field; no overflow, no hang.

What no portfolio can say (a priority of 31 digits, a phase of a million days) is refused when it is read.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from planning.asking import lease, need, placed, portfolio, production, stage
from stagehold.domain.errors import InvalidPortfolio, NotSupported
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.plan import Plan, PlanStatus, Reason
from stagehold.planning.planner import make_plan
from stagehold.planning.remedies import with_remedies
from stagehold.reports.plan_data import plan_as_data
from stagehold.services.portfolios import open_portfolio

FEW = Budget(seconds=None, iterations=500, workers=1)
HEAD = """stagehold: 1
studios: [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces: [{id: a, studio: lot, kind: stage}]
leases: [{id: l, lessee: Us, spaces: [a], term: 2027-01-01/2027-12-31}]
"""


def lot(*productions: dict[str, Any], **tables: Any) -> Portfolio:
    tables.setdefault("spaces", [stage("a")])
    tables.setdefault("leases", [lease(f"l-{item['id']}", item["id"]) for item in tables["spaces"]])
    return portfolio(productions=productions, **tables)


def answer(facts: Portfolio) -> Plan:
    """The plan with reasons and remedies, audited, and printable as JSON."""
    made = with_remedies(make_plan(facts, party="us", budget=Budget(seconds=None, workers=1)), FEW).plan
    assert plan_as_data(made)["status"] == made.status.value
    return made


def first_reason(made: Plan) -> tuple[Reason, str]:
    row = (*made.unplaced, *made.late)[0].why[0]
    return row.reason, row.detail


def chain(days: int, count: int, **link: Any) -> list[dict[str, Any]]:
    """Needs of so many days, each after the one before it."""
    return [
        need(days, after=[{"need": f"n{number - 1}", **link}] if number else []) | {"id": f"n{number}"}
        for number in range(count)
    ]


def test_nothing_to_plan_and_nothing_to_plan_on() -> None:
    assert answer(lot()).status is PlanStatus.OPTIMAL
    with pytest.raises(InvalidPortfolio, match="nobody to plan for"):
        make_plan(portfolio(productions=[production("p")]), budget=FEW)


def test_a_need_of_a_lifetime() -> None:
    made = answer(lot(production("p", need(100_000))))
    assert (made.objective, first_reason(made)) == (
        1000,
        (Reason.LEASE_ENDS, "the lease ends on 2027-03-31, 100000 days asked"),
    )


def test_the_last_days_there_are() -> None:
    facts = lot(
        production("p", need(20), ready="9999-12-05", due="9999-12-20"), leases=[lease("l-a", "a", "9999-01-01/..")]
    )
    made = answer(facts)
    assert placed(made) == {"p/m": ("a", "9999-12-05", "9999-12-24")}
    assert made.late[0].days == 5
    out = answer(facts.put(lot(production("p", need(60), ready="9999-12-05")).productions["p"]))
    detail = "60 days do not fit between 9999-12-05 and 9999-12-29, the last day there is, whatever the stage"
    assert first_reason(out) == (Reason.OUT_OF_WINDOW, detail)


def test_the_first_days_there_are() -> None:
    facts = lot(
        production("p", need(30), ready="0001-01-01", due="0001-01-05"),
        leases=[lease("l-a", "a", "0001-01-01/0002-12-31")],
    )
    made = answer(facts)
    assert (made.objective, made.remedies) == (26, ())


def test_a_term_of_five_thousand_years() -> None:
    rows = [production("p", need(30), ready="0002-01-01", due="0002-02-01")]
    rows += [production("q", need(30), ready="5000-01-01", due="5000-01-20")]
    made = answer(lot(*rows, leases=[lease("l-a", "a", "0001-01-01/5001-12-31")]))
    assert (made.objective, made.status) == (11, PlanStatus.OPTIMAL)


def test_working_days_of_years_without_known_holidays_stop_with_the_years_that_are() -> None:
    facts = lot(production("p", ready="0002-01-01", calendar="working"), leases=[lease("l-a", "a", "0001-01-01/..")])
    with pytest.raises(NotSupported, match="known for the years"):
        answer(facts)


def test_a_window_of_one_day() -> None:
    assert placed(answer(lot(production("p", need(1), window="2027-01-10/2027-01-10")))) == {
        "p/m": ("a", "2027-01-10", "2027-01-10")
    }
    made = answer(lot(production("p", need(2), window="2027-01-10/2027-01-10")))
    detail = "2 days do not fit between 2027-01-10 and 2027-01-10, the last day of its window, whatever the stage"
    assert first_reason(made) == (Reason.OUT_OF_WINDOW, detail)


def test_a_chain_of_sixty_needs() -> None:
    made = answer(lot(production("p", *chain(1, 60), due="2027-03-11")))
    assert (made.objective, len(made.placements)) == (0, 60)


def test_a_chain_of_sixty_needs_that_is_too_long_says_where_it_breaks() -> None:
    made = answer(lot(production("p", *chain(2, 60))))
    assert made.objective == 1000
    (row,) = made.unplaced[0].why
    assert (row.need, row.reason, row.by) == ("n40", Reason.TAKEN, ("p",))
    assert row.detail.endswith("(with n0 from 2027-01-10, n1 from 2027-01-12, n2 from 2027-01-14, n3 from 2027-01-16, "
                               "n4 from 2027-01-18, n5 from 2027-01-20 and 34 more)")  # fmt: skip


def test_forty_stages_at_once() -> None:
    spaces = [stage(f"s{number}") for number in range(45)]
    both = [production("p", need(10, stages=40)), production("q", need(10, stages=40), due="2027-01-20")]
    made = answer(lot(*both, spaces=spaces))
    assert (made.objective, {len(item.stages) for item in made.placements}) == (0, {40})
    fewer = answer(lot(both[0], spaces=spaces[:30]))
    detail = "free, but 40 stages are asked for at once and only 30 would do"
    assert {(row.reason, row.detail) for row in fewer.unplaced[0].why} == {(Reason.LACKS, detail)}


@pytest.mark.parametrize("weight", [0, 10**9])
def test_weights_from_nothing_to_a_billion(weight: int) -> None:
    rows = [production("p", need(10), due="2027-01-19", drop_cost=10**12), production("q", need(10), drop_cost=0)]
    made = answer(lot(*rows, settings={"weights": {"late": weight}}))
    assert (made.status, made.objective) == (PlanStatus.OPTIMAL, weight)


def test_the_largest_weights_there_are_add_up_to_the_last_digit_or_are_refused_by_name() -> None:
    facts = lot(production("p", need(1000), drop_cost=10**12), production("q", need(10), due="2027-01-19"))
    assert answer(facts).objective == 10**12 + 1
    both = lot(production("p", due="2027-01-11", priority=10**12), settings={"weights": {"late": 10**12}})
    with pytest.raises(NotSupported, match="span too many digits"):
        answer(both)


def test_a_production_worth_nothing_may_stay_out() -> None:
    made = answer(lot(production("p", need(10), drop_cost=0, due="2027-01-11")))
    assert (made.objective, [item.production for item in made.unplaced]) == (0, ["p"])
    detail = "it fits from 2027-01-10 on, 9 days late; that costs no less than leaving it out"
    assert first_reason(made) == (Reason.COSTS_MORE, detail)


def test_one_stage_with_hundreds_of_productions() -> None:
    rows = [production(f"p{number}", need(1 + number % 7), due="2027-03-01") for number in range(300)]
    made = with_remedies(make_plan(lot(*rows), party="us", budget=FEW), FEW).plan
    assert len(made.placements) + len(made.unplaced) == 300
    assert max(len(row.by) for item in made.unplaced for row in item.why) <= 20


REFUSED = [
    ("phases: {shoot: 1000000}", "1 to 100000"),
    ("stages: 1000000000, phases: {shoot: 1}", "1 to 1000"),
    ("phases: {shoot: 0}", "1 to 100000"),
    ("phases: {shoot: 1}, after: [{need: m, min_days: 10000000}]", "-100000 to 100000"),
]


@pytest.mark.parametrize(("text", "allowed"), REFUSED)
def test_what_no_need_can_say_is_refused_when_it_is_read(tmp_path: Path, text: str, allowed: str) -> None:
    file = tmp_path / "portfolio.yaml"
    file.write_text(
        f"{HEAD}productions: [{{id: p, ready: 2027-01-01, needs: [{{id: m, {text}}}]}}]\n", encoding="utf-8"
    )
    with pytest.raises(InvalidPortfolio) as refused:
        open_portfolio(file)
    assert any(allowed in finding.allowed for finding in refused.value.findings)


ODD = [
    ("id: 'p+q'", "did you mean 'p-q'"),
    ("id: '[bold]x[/bold]'", "did you mean 'bold-x-bold'"),
    ("id: p, priority: 1e400", "at most 30 digits"),
    ("id: p, drop_cost: -1", "0 to 1000000000000"),
    ("id: p, priority: 1e13", "0 to 1000000000000"),
    ("id: p, window: 2027-02-02/2027-02-01", "ends before it starts"),
]


@pytest.mark.parametrize(("text", "said"), ODD)
def test_what_no_production_can_say_is_refused_when_it_is_read(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "portfolio.yaml"
    file.write_text(f"{HEAD}productions: [{{ready: 2027-01-01, {text}, needs: []}}]\n", encoding="utf-8")
    with pytest.raises(InvalidPortfolio) as refused:
        open_portfolio(file)
    assert any(said in str(finding) for finding in refused.value.findings)


@pytest.mark.parametrize(("asked", "found"), [("us", "Us"), ("US", "Us"), ("U", "Us"), ("nobody", "")])
def test_a_party_written_in_other_capitals_is_suggested_as_it_is_written(asked: str, found: str) -> None:
    parties = [{"id": "Us", "name": "Us"}]
    facts = portfolio(parties=parties, spaces=[stage("a")], leases=[lease("l", "a") | {"lessee": "Us"}])
    with pytest.raises(InvalidPortfolio) as refused:
        make_plan(facts, party=asked, budget=FEW)
    assert [finding.nearest for finding in refused.value.findings] == [found]
