"""The benchmark of the planner: goals A to G, one after the other, and what they found so far at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from stagehold.benching.cold import goal_g
from stagehold.benching.dense import goal_a, goal_b
from stagehold.benching.figures import PLANNER_GOALS, Figure, missing
from stagehold.benching.growth import goal_f
from stagehold.benching.jobs import goal_c
from stagehold.benching.large import goal_d
from stagehold.benching.machine import machine, versions
from stagehold.benching.own import BrokenPlan
from stagehold.benching.results import Results
from stagehold.benching.rivals import Peer
from stagehold.benching.session import Session
from stagehold.benching.slips import goal_e
from stagehold.benching.watched import Interrupted
from stagehold.domain.errors import StageholdError
from stagehold.planning.budget import Budget
from stagehold.planning.warming import warm_up

Goal = Callable[[Session], Iterator[Figure]]
PARTS: Mapping[str, tuple[str, Goal]] = {
    "A": ("berths against other planners", goal_a),
    "B": ("certified gap of dense berths", goal_b),
    "C": ("weighted tardiness against reference values", goal_c),
    "D": ("the large case: first plan, CP-SAT, ourselves later, gap", goal_d),
    "E": ("re-planning after a slip", goal_e),
    "F": ("growth of time and memory", goal_f),
    "G": ("cold and first start", goal_g),
}
ON_INSTANCES = ("A", "B", "C")


def begin(session: Session, goals: Sequence[str]) -> Results:
    """An empty result, with machine, versions and date."""
    peers = {peer.value: found for peer, found in session.peers.items()}
    return Results(
        machine=machine(),
        versions={**versions(), **{f"peer: {name}": found for name, found in peers.items()}},
        date=datetime.now(UTC).isoformat(timespec="seconds"),
        scale=session.scale.name.value,
        seed=session.seed,
        settings={"workers": session.workers},
        goals=tuple(goals),
    )


def minutes(session: Session, goals: Sequence[str]) -> dict[str, float]:
    """About how long each goal takes; 0 for one that is left out."""
    at_hand = sum(not found.startswith("missing") for found in session.peers.values())
    left_out = set() if session.instances else set(ON_INSTANCES)
    return {goal: 0.0 if goal in left_out else session.scale.minutes(goal, at_hand) for goal in goals}


def run(session: Session, results: Results) -> None:
    """Measure every goal of ``results``; an interrupted run keeps what it has and names what it has not."""
    warm_up(Budget(seconds=None, iterations=1))
    for at, goal in enumerate(results.goals):
        words, measure = PARTS[goal]
        if goal in ON_INSTANCES and session.instances is None:
            why = "left out: the published instances are not there (--instances DIR)"
            session.say(f"goal {goal}, {words}: {why}")
            results.figures += _all_missing(goal, why)
            continue
        session.say(f"goal {goal}: {words}")
        try:
            for figure in measure(session):
                results.figures.append(replace(figure, judged=session.scale.judged))
        except (Interrupted, KeyboardInterrupt):
            results.interrupted = True
            for late in results.goals[at:]:
                results.figures += _all_missing(late, "the run was interrupted", results.figures)
            return
        except (StageholdError, BrokenPlan) as wrong:
            session.say(f"goal {goal}: {wrong}")
            results.figures += _all_missing(goal, str(wrong), results.figures)


def _all_missing(goal: str, why: str, found: Sequence[Figure] = ()) -> list[Figure]:
    """The rows that a goal promises and that are not among those found."""
    have = {figure.name for figure in found}
    mine = [name for name in PLANNER_GOALS if name.startswith(f"{goal.lower()}-") and name not in have]
    return [missing(name, "", why) for name in mine]


def missing_peers(session: Session) -> dict[Peer, str]:
    """Peers that cannot be run, and what to do."""
    return {peer: found for peer, found in session.peers.items() if found.startswith("missing")}
