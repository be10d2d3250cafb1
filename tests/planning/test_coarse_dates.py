"""Coarse, open and far dates: supply and demand are read so that no plan promises a day that may not be there."""

from __future__ import annotations

from typing import Any

import pytest

from planning.asking import first_days, lease, need, placed, plan, portfolio, production, stage, why
from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Reason


def one(term: str = "2027-01-04/2027-12-31", days: int = 3, **tables: Any) -> Portfolio:
    """Stage a, one lease, and production ``p``."""
    fields = tables.pop("p", {})
    return portfolio(
        spaces=[stage("a")],
        leases=[lease("l-a", "a", term)],
        productions=[production("p", need(days, **tables.pop("need", {})), **fields)],
        **tables,
    )


def test_a_coarse_lease_starts_on_the_last_day_it_can_mean() -> None:
    assert placed(plan(one("2027-02/2027-12-31"))) == {"p/m": ("a", "2027-02-28", "2027-03-02")}


def test_a_coarse_lease_ends_on_the_first_day_it_can_mean() -> None:
    facts = {days: one("2027-01-04/2027-03", days=days) for days in (51, 52)}
    # 10 January to 1 March, both included, are 51 days.
    assert placed(plan(facts[51])) == {"p/m": ("a", "2027-01-10", "2027-03-01")}
    assert why(plan(facts[52]))["a"].reason is Reason.LEASE_ENDS


def test_coarse_demand_is_ready_on_the_last_day_of_its_period() -> None:
    assert placed(plan(one(p={"ready": "2027-02"}))) == {"p/m": ("a", "2027-02-28", "2027-03-02")}
    assert placed(plan(one(p={"ready": "2027-02~"}))) == {"p/m": ("a", "2027-02-28", "2027-03-02")}


def test_coarse_demand_is_due_on_the_first_day_of_its_period() -> None:
    made = plan(one(days=30, p={"due": "2027-02"}))
    assert [(item.production, item.days) for item in made.late] == [("p", 8)]  # done on 9 February, due on the 1st


def test_a_coarse_window_runs_from_its_last_first_day_to_its_first_last_day() -> None:
    facts = {days: one(days=days, p={"window": "2027-02/2027-04"}) for days in (33, 34)}
    # 28 February to 1 April, both included, are 33 days.
    assert placed(plan(facts[33])) == {"p/m": ("a", "2027-02-28", "2027-04-01")}
    assert why(plan(facts[34]))["a"].reason is Reason.OUT_OF_WINDOW


def test_a_coarse_phase_window_is_read_like_a_window() -> None:
    facts = one(need={"phase_windows": {"shoot": "2027-02/2027-04"}})
    assert placed(plan(facts)) == {"p/m": ("a", "2027-02-28", "2027-03-02")}


def test_a_coarse_closure_takes_all_its_days() -> None:
    closed = [{"id": "roof", "space": "a", "from": "2027-01", "to": "2027-02"}]
    assert first_days(plan(one(closures=closed))) == {"p/m": "2027-03-01"}


def test_a_coarse_booking_of_others_takes_all_its_days() -> None:
    lines = [{"space": "a", "days": "2027-01/2027-02", "state": "confirmed"}]
    booked = [{"id": "theirs", "party": "them", "lines": lines}]
    assert first_days(plan(one(bookings=booked))) == {"p/m": "2027-03-01"}


def test_a_lease_read_to_no_day_is_an_error_that_names_it() -> None:
    with pytest.raises(InputError) as stop:
        plan(one("2027/2027"))
    assert [item.record for item in stop.value.findings] == ["l-a"]


def test_a_lease_without_end_lasts_as_long_as_the_plan_may() -> None:
    facts = one("2027-01-04/..", days=400, p={"due": "2027-02-01"})
    assert placed(plan(facts)) == {"p/m": ("a", "2027-01-10", "2028-02-13")}


def test_an_open_lease_has_room_for_all_productions_one_behind_the_other() -> None:
    facts = portfolio(
        spaces=[stage("a")],
        leases=[lease("l-a", "a", "2027-01-04/..")],
        productions=[production(f"p{number}", need(30)) for number in range(4)],
    )
    assert sorted(first_days(plan(facts)).values()) == ["2027-01-10", "2027-02-09", "2027-03-11", "2027-04-10"]


def test_an_open_lease_stops_at_the_horizon_which_is_the_last_day_asked_plus_all_lengths() -> None:
    """A closure that lasts longer than all lengths together leaves no day before the horizon; a later due does."""
    closed = [{"id": "roof", "space": "a", "from": "2027-01-01", "to": "2028-12-31"}]
    made = plan(one("2027-01-04/..", closures=closed))
    assert why(made)["a"].reason is Reason.CLOSED
    assert why(made)["a"].by == ("roof",)
    later = one("2027-01-04/..", closures=closed, p={"due": "2029-02-01"})
    assert first_days(plan(later)) == {"p/m": "2029-01-01"}


def test_dates_at_the_end_of_the_calendar_are_days_like_others() -> None:
    assert first_days(plan(one("2027-01-04/9999-12-31"))) == {"p/m": "2027-01-10"}
    assert first_days(plan(one("2027-01-04/..", p={"due": "9999-12-31"}))) == {"p/m": "2027-01-10"}
    far = one("9999-01-01/9999-12-31", p={"ready": "9999-12-20", "due": "9999-12-31"})
    assert placed(plan(far)) == {"p/m": ("a", "9999-12-20", "9999-12-22")}
    closed = [{"id": "gone", "space": "a", "from": "2027-01-12", "to": "9999-12-31"}]
    assert why(plan(one("2027-01-04/9999-12-31", closures=closed)))["a"].reason is Reason.CLOSED


def test_a_stay_that_would_end_behind_the_calendar_has_no_place() -> None:
    far = one("9999-01-01/9999-12-31", p={"ready": "9999-12-30"})
    assert [item.production for item in plan(far).unplaced] == ["p"]
