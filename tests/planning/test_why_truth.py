"""On drawn cases every reason is true: enumeration finds a stay on a stage exactly where the row says that it fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from planning.brute_force import _placement, keeps_rules
from planning.day_sets import DaySets, Stay
from planning.drawn_cases import Case, draw_case
from planning.test_optimum import planned
from stagehold.domain.errors import StageholdError
from stagehold.planning.plan import Placement, Plan, PlanStatus, Reason, Why


def stays(case: Case, production: str, need: str) -> list[Stay]:
    record = case.portfolio.productions[production]
    return list(DaySets(case).stays(record, next(item for item in record.needs if item.id == need)))


def stages_with_room(case: Case, plan: Plan, production: str, need: str, *, on_time: bool) -> set[str]:
    """Stages (and joined wholes) on which the need could stand, all else in the plan staying as it is."""
    others = [item for item in plan.placements if (item.production, item.need) != (production, need)]
    found: set[str] = set()
    for stay in stays(case, production, need):
        if on_time and stay.late:
            continue
        if not set(stay.wholes) <= found and keeps_rules(case, [*others, _placement((production, need), stay)]):
            found |= set(stay.wholes)
    return found


def looked_at(case: Case, plan: Plan) -> Iterator[tuple[str, str, bool, Sequence[Why]]]:
    """Late needs, and unplaced productions of one need: production, need, whether it must be on time, rows."""
    late_days: dict[tuple[str, str], Placement] = {(item.production, item.need): item for item in plan.placements}
    for late in plan.late:
        for need in dict.fromkeys(row.need for row in late.why):
            assert late_days[late.production, need].late_days > 0
            yield late.production, need, True, [row for row in late.why if row.need == need]
    for unplaced in plan.unplaced:
        needs = case.portfolio.productions[unplaced.production].needs
        if len(needs) == 1:
            yield unplaced.production, needs[0].id, False, unplaced.why


def test_a_row_says_that_a_stage_fits_where_enumeration_finds_room_and_only_there(count, seed) -> None:
    wrong = []
    rows = fitting = 0
    for offset in range(count(300, 8_000)):
        case = draw_case(seed + offset)
        try:
            plan = planned(case)
        except StageholdError:
            continue
        if plan.status is PlanStatus.INFEASIBLE:
            continue
        for production, need, on_time, whys in looked_at(case, plan):
            room = stages_with_room(case, plan, production, need, on_time=on_time)
            said = {row.stage for row in whys if row.reason is Reason.COSTS_MORE}
            rows += len(whys)
            fitting += len(said)
            if said != room:
                wrong.append((seed + offset, production, need, sorted(said), sorted(room)))
    assert wrong == []
    assert rows > 1_000
    assert fitting > 10
