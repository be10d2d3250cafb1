"""Rent lines and other money of a lease: whether they can be paid as written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from stagehold.domain import edtf, money
from stagehold.domain.checks.located import Located, Subject
from stagehold.domain.checks.terms import each_lease
from stagehold.domain.lease import CandidateLease, LeaseTerms, OptionKind, RentLine
from stagehold.domain.portfolio import Portfolio


def rent_findings(portfolio: Portfolio) -> Iterator[Located]:
    """Rent outside its term, money without a currency, amounts nobody can pay."""
    for subject, lease in each_lease(portfolio):
        for index, line in enumerate(lease.rent):
            yield from _line(subject, lease, line, f"rent.{index}")
        amounts = list(_amounts(lease))
        if amounts and lease.currency is None:
            yield subject.error("no-currency", "currency", "", "a code of ISO 4217 for the amounts of the lease")
        elif lease.currency is not None:
            yield from small_change(subject, lease.currency, amounts)


def small_change(subject: Subject, currency: str, amounts: list[tuple[str, Decimal]]) -> Iterator[Located]:
    """Amounts with parts below the minor unit of the currency."""
    for path, amount in amounts:
        if not money.fits_minor_units(amount, currency):
            places = money.minor_units(currency)
            allowed = f"{currency} with {places} decimal places" if places else f"whole {currency}"
            yield subject.warning(
                "below-minor-unit", path, amount, allowed, str(money.to_minor_units(amount, currency))
            )


def _amounts(lease: LeaseTerms) -> Iterator[tuple[str, Decimal]]:
    """Path and amount of all money of a lease."""
    for index, line in enumerate(lease.rent):
        yield f"rent.{index}.amount", line.amount
        for number, step in enumerate(line.steps):
            yield f"rent.{index}.steps.{number}.amount", step.amount
    for index, option in enumerate(lease.options):
        for name, amount in (("amount", option.amount), ("fee", option.fee)):
            if amount is not None:
                yield f"options.{index}.{name}", amount
    for index, event in enumerate(lease.events):
        if event.amount is not None:
            yield f"events.{index}.amount", event.amount
    single = [("spot_rate", lease.spot_rate), ("fit_out", lease.fit_out)]
    if isinstance(lease, CandidateLease):
        single.append(("exit_cost", lease.exit_cost))
    if lease.accounting is not None:
        accounting = lease.accounting
        single += [
            ("accounting.initial_direct_costs", accounting.initial_direct_costs),
            ("accounting.incentives", accounting.incentives),
            ("accounting.restoration", accounting.restoration),
        ]
    yield from ((path, amount) for path, amount in single if amount is not None)


def _line(subject: Subject, lease: LeaseTerms, line: RentLine, path: str) -> Iterator[Located]:
    if line.to is not None and line.to.last < line.from_.first:
        yield subject.error("ends-before-it-starts", f"{path}.to", line.to, f"a day on or after {line.from_}")
    first, last = _days_of(lease)
    if last is not None and line.from_.first > last:
        yield subject.error("rent-outside-term", f"{path}.from", line.from_, f"a day of the term {lease.term}")
    elif first is not None and line.from_.last < first:
        allowed = f"a day on or after {first}, when access or the term begins"
        yield subject.warning("rent-outside-term", f"{path}.from", line.from_, allowed)
    extends = any(option.kind is OptionKind.EXTEND for option in lease.options)
    if last is not None and line.to is not None and line.to.first > last and not extends:
        yield subject.warning("rent-outside-term", f"{path}.to", line.to, f"a day of the term {lease.term}")
    before = line.from_
    for index, step in enumerate(line.steps):
        if step.from_.last < before.first:
            allowed = f"a day on or after {before}: steps stand in order of their days"
            yield subject.error("steps-out-of-order", f"{path}.steps.{index}.from", step.from_, allowed)
        before = step.from_


def _days_of(lease: LeaseTerms) -> tuple[date | None, date | None]:
    """First day on which rent can be due, and the last day of the term, as far as they are stated."""
    if lease.term is None:
        return None, None
    first, last = edtf.first_day(lease.term), edtf.last_day(lease.term)
    early = [item.first for item in (lease.signed, lease.access, lease.rent_from) if item is not None]
    return (None if first is None else min([first, *early])), last
