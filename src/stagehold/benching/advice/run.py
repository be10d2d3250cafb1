"""The benchmark of advice: value and time of our search by months against the whole program in other hands."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from stagehold.advising.month_bounds import MonthBounds
from stagehold.benching.advice.question import Size, drawn_question, months_of, whole_program
from stagehold.benching.figures import ADVICE_GOALS, Figure, compared, missing
from stagehold.benching.machine import machine, versions
from stagehold.benching.results import Results
from stagehold.benching.rivals import GRACE, environment
from stagehold.benching.scale import ScaleName
from stagehold.benching.watched import Interrupted

HIGHS, CP_SAT = "HiGHS", "CP-SAT"
_FILES = {HIGHS: "advice_highs.py", CP_SAT: "advice_cp_sat.py"}
_PACKAGES = {HIGHS: "highspy", CP_SAT: "ortools"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceScale:
    """Sizes, and seconds that each peer gets on one question."""

    name: ScaleName
    sizes: tuple[Size, ...]
    seconds: float

    @property
    def judged(self) -> bool:
        """Whether figures are held against goals."""
        return self.name is ScaleName.FULL

    @property
    def minutes(self) -> float:
        """About how long it takes at most."""
        return len(self.sizes) * (2 * self.seconds + 15) / 60


ADVICE_SCALES: Mapping[ScaleName, AdviceScale] = {
    ScaleName.FULL: AdviceScale(
        name=ScaleName.FULL,
        sizes=tuple(
            Size(leased=4, candidates=candidates, productions=productions, futures=8, seed=seed)
            for candidates, productions in ((4, 30), (8, 50))
            for seed in (1, 2, 3)
        ),
        seconds=60.0,
    ),
    ScaleName.QUICK: AdviceScale(
        name=ScaleName.QUICK,
        sizes=(Size(leased=2, candidates=2, productions=8, futures=2, seed=1),),
        seconds=10.0,
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceSession:
    """One run; ``say`` and ``stop`` as in the planner's."""

    scale: AdviceScale
    workers: int
    seed: int
    say: Callable[[str], None]
    stop: Callable[[], bool]

    def check(self) -> None:
        """End the run where that was asked for."""
        if self.stop():
            raise Interrupted


def begin_advice(session: AdviceSession) -> Results:
    """An empty result, with machine, versions and date."""
    peers = {f"peer: {name}": _version(name) for name in _FILES}
    return Results(
        machine=machine(),
        versions={**versions(), **peers},
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scale=session.scale.name.value,
        seed=session.seed,
        settings={"workers": session.workers, "seconds": session.scale.seconds},
        goals=("gap", "time-ratio"),
    )


def run_advice(session: AdviceSession, results: Results) -> None:
    """Measure; an interrupted run keeps what it has."""
    try:
        for figure in _figures(session, results.versions):
            results.figures.append(replace(figure, judged=session.scale.judged))
    except (Interrupted, KeyboardInterrupt):
        results.interrupted = True
        have = {figure.name for figure in results.figures}
        why = "the run was interrupted"
        results.figures += [missing(name, "", why) for name in ADVICE_GOALS if name not in have]


def _figures(session: AdviceSession, found: Mapping[str, str]) -> Iterator[Figure]:
    gaps: list[float] = []
    ratios: dict[str, list[float]] = {HIGHS: [], CP_SAT: []}
    for size in session.scale.sizes:
        session.check()
        problem, months = months_of(drawn_question(size), session.seed)
        began = time.perf_counter()
        least = MonthBounds(problem, months).searched(range(size.futures), (0.0,))[0].least
        own = time.perf_counter() - began
        session.say(f"{size.name}: Stagehold {least.best.value:,.0f} in {own:.2f} s, {len(least.solved)} sets solved")
        program = whole_program(problem, months, size.futures)
        bounds = []
        for peer in _FILES:
            session.check()
            run = _run(peer, program, session, found[f"peer: {peer}"], least.best.value)
            if isinstance(run, str):
                yield missing(f"{peer.lower()}-{size.name}", "s", run)
                continue
            value, bound, seconds, at = run
            session.say(f"{size.name}: {peer} {_shown(value)} in {seconds:.2f} s")
            reached = seconds if at is None else at
            ratios[peer].append(own / reached)
            if bound is not None and peer == HIGHS:
                bounds.append(bound)
            note = "" if at is not None else "never within 0.1 % of our value: its whole time counts"
            yield replace(
                compared(
                    f"{peer.lower()}-{size.name}", own, "s", f"{peer}, seconds to within 0.1 % of our value", reached
                ),
                note="; ".join(filter(None, (f"value {_shown(value)}, ours {least.best.value:,.0f}", note))),
            )
        if bounds:
            gaps.append(100 * max(0.0, least.best.value - max(bounds)) / max(1.0, least.best.value))
    if gaps:
        mean = sum(gaps) / len(gaps)
        note = f"worst {max(gaps):.4f} %; against the bound that HiGHS proves"
        yield Figure(name="gap", value=mean, unit="%", peer="HiGHS, the whole program", note=note)
    else:
        yield missing("gap", "%", "HiGHS proved no bound")
    rows = {peer: times for peer, times in ratios.items() if times}
    if rows:
        worst = {peer: sorted(times)[len(times) // 2] for peer, times in rows.items()}
        dearest = max(worst, key=lambda peer: worst[peer])
        told = ", ".join(f"{peer} {ratio:.3g}" for peer, ratio in worst.items())
        yield Figure(
            name="time-ratio", value=worst[dearest], unit="of its time", peer=f"{dearest}, the quicker peer",
            ratio=worst[dearest], note=f"median over the questions: {told}",
        )  # fmt: skip
    else:
        yield missing("time-ratio", "", "no peer ended")


def _shown(value: float | None) -> str:
    return "none" if value is None else f"{value:,.0f}"


Run = tuple[float | None, float | None, float, float | None]  # value, bound, seconds, seconds to our value


def _run(peer: str, program: dict[str, Any], session: AdviceSession, version: str, ours: float) -> Run | str:
    """One run of a peer in a process of its own; why there is none, in words."""
    if version.startswith("missing"):
        return version.removeprefix("missing: ")
    seconds = session.scale.seconds
    python = Path(sys.executable) if peer == CP_SAT else environment()
    file = Path(__file__).parent.parent / "peers" / _FILES[peer]
    with tempfile.TemporaryDirectory(prefix="stagehold-bench-") as folder:
        path = Path(folder) / "program.json"
        path.write_text(json.dumps(program), encoding="utf-8")
        call = [str(python), str(file), str(path), str(seconds), str(session.workers), str(session.seed)]
        try:
            ended = subprocess.run(call, capture_output=True, text=True, timeout=seconds + GRACE, check=False)
        except subprocess.TimeoutExpired:
            return f"did not end within {seconds + GRACE:.0f} s"
    rows = [json.loads(line) for line in ended.stdout.splitlines() if line.startswith("{")]
    if ended.returncode or not rows:
        return f"ended with code {ended.returncode}: {(ended.stderr.strip().splitlines() or ['nothing said'])[-1]}"
    return _read(rows, ours)


def _read(rows: Sequence[dict[str, Any]], ours: float) -> Run:
    last = rows[-1]
    good = ours + 0.001 * abs(ours)
    within = [row["seconds"] for row in rows if row.get("value") is not None and row["value"] <= good]
    return last["value"], last["bound"], last["seconds"], min(within, default=None)


def _version(peer: str) -> str:
    python = Path(sys.executable) if peer == CP_SAT else environment()
    if not python.exists():
        return f"missing: {peer} is not installed; ./run bench installs it"
    ask = f"from importlib.metadata import version; print(version({_PACKAGES[peer]!r}))"
    asked = subprocess.run([str(python), "-c", ask], capture_output=True, text=True, timeout=60, check=False)
    if asked.returncode:
        return f"missing: {peer} is not installed; ./run bench installs it"
    return f"{_PACKAGES[peer]} {asked.stdout.strip()}"
