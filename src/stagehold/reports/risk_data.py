"""The figures of an ensemble for programs: one object, shares from 0 to 1, days as numbers, dates as YYYY-MM-DD."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from stagehold.advising.outcome import Driver, LeaseRisk, Mean, ProductionRisk, RiskFigures, Share
from stagehold.domain.portfolio import Portfolio
from stagehold.reports.plain import plain


def risk_as_data(found: RiskFigures, portfolio: Portfolio, seconds: float, engine: str) -> dict[str, Any]:
    """The object that ``stagehold risk --json`` prints; but for ``seconds``, ``engine`` the same on any engine."""
    return {
        "rule": found.rule.value,
        "seed": found.seed,
        "futures": found.futures,
        "asked": found.asked,
        "complete": found.complete,
        "seconds": round(seconds, 3),
        "engine": engine,
        "on_time_share": found.on_time_share,
        "late_days": _mean(found.late_days),
        "on_time": _mean(found.timely),
        "moves": found.moves,
        "productions": [_production(item) for item in found.productions],
        "leases": [_lease(item) for item in found.leases],
        "spot_days": {**_mean(found.spot_days), "p90": found.spot_p90},
        "drivers": [_driver(item) for item in found.drivers],
        "causes": [_cause(id_, portfolio, found) for id_ in portfolio.risks],
        "unplaced": list(found.unplaced),
    }


def _production(item: ProductionRisk) -> dict[str, Any]:
    early, middle, late = (plain(day) for day in item.finish)
    return {
        "production": item.id,
        "due": plain(item.due),
        "planned": plain(item.planned),
        "on_time": _share(item.on_time),
        "finish": {"p10": early, "p50": middle, "p90": late},
        "late_days": _mean(item.late_days),
        "missed": _share(item.missed),
        "collided": _share(item.collided),
        "moved": item.moved,
        "hired": item.hired,
        "returned": item.returned,
    }


def _lease(item: LeaseRisk) -> dict[str, Any]:
    return {"lease": item.id, "overrun": _share(item.overrun), "days": {**_mean(item.days), "p90": item.p90}}


def _driver(item: Driver) -> dict[str, Any]:
    return {
        "kind": item.kind.value,
        "id": item.id,
        "share": item.share,
        "days": item.days,
    }


def _cause(id_: str, portfolio: Portfolio, found: RiskFigures) -> dict[str, Any]:
    """What a cause rests on: an assumption with its reason, or a fit with its goodness."""
    risk = portfolio.risks[id_]
    fit = next((item for item in found.fits if item.risk == id_), None)
    fitted: Mapping[str, Any] | None = None
    if fit is not None:
        fitted = {
            "milestone": fit.milestone,
            "pairs": fit.pairs,
            "distance": fit.distance,
            "limit": fit.limit,
            "holds": fit.holds,
        }
    return {
        "cause": id_,
        "kind": risk.kind.value,
        "why": risk.why,
        "source": list(risk.source),
        "fit": fitted,
        "covers": id_ not in found.unused,
    }


def _share(share: Share) -> dict[str, float]:
    return {"value": share.value, "error": share.error, "low": share.low, "high": share.high}


def _mean(mean: Mean) -> dict[str, float]:
    return {"value": mean.value, "error": mean.error}
