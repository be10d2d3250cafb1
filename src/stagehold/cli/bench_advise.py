"""bench advise: the search by months against the whole program in CP-SAT and HiGHS."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli import bench_options as options
from stagehold.cli.bench_printing import hand_out, stopping, warn_if_busy
from stagehold.cli.console import human


@click.command()
@options.scale
@options.workers("of every peer")
@options.seed("the futures drawn")
@options.write
@options.as_json
def advise(scale: str, workers: int, seed: int, write: Path | None, *, as_json: bool) -> None:
    """Measure the search by months against the whole program in HiGHS and CP-SAT; Ctrl-C keeps what is measured."""
    from stagehold.benching.advice.run import ADVICE_SCALES, AdviceSession, begin_advice, run_advice
    from stagehold.benching.scale import ScaleName

    stopped: list[bool] = []
    session = AdviceSession(
        scale=ADVICE_SCALES[ScaleName(scale)], workers=workers, seed=seed, say=human().print, stop=lambda: bool(stopped)
    )
    results = begin_advice(session)
    human().print(f"at most about {session.scale.minutes:.0f} minutes, scale {scale}")
    warn_if_busy(results)
    with stopping(stopped):
        run_advice(session, results)
    hand_out(results, "advise", write, as_json=as_json)
