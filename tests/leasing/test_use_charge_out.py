"""Who bears a month's cost: shares by stage-day, and money that adds up to the last unit."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from stagehold.domain.days import Span
from stagehold.leasing.charge_out import Bearer, Borne, charge_out
from stagehold.leasing.payment import Payment, PaymentKind
from stagehold.leasing.rent_days import RentDays

WHOLE = Span(date(2027, 1, 1), date(2027, 2, 1))
EVEN = {"a": Fraction(1), "b": Fraction(1)}


def rent(amount: str, currency: str = "JPY", period: Span = WHOLE) -> RentDays:
    payment = Payment(
        day=period.start, moment=period.start, period=period, amount=Decimal(amount), currency=currency,
        kind=PaymentKind.RENT,
    )  # fmt: skip
    return RentDays.of("l", currency, [payment])


def span(first: int, last: int) -> Span:
    return Span(date(2027, 1, first), date(2027, 1, last + 1) if last < 31 else date(2027, 2, 1))


def shown(charges) -> list[tuple[str, str, str, int, str]]:
    return [(item.stage, item.bearer.value, item.of, item.days, str(item.amount)) for item in charges]


def test_two_stages_share_a_day_evenly_and_each_share_is_borne_by_what_happens_there() -> None:
    borne = [
        Borne(stage="a", bearer=Bearer.WORKING, of="p", days=(span(1, 10),)),
        Borne(stage="a", bearer=Bearer.STANDING, of="p", days=(span(11, 20),)),
        Borne(stage="a", bearer=Bearer.IDLE, of="between", days=(span(21, 31),)),
        Borne(stage="b", bearer=Bearer.IDLE, of="unused", days=(span(1, 31),)),
    ]
    assert shown(charge_out(rent("6200"), WHOLE, borne, EVEN)) == [
        ("a", "idle", "between", 11, "1100"), ("a", "standing", "p", 10, "1000"), ("a", "working", "p", 10, "1000"),
        ("b", "idle", "unused", 31, "3100"),
    ]  # fmt: skip


def test_units_left_over_go_to_the_largest_remainders() -> None:
    # 100 yen over 31 days: 9 + 9 + 13 days are 29.03, 29.03 and 41.94 yen.
    borne = [
        Borne(stage="a", bearer=Bearer.WORKING, of="p", days=(span(1, 9),)),
        Borne(stage="a", bearer=Bearer.WORKING, of="q", days=(span(10, 18),)),
        Borne(stage="a", bearer=Bearer.IDLE, of="between", days=(span(19, 31),)),
    ]
    charges = charge_out(rent("100"), WHOLE, borne, EVEN)
    assert shown(charges) == [
        ("a", "idle", "between", 13, "42"), ("a", "working", "p", 9, "29"), ("a", "working", "q", 9, "29")
    ]  # fmt: skip


def test_a_stage_taken_in_later_shares_from_its_first_day_on() -> None:
    borne = [
        Borne(stage="a", bearer=Bearer.WORKING, of="p", days=(span(1, 31),)),
        Borne(stage="b", bearer=Bearer.IDLE, of="unused", days=(span(22, 31),)),
    ]
    assert shown(charge_out(rent("31000"), WHOLE, borne, EVEN)) == [
        ("a", "working", "p", 31, "26000"), ("b", "idle", "unused", 10, "5000")
    ]  # fmt: skip
    by_area = {"a": Fraction(300), "b": Fraction(100)}
    assert [item.amount for item in charge_out(rent("31000"), WHOLE, borne, by_area)] == [28500, 2500]


def test_cost_without_a_stage_is_borne_by_nobody_and_stays_in_sight() -> None:
    borne = [Borne(stage="a", bearer=Bearer.WORKING, of="p", days=(span(11, 31),))]
    assert shown(charge_out(rent("3100"), WHOLE, borne, EVEN)) == [
        ("", "idle", "no-stage", 10, "1000"), ("a", "working", "p", 21, "2100")
    ]  # fmt: skip


def test_months_are_charged_one_by_one() -> None:
    period = Span(date(2027, 1, 16), date(2027, 3, 16))
    borne = [Borne(stage="a", bearer=Bearer.WORKING, of="p", days=(period,))]
    charges = charge_out(rent("59.00", "USD", period), period, borne, EVEN)
    assert [(str(item.month), item.days, str(item.amount)) for item in charges] == [
        ("2027-01-01", 16, "16.00"), ("2027-02-01", 28, "28.00"), ("2027-03-01", 15, "15.00")
    ]  # fmt: skip


def test_no_rent_makes_no_charge_and_days_are_counted_all_the_same() -> None:
    borne = [Borne(stage="a", bearer=Bearer.IDLE, of="unused", days=(span(1, 31),))]
    assert shown(charge_out(rent("0"), WHOLE, borne, EVEN)) == [("a", "idle", "unused", 31, "0")]
