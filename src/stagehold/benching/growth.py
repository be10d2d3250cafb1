"""Goal F: how time for a search step and memory grow with the case.

``python -m stagehold.benching.growth PRODUCTIONS STAGES LOAD SEED STEPS`` measures one case in a process of its own and
prints one JSON object; memory is that of the whole process from reading the records on.
"""

from __future__ import annotations

import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from stagehold.benching.figures import Figure, missing
from stagehold.benching.generator import Shape, generate
from stagehold.benching.memory import peak_mb, status_mb
from stagehold.benching.session import Session
from stagehold.planning.budget import Budget
from stagehold.planning.build import build_question
from stagehold.planning.compiled.arrays import compile_problem
from stagehold.planning.compiled.search import Search
from stagehold.planning.solving import solve_problem
from stagehold.planning.warming import warm_up

LOAD = 0.67
MOST_SECONDS = 900.0  # of one case


def goal_f(session: Session) -> Iterator[Figure]:
    """A row each size, then the slopes of the logarithms."""
    sizes = session.scale.sizes
    found = []
    for size in sizes:
        session.check()
        seen = _measured(session, size)
        if isinstance(seen, str):
            yield missing(f"f-step-us-{size}", "us", seen)
            continue
        found.append((size, seen))
        session.say(f"{size} productions: {seen['step_us']:.1f} us a step, {seen['peak_mb']:.0f} MB at most")
        note = f"{session.scale.steps} steps on one worker; {seen['choices']:.1f} qualifying units a need"
        yield Figure(name=f"f-step-us-{size}", value=seen["step_us"], unit="us", note=note)
        note = f"{seen['peak_mb']:.0f} MB in all; records read to plan made, {seen['build_s']:.1f} s of it for reading"
        yield Figure(name=f"f-memory-mb-{size}", value=seen["grown_mb"], unit="MB", note=note)
        if size == session.scale.productions:
            yield Figure(name="f-memory-gb", value=seen["peak_mb"] / 1024, unit="GB", note=f"{size} productions, peak")
    if len(found) < 2:
        yield missing("f-time-slope", "slope", "fewer than two sizes were measured")
        yield missing("f-memory-slope", "slope", "fewer than two sizes were measured")
        return
    span = f"{found[0][0]} to {found[-1][0]} productions, least squares of the logarithms"
    steps = slope([(size, seen["step_us"]) for size, seen in found])
    note = f"{span}; as log n grows over this range: 0.15"
    yield Figure(name="f-time-slope", value=steps, unit="slope", note=note)
    memory = slope([(size, seen["grown_mb"]) for size, seen in found])
    note = f"{span}; without what the program takes before it has read anything"
    yield Figure(name="f-memory-slope", value=memory, unit="slope", note=note)


def slope(points: Sequence[tuple[float, float]]) -> float:
    """The slope of the least-squares line through the logarithms of both coordinates."""
    logs = [(math.log(x), math.log(max(1e-9, y))) for x, y in points]
    x_mean, y_mean = (sum(row[at] for row in logs) / len(logs) for at in (0, 1))
    return sum((x - x_mean) * (y - y_mean) for x, y in logs) / sum((x - x_mean) ** 2 for x, _ in logs)


def _measured(session: Session, size: int) -> dict[str, float] | str:
    stages = max(10, size * session.scale.stages // session.scale.productions)
    words = [size, stages, LOAD, session.seed + 1, session.scale.steps]
    call = [sys.executable, "-m", "stagehold.benching.growth", *map(str, words)]
    try:
        ended = subprocess.run(call, capture_output=True, text=True, timeout=MOST_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        return f"did not end within {MOST_SECONDS:.0f} s"
    session.check()
    if ended.returncode:
        return f"ended with code {ended.returncode}; it said: {(ended.stderr.strip().splitlines() or [''])[-1]}"
    found: dict[str, float] = json.loads(ended.stdout)
    return found


def measure(shape: Shape, steps: int) -> dict[str, float]:
    """Build one case, search it for ``steps`` and for a fifth of that, so that what is done once falls out."""
    warm_up(Budget(seconds=None, iterations=1))
    before = _forget_peak()
    began = time.perf_counter()
    problem = build_question(generate(shape)).problem
    built = time.perf_counter() - began
    compiled = compile_problem(problem)
    assert compiled is not None
    times = []
    for count in (steps // 5, steps):
        search = Search(problem, compiled, shape.seed)
        began = time.perf_counter()
        search.improve(Budget(seconds=None, iterations=count, workers=1))
        times.append(time.perf_counter() - began)
    solve_problem(problem, {}, Budget(seconds=2.0, workers=2))  # the bound takes memory too
    peak = peak_mb()
    return {
        "step_us": 1e6 * max(1e-9, times[1] - times[0]) / (steps - steps // 5),
        "peak_mb": peak,
        "grown_mb": peak - before,
        "build_s": built,
        "choices": sum(len(need.choices) for need in problem.needs) / len(problem.needs),
    }


def _forget_peak() -> float:
    """Begin to count the most memory anew; what is in use now, in MB.

    Compiling, where it was still to do, takes more than a small case and would hide it. Where the system cannot count
    anew (it is not Linux), the peak so far is given, and growth below it shows as none.
    """
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return peak_mb()
    return status_mb("VmRSS")


def main() -> None:
    """Measure one case, told by the command line."""
    productions, stages, load, seed, steps = sys.argv[1:6]
    shape = Shape(productions=int(productions), stages=int(stages), load=float(load), seed=int(seed))
    sys.stdout.write(json.dumps(measure(shape, int(steps))) + "\n")


if __name__ == "__main__":
    main()
