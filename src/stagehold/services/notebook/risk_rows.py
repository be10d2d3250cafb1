"""How sure a plan is, as rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from stagehold.advising.outcome import RiskFigures
from stagehold.services.notebook.frames import Kind, Rows

TEXT, DAY, COUNT, NUMBER = Kind.TEXT, Kind.DAY, Kind.COUNT, Kind.NUMBER


def productions(found: RiskFigures) -> Rows:
    """A row for each production, by planned finish; a finish beyond the days told apart is ``NaT``."""
    rows = [
        (
            *(item.id, item.due, item.planned, item.on_time.value, item.on_time.low, item.on_time.high),
            *(*item.finish, item.late_days.value, item.missed.value, item.collided.value, item.drives),
        )
        for item in sorted(found.productions, key=lambda item: (item.planned, item.id))
    ]
    columns = {"production": TEXT, "due": DAY, "planned": DAY, "on_time": NUMBER, "low": NUMBER, "high": NUMBER}
    columns |= {"p10": DAY, "p50": DAY, "p90": DAY, "late_days": NUMBER, "missed": NUMBER}
    return Rows({**columns, "collided": NUMBER, "drives": NUMBER}, rows)


def leases(found: RiskFigures) -> Rows:
    """A row for each lease: how often it is overrun, and by how many stage-days."""
    rows = [(item.id, item.overrun.value, item.overrun.error, item.days.value, item.p90) for item in found.leases]
    return Rows({"lease": TEXT, "overrun": NUMBER, "error": NUMBER, "days": NUMBER, "p90_days": COUNT}, rows)


def drivers(found: RiskFigures) -> Rows:
    """A row for each cause and production that drives the days late."""
    rows = [(item.kind.value, item.id, item.share, item.days) for item in found.drivers]
    return Rows({"kind": TEXT, "id": TEXT, "share": NUMBER, "days": NUMBER}, rows)


TABLES: Mapping[str, Callable[[RiskFigures], Rows]] = {
    "productions": productions,
    "leases": leases,
    "drivers": drivers,
}
