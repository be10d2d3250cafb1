"""What stands beside the liability: restoration, exemptions, another currency, positions and totals on a day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest

from leasing.building import IFRS, US, accounting, lease, measured, rent
from leasing.drawn_leases import draw_events, draw_lease
from leasing.test_drawn_leases import TREATMENTS, check_entries, check_rows
from leasing.test_drawn_leases import measured as drawn_measured
from leasing.test_vectors import EXAMPLE_13, REASSESSED
from stagehold.domain.edtf import parse_date
from stagehold.domain.errors import MissingFacts
from stagehold.domain.studio import ExchangeRate
from stagehold.leasing.disclosure import LeaseState, positions, totals
from stagehold.leasing.journal import Account, journal
from stagehold.leasing.schedule import ExemptKind
from stagehold.leasing.translation import DatedRates, translated

TEN = "2027-01-01/2036-12-31"


def fx(*dated: tuple[str, str], to: str = "JPY", from_: str = "USD") -> list[ExchangeRate]:
    return [
        ExchangeRate(id=f"r{day}", from_=from_, to=to, date=parse_date(day), rate=Decimal(rate)) for day, rate in dated
    ]


# --- restoration -----------------------------------------------------------------------------------------------------


def test_restoration_is_a_provision_in_the_asset_and_outside_the_liability() -> None:
    bare = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05"))
    fields = {"term": TEN, "rent": [rent(1000)]}
    schedule = measured(**fields, accounting=accounting("0.05", restoration=10000, restoration_rate="0.03"))
    provision = Decimal(10000) / Decimal("1.03") ** 10
    assert schedule.liability == bare.liability
    assert abs(schedule.asset - bare.asset - provision) < Decimal("0.006")
    assert [row.closing for row in schedule.provision][-1] == 0
    assert schedule.provision[-1].used == 10000
    assert sum(row.unwinding for row in schedule.provision) == 10000 - schedule.provision[0].opening
    check_entries(schedule)


def test_without_a_rate_the_provision_is_the_amount() -> None:
    schedule = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05", restoration=10000))
    assert [row.unwinding for row in schedule.provision] == [0] * 10
    assert schedule.provision[0].opening == 10000


def test_under_asc_842_restoration_has_an_asset_of_its_own() -> None:
    given = accounting("0.05", restoration=10000, restoration_rate="0.03", classification="operating")
    schedule = measured(US, term=TEN, rent=[rent(1000)], accounting=given)
    bare = measured(US, term=TEN, rent=[rent(1000)], accounting=accounting("0.05", classification="operating"))
    assert schedule.rows == bare.rows
    assert schedule.provision[0].asset_opening == schedule.provision[0].opening
    assert schedule.provision[-1].asset_closing == 0
    check_entries(schedule)


@pytest.mark.parametrize("treatment", TREATMENTS)
def test_a_longer_term_moves_the_provision_in_time(treatment: str) -> None:
    class_ = None if treatment == "ifrs16" else treatment
    schedule = measured(
        IFRS if class_ is None else US, term=TEN, rent=[rent(1000)],
        accounting=accounting("0.05", restoration=10000, restoration_rate="0.03", classification=class_),
        events=[{"on": "2030-01-01", "kind": "modify", "term": "2027-01-01/2041-12-31", "rate": "0.05"}],
    )  # fmt: skip
    moved = sum(step.provision for step in schedule.events[0].steps)
    assert abs(moved - Decimal(10000) * (Decimal("1.03") ** -12 - Decimal("1.03") ** -7)) < Decimal("0.011")
    assert schedule.events[0].gain == 0
    check_entries(schedule)


# --- exemptions ------------------------------------------------------------------------------------------------------


def test_a_short_lease_bears_its_payments_straight() -> None:
    fields = {
        "term": "2027-01-01/2027-12-31",
        "rent": [rent(1000, "P3M", steps=[{"from": "2027-07-01", "amount": 2000}])],
    }
    schedule = measured(**fields, accounting=accounting(None, short_term=True, reason="one season"))
    assert schedule.exempt is not None
    assert (schedule.exempt.kind, schedule.exempt.reason) == (ExemptKind.SHORT_TERM, "one season")
    assert [row.cost for row in schedule.exempt.costs] == [500] * 12
    assert (schedule.liability, schedule.asset, schedule.rows) == (0, 0, ())
    for entry in journal(schedule):
        assert sum(line.debit for line in entry.lines) == sum(line.credit for line in entry.lines)
    left = [
        line.debit - line.credit
        for entry in journal(schedule)
        for line in entry.lines
        if line.account is Account.PREPAID
    ]
    assert sum(left) == 0


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"kind": "days", "pool": ["a"]}, ExemptKind.DAYS),
        ({"kind": "first-call"}, ExemptKind.FIRST_CALL),
        ({"identified_asset": False, "identified_asset_reason": "any stage will do"}, ExemptKind.NO_IDENTIFIED_ASSET),
    ],
)
def test_a_right_to_no_identified_space_stays_off_the_balance_sheet(fields: dict[str, Any], kind: ExemptKind) -> None:
    schedule = measured(term=TEN, rent=[rent(1000, "P3M")], **fields)
    assert schedule.exempt is not None
    assert schedule.exempt.kind is kind
    assert sum(row.cost for row in schedule.exempt.costs) == 40000


def test_a_pool_that_is_an_identified_asset_is_measured() -> None:
    schedule = measured(
        term=TEN, kind="days", pool=["a"], identified_asset=True, rent=[rent(1000)], accounting=accounting("0.05")
    )
    assert schedule.exempt is None
    assert schedule.liability > 0


# --- another currency ------------------------------------------------------------------------------------------------


def test_a_foreign_liability_is_translated_at_closing_rates_and_the_asset_is_not() -> None:
    schedule = measured(**EXAMPLE_13)
    rates = DatedRates.of("l", "USD", "JPY", fx(("2027-01-01", "150"), ("2028-01-01", "140"), ("2029-06-30", "160")))
    shown = translated(schedule, rates)
    assert shown.rows[0].opening == (schedule.rows[0].opening * 150).quantize(Decimal(1))
    assert shown.rows[1].closing == (schedule.rows[1].closing * 140).quantize(Decimal(1))  # 31 December 2028
    assert shown.rows[2].closing == (schedule.rows[2].closing * 160).quantize(Decimal(1))
    assert abs(shown.rows[0].exchange) <= 1
    assert shown.rows[1].exchange < 0 < shown.rows[2].exchange
    assert abs(shown.rows[4].asset_closing - schedule.rows[4].asset_closing * 150) <= 1
    for row in shown.rows:
        assert row.opening + row.interest + row.exchange - row.payment == row.closing
    check_entries(shown)


def test_drawn_leases_balance_in_another_currency_too(count, seed) -> None:
    for case in range(count(60, 2_000)):
        random = Random(f"{seed}/fx/{case}")
        drawn = draw_lease(random)
        fields = {"events": draw_events(random, drawn), "rent": drawn.fields["rent"][:1], "area": "5000 m2"}
        fields["rent"][0]["from"] = drawn.start
        fields["rent"][0]["steps"] = []
        fields["accounting"] = {
            **drawn.fields["accounting"],
            "restoration": random.choice([None, 5000]),
            "restoration_rate": random.choice([None, "0.04"]),
        }
        schedule = drawn_measured(drawn, random.choice(TREATMENTS), **fields)
        days = [("2015-01-01", "1.1"), *((f"{year}-{random.randint(1, 12):02}-03", f"{random.randint(50, 200)}e-2")
                for year in range(2020, 2060))]  # fmt: skip
        wanted = "EUR"
        shown = translated(
            schedule, DatedRates.of("l", schedule.currency, wanted, fx(*days, to=wanted, from_=schedule.currency))
        )
        assert len(shown.rows) == len(schedule.rows)
        check_entries(shown)


def test_an_exempt_lease_is_translated_as_it_is_paid() -> None:
    lines = [rent(1000, "P3M", steps=[{"from": "2027-07-01", "amount": 2001}])]
    short = accounting(None, short_term=True, reason="one season")
    schedule = measured(term="2027-01-01/2027-12-31", rent=lines, accounting=short)
    shown = translated(schedule, DatedRates.of("l", "USD", "JPY", fx(("2027-01-01", "150"), ("2027-06-01", "140.5"))))
    assert shown.exempt is not None
    assert sum(row.cost for row in shown.exempt.costs) == 2 * 150000 + 2 * 281140  # 281,140.5 to even
    check_entries(shown)


def test_no_rate_on_or_before_a_day_stops_and_says_which_record_is_missing() -> None:
    schedule = measured(**EXAMPLE_13)
    rates = DatedRates.of("l", "USD", "JPY", fx(("2027-06-01", "150")))
    with pytest.raises(
        MissingFacts, match="no exchange rate of the portfolio is dated on or before 2027-01-01"
    ) as raised:
        translated(schedule, rates)
    assert raised.value.findings[0].field == "accounting.functional_currency"
    assert "exchange_rates" in raised.value.findings[0].allowed


def test_a_rate_stated_the_other_way_round_is_divided_by() -> None:
    rates = DatedRates.of("l", "USD", "JPY", fx(("2027-01-01", "0.00625"), to="USD", from_="JPY"))
    assert rates.on(date(2027, 1, 1)) == 160


def test_a_lease_that_outlives_the_last_rate_says_so() -> None:
    rates = DatedRates.of("l", "USD", "JPY", fx(("2027-01-01", "150"), ("2030-01-01", "140")))
    (note,) = rates.held(date(2037, 1, 1))
    assert note.found == "no rate after 2030-01-01 (r2030-01-01); it is used from then on"
    assert rates.held(date(2029, 1, 1)) == ()


# --- positions and totals --------------------------------------------------------------------------------------------


def test_a_position_is_that_of_the_rows() -> None:
    schedule = measured(**REASSESSED)
    (at,) = positions(schedule, date(2028, 12, 31))
    assert (at.state, at.liability, at.asset) == (
        LeaseState.RUNNING, schedule.rows[1].closing, schedule.rows[1].asset_closing
    )  # fmt: skip
    assert at.maturities == (50000, 50000, 50000, 50000, 50000, 150000)
    assert at.undiscounted == 400000
    assert at.undiscounted - at.discount == at.liability == at.current + at.later
    assert at.years_left == 8
    assert abs(at.current - (schedule.rows[1].closing - schedule.rows[2].closing)) == 0


def test_an_event_of_tomorrow_is_not_known_today() -> None:
    schedule = measured(**REASSESSED)
    (eve,) = positions(schedule, date(2032, 12, 31))
    (then,) = positions(schedule, date(2033, 1, 1))
    assert eve.liability == schedule.events[0].liability_before
    assert then.liability == schedule.events[0].liability_after - 50000 or then.liability > eve.liability


def test_before_commencement_there_is_a_commitment_and_no_liability() -> None:
    schedule = measured(**EXAMPLE_13)
    (at,) = positions(schedule, date(2026, 6, 30))
    assert (at.state, at.liability, at.asset, at.commitment) == (LeaseState.TO_COME, 0, 0, 500000)
    (unsigned,) = positions(schedule, date(2026, 6, 30), signed=date(2026, 9, 1))
    assert unsigned.commitment == 0
    (over,) = positions(schedule, date(2036, 12, 31))
    assert over.state is LeaseState.ENDED


def test_a_position_in_the_last_years_of_the_calendar() -> None:
    schedule = measured(
        term="9980-01-01/9998-12-31", rent=[rent(100, from_="9980-01-01")], accounting=accounting("0.05")
    )
    (at,) = positions(schedule, date(9997, 12, 31))
    assert (at.undiscounted, at.liability, at.later) == (100, 100, 0)


def test_terms_are_weighted_by_liabilities_and_rates_by_what_is_to_pay() -> None:
    one = measured(
        id="one", term="2027-01-01/2028-12-31", rent=[rent(100, when="arrears")], accounting=accounting("0.10")
    )
    two = measured(
        id="two", term="2027-01-01/2030-12-31", rent=[rent(300, when="arrears")], accounting=accounting("0.02")
    )
    yen = measured(id="yen", currency="JPY", term=TEN, rent=[rent(5)], accounting=accounting("0.01"))
    on = date(2027, 12, 31)
    found = [position for schedule in (one, two, yen) for position in positions(schedule, on)]
    jpy, usd = totals(found)
    assert jpy.lessee == usd.lessee == "us"
    assert (jpy.currency, jpy.leases, usd.currency, usd.leases) == ("JPY", 1, "USD", 2)
    first, second = found[0].liability, found[1].liability
    assert usd.liability == first + second
    assert usd.weighted_years is not None
    assert abs(usd.weighted_years - (first * 1 + second * 3) / (first + second)) < Decimal("1e-20")
    assert usd.weighted_rate is not None
    assert abs(usd.weighted_rate - (Decimal("0.10") * 100 + Decimal("0.02") * 900) / 1000) < Decimal("1e-20")
    assert sum(usd.maturities) == usd.undiscounted == 1000
    assert usd.undiscounted - usd.discount == usd.liability


def test_books_of_two_lessees_are_never_added() -> None:
    ours = measured(id="ours", term=TEN, rent=[rent(100)], accounting=accounting("0.05"))
    theirs = measured(id="theirs", lessee="them", term=TEN, rent=[rent(300)], accounting=accounting("0.05"))
    on = date(2028, 6, 30)
    sums = totals([*positions(theirs, on), *positions(ours, on)])
    assert [(item.lessee, item.leases, item.undiscounted) for item in sums] == [("them", 1, 2400), ("us", 1, 800)]


def test_positions_of_drawn_leases_lead_from_payments_to_the_liability(count, seed) -> None:
    for case in range(count(60, 2_000)):
        random = Random(f"{seed}/positions/{case}")
        drawn = draw_lease(random)
        schedule = drawn_measured(drawn, random.choice(TREATMENTS))
        check_rows(schedule)
        row = random.choice(schedule.rows)
        (at,) = positions(schedule, date.fromordinal(row.end.toordinal() - 1))
        if at.state is LeaseState.RUNNING:
            assert (at.liability, at.asset) == (row.closing, row.asset_closing)
            assert sum(at.maturities) - at.discount == at.liability
            left = [item.amount for item in schedule.counted if item.day >= row.end]
            assert at.undiscounted == sum(left)


def test_rights_of_events_have_positions_once_they_run() -> None:
    event = {"on": "2032-01-01", "kind": "modify", "area": "1500 m2", "amount": 600, "rate": "0.07", "separate": True}
    schedule = measured(
        term=TEN, area="2000 m2", rent=[rent(1000)], accounting=accounting("0.05"), events=[event], signed="2026-01-01"
    )
    assert [item.lease for item in positions(schedule, date(2031, 12, 31))] == ["l"]
    assert [item.lease for item in positions(schedule, date(2032, 1, 1))] == ["l", "l.events.0"]
    assert lease(term=TEN).currency == "USD"
