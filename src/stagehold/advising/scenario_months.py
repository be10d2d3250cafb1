"""One scenario of advice as the months see it: the question with everything signed, and samples of its futures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.month_delays import LeastDelays
from stagehold.advising.month_model import month_edges
from stagehold.advising.month_sample import MonthSample
from stagehold.advising.month_stays import Delay, Ints, Stays, stays_of, usable_days
from stagehold.advising.month_supply import MonthSupply, month_starts
from stagehold.domain.advice import DemandScenario
from stagehold.planning.build import Question, question_of
from stagehold.planning.facts import Facts
from stagehold.planning.supply import read_supply

# What a future does to each production it touches.
Delays = Callable[[int], Mapping[str, Delay]]
FINE_BEFORE = 62  # days before the first ready day that are counted by months
FINE_BEHIND = 180  # days behind the last due that are counted by months
HELD_OVER = 1100  # days behind the last lease that a future may hold a stay over; a late year costs as much as any drop


@dataclass(frozen=True, slots=True)
class ScenarioMonths:
    """The question of one scenario with every way to sign every candidate, and its days by month.

    ``delays`` is None where nothing slips: there is one future then, and no stay is held over.
    """

    scenario: DemandScenario
    whole: Question
    supply: MonthSupply
    delays: Delays | None

    @classmethod
    def of(
        cls, problem: AdviceProblem, scenario: DemandScenario, seed: int | None, holdover: Decimal
    ) -> ScenarioMonths:
        """Read the scenario once; with ``seed`` futures are drawn, and a stay held over costs ``holdover`` a stage-day.

        Raises
        ------
        MissingFacts, NotSupported
            If the portfolio cannot be planned with every candidate signed.
        """
        variants = list(problem.every_variant())
        whole = question_of(Facts.settled(problem.portfolio(scenario, variants)), party=problem.party)
        today = read_supply(Facts.settled(problem.portfolio(scenario, [])), problem.party, whole.demand.horizon)
        first, last = usable_days(whole)
        delays = None if seed is None else LeastDelays.of(problem.base, whole, seed)
        over = 0 if delays is None else HELD_OVER
        low, high = min(first, default=0), max(last, default=1) + over
        edges = month_edges(low, high, _starts(whole, low, high))
        supply = MonthSupply.of(
            whole,
            today,
            [lease.id for lease in variants],
            edges,
            spot=1 / float(problem.point),
            holdover=None if delays is None else float(holdover / problem.point),
        )
        return cls(scenario, whole, supply, delays)

    def stays(self, future: int) -> Stays:
        """What the slate asks for in one future."""
        if self.delays is None:
            return stays_of(self.whole)
        return stays_of(self.whole, self.delays(future), over=HELD_OVER)

    def sample(self, futures: Iterable[int], reward: float = 0.0) -> MonthSample:
        """These futures; ``reward`` in points is the worth of the whole slate on time."""
        numbers = futures if self.delays is not None else [0]
        return MonthSample(supply=self.supply, futures=[self.stays(future) for future in numbers], reward=reward)

    def dearer(self, factor: float) -> ScenarioMonths:
        """The same months where days on offer cost ``factor`` times as much; days held over cost what they did."""
        return replace(self, supply=self.supply.dearer(factor))


def _starts(whole: Question, low: int, high: int) -> Ints:
    """The first of each month from when something can begin until nearly all can be done, of each year elsewhere."""
    dues = [need.due for need in whole.problem.needs if need.due is not None]
    ready = [production.ready for production in whole.problem.productions]
    begin, end = min(ready, default=low) - FINE_BEFORE, max([*dues, *ready], default=high) + FINE_BEHIND
    return month_starts(whole.problem.day(low), high - low, (begin - low, end - low)) + low
