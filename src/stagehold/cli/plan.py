"""plan and why: which production shoots where and when, and what keeps one from fitting."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from stagehold.cli.console import out, print_findings, print_json, print_summary
from stagehold.cli.reading import Writable, baseline_options, reader_of, today_of, write_text
from stagehold.cli.tables import print_table
from stagehold.cli.watching import budget_of, limits, watched
from stagehold.domain.findings import Severity
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.services import planning


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@limits
@baseline_options("A plan (JSON) to stay close to.")
@click.option("--picture", type=Writable(), metavar="FILE", help="Write the timeline as SVG to this file.")
def plan(
    portfolio: Path,
    party: str | None,
    time_limit: float | None,
    iterations: int | None,
    workers: int | None,
    seed: int,
    baseline: Path | None,
    today: str | None,
    picture: Path | None,
    *,
    as_json: bool,
) -> int:
    """Plan the productions of PORTFOLIO on its leased stages, prove how good the plan is, say what does not fit."""
    day = today_of(today, baseline)
    with watched(budget_of(time_limit, iterations, workers, seed)) as budget:
        result = planning.plan(portfolio, party=party, baseline=baseline, today=day, budget=budget)
    if picture is not None:
        _write_picture(result, picture)
    if as_json:
        from stagehold.reports.plan_data import plan_as_data

        print_json(plan_as_data(result.plan))
    else:
        _print_plan(result)
    return 1 if result.plan.status is PlanStatus.INFEASIBLE else 0


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.argument("production")
@limits
def why(
    portfolio: Path,
    production: str,
    party: str | None,
    time_limit: float | None,
    iterations: int | None,
    workers: int | None,
    seed: int,
    *,
    as_json: bool,
) -> int:
    """Say why PRODUCTION is late or unplaced in the plan of PORTFOLIO, and what was verified to help."""
    with watched(budget_of(time_limit, iterations, workers, seed)) as budget:
        result = planning.explain(portfolio, production, party=party, budget=budget)
    if as_json:
        from stagehold.reports.plan_data import plan_as_data

        data = plan_as_data(_only(result.plan, production))
        print_json({key: data[key] for key in ("status", "objective", "placements", "late", "unplaced", "remedies")})
    else:
        _print_why(result, production)
    return 1 if result.plan.status is PlanStatus.INFEASIBLE else 0


def _only(plan: Plan, production: str) -> Plan:
    return replace(
        plan,
        placements=tuple(item for item in plan.placements if item.production == production),
        late=tuple(item for item in plan.late if item.production == production),
        unplaced=tuple(item for item in plan.unplaced if item.production == production),
    )


def _print_plan(result: planning.PlanResult) -> None:
    if print_headline(result):
        print_tables(result, ("figures", "placements", "late", "unplaced", "remedies", "assumptions"))
    print_summary(result.plan.findings)


def _print_why(result: planning.PlanResult, production: str) -> None:
    """What the plan does with one production: where it is, why not better, what would help."""
    narrowed = _only(result.plan, production)
    shown = replace(result, planned=replace(result.planned, plan=narrowed))
    if print_headline(result):
        print_tables(shown, ("placements", "late", "unplaced", "remedies"))
    if narrowed.placements and not narrowed.late:
        out().print(f"{production} has its place and is not late: nothing to explain.")
    print_findings(item for item in narrowed.findings if item.record == production or item.severity is Severity.ERROR)


def print_headline(result: planning.PlanResult) -> bool:
    """How good the plan is, and what was late before it; whether there is a plan."""
    from stagehold.reports.changes import certain_line
    from stagehold.reports.plan import plan_headline

    if result.plan.status is PlanStatus.INFEASIBLE:
        why = "locks and confirmed bookings contradict each other or a rule"
        if result.planned.question.clashes:
            why = "what has begun cannot go on as it is"
        out().print(f"There is no plan: {why} (infeasible).")
        return False
    reader = reader_of(result.planned.question.facts.stated)
    out().print(plan_headline(result.plan, reader))
    late = certain_line(result.plan, reader)
    if late:
        out().print(late)
    return True


def print_tables(result: planning.PlanResult, keys: tuple[str, ...]) -> None:
    """Those of its tables that hold something."""
    from stagehold.reports.plan import plan_tables

    stated = result.planned.question.facts.stated
    reader = reader_of(stated)
    for table in plan_tables(stated, result.plan, reader):
        if table.rows and table.key in keys:
            print_table(table, reader)


def _write_picture(result: planning.PlanResult, path: Path) -> None:
    from stagehold.reports.timeline import timeline

    stated = result.planned.question.facts.stated
    write_text(path, timeline(stated, result.plan, reader_of(stated)).svg)
