"""What it would be worth to put one need elsewhere: why a plan leaves a stage that fits unused."""

from __future__ import annotations

from decimal import Decimal

from stagehold.planning.problem import Choice, Problem, Solution, Stay
from stagehold.planning.room import Look, Rooms

BETTER = "it fits and would cost less; the search ended before it found that"
DEARER = "it fits, but the plan is cheaper without it"


class Worth:
    """Costs of single stays beside one solution."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self._problem = problem
        self._solution = solution

    def late_days(self, need: int, stay: Stay | None = None) -> int:
        """Days that a need is late where it stands, or in another stay; 0 without a due or a place."""
        stay = stay or self._solution.get(need)
        due = self._problem.needs[need].due
        return 0 if due is None or stay is None else max(0, self._problem.done(need, stay.table, stay.start) - due)

    def in_words(self, rooms: Rooms, look: Look, choice: Choice) -> str:
        """Why a unit on which the need has room is not used."""
        need = self._problem.needs[look.need]
        production = self._problem.productions[need.production]
        if need.count > 1 or (not look.on_time and len(production.needs) > 1):
            return DEARER
        stay = rooms.earliest(look, [choice])
        if stay is None:
            return DEARER
        if not look.on_time:
            days = self.late_days(look.need, stay)
            cost = self._problem.costs.late * production.weight * days + self._spot(stay)
            if cost < production.drop_cost:
                return BETTER
            late = f", {days} days late" if days else ""
            return f"it fits from {self._problem.day(stay.start)} on{late}; that costs no less than leaving it out"
        others = max((self.late_days(other) for other in production.needs if other != look.need), default=0)
        if others >= self.late_days(look.need):
            return "it fits, but another need keeps the production as late"
        before = self._solution[look.need]
        days = self.late_days(look.need) - others
        saved = self._problem.costs.late * production.weight * days + self._spot(before) - self._spot(stay)
        saved += self._change(before) - self._change(stay)
        return BETTER if saved > 0 and not self._problem.links else DEARER

    def _spot(self, stay: Stay) -> Decimal:
        costs = (self._problem.spot_cost(stay.need, unit, stay.table, stay.start) for unit in stay.units)
        return sum(costs, Decimal(0))

    def _change(self, stay: Stay) -> Decimal:
        """What a stay costs for being elsewhere than in the baseline."""
        before = self._problem.baseline.get(stay.need)
        if before is None:
            return Decimal(0)
        stages = {self._problem.stages[member].id for unit in stay.units for member in unit.members}
        moved = self._problem.costs.moved if stages != before.stages else Decimal(0)
        return moved + self._problem.costs.shifted * abs(stay.start - before.start)
