"""What leases give stage by stage, read as a plan reads them, with what each reading rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from stagehold.domain.days import Span, union, without
from stagehold.domain.edtf import Edtf, EdtfDate, EdtfInterval
from stagehold.domain.findings import Finding
from stagehold.domain.lease import Lease
from stagehold.leasing.stage_facts import Spans
from stagehold.planning.facts import Facts
from stagehold.planning.leased import Grant, grants_of

LAST_END = date.max - timedelta(days=1)  # half-open: where a lease without end stops being followed


@dataclass(frozen=True, slots=True, kw_only=True)
class Inexact:
    """A date that is not one day as stated: approximate, uncertain, or only a month or a year."""

    record: str
    field: str
    stated: str
    approximate: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RestsOn:
    """Ids of assumptions, and dates that are not exact, on which figures rest."""

    assumptions: frozenset[str] = frozenset()
    dates: frozenset[Inexact] = frozenset()

    def __or__(self, other: RestsOn) -> RestsOn:
        return RestsOn(assumptions=self.assumptions | other.assumptions, dates=self.dates | other.dates)


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """The days of one lease by stage; ``reinstate`` are those of them that no stay may take."""

    lease: Lease
    days: Mapping[str, Spans]
    reinstate: Mapping[str, Spans] = field(default_factory=dict)
    rests_on: RestsOn = field(default_factory=RestsOn)


def given_by(facts: Facts, leases: Iterable[Lease], findings: list[Finding]) -> list[Given]:
    """What each lease gives; ``findings`` says where one gives no stage. A record that only sums others gives nothing.

    Facts that must be pinned are noted in ``facts``.
    """
    found = []
    for lease in leases:
        if not lease.is_total_of:
            own = Facts(facts.portfolio, facts.stated, disputes=facts.disputes, by_record=facts.by_record)
            found.append(_given(own, lease, findings))
            facts.missing += own.missing
            facts.used |= own.used
    return found


def _given(facts: Facts, lease: Lease, findings: list[Finding]) -> Given:
    kept: dict[str, list[Span]] = {}
    grants: dict[str, list[Grant]] = {}
    for name in ("rent", "rent_from", "currency") if lease.rent else ():
        facts.read(lease, name)
    for stage, grant in grants_of(facts, lease, LAST_END, findings, kept):
        grants.setdefault(stage, []).append(grant)
    days = {
        stage: union([*(grant.days for grant in grants.get(stage, ())), *kept.get(stage, ())])
        for stage in dict.fromkeys([*grants, *kept])
    }
    return Given(
        lease=lease,
        days={stage: spans for stage, spans in days.items() if spans},
        reinstate={
            stage: without(spans, [grant.days for grant in grants.get(stage, ())]) for stage, spans in kept.items()
        },
        rests_on=RestsOn(assumptions=frozenset(facts.used), dates=frozenset(_dates(lease))),
    )


def _dates(lease: Lease) -> Iterable[Inexact]:
    stated: list[tuple[str, Edtf | None]] = [("term", lease.term)]
    stated += [(f"options.{index}.from", item.from_) for index, item in enumerate(lease.options) if item.exercised]
    stated += [(f"events.{index}.on", item.on) for index, item in enumerate(lease.events)]
    for path, value in stated:
        yield from inexact(lease.id, path, value)


def inexact(record: str, path: str, value: Edtf | None) -> Iterable[Inexact]:
    """The ends of a stated date or interval that are not one day."""
    if isinstance(value, EdtfInterval):
        ends = [(f"{path}.start", value.start), (f"{path}.end", value.end)]
        for name, end in ends:
            if isinstance(end, EdtfDate):
                yield from inexact(record, name, end)
    elif value is not None and (value.qualifier or not value.is_day):
        yield Inexact(record=record, field=path, stated=str(value), approximate=bool(value.qualifier))
