"""replan: plan again from an earlier plan with few changes, and say what changed and why."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import out, print_json, print_summary
from stagehold.cli.plan import print_headline, print_tables
from stagehold.cli.reading import Writable, day_of, reader_of, write_text
from stagehold.cli.tables import print_table
from stagehold.cli.watching import budget_of, limits, watched
from stagehold.planning.plan import PlanStatus
from stagehold.services import replanning


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.option(
    "--baseline",
    type=click.Path(path_type=Path),
    metavar="PLAN.json",
    required=True,
    help="The earlier plan, as plan --json printed it.",
)
@click.option("--today", metavar="DATE", help="What has begun by then stays as it is, nothing else starts sooner.")
@limits
@click.option("--picture", type=Writable(), metavar="FILE", help="Write before and now in one timeline, as SVG.")
def replan(
    portfolio: Path,
    baseline: Path,
    today: str | None,
    party: str | None,
    time_limit: float | None,
    iterations: int | None,
    workers: int | None,
    seed: int,
    picture: Path | None,
    *,
    as_json: bool,
) -> int:
    """Plan PORTFOLIO again with few changes to an earlier plan; list what changed, from what to what, and why."""
    day = day_of(today, "--today")
    with watched(budget_of(time_limit, iterations, workers, seed)) as budget:
        found = replanning.replan(portfolio, baseline=baseline, today=day, party=party, budget=budget)
    if picture is not None:
        _write_picture(found, picture)
    if as_json:
        from stagehold.reports.changes import changes_as_data
        from stagehold.reports.plan_data import plan_as_data

        print_json({**plan_as_data(found.plan), "changes": changes_as_data(found.changes)})
    else:
        _print(found)
    return 1 if found.plan.status is PlanStatus.INFEASIBLE else 0


def _print(found: replanning.ReplanResult) -> None:
    from stagehold.reports.changes import changes_summary, changes_table

    if print_headline(found.result):
        stated = found.result.planned.question.facts.stated
        reader = reader_of(stated)
        out().print(changes_summary(found.changes, found.plan, reader))
        if found.changes:
            print_table(changes_table(found.changes, stated, reader), reader)
        print_tables(found.result, ("late", "unplaced", "remedies"))
    print_summary(found.plan.findings)


def _write_picture(found: replanning.ReplanResult, path: Path) -> None:
    from stagehold.reports.replan_picture import replan_picture

    stated = found.result.planned.question.facts.stated
    write_text(path, replan_picture(stated, found.plan, found.changes, reader_of(stated)).svg)
