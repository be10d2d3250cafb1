"""What a worker makes beside plans and comparisons: the reasons of one production, risk, advice.

Risk and advice are written as reports at once, in every language: their figures rest on far more than can be kept.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from stagehold.domain.days import Span, through
from stagehold.domain.errors import InputError
from stagehold.files import Loaded
from stagehold.planning.budget import Budget, Progress
from stagehold.planning.plan import Plan
from stagehold.reports.plan_data import plan_as_data
from stagehold.reports.plan_reading import plan_of_data
from stagehold.services.plan_task import AdviceTask, RiskTask, Task

REPORTS = "reports"  # the key beside the data of the command line
PLAN_SHARE, PLAN_SECONDS = 0.5, 30.0  # of the time limit, and at most, to make the plan that is pushed through futures
SEARCH_STEPS = 30_000  # of a plan that advice makes, so that the same seed gives the same advice


def answer_more(task: Task, loaded: Loaded, budget: Budget) -> dict[str, Any]:
    """The data that the command line prints, and for risk and advice the reports beside it.

    Raises
    ------
    StageholdError
        If it cannot be made.
    """
    baseline = None if task.baseline is None else plan_of_data(task.baseline)
    if task.risk is not None:
        return _risk(task, task.risk, loaded, baseline, budget)
    if task.advice is not None:
        return _advice(task, task.advice, loaded, budget)
    return _why(task, loaded, baseline, budget)


def _why(task: Task, loaded: Loaded, baseline: Plan | None, budget: Budget) -> dict[str, Any]:
    from stagehold.services.planning import explain_of

    assert task.explained is not None  # nothing else is left
    result = explain_of(loaded, task.explained, party=task.party, baseline=baseline, today=task.today, budget=budget)
    return {**plan_as_data(result.plan), "party": result.plan.party}


def _until_limit(budget: Budget, seconds: float) -> Budget:
    """Without a limit of its own; whoever waits stops it, and so does the end of the time asked for."""
    began = budget.gone
    return replace(budget, seconds=None, stop=lambda: budget.stop() or budget.gone - began >= seconds)


def _risk(task: Task, asked: RiskTask, loaded: Loaded, baseline: Plan | None, budget: Budget) -> dict[str, Any]:
    from stagehold.advising.engine import Told
    from stagehold.advising.repair import Rule
    from stagehold.reports.report_storing import text_of_reports
    from stagehold.reports.risk_data import risk_as_data
    from stagehold.services.reporting_risk import risk_reports
    from stagehold.services.risking import Ensemble, NamedPlan, assess_of

    def told(now: Told) -> None:
        budget.progress(Progress(stage="futures", seconds=budget.gone, done=now.futures, of=now.of))

    whole = _until_limit(budget, task.seconds)
    own = replace(whole, seconds=min(PLAN_SECONDS, PLAN_SHARE * task.seconds))
    result = assess_of(
        loaded,
        Ensemble(rule=Rule(asked.rule), futures=asked.futures, seed=task.seed, workers=task.workers),
        party=task.party,
        plan=None if baseline is None else NamedPlan("the plan", baseline),
        budget=own,
        told=told,
    )
    if result.figures is None:
        raise InputError("it was stopped before the first futures were worked out: there is nothing to show")
    data = risk_as_data(result.figures, loaded.portfolio, result.seconds, result.engine)
    return {**data, REPORTS: text_of_reports(risk_reports(result))}


def _advice(task: Task, asked: AdviceTask, loaded: Loaded, budget: Budget) -> dict[str, Any]:
    from stagehold.advising.advice import Assurance
    from stagehold.advising.advising import Effort
    from stagehold.reports.advice import advice_as_data
    from stagehold.reports.report_storing import text_of_reports
    from stagehold.services.advising import Question, advise_of
    from stagehold.services.reporting_risk import advice_reports

    question = Question(
        party=task.party,
        today=task.today,
        horizon=_horizon(asked),
        point=asked.point,
        rate=asked.rate,
        assurance=Assurance(asked.assurance),
        targets=asked.targets,
        rule=asked.rule,
        without=asked.without,
    )
    effort = Effort(search=asked.search, compare=max(40, asked.futures // 5), fresh=asked.futures, sets=asked.sets)
    own = replace(_until_limit(budget, task.seconds), iterations=task.iterations or SEARCH_STEPS)
    result = advise_of(loaded, question, effort, own)
    return {**advice_as_data(result.advice), REPORTS: text_of_reports(advice_reports(result))}


def _horizon(asked: AdviceTask) -> Span | None:
    return None if asked.first is None or asked.last is None else through(asked.first, asked.last)
