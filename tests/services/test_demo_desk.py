"""The desk of the demonstration: the example with its plan, and everything else named as invented."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from stagehold.desk.records import ChallengeState
from stagehold.desk.requests import Import
from stagehold.domain.booking import LineState
from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import Party
from stagehold.planning.budget import Budget
from stagehold.services.counter import Counter
from stagehold.services.demo_desk import BY, fill, require_free
from stagehold.services.desking import OpenDesk
from stagehold.store import Store, open_store

SOME = Portfolio.of([Party(id="us", name="Us")])
NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)


def filled(folder: Path, now: datetime) -> Store:
    """A desk filled at a moment."""
    store = open_store(folder / "desk.sqlite")
    fill(store, Budget(seconds=1, workers=1), now)
    return store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with filled(tmp_path_factory.mktemp("demo"), NOW) as made:
        yield made


def test_it_holds_the_example_its_plan_and_a_hold_for_each_placement(store: Store) -> None:
    desk = store.load()
    (plan,) = desk.plans.values()
    placed = {(item["production"], item["need"]) for item in plan.plan["placements"]}
    held = {(item.production, item.need) for item in desk.bookings.values() if item.plan == 1}
    assert len(placed) > 25
    assert held == placed
    assert "lease-toho-2021" in desk.portfolio.leases


def test_whatever_is_not_of_the_example_says_that_it_is_invented(store: Store, project: Path) -> None:
    desk = store.load()
    text = "".join(file.read_text(encoding="utf-8") for file in (project / "examples" / "east-asia").glob("*.yaml"))
    for kind, record in desk.portfolio.records():
        id_ = record.id  # type: ignore[attr-defined]
        if f"id: {id_}\n" not in text and f"id: {id_}," not in text:
            words = " ".join(str(getattr(record, name, "")) for name in ("name", "reason", "note"))
            assert "nvented" in words, (kind, id_)
    for booking in desk.bookings.values():
        if booking.plan is None:
            assert "(invented)" in (booking.title or "")
            assert "(invented)" in desk.portfolio.parties[booking.party].name
    assert {event.by for event in store.events()} == {BY}


def test_there_is_something_of_everything_to_look_at(store: Store) -> None:
    desk = store.load()
    states = [line.state for line in desk.lines.values()]
    assert min(states.count(LineState.HOLD), states.count(LineState.CONFIRMED)) > 3
    assert [item.state for item in desk.challenges.values()] == [ChallengeState.OPEN]
    assert [item.deadline > NOW for item in desk.challenges.values() if item.deadline] == [True]
    assert len([item for item in desk.portfolio.closures.values() if "(invented)" in (item.reason or "")]) == 1
    assert any(item.one_of for item in desk.bookings.values())
    assert OpenDesk(store, NOW).faults() == []


@pytest.mark.parametrize("year", [2024, 2035])
def test_it_can_be_shown_in_any_year(tmp_path: Path, year: int) -> None:
    now = datetime(year, 6, 1, 9, tzinfo=UTC)
    with filled(tmp_path, now) as made:
        desk = made.load()
        assert (len(desk.plans), len(desk.challenges)) == (1, 1)
        assert desk.at <= now


def test_a_demonstration_is_shown_again_and_never_on_somebodys_desk(tmp_path: Path) -> None:
    with open_store(tmp_path / "new.sqlite") as empty:
        assert require_free(empty)
        counter = Counter(empty, lambda: NOW)
        counter.ask(Import(portfolio=SOME), by=BY).result()
        counter.close()
        assert not require_free(empty)
    with open_store(tmp_path / "used.sqlite") as used:
        counter = Counter(used, lambda: NOW)
        counter.ask(Import(portfolio=SOME), by="ben").result()
        counter.close()
        with pytest.raises(InputError, match="this desk is in use"):
            require_free(used)
