"""Ready days and windows (SPEC §2, *Demand*)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.edtf import EdtfInterval
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.breach import breach, stated
from stagehold.planning.audit.placed import demand_of
from stagehold.planning.plan import Placement

ONE_DAY = timedelta(days=1)


def ready_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``start ≥ ready``, the last day that ready can mean."""
    for placement in placements:
        production, _ = demand_of(portfolio, placement)
        if production.ready is None:
            continue
        ready = stated(production.id, "ready", production.ready, readings.ready)
        if placement.start < ready:
            found = f"start {placement.start}"
            yield breach("before-ready", placement, found=found, allowed=f"{ready} at the earliest")


def window_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """``first ≤ start`` and ``end − 1 ≤ last``: the window names the first and last day on a stage."""
    for placement in placements:
        production, _ = demand_of(portfolio, placement)
        if production.window is None:
            continue
        first, last = stated(production.id, "window", production.window, readings.window)
        if _outside(placement.start, placement.end, first, last):
            found = f"{placement.start} to {placement.end - ONE_DAY}"
            yield breach("out-of-window", placement, found=found, allowed=_words(first, last))


def phase_window_breaches(portfolio: Portfolio, placements: Sequence[Placement]) -> Iterator[Finding]:
    """Every occurrence of a phase lies between the first and last day of its window."""
    for placement in placements:
        _, need = demand_of(portfolio, placement)
        for phase in placement.phases:
            bound: EdtfInterval | None = need.phase_windows.get(phase.phase)
            if bound is None or phase.start >= phase.end:
                continue
            field = f"phase_windows.{phase.phase}"
            first, last = stated(placement.production, f"needs.{need.id}.{field}", bound, readings.window)
            if _outside(phase.start, phase.end, first, last):
                found = f"{phase.phase} on {phase.start} to {phase.end - ONE_DAY}"
                yield breach("phase-window", placement, field, found=found, allowed=_words(first, last))


def _outside(start: date, end: date, first: date | None, last: date | None) -> bool:
    return (first is not None and start < first) or (last is not None and end - ONE_DAY > last)


def _words(first: date | None, last: date | None) -> str:
    return " and ".join(
        part for part in (first and f"{first} at the earliest", last and f"{last} as the last day") if part
    )
