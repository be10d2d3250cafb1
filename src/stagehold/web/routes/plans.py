"""Plans: made as long work, watched, stopped, published; and scenarios compared the same way."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from typing import Any

import msgspec

from stagehold.desk.requests import Publish
from stagehold.services.hand_plans import locks_of
from stagehold.services.permissions import Permission
from stagehold.services.publishing import require_kept
from stagehold.services.viewer import Viewer
from stagehold.store.people import writing
from stagehold.store.plan_jobs import (
    AT_WORK,
    JobState,
    PlanJob,
    add_job,
    count_at_work,
    find_job,
    latest_jobs,
    stop_job,
)
from stagehold.web.asked import Asked, require_shallow
from stagehold.web.doing import do, span_of
from stagehold.web.house import House
from stagehold.web.job_kinds import check_kind, without_reports
from stagehold.web.job_plans import plan_of
from stagehold.web.language import reader_of, trouble_in
from stagehold.web.problems import Trouble, not_found, too_many
from stagehold.web.reply import Reply
from stagehold.web.route import API, Answer, Routes
from stagehold.web.routes.account import moment
from stagehold.web.shapes.desk import ReceiptGiven
from stagehold.web.shapes.facts import (
    JobGiven,
    JobsGiven,
    PlanBody,
    PlanJobBody,
    ProgressGiven,
    PublishBody,
    PublishedGiven,
    PublishedListGiven,
)
from stagehold.web.shapes.hand import lock_rows
from stagehold.web.shapes.words import FIRST_DAY, LAST_DAY
from stagehold.web.stream import EVENT_STREAM, HEARTBEAT, Stream, sent_event

routes = Routes("plans")
MOST_WAITING = 20
MOST_LISTED = 100
SECONDS_BETWEEN_LOOKS = 0.5


def _require(viewer: Viewer, house: House, permission: Permission) -> None:
    """A plan shows all studios and productions: whoever asks may look at all of them."""
    if not viewer.may_everywhere(permission, house.desk.portfolio.studios):
        raise Trouble("not-allowed", f"this takes '{permission}' at every studio")


@routes.post(
    "/plans",
    needs=Permission.MAKE_PLANS,
    takes=PlanJobBody,
    gives=JobGiven,
    status=202,
    keyed=True,
    problems=(404, 422, 429),
)
async def make_plan(house: House, asked: Asked) -> Answer:
    """Ask for a plan, or for a comparison of scenarios; it is made meanwhile, see its progress and result."""
    body: PlanJobBody = asked.body
    viewer = asked.me
    _require(viewer, house, Permission.MAKE_PLANS)
    _check(house, body)
    if body.risk is not None and body.risk.job is not None:
        await plan_of(house, body.risk.job)
    text = msgspec.json.encode(body).decode()
    id_ = _job_id(viewer, asked.key) if asked.key is not None else hashlib.sha256(_noise(house)).hexdigest()[:16]

    def add() -> PlanJob | None:
        with writing(house.store.engine) as connection:
            if find_job(connection, id_) is None and count_at_work(connection) >= MOST_WAITING:
                return None
            return add_job(connection, id_=id_, user=viewer.by, asked=text, at=house.seconds)

    job = await asyncio.to_thread(add)
    if job is None:
        raise too_many("too-many-requests", f"{MOST_WAITING} plans wait already", 30)
    if job.asked != text:
        raise Trouble("idempotency-key-reused", "the key came before with another request: use a new key for a new one")
    house.jobs.ring()
    return Answer(_given(job, asked), headers={"location": f"{API}/plans/{job.id}"})


def _job_id(viewer: Viewer, key: str) -> str:
    """The same for the same key of the same user: asking again makes no second plan."""
    return hashlib.sha256(f"{viewer.by}\n{key}".encode()).hexdigest()[:16]


def _noise(house: House) -> bytes:
    from stagehold.services.passwords import new_secret

    return new_secret().encode() + str(house.seconds).encode()


def _check(house: House, body: PlanJobBody) -> None:
    portfolio = house.desk.portfolio
    check_kind(body, portfolio)
    if body.time_limit > house.settings.plan_seconds:
        raise Trouble("input", f"the longest time limit here is {house.settings.plan_seconds} seconds")
    named = [*body.scenarios, *([] if body.scenario is None else [body.scenario])]
    unknown = [name for name in named if name not in portfolio.scenarios]
    if unknown:
        raise not_found(f"scenario as {unknown[0]!r}")
    if body.scenario is not None and (body.scenarios or body.kind == "compare"):
        raise Trouble("input", "give one scenario to plan under, or several to compare")
    if body.placements and (body.baseline is not None or body.scenarios):
        raise Trouble(
            "input", "placements are a baseline of their own: give neither another one nor scenarios to compare"
        )
    if body.locks and body.scenarios:
        raise Trouble("input", "locks hold for one plan: give no scenarios to compare")
    locks_of(portfolio, lock_rows(body.locks))
    if body.baseline is not None and f"plan-{body.baseline}" not in house.desk.plans:
        raise not_found("published plan")
    if body.today is not None and not FIRST_DAY <= body.today <= LAST_DAY:
        raise Trouble("invalid", f"today lies between {FIRST_DAY} and {LAST_DAY}")


def _given(job: PlanJob, asked: Asked) -> JobGiven:
    return JobGiven(
        id=job.id,
        by=job.user,
        state=job.state.value,
        asked=msgspec.structs.replace(msgspec.json.decode(job.asked, type=PlanJobBody), placements=()),
        progress=None if job.progress is None else msgspec.json.decode(job.progress, type=ProgressGiven),
        trouble=None if job.trouble is None else trouble_in(msgspec.json.decode(job.trouble), reader_of(asked.headers)),
        made=datetime.fromtimestamp(job.made, UTC),
        ended=moment(job.ended),
    )


async def _find(house: House, asked: Asked) -> PlanJob:
    _require(asked.me, house, Permission.READ_PLANS)
    id_ = asked.path["job"]

    def find() -> PlanJob | None:
        with house.store.reading() as connection:
            return find_job(connection, id_)

    job = await asyncio.to_thread(find)
    if job is None:
        raise not_found("plan")
    return job


@routes.get("/plans", needs=Permission.READ_PLANS, gives=JobsGiven)
async def plans(house: House, asked: Asked) -> JobsGiven:
    """Plans being made and made, the latest first; they are kept for a month."""
    _require(asked.me, house, Permission.READ_PLANS)

    def read() -> list[PlanJob]:
        with house.store.reading() as connection:
            return latest_jobs(connection, MOST_LISTED)

    return JobsGiven(jobs=[_given(job, asked) for job in await asyncio.to_thread(read)])


@routes.get("/plans/{job}", needs=Permission.READ_PLANS, gives=JobGiven, problems=(404,))
async def plan(house: House, asked: Asked) -> JobGiven:
    """How far one plan is."""
    return _given(await _find(house, asked), asked)


@routes.get("/plans/{job}/result", needs=Permission.READ_PLANS, gives=dict[str, Any], problems=(404, 409))
async def result(house: House, asked: Asked) -> Reply:
    """What was made, as ``stagehold plan --json`` (``compare``, ``risk``, ``advise``) prints it."""
    job = await _find(house, asked)
    if job.result is None:
        raise Trouble("refused", f"the plan is {job.state.value}: it has no result", rule="no-result")
    return Reply(200, await asyncio.to_thread(without_reports, job.result))


@routes.post("/plans/{job}/stop", needs=Permission.MAKE_PLANS, gives=JobGiven, status=202, problems=(404,))
async def stop(house: House, asked: Asked) -> JobGiven:
    """End a search; the best plan found so far becomes the result."""
    job = await _find(house, asked)
    _require(asked.me, house, Permission.MAKE_PLANS)

    def write() -> None:
        with writing(house.store.engine) as connection:
            stop_job(connection, job.id)

    await asyncio.to_thread(write)
    return _given(job, asked)


@routes.get("/plans/{job}/progress", needs=Permission.READ_PLANS, forms=(EVENT_STREAM,), problems=(404,))
async def progress(house: House, asked: Asked) -> Stream:
    """Server-sent events: ``progress`` whenever something is new, and ``ended`` with the plan's state at the end."""
    return ProgressStream(house, asked, await _find(house, asked))


class ProgressStream(Stream):
    """How far a plan is, until it has ended."""

    def __init__(self, house: House, asked: Asked, job: PlanJob) -> None:
        super().__init__(house.streams, asked.me.by)
        self.house = house
        self.asked = asked
        self.job = job

    async def parts(self) -> AsyncGenerator[bytes, None]:
        """What is sent."""
        told, silent = None, 0.0
        while self.job.state.value in AT_WORK and not self.house.feed.closed:
            if self.job.progress != told:
                told, silent = self.job.progress, 0.0
                yield sent_event("progress", msgspec.json.decode(told or "null"))
            elif silent >= HEARTBEAT:
                silent = 0.0
                yield b": still at work\n\n"
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            silent += SECONDS_BETWEEN_LOOKS
            self.job = await _find(self.house, self.asked)
        yield sent_event("ended", _given(self.job, self.asked))


@routes.post(
    "/published",
    needs=Permission.PUBLISH_PLANS,
    takes=PublishBody,
    gives=ReceiptGiven,
    status=201,
    keyed=True,
    problems=(404, 409, 422),
)
async def publish(house: House, asked: Asked) -> Answer:
    """Publish a plan: holds for what it places. It is audited first, against the portfolio as it is now."""
    _require(asked.me, house, Permission.PUBLISH_PLANS)
    body: PublishBody = asked.body
    if (body.job is None) == (body.plan is None):
        raise Trouble("input", "give the id of a job, or a plan")
    given = body.plan if body.job is None else await _result_of(house, body.job)
    stated = given.get("party") if given is not None else None
    party = body.party or (stated if isinstance(stated, str) else None)
    if given is None or party is None or party not in house.desk.portfolio.parties:
        raise Trouble("input", "say for which party the plan is")
    try:
        checked = msgspec.convert(given, PlanBody)
    except msgspec.ValidationError as wrong:
        raise Trouble("input", f"this is no plan: {wrong}") from None
    for item in checked.placements:
        span_of(item.start, item.end)
        if any(not item.start <= phase.start <= phase.end <= item.end for phase in item.phases):
            raise Trouble("input", f"a phase of {item.production} {item.need} lies outside of its placement")
    require_shallow(given)
    whole = {**given, "party": party}
    await asyncio.to_thread(require_kept, house.desk.portfolio, whole, party)
    return await do(house, asked, Publish(plan=whole), body.why, at=f"{API}/published/")


async def _result_of(house: House, id_: str) -> dict[str, Any] | None:
    def find() -> PlanJob | None:
        with house.store.reading() as connection:
            return find_job(connection, id_)

    job = await asyncio.to_thread(find)
    if job is None:
        raise not_found("plan")
    if job.state is not JobState.DONE or job.result is None:
        raise Trouble("refused", f"the plan is {job.state.value}: there is nothing to publish", rule="no-result")
    found: dict[str, Any] = msgspec.json.decode(job.result)
    return found


@routes.get("/published", needs=Permission.READ_PLANS, gives=PublishedListGiven)
async def published(house: House, asked: Asked) -> PublishedListGiven:
    """All published plans, without their placements."""
    _require(asked.me, house, Permission.READ_PLANS)
    return PublishedListGiven(
        plans=[
            PublishedGiven(id=item.id, number=item.number, party=item.party, made=item.made, by=item.by)
            for item in house.desk.plans.values()
        ]
    )


@routes.get("/published/{plan}", needs=Permission.READ_PLANS, gives=PublishedGiven, problems=(404,))
async def one_published(house: House, asked: Asked) -> Answer:
    """A published plan; it never changes."""
    _require(asked.me, house, Permission.READ_PLANS)
    item = house.desk.plans.get(asked.path["plan"])
    if item is None:
        raise not_found("published plan")
    given = PublishedGiven(id=item.id, number=item.number, party=item.party, made=item.made, by=item.by, plan=item.plan)
    return Answer(given, etag=f'"{house.versions.of("plan", item.id)}"')
