"""Works off the queue of plans: each in a process of its own, its progress written down for whoever watches."""

from __future__ import annotations

import asyncio
import json
import logging
import pickle
from asyncio.subprocess import Process
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any, TypeVar

import msgspec
from sqlalchemy import Engine

from stagehold.domain.errors import StageholdError
from stagehold.services.plan_task import LENGTH, Task
from stagehold.store.people import writing
from stagehold.store.plan_jobs import JobState, PlanJob, end_job, forget_jobs, lose_jobs, take_job, tell_progress
from stagehold.web.workers import Workers, start

SECONDS_BETWEEN_LOOKS = 1.0
SILENT_SECONDS = 60  # without a sign of life after which a plan is lost
KEPT_SECONDS = 30 * 86400
GRACE = 60.0  # beyond its time limit, before a process that does not end is killed
log = logging.getLogger("stagehold.web")
Result = TypeVar("Result")


class Jobs:
    """Takes plans from the queue, at most ``most`` at once."""

    def __init__(
        self, engine: Engine, now: Callable[[], int], task_of: Callable[[PlanJob], Awaitable[Task]], most: int
    ) -> None:
        self._engine = engine
        self._now = now
        self._task_of = task_of
        self._most = most
        self._running: set[asyncio.Task[None]] = set()
        self.workers = Workers()
        self._bell = asyncio.Event()
        self._looking: asyncio.Task[None] | None = None

    def open(self) -> None:
        """Begin to look for plans to make; in the event loop."""
        self._looking = asyncio.get_running_loop().create_task(self._look())

    def ring(self) -> None:
        """Look now."""
        self._bell.set()

    async def close(self) -> None:
        """Stop looking, and end what is being made."""
        if self._looking is not None:
            self._looking.cancel()
        for task in self._running:
            task.cancel()
        waiting = [task for task in (self._looking, *self._running) if task is not None]
        await asyncio.gather(*waiting, return_exceptions=True)
        await self.workers.close()

    async def _look(self) -> None:
        while True:
            with suppress(Exception):  # a database that is away is asked again
                await self._take_all()
                await self.workers.look()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._bell.wait(), SECONDS_BETWEEN_LOOKS)
            self._bell.clear()

    async def _take_all(self) -> None:
        await self._write(lambda connection: lose_jobs(connection, self._now() - SILENT_SECONDS, self._now()))
        while len(self._running) < self._most:
            job = await self._write(lambda connection: take_job(connection, self._now()))
            if job is None:
                return
            task = asyncio.get_running_loop().create_task(self._make(job))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _write(self, work: Callable[[Any], Result]) -> Result:
        def inside() -> Result:
            with writing(self._engine) as connection:
                return work(connection)

        return await asyncio.to_thread(inside)

    async def _make(self, job: PlanJob) -> None:
        state, result, trouble = JobState.LOST, None, None
        try:
            task = await self._task_of(job)
            said = await asyncio.wait_for(self._run(job.id, task), task.seconds + GRACE)
            result, trouble = said.get("result"), said.get("trouble")
            state = JobState.FAILED if result is None else JobState.DONE
            if task.locks or task.wishes:
                self.workers.get_ready()  # whoever plans by hand goes on
            if result is None and trouble is None:
                trouble = {"code": "internal", "detail": "the planner ended without a word; its log says more"}
        except TimeoutError:
            state, trouble = JobState.FAILED, {"code": "internal", "detail": "the planner did not end in its time"}
        except StageholdError as wrong:  # the portfolio is not any more what was asked about
            findings = [finding.as_dict() for finding in getattr(wrong, "findings", ())]
            state, trouble = JobState.FAILED, {"code": wrong.code, "detail": str(wrong), "findings": findings}
        except Exception as error:
            log.error("plan %s: %s", job.id, type(error).__name__)
            state, trouble = JobState.FAILED, {"code": "internal", "detail": "a defect; the log says more"}
        finally:
            done = (None if result is None else json.dumps(result), None if trouble is None else json.dumps(trouble))
            await asyncio.shield(self._end(job.id, state, *done))

    async def _end(self, id_: str, state: JobState, result: str | None, trouble: str | None) -> None:
        def end(connection: Any) -> None:
            end_job(connection, id_, state, self._now(), result=result, trouble=trouble)
            forget_jobs(connection, self._now() - KEPT_SECONDS)

        await self._write(end)

    async def _run(self, id_: str, task: Task) -> dict[str, Any]:
        process, waited = await self.workers.take()
        said = await self._run_in(process, id_, task)
        return said if said or not waited else await self._run_in(await start(), id_, task)

    async def _run_in(self, process: Process, id_: str, task: Task) -> dict[str, Any]:
        said: dict[str, Any] = {}
        try:
            await self._hand_over(process, task)
            listening = asyncio.ensure_future(_listen(process, said))
            while not listening.done():
                await asyncio.wait({listening}, timeout=SECONDS_BETWEEN_LOOKS)
                if await self._tell(id_, said.get("progress")):
                    _stop(process)
            await listening
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        return said

    async def _tell(self, id_: str, progress: Any) -> bool:
        told = None if progress is None else json.dumps(progress)
        return await self._write(lambda connection: tell_progress(connection, id_, told, self._now()))

    async def _hand_over(self, process: Process, task: Task) -> None:
        data = await asyncio.to_thread(pickle.dumps, task)
        assert process.stdin is not None  # asked for
        with suppress(ConnectionError):  # it died at once; its output says so, or its silence
            process.stdin.write(LENGTH.pack(len(data)) + data)
            await process.stdin.drain()


async def _listen(process: Process, said: dict[str, Any]) -> None:
    assert process.stdout is not None  # asked for
    async for line in process.stdout:
        said.update(msgspec.json.decode(line))


def _stop(process: Process) -> None:
    if process.stdin is not None and not process.stdin.is_closing():
        process.stdin.close()
