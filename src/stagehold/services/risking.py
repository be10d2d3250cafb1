"""How sure a plan is: a portfolio, its plan and its causes of delay, pushed through many futures."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from stagehold.advising.cluster import Dask
from stagehold.advising.engine import Engine, Run, Threads, Told
from stagehold.advising.model import risk_model
from stagehold.advising.outcome import RiskFigures, figures
from stagehold.advising.repair import Rule
from stagehold.advising.warm import warm_up
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.files import Loaded
from stagehold.files.plans import read_plan
from stagehold.files.risk_runs import keep_run, resume_run
from stagehold.planning.budget import COMPILING, Budget
from stagehold.planning.build import Question, build_question, question_of
from stagehold.planning.facts import Facts
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.planning.planner import make_plan
from stagehold.planning.problem import Solution
from stagehold.planning.resuming import resumed
from stagehold.services.portfolios import open_portfolio, placed

KEEP_EVERY = 5.0  # seconds between two writings of a run that is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """What to draw: the rule, how many futures, whose random numbers, on which engine, kept in which file."""

    rule: Rule = Rule.SHIFT
    futures: int = 10_000
    seed: int = 0
    engine: str = "threads"
    workers: int = 2
    keep: Path | None = None


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """A plan made before, and what messages call it."""

    name: str
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class RiskResult:
    """The figures with what they were made from; ``figures`` is None when stopped before the first futures."""

    loaded: Loaded
    question: Question
    run: Run
    figures: RiskFigures | None
    engine: str
    seconds: float


def assess(
    path: Path,
    ensemble: Ensemble,
    *,
    party: str | None = None,
    plan: Path | None = None,
    budget: Budget,
    told: Callable[[Told], None] = lambda _: None,
) -> RiskResult:
    """Push futures through the plan of a portfolio: the one given, or else the one that the planner makes now.

    Raises
    ------
    InvalidPortfolio, MissingFacts, NotSupported, Unreadable
        If the portfolio cannot be planned, or its causes cannot be drawn.
    InputError
        If the plan given does not fit the portfolio, or a file kept is that of another run.
    """
    loaded = open_portfolio(path)
    _require_causes(loaded.portfolio)
    engine_of(ensemble.engine, ensemble.workers)
    given = None if plan is None else NamedPlan(plan.name, read_plan(plan))
    return assess_of(loaded, ensemble, party=party, plan=given, budget=budget, told=told)


def assess_of(
    loaded: Loaded,
    ensemble: Ensemble,
    *,
    party: str | None = None,
    plan: NamedPlan | None = None,
    budget: Budget,
    told: Callable[[Told], None] = lambda _: None,
) -> RiskResult:
    """The same for a portfolio and a plan at hand."""
    _require_causes(loaded.portfolio)
    engine = engine_of(ensemble.engine, ensemble.workers)
    try:
        question, solution = planned(loaded.portfolio, party=party, plan=plan, budget=budget)
        model = risk_model(question, solution, seed=ensemble.seed, leased=without_offers(question))
    except InputError as wrong:
        raise type(wrong)(str(wrong), placed(loaded, wrong.findings)) from wrong
    run = Run.of(model, ensemble.rule, ensemble.futures)
    if ensemble.keep is not None:
        resume_run(ensemble.keep, run)
    budget.report(COMPILING)
    warm_up(ensemble.rule)
    began = time.monotonic()
    go(run, engine, keep=ensemble.keep, stop=budget.stop, told=told)
    return RiskResult(
        loaded=loaded,
        question=question,
        run=run,
        figures=figures(question.problem, run),
        engine=engine.name,
        seconds=time.monotonic() - began,
    )


def figures_of(portfolio: Portfolio, plan: Plan, ensemble: Ensemble) -> RiskFigures:
    """The figures of a plan at hand; nothing is kept and nothing told.

    Raises
    ------
    InputError
        If the portfolio names no cause of delay, or the plan is no plan of it.
    """
    _require_causes(portfolio)
    question = build_question(portfolio, party=plan.party, baseline=plan)
    model = risk_model(question, _stays(question, plan, "plan"), seed=ensemble.seed, leased=without_offers(question))
    run = Run.of(model, ensemble.rule, ensemble.futures)
    warm_up(ensemble.rule)
    go(run, engine_of(ensemble.engine, ensemble.workers), keep=None, stop=lambda: False, told=lambda _: None)
    found = figures(question.problem, run)
    assert found is not None
    return found


def go(run: Run, engine: Engine, *, keep: Path | None, stop: Callable[[], bool], told: Callable[[Told], None]) -> None:
    """Work out what is left of a run, and keep it in a file now and then where one is named."""
    last = time.monotonic()

    def kept(run: Run) -> None:
        nonlocal last
        if keep is not None and time.monotonic() - last >= KEEP_EVERY:
            keep_run(keep, run)
            last = time.monotonic()

    run.keep = kept
    try:
        run.go(engine, stop, told)
    finally:
        if keep is not None and any(run.done):
            keep_run(keep, run)


def engine_of(name: str, workers: int) -> Engine:
    """The engine of a name: ``threads``, ``dask-local``, or the address of a Dask scheduler.

    Raises
    ------
    InputError
        If there is no such engine.
    """
    if name == "threads":
        return Threads(workers)
    if name == "dask-local":
        return Dask(None, workers)
    scheme, colon, rest = name.partition("://")
    if colon and rest and scheme in ("dask", "tcp", "tls", "ucx", "ws"):
        return Dask(f"tcp://{rest}" if scheme == "dask" else name)
    raise InputError(f"--engine {name}: allowed: threads, dask-local, or dask://HOST:PORT")


def planned(
    portfolio: Portfolio, *, party: str | None, plan: NamedPlan | None, budget: Budget
) -> tuple[Question, Solution]:
    """The question and the stays of a plan: the one given, else made.

    Raises
    ------
    InputError
        If there is no plan, or the one given no longer fits the portfolio.
    """
    if plan is None:
        made = make_plan(portfolio, party=party, budget=budget)
        if made.plan.status is PlanStatus.INFEASIBLE:
            raise InputError("there is no plan: locks and confirmed bookings contradict each other", made.plan.findings)
        return made.question, made.solution
    question = build_question(portfolio, party=party, baseline=plan.plan)
    return question, _stays(question, plan.plan, plan.name)


def _stays(question: Question, plan: Plan, name: str) -> Solution:
    """The stays of a plan that was read; every one of them must still be allowed."""
    problem = question.problem
    solution = resumed(question)
    found = {(problem.productions[problem.needs[need].production].id, problem.needs[need].id) for need in solution}
    lost = sorted({(item.production, item.need) for item in plan.placements} - found)
    if lost:
        findings = [
            Finding(
                rule="placement-does-not-fit",
                file=name,
                record=production,
                field=f"needs.{need}",
                found="a placement that the portfolio does not allow (any more), or no need of it",
                allowed="a plan of this portfolio: stagehold plan PORTFOLIO --json > PLAN.json",
            )
            for production, need in lost
        ]
        names = ", ".join(f"{production}/{need}" for production, need in lost[:5])
        raise InputError(f"{name} is no plan of this portfolio: {len(lost)} placements do not fit: {names}", findings)
    return solution


def without_offers(question: Question) -> Question | None:
    """The same question with leases alone, where offers are in use."""
    if not question.problem.uses_offers:
        return None
    known = question.facts.portfolio
    weights = replace(known.settings.weights, spot=None)
    bare = replace(known, settings=replace(known.settings, weights=weights))
    return question_of(Facts.settled(bare), party=question.problem.party)


def _require_causes(portfolio: Portfolio) -> None:
    if not portfolio.risks:
        raise InputError(
            "the portfolio names no cause of delay: nothing would ever come late; add one, as "
            "risks: [{id: script, kind: own, why: your reason, "
            "ready_shift: {kind: triangular, low: 0, mode: 7, high: 60}}]"
        )
