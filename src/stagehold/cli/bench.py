"""bench: planner, desk, risk, advice and board against their goals and against others; portfolios drawn for it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from stagehold.cli import bench_options as options
from stagehold.cli.bench_advise import advise
from stagehold.cli.bench_board import board
from stagehold.cli.bench_desk import desk
from stagehold.cli.bench_printing import hand_out, stopping, warn_if_busy
from stagehold.cli.bench_risk import risk
from stagehold.cli.console import human
from stagehold.domain.errors import Unreadable

if TYPE_CHECKING:
    from stagehold.benching.results import Results
    from stagehold.benching.session import Session

PARTS = "ABCDEFG"


class Parts(click.ParamType[tuple[str, ...]]):
    """Goals by letter, as ``A,B`` or ``AB``."""

    name = "goals"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The letters in order, each once."""
        letters = str(value).upper().replace(",", "").replace(" ", "")
        if not letters or set(letters) - set(PARTS):
            self.fail(f"{value!r} names no goals; allowed: letters of A to G, as A,D", param, ctx)
        return tuple(letter for letter in PARTS if letter in letters)


@click.group()
def bench() -> None:
    """Measure against goals and others (planner, desk, risk, advise, board), or draw a portfolio (generate)."""


bench.add_command(desk)
bench.add_command(advise)
bench.add_command(board)
bench.add_command(risk)


@bench.command()
@click.option("--goals", type=Parts(), default=PARTS, metavar="A,B,…", help="Goals to measure, of A to G; default all.")
@options.scale
@click.option(
    "--instances",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Published instances; default ../shared/bench beside the project.",
)
@options.workers("of every planner")
@options.seed("everything drawn")
@options.write
@options.as_json
def planner(
    goals: tuple[str, ...],
    scale: str,
    instances: Path | None,
    workers: int,
    seed: int,
    write: Path | None,
    *,
    as_json: bool,
) -> None:
    """Measure goals A to G against plain CP-SAT, PyJobShop and Timefold in one run; Ctrl-C keeps what is measured."""
    from stagehold.benching.rivals import available
    from stagehold.benching.run import begin, run
    from stagehold.benching.scale import SCALES, ScaleName
    from stagehold.benching.session import Session

    stopped: list[bool] = []
    session = Session(
        scale=SCALES[ScaleName(scale)],
        workers=workers,
        seed=seed,
        instances=_instances(instances),
        say=human().print,
        stop=lambda: bool(stopped),
        peers=available(),
    )
    results = begin(session, goals)
    _announce(session, results)
    with stopping(stopped):
        run(session, results)
    hand_out(results, "planner", write, as_json=as_json)


@bench.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--productions", type=click.IntRange(1, 100_000), default=1000, show_default=True, metavar="N", help="How many."
)
@click.option(
    "--stages", type=click.IntRange(1, 30_000), metavar="N", help="How many; default three for ten productions."
)
@click.option(
    "--load",
    type=click.FloatRange(0, 1.5, min_open=True),
    default=0.67,
    show_default=True,
    metavar="X",
    help="Stage-days asked for over stage-days leased.",
)
@click.option(
    "--qualifying",
    type=click.IntRange(1),
    default=30,
    show_default=True,
    metavar="N",
    help="Stages that may serve a need.",
)
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), default=1, show_default=True, metavar="N", help="Of everything drawn."
)
@click.option("--overwrite", is_flag=True, help="Replace what FOLDER holds.")
def generate(
    folder: Path, productions: int, stages: int | None, load: float, qualifying: int, seed: int, *, overwrite: bool
) -> None:
    """Draw a portfolio of any size and load and write it to FOLDER; the same numbers give the same portfolio."""
    from stagehold.benching.generator import Shape, measured_load
    from stagehold.benching.generator import generate as drawn
    from stagehold.files.save import save

    count = stages or max(1, productions * 3 // 10)
    shape = Shape(productions=productions, stages=count, load=load, seed=seed, qualifying=qualifying)
    portfolio = drawn(shape)
    save(portfolio, folder, overwrite=overwrite)
    human().print(
        f"wrote {productions} productions on {count} stages, load {measured_load(portfolio):.3f}, to {folder}; "
        f"next: stagehold plan {folder}"
    )


def _instances(given: Path | None) -> Path | None:
    """The folder of published instances: the one given, else ../shared/bench beside the project, if it is there."""
    import stagehold

    if given is not None:
        if not given.is_dir():
            raise Unreadable(f"--instances {given}: there is no such folder")
        return given
    project = Path(stagehold.__file__).resolve().parents[2]
    folder = project.parent / "shared" / "bench"
    return folder if folder.is_dir() else None


def _announce(session: Session, results: Results) -> None:
    """What will be done, how long it takes, and what is not as it should be."""
    from stagehold.benching.run import ON_INSTANCES, PARTS, minutes, missing_peers

    planned = minutes(session, results.goals)
    for goal, expected in planned.items():
        absent = goal in ON_INSTANCES and session.instances is None
        human().print(f"  {goal}  {PARTS[goal][0]}: " + ("left out, no instances" if absent else f"{expected:.1f} min"))
    human().print(f"in all about {sum(planned.values()):.0f} minutes, {session.workers} workers, scale {results.scale}")
    for peer, why in missing_peers(session).items():
        human().print(f"warning: no {peer}: {why.removeprefix('missing: ')}; its rows will say missing")
    warn_if_busy(results)
