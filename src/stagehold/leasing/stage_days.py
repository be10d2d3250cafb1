"""The stage-day states of SPEC §4 on one stage, as spans: each day counts once in each state.

in service   the stage exists for use
lettable     in service less closures
leased       under a lease of the parties looked at
let          under such a lease, or a confirmed booking of anybody
held         under a hold; shown apart, never occupied
occupied     a stay of the parties looked at, any phase; turnover is not
standing     occupied by a set without a crew
working      occupied less standing
shot         a crew shoots (``leasing.shooting``)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from stagehold.domain.days import Span, union, within, without
from stagehold.domain.studio import PhaseKind
from stagehold.leasing.idle import Cause, idle_days
from stagehold.leasing.shooting import ShotFrom
from stagehold.leasing.stage_facts import Basis, Spans, StageFacts, Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedDays:
    """What the stays of one basis make of a stage.

    Parameters
    ----------
    users
        Days by user, at work and standing apart; together they are ``occupied``.
    idle
        The leased days without a stay, by cause.
    """

    occupied: Spans = ()
    working: Spans = ()
    standing: Spans = ()
    shot: Mapping[ShotFrom, Spans] = field(default_factory=dict)
    users: Mapping[tuple[str, bool], Spans] = field(default_factory=dict)
    tenants: Mapping[str, Spans] = field(default_factory=dict)
    idle: Mapping[Cause, Spans] = field(default_factory=dict)

    @property
    def all_shot(self) -> Spans:
        """The days on which a crew shoots, whatever says so."""
        return union(span for spans in self.shot.values() for span in spans)


@dataclass(frozen=True, slots=True, kw_only=True)
class StageDays:
    """One stage inside a period, state by state."""

    facts: StageFacts
    in_service: Spans
    lettable: Spans
    leased: Spans
    let: Spans
    held: Spans
    used: Mapping[Basis, UsedDays]


def stage_days(
    facts: StageFacts,
    stays: Mapping[Basis, tuple[Stay, ...]],
    shot: Mapping[Basis, Mapping[ShotFrom, Spans]],
    period: Span,
    parties: frozenset[str],
) -> StageDays:
    """The states of one stage inside the period.

    Parameters
    ----------
    stays, shot
        Those on this stage over all time, each day in one stay only.
    parties
        Whose leases and stays are looked at; ``facts`` holds no leases of others.
    """
    whole = [period]
    in_service = within(facts.in_service, whole)
    leased = union(span for lease in facts.leases for span in lease.days)
    confirmed = union(item.days for item in facts.confirmed)
    return StageDays(
        facts=facts,
        in_service=in_service,
        lettable=without(in_service, facts.closed),
        leased=within(leased, whole),
        let=within(union([*leased, *confirmed]), whole),
        held=within([item.days for item in facts.holds], whole),
        used={basis: _used(facts, leased, here, shot.get(basis, {}), period, parties) for basis, here in stays.items()},
    )


def _used(
    facts: StageFacts,
    leased: Spans,
    stays: tuple[Stay, ...],
    shot: Mapping[ShotFrom, Spans],
    period: Span,
    parties: frozenset[str],
) -> UsedDays:
    users: dict[tuple[str, bool], list[Span]] = {}
    tenants: dict[str, list[Span]] = {}
    for stay in stays:
        part = stay.days.overlap(period)
        if part is not None:
            users.setdefault((stay.user, stay.phase is PhaseKind.STANDING), []).append(part)
            tenants.setdefault(stay.party, []).append(part)
    idle = idle_days(facts, leased, stays, parties)
    return UsedDays(
        occupied=union(span for spans in users.values() for span in spans),
        working=union(span for (_, standing), spans in users.items() if not standing for span in spans),
        standing=union(span for (_, standing), spans in users.items() if standing for span in spans),
        shot={source: within(spans, [period]) for source, spans in shot.items()},
        users={key: union(spans) for key, spans in users.items()},
        tenants={party: union(spans) for party, spans in tenants.items()},
        idle={cause: within(spans, [period]) for cause, spans in idle.items()},
    )
