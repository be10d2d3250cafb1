"""Goal G: how long the first word takes: ``stagehold plan`` as a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from statistics import median

import stagehold
from stagehold.benching.figures import Figure, missing
from stagehold.benching.generator import Shape, generate
from stagehold.benching.session import Session
from stagehold.domain.portfolio import Portfolio
from stagehold.files.save import save

# The minimal portfolio of the specification, whose best plan is found without compiled code.
MINIMAL = """stagehold: 1
studios:     [{id: lot, name: Lot, country: JP, time_zone: Asia/Tokyo}]
spaces:      [{id: a, studio: lot, kind: stage, name: A}, {id: b, studio: lot, kind: stage, name: B}]
leases:
  - {id: la, lessee: Us, spaces: [a], term: 2027-01-05/2029-12-31}
  - {id: lb, lessee: Us, spaces: [b], term: 2027-02-01/2029-06-30}
productions:
  - {id: p1, ready: 2027-01-10, due: 2027-01-10, priority: 3,
     needs: [{id: main, days_on: {a: 40, b: 55}, only: true}]}
  - {id: p2, ready: 2027-01-10, window: 2027-01-10/2027-12-31, due: 2027-04-01, drop_cost: 500,
     needs: [{id: main, phases: {build: 20, shoot: 40, strike: 5}}]}
"""
# More needs than the exact solver is asked about first, so that the compiled search is loaded; room enough for all of
# them and no dues, so that the first plan is the best one and nothing but the start is timed.
SEARCHED = Shape(productions=130, stages=40, load=0.2)
MOST_SECONDS = 300.0


def goal_g(session: Session) -> Iterator[Figure]:
    """Cold starts with compiled code at hand, and the very first one."""
    with tempfile.TemporaryDirectory(prefix="stagehold-bench-") as name:
        folder = Path(name)
        (folder / "minimal").mkdir()
        (folder / "minimal" / "portfolio.yaml").write_text(MINIMAL, encoding="utf-8")
        save(_without_dues(generate(SEARCHED)), folder / "searched")
        for row, portfolio, note in (
            ("g-cold-s", "minimal", "two stages, two productions"),
            ("g-cold-search-s", "searched", f"{SEARCHED.productions} productions, compiled search loaded"),
        ):
            yield _cold(session, row, folder / portfolio, note)
        yield _first(session, folder)


def _without_dues(portfolio: Portfolio) -> Portfolio:
    productions = {id_: replace(item, due=None) for id_, item in portfolio.productions.items()}
    return replace(portfolio, productions=productions)


def _cold(session: Session, name: str, portfolio: Path, note: str) -> Figure:
    _plan(portfolio, {})  # so that compiled code is kept
    times = []
    for _ in range(session.scale.starts):
        session.check()
        times.append(_plan(portfolio, {}))
    known = [seconds for seconds in times if seconds is not None]
    if len(known) < len(times):
        return missing(name, "s", "stagehold plan did not end with a plan")
    session.say(f"cold start, {note}: {median(known):.2f} s")
    return Figure(name=name, value=median(known), unit="s", note=f"median of {len(known)} starts; {note}")


def _first(session: Session, folder: Path) -> Figure:
    """A copy of the program without compiled code, as a first start finds it."""
    home = Path(stagehold.__file__).parent
    shutil.copytree(home, folder / "copy" / "stagehold", ignore=shutil.ignore_patterns("__pycache__"))
    world = {"PYTHONPATH": str(folder / "copy"), "NUMBA_CACHE_DIR": str(folder / "cache")}
    seconds = _plan(folder / "searched", world)
    session.check()
    if seconds is None:
        return missing("g-first-s", "s", "stagehold plan did not end with a plan")
    session.say(f"first start ever: {seconds:.1f} s")
    return Figure(
        name="g-first-s", value=seconds, unit="s", note="nothing compiled yet; its first plan is the best one"
    )


def _plan(portfolio: Path, world: dict[str, str]) -> float | None:
    """Wall seconds of one ``stagehold plan``; None where it gave no plan."""
    call = [sys.executable, "-m", "stagehold", "plan", str(portfolio), "--json"]
    began = time.perf_counter()
    try:
        ended = subprocess.run(
            call, capture_output=True, timeout=MOST_SECONDS, env={**os.environ, **world}, cwd=portfolio, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    return None if ended.returncode else time.perf_counter() - began
