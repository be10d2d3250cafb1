"""What no way of leasing costs less than, at each level of assurance, at a stated confidence.

Let g be the least expected cost less r times the share on time, over all sets of leases, by the months. Whoever has an
expected share of at least a pays at least g + r · a, for every r ≥ 0. In a batch of fresh futures the least value is,
on average, not above g (W.-K. Mak, D. P. Morton, R. K. Wood, *Monte Carlo bounding techniques for determining solution
quality in stochastic programs*, Operations Research Letters 24 (1999)): so Student's t over batches gives a limit below
g. Which r serves which a is chosen on other futures, so the limit stays one of a single figure.

For *year assurance* and *tail* the bound is that of r = 0: no way of leasing at all costs less.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.lease_sets import LeaseSet
from stagehold.advising.least_set import Least, LeastSet
from stagehold.advising.limits import ONE_SIDED, mean_at_least
from stagehold.advising.scenario_months import ScenarioMonths

REWARDS = (0.0, 0.25, 1.0, 4.0, 16.0)  # of the greatest money that a candidate costs


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """The least set with a reward of ``reward`` money for the whole slate on time."""

    reward: float
    least: Least


@dataclass(slots=True)
class MonthBounds:
    """Searches and bounds over the months of all scenarios; futures are numbers that ``delays`` reads."""

    problem: AdviceProblem
    months: Sequence[ScenarioMonths]
    stop: Callable[[], bool] = lambda: False

    def searched(self, futures: Sequence[int], rewards: Sequence[float]) -> tuple[Priced, ...]:
        """The least set for each reward, in the same futures; sets good for one reward are tried for the next."""
        found: list[Priced] = []
        seen: list[LeaseSet] = []
        for reward in rewards:
            least = self._least(futures, reward, seen)
            seen = list(dict.fromkeys([*seen, least.best.chosen]))
            found.append(Priced(reward=reward, least=least))
            if self.stop():
                break
        return tuple(found)

    def values(self, batches: Sequence[Sequence[int]], reward: float, first: Sequence[LeaseSet]) -> list[float]:
        """What no set lies below, batch by batch."""
        found: list[float] = []
        for futures in batches:
            if self.stop() and found:
                break
            found.append(self._least(futures, reward, first).bound)
        return found

    def _least(self, futures: Sequence[int], reward: float, first: Sequence[LeaseSet]) -> Least:
        points = reward / float(self.problem.point)
        samples = {item.scenario.id: item.sample(futures, points) for item in self.months}
        return LeastSet(self.problem, samples, self.stop).look(first)


def reward_for(searched: Sequence[Priced], level: float) -> Priced:
    """The reward whose bound at this level is highest, on the futures of the search."""
    return max(searched, key=lambda item: item.least.bound + item.reward * level)


def bound_at(values: Sequence[float], reward: float, level: float, confidence: float = ONE_SIDED) -> float:
    """The limit at a level from the values of fresh batches; a single value is taken as it is."""
    return mean_at_least(values, confidence) + reward * level
