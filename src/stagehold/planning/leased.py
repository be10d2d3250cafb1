"""The days that a lease gives: its term with the options exercised, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.days import Duration, Span
from stagehold.domain.edtf import EdtfDate
from stagehold.domain.errors import NotSupported
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import EventKind, Lease, LeaseKind, OptionKind
from stagehold.domain.studio import Space, SpaceKind
from stagehold.planning.facts import Facts

_LAST_END = date.max - timedelta(days=1)  # half-open; days behind it are no dates any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """The days one lease gives on one stage; on ``builds`` only build phases may stand."""

    lease: str
    days: Span
    builds: Span | None = None


def grants_of(facts: Facts, lease: Lease, horizon: date, findings: list[Finding]) -> Iterator[tuple[str, Grant]]:
    """What the lease gives, stage by stage; ``findings`` says where it gives none.

    A lease without end stops at ``horizon`` (half-open). Facts that must be pinned are noted in ``facts``.

    Raises
    ------
    NotSupported
        If the lease is modified in space or term during its run.
    """
    _refuse_changes(lease)
    facts.read(lease, "spaces")
    facts.read(lease, "kind")
    stages = [id_ for id_ in lease.spaces if facts.portfolio.spaces[id_].kind is SpaceKind.STAGE]
    if lease.kind is not LeaseKind.EXCLUSIVE:
        findings.append(_not_supply(lease, "kind", str(lease.kind), "exclusive; this kind gives no stage yet"))
        return
    if not stages:
        if lease.space_count:
            hint = f"an assumption of {lease.id}.spaces that names them"
            findings.append(_not_supply(lease, "space_count", f"{lease.space_count} stages without names", hint))
        return
    facts.read(lease, "term", "start")
    facts.read(lease, "term", "end")
    facts.read(lease, "reinstate")
    for index, option in enumerate(lease.options):
        facts.read(lease, f"options.{index}" if option.exercised else f"options.{index}.exercised")
        if option.exercised and option.kind is OptionKind.EXPAND:
            stages += [id_ for id_ in option.spaces if facts.portfolio.spaces[id_].kind is SpaceKind.STAGE]
    for stage in dict.fromkeys(stages):
        term = _term_of(facts, lease, horizon, stage)
        span = None if term is None else _expanded(facts, lease, term, stage)
        granted = None if span is None else _less_reinstatement(lease, span, facts.portfolio.spaces[stage])
        if span is not None and granted is not None:
            yield stage, Grant(lease=lease.id, days=granted, builds=_build_days(facts, lease, span))


def _refuse_changes(lease: Lease) -> None:
    """A modification moves stages or days; a plan that passed over it would be wrong."""
    for index, event in enumerate(lease.events):
        if event.kind is EventKind.MODIFY and (event.spaces is not None or event.term is not None):
            raise NotSupported(
                f"{lease.id}.events.{index}: a modification of spaces or term is not planned yet; "
                "state the lease as it is after it, or as two leases"
            )


def support_of(facts: Facts, lease: Lease, horizon: date) -> Iterator[tuple[str, Span]]:
    """The days of the lease's spaces that are no stages, of the kinds that productions ask for."""
    asked = {support.kind for item in facts.portfolio.productions.values() if item.needs for support in item.support}
    for id_ in lease.spaces:
        kind = facts.portfolio.spaces[id_].kind
        if kind in asked and kind is not SpaceKind.STAGE and lease.kind is LeaseKind.EXCLUSIVE:
            facts.read(lease, "term", "end")
            term = _term_of(facts, lease, horizon, id_)
            if term is not None:
                yield id_, term


def _term_of(facts: Facts, lease: Lease, horizon: date, stage: str) -> Span | None:
    """The non-cancellable term of one stage, with the options that are exercised; an option may name its stages."""
    if lease.term is None:
        facts.pin(lease, "term", "no source states the term", "2027-01-01/2031-12-31")
        return None
    first = last = None
    try:
        first = readings.supply_first(lease.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"term.{wrong.part}", wrong.why, "2027-01-01")
    try:
        last = readings.supply_last(lease.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"term.{wrong.part}", wrong.why, "2031-12-31")
        return None
    if first is None:
        return None
    end = horizon if last is None or last >= date.max else last + timedelta(days=1)
    exercised = [
        (index, option)
        for index, option in enumerate(lease.options)
        if option.exercised and (not option.spaces or stage in option.spaces)
    ]
    for _, option in exercised:
        if option.kind is OptionKind.EXTEND and option.adds is not None:
            end = _later(end, option.adds)
    for index, option in exercised:
        if option.kind is OptionKind.BREAK:
            end = min(end, _option_day(facts, lease, index, option.from_, readings.due) or end)
    end = min(end, _LAST_END)
    return Span(first, end) if first < end else None


def _later(end: date, adds: Duration) -> date:
    """The end moved by an extension; the last day there is ends every term."""
    try:
        return adds.after(end)
    except (OverflowError, ValueError):
        return _LAST_END


def _option_day(
    facts: Facts, lease: Lease, index: int, value: EdtfDate | None, read: Callable[[EdtfDate], date]
) -> date | None:
    """The day on which an option takes effect; None, and noted as missing, where nothing names one."""
    if value is None:
        facts.pin(lease, f"options.{index}.from", "no source states when it takes effect", "2027-01-01")
        return None
    try:
        return read(value)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"options.{index}.from", wrong.why, "2027-01-01")
        return None


def _expanded(facts: Facts, lease: Lease, span: Span, stage: str) -> Span | None:
    """The span from the day on which an expansion takes the stage in, if it is not leased from the start."""
    if stage in lease.spaces:
        return span
    firsts = [
        _option_day(facts, lease, index, option.from_, readings.ready) or span.start
        for index, option in enumerate(lease.options)
        if option.exercised and option.kind is OptionKind.EXPAND and stage in option.spaces
    ]
    start = max(span.start, min(firsts))
    return Span(start, span.end) if start < span.end else None


def _less_reinstatement(lease: Lease, span: Span, space: Space) -> Span | None:
    """Turnover may lie outside the term; where the lease asks for days to reinstate, it ends before these."""
    if not lease.reinstate:
        return span
    end = span.end - timedelta(days=lease.reinstate + space.turnover_after)
    return Span(span.start, end) if span.start < end else None


def _build_days(facts: Facts, lease: Lease, span: Span) -> Span | None:
    facts.read(lease, "builds_in_access")
    if not lease.builds_in_access or lease.access is None:
        return None
    facts.read(lease, "access")
    try:
        first = readings.ready(lease.access)
    except readings.Unpinned as wrong:
        facts.pin(lease, "access", wrong.why, "2027-01-01")
        return None
    return Span(first, span.start) if first < span.start else None


def _not_supply(lease: Lease, field_name: str, found: str, allowed: str) -> Finding:
    return Finding(
        rule="lease-gives-no-stage",
        severity=Severity.WARNING,
        record=lease.id,
        field=field_name,
        found=found,
        allowed=allowed,
    )
