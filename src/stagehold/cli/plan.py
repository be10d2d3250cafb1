"""plan and why: which production shoots where and when, and what keeps one from fitting."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from stagehold.cli.console import human, out, print_findings, print_json, print_summary
from stagehold.cli.reading import Seconds, Writable, reader_of, write_text
from stagehold.cli.tables import print_table
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Severity
from stagehold.planning.budget import Budget, Progress
from stagehold.planning.plan import Plan, PlanStatus
from stagehold.services import planning

DEFAULT_SECONDS = 30.0


def budget_of(time_limit: float | None, iterations: int | None, workers: int | None, seed: int) -> Budget:
    """The limits asked for; 30 seconds unless a number of iterations is given."""
    if time_limit is None and iterations is None:
        time_limit = DEFAULT_SECONDS
    threads = workers if workers is not None else (os.cpu_count() or 1)
    return Budget(seconds=time_limit, iterations=iterations, workers=threads, seed=seed)


@contextmanager
def watched(budget: Budget) -> Iterator[Budget]:
    """The budget, ended by Ctrl-C with the best plan so far, and shown while it runs on a terminal.

    A second Ctrl-C ends the command at once, without a plan.
    """
    stopped: list[bool] = []

    def stop(*_: object) -> None:
        if stopped:
            raise KeyboardInterrupt
        stopped.append(True)

    before = signal.signal(signal.SIGINT, stop)
    console = human()
    try:
        with console.status("reading") as status:

            def show(progress: Progress) -> None:
                parts = [progress.stage]
                if progress.best is not None:
                    parts.append(f"best {progress.best:,.0f}")
                if progress.bound is not None:
                    parts.append(f"bound {max(0.0, progress.bound):,.0f}")
                if progress.placed:
                    parts.append(f"{progress.placed} placed")
                limit = "" if budget.seconds is None else f" of {budget.seconds:.0f}"
                status.update(f"{', '.join(parts)}; {progress.seconds:.1f}{limit} s")

            yield replace(budget, stop=lambda: bool(stopped), progress=show if console.is_terminal else lambda _: None)
    finally:
        signal.signal(signal.SIGINT, before)


def limits(function: Any) -> Any:
    """The options that bound a search."""
    options = [
        click.option("--for", "party", metavar="PARTY", help="Whose leases to plan on; default the only lessee."),
        click.option("--time-limit", type=Seconds(), metavar="SECONDS", help="Of search and proof; default 30."),
        click.option(
            "--iterations", type=click.IntRange(1), metavar="N", help="Search steps, in place of a time limit."
        ),
        click.option(
            "--workers", type=click.IntRange(1, 256), metavar="N", help="Threads, 1 to 256; default all cores."
        ),
        click.option(
            "--seed",
            type=click.IntRange(0, 2**31 - 1),
            default=0,
            show_default=True,
            metavar="N",
            help="Of everything drawn: 0 to 2147483647.",
        ),
        click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output."),
    ]
    for option in reversed(options):
        function = option(function)
    return function


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@limits
@click.option(
    "--baseline", type=click.Path(path_type=Path), metavar="PLAN.json", help="A plan (JSON) to stay close to."
)
@click.option("--today", metavar="DATE", help="Not supported yet: pins what has begun, when re-planning.")
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
    if today is not None:
        raise NotSupported("--today: re-planning from a day is not supported yet; leave it out to plan from the start")
    with watched(budget_of(time_limit, iterations, workers, seed)) as budget:
        result = planning.plan(portfolio, party=party, baseline=baseline, budget=budget)
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
    _print_tables(result, ("figures", "placements", "late", "unplaced", "remedies", "assumptions"))
    print_summary(result.plan.findings)


def _print_why(result: planning.PlanResult, production: str) -> None:
    """What the plan does with one production: where it is, why not better, what would help."""
    narrowed = _only(result.plan, production)
    shown = replace(result, planned=replace(result.planned, plan=narrowed))
    _print_tables(shown, ("placements", "late", "unplaced", "remedies"), of=result.plan)
    if narrowed.placements and not narrowed.late:
        out().print(f"{production} has its place and is not late: nothing to explain.")
    print_findings(item for item in narrowed.findings if item.record == production or item.severity is Severity.ERROR)


def _print_tables(result: planning.PlanResult, keys: tuple[str, ...], of: Plan | None = None) -> None:
    """The headline of the whole plan, and those of its tables that hold something."""
    from stagehold.reports.plan import plan_headline, plan_tables

    if result.plan.status is PlanStatus.INFEASIBLE:
        out().print("There is no plan: locks and confirmed bookings contradict each other or a rule (infeasible).")
        return
    stated = result.planned.question.facts.stated
    reader = reader_of(stated)
    out().print(plan_headline(of or result.plan, reader))
    for table in plan_tables(stated, result.plan, reader):
        if table.rows and table.key in keys:
            print_table(table, reader)


def _write_picture(result: planning.PlanResult, path: Path) -> None:
    from stagehold.reports.timeline import timeline

    stated = result.planned.question.facts.stated
    write_text(path, timeline(stated, result.plan, reader_of(stated)).svg)
