"""Why a production is late or unplaced: for every stage, what keeps it from serving (better).

Each row is true of the plan at hand: everything else stays where it is, and the stage is asked for a start at which
the need would be on time (of a late production) or for any start at all (of an unplaced one).
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from stagehold.domain.production import Together
from stagehold.domain.studio import SpaceKind
from stagehold.planning.build import Question
from stagehold.planning.openings import Openings, Taken
from stagehold.planning.plan import Reason, Why
from stagehold.planning.problem import Choice, FixedNeed, Solution, Stay
from stagehold.planning.room import Look, Rooms
from stagehold.planning.shut import Shut, named
from stagehold.planning.worth import Worth

MOST_BY = 20  # ids of what is in the way in one row; how many more there are stands in its detail
MOST_ROWS = 200_000  # beyond that many, only the stages that qualify are told


class Explainer:
    """Explains one plan of one question."""

    def __init__(self, question: Question, solution: Solution) -> None:
        self._question = question
        self._problem = question.problem
        self._solution = solution
        self._rooms = Rooms(question.problem, Openings(question.problem, solution))
        self._shut = Shut(question)
        self._worth = Worth(question.problem, solution)
        self._fixed: dict[int, list[FixedNeed]] = {}
        for item in question.problem.fixed:
            self._fixed.setdefault(item.need, []).append(item)
        supply = question.supply.stages
        studios = {item.space.studio for item in supply.values()}
        stages = [item for item in question.facts.portfolio.spaces.values() if item.kind is SpaceKind.STAGE]
        self._stages = [space.id for space in stages if space.studio in studios or space.id in supply]
        self._rows = 0

    def explain(self, production: int) -> tuple[Why, ...]:
        """Reasons by stage for the needs that are late, or for the needs that keep a production out."""
        item = self._problem.productions[production]
        placed = all(need in self._solution for need in item.needs)
        needs = [need for need in item.needs if not placed or self._worth.late_days(need) > 0]
        looks = [Look(need=need, on_time=placed, stays=self._solution) for need in needs]
        by_need = [list(self._reasons(look)) for look in looks]
        if not placed:
            # A need that fits, or waits for one of its own production, stays out with one that does not fit.
            by_need = [rows for look, rows in zip(looks, by_need, strict=True) if not self._waits(look)] or by_need
            blocked = [rows for rows in by_need if all(row.reason is not Reason.COSTS_MORE for row in rows)]
            if not blocked and len(needs) > 1:
                blocked = [list(self._beside_each_other(production))]
            by_need = [rows for rows in blocked if rows] or by_need
        rows = tuple(row for rows in by_need for row in rows)
        self._rows += len(rows)
        return rows

    def of_need(self, look: Look) -> tuple[Why, ...]:
        """What keeps each stage from serving one need, as it is looked at."""
        return tuple(self._reasons(look))

    def _waits(self, look: Look) -> bool:
        """Whether a need only waits for another one of its production that has no place."""
        missing = self._rooms.missing(look)
        return (
            missing is not None and self._problem.needs[missing].production == self._problem.needs[look.need].production
        )

    def _reasons(self, look: Look) -> Iterator[Why]:
        need = self._problem.needs[look.need]
        single = {choice.unit.id: choice for choice in need.choices if len(choice.unit.members) == 1}
        if self._rows < MOST_ROWS:
            unfit = {row.stage: row for row in need.unfit}
            for stage in self._stages:
                if stage in single:
                    yield replace(self._reason_on(look, single[stage]), need=need.id)
                elif stage in unfit:
                    row = unfit[stage]
                    yield Why(stage=stage, reason=row.reason, by=row.by, detail=row.detail, need=need.id)
                elif stage not in self._question.supply.stages:
                    detail = "no lease of the party gives it"
                    yield Why(stage=stage, reason=Reason.NOT_LEASED, detail=detail, need=need.id)
        else:
            yield from (replace(self._reason_on(look, choice), need=need.id) for choice in single.values())
        for choice in need.choices:
            if choice.unit.id not in single:
                yield replace(self._reason_on(look, choice), need=need.id)

    def _reason_on(self, look: Look, choice: Choice) -> Why:
        room = self._rooms.on(look, choice, choice.table)
        locked = self._held_by_lock(look, choice)
        if locked is not None:
            return locked
        if not room.wanted:
            return self._shut.reason(look.need, choice, on_time=look.on_time)
        if not room.free:
            return self._taken(choice, room.blockers)
        return (
            self._apart(look, choice)
            or self._rooms.out_of_link(look, choice)
            or self._alone(look, choice)
            or Why(
                stage=choice.unit.id, reason=Reason.COSTS_MORE, detail=self._worth.in_words(self._rooms, look, choice)
            )
        )

    def _held_by_lock(self, look: Look, choice: Choice) -> Why | None:
        """The production's own lock or booking that rules this stage, or these days, out."""
        wanted = self._rooms.on(look, choice, choice.table).wanted
        for fixed in self._fixed.get(look.need, ()):
            if fixed.members is not None and not set(choice.unit.members) <= set(fixed.members):
                return Why(stage=choice.unit.id, reason=Reason.LOCKED, by=(fixed.source,), detail="to other stages")
            if fixed.start is not None and wanted and not any(low <= fixed.start <= high for low, high in wanted):
                detail = f"to start on {self._problem.day(fixed.start)}"
                return Why(stage=choice.unit.id, reason=Reason.LOCKED, by=(fixed.source,), detail=detail)
        return None

    def _taken(self, choice: Choice, blockers: Sequence[Taken]) -> Why:
        """The stays in the way; where each of them is locked to its stages and days, the locks."""
        told = named((self._in_words(taken) for taken in blockers), len(blockers))
        # Twice as many stays as ids are told hold enough productions, but for many needs of few.
        by = dict.fromkeys(self._production(taken) for taken in blockers[: 2 * MOST_BY])
        if len(by) < MOST_BY:
            by = dict.fromkeys(self._production(taken) for taken in blockers)
        reason = Reason.TAKEN
        if all(self._locks_of(taken.need) for taken in blockers):
            by = dict.fromkeys(id_ for taken in blockers for id_ in self._locks_of(taken.need))
            reason = Reason.LOCKED
        return Why(stage=choice.unit.id, reason=reason, by=tuple(by)[:MOST_BY], detail=told)

    def _locks_of(self, need: int) -> list[str]:
        """What fixes both the stages and the start of a need; empty where one of them is free."""
        fixed = self._fixed.get(need, ())
        both = any(item.members is not None for item in fixed) and any(item.start is not None for item in fixed)
        return [item.source for item in fixed] if both else []

    def _production(self, taken: Taken) -> str:
        return self._problem.productions[self._problem.needs[taken.need].production].id

    def _in_words(self, taken: Taken) -> str:
        last = self._problem.day(taken.end - 1)
        return f"{self._production(taken)} {self._problem.day(taken.start)} to {last}"

    def _apart(self, look: Look, choice: Choice) -> Why | None:
        production = self._problem.productions[self._problem.needs[look.need].production]
        if production.together is Together.ANY:
            return None
        place = choice.unit.place[production.together]
        for other in production.needs:
            stay = look.stays.get(other)
            if other != look.need and stay is not None and stay.units[0].place[production.together] != place:
                detail = f"need {self._problem.needs[other].id} is placed elsewhere"
                return Why(stage=choice.unit.id, reason=Reason.APART, by=(production.id,), detail=detail)
        return None

    def _alone(self, look: Look, choice: Choice) -> Why | None:
        """What takes the other stages, where the need asks for several at once and this one is free by itself."""
        need = self._problem.needs[look.need]
        if need.count == 1:
            return None
        together = self._problem.productions[need.production].together
        place = self._rooms.places(look.need)[choice.unit.place[together]]
        if self._rooms.earliest(look, place) is not None:
            return None
        asked = f"{need.count} stages are asked for at once"
        if len(place) < need.count:
            detail = f"free, but {asked} and only {len(place)} would do"
            return Why(stage=choice.unit.id, reason=Reason.LACKS, detail=detail)
        rooms = [self._rooms.on(look, other, other.table) for other in place if other is not choice]
        blockers = sorted({taken for room in rooms for taken in room.blockers})
        if not blockers:
            detail = f"free, but {asked} and the others are not open on its days"
            return Why(stage=choice.unit.id, reason=Reason.LACKS, detail=detail)
        found = self._taken(choice, blockers)
        return replace(found, detail=f"free itself, but {asked}: {found.detail}")

    def _beside_each_other(self, production: int) -> Iterator[Why]:
        """Why needs that each have room do not have it together: the first that finds none beside the others.

        They are put down as early as they fit, those that others come after first, at the place where most of them
        find room.
        """
        order = self._in_order(self._problem.productions[production].needs)
        first = self._problem.needs[order[0]]
        together = self._problem.productions[production].together
        tries = [self._put_down(order, place) for place in dict.fromkeys(c.unit.place[together] for c in first.choices)]
        stays, look = max(tries, key=lambda item: len(item[0]))
        if look is None:
            return
        told = (f"{self._problem.needs[need].id} from {self._problem.day(stays[need].start)}" for need in stays)
        beside = named(told, len(stays))
        for row in self._reasons(look):
            yield (
                row if row.reason is Reason.COSTS_MORE else replace(row, detail=f"{row.detail} (with {beside})".strip())
            )

    def _put_down(self, order: Sequence[int], place: str) -> tuple[Mapping[int, Stay], Look | None]:
        """Stays of the needs at one place, and the first need that finds no room beside them, if one does."""
        stays: dict[int, Stay] = {}
        also: dict[int, list[Taken]] = {}
        for need in order:
            look = Look(need=need, on_time=False, stays=ChainMap(stays, dict(self._solution)), also=also)
            stay = self._rooms.earliest(look, self._rooms.places(need).get(place, ()))
            if stay is None:
                return stays, look
            end = self._problem.bounds(need, stay.table, stay.start)[-1]
            for member in (member for unit in stay.units for member in unit.members):
                also.setdefault(member, []).append(Taken(stay.start, end, need))
            stays[need] = stay
        return stays, None

    def _in_order(self, needs: Iterable[int]) -> list[int]:
        """The needs with those first that others come after."""
        left = list(needs)
        order: list[int] = []
        while left:
            free = [need for need in left if not set(self._rooms.behind(need)) & set(left) - {need}] or left[:1]
            order += free
            left = [need for need in left if need not in free]
        return order
