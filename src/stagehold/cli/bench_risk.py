"""bench risk: futures a second under both repair rules."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli import bench_options as options
from stagehold.cli.bench_printing import hand_out, stopping, warn_if_busy
from stagehold.cli.console import human


@click.command()
@options.scale
@options.workers("that work")
@options.seed("everything drawn")
@options.write
@options.as_json
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
    hand_out(results, "risk", write, as_json=as_json)
