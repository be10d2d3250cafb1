"""bench risk: futures a second under both repair rules."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli.bench_printing import print_results, stopping, warn_if_busy
from stagehold.cli.console import human, print_json
from stagehold.cli.reading import Writable, write_text


@click.command()
@click.option(
    "--scale",
    type=click.Choice(["full", "quick"]),
    default="full",
    show_default=True,
    help="quick: does everything run? Its figures are not held against goals.",
)
@click.option(
    "--workers", type=click.IntRange(1, 256), default=2, show_default=True, metavar="N", help="Threads that work."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 2), default=0, show_default=True, metavar="N", help="Of everything drawn."
)
@click.option(
    "--write", type=Writable(), metavar="FILE", help="Write the reference page with the results to this file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
def risk(scale: str, workers: int, seed: int, write: Path | None, *, as_json: bool) -> None:
    """Measure futures a second against plain Python and against the memory; Ctrl-C keeps what is measured."""
    from stagehold.benching.risk.run import RISK_SCALES, RiskSession, begin_risk, run_risk
    from stagehold.benching.scale import ScaleName

    stopped: list[bool] = []
    session = RiskSession(
        scale=RISK_SCALES[ScaleName(scale)], workers=workers, seed=seed, say=human().print, stop=lambda: bool(stopped)
    )
    results = begin_risk(session)
    warn_if_busy(results)
    with stopping(stopped):
        run_risk(session, results)
    if write is not None:
        from stagehold.benching.page import page

        write_text(write, page(results, "risk"))
    if as_json:
        print_json(results.as_dict())
    else:
        print_results(results)
