"""What keeps a need from standing where it stood, in the plan that is made now.

Asked stage by stage: does a lease still give it, does it still serve the need, are the days open, has somebody else
taken them, is an earlier need in the way. Days are those of the old start and the length that the need has now.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain.days import Span, without
from stagehold.planning.plan import Placement
from stagehold.planning.planner import Planned
from stagehold.planning.problem import Choice
from stagehold.planning.supply import StageSupply


@dataclass(frozen=True, slots=True)
class Displacement:
    """One obstacle: ``cause`` names it as in ``planning.changes``."""

    cause: str
    stage: str = ""
    by: tuple[str, ...] = ()
    detail: str = ""


class Displaced:
    """Answers for one plan."""

    def __init__(self, planned: Planned) -> None:
        self._planned = planned
        self._question = planned.question
        self._problem = planned.question.problem
        self._index = {
            (self._problem.productions[need.production].id, need.id): index
            for index, need in enumerate(self._problem.needs)
        }
        self._demand = [need for item in planned.question.demand.productions for need in item.needs]
        self._on_stage: dict[str, list[Placement]] = {}
        for item in planned.plan.placements:
            for member in item.members:
                self._on_stage.setdefault(member, []).append(item)

    def causes(self, before: Placement) -> Iterator[Displacement]:
        """What keeps the need from its old stages and start; nothing where it could have stayed."""
        index = self._index.get((before.production, before.need))
        if index is None:
            return
        late = self._ready_later(index, before) or self._lock(index, before) or self._after(before)
        if late is not None:
            yield late
            return
        found = [cause for whole in before.stages for cause in self._on(index, before, whole)]
        yield from dict.fromkeys(found)

    def _ready_later(self, index: int, before: Placement) -> Displacement | None:
        first = date.fromordinal(self._demand[index].limits.first)
        if first <= before.start:
            return None
        return Displacement(
            "ready-later", by=(before.production,), detail=f"not before {first}, it stood from {before.start}"
        )

    def _lock(self, index: int, before: Placement) -> Displacement | None:
        start = self._problem.number(before.start)
        for item in self._problem.fixed:
            if item.need != index:
                continue
            stages = None if item.members is None else {self._problem.stages[member].id for member in item.members}
            if item.start not in (None, start) or (stages is not None and stages != set(before.members)):
                return Displacement("locked", by=(item.source,))
        return None

    def _after(self, before: Placement) -> Displacement | None:
        """A need that it is linked to stands too near or too far now, or elsewhere."""
        start = self._problem.number(before.start)
        record = self._question.facts.portfolio.productions[before.production]
        placed = {(item.production, item.need): item for item in self._planned.plan.placements}
        for after in next(item.after for item in record.needs if item.id == before.need):
            owner, slash, name = after.need.rpartition("/")
            key = (owner if slash else before.production, name)
            earlier = placed.get(key)
            if earlier is None:
                continue
            point = self._problem.number(earlier.start if after.from_.value == "start" else earlier.end)
            lag = start - point
            apart = (after.keep or after.same_stages) and set(earlier.members) != set(before.members)
            if lag < after.min_days or (after.max_days is not None and lag > after.max_days) or apart:
                last = earlier.end - timedelta(days=1)
                detail = f"{'/'.join(key)} is on {', '.join(earlier.stages)} from {earlier.start} to {last}"
                return Displacement("after", by=("/".join(key),), detail=detail)
        return None

    def _on(self, index: int, before: Placement, whole: str) -> Iterator[Displacement]:
        need = self._problem.needs[index]
        choice = next((choice for choice in need.choices if choice.unit.id == whole), None)
        supplies = [self._question.supply.stages.get(member) for member in whole.split("+")]
        if None in supplies:
            lost = [member for member, supply in zip(whole.split("+"), supplies, strict=True) if supply is None]
            yield Displacement("stage-lost", whole, detail=f"no lease of the party gives {', '.join(lost)}")
            return
        if choice is None:
            why = next((why for why in need.unfit if why.stage == whole), None)
            yield Displacement("unfit", whole, detail="" if why is None else f"{why.reason.value}: {why.detail}")
            return
        days = self._days(index, choice, before.start)
        known = [supply for supply in supplies if supply is not None]
        closed = [cause for supply in known for cause in _not_open(whole, supply, days)]
        yield from closed or self._taken(before, whole, days, max(supply.gap for supply in known))
        limits = self._demand[index].limits
        if not closed and days.end.toordinal() > limits.last_end:
            yield Displacement("out-of-window", whole, detail=f"until {days.end - timedelta(days=1)}")

    def _days(self, index: int, choice: Choice, start: date) -> Span:
        table = self._problem.needs[index].tables[choice.table]
        bounds = table.bounds(start.toordinal())
        end = start + timedelta(days=table.length) if bounds is None else date.fromordinal(bounds[-1])
        return Span(start, end)

    def _taken(self, before: Placement, whole: str, days: Span, gap: int) -> Iterator[Displacement]:
        """Others that stand there in the new plan, clear days included."""
        clear = timedelta(days=gap)
        for member in whole.split("+"):
            for other in self._on_stage.get(member, ()):
                near = other.start < days.end + clear and days.start < other.end + clear
                if near and (other.production, other.need) != (before.production, before.need):
                    detail = f"{other.production} from {other.start} to {other.end - timedelta(days=1)}"
                    yield Displacement("taken", whole, (other.production,), detail)


def _not_open(whole: str, supply: StageSupply, days: Span) -> Iterator[Displacement]:
    """Days on which the stage is not leased, or closed, or somebody else's."""
    granted = [grant.days for grant in supply.grants] + list(supply.build_days)
    offered = [span for offer in supply.offers for span in offer.days]
    missing = without([days], [*granted, *offered])
    if missing:
        first = missing[0].start
        ended = [grant for grant in supply.grants if grant.days.end <= first]
        later = [grant for grant in supply.grants if grant.days.start > first]
        if ended:
            grant = max(ended, key=lambda grant: grant.days.end)
            yield Displacement("lease-ends", whole, (grant.lease,), f"on {grant.days.end - timedelta(days=1)}")
        elif later:
            grant = min(later, key=lambda grant: grant.days.start)
            yield Displacement("lease-starts", whole, (grant.lease,), f"on {grant.days.start}")
        else:
            yield Displacement("stage-lost", whole, detail="no lease of the party gives it then")
        return
    clear = timedelta(days=supply.gap)
    for block in supply.obstacles:
        gap = timedelta(0) if block.kind == "closed" else clear
        if block.days.start < days.end + gap and days.start < block.days.end + gap:
            last = block.days.end - timedelta(days=1)
            cause = "closed" if block.kind == "closed" else "taken"
            yield Displacement(cause, whole, (block.id,), f"{block.id} from {block.days.start} to {last}")
