"""Supporting space: offices, workshops and the like around the stage days, held against what is leased.

    load(q, t) = sum of the amounts of productions whose stage days at the studio, widened, hold day t
    capacity(q, t) = sum over spaces of the kind and unit at the studio, leased on day t

q: a studio, a kind of space and a unit. Load over capacity is a finding for each run of days; it changes no plan.
SPEC §2, Demand (support).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from stagehold.domain.days import Span, union
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.production import Support
from stagehold.domain.studio import Space
from stagehold.planning.build import Question
from stagehold.planning.plan import Placement

Pool = tuple[str, str, str]  # studio, kind, unit


def support_findings(question: Question, placements: tuple[Placement, ...]) -> list[Finding]:
    """A warning for every run of days on which more supporting space is wanted than leased."""
    wanted: dict[Pool, list[tuple[Span, Decimal, str]]] = {}
    asking = [item for item in question.facts.portfolio.productions.values() if item.support]
    by_production: dict[str, list[Placement]] = {item.id: [] for item in asking}
    for placement in placements if asking else ():
        by_production.get(placement.production, []).append(placement)
    for production in asking:
        own = by_production[production.id]
        for support in production.support:
            for studio, days in _stage_days(question, own).items():
                pool = (studio, support.kind.value, support.unit.value)
                spans = union(_widened(span, support) for span in days)
                wanted.setdefault(pool, []).extend((span, support.amount, production.id) for span in spans)
    offered = _offered(question)
    return [finding for pool, loads in wanted.items() for finding in _over(pool, loads, offered.get(pool, []))]


def _stage_days(question: Question, placements: list[Placement]) -> Mapping[str, list[Span]]:
    days: dict[str, list[Span]] = {}
    for item in placements:
        for studio in {question.facts.portfolio.spaces[member].studio for member in item.members}:
            days.setdefault(studio, []).append(Span(item.start, item.end))
    return days


def _widened(span: Span, support: Support) -> Span:
    first = max(date.min.toordinal(), span.start.toordinal() - support.from_days_before)
    end = min(date.max.toordinal(), span.end.toordinal() + support.to_days_after)
    return Span(date.fromordinal(first), date.fromordinal(end))


def _offered(question: Question) -> dict[Pool, list[tuple[Span, Decimal]]]:
    found: dict[Pool, list[tuple[Span, Decimal]]] = {}
    for id_, days in question.supply.support.items():
        space: Space = question.facts.portfolio.spaces[id_]
        if space.capacity is not None:
            pool = (space.studio, space.kind.value, space.capacity.unit.value)
            found.setdefault(pool, []).extend((span, space.capacity.amount) for span in union(days))
    return found


def _over(pool: Pool, loads: list[tuple[Span, Decimal, str]], offers: list[tuple[Span, Decimal]]) -> Iterator[Finding]:
    """Runs of days over capacity, told with the greatest load of each."""
    studio, kind, unit = pool
    spans = [*(span for span, _, _ in loads), *(span for span, _ in offers)]
    edges = sorted({day for span in spans for day in (span.start, span.end)})
    run: tuple[date, date, Decimal, Decimal, frozenset[str]] | None = None
    for start, end in pairwise(edges):
        load = sum((amount for span, amount, _ in loads if span.start <= start < span.end), Decimal(0))
        room = sum((amount for span, amount in offers if span.start <= start < span.end), Decimal(0))
        who = frozenset(id_ for span, _, id_ in loads if span.start <= start < span.end)
        if load > room:
            if run is not None and run[1] == start:
                run = (run[0], end, max(run[2], load), min(run[3], room), run[4] | who)
            else:
                if run is not None:
                    yield _finding(studio, kind, unit, run)
                run = (start, end, load, room, who)
    if run is not None:
        yield _finding(studio, kind, unit, run)


def _finding(studio: str, kind: str, unit: str, run: tuple[date, date, Decimal, Decimal, frozenset[str]]) -> Finding:
    start, end, load, room, who = run
    last = end - timedelta(days=1)
    return Finding(
        rule="support-over-capacity",
        severity=Severity.WARNING,
        record=studio,
        field=kind,
        found=f"up to {load} {unit} wanted from {start} to {last} by {', '.join(sorted(who))}",
        allowed=f"{room} {unit} leased; lease more {kind} space or move a production",
    )
