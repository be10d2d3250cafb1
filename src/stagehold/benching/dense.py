"""Goals A and B: crowded berths, against other planners and against the best there can be."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from statistics import mean

from stagehold.benching.berths import berth_portfolio, read_berths, read_references
from stagehold.benching.figures import Figure, compared, missing
from stagehold.benching.instance import instance_of
from stagehold.benching.own import OwnRun
from stagehold.benching.rivals import Peer, PeerRun
from stagehold.benching.session import Session
from stagehold.planning.build import Question, build_question

COMPARED = {"a-200x15": "f200x15-01", "a-250x20": "f250x20-01"}
DENSE = ("f200x15-", "f250x20-")
LATE = "weighted late days"


def goal_a(session: Session) -> Iterator[Figure]:
    """Our value at 10 s over the better peer's at 60 s, and how much sooner we reach that value."""
    folder = _folder(session)
    sooner: list[Figure] = []
    for turn, (name, file) in enumerate(COMPARED.items()):
        question = _question(folder / f"{file}.txt")
        instance = instance_of(question.problem, all_must=True)
        order = list(Peer) if turn % 2 == 0 else list(reversed(Peer))
        own = None if turn % 2 else session.own(question, session.scale.own, file, instance)
        runs = [session.rival(peer, instance, session.scale.peers, file) for peer in order]
        own = own or session.own(question, session.scale.own, file, instance)
        yield from _beside(name, own, runs)
        best = _best([run for run in runs if run.peer is not Peer.TIMEFOLD])
        if best is None or best.value is None:
            yield missing(name, LATE, "no peer gave a plan")
            continue
        label = f"{best.peer} at {session.scale.peers:g} s, the better of {' and '.join(_compared(runs))}"
        yield compared(name, own.value, LATE, label, best.value, _also(best, runs))
        sooner.append(_sooner(session, name, question, own, best))
        yield sooner[-1]
    known = [row for row in sooner if row.ratio is not None]
    if not known or len(known) < len(sooner):
        yield missing("a-sooner", "s", "the value of the peers was not reached on every instance")
        return
    worst = min(known, key=lambda row: row.ratio or 0.0)
    yield Figure(
        name="a-sooner",
        value=worst.value,
        unit="s",
        peer=worst.peer,
        peer_value=worst.peer_value,
        ratio=worst.ratio,
        note=f"seconds of the peer over ours; the slower of the instances ({worst.name})",
    )


def goal_b(session: Session) -> Iterator[Figure]:
    """The certified gap of the dense instances, search and bound together."""
    folder = _folder(session)
    references = read_references(folder)
    files = sorted(path for path in folder.glob("*.txt") if path.stem.startswith(DENSE))
    gaps, proven, values = [], 0, []
    for path in files[: session.scale.proved]:
        question = _question(path)
        run = session.own(question, session.scale.proof, path.stem)
        gaps.append(100 * run.gap)
        proven += run.optimal
        reference = references.get(path.stem)
        if reference is not None:
            values.append(run.value / reference.best_found)
            if run.bound > reference.best_found + 1e-6:
                yield missing(f"b-{path.stem}", "%", f"bound {run.bound} above a plan of {reference.best_found}")
        note = f"value {run.value:g}, bound {run.bound:g}" + (
            f"; known: bound {reference.lower_bound}, value {reference.best_found}" if reference else ""
        )
        yield Figure(name=f"b-gap-{path.stem}", value=100 * run.gap, unit="%", note=note)
    if not gaps:
        yield missing("b-gap", "%", f"no dense instances in {folder.name}")
        return
    yield Figure(name="b-proven", value=proven, unit=f"of {len(gaps)}", note="proven optimal within the time")
    if values:
        note = "mean of our value over the best value known before"
        yield Figure(name="b-value", value=mean(values), unit="ratio", note=note)
    limit = f"{session.scale.proof:g} s of search and bound on {session.workers} workers"
    yield Figure(
        name="b-gap", value=mean(gaps), unit="%", peer=limit, note=f"mean of {len(gaps)}; worst {max(gaps):.3g}"
    )


def _folder(session: Session) -> Path:
    assert session.instances is not None
    return session.instances / "berth-allocation"


def _question(path: Path) -> Question:
    return build_question(berth_portfolio(read_berths(path)))


def _beside(name: str, own: OwnRun, runs: list[PeerRun]) -> Iterator[Figure]:
    """One row a peer, also one that is missing."""
    for run in runs:
        row = f"{name}-{run.peer.name.lower().replace('_', '-')}"
        if run.value is None:
            yield missing(row, LATE, run.missing.removeprefix("missing: "))
        else:
            threads = "; one thread: more belong to its paid edition" if run.peer is Peer.TIMEFOLD else ""
            note = f"our value at {own.seconds:.1f} s, theirs at {run.seconds:.1f} s{threads}"
            yield compared(row, own.value, LATE, run.peer, run.value, note)


def _compared(runs: list[PeerRun]) -> list[str]:
    return sorted(run.peer for run in runs if run.value is not None and run.peer is not Peer.TIMEFOLD)


def _also(best: PeerRun, runs: list[PeerRun]) -> str:
    """The goal names two peers; that another one did better belongs beside it."""
    better = [run for run in runs if run.value is not None and best.value is not None and run.value < best.value]
    absent = [run.peer for run in runs if run.value is None]
    words = [f"{run.peer} did better: {run.value:g}" for run in better]
    return "; ".join([*words, *(f"without {peer}" for peer in absent)])


def _best(runs: list[PeerRun]) -> PeerRun | None:
    found = [run for run in runs if run.value is not None]
    return min(found, key=lambda run: run.value or 0.0) if found else None


def _sooner(session: Session, name: str, question: Question, own: OwnRun, best: PeerRun) -> Figure:
    """How long we take to the peer's value: on the way of the long run, or under the shortest limit that reaches it."""
    goal = best.value or 0.0
    seconds = own.time_to(goal)
    for limit in session.scale.sooner:
        if seconds is not None and limit >= seconds:
            break
        reached = session.own(question, limit, f"{name}, time to {goal:,.0f}").time_to(goal)
        if reached is not None:
            seconds = min(reached, seconds or reached)
            break
    row = name.replace("a-", "a-sooner-")
    if seconds is None:
        return missing(row, "s", f"the value of the peer ({goal:g}) was not reached")
    note = "seconds of the peer over ours, to the same value"
    peer = f"{best.peer}: value {goal:g}"
    peers = session.scale.peers
    return Figure(
        name=row, value=seconds, unit="s", peer=peer, peer_value=peers, ratio=peers / max(1e-3, seconds), note=note
    )
