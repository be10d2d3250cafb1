"""Which candidates can be signed together: every set, none twice, as a filter over all of them says."""

from __future__ import annotations

from itertools import product
from random import Random

import pytest

from advising.advice_cases import candidate, production, rent, settings
from planning.asking import portfolio
from planning.audit.written import lease, stage
from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.advice_reading import read_advice
from stagehold.advising.candidates import choices_of
from stagehold.advising.lease_sets import Offered
from stagehold.domain.errors import InputError, MissingFacts, NotSupported
from stagehold.domain.portfolio import Portfolio


def offered(random: Random) -> Offered:
    names = [f"c{number}" for number in range(random.choice([1, 2, 3, 4, 5]))]
    rows = []
    for name in names:
        others = [other for other in names if other != name]
        row = candidate(name, "a", 1000)
        if others and random.random() < 0.4:
            row["excludes"] = [random.choice(others)]
        free = [other for other in others if other not in row.get("excludes", [])]
        if free and random.random() < 0.4:
            row["requires"] = [random.choice(free)]
        if random.random() < 0.4:
            row["terms"] = ["P6M", "P12M"]
        rows.append(row)
    facts = portfolio(spaces=[stage("a")], candidate_leases=rows)
    candidates = list(facts.candidate_leases.values())
    return Offered.of(candidates, [choices_of(item) for item in candidates])


def test_every_allowed_set_is_found_once(count, seed) -> None:
    for case in range(count(200, 5_000)):
        random = Random(f"{seed}/{case}")
        found = offered(random)
        ways = [range(-1, len(own)) for own in found.choices]

        def may(chosen: tuple[int, ...], found: Offered = found) -> bool:
            taken = {item.id for item, choice in zip(found.candidates, chosen, strict=True) if choice >= 0}
            return all(
                item.id not in taken or (not set(item.excludes) & taken and set(item.requires) <= taken)
                for item in found.candidates
            )

        truth = sorted(chosen for chosen in product(*ways) if may(chosen))
        assert sorted(found.all()) == truth
        assert found.none in truth
        for chosen in truth:
            assert all(near in truth and near != chosen for near in found.around(chosen))


def test_lots_are_taken_alone_or_together_and_bear_their_share_of_the_money() -> None:
    row = {**candidate("c", "a b", 1000), "spaces": [], "lots": {"one": ["a"], "two": ["b"]},
           "lot_shares": {"one": "0.7", "two": "0.3"}, "fit_out": "10"}  # fmt: skip
    facts = portfolio(spaces=[stage("a"), stage("b")], candidate_leases=[row])
    found = choices_of(facts.candidate_leases["c"])
    assert [(item.lots, str(item.lease.rent[0].amount), str(item.lease.fit_out)) for item in found] == [
        (("one", "two"), "1000", "10"),
        (("one",), "700.00", "7.00"),
        (("two",), "300.00", "3.00"),
    ]
    whole = portfolio(spaces=[stage("a"), stage("b")], candidate_leases=[{**row, "all_or_none": "true"}])
    assert [item.lots for item in choices_of(whole.candidate_leases["c"])] == [("one", "two")]


def test_a_later_start_moves_rent_options_and_end() -> None:
    row = candidate(
        "c", "a", 1000, starts=["2027-01-04", "2027-03-04"], terms=["P1Y"],
        options=[{"kind": "break", "from": "2027-10-04", "notice_by": "2027-07-04"}],
    )  # fmt: skip
    facts = portfolio(spaces=[stage("a")], candidate_leases=[row])
    first, later = choices_of(facts.candidate_leases["c"])
    assert [str(day) for day in first.term + later.term] == ["2027-01-04", "2028-01-03", "2027-03-04", "2028-03-03"]
    assert str(later.lease.rent[0].from_) == "2027-03-04"
    assert str(later.lease.options[0].from_) == "2027-12-02"
    assert later.lease.id == "c"


def question(**tables: object) -> AdviceProblem:
    facts = {
        "spaces": [stage("a"), stage("b")],
        "leases": [lease("la", "a", "2027-01-04/2027-12-31")],
        "productions": [production("p", 0, 20, 5)],
        "candidate_leases": [candidate("c", "b", 1000)],
        "settings": settings(),
        **tables,
    }
    return read_advice(portfolio(**facts))


@pytest.mark.parametrize(
    ("tables", "error", "said"),
    [
        ({"settings": {}}, MissingFacts, "advice.horizon"),
        ({"settings": {"advice": {"horizon": "2027-01-01/2027-12-31"}}}, MissingFacts, "advice.currency"),
        (
            {"settings": {"advice": {"horizon": "2027-01-01/2027-12-31", "currency": "USD"}}},
            MissingFacts,
            "advice.point",
        ),
        ({"candidate_leases": [candidate("c", "b", 1000, kind="days", pool=["b"])]}, InputError, "c.kind"),
        ({"candidate_leases": [candidate("c", "b", 1, term="2027-01-04/")]}, MissingFacts, "c.term.end"),
        ({"candidate_leases": [{**candidate("c", "b", 1), "spaces": [], "space_count": "2"}]}, InputError, "c.spaces"),
        ({"candidate_leases": [candidate(f"c{n}", "b", 1) for n in range(10_000)]}, InputError, "10000 candidate"),
        (
            {"candidate_leases": [candidate("c", "b", 1, options=[{"kind": "expand", "spaces": ["a"]}])]},
            NotSupported,
            "options.0",
        ),
        (
            {
                "productions": [
                    production("p", 0, 20, 5),
                    production(
                        "q", 40, 20, 5, needs=[{"id": "m", "phases": {"shoot": "9"}, "after": [{"need": "p/m"}]}]
                    ),
                ],
                "demand_scenarios": [{"id": "s", "probability": "1", "productions": ["q"]}],
            },
            InputError,
            "q waits for p",
        ),
    ],
)
def test_what_cannot_be_weighed_is_refused_by_name(tables: dict, error: type, said: str) -> None:
    with pytest.raises(error, match=said):
        first_scenario(tables)


def first_scenario(tables: dict) -> Portfolio:
    problem = question(**tables)
    return problem.portfolio(problem.scenarios[0], [])


def test_a_candidate_without_rent_names_what_to_pin() -> None:
    problem = question(candidate_leases=[{**candidate("c", "b", 1), "rent": []}])
    with pytest.raises(MissingFacts, match=r"c\.rent"):
        problem.money((0,), {})


def test_money_counts_by_the_days_inside_the_horizon_and_once_where_it_is_paid_once() -> None:
    row = candidate("c", "b", 3100, fit_out="500", exit_cost="70", rent=rent(3100, "2027-01-04", "P1M"))
    problem = question(candidate_leases=[row], settings=settings(horizon="2027-02-04/2027-03-03", rate="0.21"))
    # The month from 4 February has 28 days, all of them inside; fit-out and leaving lie outside.
    assert problem.money((0,), {}).plain == 3100
    assert problem.money((0,), {}).discounted == 3100
    whole = question(candidate_leases=[row], settings=settings(rate="0.21"))
    paid = whole.money((0,), {})
    # Eleven whole months, and 28 days of the twelfth at the yearly amount x days / 365.
    assert paid.rent == 11 * 3100 + round(3100 * 12 * 28 / 365, 2) or abs(paid.rent - 36953) < 60
    assert paid.plain == paid.rent + 500 + 70
    assert paid.discounted < paid.plain
