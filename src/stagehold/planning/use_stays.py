"""Who stands on which stage: stays by confirmed bookings, and stays by a plan."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.booking import Booking, BookingLine, LineState
from stagehold.domain.days import Span, through, union, within, without
from stagehold.domain.edtf import EdtfDate
from stagehold.domain.errors import InputError
from stagehold.domain.findings import Finding, Severity, nearest
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Need, Production
from stagehold.domain.studio import PhaseKind, SpaceKind
from stagehold.leasing.stage_facts import Stay
from stagehold.planning.audit.occupied import occupied
from stagehold.planning.facts import IN_CONFLICT, Facts
from stagehold.planning.plan import PhaseSpan, Placement, Plan
from stagehold.planning.worktime import phases_on, scaled

# Need (empty: the whole production) -> phase -> its actual days.
Actual = Mapping[str, Mapping[PhaseKind, Span]]
_PLAN = "plan"


def user_of(booking: Booking) -> str:
    """The production a booking is for, else the booking itself, as a reference to it."""
    return booking.production or f"booking/{booking.id}"


def booked_days(facts: Facts, booking: Booking, line: BookingLine) -> Span | None:
    """The days of a line; None, and noted as missing, where they cannot be read."""
    try:
        return readings.all_days(line.days)
    except readings.Unpinned as wrong:
        facts.pin(booking, "lines", wrong.why, "[{space: a, days: 2027-01-05/2027-01-20}]")
        return None


def booked_stays(facts: Facts, booking: Booking, actual: Actual, findings: list[Finding]) -> Iterator[Stay]:
    """The confirmed lines of one booking on stages.

    The phase of a day is that of the line; where it names none, that of the actual dates of the production; without
    these the phases of the need, scaled to the days booked. Without a need nothing says what happens there.
    """
    production = facts.portfolio.productions.get(booking.production or "")
    need = _need(production, booking)
    unstated: dict[str, list[Span]] = {}
    for line in booking.lines:
        days = booked_days(facts, booking, line) if line.state is LineState.CONFIRMED else None
        if days is None or facts.portfolio.spaces[line.space].kind is not SpaceKind.STAGE:
            continue
        if line.phase is not None:
            yield _stay(booking, need, line.space, days, line.phase)
        else:
            unstated.setdefault(line.space, []).append(days)
    for stage, spans in unstated.items():
        for span in union(spans):
            for part, phase in _phases(stage, span, need, actual):
                yield _stay(booking, need, stage, part, phase)
    if unstated and need is None and not actual:
        findings.append(_no_phase(booking))


def _stay(booking: Booking, need: Need | None, stage: str, days: Span, phase: PhaseKind | None) -> Stay:
    return Stay(
        user=user_of(booking),
        party=booking.party,
        stage=stage,
        days=days,
        phase=phase,
        need=booking.need or ("" if need is None else need.id),
    )


def _need(production: Production | None, booking: Booking) -> Need | None:
    if production is None:
        return None
    if booking.need is None:
        return production.needs[0] if len(production.needs) == 1 else None
    return next((item for item in production.needs if item.id == booking.need), None)


def _phases(stage: str, days: Span, need: Need | None, actual: Actual) -> Iterator[tuple[Span, PhaseKind | None]]:
    happened = actual.get("" if need is None else need.id, actual.get("", {}))
    if happened:
        left = [days]
        for phase, span in happened.items():
            yield from ((part, phase) for part in within(left, [span]))
            left = list(without(left, [span]))
        yield from ((part, None) for part in left)
    elif need is None:
        yield days, None
    else:
        lengths = phases_on(need, [stage]) or need.phases
        start = days.start
        for item in scaled(lengths, days.days):
            end = start + timedelta(days=item.days)
            yield Span(start, end), item.phase
            start = end


def _no_phase(booking: Booking) -> Finding:
    return Finding(
        rule="phase-not-stated",
        severity=Severity.WARNING,
        record=booking.id,
        field="lines",
        found="days without a phase, and no need that has phases",
        allowed="a phase on each line; until then these days count as worked and none of them as shot",
    )


# --- what happened ----------------------------------------------------------------------------------------------------


def actual_phases(facts: Facts, production: Production, findings: list[Finding]) -> Actual:
    """The phases whose first and last day are both known from actual dates, by need.

    A milestone ``shoot-start`` or ``shoot-end`` speaks of the whole production, ``main/shoot-start`` of its need
    ``main``; a production of several needs must say which. Only days count; what is coarser is passed over and said.
    """
    stated: dict[tuple[str, PhaseKind], dict[str, set[date]]] = {}
    for milestone in production.milestones:
        owner, _, name = milestone.name.rpartition("/")
        kind, _, point = name.rpartition("-")
        if milestone.actual is None or kind not in set(PhaseKind) or point not in ("start", "end"):
            continue
        facts.read(production, "milestones")
        if not owner and len(production.needs) > 1:
            needs = ", ".join(f"{need.id}/{name}" for need in production.needs)
            findings.append(_passed_over(production, milestone.name, f"one of its needs by name: {needs}"))
        elif not isinstance(milestone.actual, EdtfDate) or not milestone.actual.is_day:
            findings.append(_passed_over(production, f"{milestone.name} {milestone.actual}", "a day"))
        else:
            stated.setdefault((owner, PhaseKind(kind)), {}).setdefault(point, set()).add(milestone.actual.first)
    found: dict[str, dict[PhaseKind, Span]] = {}
    for (owner, phase), points in stated.items():
        for point, days in points.items():
            if len(days) > 1:
                facts.missing.append(_in_conflict(production, f"{phase}-{point}", days))
        if len(points) == 2 and min(points["start"]) <= min(points["end"]):
            found.setdefault(owner, {})[phase] = through(min(points["start"]), min(points["end"]))
        else:
            known = ", ".join(f"{phase}-{point} {min(days)}" for point, days in points.items())
            findings.append(_passed_over(production, known, f"{phase}-start and {phase}-end, in this order"))
    return found


def _passed_over(production: Production, found: str, allowed: str) -> Finding:
    return Finding(
        rule="actual-not-used",
        severity=Severity.WARNING,
        record=production.id,
        field="milestones",
        found=found,
        allowed=f"{allowed}; it is passed over",
    )


def _in_conflict(production: Production, name: str, days: Iterable[date]) -> Finding:
    return Finding(
        rule=IN_CONFLICT,
        record=production.id,
        field="milestones",
        found=f"{name}: {' | '.join(str(day) for day in sorted(days))}",
        allowed=f"one actual date of {name}",
    )


# --- a plan -----------------------------------------------------------------------------------------------------------


def planned_stays(portfolio: Portfolio, plan: Plan, party: str) -> Iterator[Stay]:
    """The placements phase by phase on every stage, and the sets that stand between needs that keep them.

    Raises
    ------
    InputError
        If the plan names what the portfolio does not have, or places a need twice.
    """
    _require_known(portfolio, plan)
    placements = [_with_phases(portfolio, item) for item in plan.placements]
    for item in occupied(portfolio, placements):
        yield Stay(
            user=item.placement.production,
            party=party,
            stage=item.stage,
            days=item.span,
            phase=item.phase,
            need=item.placement.need,
        )


def _with_phases(portfolio: Portfolio, placement: Placement) -> Placement:
    """A plan in a file need not say its phases: they are then those of the need, scaled to the days placed."""
    if placement.phases:
        return placement
    need = next(item for item in portfolio.productions[placement.production].needs if item.id == placement.need)
    spans = []
    start = placement.start
    for item in scaled(need.phases, (placement.end - placement.start).days):
        end = start + timedelta(days=item.days)
        spans.append(PhaseSpan(phase=item.phase, start=start, end=end))
        start = end
    return replace(placement, phases=tuple(spans))


def _require_known(portfolio: Portfolio, plan: Plan) -> None:
    findings = []
    seen: set[tuple[str, str]] = set()
    stages = {id_ for id_, space in portfolio.spaces.items() if space.kind is SpaceKind.STAGE}
    for placement in plan.placements:
        production = portfolio.productions.get(placement.production)
        key = (placement.production, placement.need)
        if production is None:
            known = [item.id for item in portfolio.productions.values() if item.needs]
            findings.append(_unknown(placement, "production", placement.production, known))
        elif placement.need not in {need.id for need in production.needs}:
            findings.append(_unknown(placement, "need", placement.need, [need.id for need in production.needs]))
        elif key in seen:
            findings.append(_unknown(placement, "placement", f"{key[0]}/{key[1]} twice", ["one placement a need"]))
        seen.add(key)
        lost = [id_ for id_ in placement.members if id_ not in stages]
        findings += [_unknown(placement, "stage", id_, sorted(stages)) for id_ in lost]
    if findings:
        raise InputError(
            "the plan is one of another portfolio, or of an earlier state of this one: "
            f"{len(findings)} of its entries are not known here; plan again",
            findings,
        )


def _unknown(placement: Placement, what: str, found: str, known: list[str]) -> Finding:
    return Finding(
        rule=f"{_PLAN}-unknown-{what}" if what != "placement" else f"{_PLAN}-placed-twice",
        record=placement.production,
        field=f"needs.{placement.need}",
        found=found,
        allowed=", ".join(known[:12]) + (f" and {len(known) - 12} more" if len(known) > 12 else ""),
        nearest=nearest(found, known),
    )
