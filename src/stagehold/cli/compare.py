"""compare: the portfolio as it is and under named scenarios, planned and put side by side."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.console import human, out, print_findings, print_json
from stagehold.cli.reading import Writable, baseline_options, reader_of, today_of, write_text
from stagehold.cli.tables import print_table
from stagehold.cli.watching import budget_of, limits, watched
from stagehold.services import comparing


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@click.argument("scenarios", metavar="[SCENARIO ...]", nargs=-1)
@limits
@baseline_options("A plan (JSON) all of them stay close to.")
@click.option("--picture", type=Writable(), metavar="FILE", help="Write what the plans cost as bars, as SVG.")
def compare(
    portfolio: Path,
    scenarios: tuple[str, ...],
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
    """Plan PORTFOLIO as it is and under each SCENARIO (default all), and show every figure with its difference."""
    day = today_of(today, baseline)
    with watched(budget_of(time_limit, iterations, workers, seed)) as budget:
        result = comparing.compare(portfolio, scenarios, party=party, baseline=baseline, today=day, budget=budget)
    if picture is not None:
        from stagehold.reports.scenario_tables import scenario_picture

        write_text(picture, scenario_picture(result.found, reader_of(result.loaded.portfolio)).svg)
    if as_json:
        from stagehold.reports.scenarios import comparison_as_data

        print_json(comparison_as_data(result.found))
    else:
        _print(result)
    return 0 if result.complete or result.found.not_planned else 1


def _print(result: comparing.CompareResult) -> None:
    from stagehold.reports.scenario_tables import scenario_tables

    reader = reader_of(result.loaded.portfolio)
    for table in scenario_tables(result.found, result.loaded.portfolio, reader):
        if table.rows:
            print_table(table, reader)
        else:
            for note in table.notes:
                out().print(note)
    for run in result.found.plans:
        print_findings(run.findings)
        if run.plan is not None and run.plan.objective is None:
            print_findings(run.plan.findings)
    if result.found.not_planned:
        human().print(f"stopped; not planned: {', '.join(result.found.not_planned)}")
