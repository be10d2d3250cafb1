"""bench advise: the search by months against the whole program in CP-SAT and HiGHS."""

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
    "--workers", type=click.IntRange(1, 256), default=2, show_default=True, metavar="N", help="Threads of every peer."
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 2), default=0, show_default=True, metavar="N", help="Of the futures drawn."
)
@click.option(
    "--write", type=Writable(), metavar="FILE", help="Write the reference page with the results to this file."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object on standard output.")
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
    if write is not None:
        from stagehold.benching.page import page

        write_text(write, page(results, "advise"))
    if as_json:
        print_json(results.as_dict())
    else:
        print_results(results)
