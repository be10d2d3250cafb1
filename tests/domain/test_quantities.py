"""Areas and lengths: exact factors, kept as stated, compared at their stated digits."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stagehold.domain.quantities import (
    M2_PER,
    Area,
    AreaUnit,
    areas_agree,
    parse_amount,
    round_significant,
    significant_digits,
)


def area(text: str, unit: AreaUnit) -> Area:
    return Area(parse_amount(text), unit)


AREAS = st.builds(
    Area, st.decimals("0.1", "1000000", places=1).filter(lambda amount: amount > 0), st.sampled_from(AreaUnit)
)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        (area("172,000", AreaUnit.SQFT), area("16,000", AreaUnit.M2), True),
        (area("172,000", AreaUnit.SQFT), area("16,100", AreaUnit.M2), False),
        (area("172,223", AreaUnit.SQFT), area("16,000", AreaUnit.M2), True),
        (area("2,723", AreaUnit.PYEONG), area("9,000", AreaUnit.M2), True),
        (area("1", AreaUnit.TSUBO), area("1", AreaUnit.PYEONG), True),
        (area("1", AreaUnit.TSUBO), area("3.3", AreaUnit.M2), True),
        (area("1", AreaUnit.TSUBO), area("3.306", AreaUnit.M2), True),
        (area("957", AreaUnit.M2), area("957.0", AreaUnit.M2), True),
        (area("957", AreaUnit.M2), area("957.4", AreaUnit.M2), False),
        (area("10,300", AreaUnit.SQFT), area("957", AreaUnit.M2), True),
    ],
)
def test_two_stated_areas_agree_when_each_rounds_to_the_other(one: Area, other: Area, agree: bool) -> None:
    assert areas_agree(one, other) is agree
    assert areas_agree(other, one) is agree


@given(one=AREAS, other=AREAS)
def test_agreement_has_no_direction(one: Area, other: Area) -> None:
    assert areas_agree(one, other) == areas_agree(other, one)


@given(one=AREAS)
def test_an_area_agrees_with_itself(one: Area) -> None:
    assert areas_agree(one, one)


@given(one=AREAS, unit=st.sampled_from(AreaUnit))
def test_conversion_there_and_back_is_exact(one: Area, unit: AreaUnit) -> None:
    assert one.in_unit(unit) * M2_PER[unit] == one.m2


def test_a_tsubo_and_a_pyeong_are_both_400_of_121_square_metres() -> None:
    assert M2_PER[AreaUnit.TSUBO] == M2_PER[AreaUnit.PYEONG] == Fraction(400, 121)


def test_a_square_foot_is_the_square_of_0_3048_metres() -> None:
    assert M2_PER[AreaUnit.SQFT] == Fraction(9290304, 100_000_000)
    assert M2_PER[AreaUnit.ACRE] == 43_560 * M2_PER[AreaUnit.SQFT]


@pytest.mark.parametrize(
    ("text", "digits"), [("172000", 3), ("16000", 2), ("957", 3), ("957.0", 4), ("0.5", 1), ("100", 1), ("1.50", 3)]
)
def test_zeros_at_the_end_of_a_whole_number_only_hold_places(text: str, digits: int) -> None:
    assert significant_digits(Decimal(text)) == digits


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [("15979.3", 2, "16000"), ("0.0456", 2, "0.046"), ("9.96", 2, "10"), ("2.5", 1, "3"), ("1000000", 1, "1000000")],
)
def test_rounding_goes_to_the_nearest_and_up_in_the_middle(value: str, digits: int, rounded: str) -> None:
    assert round_significant(Fraction(value), digits) == Fraction(rounded)


@pytest.mark.parametrize("text", ["", "0", "-5", "1,00", "1e3", "1.", ".5", "1 000", "9" * 25, "٣"])
def test_what_is_no_positive_number_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"positive|greater"):
        parse_amount(text)
