"""Which titles need a stage, and whether a plan delivers them by their release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from stagehold.domain.edtf import Edtf, first_day
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Production
from stagehold.domain.studio import PhaseKind
from stagehold.domain.title import Title
from stagehold.planning.plan import Placement, Plan
from stagehold.reports.reader import Reader
from stagehold.reports.slate import release_of
from stagehold.reports.table import Cell, ColumnKind, Table, columns, record_cell, without_empty_columns


class Delivery(StrEnum):
    """What a plan makes of a title's release."""

    IN_TIME = "in-time"
    TOO_LATE = "too-late"
    UNPLACED = "unplaced"
    NO_DATE = "no-date"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRow:
    """One title and the production that makes it.

    Parameters
    ----------
    last_shoot
        The last shoot day of its needs in the plan; None without a place.
    deliverable
        The first day it can be released: ``post_days`` after the last shoot day. None where the days are not stated.
    margin
        Days from there to the first day its release can mean; negative when too late.
    """

    title: str
    production: str
    release: Edtf | None
    post_days: int | None
    last_shoot: date | None
    deliverable: date | None
    margin: int | None
    delivery: Delivery


def delivery(portfolio: Portfolio, plan: Plan) -> tuple[DeliveryRow, ...]:
    """A row for each title whose production has needs, in the order of the productions."""
    placements: dict[str, list[Placement]] = {}
    for item in plan.placements:
        placements.setdefault(item.production, []).append(item)
    return tuple(
        _row(portfolio.titles[id_], production, placements.get(production.id, []))
        for production in portfolio.productions.values()
        if production.needs
        for id_ in production.titles
        if id_ in portfolio.titles
    )


def _row(title: Title, production: Production, placements: list[Placement]) -> DeliveryRow:
    release, *_ = release_of(title)
    ends = [_end_of_shoot(item) for item in placements]
    last = max(ends) - timedelta(days=1) if ends else None
    post = {need.id: need.post_days if need.post_days is not None else title.post_days for need in production.needs}
    ready = [
        end + timedelta(days=days)
        for item, end in zip(placements, ends, strict=True)
        if (days := post.get(item.need, title.post_days)) is not None
    ]
    deliverable = max(ready) if ready and len(ready) == len(ends) else None
    wanted = first_day(release) if release is not None else None
    margin = None if deliverable is None or wanted is None else (wanted - deliverable).days
    if last is None:
        verdict = Delivery.UNPLACED
    elif margin is None:
        verdict = Delivery.NO_DATE
    else:
        verdict = Delivery.IN_TIME if margin >= 0 else Delivery.TOO_LATE
    return DeliveryRow(
        title=title.id, production=production.id, release=release, post_days=title.post_days, last_shoot=last,
        deliverable=deliverable, margin=margin, delivery=verdict,
    )  # fmt: skip


def _end_of_shoot(item: Placement) -> date:
    shoots = [span.end for span in item.phases if span.phase is PhaseKind.SHOOT]
    return shoots[-1] if shoots else item.end


def delivery_table(rows: tuple[DeliveryRow, ...], portfolio: Portfolio, reader: Reader) -> Table:
    """The rows as a table."""
    word = reader.word
    head = columns(
        ("title", word("title")),
        ("production", word("production")),
        ("last_shoot", word("delivery.last-shoot"), ColumnKind.DATE),
        ("post_days", word("delivery.post"), ColumnKind.NUMBER),
        ("deliverable", word("delivery.deliverable"), ColumnKind.DATE),
        ("release", word("release"), ColumnKind.DATE),
        ("margin", word("delivery.margin"), ColumnKind.NUMBER),
        ("delivery", word("delivery.verdict")),
    )
    written = tuple(
        (
            record_cell("title", row.title, reader.name(portfolio.titles[row.title].name)),
            record_cell("production", row.production),
            Cell("" if row.last_shoot is None else reader.day(row.last_shoot), row.last_shoot or ""),
            Cell("" if row.post_days is None else reader.number(row.post_days), row.post_days),
            Cell("" if row.deliverable is None else reader.day(row.deliverable), row.deliverable or ""),
            Cell(word("not-stated") if row.release is None else reader.edtf(row.release), row.release or ""),
            Cell("" if row.margin is None else reader.number(row.margin), row.margin),
            Cell(word(f"delivery.{row.delivery.value}"), row.delivery),
        )
        for row in rows
    )
    table = Table(key="delivery", title=word("delivery.title"), columns=head, rows=written)
    return without_empty_columns(table, keep=("title", "production", "delivery"))
