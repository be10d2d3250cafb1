"""Plans made by hand: what to check, what one breaks, and where a need could stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from stagehold.domain.portfolio import Portfolio
from stagehold.domain.studio import PhaseKind
from stagehold.planning.plan import PhaseSpan, Placement
from stagehold.reports.plain import number
from stagehold.reports.reader import Reader
from stagehold.services.hand_plans import Broken, Checked, Wish
from stagehold.services.hand_words import broken_text
from stagehold.web.shapes.facts import LockBody, WishBody
from stagehold.web.shapes.words import Word


class CheckBody(Struct, kw_only=True, forbid_unknown_fields=True):
    """A plan by hand for a party, under a scenario or as the portfolio is; what is not in it is left out by it."""

    placements: Annotated[tuple[WishBody, ...], Meta(max_length=20_000)]
    party: Word | None = None
    scenario: Word | None = None


class PlacesBody(CheckBody, kw_only=True, forbid_unknown_fields=True):
    """The need to find places for, beside the placements of a plan; its own one does not count."""

    production: Word
    need: Word


class BrokenGiven(Struct, kw_only=True):
    """A broken rule, told in the reader's language; ``by`` are the ids of what is in the way."""

    rule: str
    message: str
    production: str | None
    need: str | None
    stages: list[str]
    start: date | None
    end: date | None
    by: list[str]


class LateGiven(Struct, kw_only=True):
    """A production that is done after its due."""

    production: str
    days: int


class PhaseGiven(Struct, kw_only=True):
    """A phase, half-open."""

    phase: PhaseKind
    start: date
    end: date


class PlacementGiven(Struct, kw_only=True):
    """A need on its stages, half-open."""

    production: str
    need: str
    stages: list[str]
    start: date
    end: date
    phases: list[PhaseGiven]
    late_days: int


class CheckGiven(Struct, kw_only=True):
    """What a plan by hand breaks and costs, by the audit alone; without breaches it could be published."""

    breaches: list[BrokenGiven]
    objective: float
    terms: dict[str, float]
    late: list[LateGiven]
    placements: list[PlacementGiven]


class FitGiven(Struct, kw_only=True):
    """A place that breaks nothing; any start up to ``last`` is open too, ``cost`` is what it adds to the objective."""

    stages: list[str]
    start: date
    end: date
    late_days: int
    phases: list[PhaseGiven]
    last: date
    cost: float


class WhyGiven(Struct, kw_only=True):
    """Why a stage does not serve."""

    stage: str
    reason: str
    by: list[str]
    detail: str


class PlacesGiven(Struct, kw_only=True):
    """Places of a need, the cheapest first; and why the other stages do not serve."""

    fits: list[FitGiven]
    why: list[WhyGiven]


def wishes_of(bodies: Iterable[WishBody]) -> tuple[Wish, ...]:
    """Placements as they are wished for."""
    return tuple(
        Wish(
            production=item.production,
            need=item.need,
            stages=item.stages,
            start=item.start,
            end=item.end,
            phases=tuple(PhaseSpan(phase=span.phase, start=span.start, end=span.end) for span in item.phases),
        )
        for item in bodies
    )


def lock_rows(bodies: Iterable[LockBody]) -> list[tuple[str, str, tuple[str, ...], date | None]]:
    """Locks as they are wished for."""
    return [(item.production, item.need, item.stages, item.start) for item in bodies]


def check_given(checked: Checked, portfolio: Portfolio, reader: Reader) -> CheckGiven:
    """The verdict on a plan by hand, in the reader's language."""
    terms = checked.terms
    return CheckGiven(
        breaches=[_broken(item, broken_text(item, portfolio, reader)) for item in checked.broken],
        objective=number(terms.total),
        terms={
            "unplaced": number(terms.unplaced),
            "late": number(terms.late),
            "spot": number(terms.spot),
            "moved": number(terms.moved),
            "shifted": number(terms.shifted),
        },
        late=[LateGiven(production=id_, days=days) for id_, days in checked.late.items()],
        placements=[_placement(item) for item in checked.placements],
    )


def _broken(item: Broken, message: str) -> BrokenGiven:
    return BrokenGiven(
        rule=item.rule,
        message=message,
        production=item.production,
        need=item.need,
        stages=list(item.stages),
        start=item.start,
        end=item.end,
        by=list(item.by),
    )


def _placement(item: Placement) -> PlacementGiven:
    return PlacementGiven(
        production=item.production,
        need=item.need,
        stages=list(item.stages),
        start=item.start,
        end=item.end,
        phases=phases_given(item.phases),
        late_days=item.late_days,
    )


def phases_given(phases: Iterable[PhaseSpan]) -> list[PhaseGiven]:
    """Phases as the API gives them."""
    return [PhaseGiven(phase=span.phase, start=span.start, end=span.end) for span in phases]
