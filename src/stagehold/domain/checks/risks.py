"""Causes of delay: the fields that their kind asks for and no others, a reason, and spreads that can be drawn."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.spreads import wrong_in
from stagehold.domain.findings import nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.risk import CauseKind, Risk, SharedBy, SpreadKind

MOST_SHIFT = Decimal(3650)
MOST_FACTOR = Decimal(8)
# Bounds of the numbers that a spread in each field may give.
BOUNDS: Mapping[str, tuple[Decimal, Decimal]] = {
    "ready_shift": (-MOST_SHIFT, MOST_SHIFT),
    "phase_factor": (Decimal("0.05"), MOST_FACTOR),
    "length": (Decimal(1), MOST_SHIFT),
    "delay": (Decimal(0), MOST_SHIFT),
    "days": (Decimal(1), MOST_SHIFT),
}
_DELAYS = ("ready_shift", "phase_factor", "phases", "fit")
_STOPS = ("rate", "length")
_RESHOOTS = ("probability", "delay", "days")
_FIELDS: Mapping[CauseKind, tuple[str, ...]] = {
    CauseKind.OWN: (*_DELAYS, "correlation"),
    CauseKind.SHARED: (*_DELAYS, "shared_by"),
    CauseKind.STOPPAGE: (*_STOPS, "shared_by"),
    CauseKind.RESHOOT: _RESHOOTS,
}
_FITTED = (SpreadKind.EMPIRICAL, SpreadKind.NORMAL, SpreadKind.LOGNORMAL)


def risk_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Every cause by itself."""
    milestones = {item.name for production in portfolio.productions.values() for item in production.milestones}
    for risk in portfolio.risks.values():
        subject = Subject("risk", risk.id)
        yield from _fields(subject, risk)
        yield from _asked(subject, risk)
        for name, (least, most) in BOUNDS.items():
            spread = getattr(risk, name)
            if spread is not None:
                for wrong in wrong_in(spread, least, most):
                    yield subject.error("spread", f"{name}.{wrong.field}", wrong.found, wrong.allowed)
        if risk.fit is not None and risk.fit.milestone not in milestones:
            allowed = ", ".join(sorted(milestones)) or "a milestone of a production; none has any"
            close = nearest(risk.fit.milestone, milestones)
            yield subject.error("unknown-milestone", "fit.milestone", risk.fit.milestone, allowed, close)
        known = {studio.country for studio in portfolio.studios.values()}
        for country in risk.countries:
            if country not in known:
                yield subject.error("no-studio-there", "countries", country, ", ".join(sorted(known)) or "a studio's")


def _fields(subject: Subject, risk: Risk) -> Iterator[Located]:
    """Fields that this kind of cause does not have."""
    mine = _FIELDS[risk.kind]
    defaults = {"correlation": Decimal(0), "shared_by": SharedBy.GROUP, "phases": ()}
    for name in (*_DELAYS, *_STOPS, *_RESHOOTS, "correlation", "shared_by"):
        value = getattr(risk, name)
        if value != defaults.get(name) and name not in mine:
            yield subject.error(
                "field-of-another-kind", name, _short(value), f"with kind {risk.kind}: {', '.join(mine)}"
            )


def _short(value: object) -> str:
    return str(getattr(value, "kind", value))


def _asked(subject: Subject, risk: Risk) -> Iterator[Located]:
    """What must be there, and what must not stand together."""
    if risk.why is None and risk.fit is None:
        allowed = "the reason for these numbers; a cause that is not fitted to 30 pairs of dates is an assumption"
        yield subject.error("no-reason", "why", "", allowed)
    if risk.kind is CauseKind.SHARED and risk.shared_by is SharedBy.PRODUCTION:
        yield subject.error("not-shared", "shared_by", risk.shared_by, "group, studio, country; else kind: own")
    if risk.kind in (CauseKind.OWN, CauseKind.SHARED):
        if risk.ready_shift is None and risk.phase_factor is None and risk.fit is None:
            yield subject.error("no-effect", "ready_shift", "", "ready_shift, phase_factor or fit")
        if risk.ready_shift is not None and risk.fit is not None:
            yield subject.error("given-twice", "fit", risk.fit.milestone, "either ready_shift or fit")
        if risk.phases and risk.phase_factor is None:
            yield subject.error("no-effect", "phases", ", ".join(risk.phases), "phases only beside phase_factor")
        if risk.fit is not None and risk.fit.kind not in _FITTED:
            yield subject.error("cannot-be-fitted", "fit.kind", risk.fit.kind, ", ".join(_FITTED))
    asked = {CauseKind.STOPPAGE: _STOPS, CauseKind.RESHOOT: _RESHOOTS}.get(risk.kind, ())
    for name in asked:
        if getattr(risk, name) is None:
            yield subject.error("missing-field", name, "", f"a {risk.kind} needs {', '.join(asked)}")
