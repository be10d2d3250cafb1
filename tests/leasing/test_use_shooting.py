"""Shot days: what actually happened, else what is stated, else the shoot phases; by so many crews."""

from __future__ import annotations

from datetime import date, timedelta

from stagehold.domain.days import Span
from stagehold.domain.studio import PhaseKind
from stagehold.leasing.shooting import Shoot, ShotFrom, room_for_shooting, shot_days
from stagehold.leasing.stage_facts import Stay, settled

SHOOT, BUILD, STANDING = PhaseKind.SHOOT, PhaseKind.BUILD, PhaseKind.STANDING


def span(first: int, days: int) -> Span:
    start = date(2027, 1, 1) + timedelta(days=first - 1)
    return Span(start, start + timedelta(days=days))


def stay(stage: str, first: int, days: int, phase: PhaseKind | None = SHOOT, need: str = "main") -> Stay:
    return Stay(user="p", party="us", stage=stage, days=span(first, days), phase=phase, need=need)


def numbers(found: dict[ShotFrom, dict[str, tuple[Span, ...]]]) -> dict[str, dict[str, list[int]]]:
    """Days of January 2027 by source and stage."""
    first = date(2027, 1, 1)
    return {
        source.value: {
            stage: [(one.start - first).days + 1 + number for one in spans for number in range(one.days)]
            for stage, spans in by_stage.items()
        }
        for source, by_stage in found.items()
    }


def test_without_anything_stated_every_day_of_a_shoot_phase_counts_as_estimated() -> None:
    stays = [stay("a", 1, 3, BUILD), stay("a", 4, 4), stay("a", 8, 2, STANDING), stay("a", 10, 1)]
    assert numbers(shot_days(stays, Shoot())) == {"estimated": {"a": [4, 5, 6, 7, 10]}}


def test_one_crew_is_on_one_stage_at_a_time_and_two_are_on_two() -> None:
    stays = [stay("a", 1, 4), stay("b", 2, 4)]
    assert numbers(shot_days(stays, Shoot())) == {"estimated": {"a": [1, 3], "b": [2, 4, 5]}}
    assert numbers(shot_days(stays, Shoot(units=2))) == {"estimated": {"a": [1, 2, 3, 4], "b": [2, 3, 4, 5]}}


def test_stated_shoot_days_are_spread_evenly_over_the_shoot_phases() -> None:
    stays = [stay("a", 1, 2, BUILD), stay("a", 3, 10)]
    assert numbers(shot_days(stays, Shoot(days=4))) == {"stated": {"a": [5, 7, 10, 12]}}
    assert numbers(shot_days(stays, Shoot(days=0))) == {"stated": {}}
    assert numbers(shot_days(stays, Shoot(days=99)))["stated"]["a"] == list(range(3, 13))
    assert room_for_shooting(stays) == 10


def test_stated_shoot_days_fall_on_days_without_a_phase_where_no_phase_is_a_shoot() -> None:
    stays = [stay("a", 1, 2, BUILD), stay("a", 3, 3, None)]
    assert numbers(shot_days(stays, Shoot(days=2))) == {"stated": {"a": [4, 5]}}
    assert numbers(shot_days(stays, Shoot())) == {}


def test_actual_dates_come_first_and_leave_out_sets_that_stand() -> None:
    stays = [stay("a", 1, 5, BUILD), stay("a", 6, 10), stay("a", 16, 5, STANDING), stay("a", 21, 5, None)]
    shoot = Shoot(days=3, actual={"": span(8, 15)})
    assert numbers(shot_days(stays, shoot)) == {"actual": {"a": [8, 9, 10, 11, 12, 13, 14, 15, 21, 22]}}


def test_actual_dates_of_one_need_leave_the_others_to_their_phases() -> None:
    stays = [stay("a", 1, 4, need="one"), stay("a", 11, 3, need="two")]
    found = shot_days(stays, Shoot(days=3, actual={"one": span(2, 2)}))
    assert numbers(found) == {"actual": {"a": [2, 3]}, "estimated": {"a": [11, 12, 13]}}


def test_a_day_that_two_stays_claim_belongs_to_the_one_that_began_first() -> None:
    first = Stay(user="z", party="us", stage="a", days=span(1, 5))
    second = Stay(user="p", party="us", stage="a", days=span(3, 6))
    third = Stay(user="q", party="us", stage="a", days=span(4, 2))
    found = settled([third, second, first])
    assert [(item.user, str(item.days)) for item in found] == [
        ("z", "2027-01-01/2027-01-05"), ("p", "2027-01-06/2027-01-08")
    ]  # fmt: skip
