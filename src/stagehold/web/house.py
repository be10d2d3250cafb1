"""Everything that routes work with, put together when the server starts and taken apart when it stops."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any, TypeVar

import msgspec

from stagehold.desk.event import Event
from stagehold.desk.requests import Request
from stagehold.desk.state import Desk
from stagehold.domain.errors import StageholdError
from stagehold.reports.notice_texts import notice_text
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language
from stagehold.services.access import Access
from stagehold.services.changes import Seen
from stagehold.services.counter import Counter, Receipt
from stagehold.services.hand_plans import locks_of
from stagehold.services.open_id import Provider
from stagehold.services.plan_task import Task
from stagehold.services.sending import Sender
from stagehold.store import Replaced, Store
from stagehold.store.outbox import Told
from stagehold.store.plan_jobs import PlanJob
from stagehold.store.trouble import plain_words
from stagehold.web.board_files import BoardFiles
from stagehold.web.boards import Boards
from stagehold.web.bridge import Bridge
from stagehold.web.channels import channels_of
from stagehold.web.door import Door
from stagehold.web.feed import Feed
from stagehold.web.grounds import Grounds
from stagehold.web.job_kinds import compared, more_of_task
from stagehold.web.job_plans import plan_of
from stagehold.web.jobs import Jobs
from stagehold.web.limits import Buckets
from stagehold.web.making import Making
from stagehold.web.past import Past
from stagehold.web.problems import too_many
from stagehold.web.settings import Settings
from stagehold.web.shapes.facts import PlanJobBody
from stagehold.web.shapes.hand import lock_rows, wishes_of
from stagehold.web.versions import Versions
from stagehold.web.whole import Whole

Result = TypeVar("Result")
MOST_AT_DOOR = 32  # sign-ins that are judged or wait for it
SECONDS_BETWEEN_LOOKS = 1.0  # at what other processes have changed about people


def utc_now() -> datetime:
    """The time."""
    return datetime.now(UTC)


class House:
    """The store, the counter, and what is kept in memory beside them.

    ``open`` and ``close`` run in the event loop that serves requests; all committed events arrive there.
    """

    def __init__(self, store: Store, settings: Settings, now: Callable[[], datetime] = utc_now) -> None:
        self.store = store
        self.settings = settings
        self.now = now
        self.access = Access(store.engine, lambda: now().timestamp())
        self.door = Door(self.access, settings)
        self.feed = Feed()
        self.versions = Versions()
        self.past = Past(store)
        self.boards = Boards()
        self.grounds = Grounds()
        self.slow = Buckets(rate=0.2, burst=10, now=time.monotonic)  # calendars take a while to write
        self.jobs = Jobs(store.engine, lambda: self.seconds, self._task_of, settings.plan_jobs)
        self.making = Making()  # reports
        self.whole = Whole()
        self.opened = asyncio.Event()
        self.trouble: StageholdError | None = None  # why it could not be opened, or had to close
        self.lost = asyncio.Event()  # a backup was restored over the desk
        self.provider: Provider | None = None  # made when first needed
        self.streams: dict[str, int] = {}  # open streams by who reads them
        self._at_door = 0
        self._door_threads = ThreadPoolExecutor(2, thread_name_prefix="sign-in")
        self._watch_thread = ThreadPoolExecutor(1, thread_name_prefix="people")
        self._counter: Counter | None = None
        self._bridge: Bridge | None = None
        self._watching: asyncio.Task[None] | None = None
        self._sender: Sender | None = None

    @property
    def counter(self) -> Counter:
        """Where requests are handed in."""
        if self._counter is None:
            raise RuntimeError("the house is not open")
        return self._counter

    @cached_property
    def page(self) -> BoardFiles:
        """The built page, read when it is first asked for and never again: what it loads belongs together."""
        return BoardFiles.read()

    @property
    def desk(self) -> Desk:
        """The committed state; for the event loop alone."""
        return self.counter.desk

    @property
    def seconds(self) -> int:
        """The time in whole seconds since 1970, as people are kept."""
        return int(self.now().timestamp())

    async def open(self) -> None:
        """Load the desk and begin to work."""
        try:
            await self._open()
        except StageholdError as wrong:
            self.trouble = wrong
            raise

    async def _open(self) -> None:
        loop = asyncio.get_running_loop()
        self.feed = Feed()
        self._bridge = bridge = Bridge(loop)
        make = partial(Counter, self.store, self.now, deliver=bridge.deliver, told=self._told, lost=self._lose)
        self._counter = await asyncio.to_thread(make)
        await asyncio.to_thread(self._load_versions)
        self._watching = loop.create_task(self._watch_people())
        self._sender = self._start_sending(loop)
        self.jobs.open()
        self.opened.set()

    def _load_versions(self) -> None:
        with self.store.reading() as connection:
            self.versions.load(connection, self.desk)

    def _start_sending(self, loop: asyncio.AbstractEventLoop) -> Sender | None:
        """Begin to send notices where the settings say where to."""
        channels = channels_of(self.settings, self.now)
        if not channels:
            return None

        async def text(told: Told, language: str) -> tuple[str, str]:
            # Words name what stands at the desk, which is read in the event loop alone.
            return notice_text(self.desk, told.notice, Reader(language=Language(language)))

        def told_in(told: Told, language: str) -> tuple[str, str]:
            return asyncio.run_coroutine_threadsafe(text(told, language), loop).result()

        return Sender(self.store, channels, self.now, told_in)

    async def close(self) -> None:
        """Answer what has been asked, then stop."""
        self.feed.close()
        if self._sender is not None:
            await asyncio.to_thread(self._sender.stop)
        await self.jobs.close()
        if self._watching is not None:
            self._watching.cancel()
            with suppress(asyncio.CancelledError):
                await self._watching
        if self._counter is not None:
            counter, self._counter = self._counter, None
            await asyncio.to_thread(counter.close)
        self._door_threads.shutdown(wait=False, cancel_futures=True)
        self._watch_thread.shutdown(wait=False, cancel_futures=True)

    async def _task_of(self, job: PlanJob) -> Task:
        """What the process that makes a plan is given; runs in the event loop, where the desk stands still."""
        asked = msgspec.json.decode(job.asked, type=PlanJobBody)
        baseline = None if asked.baseline is None else self.desk.plans[f"plan-{asked.baseline}"].plan
        if asked.risk is not None and asked.risk.job is not None:
            baseline = (await plan_of(self, asked.risk.job)).data
        portfolio = await self.whole.of(self.desk)
        return Task(
            portfolio=portfolio,
            party=asked.party,
            seconds=asked.time_limit,
            iterations=asked.iterations,
            workers=asked.workers,
            seed=asked.seed,
            baseline=baseline,
            today=asked.today,
            scenario=asked.scenario,
            compared=compared(asked, self.desk.portfolio),
            **more_of_task(asked),
            locks=locks_of(portfolio, lock_rows(asked.locks)),
            wishes=wishes_of(asked.placements),
            remedies=asked.remedies,
        )

    def _lose(self, error: Replaced) -> None:
        """The desk in memory is not the one in the database any more: no answer comes from it."""
        self.trouble = error
        self.feed.close()
        self.lost.set()

    def _told(self, event: Event) -> None:
        self.versions.tell(event)
        self.feed.tell(event)

    async def _watch_people(self) -> None:
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            with suppress(Exception):  # a database that is away: ``Access.stale`` tells
                await asyncio.get_running_loop().run_in_executor(self._watch_thread, self.access.refresh)

    async def ask(
        self, request: Request, *, by: str, why: str | None = None, key: str | None = None, seen: Seen | None = None
    ) -> Receipt:
        """Hand a request in; what was written for it. The desk shows it by then.

        Raises
        ------
        StageholdError
            If it is refused, or cannot be written.
        """
        assert self._bridge is not None  # the counter is open
        return await self._bridge.wait(self.counter.ask(request, by=by, why=why, key=key, seen=seen))

    async def sign_in(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        """Do what takes a password's time: few at once, in threads of their own, so that a crowd at the door keeps
        nobody waiting who is in.

        Raises
        ------
        Trouble
            If too many wait already.
        """
        if self._at_door >= MOST_AT_DOOR:
            raise too_many("busy", "too many are signing in at this moment; try again", 2)
        self._at_door += 1
        try:
            call = partial(work, self.store.engine, *arguments, **named)
            result = await asyncio.get_running_loop().run_in_executor(self._door_threads, self._in_plain_words, call)
        finally:
            self._at_door -= 1
        await asyncio.to_thread(self.access.refresh)
        return result

    def _in_plain_words(self, call: Callable[[], Result]) -> Result:
        """With errors of the database as ours."""
        with plain_words(self.store.url):
            return call()

    async def people(self, work: Callable[..., Result], *arguments: Any, **named: Any) -> Result:
        """Do something with people in the database, and know of it at once."""
        call = partial(work, self.store.engine, *arguments, **named)
        result = await asyncio.to_thread(self._in_plain_words, call)
        await asyncio.to_thread(self.access.refresh)
        return result
