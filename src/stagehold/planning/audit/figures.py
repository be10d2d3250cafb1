"""The objective computed again from placements and dates, and the figures a plan claims (SPEC §2, *Objective*).

    unplaced = Σ over unplaced p of drop_cost(p), by default 1000 · max(1, w(p))
    late     = weight · Σ over placed p of w(p) · late(p)
    spot     = weight · money for days on offers (``audit.offers``); 0 without a weight
    moved    = weight · number of needs placed here and in the baseline, on another set of stages
    shifted  = weight · Σ over the same needs of |start − baseline start|, in days

All decimal and exact; a bound may lie below the objective by no more than 10⁻⁶ where optimality is claimed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from decimal import Decimal

from stagehold.domain.days import Span
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production
from stagehold.domain.studio import PhaseKind
from stagehold.planning.audit.lateness import late_productions
from stagehold.planning.audit.occupied import occupied
from stagehold.planning.audit.offers import spot_cost
from stagehold.planning.audit.placed import readable
from stagehold.planning.audit.supply import granted
from stagehold.planning.plan import Placement, Plan, PlanStatus, Terms

PROVEN_WITHIN = Decimal("1e-6")


def drop_cost(production: Production) -> Decimal:
    """What leaving a production without a place costs."""
    if production.drop_cost is not None:
        return production.drop_cost
    return 1000 * max(Decimal(1), production.priority)


def terms_of(
    portfolio: Portfolio,
    placements: Sequence[Placement],
    unplaced: Iterable[str],
    baseline: Plan | None = None,
    *,
    party: str | None = None,
) -> Terms:
    """The weighted terms of these placements, whoever made them and whether they keep the rules or not.

    Parameters
    ----------
    placements
        Those of unknown needs or spaces are left out.
    unplaced
        Ids of the productions without a place.
    party
        Whose leases tell a leased day from a spot day; asked for only where ``weights.spot`` is set.

    Raises
    ------
    MissingFacts, NotSupported
        If a due, a lease or the money of the offers used cannot be read.
    """
    kept = readable(portfolio, placements)
    productions, weights = portfolio.productions, portfolio.settings.weights
    late = late_productions(portfolio, kept)
    moved, shifted = _changes(kept, baseline)
    return Terms(
        unplaced=sum((drop_cost(productions[id_]) for id_ in unplaced if id_ in productions), Decimal(0)),
        late=weights.late * sum((productions[id_].priority * days for id_, days in late.items()), Decimal(0)),
        spot=Decimal(0) if weights.spot is None else weights.spot * _spot(portfolio, kept, party),
        moved=weights.moved * moved,
        shifted=weights.shifted * shifted,
    )


def _changes(placements: Sequence[Placement], baseline: Plan | None) -> tuple[int, int]:
    """Needs on another set of stages than before, and days of shift."""
    before = {(item.production, item.need): item for item in baseline.placements} if baseline is not None else {}
    moved = shifted = 0
    for placement in placements:
        earlier = before.get((placement.production, placement.need))
        if earlier is not None:
            moved += set(placement.members) != set(earlier.members)
            shifted += abs((placement.start - earlier.start).days)
    return moved, shifted


def _spot(portfolio: Portfolio, placements: Sequence[Placement], party: str | None) -> Decimal:
    if party is None:
        raise ValueError("with a spot weight the party must be named: a leased day is no spot day")
    # The days that a kept set waits before a placement are a hire of their own.
    hires: dict[tuple[Placement, str, bool], list[tuple[PhaseKind, Span]]] = {}
    for item in occupied(portfolio, placements):
        waits = item.span.end <= item.placement.start
        hires.setdefault((item.placement, item.stage, waits), []).append((item.phase, item.span))
    supply = granted(portfolio, party, {stage for _, stage, _ in hires})
    return spot_cost(portfolio, party, [(stage, days, supply[stage]) for (_, stage, _), days in hires.items()])


def figure_breaches(
    portfolio: Portfolio, placements: Sequence[Placement], plan: Plan, party: str, baseline: Plan | None
) -> Iterator[Finding]:
    """Terms as computed here; ``objective`` their sum; ``0 ≤ bound ≤ objective``; *optimal* proves it."""
    unplaced = dict.fromkeys(item.production for item in plan.unplaced)
    right = terms_of(portfolio, placements, unplaced, baseline, party=party)
    for item in fields(Terms):
        given, computed = getattr(plan.terms, item.name), getattr(right, item.name)
        if given != computed:
            yield _finding("terms", f"terms.{item.name}", given, f"{computed}")
    objective, bound = plan.objective, plan.bound
    if objective is None or bound is None:
        yield _finding("objective", "objective", objective, "an objective and a bound, unless infeasible")
        return
    if objective != plan.terms.total:
        yield _finding("objective", "objective", objective, f"{plan.terms.total}, the sum of the terms")
    if not 0 <= bound <= objective:
        yield _finding("bound", "bound", bound, f"0 to the objective {objective}")
    if plan.status is PlanStatus.OPTIMAL and objective - bound > PROVEN_WITHIN:
        allowed = f"a bound within {PROVEN_WITHIN} of the objective {objective}, or another status"
        yield _finding("status", "status", f"optimal with bound {bound}", allowed)


def infeasible_breaches(plan: Plan) -> Iterator[Finding]:
    """An infeasible plan has no placements, no objective and no bound."""
    if plan.placements or plan.late:
        yield _finding("infeasible", "placements", f"{len(plan.placements)} placements", "none: the plan is infeasible")
    if plan.objective is not None or plan.bound is not None:
        yield _finding("infeasible", "objective", plan.objective, "null: the plan is infeasible")


def _finding(rule: str, field: str, found: object, allowed: str) -> Finding:
    return Finding(
        rule=rule, record="plan", field=field, found="null" if found is None else str(found), allowed=allowed
    )
