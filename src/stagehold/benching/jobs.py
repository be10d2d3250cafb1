"""Goal C: weighted tardiness of one stage, against the reference values."""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import mean

from stagehold.benching.figures import Figure
from stagehold.benching.own import audited
from stagehold.benching.session import Session
from stagehold.benching.tardiness import SIZES, read_tardiness, tardiness_portfolio
from stagehold.planning.budget import Budget
from stagehold.planning.build import build_question
from stagehold.planning.solving import solve_problem


def goal_c(session: Session) -> Iterator[Figure]:
    """How many reference values are reached, how long that takes, how many are proven."""
    assert session.instances is not None
    seconds: list[float] = []
    reached = proven = asked = 0
    for size in SIZES:
        cases = read_tardiness(session.instances / "weighted-tardiness", size)[: session.scale.jobs]
        before = reached
        missed = []
        for case in cases:
            session.check()
            question = build_question(tardiness_portfolio(case))
            limits = Budget(
                seconds=session.scale.tardiness, workers=session.workers, seed=session.seed, stop=session.stop
            )
            began = time.perf_counter()
            outcome = solve_problem(question.problem, {}, limits)
            seconds.append(time.perf_counter() - began)
            value, _ = audited(question, outcome.solution or {})
            session.check()
            reached += value <= case.reference
            proven += outcome.optimal
            if value != case.reference:
                missed.append(f"{case.name} {value:g} for {case.reference}")
        asked += len(cases)
        share = f"{reached - before} of {len(cases)}"
        session.say(f"{size} jobs: {share} reference values reached{'; ' if missed else ''}{', '.join(missed[:5])}")
        note = "; ".join([f"of {len(cases)} instances of {size} jobs", *missed[:20]])
        yield Figure(name=f"c-reached-{size}", value=reached - before, unit="instances", note=note)
    yield Figure(name="c-proven", value=proven, unit="instances", note=f"of {asked}, proven optimal within the time")
    yield Figure(name="c-seconds-mean", value=mean(seconds), unit="s", note="of one instance, from problem to plan")
    limit = f"limit {session.scale.tardiness:g} s each"
    yield Figure(name="c-seconds", value=max(seconds), unit="s", peer=limit, note="the slowest instance")
    yield Figure(
        name="c-reached",
        value=reached,
        unit="instances",
        peer="reference values",
        peer_value=asked,
        ratio=reached / asked,
        note="a value below the reference counts as reached",
    )
