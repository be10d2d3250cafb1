"""The footprint: what space is leased, where, until when, and from which source it is known.

A record that is only the total of others is never counted; it is shown as a check against its parts. An area that
includes supporting space is never divided into sizes of stages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from stagehold.domain.errors import InputError
from stagehold.domain.fields import Name
from stagehold.domain.findings import nearest
from stagehold.domain.lease import LeaseTerms
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Assumption
from stagehold.domain.quantities import Area
from stagehold.domain.studio import SpaceKind, Studio
from stagehold.reports.footprint_rows import By, Footprint, LeaseRow, StageRow, SummaryRow
from stagehold.reports.held import Held, HeldState, holdings, pins_by_record, stages_of
from stagehold.reports.stated import precision_of, sources_of, unsettled
from stagehold.reports.totals import total_checks

__all__ = ["By", "Footprint", "LeaseRow", "StageRow", "SummaryRow", "footprint", "is_counted", "studios_of"]


def footprint(
    portfolio: Portfolio, *, on: date | None = None, party: str | None = None, by: By = By.MARKET
) -> Footprint:
    """What is held on a day, or in all.

    Raises
    ------
    InputError
        If no lease names ``party`` as its lessee.
    """
    lessees = sorted({lease.lessee for lease in portfolio.leases.values()})
    if party is not None and party not in lessees:
        close = nearest(party, lessees)
        hint = f"; nearest: {close}" if close else ""
        raise InputError(f"no lease has the lessee {party!r}; lessees are {', '.join(lessees) or 'none'}{hint}")
    found = holdings(portfolio, party)
    leases = tuple(_lease_row(held, found.read, on) for held in found.held)
    pins = pins_by_record(portfolio)
    stages = tuple(row for held in found.held for row in _stage_rows(held, portfolio, found.read, pins, on))
    about = [assumption for held in found.held for assumption in held.pins.values()]
    return Footprint(
        party=party,
        on=on,
        by=by,
        stages_by_market={row.market: row.stages for row in _summary(leases, stages, found.read, By.MARKET)},
        summary=_summary(leases, stages, found.read, by),
        leases=leases,
        stages=stages,
        totals=tuple(check for lease in found.totals for check in total_checks(lease, found)),
        assumptions=tuple({assumption.id: assumption for assumption in about}.values()),
        held=found.held,
    )


def is_counted(state: HeldState | None) -> bool:
    """Whether a lease in this state is surely held."""
    return state in (None, HeldState.HELD, HeldState.END_UNSTATED, HeldState.ASSUMED)


def _lease_row(held: Held, read: Portfolio, on: date | None) -> LeaseRow:
    lease, filled = held.lease, held.read
    spaces = stages_of(filled, read)
    studio_ids = studios_of(filled, read)
    known = [read.studios[id_] for id_ in studio_ids if id_ in read.studios]
    return LeaseRow(
        lease=lease.id,
        lessee=lease.lessee,
        lessee_name=read.parties[lease.lessee].name if lease.lessee in read.parties else lease.lessee,
        lessor=lease.lessor,
        kind=lease.kind,
        studios=studio_ids,
        studio_names=tuple(studio.name for studio in known),
        markets=tuple(dict.fromkeys(studio.country for studio in known)),
        stages=held.stages,
        stages_assumed=held.stages_assumed,
        stage_count=held.stage_count,
        counted_only=held.counted_only,
        area=filled.area,
        area_includes=filled.area_includes,
        stage_areas=tuple(space.area for space in spaces if space.area is not None),
        other_spaces=tuple(
            id_ for id_ in filled.spaces if id_ in read.spaces and read.spaces[id_].kind is not SpaceKind.STAGE
        ),
        additional=filled.additional,
        term=lease.term,
        term_as_stated=lease.term_as_stated,
        term_precision=precision_of(lease, "term"),
        start=held.start,
        start_kind=held.start_kind,
        end=held.end,
        end_kind=held.end_kind,
        state=None if on is None else held.state(on),
        source=sources_of(lease),
        status=lease.status,
        as_stated=lease.as_stated,
        assumptions=tuple(assumption.id for assumption in held.pins.values()),
        conflicts=unsettled(lease, held.pins),
    )


def studios_of(lease: LeaseTerms, portfolio: Portfolio) -> tuple[str, ...]:
    """The studios a lease names, and those of its spaces."""
    named = [portfolio.spaces[id_].studio for id_ in lease.spaces if id_ in portfolio.spaces]
    return tuple(dict.fromkeys([*lease.studio, *named]))


def _stage_rows(
    held: Held,
    stated: Portfolio,
    read: Portfolio,
    pins: Mapping[tuple[str, str], Mapping[str, Assumption]],
    on: date | None,
) -> Iterable[StageRow]:
    for space in stages_of(held.read, read):
        studio = read.studios.get(space.studio)
        yield StageRow(
            stage=space.id,
            name=space.name,
            studio=space.studio,
            market=studio.country if studio else "",
            lease=held.lease.id,
            area=space.area,
            clear_height=None if space.clear_height is None else str(space.clear_height),
            state=None if on is None else held.state(on),
            assumed=held.stages_assumed,
            pinned=tuple(pins.get(("space", space.id), {})),
            conflicts=unsettled(stated.spaces.get(space.id, space), pins.get(("space", space.id), {})),
            source=sources_of(space),
            status=space.status,
        )


def _summary(leases: Sequence[LeaseRow], stages: Sequence[StageRow], read: Portfolio, by: By) -> tuple[SummaryRow, ...]:
    rows: dict[str, SummaryRow] = {}
    if by is By.STAGE:
        for stage in stages:
            row = rows.get(stage.stage) or _empty(stage.stage, stage.name or stage.stage, stage.market)
            counted, perhaps = is_counted(stage.state), stage.state is HeldState.PERHAPS
            rows[stage.stage] = replace(
                row,
                stages=max(row.stages, int(counted)),
                perhaps=max(row.perhaps, int(perhaps)),
                named=1,
                stage_areas=() if stage.area is None else (stage.area,),
                leases=(*row.leases, stage.lease),
                source=tuple(dict.fromkeys([*row.source, *stage.source])),
            )
        return tuple(rows.values())
    seen: Counter[tuple[str, str]] = Counter()
    for lease in leases:
        for key, name, market in _groups(lease, read, by):
            counted, perhaps = is_counted(lease.state), lease.state is HeldState.PERHAPS
            if not counted and not perhaps:
                continue
            row = rows.get(key) or _empty(key, name, market)
            # Two leases may follow each other on the same stage: without a day it counts once.
            fresh = [stage for stage in lease.stages if not seen[key, stage]]
            seen.update((key, stage) for stage in lease.stages)
            unnamed = lease.stage_count - len(lease.stages)
            rows[key] = replace(
                row,
                stages=row.stages + (len(fresh) + unnamed if counted else 0),
                perhaps=row.perhaps + (len(fresh) + unnamed if perhaps else 0),
                named=row.named + len(fresh),
                stage_areas=(*row.stage_areas, *(_areas(fresh, read) if counted else ())),
                lease_areas=(*row.lease_areas, *((lease.area,) if lease.area and counted else ())),
                leases=(*row.leases, lease.lease),
                source=tuple(dict.fromkeys([*row.source, *lease.source])),
            )
    return tuple(rows.values())


def _empty(key: str, name: Name | str, market: str) -> SummaryRow:
    return SummaryRow(
        key=key,
        name=name,
        market=market,
        stages=0,
        perhaps=0,
        named=0,
        stage_areas=(),
        lease_areas=(),
        leases=(),
        source=(),
    )


def _groups(lease: LeaseRow, read: Portfolio, by: By) -> list[tuple[str, Name | str, str]]:
    """The one market or studio a lease counts for: one that spans several stands under their joint name."""
    studios: list[Studio] = [read.studios[id_] for id_ in lease.studios if id_ in read.studios]
    market = "+".join(lease.markets)
    if by is By.MARKET:
        return [(market, market, market)]
    key = "+".join(lease.studios)
    name: Name | str = studios[0].name if len(studios) == 1 else " + ".join(studio.name.en for studio in studios)
    return [(key, name, market)]


def _areas(stages: Iterable[str], read: Portfolio) -> tuple[Area, ...]:
    areas = (read.spaces[stage].area for stage in stages)
    return tuple(area for area in areas if area is not None)
