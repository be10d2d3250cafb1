"""The figures of twelve months: the years of a lease add up to its rows, whatever day they end on."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from leasing.building import IFRS, US, accounting, lease, measured, rent
from leasing.drawn_leases import draw_events, draw_lease
from leasing.test_vectors import ASC_3_OPERATING, EXAMPLE_14A, REASSESSED
from stagehold.domain.days import Span
from stagehold.leasing.measure import measure
from stagehold.leasing.schedule import Schedule
from stagehold.leasing.year import AMOUNTS, YearFigures, year_figures, year_to

TREATMENTS = (None, "finance", "operating")


def one(schedule: Schedule, on: date) -> YearFigures:
    (found,) = year_figures([schedule], year_to(on))
    return found


def test_a_year_of_the_published_lease() -> None:
    schedule = measured(IFRS, **REASSESSED)
    first = one(schedule, date(2027, 12, 31))
    row = schedule.rows[0]
    assert (first.interest, first.depreciation) == (row.interest, row.depreciation)
    assert (first.paid, first.additions, first.gain, first.lease_cost) == (50000, schedule.asset, 0, 0)
    then = one(schedule, date(2033, 6, 30))
    assert then.additions == schedule.events[0].asset_after - schedule.events[0].asset_before
    assert one(schedule, date(2026, 12, 31)) == YearFigures(lessee="us", currency="USD")


def test_an_operating_lease_has_its_single_cost() -> None:
    found = one(measured(US, **ASC_3_OPERATING), date(2030, 12, 31))
    assert (found.lease_cost, found.interest, found.depreciation) == (51500, 0, 0)


def test_a_move_of_the_index_is_variable_under_asc_842() -> None:
    fields = {**EXAMPLE_14A, "accounting": accounting("0.05", classification="finance")}
    schedule = measured(US, **fields)
    assert [one(schedule, date(year, 12, 31)).variable for year in (2027, 2028, 2029, 2030)] == [0, 0, 4000, 4000]


def test_a_short_lease_is_borne_by_time_and_other_rights_as_they_fall_due() -> None:
    fields = {"term": "2027-07-01/2028-06-30", "rent": [rent(1200, from_="2027-07-01")]}
    short = measured(**fields, accounting=accounting(None, short_term=True))
    pool = measured(**fields, kind="days", pool=["a"])
    assert [one(short, date(year, 12, 31)).exempt for year in (2027, 2028, 2029)] == [600, 600, 0]
    assert [one(pool, date(year, 12, 31)).exempt for year in (2027, 2028, 2029)] == [1200, 0, 0]


def test_years_add_up_to_the_rows(count, seed) -> None:
    for case in range(count(80, 2_000)):
        random = Random(f"{seed}/years/{case}")
        drawn = draw_lease(random, years=6)
        class_ = random.choice(TREATMENTS)
        line = {**drawn.fields["rent"][0], "from": drawn.start, "steps": []}
        record = lease(**{
            **drawn.fields, "rent": [line], "area": "5000 m2", "events": draw_events(random, drawn),
            "accounting": {**drawn.fields["accounting"], "classification": class_},
        })  # fmt: skip
        schedule = measure(record, IFRS if class_ is None else US, {})
        day = drawn.start - timedelta(days=random.randint(1, 300))
        sums = dict.fromkeys(AMOUNTS, Decimal(0))
        while day < date(2070, 1, 1):
            after = min(date(2070, 1, 1), day + timedelta(days=random.randint(1, 1200)))
            for name in AMOUNTS:
                sums[name] += getattr(year_figures([schedule], Span(day, after))[0], name)
            day = after
        costs = sum(row.interest + row.depreciation for row in schedule.rows)
        assert sums["interest"] + sums["depreciation"] + sums["lease_cost"] == costs
        assert sums["variable"] == sum(row.variable for row in schedule.rows)
        assert sums["gain"] == sum(event.gain for event in schedule.events)
        moved = sum(event.asset_after - event.asset_before for event in schedule.events if event.changed)
        assert sums["additions"] == schedule.asset + moved


def test_leases_of_one_lessee_are_added_and_rights_with_them() -> None:
    event = {"on": "2028-01-01", "kind": "modify", "area": "9 m2", "amount": 600, "rate": "0.07", "separate": True}
    ten = {"term": "2027-01-01/2036-12-31", "rent": [rent(1000)], "accounting": accounting("0.05")}
    with_right = measured(id="with", area="9 m2", events=[event], **ten)
    other = measured(id="other", **ten)
    foreign = measured(id="yen", currency="JPY", **ten)
    yen, dollars = year_figures([with_right, other, foreign], year_to(date(2028, 12, 31)))
    assert (yen.currency, yen.paid, dollars.paid) == ("JPY", 1000, 2600)
