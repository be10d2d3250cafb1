"""Sources that contradict each other, side by side: nothing is averaged and nobody wins."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from stagehold.domain.claims import conflicting_fields
from stagehold.domain.encoding import encode
from stagehold.domain.provenance import Claim, Precision, Record, Status
from stagehold.domain.title import Bound, MarketFigure, SlateCount
from stagehold.reports.stated import as_text, sources_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One value and who says it; ``claim`` is False for the value of the record itself."""

    value: str
    source: tuple[str, ...]
    status: Status | None = None
    precision: Precision | None = None
    as_stated: str | None = None
    note: str | None = None
    claim: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """What is said of one field of one record, or of one figure by several records; ``values`` contradict."""

    kind: str
    record: str
    field: str
    said: tuple[Said, ...]
    values: tuple[str, ...]


def said_of(claim: Claim) -> Said:
    """A claim as what somebody says."""
    value = f"{as_text(claim.value)} {claim.unit}" if claim.unit else as_text(claim.value)
    return Said(
        value=value, source=claim.source, status=claim.status, precision=claim.precision, as_stated=claim.as_stated,
        note=claim.note,
    )  # fmt: skip


def conflicts_of(kind: str, record: Record) -> tuple[Conflict, ...]:
    """The fields of a record whose stated values contradict each other, with everything said of each."""
    found = []
    for field, values in conflicting_fields(record).items():
        if _is_succession(record, field):
            continue
        said = [said_of(claim) for claim in record.claims if claim.field == field]
        own = getattr(record, field, None) if "." not in field else None
        text = "" if own is None or own in ((), {}) else as_text(encode(own))
        if text and all(one.value != text for one in said):
            said.insert(0, Said(value=text, source=sources_of(record), status=record.status, claim=False))
        found.append(Conflict(kind=kind, record=_id(record), field=field, said=tuple(said), values=values))
    return tuple(found)


def _is_succession(record: Record, field: str) -> bool:
    """Whether the claims only follow each other, said on different days: a plan that moved contradicts nobody."""
    claims = [claim for claim in record.claims if claim.field == field]
    days = [claim.stated_on for claim in claims]
    disputed = any((claim.note or "").startswith("CONFLICT") for claim in claims)
    return None not in days and len(set(days)) == len(days) and not disputed


def rival_records(counts: Iterable[SlateCount], figures: Iterable[MarketFigure]) -> tuple[Conflict, ...]:
    """Counts of one market, year and filter, and figures of one market, metric and period, that differ."""
    rivals: dict[tuple[str, ...], list[Record]] = {}
    for count in counts:
        if count.of_titles and count.count is not None:
            key = ("slate_count", f"{count.market} {count.year}", ", ".join([*count.kind, *count.sourcing]) or "count")
            rivals.setdefault(key, []).append(count)
    for figure in figures:
        key = ("market_figure", f"{figure.market} {figure.period}", f"{figure.metric}{_unit(figure)}")
        rivals.setdefault(key, []).append(figure)
    return tuple(
        Conflict(
            kind=kind, record=", ".join(map(_id, records)), field=f"{what}: {field}",
            said=tuple(_said(record) for record in records), values=tuple(dict.fromkeys(map(_figure, records))),
        )
        for (kind, what, field), records in rivals.items()
        if len(set(map(_figure, records))) > 1
    )  # fmt: skip


def _id(record: Record) -> str:
    return str(getattr(record, "id", ""))


def _unit(figure: MarketFigure) -> str:
    return f" ({figure.unit})" if figure.unit else ""


_BOUNDS: Mapping[Bound, str] = {Bound.EXACT: "", Bound.AT_LEAST: "≥ ", Bound.AT_MOST: "≤ ", Bound.ABOUT: "≈ "}


def _figure(record: Record) -> str:
    if isinstance(record, SlateCount):
        return f"{_BOUNDS[record.bound]}{record.count}"
    return record.value if isinstance(record, MarketFigure) else ""


def _said(record: Record) -> Said:
    maker = record.made_by if isinstance(record, MarketFigure) else None
    note = "; ".join(part for part in (maker, record.note) if part)
    return Said(
        value=_figure(record), source=sources_of(record), status=record.status, precision=record.precision,
        as_stated=record.as_stated, note=note or None, claim=False,
    )  # fmt: skip


def sources_in(said: Sequence[Said]) -> tuple[str, ...]:
    """All sources of a conflict, each once."""
    return tuple(dict.fromkeys(id_ for one in said for id_ in one.source))
