"""The slate: titles, stated counts beside the titles known, the mix and its change, figures of the market.

A title is counted in the year of its release only when that year is certain; what is not stated (kind, format,
sourcing, a year) is counted as not stated, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from stagehold.domain.edtf import Edtf, first_day, last_day
from stagehold.domain.fields import Name
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Precision, Status
from stagehold.domain.title import Bound, SlateCount, Sourcing, Title, TitleFormat, TitleKind
from stagehold.reports.conflicts import Conflict, conflicts_of, rival_records
from stagehold.reports.slips import Slip, slips
from stagehold.reports.stated import claims_of, date_of_claim, sources_of


class ReleaseBasis(StrEnum):
    """Whether a release date is an outcome, a plan, or not said."""

    ACTUAL = "actual"
    PLANNED = "planned"
    UNSTATED = "unstated"


class Dimension(StrEnum):
    """What a mix is a mix of."""

    KIND = "kind"
    FORMAT = "format"
    SOURCING = "sourcing"


@dataclass(frozen=True, slots=True, kw_only=True)
class TitleRow:
    """One title; ``year`` is the calendar year of its release where that is certain."""

    id: str
    name: Name
    market: str | None
    kind: TitleKind | None
    format: TitleFormat | None
    sourcing: Sourcing | None
    release: Edtf | None
    basis: ReleaseBasis
    release_precision: Precision | None
    year: int | None
    productions: tuple[str, ...]
    source: tuple[str, ...]
    release_source: tuple[str, ...]
    status: Status | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """A stated count beside the titles of the portfolio.

    ``named`` are titles that the count's sources name (a claim ``titles_named``). ``known`` are titles of that market,
    kind and sourcing released in that year; ``possible`` would fit if what is not stated of them did. All three are
    None for a count of something else than titles of a year.
    """

    id: str
    market: str
    year: Edtf
    count: int | None
    bound: Bound
    scope: str
    named: tuple[str, ...] | None
    known: tuple[str, ...] | None
    possible: tuple[str, ...] | None
    source: tuple[str, ...]
    status: Status | None
    as_stated: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MixRow:
    """Titles of a market and year with one value of a dimension (None: not stated), of all titles of that year.

    ``change`` is the difference to the share of the last year before that has titles, in hundredths of the whole.
    """

    market: str
    year: int
    dimension: Dimension
    value: str | None
    count: int
    whole: int
    earlier_year: int | None
    change: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """A figure of a market as stated, and who made it."""

    id: str
    market: str
    metric: str
    value: str
    unit: str | None
    period: Edtf
    made_by: str | None
    status: Status | None
    precision: Precision | None
    source: tuple[str, ...]
    as_stated: str | None
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Slate:
    """The slate of one market or of all."""

    market: str | None
    titles: tuple[TitleRow, ...]
    counts: tuple[CountRow, ...]
    mix: tuple[MixRow, ...]
    slips: tuple[Slip, ...]
    figures: tuple[FigureRow, ...]
    conflicts: tuple[Conflict, ...]


def slate(portfolio: Portfolio, *, market: str | None = None, year: int | None = None) -> Slate:
    """Titles, counts and figures of a market (None: all) and a year of release (None: all)."""
    titles = [title for title in portfolio.titles.values() if market in (None, title.market)]
    rows = sorted((_title_row(title, portfolio) for title in titles), key=_by_release)
    if year is not None:
        rows = [row for row in rows if row.year == year or _may_be_in(row.release, year)]
    counts = [count for count in portfolio.slate_counts.values() if market in (None, count.market)]
    figures = [figure for figure in portfolio.market_figures.values() if market in (None, figure.market)]
    if year is not None:
        counts = [count for count in counts if _may_be_in(count.year, year)]
        figures = [figure for figure in figures if _may_be_in(figure.period, year)]
    shown = {row.id for row in rows}
    kept = [title for title in titles if title.id in shown]
    productions = [item for item in portfolio.productions.values() if shown & set(item.titles)]
    return Slate(
        market=market,
        titles=tuple(rows),
        counts=tuple(_count_row(count, portfolio) for count in counts),
        mix=_mix(rows),
        slips=slips(kept, productions),
        figures=tuple(
            FigureRow(
                id=item.id, market=item.market, metric=item.metric, value=item.value, unit=item.unit,
                period=item.period, made_by=item.made_by, status=item.status, precision=item.precision,
                source=sources_of(item), as_stated=item.as_stated, note=item.note,
            )
            for item in figures
        ),
        conflicts=(
            *(conflict for title in kept for conflict in conflicts_of("title", title)),
            *(conflict for item in productions for conflict in conflicts_of("production", item)),
            *rival_records(counts, figures),
        ),
    )  # fmt: skip


# --- titles ---------------------------------------------------------------------------------------------------------


def _title_row(title: Title, portfolio: Portfolio) -> TitleRow:
    release, basis, source, precision = release_of(title)
    return TitleRow(
        id=title.id,
        name=title.name,
        market=title.market,
        kind=title.kind,
        format=title.format,
        sourcing=title.sourcing,
        release=release,
        basis=basis,
        release_precision=precision,
        year=_year(release),
        productions=tuple(item.id for item in portfolio.productions.values() if title.id in item.titles),
        source=sources_of(title),
        release_source=source,
        status=title.status,
    )


def release_of(title: Title) -> tuple[Edtf | None, ReleaseBasis, tuple[str, ...], Precision | None]:
    """The release in force, whether it is an outcome, and its sources and precision.

    It is the record's own; without one the first stated outcome, else the plan stated last.
    """
    actual = [claim for claim in claims_of(title, "release_actual") if date_of_claim(claim) is not None]
    planned = [claim for claim in claims_of(title, "release_planned") if date_of_claim(claim) is not None]
    planned.sort(key=lambda claim: claim.stated_on.last.toordinal() if claim.stated_on else 0)
    if title.release is not None:
        said = (title.release_status or "").lower()
        occurred = said == Status.OCCURRED or (not said and any(date_of_claim(c) == title.release for c in actual))
        behind = actual if occurred else planned
        same = [claim for claim in behind if date_of_claim(claim) == title.release]
        source = tuple(dict.fromkeys(id_ for claim in same for id_ in claim.source)) or sources_of(title)
        basis = ReleaseBasis.ACTUAL if occurred else ReleaseBasis.PLANNED
        return title.release, basis, source, same[-1].precision if same else None
    for claims, basis in ((actual[:1], ReleaseBasis.ACTUAL), (planned[-1:], ReleaseBasis.PLANNED)):
        for claim in claims:
            return date_of_claim(claim), basis, claim.source, claim.precision
    return None, ReleaseBasis.UNSTATED, (), None


def _by_release(row: TitleRow) -> tuple[int, int, str]:
    day = first_day(row.release) if row.release is not None else None
    return (1, 0, row.id) if day is None else (0, day.toordinal(), row.id)


def _year(value: Edtf | None) -> int | None:
    first, last = (first_day(value), last_day(value)) if value is not None else (None, None)
    return first.year if first is not None and last is not None and first.year == last.year else None


def _may_be_in(value: Edtf | None, year: int) -> bool:
    if value is None:
        return False
    first, last = first_day(value), last_day(value)
    return (first is None or first.year <= year) and (last is None or year <= last.year)


# --- counts and mix -------------------------------------------------------------------------------------------------


def _count_row(count: SlateCount, portfolio: Portfolio) -> CountRow:
    named: list[str] = []
    for claim in claims_of(count, "titles_named"):
        values = (claim.value,) if isinstance(claim.value, str) else tuple(claim.value)
        named += [value for value in values if value in portfolio.titles]
    known: list[str] = []
    possible: list[str] = []
    for title in portfolio.titles.values() if count.of_titles else ():
        fits = _fits(title, count)
        if fits:
            known.append(title.id)
        elif fits is None:
            possible.append(title.id)
    return CountRow(
        id=count.id, market=count.market, year=count.year, count=count.count, bound=count.bound, scope=count.scope,
        named=tuple(dict.fromkeys(named)) if named or count.of_titles else None,
        known=tuple(known) if count.of_titles else None,
        possible=tuple(possible) if count.of_titles else None,
        source=sources_of(count), status=count.status, as_stated=count.as_stated, note=count.note,
    )  # fmt: skip


def _fits(title: Title, count: SlateCount) -> bool | None:
    """Whether a title is one of those counted; None where what is not stated of it decides."""
    if title.market != count.market:
        return False
    first, last = first_day(count.year), last_day(count.year)
    release, *_ = release_of(title)
    earliest = first_day(release) if release is not None else None
    latest = last_day(release) if release is not None else None
    if (first and latest and latest < first) or (last and earliest and earliest > last):
        return False
    sure = release is not None and not (first and (earliest is None or earliest < first))
    sure = sure and not (last and (latest is None or latest > last))
    for allowed, value in ((count.kind, title.kind), (count.sourcing, title.sourcing)):
        if allowed and value is None:
            sure = False
        elif allowed and value not in allowed:
            return False
    return sure or None


def _mix(rows: Sequence[TitleRow]) -> tuple[MixRow, ...]:
    result: list[MixRow] = []
    for market in sorted({row.market or "" for row in rows}):
        of_market = [row for row in rows if (row.market or "") == market]
        for dimension in Dimension:
            earlier: int | None = None
            for year in sorted({row.year for row in of_market if row.year is not None}):
                result += _mix_of_year(market, year, dimension, of_market, earlier)
                earlier = year
    return tuple(result)


def _mix_of_year(
    market: str, year: int, dimension: Dimension, rows: Sequence[TitleRow], earlier: int | None
) -> Iterable[MixRow]:
    now = [_value(row, dimension) for row in rows if row.year == year]
    before = [_value(row, dimension) for row in rows if row.year == earlier and earlier is not None]
    for value in sorted({*now, *before}, key=lambda item: (item is None, item or "")):
        count = now.count(value)
        change = None if not before else 100 * (count / len(now) - before.count(value) / len(before))
        yield MixRow(
            market=market, year=year, dimension=dimension, value=value, count=count, whole=len(now),
            earlier_year=earlier, change=change,
        )  # fmt: skip


def _value(row: TitleRow, dimension: Dimension) -> str | None:
    value: StrEnum | None = getattr(row, dimension.value)
    return None if value is None else value.value
