"""The rent of a lease for the days that a plan reads it to give, not for those that the accounts count."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from stagehold.domain.days import Span, parse_duration
from stagehold.domain.edtf import EdtfInterval, day, parse_date, parse_interval
from stagehold.domain.lease import EventKind, Lease, LeaseEvent, Option, OptionKind, RentLine
from stagehold.leasing.rent_as_used import rent_as_used

JANUARY = Span(date(2027, 1, 1), date(2027, 2, 1))
YEARLY = RentLine(from_=parse_date("2026-07-01"), amount=Decimal(365_000), every=parse_duration("P1Y"))


def lease(term: EdtfInterval | str, **values: object) -> Lease:
    stated = parse_interval(term) if isinstance(term, str) else term
    return Lease(id="l", lessee="us", spaces=("a",), term=stated, currency="JPY", **{"rent": (YEARLY,), **values})


def cost(of: Lease, days: Span = JANUARY) -> Decimal:
    rent, findings = rent_as_used(of, days)
    assert findings == ()
    assert rent is not None
    return rent.cost(days)


def test_a_lease_without_end_costs_what_one_with_a_far_end_does() -> None:
    # The year of rent does not end with the period that is looked at: no broken period is made of it.
    assert cost(lease("2026-07-01/..")) == cost(lease("2026-07-01/2036-06-30")) == 31_000


def test_coarse_ends_are_read_as_a_plan_reads_them() -> None:
    # From the last day that the start can mean to the first that the end can mean.
    assert cost(lease("2026-07/2036-06", rent=(YEARLY,))) == cost(lease("2026-07-31/2036-06-01"))


def test_exercised_options_count_and_reasonable_certainty_does_not() -> None:
    adds = parse_duration("P1Y")
    certain = Option(kind=OptionKind.EXTEND, adds=adds, reasonably_certain=True)
    exercised = Option(kind=OptionKind.EXTEND, adds=adds, exercised=True)
    event = LeaseEvent(on=day(date(2026, 10, 1)), kind=EventKind.REASSESS, option=0, reasonably_certain=True)
    after = Span(date(2027, 7, 1), date(2027, 8, 1))
    assert cost(lease("2026-07-01/2027-06-30", options=(certain,), events=(event,)), after) == 0
    assert cost(lease("2026-07-01/2027-06-30", options=(exercised,)), after) == 30_915  # 366 days to July 2028


def test_a_lease_without_rent_lines_has_no_cost_and_that_is_no_zero() -> None:
    rent, (finding,) = rent_as_used(lease("2026-07-01/2027-06-30", rent=()), JANUARY)
    assert (rent, finding.rule, finding.field) == (None, "cost-not-known", "rent")


def test_rent_that_cannot_be_read_to_the_day_says_what_to_pin() -> None:
    coarse = RentLine(from_=parse_date("2026-07"), amount=Decimal(1), every=parse_duration("P1M"))
    rent, findings = rent_as_used(lease("2026-07-01/2027-06-30", rent=(coarse,)), JANUARY)
    assert rent is None
    assert [(item.rule, item.field, item.severity.value) for item in findings] == [
        ("unpinned", "rent.0.from", "warning")
    ]
