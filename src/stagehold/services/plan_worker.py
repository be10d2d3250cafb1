"""Makes one plan in a process of its own, so that the desk goes on answering.

Run as ``python -m stagehold.services.plan_worker``; with ``ahead`` it gets everything ready before its question comes.

The question comes on standard input, as a length and a pickled ``Task`` from the server that started it. What is found
goes to standard output, a line of JSON each: ``{"progress": …}``, and last ``{"result": …}`` or ``{"trouble": …}``.
When standard input ends the search stops, and the best plan so far is the result.
"""

from __future__ import annotations

import json
import os
import pickle
import sys
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from stagehold.domain.errors import StageholdError
from stagehold.domain.portfolio import Portfolio
from stagehold.files import FileForm, Loaded, save
from stagehold.files.plans import read_plan
from stagehold.planning.budget import Budget, Progress
from stagehold.planning.changes import changes_of
from stagehold.planning.plan import Plan
from stagehold.planning.warming import warm_up
from stagehold.reports.changes import changes_as_data
from stagehold.reports.plan_data import plan_as_data
from stagehold.reports.scenarios import comparison_as_data
from stagehold.services.comparing import compare
from stagehold.services.hand_plans import baseline_of, under
from stagehold.services.plan_kinds import answer_more
from stagehold.services.plan_task import LENGTH, Task
from stagehold.services.planning import plan_loaded

SECONDS_BETWEEN_TELLS = 0.2


class Teller:
    """Writes lines; progress not more often than anybody reads it."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._lock = threading.Lock()
        self._last = 0.0

    def progress(self, progress: Progress) -> None:
        """Say how far the search is."""
        now = time.monotonic()
        with self._lock:
            if now - self._last < SECONDS_BETWEEN_TELLS:
                return
            self._last = now
        self.say(
            progress={
                "stage": progress.stage,
                "best": progress.best,
                "bound": progress.bound,
                "placed": progress.placed,
                "productions": progress.productions,
                "seconds": progress.seconds,
                "left": progress.left,
                "done": progress.done,
                "of": progress.of,
            }
        )

    def say(self, **line: Any) -> None:
        """Write a line; nobody may be reading any more."""
        with self._lock, suppress(OSError):
            self._out.write(json.dumps(line, ensure_ascii=False, allow_nan=False).encode() + b"\n")
            self._out.flush()


def answer(task: Task, budget: Budget) -> dict[str, Any]:
    """The plan as data (SPEC §7) with its party and what it changes of its baseline; or comparison, risk or advice.

    Raises
    ------
    StageholdError
        If it cannot be planned.
    """
    if task.risk is not None or task.advice is not None or task.explained is not None:
        return answer_more(task, Loaded(portfolio=_asked(task)), budget)
    with tempfile.TemporaryDirectory(prefix="stagehold-") as name:
        folder = Path(name)
        baseline = None
        if task.baseline is not None:
            baseline = folder / "baseline.json"
            baseline.write_text(json.dumps(task.baseline), encoding="utf-8")
        if task.compared:
            save(task.portfolio, folder / "portfolio", FileForm.YAML)
            found = compare(
                folder / "portfolio",
                task.compared,
                party=task.party,
                baseline=baseline,
                today=task.today,
                budget=budget,
            )
            return comparison_as_data(found.found)
        before = None if baseline is None else read_plan(baseline)
    portfolio = _asked(task)
    if task.wishes:
        before = baseline_of(portfolio, task.wishes, task.party)
    loaded = Loaded(portfolio=portfolio)
    planned = plan_loaded(
        loaded, party=task.party, baseline=before, today=task.today, budget=budget, remedies=task.remedies
    )
    plan: Plan = planned.plan
    whole = {**plan_as_data(plan), "party": plan.party}
    return whole if before is None else {**whole, "changes": changes_as_data(changes_of(planned.planned, before))}


def _asked(task: Task) -> Portfolio:
    """The portfolio under the scenario asked for, with the locks of the question beside its own."""
    portfolio = task.portfolio if task.scenario is None else under(task.portfolio, task.scenario)
    for lock in task.locks:
        portfolio = portfolio.put(lock)
    return portfolio


def _wait_for_end(source: int, stopped: threading.Event) -> None:
    while os.read(source, 4096):  # not through a buffer, whose lock would outlive the program
        pass
    stopped.set()


def main() -> int:
    """Read the task, work, write what is found."""
    with suppress(OSError):
        os.nice(5)  # the desk goes first
    source = sys.stdin.buffer
    if "ahead" in sys.argv[1:]:
        warm_up(Budget())
    head = source.read(LENGTH.size)
    if len(head) < LENGTH.size:
        return 0  # nobody asked
    (length,) = LENGTH.unpack(head)
    task: Task = pickle.loads(source.read(length))
    stopped = threading.Event()
    threading.Thread(target=_wait_for_end, args=(source.fileno(), stopped), daemon=True).start()
    teller = Teller(sys.stdout.buffer)
    budget = Budget(
        seconds=task.seconds,
        iterations=task.iterations,
        workers=task.workers,
        seed=task.seed,
        stop=stopped.is_set,
        progress=teller.progress,
    )
    try:
        teller.say(result=answer(task, budget))
    except StageholdError as wrong:
        findings = [finding.as_dict() for finding in getattr(wrong, "findings", ())]
        teller.say(trouble={"code": wrong.code, "detail": str(wrong), "findings": findings})
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
