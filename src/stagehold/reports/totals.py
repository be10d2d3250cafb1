"""Stated totals against their parts: a record that is only the sum of others is a check, never counted again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.lease import Lease
from stagehold.domain.quantities import Area, AreaBasis, AreaUnit, areas_agree, round_significant
from stagehold.reports.held import Holdings
from stagehold.reports.reader import digits_of_sum
from stagehold.reports.stated import sources_of, stated_areas


@dataclass(frozen=True, slots=True, kw_only=True)
class TotalCheck:
    """A stated total against the sum of its parts, or against another statement of the same total."""

    lease: str
    field: str
    stated: Area | int
    parts: tuple[str, ...]
    against: Area | int | None
    agrees: bool | None
    source: tuple[str, ...]


def total_checks(total: Lease, found: Holdings) -> Iterable[TotalCheck]:
    """The number of stages and each stated area of a total against the sum of its parts, and the areas among them."""
    parts = [held for held in found.held if held.lease.id in total.is_total_of]
    ids = tuple(held.lease.id for held in parts)
    complete = len(parts) == len(total.is_total_of)
    if total.space_count is not None:
        counted = sum(held.stage_count for held in parts) if complete else None
        agrees = None if counted is None else counted == total.space_count
        yield TotalCheck(
            lease=total.id, field="stages", stated=total.space_count, parts=ids, against=counted, agrees=agrees,
            source=sources_of(total),
        )  # fmt: skip
    stated = stated_areas(total)
    areas = [held.read.area for held in parts if held.read.area is not None]
    summed = area_total(areas) if complete and len(areas) == len(parts) and areas else None
    for area, source in stated:
        agrees = None if summed is None else areas_agree(area, summed)
        yield TotalCheck(
            lease=total.id, field="area", stated=area, parts=ids, against=summed, agrees=agrees, source=source
        )
    for area, source in stated[1:]:
        yield TotalCheck(
            lease=total.id, field="area", stated=area, parts=(), against=stated[0][0],
            agrees=areas_agree(area, stated[0][0]), source=source,
        )  # fmt: skip


def area_total(areas: Sequence[Area]) -> Area:
    """The sum as one area: in their own unit where all share it, else in m2 at the place of the coarsest."""
    unit = areas[0].unit
    bases = {area.basis for area in areas}
    basis = bases.pop() if len(bases) == 1 else AreaBasis.AS_PUBLISHED
    if all(area.unit is unit for area in areas):
        return Area(sum((area.amount for area in areas), Decimal(0)), unit, basis)
    total = round_significant(sum((area.m2 for area in areas), Fraction(0)), digits_of_sum(areas))
    return Area(Decimal(total.numerator) / Decimal(total.denominator), AreaUnit.M2, basis)
