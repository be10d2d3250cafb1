"""One call from a portfolio to an audited plan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.errors import StageholdError
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.answer import Answer, answer_of
from stagehold.planning.audit import audit
from stagehold.planning.budget import Budget
from stagehold.planning.build import Question, build_question
from stagehold.planning.contradictions import contradiction_findings
from stagehold.planning.exact import Outcome
from stagehold.planning.plan import LateProduction, Plan, PlanStatus, UnplacedProduction
from stagehold.planning.problem import Problem, Solution
from stagehold.planning.resuming import resumed
from stagehold.planning.since import Teller, certain_lateness, still_open, with_begun
from stagehold.planning.solving import solve_problem
from stagehold.planning.support import support_findings
from stagehold.planning.why import Explainer

SEARCH_SHARE = 0.85  # of the time limit; reasons, remedies and the audit take the rest
TELLING = 0.0012  # seconds a need that reasons, audit and writing take at least


class AuditFailed(StageholdError):
    """The independent audit found a breach; no plan is handed out."""

    code = "audit-failed"
    exit_code = 1

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__("the independent audit found breaches in the plan; this is a defect of the planner")
        self.findings = findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A plan with what it was made from, for reasons and remedies."""

    plan: Plan
    question: Question
    solution: Solution


def make_plan(
    stated: Portfolio,
    *,
    party: str | None = None,
    baseline: Plan | None = None,
    today: date | None = None,
    budget: Budget | None = None,
) -> Planned:
    """Plan the productions of a portfolio for one party.

    Parameters
    ----------
    baseline
        A plan to stay close to.
    today
        What has begun before this day by the baseline keeps its stages and its start; nothing else starts before it.

    Raises
    ------
    MissingFacts, InvalidPortfolio, NotSupported
        If the portfolio cannot be planned; the findings say why.
    InputError
        If the baseline is for another party, or ``today`` comes without one or lies behind every lease.
    AuditFailed
        If the audit finds a breach in the plan made.
    """
    budget = budget or Budget()
    budget.report("read")
    question = build_question(stated, party=party, baseline=baseline, today=today)
    budget.report("question", productions=len(question.problem.productions))
    planned = solve(question, budget, resumed(question))
    before = question.baseline
    breaches = audit(question.facts.portfolio, planned.plan, party=question.problem.party, baseline=before, today=today)
    if breaches:
        raise AuditFailed(breaches)
    return planned


def solve(question: Question, budget: Budget, start: Solution | None = None) -> Planned:
    """Search for the best plan of a question, from ``start`` if there is one; the plan is not audited yet."""
    problem = question.problem
    first: Solution = {} if start is None else start
    own = _search_budget(budget, len(problem.needs))
    if question.clashes:
        return Planned(plan=_infeasible(question, budget, question.clashes), question=question, solution={})
    outcome = solve_problem(problem, first, own)
    if outcome.infeasible:
        findings = tuple(contradiction_findings(question))
        return Planned(plan=_infeasible(question, budget, findings), question=question, solution={})
    solution = outcome.solution if outcome.solution is not None else first
    answer = with_begun(question, answer_of(problem, solution))
    return Planned(plan=_plan(question, answer, outcome, budget, solution), question=question, solution=solution)


def _search_budget(budget: Budget, needs: int) -> Budget:
    """What the search may take, so that the whole ends in time: less of a large plan, which takes long to tell."""
    left = budget.left
    if left is None:
        return budget
    return replace(budget, seconds=budget.gone + max(0.3 * left, min(SEARCH_SHARE * left, left - TELLING * needs)))


def _plan(question: Question, answer: Answer, outcome: Outcome, budget: Budget, solution: Solution) -> Plan:
    problem = question.problem
    objective = answer.terms.total
    status = PlanStatus.OPTIMAL if outcome.optimal else PlanStatus.FEASIBLE
    if budget.stopped and not outcome.optimal:
        status = PlanStatus.STOPPED
    teller = Teller(question, Explainer(still_open(question), solution))
    return Plan(
        party=problem.party,
        status=status,
        objective=objective,
        bound=objective if outcome.optimal else min(objective, _decimal(outcome.bound)),
        seconds=budget.gone,
        seed=budget.seed,
        terms=answer.terms,
        placements=answer.placements,
        late=tuple(
            LateProduction(production=id_, days=days, why=teller.late(id_)) for id_, days in answer.late.items()
        ),
        unplaced=tuple(UnplacedProduction(production=id_, why=teller.unplaced(id_)) for id_ in answer.unplaced),
        assumptions=problem.assumptions,
        findings=(
            *problem.findings,
            *_held_by_others(question, answer),
            *support_findings(question, answer.placements),
        ),
        today=question.past.today,
        certain=certain_lateness(question),
    )


def _decimal(bound: Fraction | None) -> Decimal:
    """A bound in decimals, rounded down so that it stays one; 0 where nothing better is proven."""
    if bound is None or bound < 0:
        return Decimal(0)
    return Decimal(int(bound * 10**6)) / Decimal(10**6)


def _infeasible(question: Question, budget: Budget, findings: tuple[Finding, ...]) -> Plan:
    problem: Problem = question.problem
    return Plan(
        party=problem.party,
        status=PlanStatus.INFEASIBLE,
        objective=None,
        bound=None,
        seconds=budget.gone,
        seed=budget.seed,
        assumptions=problem.assumptions,
        findings=(*problem.findings, *findings),
        today=question.past.today,
    )


def _held_by_others(question: Question, answer: Answer) -> list[Finding]:
    """Placements over the holds of others: allowed, and said."""
    return [
        Finding(
            rule="placed-over-hold",
            severity=Severity.WARNING,
            record=placement.production,
            field=f"needs.{placement.need}",
            found=f"{held.space}: hold {held.booking}{_rank(held.rank)}, {held.days.start} to {held.days.end}",
            allowed="ask its holder, or set respect_holds: first",
        )
        for placement in answer.placements
        for held in question.supply.holds
        if held.space in placement.members and held.days.start < placement.end and placement.start < held.days.end
    ]


def _rank(rank: int | None) -> str:
    return "" if rank is None else f" of rank {rank}"
