"""From a question of advice to its answer: search by the months, verification by the planner, the curve, and its uses.

The futures of one seed are numbered, and each part has its own: the search by months, the batches of the bound, the
futures on which sets are compared (all the same for all sets), and those on which a point must keep its target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from stagehold.advising.advice import Advice, Assurance, ByMonths, Point, Verified
from stagehold.advising.advice_problem import AdviceProblem, Response
from stagehold.advising.advice_uses import break_even, cheapest_change, option_values, waiting, worths
from stagehold.advising.lease_sets import LeaseSet
from stagehold.advising.least_set import Weighed
from stagehold.advising.limits import ONE_SIDED
from stagehold.advising.month_bounds import REWARDS, MonthBounds, Priced, bound_at, reward_for
from stagehold.advising.outcomes import Mixed
from stagehold.advising.verifier import Verifier
from stagehold.domain import money

USES = ("worth", "options", "waiting", "spot-price")
MOST_TRIED = 3  # sets held against one target; each at a confidence of 1 - 0.05 / 3
ON_TIME_LEVELS = (0.25, 0.5, 0.75, 0.9, 0.95, 0.99)


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is drawn and verified.

    Parameters
    ----------
    search
        Futures of the search by months.
    batches, batch
        Batches of the bound, and futures in each.
    compare, fresh
        Futures on which sets are compared, and on which a point must keep its target.
    sets
        Sets that the planner verifies at most.
    """

    search: int = 12
    batches: int = 8
    batch: int = 4
    compare: int = 2_000
    fresh: int = 10_000
    sets: int = 24


@dataclass(slots=True)
class Adviser:
    """Gives advice step by step; ``told`` hears what is being done, ``stop`` ends it with what there is.

    ``without`` names what is left out of ``USES``.
    """

    problem: AdviceProblem
    verifier: Verifier
    assurance: Assurance = Assurance.ON_TIME
    targets: tuple[float, ...] = ON_TIME_LEVELS
    effort: Effort = field(default_factory=Effort)
    without: frozenset[str] = frozenset()
    told: Callable[[str, int, int], None] = lambda _stage, _done, _all: None
    stop: Callable[[], bool] = lambda: False
    _searched: tuple[Priced, ...] = ()
    _by_months: dict[LeaseSet, Weighed] = field(default_factory=dict)

    def advise(self) -> Advice:
        """The whole advice; what is not reached before ``stop`` is left out and said to be."""
        bounds = MonthBounds(self.problem, self.verifier.months, self.stop)
        self.told("search", 0, len(self._rewards()))
        self._searched = bounds.searched(range(self.effort.search), self._rewards())
        for priced in self._searched:
            for weighed in priced.least.solved:
                self._by_months.setdefault(weighed.chosen, weighed)
        sets = self._verified()
        today = next(item for item in sets if item.chosen == self.problem.offered.none)
        points = self._points(bounds, sets)
        advice = Advice(
            problem=self.problem,
            assurance=self.assurance,
            rule=self.verifier.rule,
            seed=self.verifier.seed,
            searched=self.effort.search,
            fresh=self.verifier.futures(self.effort.fresh),
            points=points,
            sets=tuple(sets),
            today=today,
            sets_in_all=self._searched[0].least.sets,
            enumerated=all(priced.least.every for priced in self._searched),
            stopped=self.stop(),
            findings=self.problem.findings,
        )
        return self._with_uses(advice)

    def _rewards(self) -> tuple[float, ...]:
        """Worth of the slate on time, in money: nothing, then multiples of what the dearest candidate costs."""
        if self.assurance is not Assurance.ON_TIME:
            return (0.0,)
        dearest = 0.0
        for index, choices in enumerate(self.problem.offered.choices):
            for choice in range(len(choices)):
                alone = list(self.problem.offered.none)
                alone[index] = choice
                dearest = max(dearest, float(self.problem.money(tuple(alone), {}).plain))
        return tuple(share * dearest for share in REWARDS) if dearest > 0 else (0.0,)

    # --- verification ------------------------------------------------------------------------------------------------

    def _verified(self) -> list[Verified]:
        """The sets that matter by the months, planned and repaired on the same futures; the cheapest first."""
        chosen = self._shortlist()
        found: list[Verified] = []
        for number, item in enumerate(chosen):
            if self.stop() and found:
                break
            self.told("verify", number, len(chosen))
            found.append(self.verify(item, self._responses(item)))
        return sorted(found, key=lambda item: (item.cost, item.changes, item.chosen))

    def _shortlist(self) -> list[LeaseSet]:
        """Nothing signed first; every set where they are few; else the best by months for each reward in turn."""
        offered = self.problem.offered
        if offered.count <= self.effort.sets:
            return list(offered.all())
        single = [self._alone(index) for index in range(len(offered.candidates))]
        ranked = [priced.least.solved for priced in self._searched]
        longest = max(len(item) for item in ranked)
        in_turn = [item[place].chosen for place in range(longest) for item in ranked if place < len(item)]
        wanted = [offered.none, *in_turn, *(item for item in single if item is not None)]
        return list(dict.fromkeys(wanted))[: self.effort.sets]

    def _alone(self, index: int) -> LeaseSet | None:
        """One candidate by itself, its first choice, where the rules allow that."""
        alone = list(self.problem.offered.none)
        alone[index] = 0
        return tuple(alone) if self.problem.offered.allowed(tuple(alone)) else None

    def _responses(self, chosen: LeaseSet) -> Mapping[str, Response]:
        """How options are exercised once a scenario is known: as costs least by the months, on the futures searched."""
        if chosen not in self._by_months:
            self._by_months[chosen] = self._weigh(chosen)
        return self._by_months[chosen].responses

    def _weigh(self, chosen: LeaseSet) -> Weighed:
        from stagehold.advising.least_set import LeastSet

        samples = {item.scenario.id: item.sample(range(self.effort.search)) for item in self.verifier.months}
        return LeastSet(self.problem, samples).weigh(chosen)

    def verify(
        self, chosen: LeaseSet, responses: Mapping[str, Response], *, fresh: bool = False, confidence: float = ONE_SIDED
    ) -> Verified:
        """One set, on the futures of comparison or on fresh ones."""
        mixed = self.mixed(chosen, responses, fresh=fresh)
        threshold = self.mixed(chosen, responses).threshold() if fresh else mixed.threshold()
        figure, limit = self._assured(mixed, threshold, confidence)
        leases, discounted = self._money(chosen, responses)
        parts = [self._rounded(float(array.mean())) for array in (mixed.spot, mixed.late, mixed.dropped)]
        by_months = self._by_months.get(chosen)
        with money.exactly():
            return Verified(
                chosen=chosen,
                responses=responses,
                cost=leases + sum(parts, Decimal(0)),
                cost_error=self._rounded(mixed.cost_error()),
                discounted=discounted
                + self._rounded(self.verifier.discounted(chosen, responses, self._range(fresh=fresh))),
                leases=leases,
                spot=parts[0],
                late=parts[1],
                dropped=parts[2],
                spot_days=float(mixed.spot_days.mean()),
                on_time=float(mixed.on_time.mean()),
                year=mixed.year(),
                tail=mixed.tail(),
                assurance=figure,
                limit=limit,
                futures=len(mixed.cost),
                months=None
                if by_months is None
                else ByMonths(cost=by_months.cost, on_time=by_months.on_time, spot_days=by_months.spot),
            )

    def mixed(self, chosen: LeaseSet, responses: Mapping[str, Response], *, fresh: bool = False) -> Mixed:
        """All scenarios of one set side by side."""
        futures = self._range(fresh=fresh)
        parts = [
            (
                scenario.probability,
                self.problem.money(chosen, responses[scenario.id]),
                self.verifier.outcomes(chosen, responses[scenario.id], scenario, futures),
            )
            for scenario in self.problem.scenarios
        ]
        return Mixed.of(parts, self.problem.point, self.problem.late_allowed)

    @property
    def compared(self) -> range:
        """The numbers of the futures on which sets are compared."""
        return self._range(fresh=False)

    def with_spot_rates(self, factor: float) -> Adviser:
        """The same adviser where every spot stage costs ``factor`` times as much."""
        problem = self.problem.with_spot_rates(factor)
        return replace(self, problem=problem, verifier=self.verifier.of(problem), _values={})

    def _range(self, *, fresh: bool) -> range:
        """The numbers of the futures of comparison, or of those behind all others."""
        begun = self.effort.search + self.effort.batches * self.effort.batch
        if not fresh:
            return range(begun, begun + self.verifier.futures(self.effort.compare))
        begun += self.effort.compare
        return range(begun, begun + self.verifier.futures(self.effort.fresh))

    def _assured(self, mixed: Mixed, threshold: float, confidence: float) -> tuple[float, float]:
        if self.assurance is Assurance.ON_TIME:
            return float(mixed.on_time.mean()), mixed.on_time_limit(confidence)
        if self.assurance is Assurance.YEAR:
            return mixed.year(), mixed.year_limit(confidence)
        return mixed.tail(), mixed.tail_limit(threshold, confidence=confidence)

    def _money(self, chosen: LeaseSet, responses: Mapping[str, Response]) -> tuple[Decimal, Decimal]:
        plain = discounted = Decimal(0)
        with money.exactly():
            for scenario in self.problem.scenarios:
                found = self.problem.money(chosen, responses[scenario.id])
                plain += scenario.probability * found.plain
                discounted += scenario.probability * found.discounted
            currency = self.problem.purse.currency
            return money.to_minor_units(plain, currency), money.to_minor_units(discounted, currency)

    def _rounded(self, amount: float) -> Decimal:
        return money.to_minor_units(Decimal(repr(amount)), self.problem.purse.currency)

    # --- the curve ---------------------------------------------------------------------------------------------------

    def _points(self, bounds: MonthBounds, sets: Sequence[Verified]) -> tuple[Point, ...]:
        found: list[Point] = []
        for number, target in enumerate(self.targets):
            self.told("curve", number, len(self.targets))
            point = self._point(bounds, sets, target)
            if found and point.bound <= 0:  # stopped before anything was proven of it: what is easier costs no more
                point = replace(point, bound=max(point.bound, found[-1].bound))
            found.append(point)
        return tuple(found)

    def _point(self, bounds: MonthBounds, sets: Sequence[Verified], target: float) -> Point:
        level = target if self.assurance is Assurance.ON_TIME else 0.0
        bound = self._bound(bounds, level)
        tried = 0
        promising = [item for item in sets if self.assurance.meets(item.assurance, target)]
        for item in promising[:MOST_TRIED]:
            tried += 1
            confidence = 1 - (1 - ONE_SIDED) / MOST_TRIED
            fresh = self.verify(item.chosen, item.responses, fresh=True, confidence=confidence)
            if self.assurance.meets(fresh.limit, target):
                return Point(target=target, bound=bound, best=fresh, tried=tried)
            if self.stop():
                break
        return Point(target=target, bound=bound, best=None, tried=tried)

    def _bound(self, bounds: MonthBounds, level: float) -> Decimal:
        """The limit of the bound at one level; batches are solved once for each reward."""
        priced = reward_for(self._searched, level)
        if self.verifier.certain:
            value = priced.least.bound + priced.reward * level
        else:
            value = bound_at(self._batched(bounds, priced), priced.reward, level)
        value -= 1e-6 * max(1.0, abs(value))  # the solver's own tolerance
        return self._rounded(max(0.0, value))

    def _batched(self, bounds: MonthBounds, priced: Priced) -> list[float]:
        if priced.reward not in self._values:
            first = self.effort.search
            batches = [
                range(first + number * self.effort.batch, first + (number + 1) * self.effort.batch)
                for number in range(self.effort.batches)
            ]
            self.told("bound", 0, len(batches))
            self._values[priced.reward] = bounds.values(batches, priced.reward, [priced.least.best.chosen])
        return self._values[priced.reward]

    _values: dict[float, list[float]] = field(default_factory=dict)

    # --- what follows ------------------------------------------------------------------------------------------------

    def _with_uses(self, advice: Advice) -> Advice:
        if self.stop():
            return replace(advice, stopped=True)
        self.told("worth", 0, 1)
        return replace(
            advice,
            worth=() if "worth" in self.without else worths(self, advice),
            options=() if "options" in self.without else option_values(self, advice),
            waiting=None if "waiting" in self.without else waiting(self, advice),
            spot_price=None if "spot-price" in self.without else break_even(self, advice),
            change=cheapest_change(advice),
            stopped=self.stop(),
        )
