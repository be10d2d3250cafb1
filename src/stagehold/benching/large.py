"""Goal D: 300 stages, 1,000 productions, five years, at several loads."""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from stagehold.benching.figures import Figure, compared, missing
from stagehold.benching.generator import Shape, generate
from stagehold.benching.instance import instance_of, stays_of
from stagehold.benching.own import OwnRun, first_plan
from stagehold.benching.rivals import Peer, PeerRun
from stagehold.benching.session import Session
from stagehold.planning.build import Question, build_question

COST = "objective"


def large_question(session: Session, load: float) -> Question:
    """The large case at a load."""
    scale = session.scale
    shape = Shape(productions=scale.productions, stages=scale.stages, load=load, seed=session.seed + 1)
    return build_question(generate(shape))


def goal_d(session: Session) -> Iterator[Figure]:
    """First plan, value against CP-SAT and against ourselves later, gap; by load, and the worst of all loads."""
    firsts: list[float] = []
    ratios: list[Figure] = []
    for turn, load in enumerate(session.scale.loads):
        label = f"load {load}"
        question = large_question(session, load)
        instance = instance_of(question.problem)
        tries = [first_plan(question.problem, session.seed) for _ in range(3)]
        firsts.append(median(seconds for _, seconds in tries))
        yield Figure(name=f"d-first-plan-s-{load}", value=firsts[-1], unit="s", note="median of 3, code loaded")
        hinted = {**instance, "hint": stays_of(question.problem, tries[0][0])}
        own = None if turn % 2 else session.own(question, session.scale.large, label, instance)
        plain = session.rival(Peer.CP_SAT, instance, session.scale.large_peers, label)
        hint = session.rival(Peer.CP_SAT, hinted, session.scale.large_peers, label)
        own = own or session.own(question, session.scale.large, label, instance)
        yield from _beside(f"d-ratio-{load}", own, plain, hint)
        best = min(
            (run for run in (plain, hint) if run.value is not None), key=lambda run: run.value or 0, default=None
        )
        if best is not None and best.value is not None:
            peer = f"CP-SAT at {session.scale.large_peers:g} s, the better of plain and hinted with our first plan"
            ratios.append(compared(f"d-ratio-{load}", own.value, COST, peer, best.value, _unplaced(own)))
            yield ratios[-1]
        minute = session.own(question, session.scale.large_peers, label, instance)
        yield from _gap(session, load, minute)
        if load == session.scale.long_load:
            long = session.own(question, session.scale.long, label, instance)
            peer = f"our own value at {session.scale.long:g} s"
            note = f"at {session.scale.large_peers:g} s, load {load}"
            yield compared("d-own-600", minute.value, COST, peer, long.value, note)
            yield Figure(name="d-gap-600", value=100 * long.gap, unit="%", note=f"load {load}, {_figures(long)}")
    yield Figure(name="d-first-plan-s", value=max(firsts), unit="s", note="the slowest load")
    yield _worst(ratios)


def _gap(session: Session, load: float, run: OwnRun) -> Iterator[Figure]:
    """The gap at every load; the goal is that of the first."""
    note = f"{session.scale.large_peers:g} s of search and bound; {_figures(run)}"
    yield Figure(name=f"d-gap-{load}", value=100 * run.gap, unit="%", note=note)
    if load == session.scale.loads[0]:
        yield Figure(name="d-gap", value=100 * run.gap, unit="%", note=f"load {load}, {note}")


def _figures(run: OwnRun) -> str:
    return f"value {run.value:g}, bound {run.bound:g}, {run.unplaced} unplaced"


def _unplaced(own: OwnRun) -> str:
    return f"ours at {own.seconds:.1f} s, {own.unplaced} unplaced"


def _beside(name: str, own: OwnRun, plain: PeerRun, hinted: PeerRun) -> Iterator[Figure]:
    for run, way in ((plain, "plain"), (hinted, "hinted")):
        if run.value is None:
            yield missing(f"{name}-{way}", COST, run.missing.removeprefix("missing: "))
        else:
            yield compared(f"{name}-{way}", own.value, COST, f"CP-SAT, {way}", run.value, run.note)


def _worst(ratios: list[Figure]) -> Figure:
    known = [row for row in ratios if row.ratio is not None]
    if not known:
        return missing("d-ratio", COST, "CP-SAT gave no plan")
    worst = max(known, key=lambda row: row.ratio or 0.0)
    return Figure(
        name="d-ratio",
        value=worst.value,
        unit=COST,
        peer=worst.peer,
        peer_value=worst.peer_value,
        ratio=worst.ratio,
        note=f"the worst load ({worst.name.rpartition('-')[2]})",
    )
