"""Stage-days counted by stage and month, and what one of them weighs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from stagehold.domain.days import within
from stagehold.domain.quantities import AreaBasis
from stagehold.leasing.charge_out import months
from stagehold.leasing.stage_days import StageDays
from stagehold.leasing.stage_facts import Spans, StageFacts

# (stage, first day of a month) -> stage-days by measure.
Cells = Mapping[tuple[str, date], Counter[str]]


class Weight(StrEnum):
    """What a stage-day counts: one, or the area of its stage in square metres."""

    COUNT = "count"
    AREA = "area"


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What a day on each stage weighs.

    Parameters
    ----------
    of
        By stage; a stage whose area nobody states has none.
    unknown
        The stages left out for that.
    bases
        What was measured, by stage; empty for a count. Areas of several bases are not one measure.
    """

    kind: Weight
    of: Mapping[str, Fraction]
    unknown: frozenset[str] = frozenset()
    bases: Mapping[str, AreaBasis] | None = None


def weights(kind: Weight, stages: Iterable[StageFacts]) -> Weights:
    """One for each stage, or its area where one is stated."""
    listed = list(stages)
    if kind is Weight.COUNT:
        return Weights(kind=kind, of={item.stage: Fraction(1) for item in listed})
    known = {item.stage: item.area for item in listed if item.area is not None}
    return Weights(
        kind=kind,
        of={stage: area.m2 for stage, area in known.items()},
        unknown=frozenset(item.stage for item in listed) - known.keys(),
        bases={stage: area.basis for stage, area in known.items()},
    )


def weights_of_lease(given: Weights, stages: Sequence[str]) -> dict[str, Fraction] | None:
    """How the stages of one lease share its cost; None where some area is unknown, or two are not one measure."""
    bases = given.bases or {}
    if any(stage not in given.of for stage in stages) or len({bases.get(stage) for stage in stages}) > 1:
        return None
    return {stage: given.of[stage] for stage in stages}


def cells(stages: Iterable[StageDays], costed: Mapping[str, Mapping[str, Spans]]) -> Cells:
    """Every measure of every stage by month; ``costed`` are days of leases with known rent, by currency and stage."""
    found: dict[tuple[str, date], Counter[str]] = {}
    # Most measures of most stages are the same few spans: under lease as long as in service, let as long as leased.
    by_month: dict[Spans, Mapping[date, int]] = {}
    for days in stages:
        here: dict[date, Counter[str]] = {}
        for measure, spans in (*_measures(days), *_costed(days, costed)):
            if spans not in by_month:
                by_month[spans] = _by_month(spans)
            for month, number in by_month[spans].items():
                if month not in here:
                    here[month] = Counter()
                here[month][measure] = number
        found |= {(days.facts.stage, month): counted for month, counted in here.items()}
    return found


def _by_month(spans: Spans) -> dict[date, int]:
    """Days by the first day of their month."""
    found: dict[date, int] = {}
    for span in spans:
        for days in months(span):
            first = days.start.replace(day=1)
            found[first] = found.get(first, 0) + days.days
    return found


def _measures(days: StageDays) -> Iterator[tuple[str, Spans]]:
    yield "in_service", days.in_service
    yield "lettable", days.lettable
    yield "leased", days.leased
    yield "let", days.let
    yield "held", days.held
    yield "leased&in_service", within(days.leased, days.in_service)
    yield "let&lettable", within(days.let, days.lettable)
    for basis, used in days.used.items():
        yield f"{basis}.occupied", used.occupied
        yield f"{basis}.standing", used.standing
        yield f"{basis}.working", used.working
        yield f"{basis}.shot", used.all_shot
        for source, spans in used.shot.items():
            yield f"{basis}.shot.{source}", spans
        for cause, spans in used.idle.items():
            yield f"{basis}.idle.{cause}", spans
        yield f"{basis}.occupied&leased", within(used.occupied, days.leased)
        yield f"{basis}.occupied&lettable", within(used.occupied, days.lettable)


def _costed(days: StageDays, costed: Mapping[str, Mapping[str, Spans]]) -> Iterator[tuple[str, Spans]]:
    for currency, by_stage in costed.items():
        spans = within(by_stage.get(days.facts.stage, ()), days.leased)
        yield f"costed.{currency}.leased", spans
        for basis, used in days.used.items():
            yield f"costed.{currency}.{basis}.occupied", within(used.occupied, spans)
            yield f"costed.{currency}.{basis}.shot", within(used.all_shot, spans)
