"""The dates of leases to come, and what each costs in a year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from stagehold.domain.days import parse_duration
from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.fields import Name
from stagehold.domain.lease import Lease, Option, OptionKind, RentIndex, RentKind, RentLine, RentStep
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption
from stagehold.domain.studio import Party, Space, SpaceKind, Studio
from stagehold.reports.lease_overview import lease_overview, overview_tables, year_cost
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language

YEAR = parse_duration("P1Y")
LEASE = Lease(
    id="l",
    lessee="us",
    spaces=("a",),
    currency="JPY",
    access=parse_date("2027-03"),
    term=parse_interval("2027-04-01/2032-03-31"),
    rent=(
        RentLine(
            from_=parse_date("2027-04-01"),
            amount=Decimal(1000),
            every=parse_duration("P1M"),
            steps=(
                RentStep(from_=parse_date("2028-04-01"), amount=Decimal(1100)),
                RentStep(from_=parse_date("2029-04-01"), amount=Decimal(1200)),
            ),
        ),
        RentLine(from_=parse_date("2027-04-01"), amount=Decimal(50), every=parse_duration("P1M"), kind=RentKind.TAX),
    ),
    options=(
        Option(kind=OptionKind.EXTEND, adds=parse_duration("P2Y"), notice_by=parse_date("2031-03-31")),
        Option(kind=OptionKind.BREAK, from_=parse_date("2030-04-01"), until=parse_date("2030-09-30")),
        Option(kind=OptionKind.EXTEND, adds=parse_duration("P1Y"), notice_by=parse_date("2030"), exercised=True),
    ),
)


def known(*leases: Lease, assumptions: tuple[Assumption, ...] = ()) -> Portfolio:
    studio = Studio(id="lot", name=Name("Lot"), country="JP", time_zone="Asia/Tokyo")
    space = Space(id="a", studio="lot", kind=SpaceKind.STAGE)
    return Portfolio.of([Party(id="us", name="Us"), studio, space, *leases, *assumptions])


def told(on: date, lease: Lease = LEASE) -> list[tuple[str, str]]:
    overview = lease_overview(known(lease), on)
    return [(str(item.on), item.kind.value) for item in overview.dates]


def test_the_dates_to_come_stand_in_order_and_those_past_are_gone() -> None:
    assert told(date(2027, 1, 1)) == [
        ("2027-03", "access"),
        ("2027-04-01", "start"),
        ("2028-04-01", "rent-step"),
        ("2030-04-01", "option"),
        ("2030-09-30", "last-option"),
        ("2031-03-31", "notice"),
        ("2033-03-31", "end"),
    ]
    assert told(date(2029, 6, 1)) == [
        ("2030-04-01", "option"),
        ("2030-09-30", "last-option"),
        ("2031-03-31", "notice"),
        ("2033-03-31", "end"),
    ]
    assert told(date(2033, 4, 1)) == []


@pytest.mark.parametrize(
    ("on", "following"),
    [
        (date(2026, 1, 1), "2028-04-01"),
        (date(2028, 4, 1), "2028-04-01"),
        (date(2028, 4, 2), "2029-04-01"),
        (date(2029, 12, 31), "2030-04-01"),
        (date(2030, 4, 2), None),
    ],
)
def test_the_next_rise_and_the_next_review_are_told_until_the_line_ends(on: date, following: str | None) -> None:
    line = RentLine(
        from_=parse_date("2027-04-01"), to=parse_date("2031-03-31"), amount=Decimal(1), every=YEAR,
        escalation=Decimal("0.03"), index=RentIndex(name="cpi", at_start=Decimal(100), every=YEAR),
    )  # fmt: skip
    lease = Lease(id="l", lessee="us", spaces=("a",), currency="USD", rent=(line,))
    expected = [] if following is None else [(following, "rent-rise"), (following, "rent-review")]
    assert told(on, lease) == expected


def test_the_rent_of_a_calendar_year_counts_what_falls_due_in_it() -> None:
    assert [year_cost(LEASE, year).amount for year in (2026, 2027, 2028, 2033)] == [
        Decimal(0),
        Decimal(9 * 1000),
        Decimal(3 * 1000 + 9 * 1100),
        Decimal(3 * 1200),
    ]


def test_a_lease_whose_rent_or_end_nobody_states_says_so() -> None:
    unstated = Lease(id="l", lessee="us", spaces=("a",), term=parse_interval("2027-04-01/"))
    assert year_cost(unstated, 2027).lacks == "rent"
    rent = (RentLine(from_=parse_date("2027-04-01"), amount=Decimal(1), every=YEAR),)
    open_end = Lease(id="l", lessee="us", spaces=("a",), term=parse_interval("2027-04-01/"), currency="USD", rent=rent)
    assert year_cost(open_end, 2027).lacks == "term.end"


@pytest.mark.parametrize("language", Language)
def test_what_an_assumption_sets_is_marked_and_every_date_has_its_lease(language: Language) -> None:
    pin = Assumption(id="end", of="l.term.end", value="2030-12-31", why="a guess")
    lease = Lease(id="l", lessee="us", spaces=("a",), term=parse_interval("2027-04-01/"))
    overview = lease_overview(known(lease, assumptions=(pin,)), date(2027, 1, 1))
    leases, dates, assumptions = overview_tables(overview, Reader(language=language))
    assert [table.key for table in (leases, dates, assumptions)] == ["leases", "dates", "assumptions"]
    end = dates.rows[-1]
    assert (end[0].marks, end[2].record) == (("assumed",), "lease/l")
    assert leases.rows[0][0].record == "lease/l"
