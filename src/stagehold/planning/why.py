"""Why a production is late or unplaced: for every stage, what keeps it from serving (better)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from stagehold.domain.production import Together
from stagehold.domain.studio import SpaceKind
from stagehold.planning.build import Question
from stagehold.planning.plan import Reason, Why
from stagehold.planning.problem import Choice, Solution, Starts, Stay
from stagehold.planning.starts import Limits, starts_on
from stagehold.planning.supply import Obstacle, StageSupply


@dataclass(frozen=True, slots=True)
class _Other:
    """A stay of another production on a stage, as day numbers."""

    production: str
    stay: Stay
    start: int
    end: int


class Explainer:
    """Explains one plan of one question."""

    def __init__(self, question: Question, solution: Solution) -> None:
        self._question = question
        self._problem = question.problem
        self._solution = solution
        self._locked = {item.need: item.source for item in self._problem.fixed}
        self._stays: dict[int, list[_Other]] = {}
        for stay in solution.values():
            production = self._problem.productions[self._problem.needs[stay.need].production].id
            end = self._problem.bounds(stay.need, stay.table, stay.start)[-1]
            for unit in stay.units:
                for stage in unit.members:
                    self._stays.setdefault(stage, []).append(_Other(production, stay, stay.start, end))

    def explain(self, production: int) -> tuple[Why, ...]:
        """Reasons by stage for the needs that are late, or for every need of an unplaced production."""
        item = self._problem.productions[production]
        placed = all(need in self._solution for need in item.needs)
        needs = [need for need in item.needs if not placed or self._lateness(need) > 0]
        by_need = [list(self._reasons(need, on_time=placed)) for need in needs]
        blocked = [reasons for reasons in by_need if all(why.reason is not Reason.COSTS_MORE for why in reasons)]
        # A need that fits stays out with one that does not: only the latter says why.
        return tuple(dict.fromkeys(why for reasons in blocked or by_need for why in reasons))

    def _lateness(self, need: int) -> int:
        stay, due = self._solution[need], self._problem.needs[need].due
        return 0 if due is None else max(0, self._problem.done(need, stay.table, stay.start) - due)

    def _reasons(self, index: int, *, on_time: bool) -> Iterator[Why]:
        need = self._problem.needs[index]
        known = {why.stage: why for why in need.unfit}
        studios = {supply.space.studio for supply in self._question.supply.stages.values()}
        for space in self._question.facts.portfolio.spaces.values():
            if space.kind is not SpaceKind.STAGE or space.studio not in studios:
                continue
            if space.id not in self._question.supply.stages:
                yield Why(stage=space.id, reason=Reason.NOT_LEASED, detail="no lease of the party gives it")
                continue
            choice = next((choice for choice in need.choices if choice.unit.id == space.id), None)
            if choice is None:
                yield from [known[space.id]] if space.id in known else []
                continue
            yield self._reason_on(index, choice, on_time=on_time)
        for choice in need.choices:
            if len(choice.unit.members) > 1:
                yield self._reason_on(index, choice, on_time=on_time)

    def _reason_on(self, index: int, choice: Choice, *, on_time: bool) -> Why:
        starts = choice.starts[choice.table]
        wanted = self._on_time(index, choice, starts) if on_time else starts
        locked = self._held_by_lock(index, choice, wanted)
        if locked is not None:
            return locked
        if not wanted:
            return self._static(index, choice, on_time=on_time)
        free, blockers = self._free(index, choice, wanted)
        if not free:
            return self._taken(choice, blockers)
        apart = self._apart(index, choice) or self._behind(index, choice, free)
        return apart or self._alone(index, choice, on_time=on_time) or self._dearer(choice)

    def _held_by_lock(self, index: int, choice: Choice, wanted: Starts) -> Why | None:
        """The production's own lock or booking that rules this stage, or these days, out."""
        for fixed in self._problem.fixed:
            if fixed.need != index:
                continue
            if fixed.members is not None and not set(choice.unit.members) <= set(fixed.members):
                return Why(stage=choice.unit.id, reason=Reason.LOCKED, by=(fixed.source,), detail="to other stages")
            if fixed.start is not None and wanted and not any(low <= fixed.start <= high for low, high in wanted):
                detail = f"to start on {self._problem.day(fixed.start)}"
                return Why(stage=choice.unit.id, reason=Reason.LOCKED, by=(fixed.source,), detail=detail)
        return None

    def _alone(self, index: int, choice: Choice, *, on_time: bool) -> Why | None:
        """What takes the other stages, where the need asks for several and this one is free."""
        need = self._problem.needs[index]
        if need.count == 1:
            return None
        free, blockers = 0, []
        for other in need.choices:
            starts = other.starts[other.table]
            wanted = self._on_time(index, other, starts) if on_time else starts
            open_, in_the_way = self._free(index, other, wanted) if wanted else ([], [])
            free += bool(open_)
            blockers += [] if open_ else in_the_way
        if free >= need.count:
            return None
        if not blockers:
            detail = f"free, but {need.count} stages are asked for at once"
            return Why(stage=choice.unit.id, reason=Reason.COSTS_MORE, detail=detail)
        found = self._taken(choice, blockers)
        return replace(found, detail=f"free itself, but {need.count} stages are asked for at once: {found.detail}")

    def _on_time(self, index: int, choice: Choice, starts: Starts) -> Starts:
        """The starts after which the need is done by its due; ends grow with starts, so they come first."""
        due = self._problem.needs[index].due
        if due is None:
            return starts
        kept = []
        for low, high in starts:
            if self._problem.done(index, choice.table, low) > due:
                break
            last = high
            while (over := self._problem.done(index, choice.table, last) - due) > 0:
                last -= over if self._is_plain(index) else 1
            kept.append((low, last))
        return tuple(kept)

    def _is_plain(self, index: int) -> bool:
        return all(table.calendar is None for table in self._problem.needs[index].tables)

    def _free(self, index: int, choice: Choice, wanted: Starts) -> tuple[list[tuple[int, int]], list[_Other]]:
        """The wanted starts that the stays of others leave, and the stays that take the rest."""
        production = self._problem.needs[index].production
        own = set(self._problem.productions[production].needs)
        free = list(wanted)
        blockers: dict[int, _Other] = {}
        first = wanted[0][0]
        last = self._problem.bounds(index, choice.table, wanted[-1][1])[-1]
        for stage in choice.unit.members:
            gap = self._problem.stages[stage].gap
            for other in self._stays.get(stage, ()):
                if other.stay.need in own or other.end + gap <= first or other.start >= last + gap:
                    continue
                blockers[other.stay.need] = other
                free = self._clear_of(index, choice, free, (other.start - gap, other.end + gap))
        return free, list(blockers.values())

    def _clear_of(
        self, index: int, choice: Choice, free: list[tuple[int, int]], taken: tuple[int, int]
    ) -> list[tuple[int, int]]:
        """The starts whose stay does not touch ``taken`` (half-open)."""
        low, high = taken
        kept = []
        for first, last in free:
            before = last
            while before >= first and self._problem.bounds(index, choice.table, before)[-1] > low:
                over = self._problem.bounds(index, choice.table, before)[-1] - low
                before -= max(1, over) if self._is_plain(index) else 1
            if before >= first:
                kept.append((first, before))
            if last >= high:
                kept.append((max(first, high, before + 1), last))
        return [pair for pair in kept if pair[0] <= pair[1]]

    def _taken(self, choice: Choice, blockers: list[_Other]) -> Why:
        locked = [self._locked[other.stay.need] for other in blockers if other.stay.need in self._locked]
        if locked and len(locked) == len(blockers):
            return Why(stage=choice.unit.id, reason=Reason.LOCKED, by=tuple(sorted(set(locked))))
        by = tuple(sorted({other.production for other in blockers}))
        days = ", ".join(
            f"{other.production} {self._problem.day(other.start)} to {self._problem.day(other.end)}"
            for other in sorted(blockers, key=lambda other: other.start)
        )
        return Why(stage=choice.unit.id, reason=Reason.TAKEN, by=by, detail=days)

    def _apart(self, index: int, choice: Choice) -> Why | None:
        production = self._problem.productions[self._problem.needs[index].production]
        if production.together is Together.ANY:
            return None
        place = choice.unit.place[production.together]
        for other in production.needs:
            stay = self._solution.get(other)
            if other != index and stay is not None and stay.units[0].place[production.together] != place:
                detail = f"need {self._problem.needs[other].id} is placed elsewhere"
                return Why(stage=choice.unit.id, reason=Reason.APART, by=(production.id,), detail=detail)
        return None

    def _behind(self, index: int, choice: Choice, free: Sequence[tuple[int, int]]) -> Why | None:
        for link in self._problem.links:
            if link.later != index:
                continue
            earlier = self._problem.needs[link.earlier]
            name = f"{self._problem.productions[earlier.production].id}/{earlier.id}"
            stay = self._solution.get(link.earlier)
            if stay is None:
                return Why(stage=choice.unit.id, reason=Reason.AFTER, by=(name,), detail="that need has no place")
            end = self._problem.bounds(stay.need, stay.table, stay.start)[-1]
            point = stay.start if link.from_start else end
            least = point + link.least
            most = None if link.most is None else point + link.most
            if not any(high >= least and (most is None or low <= most) for low, high in free):
                day = self._problem.day(least if most is None or free[-1][1] < least else most)
                detail = f"not before {day}" if free[-1][1] < least else f"not after {day}"
                return Why(stage=choice.unit.id, reason=Reason.AFTER, by=(name,), detail=detail)
        return None

    def _dearer(self, choice: Choice) -> Why:
        return Why(stage=choice.unit.id, reason=Reason.COSTS_MORE, detail="it fits, but the plan is cheaper without it")

    def _static(self, index: int, choice: Choice, *, on_time: bool) -> Why:
        """The lease, a closure, a booking of others or the production's own dates leave no day."""
        need = self._problem.needs[index]
        limits = self._limits(index)
        origin = self._problem.origin.toordinal()
        table = need.tables[choice.table]
        end = limits.last_end
        if on_time and need.due is not None:
            behind = 0 if not need.done_by_shoot else table.length - table.done_cut
            end = min(end, need.due + origin + behind)
        stages = [self._question.supply.stages[self._problem.stages[stage].id] for stage in choice.unit.members]
        bounds = table.bounds(limits.first)
        if bounds is None or bounds[-1] > end:
            days = f"{table.length} {'working ' if table.calendar else ''}days"
            first, last = self._problem.day(limits.first - origin), self._problem.day(end - origin)
            until = "its due" if on_time and need.due is not None else "the end of its window"
            detail = f"{days} do not fit between {first} and {last} ({until}), whatever the stage"
            return Why(stage=choice.unit.id, reason=Reason.OUT_OF_WINDOW, detail=detail)
        window = Limits(first=limits.first, last_end=end, phases=limits.phases)
        leased = [(_granted(stage), ()) for stage in stages]
        if starts_on(table, table, leased, window):
            return self._obstructed(choice, stages, (limits.first, end))
        return self._unleased(choice, stages, limits.first, table.length)

    def _limits(self, index: int) -> Limits:
        numbers = [need for item in self._question.demand.productions for need in item.needs]
        return numbers[index].limits

    def _obstructed(self, choice: Choice, stages: list[StageSupply], window: tuple[int, int]) -> Why:
        first, end = window
        inside: list[Obstacle] = [
            block
            for stage in stages
            for block in stage.obstacles
            if block.days.start.toordinal() < end and block.days.end.toordinal() > first
        ]
        closed = tuple(sorted({block.id for block in inside if block.kind == "closed"}))
        taken = tuple(sorted({block.id for block in inside if block.kind == "taken"}))
        detail = ", ".join(f"{block.id} {block.days.start} to {block.days.end}" for block in inside)
        if taken:
            return Why(stage=choice.unit.id, reason=Reason.TAKEN, by=taken + closed, detail=detail)
        by = closed or tuple(stage.space.id for stage in stages)
        return Why(stage=choice.unit.id, reason=Reason.CLOSED, by=by, detail=detail or "out of service")

    def _unleased(self, choice: Choice, stages: list[StageSupply], first: int, length: int) -> Why:
        grants = sorted((grant for stage in stages for grant in stage.grants), key=lambda grant: grant.days.start)
        later = [grant for grant in grants if grant.days.start.toordinal() > first and grant.days.days >= length]
        if later:
            grant = later[0]
            detail = f"the lease starts on {grant.days.start}"
            return Why(stage=choice.unit.id, reason=Reason.LEASE_STARTS, by=(grant.lease,), detail=detail)
        grant = max(grants, key=lambda grant: grant.days.end)
        detail = f"the lease ends on {grant.days.end}, {length} days asked"
        return Why(stage=choice.unit.id, reason=Reason.LEASE_ENDS, by=(grant.lease,), detail=detail)


def _granted(stage: StageSupply) -> list[tuple[int, int]]:
    spans = sorted((grant.days.start.toordinal(), grant.days.end.toordinal()) for grant in stage.grants)
    merged: list[tuple[int, int]] = []
    for low, high in spans:
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged
