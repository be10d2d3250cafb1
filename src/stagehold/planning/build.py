"""From records to the question in integers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import WorkCalendar
from stagehold.planning.baseline import begun_on, known_part
from stagehold.planning.begun import read_begun
from stagehold.planning.builder import ProblemBuilder
from stagehold.planning.clashes import clash_findings
from stagehold.planning.demand import Demand, read_demand
from stagehold.planning.facts import Facts
from stagehold.planning.party import choose_party
from stagehold.planning.pinned import (
    Past,
    in_the_way,
    span_past,
)
from stagehold.planning.plan import Plan
from stagehold.planning.problem import (
    Costs,
    Problem,
)
from stagehold.planning.supply import Supply, read_supply


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A problem with the records it was made from.

    Parameters
    ----------
    baseline
        What the portfolio still knows of the plan to stay close to.
    past
        What has begun before today.
    clashes
        Where what has begun cannot go on; with any there is no plan.
    """

    problem: Problem
    facts: Facts
    supply: Supply
    demand: Demand
    baseline: Plan | None = None
    past: Past = field(default_factory=Past)
    clashes: tuple[Finding, ...] = ()


def build_question(
    stated: Portfolio, *, party: str | None = None, baseline: Plan | None = None, today: date | None = None
) -> Question:
    """Read the portfolio as a planning problem; with ``today`` what has begun by the baseline stays as it is.

    Raises
    ------
    MissingFacts
        If a value that planning needs is not pinned; all of them are named.
    InvalidPortfolio
        If an assumption does not fit, or nobody is named to plan for.
    NotSupported
        For what this version understands but cannot plan.
    InputError
        If the baseline is a plan for another party, ``today`` comes without one, or lies behind every lease.
    """
    return question_of(Facts.of(stated), party=party, baseline=baseline, today=today)


def question_of(
    facts: Facts, *, party: str | None = None, baseline: Plan | None = None, today: date | None = None
) -> Question:
    """The same from facts at hand."""
    _read_settings(facts, baseline)
    chosen = choose_party(facts.portfolio, party)
    before, notes = (None, []) if baseline is None else known_part(facts.portfolio, baseline, chosen)
    past = _past(facts, before, today, notes)
    demand = read_demand(facts, today)
    span_past(demand, past)
    supply = read_supply(facts, chosen, demand.horizon)
    _require_leased(supply, today)
    locks = [*facts.portfolio.locks.values(), *supply.booked]
    clashes = () if today is None else tuple(clash_findings(past.begun, supply, locks, today))
    supply = in_the_way(supply, past)
    builder = ProblemBuilder(facts, supply, demand, past)
    needs = builder.needs()
    facts.require()
    problem = Problem(
        party=chosen,
        origin=demand.origin,
        stages=tuple(builder.stages()),
        productions=tuple(builder.production(index) for index in range(len(demand.productions))),
        needs=tuple(needs),
        links=tuple(builder.links()),
        fixed=tuple(builder.fixed()),
        costs=_costs(facts.portfolio),
        baseline=builder.before(before),
        assumptions=tuple(sorted(facts.used)),
        findings=(*supply.findings, *demand.findings, *builder.findings, *notes),
    )
    return Question(
        problem=problem, facts=facts, supply=supply, demand=demand, baseline=before, past=past, clashes=clashes
    )


def _past(facts: Facts, baseline: Plan | None, today: date | None, notes: list[Finding]) -> Past:
    """What has begun before today by the baseline."""
    if today is None:
        return Past()
    if baseline is None:
        raise InputError("--today needs --baseline PLAN.json: the plan by which some productions have begun")
    begun = read_begun(facts, begun_on(baseline, today), today, notes)
    return Past.of(today, begun, facts.portfolio.productions.values())


def _require_leased(supply: Supply, today: date | None) -> None:
    """Refuse a day on which every lease is over: nothing could be planned, and it is a slip of the pen mostly."""
    given = [grant.days.end for stage in supply.stages.values() for grant in stage.grants]
    hired = [span.end for stage in supply.stages.values() for offer in stage.offers for span in offer.days]
    last = max([*given, *hired], default=None)
    if today is not None and last is not None and last <= today:
        raise InputError(
            f"--today {today}: every lease is over by then, the last one on {last - timedelta(days=1)}; "
            "give a day before that"
        )


def _read_settings(facts: Facts, baseline: Plan | None) -> None:
    facts.read_setting("weights.late")
    facts.read_setting("respect_holds")
    if baseline is not None:
        facts.read_setting("weights.moved")
        facts.read_setting("weights.shifted")
    productions = facts.portfolio.productions.values()
    if any(item.needs and item.calendar is WorkCalendar.WORKING for item in productions):
        facts.read_setting("work_week")


def _costs(portfolio: Portfolio) -> Costs:
    weights = portfolio.settings.weights
    return Costs(late=weights.late, moved=weights.moved, shifted=weights.shifted, spot=weights.spot or Decimal(0))
