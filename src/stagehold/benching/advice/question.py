"""Drawn questions of advice, and the whole program of one in plain numbers for those who solve it otherwise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random
from typing import Any

from stagehold.advising.advice_problem import AdviceProblem
from stagehold.advising.advice_reading import read_advice
from stagehold.advising.month_model import MonthProgram
from stagehold.advising.scenario_months import ScenarioMonths
from stagehold.benching.generator import DAY_0, LESSEE, Shape, generate
from stagehold.domain.advice import AdviceTerms, DemandScenario, SpotClass, SpotState
from stagehold.domain.days import parse_duration
from stagehold.domain.edtf import day, parse_interval
from stagehold.domain.lease import CandidateLease, PaymentTime, RentLine
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Together
from stagehold.domain.risk import CauseKind, Risk, Spread, SpreadKind
from stagehold.domain.scenario import Settings

TERM = "2027-01-04/2029-12-31"
POINT = Decimal(2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """How large a question is: stages under lease, candidates of one stage each, productions, futures a scenario."""

    leased: int
    candidates: int
    productions: int
    futures: int
    seed: int

    @property
    def name(self) -> str:
        """As figures write it."""
        return f"{self.candidates}c-{self.productions}p-{self.futures}f-s{self.seed}"


def drawn_question(size: Size) -> Portfolio:
    """A drawn portfolio in which some stages are not leased but could be, for three years; slips are drawn too."""
    random = Random(f"advice/{size.seed}/{size.candidates}/{size.productions}")
    stages = size.leased + size.candidates
    shape = Shape(productions=size.productions, stages=stages, load=0.75, seed=size.seed, years=3, qualifying=stages)
    drawn = generate(shape)
    spaces = list(drawn.spaces)
    leases = {f"lease-{id_}": drawn.leases[f"lease-{id_}"] for id_ in spaces[: size.leased]}
    candidates = [_candidate(id_, random) for id_ in spaces[size.leased :]]
    records = Portfolio.of(
        [
            *candidates,
            SpotClass(
                id="spot",
                studio=next(iter(drawn.studios)),
                currency="USD",
                states=(
                    SpotState(state="easy", stages=2, rate=Decimal(2500)),
                    SpotState(state="tight", stages=1, rate=Decimal(4500)),
                ),
            ),
            DemandScenario(id="many", probability=Decimal("0.5"), market="tight"),
            DemandScenario(
                id="fewer",
                probability=Decimal("0.5"),
                market="easy",
                productions=tuple(list(drawn.productions)[: max(1, size.productions * 2 // 3)]),
            ),
            Risk(
                id="slip",
                kind=CauseKind.OWN,
                why="drawn for a benchmark",
                ready_shift=Spread(kind=SpreadKind.TRIANGULAR, low=Decimal(-10), mode=Decimal(0), high=Decimal(60)),
                phase_factor=Spread(
                    kind=SpreadKind.TRIANGULAR, low=Decimal("0.9"), mode=Decimal(1), high=Decimal("1.4")
                ),
            ),
        ],
        Settings(advice=AdviceTerms(horizon=parse_interval(TERM), currency="USD", point=POINT)),
    )
    return replace(
        drawn,
        leases=leases,
        productions={id_: replace(item, together=Together.ANY) for id_, item in drawn.productions.items()},
        candidate_leases=records.candidate_leases,
        spot_classes=records.spot_classes,
        demand_scenarios=records.demand_scenarios,
        risks=records.risks,
        settings=records.settings,
    )


def _candidate(space: str, random: Random) -> CandidateLease:
    line = RentLine(
        from_=day(DAY_0),
        amount=Decimal(random.randint(20, 60) * 1000),
        every=parse_duration("P1M"),
        when=PaymentTime.ADVANCE,
    )
    return CandidateLease(
        id=f"sign-{space}", lessee=LESSEE, spaces=(space,), term=parse_interval(TERM), currency="USD", rent=(line,)
    )


def months_of(portfolio: Portfolio, seed: int) -> tuple[AdviceProblem, list[ScenarioMonths]]:
    """The question read, and its scenarios by months."""
    problem = read_advice(portfolio, party=LESSEE)
    months = []
    for scenario in problem.scenarios:
        holdover = problem.holdover(scenario)
        assert holdover is not None  # every drawn question has spot stages
        months.append(ScenarioMonths.of(problem, scenario, seed, holdover))
    return problem, months


def whole_program(problem: AdviceProblem, months: list[ScenarioMonths], futures: int) -> dict[str, Any]:
    """The program over all sets and futures at once.

    ``money`` by candidate; for each scenario and future its weight, needs (units, cost of a unit left out), columns
    (need, cost, rows with days) and rows (leased days, days on offer, rate, and days that each candidate adds).
    """
    offered = problem.offered
    signed = [
        tuple(0 if at == index else -1 for at in range(len(offered.candidates)))
        for index in range(len(offered.candidates))
    ]
    point = float(problem.point)
    parts = []
    for item in months:
        today = item.supply.capacity(())
        gains = [item.supply.capacity(problem.variants(chosen, {})).leased - today.leased for chosen in signed]
        for future in range(futures):
            program = MonthProgram(item.stays(future), item.supply.edges, len(item.supply.stages))
            parts.append(_part(program, today, gains, float(item.scenario.probability) * point / futures))
    return {"money": [float(problem.money(chosen, {}).plain) for chosen in signed], "parts": parts}


def _part(program: MonthProgram, today: Any, gains: list[Any], weight: float) -> dict[str, Any]:
    width = today.leased.shape[1]
    rows = [
        {
            "leased": float(today.leased[stage, month]),
            "hired": float(today.hired[stage, month]),
            "rate": float(today.rate[stage, month]),
            "adds": [[index, float(gain[stage, month])] for index, gain in enumerate(gains) if gain[stage, month]],
        }
        for stage in range(today.leased.shape[0])
        for month in range(width)
    ]
    columns = []
    for number in range(program.starts):
        need, stage, cost, days = program.column(number)
        columns.append([need, cost, [[stage * width + month, count] for month, count in days]])
    needs = [[ask.units, ask.drop] for ask in program.stays.needs]
    return {"weight": weight, "needs": needs, "columns": columns, "rows": rows}
