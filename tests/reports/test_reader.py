"""Units, numbers and dates as readers see them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from stagehold.domain.edtf import parse_date, parse_interval
from stagehold.domain.provenance import Precision
from stagehold.domain.quantities import Area, AreaUnit, Length, LengthUnit
from stagehold.reports.reader import Reader
from stagehold.reports.words import Language

M2, SQFT, TSUBO, PYEONG = AreaUnit.M2, AreaUnit.SQFT, AreaUnit.TSUBO, AreaUnit.PYEONG


@pytest.mark.parametrize(
    ("area", "unit", "text"),
    [
        (Area(Decimal(957)), M2, "957 m2"),
        (Area(Decimal(957)), TSUBO, "289 tsubo"),
        (Area(Decimal(16000)), SQFT, "170,000 sq ft"),  # two digits are stated, and no more are shown
        (Area(Decimal(172000), SQFT), M2, "16,000 m2"),
        (Area(Decimal(172000), SQFT), SQFT, "172,000 sq ft"),
        (Area(Decimal(7000)), PYEONG, "2,100 pyeong"),  # one digit alone would be another area
        (Area(Decimal(1325)), TSUBO, "400.8 tsubo"),
        (Area(Decimal("12.5"), SQFT), M2, "1.16 m2"),
    ],
)
def test_an_area_is_converted_exactly_and_rounded_to_its_stated_digits(area: Area, unit: AreaUnit, text: str) -> None:
    assert Reader(area_unit=unit).area(area) == text


def test_a_sum_of_areas_is_no_sharper_than_its_coarsest_part() -> None:
    assert Reader().area_sum((Area(Decimal(957)), Area(Decimal(658)))) == "1,615 m2"
    assert Reader(area_unit=TSUBO).area_sum((Area(Decimal(957)), Area(Decimal(658)))) == "488.5 tsubo"
    assert Reader(area_unit=TSUBO).area_sum((Area(Decimal(9000)), Area(Decimal(7000)))) == "4,800 tsubo"


def test_a_length_is_shown_in_the_readers_unit() -> None:
    assert Reader(length_unit=LengthUnit.FT).length(Length(Decimal(11))) == "36 ft"
    assert Reader().length(Length(Decimal(11))) == "11 m"


@pytest.mark.parametrize(
    ("stated", "precision", "text"),
    [
        ("2021-04", None, "April 2021"),
        ("2021-04-01", None, "1 Apr 2021"),
        ("2021~", None, "about 2021"),
        ("2021-05-16?", None, "16 May 2021 (uncertain)"),
        ("2021%", None, "about 2021 (uncertain)"),
        ("2024-22", None, "summer 2024"),
        ("202X", None, "2020 to 2029"),
        ("2027-XX", None, "2027"),
        ("2028-01", Precision.LOWER_BOUND, "January 2028 or later"),
        ("2021", Precision.PART_OF_YEAR, "part of 2021"),
    ],
)
def test_a_date_keeps_its_precision(stated: str, precision: Precision | None, text: str) -> None:
    assert Reader().date(parse_date(stated), precision) == text


@pytest.mark.parametrize(
    ("stated", "text"),
    [
        ("2021-04/", "April 2021 to an unstated end"),
        ("2021-04/..", "April 2021, without end"),
        ("2027-01-05/2029-12-31", "5 Jan 2027 to 31 Dec 2029"),
        ("../2011", "until 2011"),
        ("/2022", "an unstated start to 2022"),
    ],
)
def test_an_interval_says_whether_an_end_is_unstated_or_missing(stated: str, text: str) -> None:
    assert Reader().interval(parse_interval(stated)) == text


def test_dates_and_numbers_follow_the_language() -> None:
    japanese, korean = Reader(language=Language.JA), Reader(language=Language.KO)
    assert japanese.date(parse_date("2021-04")) == "2021年4月"
    assert korean.interval(parse_interval("2021-03/")) == "2021년 3월부터(종료일 미공개)"
    assert japanese.area(Area(Decimal(1325))) == "1,325 ㎡"
    assert korean.country("JP") == "일본"
    assert Reader().country("APAC") == "APAC"


def test_one_of_a_thing_is_not_many() -> None:
    assert (Reader().counted("days", 1), Reader().counted("days", 2)) == ("1 day", "2 days")
    assert Reader(language=Language.JA).counted("days", 1) == "1日"


def test_a_share_names_both_its_parts() -> None:
    assert Reader().percent(2, 3) == "2 of 3 (67 %)"
    assert Reader().percent(0, 0) == "none"
