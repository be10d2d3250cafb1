"""Planning a portfolio as it is and under its named scenarios, one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from stagehold.domain.changing import apply_scenario
from stagehold.domain.days import union
from stagehold.domain.editing import EditError
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.scenario import Scenario
from stagehold.files import Loaded
from stagehold.files.plans import read_plan
from stagehold.planning.budget import Budget, Progress
from stagehold.planning.plan import Plan
from stagehold.planning.planner import make_plan
from stagehold.reports.scenarios import Comparison, ScenarioPlan, comparison
from stagehold.services.portfolios import open_portfolio, placed


@dataclass(frozen=True, slots=True, kw_only=True)
class CompareResult:
    """The comparison with the portfolio it was made for."""

    loaded: Loaded
    found: Comparison

    @property
    def complete(self) -> bool:
        """Whether every plan asked for exists."""
        made = [run.plan is not None and run.plan.objective is not None for run in self.found.plans]
        return all(made) and not self.found.not_planned


def compare(
    path: Path,
    scenarios: Sequence[str] = (),
    *,
    party: str | None = None,
    baseline: Path | None = None,
    today: date | None = None,
    budget: Budget,
) -> CompareResult:
    """Plan the portfolio as it is and under each scenario (all of them unless named), with one seed.

    The time left is shared evenly by the plans still to make; a number of iterations holds for each. Once the budget
    is stopped no further plan is begun, and those left are named. A scenario that cannot be planned says why, and the
    others go on.

    Raises
    ------
    InputError
        If a scenario is not known, or there is none; if the portfolio as it is cannot be planned.
    """
    loaded = open_portfolio(path)
    chosen = _chosen(loaded.portfolio, scenarios)
    before = None if baseline is None else read_plan(baseline)
    runs: list[ScenarioPlan] = []
    left_out: list[str] = []
    questions: list[Scenario | None] = [None, *chosen]
    for at, scenario in enumerate(questions):
        if runs and budget.stop():
            left_out += [item.id for item in questions[at:] if item is not None]
            break
        own = _share(budget, len(questions) - at, "" if scenario is None else scenario.id)
        try:
            runs.append(_planned(loaded, scenario, before, (party, today), own))
        except InputError as wrong:
            findings = placed(loaded, wrong.findings)
            if scenario is None:
                raise type(wrong)(str(wrong), findings) from wrong
            runs.append(
                ScenarioPlan(id=scenario.id, name=scenario.name or "", leased={}, refused=str(wrong), findings=findings)
            )
    return CompareResult(loaded=loaded, found=comparison(runs, left_out))


def _chosen(portfolio: Portfolio, names: Sequence[str]) -> list[Scenario]:
    known = portfolio.scenarios
    if not known:
        raise InputError(
            "the portfolio has no scenarios; a record of them looks like {id: s, changes: [{of: p.ready, value: …}]}"
        )
    unknown = [name for name in dict.fromkeys(names) if name not in known]
    if unknown:
        findings = [
            Finding(
                rule="unknown-scenario",
                field="SCENARIO",
                found=name,
                allowed=", ".join(known),
                nearest=nearest(name, known),
            )
            for name in unknown
        ]
        raise InputError(f"no scenario {', '.join(map(repr, unknown))}", findings)
    return [known[name] for name in dict.fromkeys(names)] or list(known.values())


def _share(budget: Budget, waiting: int, name: str) -> Budget:
    """A budget of its own for one of so many plans that wait; whoever ends the whole ends it too."""

    def told(progress: Progress) -> None:
        stage = f"{name}: {progress.stage}" if name else progress.stage
        budget.report(stage, best=progress.best, bound=progress.bound, placed=progress.placed or 0)

    return Budget(
        seconds=None if budget.left is None else max(0.01, budget.left / waiting),
        iterations=budget.iterations,
        workers=budget.workers,
        seed=budget.seed,
        stop=budget.stop,
        progress=told,
    )


def _planned(
    loaded: Loaded,
    scenario: Scenario | None,
    baseline: Plan | None,
    asked: tuple[str | None, date | None],
    budget: Budget,
) -> ScenarioPlan:
    party, today = asked
    portfolio = loaded.portfolio
    if scenario is not None:
        try:
            portfolio = apply_scenario(portfolio, scenario)
        except EditError as wrong:
            raise InputError(f"scenario {scenario.id}: {wrong}", [wrong.finding]) from wrong
    planned = make_plan(portfolio, party=party, baseline=baseline, today=today, budget=budget)
    stages = planned.question.supply.stages
    return ScenarioPlan(
        id="" if scenario is None else scenario.id,
        name="" if scenario is None else scenario.name or "",
        plan=planned.plan,
        leased={id_: union(grant.days for grant in supply.grants) for id_, supply in stages.items()},
    )
