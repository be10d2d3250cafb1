"""The slate and the spot stages of one scenario, as records that the planner reads."""

from __future__ import annotations

from datetime import date, timedelta

from stagehold.domain import edtf, readings
from stagehold.domain.advice import DemandScenario
from stagehold.domain.days import Span
from stagehold.domain.errors import InputError
from stagehold.domain.fields import Name
from stagehold.domain.findings import Finding
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.production import Lock, Production
from stagehold.domain.studio import Offer, PhaseKind, Space, SpaceKind


def slate_of(base: Portfolio, scenario: DemandScenario) -> list[Production]:
    """The productions of a scenario: those named, of each year the first so many by their ready day."""
    named = set(scenario.productions)
    kept = [item for item in base.productions.values() if item.needs and (not named or item.id in named)]
    limits = {int(year): count for year, count in scenario.per_year.items()}
    if not limits:
        return kept
    counted: dict[int, int] = {}
    chosen = set()
    for item in sorted(kept, key=lambda one: (_ready(one), one.id)):
        year = _ready(item).year
        counted[year] = counted.get(year, 0) + 1
        if year not in limits or counted[year] <= limits[year]:
            chosen.add(item.id)
    return [item for item in kept if item.id in chosen]


def _ready(production: Production) -> date:
    return date.max if production.ready is None else readings.ready(production.ready)


def spot_of(base: Portfolio, scenario: DemandScenario, horizon: Span) -> tuple[list[Space], list[Offer]]:
    """Spot stages of the scenario's state of the market, each a stage with an offer for the whole horizon."""
    spaces, offers = [], []
    last = horizon.end - timedelta(days=1)
    for item in base.spot_classes.values():
        for state in item.states:
            if state.state != scenario.market:
                continue
            first = _first_hired(scenario, horizon, state.lead_days)
            if first > last:
                continue
            for number in range(1, state.stages + 1):
                id_ = f"{item.id}~{number}"
                spaces.append(
                    Space(
                        id=id_,
                        studio=item.studio,
                        kind=SpaceKind.STAGE,
                        name=Name(id_),
                        area=item.area,
                        clear_height=item.clear_height,
                        features=item.features,
                    )
                )
                offers.append(
                    Offer(
                        id=id_,
                        space=id_,
                        from_=edtf.day(first),
                        to=edtf.day(last),
                        currency=item.currency,
                        rate=dict.fromkeys(PhaseKind, state.rate),
                    )
                )
    return spaces, offers


def _first_hired(scenario: DemandScenario, horizon: Span, lead_days: int) -> date:
    """Spot stages are ordered once the scenario is known, else on the first day of the horizon, and stand later."""
    ordered = horizon.start if scenario.known_from is None else readings.ready(scenario.known_from)
    return max(horizon.start, ordered + timedelta(days=lead_days))


def locks_of(base: Portfolio, kept: list[Production]) -> dict[str, Lock]:
    """The locks of the productions that are left."""
    ids = {item.id for item in kept}
    return {id_: lock for id_, lock in base.locks.items() if lock.production in ids}


def require_together(scenario: DemandScenario, kept: list[Production]) -> None:
    """Refuse a slate in which a production waits for one that is not there.

    Raises
    ------
    InputError
        Naming both.
    """
    ids = {item.id for item in kept}
    for item in kept:
        for need in item.needs:
            for after in need.after:
                other, slash, _ = after.need.partition("/")
                if slash and other not in ids:
                    finding = Finding(
                        rule="waits-for-nobody",
                        record=scenario.id,
                        field="productions",
                        found=f"{item.id}.{need.id} comes after {after.need}, which this slate leaves out",
                        allowed=f"both {item.id} and {other}, or neither",
                    )
                    raise InputError(
                        f"{scenario.id}: {item.id} waits for {other}, which is not in the slate", [finding]
                    )
