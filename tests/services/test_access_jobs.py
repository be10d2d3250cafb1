"""The queue of plans, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from stagehold.store import Store, open_store
from stagehold.store.people import writing
from stagehold.store.plan_jobs import (
    JobState,
    PlanJob,
    add_job,
    count_at_work,
    end_job,
    find_job,
    forget_jobs,
    latest_jobs,
    lose_jobs,
    stop_job,
    take_job,
    tell_progress,
)


@pytest.fixture(params=["sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    address = tmp_path / "desk.sqlite" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    with open_store(address) as opened:
        yield opened


def add(store: Store, id_: str, at: int = 1) -> PlanJob:
    with writing(store.engine) as connection:
        return add_job(connection, id_=id_, user="ann", asked="{}", at=at)


def find(store: Store, id_: str) -> PlanJob:
    with store.reading() as connection:
        found = find_job(connection, id_)
    assert found is not None
    return found


def test_a_plan_waits_is_made_and_is_kept(store: Store) -> None:
    added = add(store, "one")
    assert (added.state, added.stop, added.result) == (JobState.WAITING, False, None)
    with writing(store.engine) as connection:
        taken = take_job(connection, 2)
        assert taken is not None
        assert not tell_progress(connection, "one", '{"stage": "search"}', 3)
        stop_job(connection, "one")
        assert tell_progress(connection, "one", None, 4)
        assert count_at_work(connection) == 1
        end_job(connection, "one", JobState.DONE, 5, result='{"status": "stopped"}')
        end_job(connection, "one", JobState.LOST, 6)  # what has ended stays as it is
    assert find(store, "one") == PlanJob(
        id="one",
        user="ann",
        state=JobState.DONE,
        asked="{}",
        progress='{"stage": "search"}',
        result='{"status": "stopped"}',
        trouble=None,
        stop=True,
        made=1,
        ended=5,
    )


def test_the_one_that_has_waited_longest_goes_first_and_to_one_alone(store: Store) -> None:
    for number in range(6):
        add(store, str(number), at=10 - number)

    def take(_: int) -> str | None:
        with writing(store.engine) as connection:
            taken = take_job(connection, 20)
            return None if taken is None else taken.id

    first = take(0)
    with ThreadPoolExecutor(4) as pool:
        rest = list(pool.map(take, range(12)))
    assert first == "5"
    assert sorted(id_ for id_ in rest if id_ is not None) == ["0", "1", "2", "3", "4"]


def test_a_plan_is_added_once(store: Store) -> None:
    assert add(store, "one", at=1) == add(store, "one", at=2)


def test_a_plan_whose_process_is_gone_is_lost(store: Store) -> None:
    add(store, "one")
    add(store, "two", at=2)
    with writing(store.engine) as connection:
        take_job(connection, 10)
        lose_jobs(connection, 10, 100)
        assert count_at_work(connection) == 2
        lose_jobs(connection, 11, 100)
    assert (find(store, "one").state, find(store, "one").ended) == (JobState.LOST, 100)
    assert find(store, "two").state is JobState.WAITING


def test_old_plans_are_forgotten_and_lists_leave_results_out(store: Store) -> None:
    for number in range(3):
        add(store, str(number), at=number)
        with writing(store.engine) as connection:
            end_job(connection, str(number), JobState.DONE, number, result="{}")
            forget_jobs(connection, 1)
    with store.reading() as connection:
        assert [(job.id, job.result) for job in latest_jobs(connection, 10)] == [("2", None), ("1", None)]
