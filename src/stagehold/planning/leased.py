"""The days that a lease gives: its term with the options exercised and as modified, stage by stage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from stagehold.domain import readings
from stagehold.domain.days import Duration, Span, without
from stagehold.domain.edtf import EdtfDate, End
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.lease import Lease, LeaseKind, OptionKind
from stagehold.domain.studio import Space, SpaceKind
from stagehold.planning.facts import Facts
from stagehold.planning.modified import Version, in_force, versions_of

_LAST_END = date.max - timedelta(days=1)  # half-open; days behind it are no dates any more


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """Days without a break that one lease gives on one stage; on ``builds`` only build phases may stand."""

    lease: str
    days: Span
    builds: tuple[Span, ...] = ()


def grants_of(
    facts: Facts, lease: Lease, horizon: date, findings: list[Finding], kept: dict[str, list[Span]]
) -> Iterator[tuple[str, Grant]]:
    """What the lease gives, stage by stage; ``findings`` says where it gives none.

    ``kept`` gathers days that the lease covers and no stay may take: those of reinstatement, and those behind the
    horizon of a lease without end.

    A lease without end stops at ``horizon`` (half-open). Facts that must be pinned are noted in ``facts``.

    Raises
    ------
    NotSupported
        If an option is exercised that changes the very thing which a modification states anew.
    """
    facts.read(lease, "spaces")
    facts.read(lease, "kind")
    if lease.kind is not LeaseKind.EXCLUSIVE:
        findings.append(_not_supply(lease, "kind", str(lease.kind), "exclusive; this kind gives no stage yet"))
        return
    versions, separate = versions_of(facts, lease)
    for right in separate:
        if not right.spaces:
            hint = f"an assumption of {lease.id}.events that names the spaces"
            findings.append(_not_supply(lease, "events", "a separate right without spaces", hint))
    stages = [id_ for id_ in _spaces(lease, [*versions, *separate]) if _is_stage(facts, id_)]
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
    facts.read(lease, "builds_in_access")
    for stage in stages:
        space = facts.portfolio.spaces[stage]
        days = in_force(versions, _days_on(facts, lease, horizon, stage))
        runs = _less_reinstatement(lease, days, space)
        kept.setdefault(stage, []).extend(_not_for_stays(versions, horizon, days, runs))
        builds = tuple(in_force(versions, _builds_on(facts, lease, horizon, stage))) if runs else ()
        for index, run in enumerate(runs):
            yield stage, Grant(lease=lease.id, days=run, builds=builds if index == 0 else ())
        for right in separate:
            days = _separate_days(facts, lease, horizon, stage, right)
            runs = _less_reinstatement(lease, days, space)
            kept.setdefault(stage, []).extend(_not_for_stays([right], horizon, days, runs))
            for run in runs:
                yield stage, Grant(lease=lease.id, days=run)


def support_of(facts: Facts, lease: Lease, horizon: date, asked: Collection[SpaceKind]) -> Iterator[tuple[str, Span]]:
    """The days of the lease's spaces that are no stages, of the kinds that productions ask for."""
    if not asked or lease.kind is not LeaseKind.EXCLUSIVE:
        return
    versions, separate = versions_of(facts, lease)
    for id_ in _spaces(lease, [*versions, *separate]):
        kind = facts.portfolio.spaces[id_].kind
        if kind in asked and kind is not SpaceKind.STAGE:
            facts.read(lease, "term", "end")
            days = in_force(versions, _days_on(facts, lease, horizon, id_))
            apart = [span for right in separate for span in _separate_days(facts, lease, horizon, id_, right)]
            yield from ((id_, span) for span in [*days, *apart])


def _is_stage(facts: Facts, id_: str) -> bool:
    return facts.portfolio.spaces[id_].kind is SpaceKind.STAGE


def _spaces(lease: Lease, versions: list[Version]) -> dict[str, None]:
    """Every space that the lease gives at some time, in the order stated."""
    expansions = [
        id_
        for option in lease.options
        if option.exercised and option.kind is OptionKind.EXPAND
        for id_ in option.spaces
    ]
    return dict.fromkeys([*lease.spaces, *expansions, *(id_ for version in versions for id_ in version.spaces)])


def _days_on(facts: Facts, lease: Lease, horizon: date, space: str) -> Callable[[Version], list[Span]]:
    """What one version gives of a space, reinstatement not yet taken off."""

    def days(version: Version) -> list[Span]:
        term = _term_of(facts, lease, horizon, space, version)
        if term is None or space in version.spaces:
            return [] if term is None else [term]
        start = _expanded_from(facts, lease, term, space)
        return [Span(start, term.end)] if start is not None and start < term.end else []

    return days


def _builds_on(facts: Facts, lease: Lease, horizon: date, space: str) -> Callable[[Version], list[Span]]:
    """The days of access before the term that one version opens to builds; none on a space taken in later."""

    def days(version: Version) -> list[Span]:
        if space not in version.spaces or space not in lease.spaces:
            return []
        term = _term_of(facts, lease, horizon, space, version)
        builds = None if term is None else _build_days(facts, lease, term)
        return [] if builds is None else [builds]

    return days


def _separate_days(facts: Facts, lease: Lease, horizon: date, space: str, right: Version) -> list[Span]:
    if space not in right.spaces or right.since is None:
        return []
    term = _term_of(facts, lease, horizon, space, right)
    start = None if term is None else max(term.start, right.since[1])
    return [Span(start, term.end)] if term is not None and start is not None and start < term.end else []


def _term_of(facts: Facts, lease: Lease, horizon: date, stage: str, version: Version) -> Span | None:
    """The non-cancellable term of one stage, with the options that are exercised; an option may name its stages."""
    if version.term is None:
        facts.pin(lease, version.path, "no source states the term", "2027-01-01/2031-12-31")
        return None
    first = last = None
    try:
        first = readings.supply_first(version.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"{version.path}.{wrong.part}", wrong.why, "2027-01-01")
    try:
        last = readings.supply_last(version.term)
    except readings.Unpinned as wrong:
        facts.pin(lease, f"{version.path}.{wrong.part}", wrong.why, "2031-12-31")
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


def _expanded_from(facts: Facts, lease: Lease, term: Span, stage: str) -> date | None:
    """The day from which an expansion takes the stage in; None where none does."""
    firsts = [
        _option_day(facts, lease, index, option.from_, readings.ready) or term.start
        for index, option in enumerate(lease.options)
        if option.exercised and option.kind is OptionKind.EXPAND and stage in option.spaces
    ]
    return max(term.start, min(firsts)) if firsts else None


def _less_reinstatement(lease: Lease, spans: list[Span], space: Space) -> list[Span]:
    """Turnover may lie outside the term; where the lease asks for days to reinstate, it ends before these."""
    if not lease.reinstate:
        return spans
    kept = timedelta(days=lease.reinstate + space.turnover_after)
    return [Span(span.start, span.end - kept) for span in spans if span.start < span.end - kept]


def _not_for_stays(versions: list[Version], horizon: date, days: list[Span], runs: list[Span]) -> Iterator[Span]:
    yield from without(days, runs)
    endless = any(version.term is not None and version.term.end is End.OPEN for version in versions)
    last = max((span.end for span in days), default=date.min)
    if endless and horizon <= last < _LAST_END:
        yield Span(last, _LAST_END)


def _build_days(facts: Facts, lease: Lease, span: Span) -> Span | None:
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
