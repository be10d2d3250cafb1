"""What still stands of an earlier plan: a place to start the search from, so that few things change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from stagehold.planning.build import Question
from stagehold.planning.plan import Placement
from stagehold.planning.problem import Problem, Solution, Stay

_PASSES = 3  # a production may wait for one that is looked at later


def resumed(question: Question) -> Solution:
    """The stays of the baseline, and of what has begun, that the question still allows together; production by
    production, in the order of their first days.
    """
    if question.baseline is None or question.clashes:
        return {}
    before = {(item.production, item.need): item for item in question.baseline.placements}
    standing = _Standing(question.problem)
    waiting = []
    for index, production in enumerate(question.problem.productions):
        stays = [_stay(question, need, before) for need in production.needs]
        if stays and None not in stays:
            waiting.append((index, [stay for stay in stays if stay is not None]))
    waiting.sort(key=lambda pair: (min(stay.start for stay in pair[1]), pair[0]))
    for _ in range(_PASSES):
        waiting = [(index, stays) for index, stays in waiting if not standing.put(index, stays)]
    return standing.stays


def _stay(question: Question, need: int, before: Mapping[tuple[str, str], Placement]) -> Stay | None:
    """The stay of the need as it began, or as it was in the baseline, if it may stand there."""
    problem = question.problem
    item = problem.needs[need]
    key = (problem.productions[item.production].id, item.id)
    if key in question.past.begun:
        units = tuple(choice.unit for choice in item.choices)
        return Stay(need=need, units=units, start=item.choices[0].starts[0][0][0], table=0)
    if key not in before:
        return None
    ids = set(before[key].stages)
    start = problem.number(before[key].start)
    choices = [choice for choice in item.choices if choice.unit.id in ids]
    if len(choices) != item.count or len(choices) != len(ids):
        return None
    tables = list(dict.fromkeys(choice.table for choice in choices))
    ends = {}
    for table in tables:
        if not all(any(low <= start <= high for low, high in choice.starts[table]) for choice in choices):
            return None
        ends[table] = problem.bounds(need, table, start)[-1]
    governs = max(tables, key=lambda table: ends[table])
    return Stay(need=need, units=tuple(choice.unit for choice in choices), start=start, table=governs)


class _Standing:
    """Stays that keep the rules together."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.stays: dict[int, Stay] = {}
        self._taken: dict[int, list[tuple[int, int]]] = {}
        self._fixed = {item.need: item for item in problem.fixed}
        self._kept = {link.later: link.earlier for link in problem.links if link.keep}
        self._into: dict[int, list[int]] = {}
        for number, link in enumerate(problem.links):
            self._into.setdefault(link.later, []).append(number)

    def put(self, production: int, stays: Iterable[Stay]) -> bool:
        """Add all needs of a production if they keep the rules with what stands; whether they do."""
        own = {stay.need: stay for stay in stays}
        together = self._problem.productions[production].together
        places = {unit.place[together] for stay in own.values() for unit in stay.units}
        spans = list(self._spans(own))
        fits = (
            len(places) == 1
            and all(self._as_fixed(stay) and self._linked(stay, own) for stay in own.values())
            and all(self._free(stage, start, end) for stage, start, end in spans)
            and self._apart(spans)
        )
        if fits:
            self.stays.update(own)
            for stage, start, end in spans:
                self._taken.setdefault(stage, []).append((start, end))
        return fits

    def _spans(self, own: Mapping[int, Stay]) -> Iterable[tuple[int, int, int]]:
        """Stage, first day and half-open end of each stay; a kept set is one from its first stay to its last."""
        later = {earlier: need for need, earlier in self._kept.items() if need in own and earlier in own}
        for need, stay in own.items():
            if self._kept.get(need) in own:
                continue
            last = need
            while last in later:
                last = later[last]
            end = self._problem.bounds(last, own[last].table, own[last].start)[-1]
            for unit in stay.units:
                for member in unit.members:
                    yield member, stay.start, end

    def _free(self, stage: int, start: int, end: int) -> bool:
        gap = self._problem.stages[stage].gap
        return all(end + gap <= low or high + gap <= start for low, high in self._taken.get(stage, ()))

    def _apart(self, spans: list[tuple[int, int, int]]) -> bool:
        for index, (stage, start, end) in enumerate(spans):
            gap = self._problem.stages[stage].gap
            for other, low, high in spans[index + 1 :]:
                if stage == other and not (end + gap <= low or high + gap <= start):
                    return False
        return True

    def _as_fixed(self, stay: Stay) -> bool:
        fixed = self._fixed.get(stay.need)
        if fixed is None:
            return True
        members = {member for unit in stay.units for member in unit.members}
        return fixed.start in (None, stay.start) and (fixed.members is None or set(fixed.members) == members)

    def _linked(self, stay: Stay, own: Mapping[int, Stay]) -> bool:
        for number in self._into.get(stay.need, ()):
            link = self._problem.links[number]
            earlier = own.get(link.earlier) or self.stays.get(link.earlier)
            if earlier is None:
                return False
            end = self._problem.bounds(earlier.need, earlier.table, earlier.start)[-1]
            lag = stay.start - (earlier.start if link.from_start else end)
            if lag < link.least or (link.most is not None and lag > link.most) or (link.keep and stay.start < end):
                return False
            same = {m for unit in stay.units for m in unit.members} == {m for u in earlier.units for m in u.members}
            if (link.same and not same) or (link.keep and not self._may_stand(earlier, end, stay.start)):
                return False
        return True

    def _may_stand(self, stay: Stay, low: int, high: int) -> bool:
        """Whether the set may wait on its stages on these days."""
        days = [self._problem.stages[member].standing_days for unit in stay.units for member in unit.members]
        return low >= high or all(any(first <= low and high <= last for first, last in spans) for spans in days)
