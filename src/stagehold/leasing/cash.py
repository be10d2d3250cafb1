"""The cash schedule of a lease: everything that is paid and received, day by day, before any accounting.

Rent lines (any frequency, in advance or arrears, with steps, a yearly rise, days without rent), options that are
reasonably certain with their amounts and fees, service and tax lines, direct costs, incentives, fit-out and
restoration.
A discount rate is not needed. Events of the lease change what follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from stagehold.domain.days import Span
from stagehold.domain.lease import LeaseTerms
from stagehold.domain.money import to_minor_units
from stagehold.leasing.agreed import Agreed
from stagehold.leasing.payment import Payment, PaymentKind
from stagehold.leasing.reading import agreed_at_signing
from stagehold.leasing.versions import Version, versions_of


def cash_schedule(lease: LeaseTerms) -> tuple[Payment, ...]:
    """All payments of the expected term, in order of their days.

    Raises
    ------
    MissingFacts
        If a day, the currency or the rent is not stated.
    InputError
        If an event, an option or a line cannot be.
    """
    versions = versions_of(agreed_at_signing(lease))
    separate = [item for version in versions for right in version.separate for item in cash_schedule(right)]
    return by_day([*own_payments(versions), *separate])


def own_payments(versions: Sequence[Version]) -> tuple[Payment, ...]:
    """All payments of one lease, each as agreed on its day; separate rights are leases of their own."""
    found: list[Payment] = []
    for number, version in enumerate(versions):
        until = versions[number + 1].since if number + 1 < len(versions) else date.max
        found += [item for item in version.agreed.payments() if version.since <= item.day < until]
    return by_day([*found, *once(versions[-1].agreed)])


def once(agreed: Agreed) -> list[Payment]:
    """What is paid or received once: costs and incentives at the beginning, restoration at the end."""
    lease = agreed.lease
    start, end = agreed.start, agreed.expected_end
    access = lease.access.first if lease.access is not None and lease.access.is_day else start
    accounting = lease.accounting
    found = [_one(agreed, PaymentKind.FIT_OUT, min(access, start), lease.fit_out)]
    if accounting is not None:
        incentives = None if accounting.incentives is None else -accounting.incentives
        found += [
            _one(agreed, PaymentKind.DIRECT_COST, start, accounting.initial_direct_costs),
            _one(agreed, PaymentKind.INCENTIVE, start, incentives),
            _one(agreed, PaymentKind.RESTORATION, end - timedelta(days=1), accounting.restoration),
        ]
    return [item for item in found if item is not None]


def _one(agreed: Agreed, kind: PaymentKind, day: date, amount: Decimal | None) -> Payment | None:
    if not amount:
        return None
    at_end = kind is PaymentKind.RESTORATION
    return Payment(
        day=day,
        moment=day + timedelta(days=1) if at_end else day,
        period=Span(day, day + timedelta(days=1)),
        amount=to_minor_units(amount, agreed.currency),
        currency=agreed.currency,
        kind=kind,
    )


def by_day(payments: Sequence[Payment]) -> tuple[Payment, ...]:
    """In order of the days on which they are paid."""
    return tuple(sorted(payments, key=lambda item: (item.day, item.moment, item.kind.value, item.line or 0)))
