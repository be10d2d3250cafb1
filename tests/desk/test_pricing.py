"""Prices, fees and quotations come out to the unit, and what a policy does not state has none."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk.deskhouse import LONDON, LOS_ANGELES, SEOUL, STUDIOS, TOKYO, at, long, policy, studio
from stagehold.desk import clocks
from stagehold.desk.ladder import Fee, cancellation_fee, rebooking_fee
from stagehold.desk.pricing import Charge, Item, Price, price_of, why_unpriced
from stagehold.desk.quotation import Quotation, QuotedLine, Tax, quotation
from stagehold.desk.records import Line
from stagehold.desk.workdays import is_working_day
from stagehold.domain.booking import CancellationStep, Policy
from stagehold.domain.days import Span, through
from stagehold.domain.findings import Finding, Severity
from stagehold.domain.money import minor_units
from stagehold.domain.studio import PhaseKind, Studio
from stagehold.files.presets import presets

BUILD, SHOOT = PhaseKind.BUILD, PhaseKind.SHOOT
D = Decimal


def days(first: str, last: str) -> Span:
    return through(date.fromisoformat(first), date.fromisoformat(last))


def item(charge: Charge, phase: PhaseKind, number: int, each: str, amount: str) -> Item:
    return Item(charge=charge, phase=phase, days=number, each=D(each), amount=D(amount))


def missing(rule: str, field: str, allowed: str) -> Finding:
    return Finding(rule=rule, severity=Severity.WARNING, record="rules", field=field, allowed=allowed)


# --- prices


def test_a_stay_costs_the_rate_of_its_phase_and_150_more_on_a_weekend_day_at_bayshore() -> None:
    assert price_of(presets()["bayshore"], LOS_ANGELES, days("2027-03-05", "2027-03-07"), SHOOT) == Price(
        currency="USD",
        items=(
            item(Charge.DAYS, SHOOT, 3, "875.00", "2625.00"),
            item(Charge.WEEKEND, SHOOT, 2, "150.00", "300.00"),
        ),
        amount=D("2925.00"),
    )


def test_a_holiday_on_a_weekend_costs_the_greater_extra_alone() -> None:
    rules = policy(currency="JPY", rates={SHOOT: D(600_000)}, weekend_extra=D("0.1"), holiday_extra=D("0.2"))
    # Friday, Saturday, Constitution Day on Monday, and Greenery Day on Tuesday; Showa Day is the Thursday before.
    assert price_of(rules, TOKYO, days("2027-04-30", "2027-05-04"), SHOOT) == Price(
        currency="JPY",
        items=(
            item(Charge.DAYS, SHOOT, 5, "600000", "3000000"),
            item(Charge.WEEKEND, SHOOT, 2, "60000", "120000"),
            item(Charge.HOLIDAY, SHOOT, 2, "120000", "240000"),
        ),
        amount=D(3_360_000),
    )
    # Respect for Mountains: 11 August 2029 is a Saturday.
    assert price_of(rules, TOKYO, days("2029-08-11", "2029-08-11"), SHOOT) == Price(
        currency="JPY",
        items=(item(Charge.DAYS, SHOOT, 1, "600000", "600000"), item(Charge.HOLIDAY, SHOOT, 1, "120000", "120000")),
        amount=D(720_000),
    )


def test_a_line_without_a_phase_is_a_shoot() -> None:
    span, bayshore = days("2027-03-01", "2027-03-04"), presets()["bayshore"]
    assert price_of(bayshore, LOS_ANGELES, span, None) == price_of(bayshore, LOS_ANGELES, span, SHOOT)


def test_each_day_is_rounded_half_to_even_once() -> None:
    rules = policy(currency="KRW", rates={SHOOT: D("1000.5")}, weekend_extra=D("0.15"))
    assert price_of(rules, SEOUL, days("2027-03-04", "2027-03-06"), SHOOT) == Price(
        currency="KRW",
        items=(item(Charge.DAYS, SHOOT, 3, "1000", "3000"), item(Charge.WEEKEND, SHOOT, 1, "150", "150")),
        amount=D(3150),
    )


@pytest.mark.parametrize(
    ("rules", "place", "why"),
    [
        (
            policy(currency="JPY"),
            TOKYO,
            missing("no-rate", "rates.build", "what a build day costs: without it no price is computed"),
        ),
        (
            policy(rates={BUILD: D(5)}),
            TOKYO,
            missing("no-currency", "currency", "a code of ISO 4217 for the rates of the policy"),
        ),
        (
            policy(currency="JPY", rates={BUILD: D(5)}, holiday_extra=D(1)),
            studio("ZZ", None, None),
            missing("holidays-unknown", "holiday_extra", "working days: no public holidays are known for country 'ZZ'"),
        ),
    ],
)
def test_what_a_policy_does_not_state_has_no_price(rules: Policy, place: Studio, why: Finding) -> None:
    span = days("2027-03-05", "2027-03-07")
    assert (price_of(rules, place, span, BUILD), why_unpriced(rules, place, span, BUILD)) == (None, why)


def test_holidays_are_asked_for_only_where_they_cost_something() -> None:
    rules = policy(currency="JPY", rates={BUILD: D(5)}, weekend_extra=D(1))
    span = days("2027-03-05", "2027-03-07")
    price = price_of(rules, studio("ZZ", None, None), span, BUILD)
    assert price is not None
    assert (price.amount, why_unpriced(rules, TOKYO, span, BUILD)) == (D(25), None)


# --- fees

PRICE = D(1_000_000)
SHOOT_DAY = date(2027, 6, 17)  # a Thursday


def fee(rules: Policy, place: Studio, when: str, *, confirmed: bool = True, price: Decimal | None = PRICE) -> Fee:
    owed = cancellation_fee(rules, place, price, SHOOT_DAY, at(place, when), confirmed=confirmed)
    assert owed is not None
    return owed


@pytest.mark.parametrize(
    ("when", "left", "owed"),
    [
        ("2027-06-01T12:00", 16, 0),
        ("2027-06-10T23:59", 7, 0),
        ("2027-06-11T00:00", 6, 200_000),
        ("2027-06-12T12:00", 5, 400_000),
        ("2027-06-13T12:00", 4, 600_000),
        ("2027-06-14T12:00", 3, 800_000),
        ("2027-06-15T12:00", 2, 1_000_000),
        ("2027-06-16T12:00", 1, 1_000_000),
        ("2027-06-17T08:00", 0, 1_000_000),
        ("2027-06-20T08:00", 0, 1_000_000),
    ],
)
def test_letting_a_keep_go_in_tokyo_climbs_by_the_day_and_a_decision_always_costs_all(
    when: str, left: int, owed: int
) -> None:
    kept = fee(presets()["tokyo"], TOKYO, when, confirmed=False)
    assert (kept.days_left, kept.amount, kept.finding) == (left, D(owed), None)
    assert fee(presets()["tokyo"], TOKYO, when).amount == PRICE


@pytest.mark.parametrize(
    ("when", "left", "share"),
    [
        ("2027-01-04T12:00", 114, "0.25"),  # 118 weekdays, less Easter and two bank holidays in May
        ("2027-06-10T12:00", 5, "0.25"),  # Thursday a week before
        ("2027-06-11T12:00", 4, "0.5"),  # Friday
        ("2027-06-12T12:00", 3, "0.5"),  # Saturday: Monday to Wednesday are left
        ("2027-06-14T12:00", 3, "0.5"),
        ("2027-06-15T12:00", 2, None),
    ],
)
def test_moving_a_booking_in_london_counts_working_days(when: str, left: int, share: str | None) -> None:
    owed = rebooking_fee(presets()["london"], LONDON, PRICE, SHOOT_DAY, at(LONDON, when))
    assert owed is not None
    assert (owed.days_left, owed.share) == (left, None if share is None else D(share))
    assert owed.amount == (None if share is None else D(share) * PRICE)


def test_the_day_of_cancelling_is_the_studios() -> None:
    moment = datetime(2027, 6, 10, 15, 30, tzinfo=UTC)  # already the 11th in Tokyo
    owed = cancellation_fee(presets()["tokyo"], TOKYO, PRICE, SHOOT_DAY, moment, confirmed=False)
    assert owed is not None
    assert owed.days_left == 6


def test_without_a_ladder_no_fee_is_stated() -> None:
    moment = at(TOKYO, "2027-06-16T12:00")
    for confirmed in (True, False):
        assert cancellation_fee(policy(), TOKYO, PRICE, SHOOT_DAY, moment, confirmed=confirmed) is None
    assert rebooking_fee(policy(), TOKYO, PRICE, SHOOT_DAY, moment) is None


def test_a_fee_that_is_not_known_says_why() -> None:
    mikami = presets()["mikami"]
    owed = fee(mikami, TOKYO, "2027-06-10T12:00")
    assert owed == Fee(
        amount=None,
        share=None,
        days_left=7,
        step=CancellationStep(days_before=10),
        finding=Finding(
            rule="share-not-stated",
            severity=Severity.WARNING,
            record="mikami",
            field="cancellation",
            allowed="the share that is due from that day on",
        ),
    )
    assert fee(mikami, TOKYO, "2027-06-06T12:00") == Fee(amount=D(0), share=D(0), days_left=11)
    unpriced = fee(presets()["tokyo"], TOKYO, "2027-06-16T12:00", price=None)
    assert (unpriced.amount, unpriced.share, unpriced.finding and unpriced.finding.rule) == (None, D(1), "no-price")
    assert fee(presets()["tokyo"], TOKYO, "2027-06-01T12:00", confirmed=False, price=None).amount == 0
    days_of_work = policy(cancellation=(CancellationStep(days_before=5, share=D(1), working_days=True),))
    nowhere = fee(days_of_work, studio("ZZ", None, None), "2027-06-16T12:00")
    assert (nowhere.amount, nowhere.days_left, nowhere.finding and nowhere.finding.rule) == (
        None, None, "holidays-unknown",
    )  # fmt: skip


def test_a_fee_is_rounded_to_the_unit_of_the_currency_of_its_price() -> None:
    half = policy(cancellation=(CancellationStep(share=D("0.5")),))
    moment = at(TOKYO, "2027-06-16T12:00")
    prices = {"JPY": D(101), "USD": D("10.25"), None: D("10.3")}
    fees = {
        currency: cancellation_fee(half, TOKYO, price, SHOOT_DAY, moment, confirmed=True, currency=currency)
        for currency, price in prices.items()
    }
    amounts = {currency: str(owed.amount) for currency, owed in fees.items() if owed is not None}
    assert amounts == {"JPY": "50", "USD": "5.12", None: "5.2"}
    longest = cancellation_fee(half, TOKYO, D("9" * 29 + "8"), SHOOT_DAY, moment, confirmed=True, currency="JPY")
    assert longest is not None
    assert longest.amount == D("4" + "9" * 29)


# --- quotations


def line(number: int, first: str, last: str, phase: PhaseKind | None, price: Decimal | None = None) -> Line:
    return Line(id=f"b1.{number}", booking="b1", space="a", span=days(first, last), phase=phase, price=price)


def test_a_quotation_itemises_its_lines_and_adds_the_tax_once() -> None:
    rules = policy(
        currency="USD",
        rates={BUILD: D("600.00"), SHOOT: D("875.00")},
        hours={BUILD: D(10), SHOOT: D(10), PhaseKind.STRIKE: D(10)},
        overtime=D(175),
        weekend_extra_amount=D(150),
        quotation_valid=long("P30D"),
        tax_name="Sales tax",
        tax_rate=D("0.095"),
    )
    made = at(LOS_ANGELES, "2027-02-15T12:00")
    lines = [line(1, "2027-03-04", "2027-03-05", BUILD), line(2, "2027-03-06", "2027-03-08", None)]
    assert quotation(rules, LOS_ANGELES, lines, made) == Quotation(
        studio="lot",
        policy="rules",
        currency="USD",
        lines=(
            QuotedLine(
                line="b1.1",
                space="a",
                span=days("2027-03-04", "2027-03-05"),
                phase=BUILD,
                items=(item(Charge.DAYS, BUILD, 2, "600.00", "1200.00"),),
                amount=D("1200.00"),
            ),
            QuotedLine(
                line="b1.2",
                space="a",
                span=days("2027-03-06", "2027-03-08"),
                phase=SHOOT,
                items=(
                    item(Charge.DAYS, SHOOT, 3, "875.00", "2625.00"),
                    item(Charge.WEEKEND, SHOOT, 2, "150.00", "300.00"),
                ),
                amount=D("2925.00"),
            ),
        ),
        subtotal=D("4125.00"),
        tax=Tax(name="Sales tax", rate=D("0.095"), amount=D("391.88")),
        total=D("4516.88"),
        made=made,
        valid_until=at(LOS_ANGELES, "2027-03-17T12:00"),  # the clock went forward in between
        hours={BUILD: D(10), SHOOT: D(10)},
        overtime=D(175),
    )


def test_a_quotation_with_a_line_that_has_no_price_has_no_total() -> None:
    rules = policy(currency="JPY", rates={SHOOT: D(600_000)}, tax_rate=D("0.1"))
    lines = [line(1, "2027-03-04", "2027-03-05", BUILD), line(2, "2027-03-08", "2027-03-08", SHOOT)]
    quoted = quotation(rules, TOKYO, lines, at(TOKYO, "2027-02-15T12:00"))
    assert (quoted.subtotal, quoted.tax, quoted.total, quoted.valid_until) == (None, None, None, None)
    assert [part.amount for part in quoted.lines] == [None, D(600_000)]
    assert quoted.findings == (
        missing("no-rate", "rates.build", "what a build day costs: without it no price is computed"),
    )


def test_a_price_fixed_at_confirmation_stays() -> None:
    rules = policy(currency="JPY", rates={SHOOT: D(600_000)})
    fixed = [
        line(1, "2027-03-04", "2027-03-05", SHOOT, D(1_200_000)),
        line(2, "2027-03-08", "2027-03-09", SHOOT, D(1_000_000)),
        line(3, "2027-03-10", "2027-03-10", BUILD, D(250_000)),
    ]
    quoted = quotation(rules, TOKYO, fixed, at(TOKYO, "2027-02-15T12:00"))
    assert [part.items for part in quoted.lines] == [
        (item(Charge.DAYS, SHOOT, 2, "600000", "1200000"),),
        (Item(charge=Charge.CONFIRMED, phase=SHOOT, days=2, each=None, amount=D(1_000_000)),),
        (Item(charge=Charge.CONFIRMED, phase=BUILD, days=1, each=None, amount=D(250_000)),),
    ]
    assert (quoted.total, quoted.findings) == (D(2_450_000), ())


# --- what holds for all of them

_LONGEST = st.integers(10**28, 10**30 - 1).map(lambda digits: Decimal(f"{digits}e-2"))  # as long as a field takes
_AMOUNTS = st.decimals(0, 10**12, places=3) | _LONGEST
_EXTRAS = st.none() | st.decimals(0, 3, places=4)
_CURRENCIES = st.sampled_from(["USD", "JPY", "KRW", "GBP", "KWD"])
_PRICED = st.builds(
    lambda currency, rates, weekend, amount, holiday, tax: policy(
        currency=currency,
        rates=rates,
        weekend_extra=weekend,
        weekend_extra_amount=amount if weekend is None else None,
        holiday_extra=holiday,
        tax_rate=tax,
    ),
    _CURRENCIES,
    st.fixed_dictionaries(dict.fromkeys(PhaseKind, _AMOUNTS)),
    _EXTRAS,
    st.none() | _AMOUNTS,
    _EXTRAS,
    st.none() | st.decimals(0, 1, places=4),
)
_PLACES = st.sampled_from(STUDIOS)
_SPANS = st.tuples(st.dates(date(2018, 1, 1), date(2035, 1, 1)), st.integers(1, 90)).map(
    lambda part: Span(part[0], part[0] + timedelta(days=part[1]))
)


def units(amount: Decimal | None, currency: str | None) -> Fraction:
    """An amount in the smallest units of its currency."""
    assert amount is not None
    assert currency is not None
    return Fraction(amount) * 10 ** minor_units(currency)


@given(_PRICED, _PLACES, st.lists(st.tuples(_SPANS, st.sampled_from(PhaseKind)), min_size=1, max_size=4))
def test_items_add_up_to_the_lines_and_the_lines_to_the_total_to_the_unit(
    rules: Policy, place: Studio, wanted: list[tuple[Span, PhaseKind]]
) -> None:
    lines = [
        Line(id=f"b.{number}", booking="b", space="a", span=span, phase=phase)
        for number, (span, phase) in enumerate(wanted)
    ]
    quoted = quotation(rules, place, lines, datetime(2027, 1, 1, tzinfo=UTC))
    for part in quoted.lines:
        for each in part.items:
            assert units(each.amount, rules.currency) == each.days * units(each.each, rules.currency)
            assert units(each.each, rules.currency).denominator == 1
        assert units(part.amount, rules.currency) == sum(units(each.amount, rules.currency) for each in part.items)
    subtotal = units(quoted.subtotal, rules.currency)
    assert subtotal == sum(units(part.amount, rules.currency) for part in quoted.lines)
    tax = Fraction(0) if quoted.tax is None else units(quoted.tax.amount, rules.currency)
    assert tax.denominator == 1
    assert abs(tax - subtotal * Fraction(rules.tax_rate or 0)) <= Fraction(1, 2)
    assert units(quoted.total, rules.currency) == subtotal + tax


@given(_PRICED, _PLACES, _SPANS, st.sampled_from(PhaseKind), st.integers(1, 89))
def test_the_price_of_a_stay_is_that_of_its_parts(
    rules: Policy, place: Studio, span: Span, phase: PhaseKind, cut: int
) -> None:
    middle = span.start + timedelta(days=min(cut, span.days - 1))
    parts = [Span(*ends) for ends in ((span.start, middle), (middle, span.end)) if ends[0] < ends[1]]
    prices = [price_of(rules, place, part, phase) for part in (span, *parts)]
    whole, *rest = [Fraction(price.amount) for price in prices if price is not None]
    assert whole == sum(rest)


@st.composite
def ladders(draw: st.DrawFn) -> tuple[CancellationStep, ...]:
    """Steps whose shares do not fall as the day comes nearer, in any order."""
    known = st.none() | st.integers(0, 40)
    nearer_first = sorted(draw(st.sets(known, min_size=1, max_size=5)), key=lambda day: 99 if day is None else day)
    shares = sorted(draw(st.lists(st.decimals(0, 1, places=2), min_size=5, max_size=5)), reverse=True)
    working = draw(st.booleans())
    steps = [
        CancellationStep(days_before=before, share=share, working_days=working)
        for before, share in zip(nearer_first, shares, strict=False)
    ]
    return tuple(draw(st.permutations(steps)))


_MOMENTS = st.datetimes(datetime(2027, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))


@given(ladders(), _PLACES, st.lists(_MOMENTS, min_size=2, max_size=5), st.dates(date(2027, 2, 1), date(2027, 12, 31)))
def test_a_fee_never_falls_as_the_day_comes_nearer(
    steps: tuple[CancellationStep, ...], place: Studio, moments: list[datetime], first_day: date
) -> None:
    rules = policy(currency="JPY", cancellation=steps, hold_cancellation=steps, rebooking=steps)
    fees = []
    for moment in sorted(moments):
        owed = cancellation_fee(rules, place, PRICE, first_day, moment, confirmed=True)
        assert owed is not None
        assert owed == cancellation_fee(rules, place, PRICE, first_day, moment, confirmed=False)
        assert owed == rebooking_fee(rules, place, PRICE, first_day, moment)
        fees.append(owed.amount)
    assert fees == sorted(fees, key=lambda amount: amount or 0)


@given(ladders(), _PLACES, _MOMENTS, st.dates(date(2027, 2, 1), date(2027, 12, 31)))
def test_the_step_that_counts_is_the_last_one_that_has_come(
    steps: tuple[CancellationStep, ...], place: Studio, moment: datetime, first_day: date
) -> None:
    owed = cancellation_fee(policy(cancellation=steps), place, PRICE, first_day, moment, confirmed=True)
    day, left = clocks.local(place, moment).date(), 0
    while day < first_day:
        left += is_working_day(place, day) if steps[0].working_days else 1
        day += timedelta(days=1)
    share = D(0)
    for step in sorted(steps, key=lambda step: -(99 if step.days_before is None else step.days_before)):
        if (step.days_before is None or left <= step.days_before) and step.share is not None:
            share = step.share
    assert owed is not None
    assert (owed.days_left, owed.share) == (left, share)
    assert owed.amount == (share * PRICE).quantize(D(1), rounding=ROUND_HALF_EVEN)
