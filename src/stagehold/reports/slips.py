"""Planned against actual: how far a date moved, said no more precisely than the sources allow.

Between two exact days a slip is a number of days. Where one side is coarser it is a class: within the planned period,
at least so many days later, or so many calendar months or years later.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from stagehold.domain.edtf import DatePrecision, Edtf, EdtfDate, EdtfInterval, first_day, is_approximate, last_day
from stagehold.domain.production import Milestone, Production
from stagehold.domain.provenance import Claim, Precision
from stagehold.domain.title import Title
from stagehold.reports.stated import claims_of, date_of_claim


class SlipKind(StrEnum):
    """How a slip can be said."""

    NONE = "none"
    DAYS = "days"
    WITHIN = "within"
    AT_LEAST = "at-least"
    MONTHS = "months"
    YEARS = "years"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slip:
    """A planned date and what became of it.

    Parameters
    ----------
    milestone
        ``release``, or the name of the production's milestone.
    later
        What the plan is held against: the actual date, or (``replanned``) the plan stated last.
    kind, amount
        The slip: ``amount`` counts days, months or years, negative when earlier; 0 for none and within.
    lowest, highest
        The least and the most days the two stated dates allow; None where one has an open end.
    """

    record: str
    milestone: str
    planned: Edtf
    stated_on: EdtfDate | None
    planned_precision: Precision | None
    planned_source: tuple[str, ...]
    later: Edtf
    later_precision: Precision | None
    later_source: tuple[str, ...]
    replanned: bool
    kind: SlipKind
    amount: int
    lowest: int | None
    highest: int | None
    approximate: bool
    as_stated: str | None
    note: str | None


def slips(titles: Iterable[Title], productions: Iterable[Production]) -> tuple[Slip, ...]:
    """Every plan of a release and of a production's milestones against each outcome stated for it.

    A release without an outcome is held against the plan stated last.
    """
    found: list[Slip] = []
    for title in titles:
        found += _release_slips(title)
    for production in productions:
        found += _milestone_slips(production)
    return tuple(found)


def _release_slips(title: Title) -> Iterable[Slip]:
    planned = [claim for claim in claims_of(title, "release_planned") if date_of_claim(claim) is not None]
    actual = _distinct(claim for claim in claims_of(title, "release_actual") if date_of_claim(claim) is not None)
    replanned = not actual
    if replanned:
        dated = [claim for claim in planned if claim.stated_on is not None]
        dated.sort(key=lambda claim: claim.stated_on.last if claim.stated_on else date.min)
        actual = dated[-1:]
        planned = [claim for claim in dated if claim is not (actual[0] if actual else None)]
    for plan in planned:
        for outcome in actual:
            planned_date, later = date_of_claim(plan), date_of_claim(outcome)
            if planned_date is not None and later is not None:
                yield _slip(title.id, "release", planned_date, later, plan=plan, outcome=outcome, replanned=replanned)


def _distinct(claims: Iterable[Claim]) -> list[Claim]:
    """Claims of different values; a value said again adds its sources to the first."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        kept.setdefault(str(claim.value), claim)
    return list(kept.values())


def _milestone_slips(production: Production) -> Iterable[Slip]:
    plans = [item for item in production.milestones if item.planned is not None]
    for plan in plans:
        actual = [plan] if plan.actual is not None else _outcomes(production, plan.name)
        for outcome in actual:
            if plan.planned is None or outcome.actual is None:
                continue
            kind, amount, lowest, highest = measure(plan.planned, outcome.actual)
            yield Slip(
                record=production.id, milestone=plan.name, planned=plan.planned, stated_on=plan.stated_on,
                planned_precision=plan.precision, planned_source=plan.source, later=outcome.actual,
                later_precision=outcome.precision if outcome is not plan else None, later_source=outcome.source,
                replanned=False, kind=kind, amount=amount, lowest=lowest, highest=highest,
                approximate=is_approximate(plan.planned) or is_approximate(outcome.actual),
                as_stated=plan.as_stated, note=plan.note,
            )  # fmt: skip


def _outcomes(production: Production, name: str) -> list[Milestone]:
    return [item for item in production.milestones if item.name == name and item.planned is None]


def _slip(
    record: str, milestone: str, planned: Edtf, later: Edtf, *, plan: Claim, outcome: Claim, replanned: bool
) -> Slip:
    kind, amount, lowest, highest = measure(planned, later)
    about = is_approximate(planned) or is_approximate(later)
    about = about or Precision.APPROXIMATE in (plan.precision, outcome.precision)
    return Slip(
        record=record, milestone=milestone, planned=planned, stated_on=plan.stated_on,
        planned_precision=plan.precision, planned_source=plan.source, later=later,
        later_precision=outcome.precision, later_source=outcome.source, replanned=replanned,
        kind=kind, amount=amount, lowest=lowest, highest=highest, approximate=about,
        as_stated=plan.as_stated, note=plan.note or outcome.note,
    )  # fmt: skip


def measure(planned: Edtf, later: Edtf) -> tuple[SlipKind, int, int | None, int | None]:
    """The slip from one stated date to another, with the least and the most days it may be."""
    first, last = first_day(planned), last_day(planned)
    then, until = first_day(later), last_day(later)
    lowest = None if then is None or last is None else (then - last).days
    highest = None if until is None or first is None else (until - first).days
    if _is_day(planned) and _is_day(later):
        days = lowest or 0
        return (SlipKind.DAYS if days else SlipKind.NONE), days, lowest, highest
    if first is None or last is None or then is None or until is None or _is_season(planned) or _is_season(later):
        return SlipKind.UNCLEAR, 0, lowest, highest
    if first <= then and until <= last:
        return SlipKind.WITHIN, 0, lowest, highest
    if then <= last and first <= until:
        return SlipKind.UNCLEAR, 0, lowest, highest
    if _is_day(planned) or _is_day(later):
        return SlipKind.AT_LEAST, (lowest if then > last else highest) or 0, lowest, highest
    if _one_month(first, last) and _one_month(then, until):
        return SlipKind.MONTHS, (then.year - first.year) * 12 + then.month - first.month, lowest, highest
    if then.year != first.year and first.year == last.year and then.year == until.year:
        return SlipKind.YEARS, then.year - first.year, lowest, highest
    return SlipKind.AT_LEAST, (lowest if then > last else highest) or 0, lowest, highest


def _is_day(value: Edtf) -> bool:
    return isinstance(value, EdtfDate) and value.is_day


def _is_season(value: Edtf) -> bool:
    """A season names no month, so nothing finer than its year can be said of it."""
    ends: Sequence[object] = (value.start, value.end) if isinstance(value, EdtfInterval) else (value,)
    return any(isinstance(end, EdtfDate) and end.precision is DatePrecision.SEASON for end in ends)


def _one_month(first: date, last: date) -> bool:
    return (first.year, first.month) == (last.year, last.month)
