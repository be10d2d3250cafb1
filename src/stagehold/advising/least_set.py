"""The set of leases that costs least by the months: every set where they are few, else the best found by steps; with a
bound below every set in either case.

Every set: those with the least bound by cuts are solved first, and the search ends when the best one solved is not
above the bound of any other. By steps: from nothing signed, the best single change until none helps; the bound then
takes each candidate by itself, at the prices of the cuts.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from stagehold.advising.advice_problem import AdviceProblem, Response
from stagehold.advising.lease_sets import LeaseSet
from stagehold.advising.month_sample import Cut, MonthSample, Signed

MOST_SETS = 4096  # enumerated; above that the search goes by steps
MOST_STEPS = 60
_SAME = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A set by the months: money and share expected, and the response to each scenario that costs least.

    ``value`` is money less the worth of the share (``reward``), ``cost`` is the money.
    """

    chosen: LeaseSet
    value: float
    cost: float
    on_time: float
    spot: float
    responses: Mapping[str, Response]


@dataclass(frozen=True, slots=True, kw_only=True)
class Least:
    """The best set found, what no set lies below, and how many were solved; ``every`` says that none was left out."""

    best: Weighed
    bound: float
    solved: tuple[Weighed, ...]
    sets: int
    every: bool


@dataclass(slots=True)
class LeastSet:
    """Looks for the set of least value over samples of all scenarios (by id), whose reward is that of the samples."""

    problem: AdviceProblem
    samples: Mapping[str, MonthSample]
    stop: Callable[[], bool] = lambda: False
    _weighed: dict[LeaseSet, Weighed] = field(default_factory=dict)
    _ways: dict[LeaseSet, tuple[tuple[Response, float, Signed], ...]] = field(default_factory=dict)

    def look(self, first: Sequence[LeaseSet] = ()) -> Least:
        """The best set; ``first`` are solved before all others."""
        for chosen in first:
            self.weigh(chosen)
        return self._every() if self.problem.offered.count <= MOST_SETS else self._by_steps()

    def weigh(self, chosen: LeaseSet) -> Weighed:
        """One set, solved: the response to each scenario whose bound is least is solved until none is better."""
        if chosen in self._weighed:
            return self._weighed[chosen]
        value = cost = on_time = spot = 0.0
        responses = {}
        for scenario in self.problem.scenarios:
            sample, probability = self.samples[scenario.id], float(scenario.probability)
            response, money, signed = self._respond(chosen, sample)
            found = sample.expected(signed)
            point = float(self.problem.point)
            value += probability * (money + point * found.value)
            cost += probability * (money + point * found.cost)
            on_time += probability * found.on_time
            spot += probability * found.spot
            responses[scenario.id] = response
        result = Weighed(chosen=chosen, value=value, cost=cost, on_time=on_time, spot=spot, responses=responses)
        self._weighed[chosen] = result
        return result

    def _respond(self, chosen: LeaseSet, sample: MonthSample) -> tuple[Response, float, Signed]:
        """The way to exercise the options that costs least in one scenario."""
        point = float(self.problem.point)
        while True:
            ranked = min(self.ways(chosen), key=lambda way: way[1] + point * sample.bound(way[2]))
            if ranked[2] in sample.solved:
                return ranked
            sample.expected(ranked[2])

    def ways(self, chosen: LeaseSet) -> tuple[tuple[Response, float, Signed], ...]:
        """Each response with its money and the leases it stands for."""
        if chosen not in self._ways:
            self._ways[chosen] = tuple(
                (response, float(self.problem.money(chosen, response).plain), self.problem.variants(chosen, response))
                for response in self.problem.responses(chosen)
            )
        return self._ways[chosen]

    def bound(self, chosen: LeaseSet) -> float:
        """What the value of a set is at least, as far as the cuts know."""
        point = float(self.problem.point)
        return sum(
            float(scenario.probability)
            * min(money + point * self.samples[scenario.id].bound(signed) for _, money, signed in self.ways(chosen))
            for scenario in self.problem.scenarios
        )

    # --- every set ---------------------------------------------------------------------------------------------------

    def _every(self) -> Least:
        sets = list(self.problem.offered.all())
        best = min([self.weigh(sets[0]), *self._weighed.values()], key=lambda item: item.value)
        queue = [(self.bound(chosen), number, chosen) for number, chosen in enumerate(sets)]
        heapq.heapify(queue)
        bound = best.value
        while queue and not self.stop():
            known, number, chosen = heapq.heappop(queue)
            fresh = self.bound(chosen)
            if fresh > known + _SAME * max(1.0, abs(known)):  # newer cuts know more
                heapq.heappush(queue, (fresh, number, chosen))
                continue
            if fresh >= best.value - _SAME * max(1.0, abs(best.value)):
                bound = min(best.value, fresh)
                queue = []
                break
            if chosen in self._weighed:
                continue
            found = self.weigh(chosen)
            best = min(best, found, key=lambda item: item.value)
        if queue:
            bound = min(best.value, *(self.bound(chosen) for _, _, chosen in queue))
        bound = min(bound, self.bound(best.chosen))
        return self._least(best, bound, len(sets), every=True)

    # --- step by step ------------------------------------------------------------------------------------------------

    def _by_steps(self) -> Least:
        best = min([self.weigh(self.problem.offered.none), *self._weighed.values()], key=lambda item: item.value)
        for _ in range(MOST_STEPS):
            if self.stop():
                break
            near = sorted((self.bound(chosen), chosen) for chosen in self.problem.offered.around(best.chosen))
            better = None
            for known, chosen in near:
                if known >= best.value - _SAME * max(1.0, abs(best.value)) or self.stop():
                    break
                found = self.weigh(chosen)
                if found.value < best.value:
                    better = found
                    break
            if better is None:
                break
            best = better
        return self._least(best, min(best.value, self.apart()), self.problem.offered.count, every=False)

    def apart(self) -> float:
        """A bound below every set: each candidate taken by itself at the prices of one cut a scenario, best of all.

        Rules between candidates are left out; days that two of them give count twice; every option is exercised for
        nothing. Each of these can only lower it.
        """
        rounds = min((len(self.samples[item.id].cuts) for item in self.problem.scenarios), default=0)
        found = [self._apart_at(number) for number in range(rounds)]
        return max(found, default=-float("inf"))

    def _apart_at(self, number: int) -> float:
        point, total = float(self.problem.point), 0.0
        cuts: list[tuple[float, MonthSample, Cut]] = []
        for scenario in self.problem.scenarios:
            sample, probability = self.samples[scenario.id], float(scenario.probability)
            cut = sample.cuts[-1 - number]
            total += probability * point * cut.at(sample.capacity(()))
            cuts.append((probability, sample, cut))
        for index, choices in enumerate(self.problem.offered.choices):
            total += min(0.0, *(self._worth(index, choice, cuts) for choice in range(len(choices))))
        return total

    def _worth(self, index: int, choice: int, cuts: Sequence[tuple[float, MonthSample, Cut]]) -> float:
        """Money less the most that the days of one choice can save."""
        point = float(self.problem.point)
        alone = list(self.problem.offered.none)
        alone[index] = choice
        ways = self.ways(tuple(alone))
        money = min(way[1] for way in ways)
        saved = 0.0
        for probability, sample, cut in cuts:
            today = (cut.prices * sample.capacity(()).leased).sum()
            most = max(float((cut.prices * sample.capacity(way[2]).leased).sum() - today) for way in ways)
            saved += probability * point * most
        return money - saved

    def _least(self, best: Weighed, bound: float, sets: int, *, every: bool) -> Least:
        solved = tuple(sorted(self._weighed.values(), key=lambda item: (item.value, item.chosen)))
        return Least(best=best, bound=bound, solved=solved, sets=sets, every=every)
