"""Locks: they name days, stages and needs that are there, and never each other's opposite."""

from __future__ import annotations

from collections.abc import Iterator

from stagehold.domain.checks.links import key_of, needs_by_key, unknown_need
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock
from stagehold.domain.studio import SpaceKind


def lock_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every lock by itself, then against the others of its need."""
    needs = needs_by_key(portfolio)
    earlier: dict[tuple[str, str], list[Lock]] = {}
    for lock in portfolio.locks.values():
        subject = Subject("lock", lock.id)
        if lock.start is None and not lock.stages:
            yield subject.error("lock-of-nothing", "stages", "", "stages, a start, or both")
        if lock.start is not None and not lock.start.is_day:
            yield subject.error("needs-days", "start", lock.start, "a day, as 2027-03-01")
        for id_ in lock.stages:
            space = portfolio.spaces.get(id_)
            if space is not None and space.kind is not SpaceKind.STAGE:
                yield subject.error("not-a-stage", "stages", f"{id_} is of kind {space.kind}", "stages")
        if lock.production not in portfolio.productions:
            continue
        key = key_of(lock.production, lock.need, needs)
        if key is None:
            yield unknown_need(portfolio, subject, lock.production, lock.need, "need")
            continue
        if lock.stages and len(set(lock.stages)) < needs[key].stages:
            found = f"{len(set(lock.stages))} of {needs[key].stages} stages"
            yield subject.error(
                "too-few-stages", "stages", found, f"all {needs[key].stages} stages of the need, or none"
            )
        for other in earlier.get(key, ()):
            yield from _against(subject, lock, other)
        earlier.setdefault(key, []).append(lock)


def _against(subject: Subject, lock: Lock, other: Lock) -> Iterator[Located]:
    # A warning: the records can be read, and it is the plan that is infeasible, naming both.
    if lock.start is not None and other.start is not None and lock.start.first != other.start.first:
        found = f"{lock.start}, and lock {other.id} says {other.start}"
        yield subject.warning("locks-contradict", "start", found, "one start for a need")
    if lock.stages and other.stages and set(lock.stages) != set(other.stages):
        found = f"{', '.join(lock.stages)}, and lock {other.id} says {', '.join(other.stages)}"
        yield subject.warning("locks-contradict", "stages", found, "one set of stages for a need")
