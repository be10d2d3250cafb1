"""Whatever a lease says, it is measured and everything ties out, or it is refused with the field named."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Any

from leasing.building import IFRS, US, lease
from leasing.drawn_leases import Drawn, draw_events, draw_lease
from leasing.test_drawn_leases import check_entries, check_rows
from leasing.test_lease_sides import fx
from stagehold.domain.errors import InputError, NotSupported
from stagehold.domain.quantities import Area
from stagehold.leasing.cash import cash_schedule
from stagehold.leasing.disclosure import LeaseState, positions, totals
from stagehold.leasing.measure import measure
from stagehold.leasing.payment import IN_LIABILITY
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.translation import DatedRates, translated

AREAS = {"a": Area(Decimal(900)), "b": Area(Decimal(600)), "c": None}


def draw_options(random: Random, drawn: Drawn) -> list[dict[str, Any]]:
    """Extensions with or without a price and a fee, and breaks, certain or not."""
    found = []
    for _ in range(random.randint(0, 3)):
        certain = random.choice([True, False, None])
        option: dict[str, Any] = {"kind": "extend", "adds": random.choice(["P1Y", "P6M", "P90D", "P5Y"])}
        if random.random() < 0.3:
            inside = random.randint(1, max(1, (drawn.end - drawn.start).days - 1))
            option = {"kind": "break", "from": drawn.start + timedelta(days=inside)}
        elif random.random() < 0.5:
            option["amount"] = random.randint(0, 10**6)
        option["fee"] = random.choice([None, 0, 777])
        found.append({**option, "reasonably_certain": certain})
    return found


def draw_any_event(random: Random, drawn: Drawn, options: int) -> dict[str, Any]:
    """One event of any kind, sensible or not."""
    on = drawn.start + timedelta(days=random.randint(-20, (drawn.end - drawn.start).days + 500))
    kind = random.choice(["reassess", "modify", "index"])
    rate = random.choice(["0.03", "0.11", None])
    if kind == "reassess":
        option = random.randint(0, max(0, options))
        return {"on": on, "kind": kind, "option": option, "reasonably_certain": random.random() < 0.6, "rate": rate}
    if kind == "index":
        return {"on": on, "kind": kind, "from": 100, "to": random.choice([50, 101, 130])}
    end = on + timedelta(days=random.randint(-1, 2000))
    return {
        "on": on,
        "kind": kind,
        "rate": rate,
        "spaces": random.choice([None, None, ["a"], ["a", "b"], ["a", "c"]]),
        "area": random.choice([None, None, "400 m2", "4000 sqft"]),
        "amount": random.choice([None, 5, 123456]),
        "term": f"{drawn.start}/{end}" if random.random() < 0.4 and end >= drawn.start else None,
        "separate": random.choice([None, None, False, True]),
    }


def draw_fields(random: Random) -> dict[str, Any]:
    drawn = draw_lease(random, years=6)
    fields = {**drawn.fields, "spaces": ["a", "b"], "options": draw_options(random, drawn)}
    if random.random() < 0.5:
        fields["rent"] = fields["rent"][:1]
    if random.random() < 0.3:
        fields["rent"] = [*fields["rent"], {**fields["rent"][0], "kind": random.choice(["service", "tax"])}]
    if random.random() < 0.4:
        review = {"name": "CPI", "at_start": 100, "every": random.choice(["P1Y", "P6M", "P1M"])}
        fields["rent"] = [{**fields["rent"][0], "index": review}, *fields["rent"][1:]]
    if random.random() < 0.2:
        fields["rent_from"] = drawn.start + timedelta(days=random.randint(0, 300))
    if random.random() < 0.2:
        fields["rent"][0]["from"] = drawn.start - timedelta(days=random.randint(1, 100))
    if random.random() < 0.3:
        fields["events"] = draw_events(random, drawn)
    else:
        events = [draw_any_event(random, drawn, len(fields["options"])) for _ in range(random.randint(0, 3))]
        fields["events"] = sorted(events, key=lambda event: event["on"])
    restoration = {"restoration": random.choice([None, 4000]), "restoration_rate": random.choice([None, "0.04"])}
    class_ = random.choice([None, "finance", "operating"])
    fields["accounting"] = {**fields["accounting"], **restoration, "classification": class_}
    if random.random() < 0.15:
        fields["identified_asset"] = False
    elif random.random() < 0.1:
        fields["accounting"]["short_term"] = True
    fields["fit_out"] = random.choice([None, 99])
    return fields


def check(schedule: Schedule) -> None:
    if schedule.rows:
        check_rows(schedule)
    check_entries(schedule)
    for event in schedule.events:
        if event.steps:
            assert event.asset_before + sum(step.asset for step in event.steps) == event.asset_after
            assert event.liability_before + sum(step.liability for step in event.steps) == event.liability_after
    for day in (schedule.start - timedelta(days=9), schedule.start, schedule.end - timedelta(days=40), schedule.end):
        for total in totals(positions(schedule, day)):
            assert sum(total.maturities) - total.discount == total.liability == total.current + total.later
    for right in schedule.separate:
        check(right)


def check_translated(schedule: Schedule, random: Random) -> None:
    """In another currency rows foot and entries balance too, with rates that move every few months."""
    days = [("1990-01-01", "1.5"), *((f"{year}-0{random.randint(1, 9)}-03", f"{random.randint(50, 200)}e-2")
            for year in range(2019, 2050))]  # fmt: skip
    rates = DatedRates.of("l", schedule.currency, "EUR", fx(*days, to="EUR", from_=schedule.currency))
    waiting = [translated(schedule, rates)]
    while waiting:
        shown = waiting.pop()
        waiting += shown.separate
        check_entries(shown)
        for row in shown.rows:
            assert row.opening + row.interest + row.exchange - row.payment == row.closing
            assert row.asset_opening - row.depreciation == row.asset_closing


def test_any_lease_ties_out_or_is_refused_by_field(count, seed) -> None:
    asked = count(250, 8_000)
    measured = moved = 0
    refused: set[type[InputError]] = set()  # without a field: only what is not supported, which its message names
    for case in range(asked):
        random = Random(f"{seed}/any/{case}")
        fields = draw_fields(random)
        record = lease(**fields)
        standard = IFRS if fields["accounting"]["classification"] is None else US
        try:
            schedule = measure(record, standard, AREAS)
        except InputError as wrong:
            if not wrong.findings:
                refused.add(type(wrong))
            continue
        check(schedule)
        check_translated(schedule, random)
        cash = sum(item.amount for item in cash_schedule(record) if item.kind in IN_LIABILITY)
        own = sum(item.amount for item in schedule.payments if item.kind in IN_LIABILITY)
        rights = sum(item.amount for right in schedule.separate for item in right.payments if item.kind in IN_LIABILITY)
        assert cash == own + rights, case
        measured += 1
        moved += any(event.changed for event in schedule.events)
    print(f"{measured} of {asked} measured, {moved} with events that changed something")
    assert refused <= {NotSupported}
    assert measured > asked / 3
    assert moved > asked / 10


def test_days_of_a_lease_are_paid_once_through_extensions_and_longer_terms(count, seed) -> None:
    """Rent periods neither overlap nor leave a gap, however the end moves."""
    for case in range(count(150, 4_000)):
        random = Random(f"{seed}/once/{case}")
        start = date(2027, random.randint(1, 12), random.randint(1, 28))
        end = start + timedelta(days=random.randint(40, 1500))
        events = []
        ends = end
        for _ in range(random.randint(0, 2)):
            on = start + timedelta(days=random.randint(1, (ends - start).days - 1))
            if events and on <= events[-1]["on"]:
                break
            ends += timedelta(days=random.randint(1, 700))
            term = f"{start}/{ends - timedelta(days=1)}"
            events.append({"on": on, "kind": "modify", "term": term, "rate": "0.05"})
        every = random.choice(["P1Y", "P3M", "P1M", "P7D"])
        options = [{"kind": "extend", "adds": "P7M", "reasonably_certain": True, "amount": random.choice([None, 9])}]
        record = lease(
            term=f"{start}/{end - timedelta(days=1)}",
            rent=[{"from": start, "amount": 700000, "every": every, "when": random.choice(["advance", "arrears"])}],
            options=[] if events else options,
            events=events,
        )
        periods = sorted((item.period.start, item.period.end) for item in cash_schedule(record))
        assert periods[0][0] == start
        assert all(before[1] == after[0] for before, after in pairwise(periods)), (case, periods)


def test_a_state_is_known_on_every_day(count, seed) -> None:
    for case in range(count(40, 1_000)):
        random = Random(f"{seed}/states/{case}")
        drawn = draw_lease(random, years=4)
        schedule = measure(lease(**drawn.fields), IFRS, {})
        last = drawn.end - timedelta(days=1)
        expected = {
            drawn.start - timedelta(days=1): LeaseState.TO_COME,
            drawn.start: LeaseState.RUNNING if drawn.start < last else LeaseState.ENDED,
            last: LeaseState.ENDED,
        }
        assert {day: positions(schedule, day)[0].state for day in expected} == expected
