"""The benchmark of risk: 100,000 futures of a large plan under both rules; what it found at any moment."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from statistics import median

from stagehold.advising.engine import Run, Threads
from stagehold.advising.model import risk_model
from stagehold.advising.plain import PlainShift
from stagehold.advising.repair import RiskModel, Rule
from stagehold.advising.warm import warm_up
from stagehold.benching.figures import RISK_GOALS, Figure, compared, missing
from stagehold.benching.generator import Shape, generate
from stagehold.benching.machine import machine, versions
from stagehold.benching.memory import peak_mb
from stagehold.benching.own import first_plan
from stagehold.benching.results import Results
from stagehold.benching.risk.bandwidth import least_bytes, measured
from stagehold.benching.risk.causes import with_causes
from stagehold.benching.scale import ScaleName
from stagehold.benching.watched import Interrupted
from stagehold.planning.build import build_question


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskScale:
    """Sizes: the plan, futures of the two rules, futures of plain Python."""

    name: ScaleName
    productions: int
    stages: int
    futures: int
    plain: int
    rounds: int

    @property
    def judged(self) -> bool:
        """Whether figures are held against goals."""
        return self.name is ScaleName.FULL


RISK_SCALES: Mapping[ScaleName, RiskScale] = {
    ScaleName.FULL: RiskScale(name=ScaleName.FULL, productions=1000, stages=300, futures=100_000, plain=10, rounds=3),
    ScaleName.QUICK: RiskScale(name=ScaleName.QUICK, productions=60, stages=20, futures=2_000, plain=2, rounds=1),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskSession:
    """One run of the benchmark."""

    scale: RiskScale
    workers: int
    seed: int
    say: Callable[[str], None]
    stop: Callable[[], bool]


def begin_risk(session: RiskSession) -> Results:
    """An empty result, with machine, versions and date."""
    return Results(
        machine=machine(),
        versions=versions(),
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scale=session.scale.name.value,
        seed=session.seed,
        settings={"workers": session.workers, "futures": session.scale.futures},
        goals=tuple(RISK_GOALS),
    )


def run_risk(session: RiskSession, results: Results) -> None:
    """Measure everything; an interrupted run keeps what it has and names what it has not."""
    try:
        for figure in _figures(session):
            results.figures.append(replace(figure, judged=session.scale.judged))
            if session.stop():
                raise Interrupted
    except (Interrupted, KeyboardInterrupt):
        results.interrupted = True
        have = {figure.name for figure in results.figures}
        results.figures += [missing(name, "", "the run was interrupted") for name in RISK_GOALS if name not in have]


def _figures(session: RiskSession) -> Iterator[Figure]:
    scale = session.scale
    session.say(f"a plan of {scale.productions} productions on {scale.stages} stages")
    shape = Shape(productions=scale.productions, stages=scale.stages, load=0.67, seed=session.seed + 1)
    question = build_question(with_causes(generate(shape)))
    solution, _ = first_plan(question.problem, session.seed)
    began = time.perf_counter()
    model = risk_model(question, solution, seed=session.seed)
    yield Figure(name="tables-s", value=time.perf_counter() - began, unit="s", note="plan and causes made tables, once")
    for rule in Rule:
        warm_up(rule)
        _seconds(model, rule, 256, session)
    shift = _shift(session, model)
    yield Figure(name="shift-100k-s", value=shift, unit="s", note=_note(session, model))
    yield from _replace(session, model)
    # Before anything is measured that the command itself never does: copies of large arrays take memory of their own.
    yield Figure(name="memory-mb", value=peak_mb(), unit="MB", note="the most this process had, under both rules")
    yield from _beside(session, model, shift)


def _shift(session: RiskSession, model: RiskModel) -> float:
    scale = session.scale
    session.say(f"{scale.futures} futures under shift, {scale.rounds} times")
    return median(_seconds(model, Rule.SHIFT, scale.futures, session) for _ in range(scale.rounds))


def _note(session: RiskSession, model: RiskModel) -> str:
    return f"{len(model.stays)} stays, median of {session.scale.rounds}, {session.workers} threads"


def _beside(session: RiskSession, model: RiskModel, seconds: float) -> Iterator[Figure]:
    """Shift beside one thread, a loop in plain Python, and what the memory can move."""
    scale = session.scale
    alone = _seconds(model, Rule.SHIFT, scale.futures, replace(session, workers=1))
    yield compared("shift-scaling", alone / seconds, "times one thread", "threads", float(session.workers))
    plain = PlainShift(model)
    began = time.perf_counter()
    for future in range(scale.plain):
        plain.future(future)
    each = (time.perf_counter() - began) / scale.plain
    yield compared("shift-per-s", scale.futures / seconds, "futures/s", "a loop in plain Python, one thread", 1 / each)
    rate = measured(session.workers)
    moved = least_bytes(model) * scale.futures / seconds
    yield compared("of-bandwidth", moved / 1e9, "GB/s that must move", "a copy, GB/s read and written", rate / 1e9)


def _replace(session: RiskSession, model: RiskModel) -> Iterator[Figure]:
    scale = session.scale
    session.say(f"{scale.futures} futures under re-place")
    seconds = _seconds(model, Rule.REPLACE, scale.futures, session)
    yield Figure(name="re-place-100k-s", value=seconds, unit="s", note=f"one run, {session.workers} threads")
    yield Figure(name="re-place-per-s", value=scale.futures / seconds, unit="futures/s")


def _seconds(model: RiskModel, rule: Rule, futures: int, session: RiskSession) -> float:
    run = Run.of(model, rule, futures)
    began = time.perf_counter()
    run.go(Threads(session.workers), session.stop, lambda _: None)
    if not run.complete:
        raise Interrupted
    return time.perf_counter() - began
