"""Plans by the name in an address: the number of a published one, or the id of a job that made one."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from stagehold.store.plan_jobs import PlanJob, find_job
from stagehold.web.problems import Trouble, not_found
from stagehold.web.shapes.facts import PlanJobBody

if TYPE_CHECKING:
    from stagehold.web.house import House

NO_PLAN = "none"  # in place of a name: no plan at all


@dataclass(frozen=True, slots=True, kw_only=True)
class MadePlan:
    """A plan as JSON with its party; ``number`` where it is published, ``made`` the day it was published or made.

    ``production`` is the one that the plan was made to explain.
    """

    data: dict[str, Any]
    made: date
    number: int | None = None
    scenario: str | None = None
    production: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeResult:
    """What a job was asked and gave, and when it ended."""

    asked: PlanJobBody
    data: dict[str, Any]
    made: date


async def plan_of(house: House, name: str) -> MadePlan:
    """The plan that the number (or id) of a published plan, or the id of a job, names.

    Raises
    ------
    Trouble
        If there is none, or the job made something else.
    """
    plans = house.desk.plans
    published = plans.get(name) or plans.get(f"plan-{name}")
    if published is not None:
        data = {**published.plan, "party": published.party}
        return MadePlan(data=data, made=published.made.date(), number=published.number)
    result = await result_of(house, name, "plan", "why")
    asked = result.asked
    return MadePlan(data=result.data, made=result.made, scenario=asked.scenario, production=asked.production)


async def result_of(house: House, id_: str, *kinds: str) -> MadeResult:
    """What a job of one of these kinds gave.

    Raises
    ------
    Trouble
        If there is no such job, it has not ended well, or is of another kind.
    """

    def find() -> tuple[PlanJob | None, PlanJobBody | None, Any]:
        with house.store.reading() as connection:
            job = find_job(connection, id_)
        if job is None or job.result is None:
            return job, None, None
        return job, msgspec.json.decode(job.asked, type=PlanJobBody), msgspec.json.decode(job.result)

    job, asked, data = await asyncio.to_thread(find)
    if job is None:
        raise not_found("plan")
    if asked is None:
        raise Trouble("refused", f"the plan is {job.state.value}: it has no result", rule="no-result")
    kind = kind_of(asked)
    if kind not in kinds:
        raise Trouble("input", f"this job made another thing: its report is /api/v1/reports/{ADDRESSES[kind]}/{id_}")
    ended = datetime.fromtimestamp(job.ended if job.ended is not None else job.made, UTC)
    return MadeResult(asked=asked, data=data, made=ended.date())


def kind_of(asked: PlanJobBody) -> str:
    """What a job makes: a plan, the reasons of one production, a comparison of scenarios, risk or advice."""
    return "compare" if asked.scenarios else asked.kind


ADDRESSES: Mapping[str, str] = {
    "plan": "plan",
    "why": "why",
    "compare": "compare",
    "risk": "risk",
    "advise": "advice",
}
