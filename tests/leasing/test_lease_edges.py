"""Leases at the edges: ends in mid-month, leap days, no interest, a century, huge sums, money without parts."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest

from leasing.building import IFRS, US, accounting, lease, measured, rent
from leasing.oracle import Clock, Paid, value
from leasing.test_drawn_leases import check_entries, check_rows
from stagehold.domain.errors import InputError, MissingFacts, NotSupported
from stagehold.domain.lease import Compounding
from stagehold.domain.money import exactly
from stagehold.leasing.measure import measure
from stagehold.leasing.rate import YearlyRate
from stagehold.leasing.years import years_between

TEN = "2027-01-01/2036-12-31"


def test_a_term_that_ends_in_mid_month_pays_and_discounts_its_broken_month_by_days() -> None:
    schedule = measured(term="2027-01-01/2027-03-10", rent=[rent(3100, "P1M")], accounting=accounting("0.06"))
    assert [(row.start, row.end) for row in schedule.rows] == [
        (date(2027, 1, 1), date(2027, 2, 1)),
        (date(2027, 2, 1), date(2027, 3, 1)),
        (date(2027, 3, 1), date(2027, 3, 11)),
    ]
    assert [row.payment for row in schedule.rows] == [
        Decimal(3100),
        Decimal(3100),
        Decimal("1019.18"),
    ]  # 37200 x 10/365
    check_rows(schedule)


def test_a_lease_from_a_leap_day_has_its_periods_on_the_last_of_february() -> None:
    schedule = measured(
        term="2028-02-29/2031-02-27", rent=[rent(1000, from_="2028-02-29")], accounting=accounting("0.05")
    )
    assert [row.start for row in schedule.rows] == [date(2028, 2, 29), date(2029, 2, 28), date(2030, 2, 28)]
    assert schedule.rows[-1].end == date(2031, 2, 28)
    assert [row.payment for row in schedule.rows] == [1000, 1000, 1000]


def test_a_lease_from_the_31st_does_not_lose_its_day_in_february() -> None:
    schedule = measured(
        term="2027-01-31/2027-05-30", rent=[rent(100, "P1M", from_="2027-01-31")], accounting=accounting("0.05")
    )
    days = [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31), date(2027, 4, 30)]
    assert [item.day for item in schedule.payments] == days
    assert [row.start for row in schedule.rows] == days


def test_without_interest_the_liability_is_the_sum_of_what_is_left() -> None:
    schedule = measured(term=TEN, rent=[rent(1000)], accounting=accounting(0))
    assert [row.interest for row in schedule.rows] == [0] * 10
    assert [row.opening for row in schedule.rows] == [Decimal(1000 * left) for left in range(10, 0, -1)]


def test_a_rent_of_nothing_has_a_schedule_of_nothing() -> None:
    schedule = measured(term=TEN, rent=[rent(0)], accounting=accounting("0.05", initial_direct_costs=100))
    assert (schedule.liability, schedule.asset) == (0, 100)
    assert [str(row.opening) for row in schedule.rows] == ["0.00"] * 10
    check_rows(schedule)
    check_entries(schedule)


@pytest.mark.parametrize(("every", "rows"), [("P1M", 99 * 12), ("P1Y", 99)])
def test_a_lease_of_99_years(every: str, rows: int) -> None:
    schedule = measured(term="2027-01-01/2125-12-31", rent=[rent(5000, every)], accounting=accounting("0.04"))
    assert len(schedule.rows) == rows
    check_rows(schedule)
    months = 12 if every == "P1Y" else 1
    paid = Paid(start=date(2027, 1, 1), end=date(2126, 1, 1), amount=Decimal(5000), months=months)
    for row in (schedule.rows[0], schedule.rows[rows // 2], schedule.rows[-1]):
        expected = value(paid.sums(), row.start, Decimal("0.04"), Clock(date(2027, 1, 1)))
        assert abs(row.opening - expected) < Decimal("0.006")


def test_huge_sums_lose_no_unit() -> None:
    amount = Decimal("123456789012345678901234567.89")
    schedule = measured(term=TEN, rent=[rent(amount, "P1M")], accounting=accounting("0.07"))
    with exactly():
        check_rows(schedule)
        check_entries(schedule)
    assert schedule.rows[0].payment == amount


@pytest.mark.parametrize("currency", ["JPY", "KRW"])
def test_money_without_parts_stays_whole(currency: str) -> None:
    schedule = measured(
        currency=currency, term="2027-01-01/2029-08-15", rent=[rent(333333, "P1M")], accounting=accounting("0.013")
    )
    amounts = [getattr(row, name) for row in schedule.rows for name in ("opening", "interest", "payment", "closing")]
    assert all(amount == amount.to_integral_value() and amount.as_tuple().exponent == 0 for amount in amounts)
    check_rows(schedule)


def test_a_day_before_the_next_month_is_never_later_than_the_month() -> None:
    start = date(2027, 1, 30)
    times = [years_between(start, start + timedelta(days=days)) for days in range(1500)]
    assert all(before < after for before, after in pairwise(times))


@pytest.mark.parametrize(
    ("compounding", "year"),
    [("effective", "1.06"), ("nominal-monthly", "1.061677811864"), ("nominal-quarterly", "1.061363550625")],
)
def test_a_rate_grows_as_it_is_compounded(compounding: str, year: str) -> None:
    rate = YearlyRate(Decimal("0.06"), Compounding(compounding))
    assert abs(rate.growth(Fraction(1)) - Decimal(year)) < Decimal("1e-11")
    twelfth = rate.growth(Fraction(1, 12))
    assert abs(twelfth**12 - rate.growth(Fraction(1))) < Decimal("1e-25")


def test_payments_before_commencement_go_into_the_asset() -> None:
    schedule = measured(term=TEN, rent=[rent(1000, from_="2026-01-01")], accounting=accounting("0.05"))
    bare = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05"))
    assert schedule.liability == bare.liability
    assert schedule.asset == bare.asset + 1000
    check_entries(schedule)


def test_rent_begins_when_it_is_said_to_begin() -> None:
    schedule = measured(term=TEN, rent_from="2027-07-01", rent=[rent(1200, "P1M")], accounting=accounting("0.05"))
    assert [row.payment for row in schedule.rows[:8]] == [0] * 6 + [1200] * 2
    half = measured(term=TEN, rent_from="2027-07-01", rent=[rent(36500)], accounting=accounting("0.05"))
    assert half.payments[0].day == date(2027, 7, 1)
    assert half.payments[0].amount == 18400  # 184 days


def test_service_and_tax_stay_outside_the_liability() -> None:
    lines = [rent(1000), rent(300, "P1M", kind="service"), rent(100, kind="tax")]
    schedule = measured(term=TEN, rent=lines, accounting=accounting("0.05"))
    bare = measured(term=TEN, rent=lines[:1], accounting=accounting("0.05"))
    assert schedule.rows == bare.rows
    assert sum(item.amount for item in schedule.payments) == 10 * (1000 + 3600 + 100)
    check_entries(schedule)


def test_fit_out_stands_in_the_cash_schedule_alone() -> None:
    schedule = measured(term=TEN, access="2026-10-01", fit_out=9000, rent=[rent(1000)], accounting=accounting("0.05"))
    bare = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05"))
    assert (schedule.asset, schedule.rows) == (bare.asset, bare.rows)
    assert (schedule.payments[0].day, schedule.payments[0].amount) == (date(2026, 10, 1), 9000)


def test_a_break_that_is_certain_ends_the_term_and_its_fee_is_paid_on_the_last_day() -> None:
    option = {"kind": "break", "from": "2030-01-01", "fee": 700, "reasonably_certain": True}
    schedule = measured(term=TEN, rent=[rent(1000)], options=[option], accounting=accounting("0.05"))
    assert schedule.end == date(2030, 1, 1)
    assert [row.payment for row in schedule.rows] == [1000, 1000, 1700]
    assert schedule.payments[-1].day == date(2029, 12, 31)
    check_rows(schedule)


def test_options_that_are_certain_follow_one_another_with_their_prices_and_fees() -> None:
    options = [
        {"kind": "extend", "adds": "P2Y", "amount": 1100, "fee": 50, "reasonably_certain": True},
        {"kind": "extend", "adds": "P1Y", "reasonably_certain": True},
        {"kind": "extend", "adds": "P9Y", "reasonably_certain": False},
    ]
    schedule = measured(term="2027-01-01/2028-12-31", rent=[rent(1000)], options=options, accounting=accounting(0))
    assert [row.payment for row in schedule.rows] == [1000, 1000, 1150, 1100, 1100]


def event(on: str, kind: str = "modify", **fields: Any) -> dict[str, Any]:
    """Events of a lease with one event."""
    return {"events": [{"on": on, "kind": kind, **fields}]}


NOMINAL = {"rate": -13, "compounding": "nominal-monthly"}
PRICED = event("2030-01-01", amount=1, rate=0)
ABSURD: list[tuple[str, dict[str, Any], type[InputError], str]] = [
    ("no rate", {"accounting": None}, MissingFacts, "accounting.rate"),
    ("a rate of -100 %", {"accounting": accounting(-1)}, InputError, "accounting.rate"),
    ("too low a nominal rate", {"accounting": NOMINAL}, InputError, "accounting.rate"),
    ("no rent", {"rent": []}, MissingFacts, "rent"),
    ("no currency", {"currency": None}, MissingFacts, "currency"),
    ("no term", {"term": None}, MissingFacts, "term"),
    ("a term without an end", {"term": "2027-01-01/.."}, MissingFacts, "term.end"),
    ("an end nobody states", {"term": "2027-01-01/"}, MissingFacts, "term.end"),
    ("a coarse start", {"term": "2027-04/2036-12-31"}, MissingFacts, "term.start"),
    ("hours", {"rent": [rent(1, "PT24H")]}, NotSupported, "rent.0.every"),
    ("months and days", {"rent": [rent(1, "P1M3D")]}, NotSupported, "rent.0.every"),
    ("a rise of -100 %", {"rent": [rent(1, escalation=-1)]}, InputError, "rent.0.escalation"),
    ("an event before the lease", event("2026-01-01", amount=1, rate=0), InputError, "events.0.on"),
    ("an event after the lease", event("2037-01-01", amount=1, rate=0), InputError, "events.0.on"),
    ("a coarse event", event("2030", amount=1, rate=0), MissingFacts, "events.0.on"),
    ("a modification without its rate", event("2030-01-01", amount=1), MissingFacts, "events.0.rate"),
    ("a modification of nothing", event("2030-01-01"), InputError, "events.0"),
    ("no such option", event("2030-01-01", kind="reassess", option=3), InputError, "events.0.option"),
    ("an index without values", event("2030-01-01", kind="index"), MissingFacts, "events.0.from"),
    ("an area not known", event("2030-01-01", spaces=["b"], rate=0), MissingFacts, "events.0.area"),
    ("two lines and one price", {"rent": [rent(1), rent(2)], **PRICED}, InputError, "events.0.amount"),
    ("short but long", {"accounting": accounting(0, short_term=True)}, InputError, "accounting.short_term"),
    ("too many payments", {"term": "2027-01-01/2400-12-31", "rent": [rent(1, "P1D")]}, InputError, "term"),
    ("the end of the calendar", {"term": "2027-01-01/9999-12-31"}, InputError, "term"),
]


@pytest.mark.parametrize(("fields", "error", "field"), [case[1:] for case in ABSURD], ids=[case[0] for case in ABSURD])
def test_what_cannot_be_is_said_by_field(fields: dict[str, Any], error: type[InputError], field: str) -> None:
    given = {"term": TEN, "rent": [rent(1000)], "accounting": accounting("0.05"), **fields}
    with pytest.raises(error) as raised:
        measure(lease(**given), IFRS, {})
    assert field in [finding.field for finding in raised.value.findings] or field in str(raised.value)


def test_asc_842_asks_for_the_class() -> None:
    with pytest.raises(MissingFacts, match=r"l\.accounting\.classification"):
        measured(US, term=TEN, rent=[rent(1000)], accounting=accounting("0.05"))
