"""The past in a problem: what has begun cannot move, and the rest works around it.

A need that has begun stands on stages of its own kind, the *ghosts*: rows of the problem that carry the name of a real
stage and serve nothing else. So the past can never contradict a rule of days, whatever the portfolio says of it now.
For all other needs it is days on which the real stage is not free: up to its end and the clear days after it. What
links and nearness ask of them with regard to the past is settled here, once, as bounds on starts and as choices left.

Only a set that is kept for a need not yet begun stays on the real stages, since its standing days are still to be
planned. SPEC §2, Re-plan.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import combinations

from stagehold.domain.days import Span
from stagehold.domain.production import PhaseLength, Production, Together
from stagehold.planning.begun import Begun
from stagehold.planning.demand import Demand
from stagehold.planning.plan import Reason, Why
from stagehold.planning.problem import Choice, ProblemStage, Unit
from stagehold.planning.supply import Obstacle, Supply
from stagehold.planning.worktime import Timetable

Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What has begun before ``today``; nothing at all where no day is given.

    Parameters
    ----------
    begun
        By production and need.
    kept
        Of these, the needs whose set is kept for a need that has not begun, with that one.
    chained
        Begun needs whose set stood until another one began that keeps it, with that one: a stay with it.
    before
        Of the needs in ``chained`` that came second, the first one each.
    on_stage
        What has begun by stage.
    """

    today: date | None = None
    begun: Mapping[Key, Begun] = field(default_factory=dict)
    kept: Mapping[Key, Key] = field(default_factory=dict)
    chained: Mapping[Key, Key] = field(default_factory=dict)
    before: Mapping[Key, Key] = field(default_factory=dict)
    on_stage: Mapping[str, Sequence[Begun]] = field(default_factory=dict)

    @classmethod
    def of(cls, today: date | None, begun: Iterable[Begun], productions: Iterable[Production]) -> Past:
        """The past with the sets in it that are still kept."""
        by_key = {item.key: item for item in begun}
        keeps = [(earlier, later) for earlier, later, keep in _links(productions) if keep and earlier in by_key]
        kept = {earlier: later for earlier, later in keeps if later not in by_key}
        chained = {
            earlier: later for earlier, later in keeps if later in by_key and _follows(by_key[earlier], by_key[later])
        }
        on_stage: dict[str, list[Begun]] = {}
        for item in by_key.values():
            for member in item.members:
                on_stage.setdefault(member, []).append(item)
        before = {later: earlier for earlier, later in reversed(chained.items())}  # of several the first one
        return cls(today=today, begun=by_key, kept=kept, chained=chained, before=before, on_stage=on_stage)

    def chain(self, last: Key) -> list[Key]:
        """The begun needs whose set runs on until this one, it included, latest first."""
        found = [last]
        while (earlier := self.before.get(found[-1])) is not None:
            found.append(earlier)
        return found

    @property
    def standing(self) -> set[Key]:
        """Everything begun whose set still stands for a need to come."""
        return {key for last in self.kept for key in self.chain(last)}

    def free_from(self, stage: str, gap: int, but: Iterable[Key] = ()) -> int:
        """The first ordinal on which all that has begun on a stage has left it, clear days included; 0 if none."""
        left = (item for item in self.on_stage.get(stage, ()) if item.key not in but)
        return max((item.end.toordinal() + gap for item in left), default=0)

    def starts(self, production: Production, need: str, first: int) -> tuple[int, int]:
        """Least and greatest start (ordinals) that today and links to what has begun leave to a need."""
        low, high = first, date.max.toordinal()
        if self.today is not None:
            low = max(low, self.today.toordinal())
        for after in next(item.after for item in production.needs if item.id == need):
            owner, slash, name = after.need.rpartition("/")
            earlier = self.begun.get((owner if slash else production.id, name))
            if earlier is not None:
                point = (earlier.start if after.from_.value == "start" else earlier.end).toordinal()
                low = max(low, point + after.min_days, earlier.end.toordinal() if after.keep else low)
                high = high if after.max_days is None else min(high, point + after.max_days)
        return low, high


def _follows(earlier: Begun, later: Begun) -> bool:
    return set(earlier.members) == set(later.members) and earlier.end <= later.start


def _links(productions: Iterable[Production]) -> Iterator[tuple[Key, Key, bool]]:
    for production in productions:
        for need in production.needs:
            for after in need.after:
                owner, slash, name = after.need.rpartition("/")
                yield (owner if slash else production.id, name), (production.id, need.id), after.keep


def in_the_way(supply: Supply, past: Past) -> Supply:
    """The supply whose obstacles name what has begun, for the reasons given to others."""
    stages = dict(supply.stages)
    for item in past.begun.values():
        for stage in item.members:
            if stage in stages:
                block = Obstacle(kind="taken", id=item.production, days=Span(item.start, item.end))
                stages[stage] = replace(stages[stage], obstacles=(*stages[stage].obstacles, block))
    return replace(supply, stages=stages)


class Ghosts:
    """The rows that stand in for real stages where something has begun: ``place`` gives those of a stay."""

    def __init__(self, past: Past, stages: Sequence[str], origin: date) -> None:
        self._origin = origin.toordinal()
        self._real = {id_: index for index, id_ in enumerate(stages)}
        self._rows: list[tuple[str, list[Span]]] = []
        self._rows_of: dict[str, list[int]] = {}
        self._place: dict[tuple[Key, str], int] = {}
        standing = past.standing
        for item in sorted(past.begun.values(), key=lambda item: (item.start, item.key)):
            if item.key in past.chained:
                continue  # its place is that of the last one of its chain
            chain = [past.begun[key] for key in past.chain(item.key)]
            real = item.key in standing and all(member in self._real for member in item.members)
            hull = Span(chain[-1].start, item.end)
            for member in item.members:
                row = self._real[member] if real else self._row(member, hull)
                self._place.update({(one.key, member): row for one in chain})

    def _row(self, stage: str, days: Span) -> int:
        """A ghost of the stage that is empty on these days."""
        for index in self._rows_of.setdefault(stage, []):
            taken = self._rows[index][1]
            if all(days.overlap(span) is None for span in taken):
                taken.append(days)
                return len(self._real) + index
        self._rows_of[stage].append(len(self._rows))
        self._rows.append((stage, [days]))
        return len(self._real) + len(self._rows) - 1

    def stages(self, real: Mapping[str, ProblemStage]) -> Iterator[ProblemStage]:
        """The rows, in the order of their numbers behind those of the real stages."""
        for of, taken in self._rows:
            first, end = min(span.start for span in taken), max(span.end for span in taken)
            days = ((first.toordinal() - self._origin, end.toordinal() - self._origin),)
            stage = real.get(of) or ProblemStage(id=of, gap=0, days=days)
            yield replace(stage, gap=0, days=days, standing=None)

    def choices(self, item: Begun, units: Mapping[str, Unit]) -> tuple[Choice, ...]:
        """The one way in which the need stands: each unit on its rows, from its first day."""
        start = item.start.toordinal() - self._origin
        return tuple(
            Choice(
                unit=replace(units[whole], members=tuple(self._place[item.key, member] for member in whole.split("+"))),
                table=0,
                starts=(((start, start),),),
            )
            for whole in item.stages
        )

    def members(self, item: Begun) -> tuple[int, ...]:
        """All rows on which the need stands."""
        return tuple(sorted(self._place[item.key, member] for member in item.members))


def timetable(item: Begun) -> Timetable:
    """The phases of what has begun, in calendar days."""
    return Timetable(tuple(PhaseLength(span.phase, (span.end - span.start).days) for span in item.phases))


def near_the_past(
    production: Production, choices: Sequence[Choice], begun: Sequence[Mapping[Together, str]]
) -> tuple[list[Choice], list[Why]]:
    """The choices that lie where the production has begun, and why the others do not serve."""
    if production.together is Together.ANY or not begun:
        return list(choices), []
    places = {place[production.together] for place in begun}
    near = [choice for choice in choices if places == {choice.unit.place[production.together]}]
    far = [
        Why(
            stage=choice.unit.id,
            reason=Reason.APART,
            by=(production.id,),
            detail=f"it has begun elsewhere, and its stages lie in one {production.together}",
        )
        for choice in choices
        if places != {choice.unit.place[production.together]}
    ]
    return near, far


def same_stages(choices: Sequence[Choice], count: int, stages: frozenset[int]) -> list[Choice]:
    """Choices that together take exactly these stages; where several sets do, they differ in name alone."""
    inside = [choice for choice in choices if stages.issuperset(choice.unit.members)]
    for chosen in combinations(inside, count):
        taken = [member for choice in chosen for member in choice.unit.members]
        if len(taken) == len(stages) == len(set(taken)):
            return list(chosen)
    return []


def span_past(demand: Demand, past: Past) -> None:
    """Move origin and horizon of the demand so that everything begun lies between them."""
    for item in past.begun.values():
        demand.origin = min(demand.origin, item.start)
        demand.horizon = max(demand.horizon, item.end)


def clipped(days: Iterable[tuple[int, int]], low: int) -> list[tuple[int, int]]:
    """The half-open days from ``low`` on."""
    return [(max(first, low), end) for first, end in days if end > low]
