"""Causes of delay for a drawn portfolio: every kind of cause, and every way to share one."""

from __future__ import annotations

from decimal import Decimal

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import CauseKind, Risk, SharedBy, Spread, SpreadKind
from stagehold.domain.studio import PhaseKind

WHY = "Drawn for a benchmark."


def with_causes(portfolio: Portfolio) -> Portfolio:
    """The portfolio with six causes; together they make most productions of a crowded plan late now and then."""
    for risk in (*_delays(), *_interruptions()):
        portfolio = portfolio.put(risk)
    return portfolio


def _delays() -> tuple[Risk, ...]:
    return (
        Risk(id="script", kind=CauseKind.OWN, why=WHY, ready_shift=_three(SpreadKind.TRIANGULAR, "-7", "5", "60")),
        Risk(id="shoot", kind=CauseKind.OWN, why=WHY, phase_factor=_three(SpreadKind.PERT, "0.9", "1", "1.5")),
        Risk(
            id="crews",
            kind=CauseKind.SHARED,
            why=WHY,
            shared_by=SharedBy.STUDIO,
            phase_factor=_three(SpreadKind.TRIANGULAR, "0.95", "1", "1.2"),
            phases=(PhaseKind.BUILD, PhaseKind.STRIKE),
        ),
        Risk(
            id="casting",
            kind=CauseKind.OWN,
            why=WHY,
            correlation=Decimal("0.3"),
            ready_shift=Spread(kind=SpreadKind.EXPONENTIAL, mean=Decimal(4), high=Decimal(40)),
        ),
    )


def _interruptions() -> tuple[Risk, ...]:
    return (
        Risk(
            id="stop",
            kind=CauseKind.STOPPAGE,
            why=WHY,
            shared_by=SharedBy.COUNTRY,
            rate=Decimal("0.15"),
            length=_three(SpreadKind.TRIANGULAR, "10", "30", "120"),
        ),
        Risk(
            id="again",
            kind=CauseKind.RESHOOT,
            why=WHY,
            probability=Decimal("0.03"),
            delay=_three(SpreadKind.TRIANGULAR, "60", "200", "365"),
            days=_three(SpreadKind.TRIANGULAR, "5", "12", "30"),
        ),
    )


def _three(kind: SpreadKind, low: str, mode: str, high: str) -> Spread:
    return Spread(kind=kind, low=Decimal(low), mode=Decimal(mode), high=Decimal(high))
