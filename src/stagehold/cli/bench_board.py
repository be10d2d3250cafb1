"""bench board: the timeline in a real browser, beside vis-timeline."""

from __future__ import annotations

from pathlib import Path

import click

from stagehold.cli import bench_options as options
from stagehold.cli.bench_printing import hand_out, stopping, warn_if_busy
from stagehold.cli.console import human


@click.command()
@options.scale
@options.seed("everything drawn")
@options.write
@options.as_json
def board(scale: str, seed: int, write: Path | None, *, as_json: bool) -> None:
    """Measure the timeline in a Chromium over a real server, beside vis-timeline; Ctrl-C keeps what is measured."""
    from stagehold.benching.board.run import begin_board, run_board
    from stagehold.benching.board.session import BOARD_SCALES, BoardSession
    from stagehold.benching.browser import find_browser
    from stagehold.benching.scale import ScaleName

    find_browser()
    stopped: list[bool] = []
    asked = BOARD_SCALES[ScaleName(scale)]
    session = BoardSession(scale=asked, seed=seed, say=human().print, stop=lambda: bool(stopped))
    results = begin_board(session)
    human().print(f"about {asked.minutes} minutes, scale {scale}")
    warn_if_busy(results)
    with stopping(stopped):
        run_board(session, results)
    hand_out(results, "board", write, as_json=as_json)
