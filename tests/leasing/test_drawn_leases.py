"""What holds for every lease: the liability is the present value of what is left, rows foot, entries balance."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random

from leasing.building import IFRS, US, lease
from leasing.drawn_leases import PLACES, Drawn, draw_events, draw_lease
from leasing.oracle import Clock, Sum, value
from stagehold.leasing.cash import cash_schedule
from stagehold.leasing.journal import Account, Entry, journal
from stagehold.leasing.measure import measure
from stagehold.leasing.payment import IN_LIABILITY
from stagehold.leasing.schedule import Schedule

TREATMENTS = ("ifrs16", "finance", "operating")


def measured(drawn: Drawn, treatment: str, **more: object) -> Schedule:
    fields = {**drawn.fields, **more}
    if treatment != "ifrs16":
        fields["accounting"] = {**fields["accounting"], "classification": treatment}
    return measure(lease(**fields), IFRS if treatment == "ifrs16" else US, {})


def check_rows(schedule: Schedule) -> None:
    """Rows foot, and join but for what an event moves."""
    moved = {event.on: event for event in schedule.events}
    for row in schedule.rows:
        assert row.opening + row.interest - row.payment == row.closing, row
        assert row.asset_opening - row.depreciation == row.asset_closing, row
    for before, after in pairwise(schedule.rows):
        assert before.end == after.start
        event = moved.get(after.start)
        if event is None:
            assert (before.closing, before.asset_closing) == (after.opening, after.asset_opening)
    if schedule.events and schedule.end == schedule.events[-1].on:
        return
    assert (schedule.rows[-1].closing, schedule.rows[-1].asset_closing) == (0, 0)


def check_entries(schedule: Schedule) -> None:
    """Each entry balances; accounts of the balance sheet hold what the rows say at every period end, and end empty."""
    entries = journal(schedule)
    for entry in entries:
        assert sum(line.debit for line in entry.lines) == sum(line.credit for line in entry.lines), entry
    for row in schedule.rows[:: max(1, len(schedule.rows) // 7)]:
        assert -held(entries, Account.LIABILITY, row) == row.closing
        assert held(entries, Account.ASSET, row) == row.asset_closing
    for account in (Account.LIABILITY, Account.ASSET, Account.PREPAID, Account.PROVISION, Account.RESTORATION_ASSET):
        assert (
            sum(line.debit - line.credit for entry in entries for line in entry.lines if line.account is account) == 0
        )


def check_values(schedule: Schedule, places: int) -> None:
    """Each liability is the present value of what was expected on its day, found a second way."""
    unit, clock = Decimal(1).scaleb(-places), Clock(schedule.start)
    for stretch in schedule.stretches:
        sums = [Sum(day=item.day, counts=item.moment, amount=item.amount) for item in stretch.payments]
        rows = [row for row in schedule.rows if stretch.since <= row.start < stretch.until]
        for row in (rows[0], rows[len(rows) // 2], rows[-1]):
            expected = value(sums, row.start, stretch.rate.value, clock)
            assert abs(row.opening - expected) <= unit / 2 + unit / 10**6, row


def held(entries: tuple[Entry, ...], account: Account, row: object) -> Decimal:
    """The balance at the end of a row's last day; an event of the next day comes later."""
    last = row.end - timedelta(days=1)  # type: ignore[attr-defined]
    return sum(
        (
            line.debit - line.credit
            for entry in entries
            if entry.on <= last
            for line in entry.lines
            if line.account is account
        ),
        Decimal(0),
    )


def test_the_liability_is_the_present_value_of_what_is_left_at_every_period_end(count, seed) -> None:
    for case in range(count(300, 6_000)):
        drawn = draw_lease(Random(f"{seed}/{case}"), years=8)
        schedule = measured(drawn, "ifrs16")
        sums = [item for line in drawn.lines for item in line.sums()]
        clock, unit = Clock(drawn.start), Decimal(1).scaleb(-PLACES[drawn.fields["currency"]])
        rows = (
            schedule.rows
            if len(schedule.rows) < 9
            else [*schedule.rows[:3], *schedule.rows[3:-3:11], *schedule.rows[-3:]]
        )
        for row in rows:
            expected = value(sums, row.start, drawn.rate, clock)
            assert abs(row.opening - expected) <= unit / 2 + unit / 10**6, (case, row.start, expected, row.opening)
            expected = value(sums, row.end, drawn.rate, clock)
            assert abs(row.closing - expected) <= unit / 2 + unit / 10**6, (case, row.end, expected, row.closing)


def test_the_cash_schedule_is_what_the_oracle_walks_through(count, seed) -> None:
    for case in range(count(300, 6_000)):
        drawn = draw_lease(Random(f"{seed}/cash/{case}"))
        got = [(p.day, p.moment, p.amount) for p in cash_schedule(lease(**drawn.fields)) if p.kind in IN_LIABILITY]
        expected = [(item.day, item.counts, item.amount) for line in drawn.lines for item in line.sums()]
        assert sorted(got) == sorted(expected), (case, drawn.fields)


def test_rows_reconcile_and_entries_balance(count, seed) -> None:
    for case in range(count(120, 3_000)):
        random = Random(f"{seed}/rows/{case}")
        drawn = draw_lease(random)
        schedule = measured(drawn, random.choice(TREATMENTS))
        check_rows(schedule)
        check_entries(schedule)
        assert all(row.variable == 0 for row in schedule.rows)


def test_rows_reconcile_and_entries_balance_through_any_events(count, seed) -> None:
    for case in range(count(150, 4_000)):
        random = Random(f"{seed}/events/{case}")
        drawn = draw_lease(random)
        fields = {"events": draw_events(random, drawn), "rent": drawn.fields["rent"][:1], "area": "5000 m2"}
        fields["rent"][0]["from"] = drawn.start
        fields["rent"][0]["steps"] = []
        schedule = measured(drawn, random.choice(TREATMENTS), **fields)
        check_rows(schedule)
        check_entries(schedule)
        check_values(schedule, PLACES[schedule.currency])
        assert min([row.asset_opening for row in schedule.rows if schedule.treatment != "operating"], default=0) >= -17


def test_the_single_cost_of_an_operating_lease_is_straight_and_adds_up_to_what_is_paid(count, seed) -> None:
    for case in range(count(100, 3_000)):
        drawn = draw_lease(Random(f"{seed}/cost/{case}"))
        schedule = measured(drawn, "operating")
        accounting = drawn.fields["accounting"]
        once = (accounting["initial_direct_costs"] or 0) - (accounting["incentives"] or 0)
        paid = sum(item.amount for line in drawn.lines for item in line.sums())
        assert sum(row.cost for row in schedule.rows) == paid + once
        unit = Decimal(1).scaleb(-PLACES[drawn.fields["currency"]])
        clock = Clock(drawn.start)
        whole = clock.years(drawn.end)
        for row in schedule.rows:
            share = (clock.years(row.end) - clock.years(row.start)) / whole
            straight = (paid + once) * Decimal(share.numerator) / share.denominator
            assert abs(row.cost - straight) <= 2 * unit, (case, row)


def test_all_costs_of_a_lease_add_up_to_its_cash(count, seed) -> None:
    for case in range(count(60, 2_000)):
        random = Random(f"{seed}/sums/{case}")
        drawn = draw_lease(random)
        restoration = {"restoration": 5000, "restoration_rate": random.choice([None, "0.04"])}
        fields = {"accounting": {**drawn.fields["accounting"], **restoration}}
        schedule = measured(drawn, random.choice(TREATMENTS), **fields)
        cash = sum(item.amount for item in schedule.payments)
        costs = sum(row.cost + row.variable for row in schedule.rows)
        costs += sum(row.unwinding + row.depreciation for row in schedule.provision)
        assert costs == cash
        check_entries(schedule)
