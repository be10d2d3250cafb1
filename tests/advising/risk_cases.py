"""Small plans with causes of delay, and drawn ones that mix the rules of planning."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

from planning.asking import need, planned, portfolio, production
from planning.audit.written import lease, stage
from planning.drawn_cases import draw_case
from stagehold.advising.model import risk_model
from stagehold.advising.repair import RiskModel
from stagehold.domain.errors import InputError
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import CauseKind, Risk, SharedBy, Spread, SpreadKind
from stagehold.domain.studio import PhaseKind
from stagehold.planning.budget import Budget
from stagehold.planning.planner import Planned, make_plan
from stagehold.services.risking import without_offers

WHY = "A test."


def three(low: Any, mode: Any, high: Any, kind: SpreadKind = SpreadKind.TRIANGULAR) -> Spread:
    return Spread(kind=kind, low=Decimal(str(low)), mode=Decimal(str(mode)), high=Decimal(str(high)))


def always(value: Any) -> Spread:
    return Spread(kind=SpreadKind.DISCRETE, values=(Decimal(str(value)),))


def either(*pairs: tuple[Any, Any]) -> Spread:
    """Values with weights."""
    values, weights = zip(*pairs, strict=True)
    return Spread(
        kind=SpreadKind.DISCRETE,
        values=tuple(Decimal(str(value)) for value in values),
        weights=tuple(Decimal(str(weight)) for weight in weights),
    )


def own(id_: str = "own", **fields: Any) -> Risk:
    return Risk(id=id_, kind=CauseKind.OWN, why=WHY, **fields)


def stoppage(id_: str = "stop", rate: Any = 1, length: Spread | None = None, **fields: Any) -> Risk:
    made = length or always(30)
    return Risk(id=id_, kind=CauseKind.STOPPAGE, why=WHY, rate=Decimal(str(rate)), length=made, **fields)


def re_shoot(probability: Any = 1, delay: Any = 100, days: Any = 10, **fields: Any) -> Risk:
    return Risk(
        id="again",
        kind=CauseKind.RESHOOT,
        why=WHY,
        probability=Decimal(str(probability)),
        delay=always(delay),
        days=always(days),
        **fields,
    )


def with_risks(facts: Portfolio, *risks: Risk) -> Portfolio:
    for risk in risks:
        facts = facts.put(risk)
    return facts


def one_stage(*productions: dict[str, Any], term: str = "2027-01-01/2030-12-31", **tables: Any) -> Portfolio:
    """Stage ``a`` under lease ``l`` of ``us``."""
    return portfolio(spaces=[stage("a")], leases=[lease("l", "a", term=term)], productions=list(productions), **tables)


def asked(facts: Portfolio, *risks: Risk, seed: int = 0) -> tuple[RiskModel, Planned]:
    """The model of the best plan of a small portfolio, all stays kept."""
    made = planned(with_risks(facts, *risks))
    return risk_model(made.question, made.solution, seed=seed, keep_all=True), made


def draw_risks(random: Random, ids: list[str]) -> list[Risk]:
    """Causes of every kind, now and then none of a kind."""
    found = [
        own("ready", ready_shift=three(-3, 1, random.randint(2, 9))),
        own(
            "factor",
            phase_factor=three("0.5", 1, "2.5", SpreadKind.PERT),
            phases=tuple(random.sample(list(PhaseKind), random.randint(0, 3))),
        ),
        own("together", ready_shift=three(0, 2, 6), correlation=Decimal("0.5")),
        Risk(
            id="shared",
            kind=CauseKind.SHARED,
            why=WHY,
            shared_by=random.choice([SharedBy.GROUP, SharedBy.STUDIO, SharedBy.COUNTRY]),
            ready_shift=either((0, 3), (4, 1)),
            phase_factor=three("0.8", 1, "1.5"),
            phases=(PhaseKind.SHOOT,),
        ),
        stoppage("stop", random.choice([3, 9, 18]), three(1, 2, 6), shared_by=random.choice(list(SharedBy))),
        stoppage("other", 6, always(3), productions=(random.choice(ids),)),
        replace(re_shoot("0.5"), delay=three(1, 5, 20), days=three(1, 2, 5)),
    ]
    return [risk for risk in found if random.random() < 0.7] or found[:1]


def draw_risky(seed: int) -> tuple[Planned, RiskModel] | None:
    """A drawn case with its plan and model; None where it cannot be planned, or nothing is placed."""
    case = draw_case(seed)
    ids = [item.id for item in case.portfolio.productions.values() if item.needs]
    facts = with_risks(case.portfolio, *draw_risks(Random(f"risks {seed}"), ids))
    try:
        made = make_plan(facts, party=case.party, budget=Budget(seconds=None, iterations=300, workers=1))
        if not made.solution:
            return None
        model = risk_model(made.question, made.solution, seed=seed, leased=without_offers(made.question), keep_all=True)
    except InputError:
        return None
    return made, model


__all__ = ["need", "production", "stage"]
