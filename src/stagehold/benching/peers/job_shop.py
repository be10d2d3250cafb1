"""PyJobShop: a job for each production, a task for each need, a mode and a machine for each stage that may serve it.

Total weighted tardiness is the objective; days on which a stage is not leased are breaks of its machine. It has no
turnover without setup times for every pair, and no cost of leaving a task out, so it is given instances that need
neither.
"""

from __future__ import annotations

import json
import sys
import time
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pyjobshop import Model


def say(**row: object) -> None:
    """One line for whoever runs this program."""
    sys.stdout.write(json.dumps(row) + "\n")
    sys.stdout.flush()


def breaks_of(stage: dict[str, Any], horizon: int) -> list[tuple[int, int]]:
    """The days between and around those on which the stage is leased."""
    ends = [0, *(end for _, end in stage["days"])]
    firsts = [*(first for first, _ in stage["days"]), horizon]
    return [(end, first) for end, first in zip(ends, firsts, strict=True) if end < first]


def build(instance: dict[str, Any]) -> Model:
    """The model of an instance of one need a production, one stage a need, no turnover."""
    if any(need["count"] > 1 for need in instance["needs"]) or any(stage["gap"] for stage in instance["stages"]):
        sys.exit("PyJobShop is given needs of one stage without turnover only")
    model = Model()
    horizon = 1 + max(end for stage in instance["stages"] for _, end in stage["days"])
    machines = [model.add_machine(breaks=breaks_of(stage, horizon)) for stage in instance["stages"]]
    for production in instance["productions"]:
        (index,) = production["needs"]
        need = instance["needs"][index]
        due = horizon if need["due"] is None else need["due"]
        job = model.add_job(weight=production["weight"], due_date=due)
        choices = [choice for choice in need["choices"] if choice["starts"]]
        task = model.add_task(
            job=job,
            earliest_start=min(choice["starts"][0][0] for choice in choices),
            latest_end=max(choice["starts"][-1][1] + choice["length"] for choice in choices),
        )
        for choice in choices:
            model.add_mode(task, [machines[stage] for stage in choice["members"]], choice["length"])
    model.set_objective(weight_makespan=0, weight_total_tardiness=1)
    return model


def stays_of(instance: dict[str, Any], solution: Any) -> list[tuple[int, list[int], int]]:
    """Stays from the tasks, which stand in the order of the productions."""
    found = []
    for production, task in zip(instance["productions"], solution.tasks, strict=True):
        (index,) = production["needs"]
        members = [choice["members"] for choice in instance["needs"][index]["choices"]]
        found.append((index, [members.index(sorted(task.resources))], task.start))
    return found


def main() -> None:
    """Solve one instance."""
    path, seconds, workers, seed = sys.argv[1:5]
    instance = json.loads(Path(path).read_text(encoding="utf-8"))
    began = time.perf_counter()
    model = build(instance)
    left = max(0.1, float(seconds) - (time.perf_counter() - began))
    result = model.solve(
        solver="ortools", time_limit=left, num_workers=int(workers), display=False, random_seed=int(seed)
    )
    found = result.best is not None and bool(result.best.tasks)
    say(
        stays=stays_of(instance, result.best) if found else None,
        seconds=time.perf_counter() - began,
        bound=result.lower_bound / instance["scale"],
        library=f"pyjobshop {version('pyjobshop')}, ortools {version('ortools')}",
    )


if __name__ == "__main__":
    main()
