"""An earlier plan, read against the portfolio as it is now: what it no longer has is named and passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, Severity, nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.plan import Placement, Plan


def known_part(portfolio: Portfolio, baseline: Plan, party: str) -> tuple[Plan, list[Finding]]:
    """The placements of needs and stages that the portfolio still has, and a warning for each of the others.

    Raises
    ------
    InputError
        If the baseline is a plan for another party.
    """
    _require_party(portfolio, baseline, party)
    kept: dict[tuple[str, str], Placement] = {}
    findings = []
    for placement in baseline.placements:
        wrong = _unknown(portfolio, placement)
        if wrong is None and (placement.production, placement.need) in kept:
            found = f"{placement.production}/{placement.need} on {', '.join(placement.stages)}"
            wrong = _warning("baseline-placed-twice", placement, found, "one placement a need; the first one counts")
        if wrong is None:
            kept[placement.production, placement.need] = placement
        else:
            findings.append(wrong)
    return replace(baseline, placements=tuple(kept.values())), findings


def _require_party(portfolio: Portfolio, baseline: Plan, party: str) -> None:
    other = baseline.party
    if not other and baseline.placements:
        # A plan in a file need not say whose it is; its stages do.
        stages = {member for item in baseline.placements for member in item.members}
        lessees = {
            lease.lessee
            for lease in portfolio.leases.values()
            for stage in (*lease.spaces, *(id_ for option in lease.options for id_ in option.spaces))
            if stage in stages
        }
        other = party if party in lessees or not lessees else sorted(lessees)[0]
    if other and other != party:
        finding = Finding(rule="other-party", record="baseline", field="party", found=other, allowed=party)
        raise InputError(
            f"the baseline is a plan for {other}, this one is for {party}; give a plan of {party}, or --for {other}",
            [finding],
        )


def _unknown(portfolio: Portfolio, placement: Placement) -> Finding | None:
    production = portfolio.productions.get(placement.production)
    if production is None:
        known = [item.id for item in portfolio.productions.values() if item.needs]
        close = nearest(placement.production, known)
        allowed = "a production of the portfolio; it is passed over"
        return _warning("baseline-unknown-production", placement, placement.production, allowed, close)
    needs = [need.id for need in production.needs]
    if placement.need not in needs:
        close = nearest(placement.need, needs)
        allowed = f"a need of {production.id}: {', '.join(needs) or 'it has none'}; it is passed over"
        return _warning("baseline-unknown-need", placement, placement.need, allowed, close)
    lost = [member for member in placement.members if member not in portfolio.spaces]
    if lost or not placement.members:
        close = nearest(lost[0], portfolio.spaces) if lost else ""
        allowed = "spaces of the portfolio; the need is planned as if it had no place before"
        return _warning("baseline-unknown-stage", placement, ", ".join(lost) or "no stage", allowed, close)
    return None


def _warning(rule: str, placement: Placement, found: str, allowed: str, close: str = "") -> Finding:
    return Finding(
        rule=rule,
        severity=Severity.WARNING,
        record=placement.production,
        field=f"needs.{placement.need}",
        found=found,
        allowed=allowed,
        nearest=close,
    )


def begun_on(baseline: Plan, today: date) -> Iterator[Placement]:
    """The placements whose first day has passed."""
    return (placement for placement in baseline.placements if placement.start < today)
