"""Plans being made and made: a queue in the database, which several processes work off."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from stagehold.store.people_tables import plan_jobs


class JobState(StrEnum):
    """How far a plan is; *lost*: the process that made it is gone."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    LOST = "lost"


AT_WORK = (JobState.WAITING.value, JobState.RUNNING.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanJob:
    """A plan to be made. ``asked``, ``progress``, ``result`` and ``trouble`` are JSON; moments seconds since 1970."""

    id: str
    user: str
    state: JobState
    asked: str
    progress: str | None
    result: str | None
    trouble: str | None
    stop: bool
    made: int
    ended: int | None


def _job(row: RowMapping) -> PlanJob:
    return PlanJob(
        id=row["id"],
        user=row["user_name"],
        state=JobState(row["state"]),
        asked=row["asked"],
        progress=row["progress"],
        result=row["result"],
        trouble=row["trouble"],
        stop=bool(row["stop"]),
        made=row["made"],
        ended=row["ended"],
    )


def add_job(connection: Connection, *, id_: str, user: str, asked: str, at: int) -> PlanJob:
    """Put a plan in the queue; the one that has this id already stays as it is."""
    known = find_job(connection, id_)
    if known is not None:
        return known
    values = {"id": id_, "user_name": user, "state": JobState.WAITING.value, "asked": asked}
    connection.execute(insert(plan_jobs).values(**values, stop=False, made=at, heard=at))
    made = find_job(connection, id_)
    assert made is not None  # written just now
    return made


def find_job(connection: Connection, id_: str) -> PlanJob | None:
    """A plan by its id."""
    row = connection.execute(select(plan_jobs).where(plan_jobs.c.id == id_)).mappings().first()
    return None if row is None else _job(row)


def latest_jobs(connection: Connection, limit: int) -> list[PlanJob]:
    """The latest plans, without their results."""
    columns = [column for column in plan_jobs.c if column.name != "result"]
    asked = select(*columns).order_by(plan_jobs.c.made.desc(), plan_jobs.c.id).limit(limit)
    return [_job(_without_result(row)) for row in connection.execute(asked).mappings()]


def _without_result(row: RowMapping) -> Any:
    return {**row, "result": None}


def count_at_work(connection: Connection) -> int:
    """How many plans wait or are being made."""
    return len(connection.execute(select(plan_jobs.c.id).where(plan_jobs.c.state.in_(AT_WORK))).all())


def take_job(connection: Connection, at: int) -> PlanJob | None:
    """The plan that has waited longest, for the caller to make; nobody else gets it."""
    waiting = plan_jobs.c.state == JobState.WAITING.value
    first = select(plan_jobs.c.id).where(waiting).order_by(plan_jobs.c.made, plan_jobs.c.id).limit(1).scalar_subquery()
    taken = (
        update(plan_jobs)
        .where(plan_jobs.c.id == first, waiting)
        .values(state=JobState.RUNNING.value, heard=at)
        .returning(*plan_jobs.c)
    )
    row = connection.execute(taken).mappings().first()
    return None if row is None else _job(row)


def tell_progress(connection: Connection, id_: str, progress: str | None, at: int) -> bool:
    """Say that the plan is still being made, and how far; whether it is to be stopped."""
    values: dict[str, Any] = {"heard": at}
    if progress is not None:
        values["progress"] = progress
    told = update(plan_jobs).where(plan_jobs.c.id == id_).values(**values).returning(plan_jobs.c.stop)
    return bool(connection.execute(told).scalar())


def end_job(
    connection: Connection, id_: str, state: JobState, at: int, *, result: str | None = None, trouble: str | None = None
) -> None:
    """The plan is made, or is not going to be."""
    values = {"state": state.value, "ended": at, "heard": at, "result": result, "trouble": trouble}
    connection.execute(update(plan_jobs).where(plan_jobs.c.id == id_, plan_jobs.c.ended.is_(None)).values(**values))


def stop_job(connection: Connection, id_: str) -> None:
    """Let a plan end with the best found so far."""
    connection.execute(update(plan_jobs).where(plan_jobs.c.id == id_).values(stop=True))


def lose_jobs(connection: Connection, silent_since: int, at: int) -> None:
    """Plans of which nobody has heard since then are lost: their process is gone."""
    gone = (plan_jobs.c.state == JobState.RUNNING.value) & (plan_jobs.c.heard < silent_since)
    connection.execute(update(plan_jobs).where(gone).values(state=JobState.LOST.value, ended=at))


def forget_jobs(connection: Connection, before: int) -> None:
    """Delete plans that ended before then."""
    connection.execute(delete(plan_jobs).where(plan_jobs.c.ended < before))
