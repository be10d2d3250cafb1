"""Rent day by day: payments spread over what they pay for, money that adds up however the days are cut."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from random import Random

from stagehold.domain.days import Span
from stagehold.leasing.payment import Payment, PaymentKind
from stagehold.leasing.rent_days import RentDays


def paid(start: str, end: str, amount: str, kind: PaymentKind = PaymentKind.RENT, currency: str = "JPY") -> Payment:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    return Payment(
        day=first, moment=first, period=Span(first, last), amount=Decimal(amount), currency=currency, kind=kind
    )


def days(start: str, end: str) -> Span:
    return Span(date.fromisoformat(start), date.fromisoformat(end))


def test_a_payment_is_spread_evenly_over_the_days_it_pays_for() -> None:
    rent = RentDays.of("l", "JPY", [paid("2027-01-01", "2027-02-01", "3100"), paid("2027-02-01", "2027-03-01", "2800")])
    pieces = rent.pieces(days("2027-01-30", "2027-02-03"))
    assert [(span, Fraction(parts, rent.scale)) for span, parts in pieces] == [
        (days("2027-01-30", "2027-02-01"), Fraction(100)), (days("2027-02-01", "2027-02-03"), Fraction(100)),
    ]  # fmt: skip
    assert rent.accrued(date(2027, 1, 11)) == 1000
    assert rent.accrued(date(2020, 1, 1)) == 0
    assert rent.accrued(date(2030, 1, 1)) == 5900


def test_lines_that_run_together_add_up_and_fees_have_no_days() -> None:
    rent = RentDays.of(
        "l",
        "JPY",
        [
            paid("2027-01-01", "2027-01-11", "1000"),
            paid("2027-01-06", "2027-01-16", "500", PaymentKind.SERVICE),
            paid("2027-01-01", "2027-01-02", "999", PaymentKind.FEE),
        ],
    )
    pieces = rent.pieces(days("2026-12-31", "2027-01-20"))
    assert [(str(span), Fraction(parts, rent.scale)) for span, parts in pieces] == [
        ("2026-12-31", 0), ("2027-01-01/2027-01-05", 100), ("2027-01-06/2027-01-10", 150),
        ("2027-01-11/2027-01-15", 50), ("2027-01-16/2027-01-19", 0),
    ]  # fmt: skip


def test_money_is_rounded_as_a_running_total_so_that_months_add_up_to_payments() -> None:
    # A third of a cent a day: three days make one cent, in whichever month they lie.
    rent = RentDays.of("l", "USD", [paid("2027-01-30", "2027-02-02", "0.01", currency="USD")])
    january, february = days("2027-01-01", "2027-02-01"), days("2027-02-01", "2027-03-01")
    assert (rent.cost(january), rent.cost(february)) == (Decimal("0.01"), Decimal("0.00"))
    assert rent.cost(days("2027-01-01", "2027-03-01")) == Decimal("0.01")


def test_however_days_are_cut_the_money_of_the_parts_is_that_of_the_whole(count, seed) -> None:
    for case in range(count(200, 5_000)):
        random = Random(f"{seed}/{case}")
        start = date(2027, 1, 1)
        payments, first = [], start
        for _ in range(random.randint(1, 6)):
            end = first + timedelta(days=random.randint(1, 40))
            payments.append(paid(str(first), str(end), str(random.randint(0, 10**9))))
            first = end
        rent = RentDays.of("l", "JPY", payments)
        inside = sorted({start, first, *(start + timedelta(days=random.randint(0, 200)) for _ in range(4))})
        inside = [day for day in inside if day <= first]
        parts = [Span(one, other) for one, other in itertools.pairwise(inside)]
        assert sum((rent.cost(part) for part in parts), Decimal(0)) == sum(item.amount for item in payments)
