"""Use, counted in spans and counted day by day: both come to the same on any portfolio drawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from leasing.drawn_use import UseCase, draw_use
from leasing.use_sets import UseSets
from stagehold.domain.days import Span
from stagehold.leasing.charge_out import months
from stagehold.leasing.use_figures import By, UseRow, View
from stagehold.reports.use import Use, use


def counted(row: UseRow) -> dict[str, Fraction]:
    """The measures of a row that are not nothing."""
    return {name: value for name, value in row.counts.items() if value}


def test_every_state_of_every_row_is_that_of_the_days_counted_one_by_one(count, seed) -> None:
    for number in range(count(250, 10_000)):
        case = draw_use(f"{seed}/{number}")
        found = use(case.portfolio, case.asked, case.plan)
        expected = UseSets(case).rows()
        shown = {row.key: counted(row) for row in [*found.rows, found.total]}
        known = {key: dict(row) for key, row in expected.items() if row}
        assert {key: row for key, row in shown.items() if row} == known, (number, case.asked)


def test_charges_are_those_of_the_days_counted_one_by_one(count, seed) -> None:
    some = 0
    for number in range(count(250, 10_000)):
        case = draw_use(f"{seed}/{number}")
        if case.asked.view is View.STUDIO:
            continue
        found = use(case.portfolio, case.asked, case.plan)
        sets = UseSets(case)
        for basis, charges in found.charges.items():
            shown = {
                (item.lease, item.month.isoformat()[:7], item.stage, item.bearer.value, item.of): (
                    item.days,
                    item.amount,
                )
                for item in charges
            }
            assert shown == sets.charges(basis.value), (number, basis)
            some += len(shown)
    assert some > 1000


def test_tenants_are_those_of_the_days_counted_one_by_one(count, seed) -> None:
    some = 0
    for number in range(count(120, 4_000)):
        case = draw_use(f"tenants {seed}/{number}")
        case = replace(case, asked=replace(case.asked, view=View.STUDIO, party=None))
        found = use(case.portfolio, case.asked, case.plan)
        shown = {
            item.party: (item.let, {basis.value: days for basis, days in item.occupied.items()})
            for item in found.tenants
        }
        assert shown == UseSets(case).tenants(), number
        some += len(shown) > 1
    assert some > 30


def test_every_month_of_charges_adds_up_to_its_cost_on_either_basis(count, seed) -> None:
    for number in range(count(120, 4_000)):
        case = draw_use(f"sum {seed}/{number}")
        case = replace(case, asked=replace(case.asked, view=View.LESSEE, party="us"))
        found = use(case.portfolio, case.asked, case.plan)
        by_basis = []
        for charges in found.charges.values():
            sums: dict[tuple[str, str], Decimal] = {}
            for item in charges:
                key = (item.lease, item.month.isoformat()[:7])
                sums[key] = sums.get(key, Decimal(0)) + item.amount
            by_basis.append({key: value for key, value in sums.items() if value})
        assert by_basis[1:] == by_basis[:-1]
        if by_basis:
            total = sum(by_basis[0].values(), Decimal(0))
            costs = [row.cost for basis in list(found.costs)[:1] for row in found.costs[basis]]
            assert sum(costs, Decimal(0)) == total


def test_a_period_cut_in_two_has_the_days_and_the_cost_of_the_whole(count, seed) -> None:
    for number in range(count(60, 2_000)):
        case = draw_use(f"cut {seed}/{number}")
        asked = replace(case.asked, view=View.LESSEE, party="us", by=By.STAGE)
        middle = asked.first + (asked.last - asked.first) / 2
        if middle == asked.last:
            continue
        whole = use(case.portfolio, asked, case.plan)
        after = middle + (asked.last - middle) / (asked.last - middle).days
        parts = [
            use(case.portfolio, replace(asked, last=middle), case.plan),
            use(case.portfolio, replace(asked, first=after), case.plan),
        ]
        assert counted(whole.total) == added(parts)
        for basis in whole.charges:
            cost = sum((item.amount for item in whole.charges[basis]), Decimal(0))
            assert cost == sum((item.amount for part in parts for item in part.charges[basis]), Decimal(0))


def added(parts: list[Use]) -> dict[str, Fraction]:
    sums: dict[str, Fraction] = {}
    for part in parts:
        for name, value in counted(part.total).items():
            sums[name] = sums.get(name, Fraction(0)) + value
    return sums


def test_no_ratio_exceeds_one_and_each_names_both_parts(count, seed) -> None:
    for number in range(count(80, 2_000)):
        case = draw_use(f"ratio {seed}/{number}")
        found = use(case.portfolio, case.asked, case.plan)
        whole = "leased" if case.asked.view is View.LESSEE else "lettable"
        for row in [*found.rows, found.total]:
            names = [(item.part, item.whole) for item in row.ratios]
            assert names == [("leased", "in_service"), ("let", "lettable")]
            for figures in row.used.values():
                assert [(item.part, item.whole) for item in figures.ratios] == [
                    ("occupied", whole), ("working", "occupied"), ("shot", "occupied")
                ]  # fmt: skip
            every = [*row.ratios, *(item for figures in row.used.values() for item in figures.ratios)]
            assert all(item.value is None or 0 <= item.value <= 1 for item in every)
            assert all((item.value is None) == (item.of == 0) for item in every)


def test_planned_and_actual_stand_apart(seed) -> None:
    case = next(case for case in map(draw_use, range(1000)) if case.plan is not None and bookings(case))
    with_plan = use(case.portfolio, case.asked, case.plan)
    without_plan = use(case.portfolio, case.asked)
    assert [basis.value for basis in with_plan.bases] == ["actual", "planned"]
    assert [basis.value for basis in without_plan.bases] == ["actual"]
    actual = {name: value for name, value in counted(with_plan.total).items() if name.startswith("actual.")}
    stages = {row.key for row in without_plan.rows}
    if {row.key for row in with_plan.rows} == stages:
        assert actual == {name: value for name, value in counted(without_plan.total).items() if name in actual}


def bookings(case: UseCase) -> bool:
    return any(item.party == "us" and item.lines for item in case.portfolio.bookings.values())


def test_months_cut_a_period_at_the_first_of_each() -> None:
    from datetime import date

    period = Span(date(2027, 1, 31), date(2027, 3, 2))
    assert [(str(span), span.days) for span in months(period)] == [
        ("2027-01-31", 1), ("2027-02-01/2027-02-28", 28), ("2027-03-01", 1)
    ]  # fmt: skip
    end_of_days = Span(date(9999, 11, 30), date(9999, 12, 31))
    assert [span.days for span in months(end_of_days)] == [1, 30]
