"""On drawn cases the audit and plain day sets give the same verdict, on optimal plans and on plans changed a little."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from planning.audit.written import plan_of
from planning.brute_force import best, keeps_rules
from planning.day_sets import DaySets
from planning.drawn_cases import BASE, Case, draw_case
from planning.free_days import number
from stagehold.planning.audit import audit
from stagehold.planning.audit.lateness import late_days
from stagehold.planning.plan import PhaseSpan, Placement, PlanStatus

Placements = list[Placement]


def test_the_same_seed_draws_the_same_case() -> None:
    assert draw_case(7) == draw_case(7)
    assert draw_case(7) != draw_case(8)


def test_optimal_plans_by_enumeration_pass_the_audit(count, seed) -> None:
    judged = 0
    for offset in range(count(400, 4_000)):
        case = draw_case(seed + offset)
        optimum = best(case)
        if optimum.objective is None:
            continue
        plan = plan_of(case.portfolio, optimum.placements, case.baseline)
        plan = replace(plan, status=PlanStatus.OPTIMAL, bound=optimum.objective)
        assert audit(case.portfolio, plan, party=case.party, baseline=case.baseline) == (), seed + offset
        judged += 1
    assert judged >= 300


def test_a_plan_changed_at_one_place_is_caught_exactly_when_day_sets_say_so(count, seed) -> None:
    right = wrong = 0
    for offset in range(count(300, 2_000)):
        case = draw_case(seed + offset)
        placements = list(best(case).placements)
        random = Random(f"{seed}/{offset}")
        for _ in range(4 if placements else 0):
            edited = edit(random, case, placements)
            plan = plan_of(case.portfolio, edited, case.baseline)
            passed = audit(case.portfolio, plan, party=case.party, baseline=case.baseline) == ()
            assert passed == keeps_rules(case, plan.placements), (seed + offset, edited)
            right, wrong = right + passed, wrong + (not passed)
    assert right > 100
    assert wrong > 500


def edit(random: Random, case: Case, placements: Placements) -> Placements:
    """One change: a shift, other stages, a day more or less, two swapped, one taken out, or a boundary of phases."""
    changes = [shifted, shifted, shifted, on_other_stages, on_other_stages, longer, swapped, without_one, refolded]
    edited = random.choice(changes)(random, case, list(placements))
    return [replace(item, late_days=late_days(case.portfolio, item)) for item in edited]


def retiled(random: Random, case: Case, item: Placement) -> Placement:
    """As a rule with the days that the need takes from its start on its stages, so that only place and time are new."""
    days = DaySets(case)
    production = case.portfolio.productions[item.production]
    need = next(need for need in production.needs if need.id == item.need)
    rows = days.tiles(production, need, frozenset(item.members), number(item.start)) if random.random() < 0.8 else None
    if rows is None:
        return item
    phases = tuple(
        PhaseSpan(phase=phase, start=BASE + timedelta(days=first), end=BASE + timedelta(days=after))
        for phase, first, after in rows
    )
    return replace(item, end=phases[-1].end, phases=phases)


def moved_by(item: Placement, days: timedelta) -> Placement:
    phases = tuple(replace(phase, start=phase.start + days, end=phase.end + days) for phase in item.phases)
    return replace(item, start=item.start + days, end=item.end + days, phases=phases)


def shifted(random: Random, case: Case, placements: Placements) -> Placements:
    index = random.randrange(len(placements))
    days = random.choice([-7, -3, -2, -1, 1, 2, 3, 7])
    placements[index] = retiled(random, case, moved_by(placements[index], timedelta(days=days)))
    return placements


def on_other_stages(random: Random, case: Case, placements: Placements) -> Placements:
    index = random.randrange(len(placements))
    ids = [id_ for id_ in case.portfolio.spaces if id_ != "shop" or random.random() < 0.1]
    chosen = sorted(
        random.sample(ids, min(len(ids), max(1, len(placements[index].members) + random.choice([0, 0, 0, 1]))))
    )
    joined = len(chosen) > 1 and random.random() < 0.3
    edited = replace(placements[index], stages=("+".join(chosen),) if joined else tuple(chosen))
    placements[index] = edited if "shop" in chosen else retiled(random, case, edited)
    return placements


def longer(random: Random, case: Case, placements: Placements) -> Placements:
    index = random.randrange(len(placements))
    item = placements[index]
    last = item.phases[-1]
    end = item.end + timedelta(days=random.choice([-1, 1, 2]))
    if end > last.start:
        placements[index] = replace(item, end=end, phases=(*item.phases[:-1], replace(last, end=end)))
    return placements


def swapped(random: Random, case: Case, placements: Placements) -> Placements:
    """Two needs trade places: each takes the other's stages and start."""
    one, other = random.randrange(len(placements)), random.randrange(len(placements))
    first, second = placements[one], placements[other]
    placements[one] = replace(moved_by(first, second.start - first.start), stages=second.stages)
    if one != other:
        placements[other] = replace(moved_by(second, first.start - second.start), stages=first.stages)
    return placements


def without_one(random: Random, case: Case, placements: Placements) -> Placements:
    gone = random.choice(placements)
    whole = random.random() < 0.7
    return [item for item in placements if (item.production != gone.production if whole else item is not gone)]


def refolded(random: Random, case: Case, placements: Placements) -> Placements:
    """A boundary between two phases moves by a day."""
    index = random.randrange(len(placements))
    item = placements[index]
    if len(item.phases) > 1 and item.phases[0].end + timedelta(days=1) < item.phases[1].end:
        boundary = item.phases[0].end + timedelta(days=1)
        first, second = replace(item.phases[0], end=boundary), replace(item.phases[1], start=boundary)
        placements[index] = replace(item, phases=(first, second, *item.phases[2:]))
    return placements


@pytest.mark.parametrize("days", [1, -1])
def test_phases_that_leave_a_gap_or_overlap_are_caught(days: int, seed) -> None:
    caught = 0
    for offset in range(40):
        case = draw_case(seed + offset)
        plan = plan_of(case.portfolio, best(case).placements, case.baseline)
        for index, item in enumerate(plan.placements):
            if len(item.phases) < 2:
                continue
            first: PhaseSpan = item.phases[0]
            torn = replace(first, end=first.end + timedelta(days=days))
            placements = list(plan.placements)
            placements[index] = replace(item, phases=(torn, *item.phases[1:]))
            changed = plan_of(case.portfolio, placements, case.baseline)
            rules = {finding.rule for finding in audit(case.portfolio, changed, baseline=case.baseline)}
            assert "phases" in rules
            caught += 1
    assert caught > 10
