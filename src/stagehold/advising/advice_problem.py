"""The question of advice: what may be signed, what may be asked for, and how money is counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Context, Decimal
from itertools import product

from stagehold.advising.advice_slate import locks_of, require_together, slate_of, spot_of
from stagehold.advising.lease_money import NO_MONEY, Money, Purse, expected
from stagehold.advising.lease_sets import LeaseSet, Offered
from stagehold.domain.advice import DemandScenario, SpotClass
from stagehold.domain.findings import Finding
from stagehold.domain.lease import Lease
from stagehold.domain.money import to_minor_units
from stagehold.domain.portfolio import Portfolio

# For each candidate that is signed: the options that are exercised once the scenario is known.
Response = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceProblem:
    """What advice is asked about.

    Parameters
    ----------
    base
        Today's portfolio, assumptions in place, without the leases for which a candidate stands.
    offered
        The candidates with their choices. An option whose notice comes before the scenario is known is part of a
        choice; ``late`` names the options of each candidate that are decided afterwards.
    scenarios
        The slates that may come; probabilities add up to 1.
    """

    base: Portfolio
    party: str
    offered: Offered
    early: Mapping[tuple[int, int], frozenset[int]]
    late: Mapping[int, tuple[int, ...]]
    scenarios: tuple[DemandScenario, ...]
    purse: Purse
    point: Decimal
    late_allowed: int
    holdover_rate: Decimal | None
    assumptions: tuple[str, ...]
    findings: tuple[Finding, ...]
    stated_classes: Mapping[str, SpotClass] = field(default_factory=dict)
    _costs: dict[tuple[int, int, frozenset[int]], Money] = field(default_factory=dict, compare=False, repr=False)

    # --- what is signed ----------------------------------------------------------------------------------------------

    def responses(self, chosen: LeaseSet) -> Iterator[Response]:
        """Every way to exercise the options that are decided once the scenario is known; none first."""
        signed = [index for index, choice in enumerate(chosen) if choice >= 0 and self.late.get(index)]
        ways = [list(subsets(self.late[index])) for index in signed]
        for picked in product(*ways):
            yield dict(zip(signed, picked, strict=True))

    def variants(self, chosen: LeaseSet, response: Response) -> tuple[str, ...]:
        """The ids of the leases as they are signed and exercised."""
        return tuple(
            variant_id(index, choice, self._exercised(index, choice, response))
            for index, choice in enumerate(chosen)
            if choice >= 0
        )

    def money(self, chosen: LeaseSet, response: Response) -> Money:
        """What signing and exercising costs."""
        total = NO_MONEY
        for index, choice in enumerate(chosen):
            if choice >= 0:
                total += self._money(index, choice, self._exercised(index, choice, response))
        return total

    def _money(self, index: int, choice: int, exercised: frozenset[int]) -> Money:
        key = (index, choice, exercised)
        if key not in self._costs:
            self._costs[key] = self.purse.cost(self.offered.choices[index][choice], exercised)
        return self._costs[key]

    def _exercised(self, index: int, choice: int, response: Response) -> frozenset[int]:
        return self.early[index, choice] | response.get(index, frozenset())

    def leases(self, chosen: LeaseSet, response: Response) -> list[Lease]:
        """The leases that would be signed, options exercised as given."""
        return [
            expected(self.offered.choices[index][choice].lease, self._exercised(index, choice, response))
            for index, choice in enumerate(chosen)
            if choice >= 0
        ]

    def every_variant(self) -> Iterator[Lease]:
        """Each way to take each candidate, under its own id."""
        for index, choices in enumerate(self.offered.choices):
            for number, choice in enumerate(choices):
                for late in subsets(self.late.get(index, ())):
                    exercised = self.early[index, number] | late
                    lease = expected(choice.lease, exercised)
                    yield replace(lease, id=variant_id(index, number, exercised))

    # --- what may come -----------------------------------------------------------------------------------------------

    def portfolio(self, scenario: DemandScenario, leases: Sequence[Lease]) -> Portfolio:
        """The portfolio to plan when these leases are signed and this scenario has come.

        Spot stages stand in it as stages of their own with an offer each, and a unit of money is worth 1 / point, so
        that the planner weighs money against lateness as the advice does.
        """
        productions = slate_of(self.base, scenario)
        require_together(scenario, productions)
        signed = {lease.id if lease.id not in self.base.leases else f"{lease.id}~signed": lease for lease in leases}
        spaces, offers = spot_of(self.base, scenario, self.purse.horizon)
        weights = replace(self.base.settings.weights, spot=spot_weight(self.point))
        units = replace(self.base.settings.units, currency=self.purse.currency)
        return replace(
            self.base,
            leases={**self.base.leases, **{id_: replace(lease, id=id_) for id_, lease in signed.items()}},
            productions={item.id: item for item in productions},
            locks=locks_of(self.base, productions),
            spaces={**self.base.spaces, **{space.id: space for space in spaces}},
            offers={**self.base.offers, **{offer.id: offer for offer in offers}},
            settings=replace(self.base.settings, weights=weights, units=units),
        )

    def with_spot_rates(self, factor: float) -> AdviceProblem:
        """The same question where every spot stage costs ``factor`` times as much, in whole minor units.

        What a day held over costs stays as it was.
        """
        classes = {}
        for id_, item in self.base.spot_classes.items():
            states = tuple(
                replace(state, rate=to_minor_units(state.rate * Decimal(repr(factor)), item.currency))
                for state in item.states
            )
            classes[id_] = replace(item, states=states)
        stated = self.stated_classes or self.base.spot_classes
        return replace(self, base=replace(self.base, spot_classes=classes), stated_classes=stated)

    def rates(self, scenario: DemandScenario) -> list[Decimal]:
        """Money a stage-day of each spot class in the scenario's state of the market, in the currency of the advice."""
        return self._rates(scenario, self.base.spot_classes)

    def _rates(self, scenario: DemandScenario, classes: Mapping[str, SpotClass]) -> list[Decimal]:
        return [
            self.purse.converted(state.rate, item.currency, item.id)
            for item in classes.values()
            for state in item.states
            if state.state == scenario.market and state.stages
        ]

    def holdover(self, scenario: DemandScenario) -> Decimal | None:
        """Money for a stage-day without any right to the stage; None where nothing says what that costs."""
        if self.holdover_rate is not None:
            return self.holdover_rate
        rates = self._rates(scenario, self.stated_classes or self.base.spot_classes)
        return 2 * max(rates) if rates else None


def spot_weight(point: Decimal) -> Decimal:
    """What a unit of money costs in points, to four digits: a planner weighs with it and adds it up."""
    return Context(prec=4).divide(Decimal(1), point)


def variant_id(index: int, choice: int, exercised: frozenset[int]) -> str:
    """The id of one way to take a candidate."""
    return f"candidate~{index}~{choice}~{'.'.join(map(str, sorted(exercised)))}"


def subsets(options: Sequence[int]) -> Iterator[frozenset[int]]:
    for bits in range(1 << len(options)):
        yield frozenset(option for place, option in enumerate(options) if bits >> place & 1)
