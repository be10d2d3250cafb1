"""risk: how sure a plan is when productions slip, crews stop and scenes are shot again."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli.console import human, out, print_json, print_summary
from stagehold.cli.reading import Writable, language, reader_of, write_text
from stagehold.cli.tables import print_table
from stagehold.cli.watching import budget_of, limits, watched
from stagehold.planning.budget import Progress

if TYPE_CHECKING:
    from stagehold.services.risking import RiskResult

STOPPING = (
    "stopping: the figures of the futures worked out so far follow; once more ends the command at once, without any"
)
MOST = 100_000_000


@click.command()
@click.argument("portfolio", type=click.Path(path_type=Path))
@limits
@click.option(
    "--plan",
    "plan_file",
    type=click.Path(path_type=Path),
    metavar="PLAN.json",
    help="The plan to look at, as plan --json printed it; default the one that the planner makes now.",
)
@click.option(
    "--rule",
    type=click.Choice(["shift", "re-place"]),
    default="shift",
    show_default=True,
    help="How a plan is repaired: same stages, same order; or stay by stay, on the stage that is best then.",
)
@click.option(
    "--futures", type=click.IntRange(1, MOST), default=10_000, show_default=True, metavar="N", help="How many to draw."
)
@click.option(
    "--engine",
    default="threads",
    show_default=True,
    metavar="ENGINE",
    help="Who works them out: threads, dask-local, or dask://HOST:PORT; the figures are the same.",
)
@click.option(
    "--keep",
    type=Writable(),
    metavar="FILE",
    help="Keep what is worked out in this file, and go on from it: another call with the same input finishes the run.",
)
@click.option("--picture", type=Writable(), metavar="FILE", help="Write the pictures as SVG to this file (-1, -2, -3).")
@language
def risk(
    portfolio: Path,
    party: str | None,
    time_limit: float | None,
    iterations: int | None,
    workers: int | None,
    seed: int,
    plan_file: Path | None,
    rule: str,
    futures: int,
    engine: str,
    keep: Path | None,
    picture: Path | None,
    lang: str,
    *,
    as_json: bool,
) -> None:
    """Push many drawn futures through the plan of PORTFOLIO: who is on time, which lease is overrun, and why."""
    from stagehold.advising.engine import Told
    from stagehold.advising.repair import Rule
    from stagehold.services import risking

    ensemble = risking.Ensemble(
        rule=Rule(rule),
        futures=futures,
        seed=seed,
        engine=engine,
        workers=workers if workers is not None else (os.cpu_count() or 1),
        keep=keep,
    )
    with watched(budget_of(time_limit, iterations, workers, seed), STOPPING) as budget:

        def told(now: Told) -> None:
            budget.progress(Progress(stage="futures", seconds=budget.gone, done=now.futures, of=now.of))

        result = risking.assess(portfolio, ensemble, party=party, plan=plan_file, budget=budget, told=told)
    if result.figures is None:
        human().print("stopped before the first futures were worked out; nothing to show")
        if as_json:
            print_json({"futures": 0, "asked": futures})
        return
    if picture is not None:
        _write_pictures(result, picture, lang)
    if as_json:
        from stagehold.reports.risk_data import risk_as_data

        print_json(risk_as_data(result.figures, result.loaded.portfolio, result.seconds, result.engine))
        return
    _print(result, lang)


def _print(result: RiskResult, lang: str) -> None:
    from stagehold.reports.risk import risk_headline, risk_tables

    assert result.figures is not None
    known = result.loaded.portfolio
    reader = reader_of(known, lang)
    out().print(risk_headline(result.figures, reader))
    for table in risk_tables(result.figures, known, reader):
        if table.rows:
            print_table(table, reader)
    print_summary(result.question.problem.findings)


def _write_pictures(result: RiskResult, path: Path, lang: str) -> None:
    from stagehold.reports.risk_pictures import risk_pictures

    assert result.figures is not None
    reader = reader_of(result.loaded.portfolio, lang)
    pictures = risk_pictures(result.figures, result.loaded.portfolio, reader)
    for index, drawn in enumerate(pictures):
        name = path if len(pictures) == 1 else path.with_name(f"{path.stem}-{index + 1}{path.suffix}")
        write_text(name, drawn.svg)
