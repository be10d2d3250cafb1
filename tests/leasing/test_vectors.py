"""The published examples come out: expected and got are printed side by side, within 1 (differences within 2)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from leasing.building import IFRS, US, accounting, measured, rent
from stagehold.leasing.schedule import EventRow, Schedule, StepKind
from stagehold.leasing.standard import Standard

TEN = "2027-01-01/2036-12-31"
EXTENSION = {"kind": "extend", "adds": "P5Y", "amount": 55000, "reasonably_certain": False}
EXAMPLE_13: dict[str, Any] = {
    "term": TEN,
    "rent": [rent(50000)],
    "accounting": accounting("0.05", initial_direct_costs=20000, incentives=5000),
    "options": [EXTENSION],
}
REASSESSED = {
    **EXAMPLE_13,
    "events": [{"on": "2033-01-01", "kind": "reassess", "option": 0, "reasonably_certain": True, "rate": "0.06"}],
}
EXAMPLE_14A = {
    "term": TEN,
    "rent": [rent(50000, index={"name": "CPI", "at_start": 125, "every": "P2Y"})],
    "accounting": accounting("0.05"),
    "events": [{"on": "2029-01-01", "kind": "index", "from": 125, "to": 135}],
}
EXAMPLE_17 = {
    "term": TEN,
    "area": "5000 m2",
    "rent": [rent(50000, when="arrears")],
    "accounting": accounting("0.06"),
    "events": [
        {"on": "2032-01-01", "kind": "modify", "area": "2500 m2", "amount": 30000, "rate": "0.05", "separate": "no"}
    ],
}
EXAMPLE_18 = {
    "term": TEN,
    "area": "2000 m2",
    "rent": [rent(100000, when="arrears")],
    "accounting": accounting("0.06"),
    "events": [
        {
            "on": "2032-01-01", "kind": "modify", "area": "3500 m2", "term": "2027-01-01/2034-12-31",
            "amount": 150000, "rate": "0.07", "separate": "no",
        }
    ],
}  # fmt: skip
ASC_3 = {
    "term": TEN,
    "rent": [rent(50000)],
    "options": [EXTENSION],
    "accounting": accounting("0.0587", initial_direct_costs=15000, classification="finance"),
}
ASC_3_OPERATING = {
    **ASC_3,
    "accounting": accounting("0.0587", initial_direct_costs=15000, classification="operating"),
}
MONTHLY = {
    "term": "2027-01-01/2028-12-31",
    "rent": [rent(650, "P1M")],
    "accounting": accounting("0.06", initial_direct_costs=600),
}


class Figure(NamedTuple):
    """One figure of a published example."""

    name: str
    fields: dict[str, Any]
    standard: Standard
    got: Callable[[Schedule], Decimal]
    expected: str
    within: int = 1


def step(kind: StepKind, name: str) -> Callable[[Schedule], Decimal]:
    return lambda schedule: next(getattr(item, name) for item in event(schedule).steps if item.kind is kind)


def event(schedule: Schedule) -> EventRow:
    return schedule.events[0]


def each(
    name: str, fields: dict[str, Any], attribute: str, first: int, expected: Sequence[str], standard: Standard = IFRS
) -> list[Figure]:
    """One figure a year, from year ``first`` on."""
    return [
        Figure(f"{name}, year {first + at}", fields, standard, _in_row(attribute, first + at - 1), value)
        for at, value in enumerate(expected)
    ]


def _in_row(attribute: str, number: int) -> Callable[[Schedule], Decimal]:
    return lambda schedule: getattr(schedule.rows[number], attribute)


FIGURES = [
    Figure("13: liability", EXAMPLE_13, IFRS, lambda s: s.liability, "355391"),
    Figure("13: asset", EXAMPLE_13, IFRS, lambda s: s.asset, "420391"),
    Figure("13: before the first payment", EXAMPLE_13, IFRS, lambda s: s.rows[0].opening, "405391"),
    *each("13: depreciation", EXAMPLE_13, "depreciation", 1, ["42039"] * 10),
    *each("13: liability", EXAMPLE_13, "closing", 1, ["373161", "339319", "303785", "266474", "227298", "186162"]),
    *each("13: interest", EXAMPLE_13, "interest", 1, ["17770", "16158", "14466", "12689", "10824", "8865"]),
    *each("13: asset", EXAMPLE_13, "asset_closing", 1, ["378352", "336313", "294274", "252235", "210196", "168156"]),
    Figure("13 reassessed: liability before", REASSESSED, IFRS, lambda s: event(s).liability_before, "186162"),
    Figure("13 reassessed: liability after", REASSESSED, IFRS, lambda s: event(s).liability_after, "378174"),
    Figure("13 reassessed: asset before", REASSESSED, IFRS, lambda s: event(s).asset_before, "168156"),
    Figure("13 reassessed: asset after", REASSESSED, IFRS, lambda s: event(s).asset_after, "360168"),
    Figure("13 reassessed: gain", REASSESSED, IFRS, lambda s: event(s).gain, "0", 0),
    *each("13 reassessed: depreciation", REASSESSED, "depreciation", 7, ["40019"] * 9),
    *each(
        "13 reassessed: liability",
        REASSESSED,
        "closing",
        7,
        ["347864", "315736", "281680", "245581", "202016", "155837", "106887", "55000", "0"],
    ),
    Figure("14A: liability", EXAMPLE_14A, IFRS, lambda s: s.liability, "355391"),
    Figure("14A: asset", EXAMPLE_14A, IFRS, lambda s: s.asset, "405391"),
    Figure("14A: before the year-3 payment", EXAMPLE_14A, IFRS, lambda s: event(s).liability_before, "339319"),
    Figure("14A: payment", EXAMPLE_14A, IFRS, lambda s: s.rows[2].payment, "54000", 0),
    Figure("14A: remeasured", EXAMPLE_14A, IFRS, lambda s: event(s).liability_after, "366464"),
    Figure("14A: to the asset", EXAMPLE_14A, IFRS, lambda s: event(s).asset_after - event(s).asset_before, "27145", 2),
    Figure("17: asset before", EXAMPLE_17, IFRS, lambda s: event(s).asset_before, "184002"),
    Figure("17: liability before", EXAMPLE_17, IFRS, lambda s: event(s).liability_before, "210618"),
    Figure("17: asset that ends", EXAMPLE_17, IFRS, step(StepKind.LESS_SPACE, "asset"), "-92001", 2),
    Figure("17: liability that ends", EXAMPLE_17, IFRS, step(StepKind.LESS_SPACE, "liability"), "-105309", 2),
    Figure("17: gain", EXAMPLE_17, IFRS, lambda s: event(s).gain, "13308", 2),
    Figure("17: liability after", EXAMPLE_17, IFRS, lambda s: event(s).liability_after, "129884"),
    Figure("17: to the asset", EXAMPLE_17, IFRS, step(StepKind.REMEASURED, "asset"), "24575", 2),
    Figure("18: asset before", EXAMPLE_18, IFRS, lambda s: event(s).asset_before, "368004"),
    Figure("18: liability before", EXAMPLE_18, IFRS, lambda s: event(s).liability_before, "421236"),
    Figure("18: liability that ends", EXAMPLE_18, IFRS, step(StepKind.SHORTER, "liability"), "-153935", 2),
    Figure("18: asset that ends", EXAMPLE_18, IFRS, step(StepKind.SHORTER, "asset"), "-147202", 2),
    Figure("18: gain", EXAMPLE_18, IFRS, lambda s: event(s).gain, "6733", 2),
    Figure("18: rate", EXAMPLE_18, IFRS, step(StepKind.REMEASURED, "liability"), str(262432 - 267301), 2),
    Figure("18: new space", EXAMPLE_18, IFRS, step(StepKind.MORE_SPACE, "liability"), "131216"),
    Figure("18: liability after", EXAMPLE_18, IFRS, lambda s: event(s).liability_after, str(262432 + 131216), 2),
    Figure("ASC 3: liability", ASC_3, US, lambda s: s.liability, "342017"),
    Figure("ASC 3: asset", ASC_3, US, lambda s: s.asset, "407017"),
    Figure("ASC 3 finance: interest", ASC_3, US, lambda s: s.rows[0].interest, "20076"),
    Figure("ASC 3 finance: amortisation", ASC_3, US, lambda s: s.rows[0].depreciation, "40702"),
    Figure("ASC 3 operating: liability", ASC_3_OPERATING, US, lambda s: s.liability, "342017"),
    Figure("ASC 3 operating: end of year 1", ASC_3_OPERATING, US, lambda s: s.rows[0].closing, "362093"),
    *each("ASC 3 operating: single cost", ASC_3_OPERATING, "cost", 1, ["51500"] * 10, US),
    Figure("monthly: liability before", MONTHLY, IFRS, lambda s: s.rows[0].opening, "14761.09", 0),
    Figure("monthly: asset", MONTHLY, IFRS, lambda s: s.asset, "15361.09", 0),
    Figure("monthly: interest", MONTHLY, IFRS, lambda s: sum(row.interest for row in s.rows), "838.91", 0),
]


@pytest.mark.parametrize("figure", FIGURES, ids=[figure.name for figure in FIGURES])
def test_every_published_figure_comes_out(figure: Figure) -> None:
    got = figure.got(measured(figure.standard, **figure.fields))
    print(f"{figure.name}: expected {figure.expected}, got {got}, within {figure.within}")
    assert abs(got - Decimal(figure.expected)) <= figure.within


def test_the_liability_ends_at_nothing() -> None:
    assert measured(IFRS, **REASSESSED).rows[-1].closing == 0
    assert measured(IFRS, **REASSESSED).rows[-1].asset_closing == 0


@pytest.mark.parametrize("day", ["2028-01-01", "2028-07-01", "2030-01-01"])
def test_a_move_of_the_index_between_reviews_changes_nothing(day: str) -> None:
    events = [{"on": day, "kind": "index", "from": 125, "to": 130}]
    with_move = measured(IFRS, **{**EXAMPLE_14A, "events": events})
    assert with_move.rows == measured(IFRS, **{**EXAMPLE_14A, "events": []}).rows
    (said,) = with_move.events
    assert (said.changed, said.gain, said.liability_after) == (False, 0, said.liability_before)


@pytest.mark.parametrize("kind", ["finance", "operating"])
def test_under_asc_842_the_index_is_a_variable_cost(kind: str) -> None:
    fields = {**EXAMPLE_14A, "accounting": accounting("0.05", classification=kind)}
    with_move, without = measured(US, **fields), measured(US, **{**fields, "events": []})
    assert [row.opening for row in with_move.rows] == [row.opening for row in without.rows]
    assert [row.payment for row in with_move.rows] == [Decimal(50000)] * 10
    assert [row.variable for row in with_move.rows] == [Decimal(0)] * 2 + [Decimal(4000)] * 8


def test_the_months_of_an_effective_rate_bear_its_twelfth_root() -> None:
    schedule = measured(IFRS, **MONTHLY)
    nominal = measured(IFRS, **{**MONTHLY, "accounting": {"rate": "0.06", "compounding": "nominal-monthly"}})
    print(f"effective {schedule.rows[0].opening}, nominal monthly {nominal.rows[0].opening}")
    assert nominal.rows[0].opening < schedule.rows[0].opening
