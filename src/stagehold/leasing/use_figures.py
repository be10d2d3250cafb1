"""Stage-days of a scope as figures: sums by stage, studio, market, month or year, and ratios that name both parts.

A ratio counts the days of its part that lie in its whole; days of the part outside it (a stage hired on days that no
lease covers, a booking over a closure) are said beside it and never make a ratio exceed one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from math import lcm

from stagehold.domain.days import Span
from stagehold.domain.quantities import AreaBasis
from stagehold.leasing.charge_out import months
from stagehold.leasing.idle import Cause
from stagehold.leasing.shooting import ShotFrom
from stagehold.leasing.stage_facts import Basis, StageFacts
from stagehold.leasing.use_cells import Cells, Weights


class By(StrEnum):
    """What a row stands for."""

    STAGE = "stage"
    STUDIO = "studio"
    MARKET = "market"
    MONTH = "month"
    YEAR = "year"


class View(StrEnum):
    """Who looks: a lessee at what it leases, or a studio operator at its stages."""

    LESSEE = "lessee"
    STUDIO = "studio"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratio:
    """``part`` ÷ ``whole`` in days; ``outside`` are days of the part that are not in the whole."""

    part: str
    whole: str
    days: Fraction
    of: Fraction
    outside: Fraction = Fraction(0)

    @property
    def value(self) -> Fraction | None:
        """Between 0 and 1; None where the whole holds no day."""
        return self.days / self.of if self.of else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UsedFigures:
    """What the stays of one basis come to; ``shot_from`` splits ``shot`` by what it rests on."""

    occupied: Fraction
    working: Fraction
    standing: Fraction
    shot: Fraction
    shot_from: Mapping[ShotFrom, Fraction]
    idle: Mapping[Cause, Fraction]
    ratios: tuple[Ratio, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UseRow:
    """One row, in stage-days or, weighed by area, in square-metre-days.

    Parameters
    ----------
    key
        A stage, studio, country, ``2027-03``, ``2027`` or, of the total, nothing.
    stages
        Those that have any day in it.
    left_out
        Of these, the ones whose area nobody states: they are in no figure of the row.
    bases
        What was measured of the others.
    counts
        Stage-days by measure of ``leasing.use_cells``, weighed.
    """

    key: str
    stages: tuple[str, ...]
    left_out: tuple[str, ...]
    bases: tuple[AreaBasis, ...]
    in_service: Fraction
    lettable: Fraction
    leased: Fraction
    let: Fraction
    held: Fraction
    ratios: tuple[Ratio, ...]
    used: Mapping[Basis, UsedFigures]
    counts: Mapping[str, Fraction]


def use_rows(
    stages: Sequence[StageFacts],
    counted: Cells,
    period: Span,
    by: By,
    weights: Weights,
    view: View,
    bases: Sequence[Basis],
) -> tuple[UseRow, ...]:
    """The rows in the order of the stages, or of the months; every month of the period has one."""
    return tuple(
        use_row(key, group, counted, weights, view, bases) for key, group in _groups(stages, counted, period, by)
    )


def use_row(
    key: str,
    group: Iterable[tuple[str, date]],
    counted: Cells,
    weights: Weights,
    view: View,
    bases: Sequence[Basis],
) -> UseRow:
    """One row of the cells of a group."""
    there: dict[str, None] = {}
    by_weight: dict[Fraction, dict[str, int]] = {}
    for cell in group:
        if cell in counted:
            there[cell[0]] = None
            weight = weights.of.get(cell[0])
            if weight is not None:
                sums = by_weight.setdefault(weight, {})
                for measure, days in counted[cell].items():
                    sums[measure] = sums.get(measure, 0) + days
    total = _weighed(by_weight)
    figure = _reader(total)
    known = [stage for stage in there if stage in weights.of]
    return UseRow(
        key=key,
        stages=tuple(there),
        left_out=tuple(stage for stage in there if stage in weights.unknown),
        bases=tuple(sorted({weights.bases[stage] for stage in known})) if weights.bases else (),
        in_service=figure("in_service"),
        lettable=figure("lettable"),
        leased=figure("leased"),
        let=figure("let"),
        held=figure("held"),
        ratios=(_ratio(figure, "", "leased", "in_service"), _ratio(figure, "", "let", "lettable")),
        used={basis: _used(figure, basis, view) for basis in bases},
        counts=total,
    )


def _weighed(by_weight: Mapping[Fraction, Mapping[str, int]]) -> dict[str, Fraction]:
    """The sums of all weights together, added up in the parts of one scale."""
    scale = lcm(*(weight.denominator for weight in by_weight))
    parts: dict[str, int] = {}
    for weight, measures in by_weight.items():
        each = weight.numerator * (scale // weight.denominator)
        for measure, days in measures.items():
            parts[measure] = parts.get(measure, 0) + each * days
    return {measure: Fraction(sum_, scale) for measure, sum_ in parts.items()}


def _reader(total: Mapping[str, Fraction]) -> Callable[[str], Fraction]:
    def figure(measure: str) -> Fraction:
        return total.get(measure, Fraction(0))

    return figure


def _used(figure: Callable[[str], Fraction], basis: Basis, view: View) -> UsedFigures:
    whole = "leased" if view is View.LESSEE else "lettable"
    return UsedFigures(
        occupied=figure(f"{basis}.occupied"),
        working=figure(f"{basis}.working"),
        standing=figure(f"{basis}.standing"),
        shot=figure(f"{basis}.shot"),
        shot_from={source: figure(f"{basis}.shot.{source}") for source in ShotFrom},
        idle={cause: figure(f"{basis}.idle.{cause}") for cause in Cause},
        ratios=(
            _ratio(figure, f"{basis}.", "occupied", whole),
            Ratio(part="working", whole="occupied", days=figure(f"{basis}.working"), of=figure(f"{basis}.occupied")),
            Ratio(part="shot", whole="occupied", days=figure(f"{basis}.shot"), of=figure(f"{basis}.occupied")),
        ),
    )


def _ratio(figure: Callable[[str], Fraction], prefix: str, part: str, whole: str) -> Ratio:
    inside = figure(f"{prefix}{part}&{whole}")
    return Ratio(part=part, whole=whole, days=inside, of=figure(whole), outside=figure(f"{prefix}{part}") - inside)


def _groups(
    stages: Sequence[StageFacts], counted: Cells, period: Span, by: By
) -> list[tuple[str, list[tuple[str, date]]]]:
    """Each row's key with its cells."""
    known = {item.stage: item for item in stages}
    keys: dict[str, list[tuple[str, date]]] = {}
    if by in (By.MONTH, By.YEAR):
        for month in months(period):
            keys.setdefault(_time(month.start, by), [])
    else:
        for item in stages:
            keys.setdefault(_place(item, by), [])
    for cell in sorted(counted):
        key = _time(cell[1], by) if by in (By.MONTH, By.YEAR) else _place(known[cell[0]], by)
        keys[key].append(cell)
    return list(keys.items())


def _time(month: date, by: By) -> str:
    return f"{month.year:04}" if by is By.YEAR else f"{month.year:04}-{month.month:02}"


def _place(item: StageFacts, by: By) -> str:
    if by is By.STAGE:
        return item.stage
    return item.studio if by is By.STUDIO else item.market
