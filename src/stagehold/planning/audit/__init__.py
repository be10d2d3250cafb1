"""The second opinion on a plan: every rule of SPEC §2 checked again from records and dates.

Nothing here is shared with the solver: of ``stagehold.planning`` only the types of the answer (``planning.plan``) are
imported, and an import contract keeps it so. A rule that the search and this package read alike is right for two
independent reasons; where they differ, a plan is refused and a person looks.

    from stagehold.planning.audit import audit

    breaches = audit(portfolio, plan)      # () when every rule is kept
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.planning.audit.figures import figure_breaches, infeasible_breaches, terms_of
from stagehold.planning.audit.joined import joined_breaches, stage_count_breaches
from stagehold.planning.audit.lateness import late_days_breaches, late_list_breaches
from stagehold.planning.audit.lengths import length_breaches, start_day_breaches
from stagehold.planning.audit.links import after_breaches, same_stages_breaches
from stagehold.planning.audit.locks import lock_breaches
from stagehold.planning.audit.neighbours import booking_breaches, overlap_breaches, turnover_breaches
from stagehold.planning.audit.occupied import closure_breaches, lease_breaches, service_breaches
from stagehold.planning.audit.placed import completeness_breaches, readable, unreadable_breaches
from stagehold.planning.audit.qualifies import (
    allowed_breaches,
    area_breaches,
    feature_breaches,
    height_breaches,
    kind_breaches,
)
from stagehold.planning.audit.today import begun, past_breaches, settled
from stagehold.planning.audit.together import together_breaches
from stagehold.planning.audit.windows import phase_window_breaches, ready_breaches, window_breaches
from stagehold.planning.plan import Placement, Plan, PlanStatus

__all__ = ["audit", "terms_of"]

# Rules that look at the portfolio and the placements alone.
OF_PLACEMENTS = (
    kind_breaches,
    allowed_breaches,
    area_breaches,
    height_breaches,
    feature_breaches,
    stage_count_breaches,
    joined_breaches,
    length_breaches,
    start_day_breaches,
    ready_breaches,
    window_breaches,
    phase_window_breaches,
    closure_breaches,
    service_breaches,
    overlap_breaches,
    after_breaches,
    same_stages_breaches,
    together_breaches,
    late_days_breaches,
)
# Rules that also depend on whose plan it is.
OF_PARTY = (lease_breaches, booking_breaches, turnover_breaches, lock_breaches)


def audit(
    portfolio: Portfolio,
    plan: Plan,
    *,
    party: str | None = None,
    baseline: Plan | None = None,
    today: date | None = None,
) -> tuple[Finding, ...]:
    """Every broken rule of a plan, one finding of severity error each; none when the plan is right.

    Parameters
    ----------
    portfolio
        With its assumptions applied (``domain.editing.apply_assumptions``).
    party
        Whom the plan must be for; by default whom it says it is for.
    baseline
        The plan whose stages and starts *moved* and *shifted* count from.
    today
        The day from which it is planned: what has begun by the baseline must be as it was.

    Raises
    ------
    MissingFacts
        If a date that the rules need is not pinned, so that no verdict is possible.
    NotSupported
        If spot space in several currencies is used.
    """
    found = _breaches(portfolio, plan, party or plan.party, baseline)
    if today is None or plan.status is PlanStatus.INFEASIBLE:
        return tuple(found)
    unplaced = {item.production for item in plan.unplaced}
    placements = readable(portfolio, plan.placements)
    return (
        *settled(found, begun(portfolio, baseline, today), unplaced),
        *past_breaches(portfolio, placements, baseline, today, party or plan.party),
    )


def _breaches(portfolio: Portfolio, plan: Plan, party: str, baseline: Plan | None) -> Iterator[Finding]:
    if plan.party != party:
        yield Finding(rule="other-party", record="plan", field="party", found=plan.party, allowed=party)
    if plan.status is PlanStatus.INFEASIBLE:
        yield from infeasible_breaches(plan)
        return
    yield from unreadable_breaches(portfolio, plan.placements)
    yield from completeness_breaches(portfolio, plan)
    placements: tuple[Placement, ...] = readable(portfolio, plan.placements)
    for of_placements in OF_PLACEMENTS:
        yield from of_placements(portfolio, placements)
    for of_party in OF_PARTY:
        yield from of_party(portfolio, placements, party)
    left_out = {item.production for item in plan.unplaced}
    counted = tuple(item for item in placements if item.production not in left_out)
    yield from late_list_breaches(portfolio, counted, plan)
    yield from figure_breaches(portfolio, counted, plan, party, baseline)
