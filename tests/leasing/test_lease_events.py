"""Reassessments, modifications in every direction, separate rights, the index: what each does and does not do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from leasing.building import IFRS, US, accounting, lease, measured, rent
from leasing.test_drawn_leases import check_entries, check_rows
from leasing.test_vectors import EXAMPLE_14A, EXAMPLE_17, EXAMPLE_18
from stagehold.domain.quantities import Area
from stagehold.leasing.cash import cash_schedule
from stagehold.leasing.measure import measure
from stagehold.leasing.schedule import StepKind

TEN = "2027-01-01/2036-12-31"


def modified(standard: Any = IFRS, class_: str | None = None, **event: Any) -> Any:
    return measured(
        standard, term=TEN, area="2000 m2", rent=[rent(1000)], accounting=accounting("0.05", classification=class_),
        events=[{"on": "2032-01-01", "kind": "modify", "rate": "0.06", **event}],
    )  # fmt: skip


def test_a_longer_term_moves_the_asset_and_gains_nothing() -> None:
    (event,) = modified(term="2027-01-01/2039-12-31").events
    assert [step.kind for step in event.steps] == [StepKind.REMEASURED]
    assert event.gain == 0
    assert event.asset_after - event.asset_before == event.liability_after - event.liability_before > 0


def test_a_shorter_term_gains_under_ifrs_16_and_moves_the_asset_under_asc_842() -> None:
    (ifrs,) = modified(term="2027-01-01/2033-12-31").events
    assert [step.kind for step in ifrs.steps] == [StepKind.SHORTER, StepKind.REMEASURED]
    assert ifrs.gain > 0
    for class_ in ("finance", "operating"):
        (us,) = modified(US, class_, term="2027-01-01/2033-12-31").events
        assert [step.kind for step in us.steps] == [StepKind.REMEASURED]
        assert us.gain == 0


def test_a_price_alone_moves_the_asset() -> None:
    (event,) = modified(amount=1200).events
    assert [step.kind for step in event.steps] == [StepKind.REMEASURED]
    assert event.gain == 0


def test_less_space_ends_its_share_under_both_standards() -> None:
    for standard, class_ in ((IFRS, None), (US, "finance"), (US, "operating")):
        (event,) = modified(standard, class_, area="500 m2", amount=250).events
        assert event.steps[0].kind is StepKind.LESS_SPACE
        assert abs(event.steps[0].liability + event.liability_before * 3 / 4) <= Decimal("0.01")
        assert abs(event.steps[0].asset + event.asset_before * 3 / 4) <= Decimal("0.01")


def test_spaces_with_known_areas_say_how_much_is_left() -> None:
    fields = {
        "term": TEN, "spaces": ["a", "b"], "rent": [rent(1000)], "accounting": accounting("0.05"),
        "events": [{"on": "2032-01-01", "kind": "modify", "spaces": ["a"], "rate": "0.05"}],
    }  # fmt: skip
    areas = {"a": Area(Decimal(300)), "b": Area(Decimal(100))}
    (event,) = measure(lease(**fields), IFRS, areas).events
    assert abs(event.steps[0].liability + event.liability_before / 4) <= Decimal("0.01")


def test_an_end_on_the_day_of_the_event_leaves_nothing() -> None:
    schedule = modified(term="2027-01-01/2031-12-31")
    (event,) = schedule.events
    assert (event.liability_after, event.asset_after) == (0, 0)
    assert event.gain == event.liability_before - event.asset_before
    assert schedule.rows[-1].end == date(2032, 1, 1)
    check_entries(schedule)


def test_an_asset_does_not_fall_below_nothing() -> None:
    schedule = measured(
        term=TEN, rent=[rent(1000, steps=[{"from": "2033-01-01", "amount": 9000}])],
        accounting=accounting("0.05", incentives=20000),
        events=[{"on": "2032-01-01", "kind": "modify", "amount": 10, "rate": "0.05"}],
    )  # fmt: skip
    (event,) = schedule.events
    assert event.steps[-1].kind is StepKind.FLOOR
    assert event.asset_after == 0
    assert event.gain == event.liability_before - event.liability_after - event.asset_before
    check_rows(schedule)
    check_entries(schedule)


def test_a_separate_right_is_a_lease_of_its_own() -> None:
    event = {
        "on": "2032-01-01", "kind": "modify", "area": "1500 m2", "amount": 600, "rate": "0.07", "separate": True,
        "reason": "at its own price",
    }  # fmt: skip
    fields = {"term": TEN, "area": "2000 m2", "rent": [rent(1000)], "accounting": accounting("0.05"), "events": [event]}
    schedule = measured(**fields)
    assert schedule.rows == measured(**{**fields, "events": []}).rows
    (right,) = schedule.separate
    alone = measured(
        id="l.events.0",
        term="2032-01-01/2036-12-31",
        rent=[rent(600, from_="2032-01-01")],
        accounting=accounting("0.07"),
    )
    assert (right.liability, right.rows) == (alone.liability, alone.rows)
    (said,) = schedule.events
    assert (said.changed, said.gain) == (False, 0)
    assert sum(item.amount for item in cash_schedule(lease(**fields))) == 10 * 1000 + 5 * 600


def test_an_option_that_is_no_longer_certain_shortens_the_expected_term_without_a_gain() -> None:
    schedule = measured(
        term=TEN, rent=[rent(1000)], accounting=accounting("0.05"),
        options=[{"kind": "extend", "adds": "P5Y", "reasonably_certain": True}],
        events=[{"on": "2030-01-01", "kind": "reassess", "option": 0, "reasonably_certain": False, "rate": "0.05"}],
    )  # fmt: skip
    assert schedule.end == date(2037, 1, 1)
    assert schedule.events[0].gain == 0
    check_rows(schedule)


@pytest.mark.parametrize("certain", [False, None])
def test_a_break_that_is_not_certain_ends_nothing_before_it_is(certain: bool | None) -> None:
    fields = {
        "term": TEN, "rent": [rent(1000)], "accounting": accounting("0.05"),
        "options": [{"kind": "break", "from": "2033-01-01", "fee": 300, "reasonably_certain": certain}],
    }  # fmt: skip
    schedule = measured(**fields)
    assert (schedule.end, len(schedule.payments)) == (date(2037, 1, 1), 10)
    events = [{"on": "2030-01-01", "kind": "reassess", "option": 0, "reasonably_certain": True, "rate": "0.05"}]
    then = measured(**{**fields, "events": events})
    assert then.rows[:3] == schedule.rows[:3]
    assert (then.end, [row.payment for row in then.rows]) == (date(2033, 1, 1), [1000] * 5 + [1300])
    assert then.events[0].gain == 0
    check_rows(then)
    check_entries(then)


def test_asc_842_counts_the_index_once_the_lease_is_remeasured_for_another_reason() -> None:
    events = [*EXAMPLE_14A["events"], {"on": "2031-01-01", "kind": "modify", "amount": None, "rate": "0.05",
                                       "term": "2027-01-01/2037-12-31"}]  # fmt: skip
    fields = {**EXAMPLE_14A, "events": events, "accounting": accounting("0.05", classification="operating")}
    schedule = measured(US, **fields)
    assert [row.variable for row in schedule.rows] == [0, 0, 4000, 4000, *[0] * 7]
    assert [row.payment for row in schedule.rows] == [50000] * 4 + [54000] * 7
    check_entries(schedule)


def test_an_index_without_a_line_that_names_it_moves_all_rent() -> None:
    events = [{"on": "2028-01-01", "kind": "index", "from": 100, "to": 110}]
    schedule = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05"), events=events)
    assert [row.payment for row in schedule.rows] == [1000] + [1100] * 9


def test_a_step_agreed_at_signing_is_moved_by_the_index_and_a_later_price_is_not() -> None:
    line = rent(
        1000, steps=[{"from": "2030-01-01", "amount": 2000}], index={"name": "CPI", "at_start": 100, "every": "P1Y"}
    )
    events = [
        {"on": "2029-01-01", "kind": "index", "from": 100, "to": 110},
        {"on": "2032-01-01", "kind": "modify", "amount": 3000, "rate": "0.05"},
        {"on": "2034-01-01", "kind": "index", "from": 110, "to": 121},
    ]
    schedule = measured(term=TEN, rent=[line], accounting=accounting("0.05"), events=events)
    assert [row.payment for row in schedule.rows] == [1000] * 2 + [1100] + [2200] * 2 + [3000] * 2 + [3300] * 3


def test_events_of_one_day_come_in_the_order_they_are_written() -> None:
    events = [
        {"on": "2032-01-01", "kind": "index", "from": 100, "to": 110},
        {"on": "2032-01-01", "kind": "modify", "term": "2027-01-01/2034-12-31", "rate": "0.06"},
    ]
    schedule = measured(term=TEN, rent=[rent(1000)], accounting=accounting("0.05"), events=events)
    assert schedule.events[0].liability_after == schedule.events[1].liability_before
    check_rows(schedule)
    check_entries(schedule)


@pytest.mark.parametrize("fields", [EXAMPLE_17, EXAMPLE_18])
def test_the_published_modifications_balance(fields: dict[str, Any]) -> None:
    schedule = measured(**fields)
    check_rows(schedule)
    check_entries(schedule)
