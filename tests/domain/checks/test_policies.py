"""Policies: ladders climb, money has a currency, and every field does something."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from stagehold.domain.booking import CancellationStep, ClockKind, Policy
from stagehold.domain.checks import check_portfolio
from stagehold.domain.days import parse_duration
from stagehold.domain.hours import parse_hours
from stagehold.domain.portfolio import Portfolio

LADDERS = ["cancellation", "hold_cancellation", "rebooking"]
DAY = parse_duration("P1D")


def step(days: int | None, share: str | None, *, working: bool = False) -> CancellationStep:
    return CancellationStep(days_before=days, share=None if share is None else Decimal(share), working_days=working)


def found(**fields: Any) -> list[tuple[str, str, str]]:
    """Rule, severity and field of everything wrong with a policy."""
    portfolio = Portfolio.of([Policy(id="p", **fields)])
    return [(finding.rule, str(finding.severity), finding.field) for finding in check_portfolio(portfolio)]


@pytest.mark.parametrize("ladder", LADDERS)
def test_each_ladder_climbs_by_one_kind_of_days(ladder: str) -> None:
    climbing = (step(2, "1"), step(None, "0.1"), step(9, "0.5"))
    assert found(**{ladder: climbing}) == []
    assert found(**{ladder: (step(9, "0.5"), step(9, "1"))}) == [("step-twice", "error", f"{ladder}.1.days_before")]
    assert found(**{ladder: (step(None, "0.5"), step(None, "0.5"))}) == [
        ("step-twice", "error", f"{ladder}.1.days_before")
    ]
    assert found(**{ladder: (step(2, "0.2"), step(None, "0.5"))}) == [("ladder-falls", "warning", f"{ladder}.0.share")]
    assert found(**{ladder: (step(9, "0.5"), step(2, "1", working=True))}) == [
        ("mixed-days", "error", f"{ladder}.working_days")
    ]
    assert found(**{ladder: (step(None, "0.5"), step(2, "1", working=True))}) == []
    assert found(**{ladder: (step(9, None), step(2, "1"))}) == [("share-not-stated", "warning", f"{ladder}.0.share")]


def test_all_money_needs_a_currency_that_can_pay_it() -> None:
    for name in ("overtime", "weekend_extra_amount"):
        assert found(**{name: Decimal("10.5")}) == [("no-currency", "error", "currency")]
        assert found(**{name: Decimal("10.5")}, currency="JPY") == [("below-minor-unit", "warning", name)]
        assert found(**{name: Decimal("10.5")}, currency="USD") == []


def test_a_weekend_costs_a_share_or_an_amount_more_not_both() -> None:
    both = {"weekend_extra": Decimal("0.2"), "weekend_extra_amount": Decimal(5)}
    assert found(**both, currency="JPY") == [("two-extras", "error", "weekend_extra_amount")]


@pytest.mark.parametrize(
    ("alone", "beside"),
    [
        ({"firm_answer_clock": DAY}, {"firm_beats_holds": True}),
        ({"renewals": 1}, {"hold_expiry": DAY}),
        ({"confirm_clock_covers_conditions": True}, {"confirm_clock": DAY}),
        ({"tax_name": "VAT"}, {"tax_rate": Decimal("0.1")}),
    ],
)
def test_a_field_that_does_nothing_without_another_is_pointed_out(
    alone: dict[str, Any], beside: dict[str, Any]
) -> None:
    assert found(**alone) == [("no-effect", "warning", next(iter(alone)))]
    assert found(**alone, **beside) == []


def test_a_business_clock_asks_for_its_hours() -> None:
    assert found(clock=ClockKind.BUSINESS) == [("no-business-hours", "warning", "business_hours")]
    assert found(clock=ClockKind.BUSINESS, business_hours=parse_hours("09:00-18:00")) == []
