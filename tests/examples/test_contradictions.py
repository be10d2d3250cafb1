"""Where the sources of the east-asia example contradict each other, both sides are kept and nothing is averaged."""

from __future__ import annotations

import pytest

from stagehold.domain.claims import differing_values
from stagehold.domain.portfolio import Portfolio
from stagehold.domain.provenance import Precision, Record, Status
from stagehold.domain.title import Bound


def record(portfolio: Portfolio, id_: str) -> Record:
    ((_, found),) = portfolio.find(id_)
    return found


def sides(portfolio: Portfolio, id_: str, field: str) -> dict[str, set[str]]:
    """Each value claimed of a field, and who states it."""
    found: dict[str, set[str]] = {}
    for claim in record(portfolio, id_).claims:
        if claim.field == field:
            text = f"{claim.value} {claim.unit}" if claim.unit else str(claim.value)
            found.setdefault(text, set()).update(claim.source)
    return found


# Number in the notes of the research, record, field, and every value that is claimed of it.
CLAIMED = [
    (1, "ycdsmc-139", "city", ["Yeoncheon-gun", "Paju-si"]),
    (1, "samsung-studio", "city", ["Paju-si", "Yeoncheon-gun"]),
    (2, "lease-toho-2021", "announced", ["2021-03-18", "2021-03-17"]),
    (3, "lease-toho-2021", "term.start", ["2021-04", "2021-04-01"]),
    (5, "toho-7", "rank", ["largest by volume on the lot", "largest stage"]),
    (5, "toho-7", "area", ["300 tsubo"]),
    (
        6,
        "lease-toho-2021",
        "additional",
        ["2 actors center rooms, 1 production center room", "two acting centers and a production center"],
    ),
    (7, "toho-studios", "site_area", ["78000 m2", "79000 m2", "24000 tsubo"]),
    (7, "toho-studios", "opened", ["1932", "1932-10-25"]),
    (8, "yu-yu-hakusho", "release_planned", ["2021", "2023-12", "2023"]),
    (8, "shoot-yu-yu-hakusho", "shoot_planned", ["2021"]),
    (9, "shoot-sanctuary", "arena_scenes", ["built set"]),
    (9, "shoot-sanctuary", "shoot_duration", ["more than 1 year", "about 2 years"]),
    (10, "shoot-human-vapor", "shoot_period", ["2024-09/2025-04"]),
    (10, "shoot-human-vapor", "shoot_end", ["2025-08"]),
    (11, "shoot-money-heist-korea", "studio_plan", ["will be filmed at the new facilities", "under consideration"]),
    (12, "shoot-sweet-home-s1", "shoot_duration", ["about 8 months", "6 months"]),
    (12, "sweet-home-s1", "release_actual", ["2020-12-18", "2020-12-20"]),
    (12, "shoot-sweet-home-s2-s3", "shoot_start", ["2023"]),
    (12, "squid-game-s2", "episodes", ["6"]),
    (16, "shepperton", "stage_count_after_expansion", ["31 stages", "17 stages"]),
    (16, "longcross", "stage_count", ["4 stages", "5 stages"]),
    (16, "tres-cantos", "campus_area", ["22000 m2", "72000 sqft", "10000 m2"]),
    (17, "lease-cmpp-2020", "area_scope", ["whole studio"]),
    (17, "cmpp", "total_area", ["300000 sqft"]),
    (17, "cmpp", "stage_count", ["18 stages"]),
    (18, "fort-monmouth", "investment", ["848 USD million", "903 USD million", "1000 USD million"]),
    (18, "fort-monmouth", "site_area", ["292 acre", "289 acre"]),
    (19, "house-of-ninjas", "release_actual", ["2024-02-15", "2024-03-14"]),
]


@pytest.mark.parametrize(("number", "id_", "field", "values"), CLAIMED)
def test_every_side_is_claimed(east_asia: Portfolio, number: int, id_: str, field: str, values: list[str]) -> None:
    found = sides(east_asia, id_, field)
    assert list(found) == values
    assert all(found.values())


def test_1_the_lots_in_dispute_have_no_city_of_their_own(east_asia: Portfolio) -> None:
    for id_ in ("ycdsmc-139", "samsung-studio"):
        assert east_asia.studios[id_].city is None
        assert set(differing_values(east_asia.studios[id_], "city")) == {"Yeoncheon-gun", "Paju-si"}


def test_3_and_7_a_month_and_its_first_day_do_not_differ(east_asia: Portfolio) -> None:
    assert differing_values(east_asia.leases["lease-toho-2021"], "term.start") == ()
    assert differing_values(east_asia.studios["toho-studios"], "opened") == ()


def test_4_the_same_announcement_with_and_without_over(east_asia: Portfolio) -> None:
    counts = east_asia.slate_counts
    assert [(counts[id_].count, counts[id_].bound) for id_ in ("sl-jp-2021", "sl-jp-2021-b", "sl-jp-anime-2021")] == [
        (25, Bound.AT_LEAST),
        (25, Bound.EXACT),
        (40, Bound.AT_MOST),
    ]
    assert not counts["sl-jp-anime-2021"].of_titles


def test_5_the_largest_stage_is_smaller_than_two_others(east_asia: Portfolio) -> None:
    areas = {id_: float(east_asia.spaces[id_].area.m2) for id_ in ("toho-7", "toho-8", "toho-9", "toho-new-2")}  # type: ignore[union-attr]
    assert areas == {"toho-7": 957, "toho-8": 1325, "toho-9": 1325, "toho-new-2": 992}
    assert "国内最大級" in (east_asia.spaces["toho-new-2"].as_stated or "")
    assert differing_values(east_asia.spaces["toho-7"], "area") == ("957 m2", "300 tsubo")


def test_8_one_paper_reads_the_planned_shoot_as_a_planned_release(east_asia: Portfolio) -> None:
    assert sides(east_asia, "yu-yu-hakusho", "release_planned")["2021"] == {"tatler-2021-toho"}
    assert [str(east_asia.titles[id_].release) for id_ in ("sanctuary", "yu-yu-hakusho")] == [
        "2023-05-04",
        "2023-12-14",
    ]


def test_9_the_arena_is_a_set_and_another_source_doubts_it(east_asia: Portfolio) -> None:
    notes = [claim.note or "" for claim in east_asia.productions["shoot-sanctuary"].claims]
    assert 'CONFLICT: cinemaholic-sanctuary says "supposedly" at the real arena.' in notes


def test_10_and_12_a_step_with_two_dates_stands_twice(east_asia: Portfolio) -> None:
    def dates(shoot: str, name: str) -> list[str]:
        return [str(step.actual) for step in east_asia.productions[shoot].milestones if step.name == name]

    assert dates("shoot-human-vapor", "shoot-end") == ["2025-04", "2025-08"]
    assert dates("shoot-sweet-home-s2-s3", "shoot-start") == ["2022-06~", "2023"]


def test_12_squid_game_2_has_six_or_seven_episodes(east_asia: Portfolio) -> None:
    assert east_asia.titles["squid-game-s2"].episodes == 7
    assert set(differing_values(east_asia.titles["squid-game-s2"], "episodes")) == {"7", "6"}


def figures(portfolio: Portfolio, *ids: str) -> list[tuple[str, str, str | None]]:
    rows = [portfolio.market_figures[id_] for id_ in ids]
    return [(row.market, row.value, row.unit) for row in rows]


def test_13_one_firm_puts_japan_first_and_then_second(east_asia: Portfolio) -> None:
    assert figures(east_asia, "mf-jp-largest-subs", "mf-share-anz", "mf-share-jp") == [
        ("JP", "largest", None),
        ("AU+NZ", "24", "percent"),
        ("JP", "21", "percent"),
    ]
    assert figures(east_asia, "mf-apac-subs-2021", "mf-apac-subs-2021b") == [
        ("APAC", "33.3", "million"),
        ("APAC", "32.4", "million"),
    ]
    assert figures(east_asia, "mf-apac-rev-2022", "mf-apac-rev-2023") == [
        ("APAC", "4.1", "USD billion"),
        ("APAC", "4", "USD billion"),
    ]


def test_14_korean_spend_does_not_add_up_and_is_left_so(east_asia: Portfolio) -> None:
    assert figures(
        east_asia,
        "mf-kr-spend-2015-2020",
        "mf-kr-spend-2021",
        "mf-content-kr-2022",
        "mf-kr-spend-2023-26",
        "mf-kr-spend-ratio",
    ) == [
        ("KR", "700", "USD million"),
        ("KR", "500", "USD million"),
        ("KR", "750", "USD million"),
        ("KR", "2.5", "USD billion"),
        ("KR", "2", "x"),
    ]
    assert east_asia.market_figures["mf-kr-spend-2023-26"].period.text == "2023-04/2027-04~"


def test_15_korean_slates_have_two_sizes_a_year(east_asia: Portfolio) -> None:
    rows = {
        id_: (east_asia.slate_counts[id_].count, east_asia.slate_counts[id_].bound)
        for id_ in ("sl-kr-2021", "sl-kr-2021-b", "sl-kr-2023", "sl-kr-2023-b", "sl-kr-2026", "sl-kr-2026-b")
    }
    assert rows == {
        "sl-kr-2021": (13, Bound.EXACT),
        "sl-kr-2021-b": (15, Bound.EXACT),
        "sl-kr-2023": (34, Bound.EXACT),
        "sl-kr-2023-b": (34, Bound.AT_LEAST),
        "sl-kr-2026": (29, Bound.EXACT),
        "sl-kr-2026-b": (34, Bound.EXACT),
    }


def test_16_the_first_madrid_stages_stay_beside_the_disputed_campus(east_asia: Portfolio) -> None:
    group = next(claim for claim in east_asia.leases["lease-madrid-2018"].claims if claim.field == "stages.madrid-3")
    assert group.value == {"label": "three first stages", "count": "3", "area": "1200", "area_unit": "m2 each"}


def test_17_178_000_square_feet_are_the_leased_part_by_one_source_and_the_lot_by_another(east_asia: Portfolio) -> None:
    lease = east_asia.leases["lease-cmpp-2020"]
    assert (str(lease.area), lease.space_count, lease.source) == ("178000 sqft", 7, ("playback-2020", "dailyhive-cmpp"))
    assert sides(east_asia, "lease-cmpp-2020", "area_scope") == {"whole studio": {"vansun-2020"}}


def test_19_the_later_release_is_reported_and_the_earlier_occurred(east_asia: Portfolio) -> None:
    title = east_asia.titles["house-of-ninjas"]
    assert (str(title.release), title.release_status) == ("2024-02-15", "occurred")
    assert [claim.status for claim in title.claims] == [Status.OCCURRED, Status.REPORTED]


def test_a_bound_is_never_turned_into_a_number(east_asia: Portfolio) -> None:
    for count in east_asia.slate_counts.values():
        if count.precision is Precision.LOWER_BOUND:
            assert count.bound is Bound.AT_LEAST
        elif count.precision is Precision.UPPER_BOUND:
            assert count.bound is Bound.AT_MOST
