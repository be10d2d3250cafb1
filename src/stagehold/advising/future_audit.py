"""Futures under audit: what a repair did, read against the plan's question with none of the repair's code.

Of each future it is asked: does every stay stand on stages that may serve it, one at a time with clear days between;
not before its plan, its links, or the end of the set it follows; not begun on days that are closed or another's; under
``shift`` on its own stages in the order of the plan; moved only where it may be. What closes a stage for ever counts
for ten years behind the last planned end: whoever waits for such a stage comes then, and is as late as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from stagehold.advising.repair import Realised, RiskModel, Rule
from stagehold.planning.build import Question
from stagehold.planning.problem import Link, Problem, ProblemNeed, Solution, Stay

FOR_EVER = 3650  # days behind the last planned end


@dataclass(frozen=True, slots=True)
class Wrong:
    """A rule that a future breaks: which future, which stay, what."""

    future: int
    stay: str
    what: str


@dataclass(frozen=True, slots=True)
class _Came:
    """A stay as it came: its need, the stages (by number), first day and end; re-shoots have no need."""

    need: int | None
    stages: tuple[int, ...]
    start: int
    end: int


def wrong_in(
    question: Question, solution: Solution, model: RiskModel, rule: Rule, realised: Realised
) -> Iterator[Wrong]:
    """Everything wrong with the futures realised."""
    auditor = _Auditor(question, solution, model, rule)
    for future in range(realised.start.shape[1]):
        yield from auditor.future(realised, future)


class _Auditor:
    def __init__(self, question: Question, solution: Solution, model: RiskModel, rule: Rule) -> None:
        self._question = question
        self._problem: Problem = question.problem
        self._solution = solution
        self._model = model
        self._rule = rule
        problem = self._problem
        names = {(problem.productions[need.production].id, need.id): at for at, need in enumerate(problem.needs)}
        self._needs = [names[stay.production, stay.need] for stay in model.stays]
        self._stage = {stage.id: at for at, stage in enumerate(problem.stages)}
        origin = problem.origin.toordinal()
        ends = max(stay.end for stay in model.stays) + FOR_EVER
        self._taken = {
            at: [
                (span.start.toordinal() - origin, min(span.end.toordinal() - origin, ends))
                for span in question.supply.stages[stage.id].taken
            ]
            for at, stage in enumerate(problem.stages)
        }

    def future(self, realised: Realised, future: int) -> Iterator[Wrong]:
        """One future."""
        came = {need: self._came(realised, at, future) for at, need in enumerate(self._needs)}
        for at, need in enumerate(self._needs):
            for what in self._alone(need, self._solution[need], came[need]):
                yield Wrong(future, self._name(at), what)
        for link in self._problem.links:
            if link.earlier in came and link.later in came:
                for what in self._linked(link, came[link.earlier], came[link.later]):
                    yield Wrong(future, self._name(self._needs.index(link.later)), what)
        again = list(self._again(realised, future, came))
        yield from (Wrong(future, "", what) for what in self._apart([*came.values(), *again]))

    def _came(self, realised: Realised, at: int, future: int) -> _Came:
        need = self._needs[at]
        stay = self._solution[need]
        units = [unit.members for unit in stay.units]
        if realised.taken[at, future, 0] >= 0:
            names = [self._model.options[row] for row in realised.taken[at, future, : self._problem.needs[need].count]]
            units = [tuple(self._stage[member] for member in name.split("+")) for name in names]
        stages = tuple(member for unit in units for member in unit)
        return _Came(need, stages, int(realised.start[at, future]), int(realised.end[at, future]))

    def _again(self, realised: Realised, future: int, came: dict[int, _Came]) -> Iterator[_Came]:
        rows = self._model.facts.stay["again"]
        for at, number in enumerate(rows):
            if number >= 0 and realised.again[number, future, 0] >= 0:
                ready, start, end = (int(value) for value in realised.again[number, future])
                own = came[self._needs[at]]
                if ready < own.end or start < ready:
                    yield _Came(None, (-1,), start, end)  # on no stage at all: said as a clash with nothing
                yield _Came(None, own.stages[:1], start, end)

    def _alone(self, need: int, stay: Stay, came: _Came) -> Iterator[str]:
        """What is wrong with a stay by itself."""
        item = self._problem.needs[need]
        planned = tuple(member for unit in stay.units for member in unit.members)
        if came.start < stay.start:
            yield f"begins on {came.start}, before its planned start {stay.start}"
        if came.end <= came.start:
            yield f"ends on {came.end}, not after its start {came.start}"
        if self._rule is Rule.SHIFT and came.stages != planned:
            yield "stands on other stages than planned"
        if came.stages != planned:
            yield from self._moved(item, stay, came)
        table = item.tables[stay.table]
        day = came.start + self._problem.origin.toordinal()
        known = table.calendar is None or day <= table.calendar.days[-1]
        if came.stages == planned and known and not table.may_start(day):
            yield f"begins on {came.start}, which is no working day"
        for stage in came.stages:
            if any(low <= came.start < high for low, high in self._taken[stage]):
                yield f"begins on {came.start}, when {self._problem.stages[stage].id} is closed or another's"

    def _moved(self, item: ProblemNeed, stay: Stay, came: _Came) -> Iterator[str]:
        """What is wrong with a move."""
        production = self._problem.productions[item.production]
        choices = {choice.unit.members: choice.unit for choice in item.choices}
        units = []
        left = list(came.stages)
        while left:
            unit = next((choices[tuple(left[:size])] for size in (1, 2, 3, 4) if tuple(left[:size]) in choices), None)
            if unit is None:
                yield "stands on stages that do not qualify"
                return
            units.append(unit)
            choice = next(choice for choice in item.choices if choice.unit is unit)
            starts = choice.starts[choice.table if item.count == 1 else stay.table]
            if not any(low <= came.start <= high for low, high in starts) and came.start <= max(
                (high for _, high in starts), default=-1
            ):
                yield f"begins on {came.start}, when {unit.id} is not to be had"
            left = left[len(unit.members) :]
        if len(units) != item.count or len(set(came.stages)) != len(came.stages):
            yield f"stands on {len(units)} units, not on {item.count} different ones"
        places = {unit.place[production.together] for unit in units}
        if len(production.needs) > 1:
            places.add(stay.units[0].place[production.together])
        if len(places) > 1:
            yield "stands apart from what belongs together"

    def _linked(self, link: Link, earlier: _Came, later: _Came) -> Iterator[str]:
        point = earlier.start if link.from_start else earlier.end
        if later.start - point < link.least:
            yield f"begins {later.start - point} days after the need it comes after; allowed: {link.least} or more"
        if link.same and later.stages != earlier.stages and set(later.stages) != set(earlier.stages):
            yield "stands on other stages than the need whose stages it shares"
        if link.keep and later.start < earlier.end:
            yield "begins before the set it takes over is done"

    def _apart(self, all_of_them: list[_Came]) -> Iterator[str]:
        """Two stays on one stage at once, or too close."""
        kept = {link.later: link.earlier for link in self._problem.links if link.keep}
        by_stage: dict[int, list[tuple[int, int, int | None]]] = {}
        for came in all_of_them:
            for stage in came.stages:
                by_stage.setdefault(stage, []).append((came.start, came.end, came.need))
        if -1 in by_stage:
            yield "a re-shoot begins before it is ready, or is ready before its production has left"
        for stage, rows in by_stage.items():
            gap = self._problem.stages[stage].gap if stage >= 0 else 0
            rows.sort(key=lambda row: (row[0], row[1]))
            for (start, end, need), (then, until, other) in pairwise(rows):
                clear = 0 if other is not None and kept.get(other) == need else gap
                if then < end + clear:
                    name = self._problem.stages[stage].id if stage >= 0 else "?"
                    yield f"{name}: {start} to {end} and {then} to {until} leave no {clear} clear days"

    def _name(self, at: int) -> str:
        stay = self._model.stays[at]
        return f"{stay.production}/{stay.need}"
